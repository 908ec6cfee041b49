//! Values converted to the target column's type. Lines of `tests/data/convert/*.txt`:
//! `<side> <target type> <source type> [mapped] [rule=value …] <cell> => <sent> | <typed> findings`.

use crate::notation::{cell, findings, kind, output_text};
use dual_write_preflight::value::{Conversion, Destination, Semantics, convert};
use libtest_mimic::Trial;

pub fn trials() -> Vec<Trial> {
    crate::notation::trials("convert", answer)
}

fn answer(_: &mut (), line: &str) -> Result<Option<String>, String> {
    let mut rest = line;
    let mut word = || {
        let (word, after) = rest.split_once(' ').ok_or("too few words")?;
        rest = after.trim_start();
        Ok::<&str, String>(word)
    };
    let to = match word()? {
        "dataverse" => Destination::Dataverse,
        "finance" => Destination::Finance,
        other => return Err(format!("no side {other}")),
    };
    let target = kind(word()?)?;
    let source = kind(word()?)?;
    let mut semantics = Semantics::default();
    let mut mapped = false;
    // What stands before the cell and does not begin as JSON does is a flag or rule.
    while let Some((flag, after)) = rest.split_once(' ') {
        if rest.starts_with(['"', '[', '{']) {
            break;
        }
        match flag.split_once('=') {
            Some((rule, value)) => semantics
                .set(rule, value)
                .map_err(|problem| format!("{problem:?}"))?,
            None if flag == "mapped" => mapped = true,
            None => return Err(format!("no flag {flag}")),
        }
        rest = after.trim_start();
    }
    let result = convert(
        &cell(rest)?,
        &Conversion {
            column: "c",
            kind: target.as_ref(),
            source_kind: source.as_ref(),
            to,
            mapped,
            semantics: &semantics,
        },
    );
    let mut text = format!(
        "{} | {}{}",
        output_text(&result.sent),
        output_text(&result.typed),
        findings(&result.diagnostics)?
    );
    if result.undecided {
        text.push_str(" undecided");
    }
    if !result.unchecked.is_empty() {
        text.push_str(&format!(" unchecked={}", result.unchecked.join(",")));
    }
    Ok(Some(text))
}
