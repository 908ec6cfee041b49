//! Values converted to the target column's type. Lines of `tests/data/convert/*.txt`:
//! `<side> <target type> <source type> [mapped] [rule=value …] <cell> => <sent> | <typed> findings`.

use crate::notation::{cell, findings, kind, output_text};
use dual_write_preflight::diagnostic::{Diagnostic, Severity};
use dual_write_preflight::value::{Conversion, Destination, Output, Semantics, Type, convert};
use libtest_mimic::Trial;

pub fn trials() -> Vec<Trial> {
    let mut trials = crate::notation::trials("convert", answer);
    trials.push(Trial::test("convert::typed_suits_the_column", typed_suits));
    trials
}

/// Every kind of cell into every type: what is neither refused nor undecided has the JSON type of
/// the column in its typed form, and converting that form again changes nothing.
fn typed_suits() -> Result<(), libtest_mimic::Failed> {
    let kinds = [
        "text:20",
        "text",
        "bool",
        "int32:-9..9",
        "int64",
        "decimal:2:-9..9",
        "decimal",
        "money:4",
        "choice:1=A,2=B",
        "choice",
        "enum:E:No=0,Yes=1",
        "enum:E:A=0,B=1",
        "date",
        "datetime:user",
        "datetime:tzi",
        "datetime:unknown",
        "guid",
    ];
    let cells = [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "1.005",
        "1e2",
        "1e400",
        "-1e-400",
        "\"\"",
        "\" \"",
        "\"1\"",
        "\"yes\"",
        "\"A\"",
        "\"a b\"",
        "\"1/1/1900\"",
        "\"2024-02-29\"",
        "\"2024-02-29T23:00:00+14:00\"",
        "\"9999-12-31T23:00:00-14:00\"",
        "\"2024-02-29T10:00\"",
        "\"9f1c3f8e-2b4d-4a6f-8c0e-1d2b3a4c5d6e\"",
        "\"\u{1F600}\"",
        "[]",
        "{}",
    ];
    let semantics = Semantics::default();
    for kind_text in kinds {
        for cell_text in cells {
            for (to, mapped) in [
                (Destination::Dataverse, false),
                (Destination::Dataverse, true),
                (Destination::Finance, false),
                (Destination::Finance, true),
            ] {
                let target = kind(kind_text)?;
                let how = Conversion {
                    column: "c",
                    kind: target.as_ref(),
                    source_kind: None,
                    to,
                    mapped,
                    semantics: &semantics,
                };
                let result = convert(&cell(cell_text)?, &how);
                let refused = |finding: &Diagnostic| finding.severity == Severity::Error;
                if result.undecided || result.diagnostics.iter().any(refused) {
                    continue;
                }
                let typed = output_text(&result.typed);
                let case = format!("{to:?} {kind_text} {cell_text}: {typed}");
                let suits = match (&result.typed, target.as_ref()) {
                    (Output::Null, _) => to == Destination::Dataverse,
                    (Output::Boolean(_), Some(Type::Boolean)) => true,
                    (Output::Number(text), Some(kind)) => {
                        let number = matches!(
                            kind,
                            Type::Integer { .. } | Type::Decimal { .. } | Type::Choice(_)
                        );
                        number && serde_json::from_str::<serde_json::Number>(text).is_ok()
                    }
                    (Output::Text(_), Some(kind)) => !matches!(
                        kind,
                        Type::Boolean
                            | Type::Integer { .. }
                            | Type::Decimal { .. }
                            | Type::Choice(_)
                    ),
                    _ => false,
                };
                if !suits {
                    return Err(format!("{case}: wrong JSON type").into());
                }
                let again = convert(&cell(&typed)?, &how);
                if again.typed != result.typed {
                    return Err(format!("{case}: again {}", output_text(&again.typed)).into());
                }
            }
        }
    }
    Ok(())
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
