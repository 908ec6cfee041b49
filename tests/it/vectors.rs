//! Runs `tests/data/vectors` natively; the npm package runs the same folders on its builds.

use dual_write_preflight::plan::{Operation, Outcome, run};
use dual_write_preflight::preflight::{BatchCall, Choice, Preflight, RecordText, check_text};
use dual_write_preflight::row::{read_answers, rows};
use dual_write_preflight::wire::{
    NumberForm, WireBatchReport, WireCall, WireOptions, WireResult, batch_report, result,
};
use libtest_mimic::Trial;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[allow(dead_code, reason = "for the reader of the file")]
    note: String,
    options: BTreeMap<String, Value>,
    calls: Vec<BTreeMap<String, Box<RawValue>>>,
}

/// One answer; serialised directly, so that payload members keep their order.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Check(Box<WireResult>),
    Batch {
        output: String,
        report: Box<WireBatchReport>,
    },
}

pub fn trials() -> Vec<Trial> {
    let trials = folders().into_iter().map(|case| {
        let name = case.file_name().unwrap_or_default().to_string_lossy();
        Trial::test(format!("vectors::{name}"), move || {
            run_case(&case).map_err(Into::into)
        })
    });
    trials.collect()
}

/// The folders of all cases, in order.
pub fn folders() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root().join("tests/data/vectors"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join("case.json").is_file())
        .collect();
    cases.sort();
    cases
}

/// Every outcome of a case, with the trace on; records of batches one by one.
pub fn traced(folder: &Path) -> Result<Vec<Outcome>, String> {
    let text = std::fs::read_to_string(folder.join("case.json")).map_err(|e| e.to_string())?;
    let case: Case = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    let options = options(case.options)?;
    let mut preflight = Preflight::new(options.sources()).map_err(|e| e.to_string())?;
    let mut outcomes = Vec::new();
    for mut raw in case.calls {
        let mut taken = |name: &str| raw.remove(name);
        let (record, before) = (taken("record"), taken("before"));
        let (bytes, answers) = (taken("bytes"), taken("answers"));
        let rest: BTreeMap<String, Value> = raw
            .iter()
            .map(|(key, raw)| Ok((key.clone(), serde_json::from_str(raw.get())?)))
            .collect::<Result<_, serde_json::Error>>()
            .map_err(|e| e.to_string())?;
        let wire: WireCall = serde_json::from_value(Value::Object(rest.into_iter().collect()))
            .map_err(|e| e.to_string())?;
        let answers = match answers {
            Some(raw) => read_answers(raw.get().as_bytes()).map_err(|e| format!("{e:?}"))?,
            None => Default::default(),
        };
        let mut call = wire.check_call(answers).map_err(|e| e.to_string())?;
        call.trace = true;
        let way = call.direction().map_err(|e| e.to_string())?;
        let choice = preflight
            .choose(call.map.as_deref(), call.table.as_deref(), way)
            .map_err(|e| e.to_string())?;
        let (Choice::Map(plans) | Choice::Table(plans)) = choice else {
            continue;
        };
        for plan in plans.iter().filter_map(|at| preflight.plan(*at)) {
            if let Some(record) = &record {
                let text = RecordText {
                    record: record.get().as_bytes(),
                    before: before.as_ref().map(|raw| raw.get().as_bytes()),
                };
                let outcome = check_text(plan, &call.record_call(), &text);
                outcomes.push(outcome.map_err(|e| format!("{e:?}"))?);
            }
            let Some(bytes) = &bytes else { continue };
            let text: String = serde_json::from_str(bytes.get()).map_err(|e| e.to_string())?;
            // Some texts are broken on purpose: what can be read of them counts.
            let Ok(mut stream) = rows(text.as_bytes()) else {
                continue;
            };
            while let Ok(Some(row)) = stream.next_row(plan.shape()) {
                outcomes.push(run(plan, &call.record_call(), &row, None));
            }
        }
    }
    Ok(outcomes)
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn run_case(folder: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(folder.join("case.json")).map_err(|e| e.to_string())?;
    let case: Case = serde_json::from_str(&text).map_err(|e| e.to_string())?;
    let options = options(case.options)?;
    let mut preflight = Preflight::new(options.sources()).map_err(|e| e.to_string())?;
    let mut answers = Vec::new();
    for call in case.calls {
        answers.push(answer(&mut preflight, call)?);
    }
    let mut given = serde_json::to_string_pretty(&answers).map_err(|e| e.to_string())?;
    given.push('\n');
    let path = folder.join("expected.json");
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(&path, given).map_err(|e| e.to_string());
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == given {
        return Ok(());
    }
    let line = expected
        .lines()
        .zip(given.lines())
        .position(|(left, right)| left != right)
        .unwrap_or(0);
    let near = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(line.saturating_sub(3)).take(12).collect();
        lines.join("\n")
    };
    Err(format!(
        "differs at line {}\n--- expected\n{}\n--- given\n{}",
        line.saturating_add(1),
        near(&expected),
        near(&given)
    ))
}

