//! Examples in the Markdown pages are files that run: the fenced block after `<!-- file: … -->`
//! is exactly that file. Links between the pages lead somewhere.

use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};

/// Pages with examples.
const PAGES: [&str; 2] = ["README.md", "docs/js-api.md"];

pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = PAGES
        .iter()
        .map(|page| Trial::test(format!("readme::{page}"), move || examples(page)))
        .collect();
    trials.push(Trial::test("readme::links", links));
    trials
}

fn examples(page: &str) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(page))?;
    let mut faults = Vec::new();
    if !text.contains("<!-- file: ") {
        faults.push(format!("{page} has no example"));
    }
    for part in text.split("<!-- file: ").skip(1) {
        let (file, rest) = part
            .split_once(" -->\n")
            .ok_or_else(|| format!("{page}: a mark of a file does not end"))?;
        let block = rest
            .strip_prefix("```")
            .and_then(|rest| rest.split_once('\n'))
            .and_then(|(_, rest)| rest.split_once("\n```\n"))
            .map(|(block, _)| block)
            .ok_or_else(|| format!("{page}: no fenced block follows the mark of {file}"))?;
        let wanted = std::fs::read_to_string(root.join(file))?;
        if block != wanted.trim_end_matches('\n') {
            faults.push(format!("{page}: the example is not the file {file}"));
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}

fn links() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = Vec::new();
    markdown(root, false, &mut pages)?;
    markdown(&root.join("docs"), true, &mut pages)?;
    let mut faults = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(&page)?;
        let folder = page.parent().unwrap_or(root);
        for link in text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            if file.contains(':') {
                continue;
            }
            let path = if file.is_empty() {
                page.clone()
            } else {
                folder.join(file)
            };
            let found = match anchor {
                "" => path.exists(),
                anchor => std::fs::read_to_string(&path)
                    .is_ok_and(|text| text.lines().any(|line| slug(line) == anchor)),
            };
            if !found {
                faults.push(format!("{}: no {target}", page.display()));
            }
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}

fn markdown(folder: &Path, deep: bool, pages: &mut Vec<PathBuf>) -> Result<(), Failed> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && deep {
            markdown(&path, deep, pages)?;
        } else if path.extension().is_some_and(|ending| ending == "md") {
            pages.push(path);
        }
    }
    Ok(())
}

/// The anchor that a heading gets; the empty text for other lines.
fn slug(line: &str) -> String {
    let Some(heading) = line.strip_prefix('#') else {
        return String::new();
    };
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
        _ => None,
    });
    kept.collect()
}
