//! The pages of documentation that are made from tables: one page for every code under
//! `docs/diagnostics`, the rules in `docs/semantics.md`, the truth values in
//! `docs/grammar/filters.md`. `UPDATE=1` writes them anew; otherwise they are compared.

use crate::wording_text::{Wording, english};
use dual_write_preflight::diagnostic::{Code, Evidence, Severity};
use dual_write_preflight::expr::Truth;
use dual_write_preflight::value::Semantics;
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("pages::every_code_has_a_cause", every_code_has_a_cause),
        Trial::test("pages::diagnostics", diagnostics),
        Trial::test("pages::semantics", semantics),
        Trial::test("pages::truth_values", truth_values),
    ]
}

/// Why a finding comes, and how that is known; written by hand in `causes.json`.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cause {
    cause: String,
    source: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

fn causes() -> Result<BTreeMap<String, Cause>, Failed> {
    let text = std::fs::read(root().join("docs/diagnostics/causes.json"))?;
    Ok(serde_json::from_slice(&text)?)
}

fn every_code_has_a_cause() -> Result<(), Failed> {
    let causes = causes()?;
    let mut faults = Vec::new();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.id())
        .filter(|id| !causes.contains_key(*id))
        .collect();
    if !missing.is_empty() {
        faults.push(format!("codes without a cause: {}", missing.join(", ")));
    }
    for (id, cause) in &causes {
        if !Code::ALL.iter().any(|code| code.id() == id) {
            faults.push(format!("{id} has a cause and is no code"));
        }
        if cause.cause.trim().is_empty() || cause.source.trim().is_empty() {
            faults.push(format!("{id} has an empty cause or source"));
        }
    }
    settle(&faults)
}

fn diagnostics() -> Result<(), Failed> {
    let wording = english()?;
    let causes = causes()?;
    let folder = root().join("docs/diagnostics");
    let mut faults = Vec::new();
    for code in Code::ALL {
        let Some(cause) = causes.get(code.id()) else {
            faults.push(format!("{} has no cause in causes.json", code.id()));
            continue;
        };
        let Some(words) = wording.get(code.id()) else {
            faults.push(format!("{} has no wording in en.ftl", code.id()));
            continue;
        };
        let path = folder.join(format!("{}.md", code.id()));
        compare(&path, &page(*code, words, cause), &mut faults)?;
    }
    for path in stray(&folder)? {
        if updating() {
            std::fs::remove_file(&path)?;
        } else {
            faults.push(format!("{} is the page of no code", path.display()));
        }
    }
    settle(&faults)
}

fn page(code: Code, words: &Wording, cause: &Cause) -> String {
    let info = code.info();
    let mut page = String::new();
    let _ = writeln!(page, "# {} {}\n", info.id, info.slug);
    let _ = writeln!(page, "| | |\n|---|---|");
    let severity = match info.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let _ = writeln!(page, "| Severity | {severity} |");
    let _ = writeln!(page, "| Evidence | {} |", evidence(info.evidence));
    if !info.alias.is_empty() {
        let _ = writeln!(page, "| Dual-write's own code | {} |", info.alias);
    }
    page.push_str("\n## Message\n\n");
    list(&mut page, &words.message);
    page.push_str("\n## What to do\n\n");
    list(&mut page, &words.help);
    let _ = writeln!(page, "\n## Cause\n\n{}", cause.cause);
    let _ = writeln!(page, "\n## How this is known\n\n{}", cause.source);
    page
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Fact => "fact: documented, or visible in the documents themselves",
        Evidence::Inferred => "inferred from public material; not stated by a source",
        Evidence::Unknown => "unknown: no public source says; a default is assumed",
    }
}

/// One text, or each of several with the case that it is for.
fn list(page: &mut String, texts: &[(String, String)]) {
    if let [(case, text)] = texts
        && case.is_empty()
    {
        let _ = writeln!(page, "{text}");
        return;
    }
    for (case, text) in texts {
        let _ = writeln!(page, "- {case}: {text}");
    }
}

fn stray(folder: &Path) -> Result<Vec<PathBuf>, Failed> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(id) = name.strip_suffix(".md").filter(|id| id.starts_with("DW")) else {
            continue;
        };
        if !Code::ALL.iter().any(|code| code.id() == id) {
            found.push(path);
        }
    }
    Ok(found)
}

fn semantics() -> Result<(), Failed> {
    let mut table = String::from(
        "| Rule | Values (first = default) | Evidence of the default | Meaning |\n|---|---|---|---|\n",
    );
    for rule in Semantics::TABLE {
        let values: Vec<String> = rule.values.iter().map(|v| format!("`{v}`")).collect();
        let evidence = match rule.evidence {
            Evidence::Fact => "fact",
            Evidence::Inferred => "inferred",
            Evidence::Unknown => "unknown",
        };
        let _ = writeln!(
            table,
            "| `{}` | {} | {evidence} | {} |",
            rule.name,
            values.join(", "),
            rule.meaning
        );
    }
    compare_part("docs/semantics.md", "rules", &table)
}

fn truth_values() -> Result<(), Failed> {
    let all = [Truth::True, Truth::False, Truth::Null, Truth::Unknown];
    let heading: Vec<&str> = all.iter().map(|truth| truth.word()).collect();
    let mut text = String::new();
    for name in ["and", "or"] {
        let _ = writeln!(text, "| `{name}` | {} |", heading.join(" | "));
        text.push_str("|---|---|---|---|---|\n");
        for left in all {
            let both = |right: &Truth| match name {
                "and" => left.and(*right).word(),
                _ => left.or(*right).word(),
            };
            let row: Vec<&str> = all.iter().map(both).collect();
            let _ = writeln!(text, "| **{}** | {} |", left.word(), row.join(" | "));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "| | {} |\n|---|---|---|---|---|", heading.join(" | "));
    let row: Vec<&str> = all.iter().map(|truth| truth.negated().word()).collect();
    let _ = writeln!(text, "| `not` | {} |", row.join(" | "));
    compare_part("docs/grammar/filters.md", "truth", &text)
}

/// Compares, or writes, the part of a page between `<!-- name -->` and `<!-- /name -->`.
fn compare_part(file: &str, name: &str, part: &str) -> Result<(), Failed> {
    let path = root().join(file);
    let text = std::fs::read_to_string(&path)?;
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = text
        .split_once(&open)
        .ok_or_else(|| format!("{file} has no `{}`", open.trim()))?;
    let (_, after) = rest
        .split_once(&close)
        .ok_or_else(|| format!("{file} has no `{close}`"))?;
    let mut faults = Vec::new();
    let wanted = format!("{before}{open}{part}{close}{after}");
    compare(&path, &wanted, &mut faults)?;
    settle(&faults)
}

fn compare(path: &Path, wanted: &str, faults: &mut Vec<String>) -> Result<(), Failed> {
    let found = std::fs::read_to_string(path).unwrap_or_default();
    if found == wanted {
        return Ok(());
    }
    if updating() {
        std::fs::write(path, wanted)?;
    } else {
        faults.push(format!(
            "{} is not what its table says (UPDATE=1 writes it)",
            path.display()
        ));
    }
    Ok(())
}

fn settle(faults: &[String]) -> Result<(), Failed> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}
