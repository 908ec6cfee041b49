//! Value transforms both ways. A case of `tests/data/transform/*.txt` starts with `== name`, then
//! `finance TYPE`, `dataverse TYPE`, `rule NAME=VALUE`, `default JSON`, `entry "key" "value"|null`
//! (entries in a row are one value map), `unknown NAME`; then questions: `forward CELL`,
//! `backward CELL`, `constant to-dataverse|to-finance`, `coverage`, `reversibility`.

use crate::notation::{cell, cell_text, findings, kind, quoted, string};
use dual_write_preflight::map::{MapDirection, Text, ValueMapEntry, ValueTransform};
use dual_write_preflight::text::Span;
use dual_write_preflight::transform::{Transformed, Transforms, coverage, reversibility};
use dual_write_preflight::value::{Semantics, Type};
use libtest_mimic::Trial;

pub fn trials() -> Vec<Trial> {
    let mut trials = crate::notation::trials("transform", answer);
    trials.push(Trial::test("transform::large_maps_stay_linear", large));
    trials
}

#[derive(Default)]
struct Case {
    finance: Option<Type>,
    dataverse: Option<Type>,
    semantics: Semantics,
    transforms: Vec<ValueTransform>,
}

fn answer(case: &mut Case, line: &str) -> Result<Option<String>, String> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match word {
        "==" => *case = Case::default(),
        "finance" => case.finance = kind(rest)?,
        "dataverse" => case.dataverse = kind(rest)?,
        "rule" => {
            let (name, value) = rest.split_once('=').ok_or("no =")?;
            case.semantics
                .set(name, value)
                .map_err(|problem| format!("{problem:?}"))?;
        }
        "default" => case.transforms.push(ValueTransform::Default {
            value: match rest {
                "null" => None,
                other => Some(text(string(other)?)),
            },
            span: Span::default(),
        }),
        "unknown" => case.transforms.push(ValueTransform::Unknown {
            kind: rest.to_owned(),
            span: Span::default(),
        }),
        "entry" => entry(case, rest)?,
        _ => return ask(case, word, rest).map(Some),
    }
    Ok(None)
}

fn ask(case: &Case, word: &str, rest: &str) -> Result<String, String> {
    let (dataverse, finance) = (case.dataverse.as_ref(), case.finance.as_ref());
    let transforms = Transforms::compile(&case.transforms, dataverse, finance, &case.semantics);
    match word {
        "forward" => shown(&transforms.forward(&cell(rest)?)),
        "backward" => shown(&transforms.backward(&cell(rest)?)),
        "constant" if rest == "to-dataverse" => {
            shown(&transforms.constant(MapDirection::ToDataverse))
        }
        "constant" if rest == "to-finance" => shown(&transforms.constant(MapDirection::ToFinance)),
        "coverage" => Ok(format!(
            "{:?}",
            coverage(entries(case)?, dataverse, finance)
        )),
        "reversibility" => Ok(format!(
            "{:?}",
            reversibility(entries(case)?, dataverse, finance, &case.semantics)
        )),
        _ => Err(format!("no question {word}")),
    }
}

fn shown(result: &Transformed<'_>) -> Result<String, String> {
    let mut text = cell_text(&result.cell);
    if result.mapped {
        text.push_str(" mapped");
    }
    if result.undecided {
        text.push_str(" undecided");
    }
    for step in &result.steps {
        text.push_str(&format!(
            " ({} {} {})",
            step.kind,
            quoted(&step.detail),
            cell_text(&step.value)
        ));
    }
    Ok(text + &findings(&result.diagnostics)?)
}

fn text(text: String) -> Text {
    Text {
        text,
        span: Span::default(),
    }
}

fn entry(case: &mut Case, line: &str) -> Result<(), String> {
    let mut parts = serde_json::Deserializer::from_str(line).into_iter::<Option<String>>();
    let mut part = || parts.next().ok_or("no part")?.map_err(|e| e.to_string());
    let key = part()?.ok_or("a key is text")?;
    let entry = ValueMapEntry {
        key: text(key),
        value: part()?,
        value_span: Span::default(),
    };
    if let Some(ValueTransform::ValueMap { entries, .. }) = case.transforms.last_mut() {
        entries.push(entry);
        return Ok(());
    }
    case.transforms.push(ValueTransform::ValueMap {
        entries: vec![entry],
        create_values: false,
        span: Span::default(),
    });
    Ok(())
}

fn entries(case: &Case) -> Result<&[ValueMapEntry], String> {
    case.transforms
        .iter()
        .find_map(|transform| match transform {
            ValueTransform::ValueMap { entries, .. } => Some(entries.as_slice()),
            _ => None,
        })
        .ok_or_else(|| "no value map".to_owned())
}

/// Compiling and proving stay linear: quadratic work on this many entries would take minutes.
fn large() -> Result<(), libtest_mimic::Failed> {
    let entries: Vec<ValueMapEntry> = (0..100_000u32)
        .map(|number| ValueMapEntry {
            key: text(format!("Key{number}")),
            value: Some(format!("{}", number % 2)),
            value_span: Span::default(),
        })
        .collect();
    let proof = reversibility(&entries, None, None, &Semantics::default());
    let lost: usize = proof.collapses.iter().map(|c| c.lost.len()).sum();
    if (proof.collapses.len(), lost) != (2, 99_998) {
        return Err(format!("{} collapses, {lost} lost", proof.collapses.len()).into());
    }
    let map = [ValueTransform::ValueMap {
        entries,
        create_values: false,
        span: Span::default(),
    }];
    let transforms = Transforms::compile(&map, None, None, &Semantics::default());
    let given = cell("\"KEY99999\"")?;
    let found = cell_text(&transforms.forward(&given).cell);
    if found != "\"1\"" {
        return Err(found.into());
    }
    Ok(())
}