/// Documents named `@path` are read; the rest of the options is passed on as it is.
fn options(raw: BTreeMap<String, Value>) -> Result<WireOptions, String> {
    let mut options = serde_json::Map::new();
    for (key, value) in raw {
        let documents = matches!(key.as_str(), "maps" | "finance" | "dataverse");
        let value = match value {
            Value::Array(list) if documents => {
                let read: Result<Vec<Value>, String> = list.iter().map(document).collect();
                Value::Array(read?)
            }
            other => other,
        };
        options.insert(key, value);
    }
    serde_json::from_value(Value::Object(options)).map_err(|e| e.to_string())
}

fn document(value: &Value) -> Result<Value, String> {
    let text = value.as_str().ok_or("a document must be a string")?;
    match text.strip_prefix('@') {
        None => Ok(json!({ "text": text })),
        Some(path) => {
            let name = path.rsplit('/').next().unwrap_or(path);
            let text =
                std::fs::read_to_string(root().join(path)).map_err(|e| format!("{path}: {e}"))?;
            Ok(json!({ "name": name, "text": text }))
        }
    }
}

fn answer(
    preflight: &mut Preflight,
    mut call: BTreeMap<String, Box<RawValue>>,
) -> Result<Answer, String> {
    let record = call.remove("record");
    let before = call.remove("before");
    let bytes = call.remove("bytes");
    let answers = call.remove("answers");
    let rest: BTreeMap<String, Value> = call
        .iter()
        .map(|(key, raw)| Ok((key.clone(), serde_json::from_str(raw.get())?)))
        .collect::<Result<_, serde_json::Error>>()
        .map_err(|e| e.to_string())?;
    let wire: WireCall = serde_json::from_value(Value::Object(rest.into_iter().collect()))
        .map_err(|e| e.to_string())?;
    let form = wire.payload_form();
    let batch_options = wire.batch_options();
    let answers = match answers {
        Some(raw) => read_answers(raw.get().as_bytes()).map_err(|e| format!("{e:?}"))?,
        None => Default::default(),
    };
    let call = wire.check_call(answers).map_err(|e| e.to_string())?;
    let way = call.direction().map_err(|e| e.to_string())?;
    if let Some(bytes) = bytes {
        let text: String = serde_json::from_str(bytes.get()).map_err(|e| e.to_string())?;
        let text = match text.strip_prefix('@') {
            Some(path) => std::fs::read_to_string(root().join(path)).map_err(|e| e.to_string())?,
            None => text,
        };
        let batch = BatchCall {
            call,
            options: batch_options,
        };
        let (map, report) = preflight
            .check_batch(&batch, text.as_bytes(), |_| true)
            .map_err(|e| e.to_string())?;
        let output = String::from_utf8(report.output.clone()).map_err(|e| e.to_string())?;
        let report = Box::new(batch_report(&map, &report));
        return Ok(Answer::Batch { output, report });
    }
    let record = record.ok_or("a call needs `record` or `bytes`")?;
    let choice = preflight
        .choose(call.map.as_deref(), call.table.as_deref(), way)
        .map_err(|e| e.to_string())?;
    let operation = call.operation.unwrap_or(Operation::Create);
    let wired = |map: &str, outcome: &Outcome| {
        result(
            map,
            operation,
            outcome,
            form,
            NumberForm::Double,
            call.trace,
        )
    };
    let single = matches!(choice, Choice::Map(_));
    let results: Vec<WireResult> = match choice {
        Choice::Versions { .. } | Choice::NoLegs { .. } => {
            let (map, outcome) = Preflight::undecided(&choice, way).ok_or("no answer")?;
            return Ok(Answer::Check(Box::new(wired(&map, &outcome))));
        }
        Choice::Map(plans) | Choice::Table(plans) => plans
            .into_iter()
            .map(|at| {
                let plan = preflight.plan(at).ok_or("no plan")?;
                let text = RecordText {
                    record: record.get().as_bytes(),
                    before: before.as_ref().map(|raw| raw.get().as_bytes()),
                };
                let outcome =
                    check_text(plan, &call.record_call(), &text).map_err(|e| format!("{e:?}"))?;
                Ok(wired(plan.map(), &outcome))
            })
            .collect::<Result<_, String>>()?,
    };
    if single && results.len() == 1 {
        let only = results.into_iter().next().ok_or("no result")?;
        return Ok(Answer::Check(Box::new(only)));
    }
    let name = call.table.clone().or(call.map.clone()).unwrap_or_default();
    let several = WireResult::several(&name, results).ok_or("no result")?;
    Ok(Answer::Check(Box::new(several)))
}
