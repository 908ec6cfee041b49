//! Examples in the Markdown pages are files that run: the fenced block after `<!-- file: … -->`
//! is exactly that file.

use libtest_mimic::{Failed, Trial};
use std::path::Path;

/// Pages with examples.
const PAGES: [&str; 2] = ["README.md", "docs/js-api.md"];

pub fn trials() -> Vec<Trial> {
    PAGES
        .iter()
        .map(|page| Trial::test(format!("readme::{page}"), move || examples(page)))
        .collect()
}

fn examples(page: &str) -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join(page))?;
    let mut faults = Vec::new();
    let mut found = 0_usize;
    for part in text.split("<!-- file: ").skip(1) {
        found += 1;
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
    if found == 0 {
        faults.push(format!("{page} has no example"));
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}
