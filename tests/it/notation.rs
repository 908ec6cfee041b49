//! The short notation that fixtures use for column types, cells, findings and outputs, and the
//! helper that compares or (`UPDATE=1`) rewrites what stands behind ` => ` on each line.

use dual_write_preflight::diagnostic::{Diagnostic, Param, Severity};
use dual_write_preflight::value::{
    Cell, ChoiceOption, Choices, DateBehavior, Decimal, Enumeration, Output, Type,
};
use libtest_mimic::Trial;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// One trial for each `.txt` file of a folder under `tests/data`. `answer` gets each line up to
/// ` => ` and gives what belongs behind it.
pub fn trials<State: Default + 'static>(
    room: &'static str,
    answer: fn(&mut State, &str) -> Result<Option<String>, String>,
) -> Vec<Trial> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(room);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "txt"))
        .collect();
    files.sort();
    let named = files.into_iter().map(|path| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{room}::{name}");
        Trial::test(name, move || run(&path, answer).map_err(Into::into))
    });
    named.collect()
}

fn run<State: Default>(
    path: &Path,
    answer: fn(&mut State, &str) -> Result<Option<String>, String>,
) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let mut state = State::default();
    let mut renewed = String::new();
    let mut faults = Vec::new();
    let mut asked = false;
    for (number, line) in (1u32..).zip(text.lines()) {
        let plain = line.is_empty() || line.starts_with('#');
        let (question, expected) = line.split_once(" => ").unwrap_or((line, ""));
        let given = match plain {
            true => None,
            false => answer(&mut state, question.trim_end_matches(" =>"))
                .map_err(|problem| format!("line {}: {problem}", number))?,
        };
        let Some(given) = given else {
            renewed.push_str(line);
            renewed.push('\n');
            continue;
        };
        asked = true;
        let question = question.trim_end_matches(" =>");
        renewed.push_str(&format!("{question} => {given}\n"));
        if given != expected {
            faults.push(format!(
                "line {}: {question}\n  expected {expected}\n  given    {given}",
                number
            ));
        }
    }
    if !asked {
        return Err("the file asks nothing".to_owned());
    }
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(path, renewed).map_err(|e| e.to_string());
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}

/// `-`, `text`, `text:5`, `bool`, `int32:0..10`, `decimal:2:-5..5`, `money:4`, `choice:1=Open`,
/// `enum:NoYes:No=0,Yes=1`, `date`, `datetime:user`, …
pub fn kind(text: &str) -> Result<Option<Type>, String> {
    let (word, rest) = text.split_once(':').unwrap_or((text, ""));
    let kind = match word {
        "-" => return Ok(None),
        "text" => Type::Text {
            max_length: rest.parse().ok(),
        },
        "bool" => Type::Boolean,
        "int32" | "int64" => {
            let (min, max) = rest.split_once("..").unwrap_or_default();
            Type::Integer {
                bits: if word == "int64" { 64 } else { 32 },
                min: min.parse().ok(),
                max: max.parse().ok(),
            }
        }
        "decimal" | "money" => {
            let (places, range) = rest.split_once(':').unwrap_or((rest, ""));
            let (min, max) = range.split_once("..").unwrap_or_default();
            Type::Decimal {
                places: places.parse().ok(),
                min: Decimal::parse(min).ok(),
                max: Decimal::parse(max).ok(),
                money: word == "money",
            }
        }
        "choice" => Type::Choice(choices(rest)),
        "multichoice" => Type::MultiChoice(choices(rest)),
        "enum" => {
            let (name, members) = rest.split_once(':').unwrap_or((rest, ""));
            Type::Enumeration(Arc::new(Enumeration {
                name: name.into(),
                members: pairs(members)
                    .map(|(name, number)| (name.into(), number.parse().unwrap_or(-1)))
                    .collect(),
            }))
        }
        "date" => Type::Date,
        "datetime" => Type::DateTime(match rest {
            "user" => DateBehavior::UserLocal,
            "tzi" => DateBehavior::TimeZoneIndependent,
            "unknown" => DateBehavior::Unknown,
            _ => return Err(format!("no date behaviour {rest:?}")),
        }),
        "guid" => Type::Guid,
        "lookup" => Type::Lookup(Vec::new()),
        "unmappable" => Type::Unmappable("image".into()),
        "unchecked" => Type::Unchecked,
        _ => return Err(format!("no type {text:?}")),
    };
    Ok(Some(kind))
}

fn choices(text: &str) -> Arc<Choices> {
    let options = pairs(text).map(|(value, label)| ChoiceOption {
        value: value.parse().unwrap_or(-1),
        label: label.into(),
    });
    Arc::new(Choices {
        name: "".into(),
        options: options.collect(),
    })
}

fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split(',')
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once('=').unwrap_or((part, "")))
}

/// A JSON value, or `absent`.
pub fn cell(text: &str) -> Result<Cell<'static>, String> {
    let owned = || Cow::Owned(text.to_owned());
    Ok(match text {
        "absent" => Cell::Absent,
        "null" => Cell::Null,
        "true" => Cell::Boolean(true),
        "false" => Cell::Boolean(false),
        _ if text.starts_with('"') => Cell::Text(Cow::Owned(string(text)?)),
        _ if text.starts_with(['[', '{']) => Cell::Complex(owned()),
        _ if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => Cell::Number(owned()),
        _ => return Err(format!("no JSON value: {text}")),
    })
}

pub fn string(text: &str) -> Result<String, String> {
    serde_json::from_str(text).map_err(|problem| format!("{text}: {problem}"))
}

pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub fn cell_text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Absent => "absent".to_owned(),
        Cell::Null => "null".to_owned(),
        Cell::Text(text) => quoted(text),
        other => other.text().into_owned(),
    }
}

pub fn output_text(output: &Output) -> String {
    match output {
        Output::Null => "null".to_owned(),
        Output::Boolean(flag) => flag.to_string(),
        Output::Number(text) => text.clone(),
        Output::Text(text) => quoted(text),
    }
}

/// ` E:text-too-long{length=6,limit=5}`; `column` is left out. Also checks the declared parameters.
pub fn findings(diagnostics: &[Diagnostic]) -> Result<String, String> {
    let mut text = String::new();
    for finding in diagnostics {
        let info = finding.code.info();
        let mut given: Vec<&str> = finding.params.iter().map(|(key, _)| key).collect();
        let mut declared = info.params.to_vec();
        given.sort_unstable();
        declared.sort_unstable();
        if given != declared {
            return Err(format!(
                "{}: params {given:?}, declared {declared:?}",
                info.id
            ));
        }
        let letter = match finding.severity {
            Severity::Error => 'E',
            Severity::Warning => 'W',
            Severity::Info => 'I',
        };
        let params: Vec<String> = finding
            .params
            .iter()
            .filter(|(key, _)| *key != "column")
            .map(|(key, param)| match param {
                Param::Name(text) | Param::Value(text) => format!("{key}={text}"),
                Param::Number(number) => format!("{key}={number}"),
            })
            .collect();
        text.push_str(&format!(" {letter}:{}", info.slug));
        if !params.is_empty() {
            text.push_str(&format!("{{{}}}", params.join(", ")));
        }
    }
    Ok(text)
}
