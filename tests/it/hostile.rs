//! Records as nobody should send them: cut, not UTF-8, nested without end, with names that mean
//! something to JavaScript, very many, very large. Each ends in an answer or an error, in bounded
//! time and memory, and what was read in part is never shown as whole.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "small numbers of a test; an overflow fails it"
)]

use dual_write_preflight::map::MapDirection;
use dual_write_preflight::plan::{
    BatchOptions, BatchReport, Operation, OutputLayout, Plan, Verdict,
};
use dual_write_preflight::preflight::{
    BatchCall, CheckCall, Choice, Input, Preflight, RecordText, Sources, check_text,
};
use dual_write_preflight::row::{object, read_answers, unpack};
use libtest_mimic::Trial;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Set to run the batch of 200 MB, which takes a while.
const HEAVY: &str = "PREFLIGHT_HEAVY";
/// Set in the process that measures its own memory.
const MEASURED: &str = "PREFLIGHT_MEASURED";

pub fn trials() -> Vec<Trial> {
    let trial = |name: &str, test: fn() -> Result<(), String>| {
        Trial::test(format!("hostile::{name}"), move || {
            test().map_err(Into::into)
        })
    };
    let measured = std::env::var_os(MEASURED).is_some();
    let heavy = std::env::var_os(HEAVY).is_some();
    vec![
        trial("cut_at_every_byte", cut_at_every_byte),
        trial("not_utf8_at_every_byte", not_utf8_at_every_byte),
        trial("nested_without_end", nested_without_end),
        trial("names_that_scripts_reserve", names_that_scripts_reserve),
        trial("many_unknown_names", many_unknown_names),
        trial("last_of_two_names_wins", last_of_two_names_wins),
        trial("packed_codes", packed_codes),
        trial("value_map_of_a_million", value_map_of_a_million),
        trial("requests_are_bounded", requests_are_bounded),
        trial("large_batch", || {
            large_batch("hostile::large_batch_measured")
        }),
        trial("large_batch_heavy", || {
            large_batch("hostile::large_batch_heavy_measured")
        })
        .with_ignored_flag(!heavy),
        trial("large_batch_measured", || large_batch_measured(20)).with_ignored_flag(!measured),
        trial("large_batch_heavy_measured", || large_batch_measured(200))
            .with_ignored_flag(!measured),
    ]
}

fn file(name: &str) -> Result<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/maps")
        .join(name);
    std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
}

fn harbour(map: &str) -> Result<Preflight, String> {
    let finance = file("finance-harbour.csv")?;
    let dataverse = file("dataverse-harbour.csv")?;
    let input = |name, text| Input { name, bytes: text };
    Preflight::new(Sources {
        maps: vec![input("map.json", map.as_bytes())],
        finance: vec![input("finance-harbour.csv", finance.as_bytes())],
        dataverse: vec![input("dataverse-harbour.csv", dataverse.as_bytes())],
        entities: [("Berths V2".to_owned(), "BerthsV2".to_owned())].into(),
        ..Sources::default()
    })
    .map_err(|e| e.to_string())
}

fn call(way: MapDirection) -> Result<CheckCall, String> {
    let company = "1e2d3c4b-5a69-4788-9a0b-c1d2e3f4a5b6";
    let answers = format!(
        "{{\"dataverse:cdm_companies?cdm_companycode=har\":{{\"cdm_companyid\":\"{company}\"}},\
         \"dataverse:cdm_companies({company})\":{{\"cdm_companycode\":\"har\"}}}}"
    );
    Ok(CheckCall {
        way: Some(way),
        operation: Some(Operation::Create),
        answers: read_answers(answers.as_bytes()).map_err(|e| format!("{e:?}"))?,
        ..CheckCall::default()
    })
}

fn batch(
    preflight: &mut Preflight,
    bytes: &[u8],
    options: BatchOptions,
) -> Result<BatchReport, String> {
    let call = BatchCall {
        call: call(MapDirection::ToDataverse)?,
        options,
    };
    preflight
        .check_batch(&call, bytes, |_| true)
        .map(|(_, report)| report)
        .map_err(|e| e.to_string())
}

/// The first plan of the only map.
fn only_plan(preflight: &mut Preflight, way: MapDirection) -> Result<&Plan, String> {
    let choice = preflight
        .choose(None, None, way)
        .map_err(|e| e.to_string())?;
    let Choice::Map(plans) = choice else {
        return Err("no plan".to_owned());
    };
    let plan = plans.first().and_then(|at| preflight.plan(*at));
    plan.ok_or_else(|| "no plan".to_owned())
}

/// Runs one record; `None` when its text is refused.
fn single(
    preflight: &mut Preflight,
    record: &[u8],
) -> Result<Option<dual_write_preflight::plan::Outcome>, String> {
    let call = call(MapDirection::ToDataverse)?;
    let plan = only_plan(preflight, MapDirection::ToDataverse)?;
    let text = RecordText {
        record,
        before: None,
    };
    Ok(check_text(plan, &call.record_call(), &text).ok())
}

const RECORDS: [&str; 3] = [
    r#"{"@odata.etag":"W/\"1\"","dataAreaId":"har","BerthId":"B-1","Name":"Qu\u00e4y 😀","Kind":"Quay","Places":-1.5e1,"Extra":{"a":[1,null,true]}}"#,
    r#"{"dataAreaId":"har","BerthId":"B-2","Name":null,"Kind":"Buoy","Heated":"Yes","Places":0}"#,
    r#"{"dataAreaId":"har","BerthId":"B-3","CountryCode":"de","FreeFrom":"1900-01-01T00:00:00Z"}"#,
];

fn texts() -> Vec<(String, OutputLayout)> {
    let list = RECORDS.join(",");
    vec![
        (format!("[{list}]"), OutputLayout::Array),
        (
            format!("{{\"@odata.context\":\"x\",\"value\":[{list}],\"@odata.count\":3}}"),
            OutputLayout::Array,
        ),
        (RECORDS.join("\n"), OutputLayout::Lines),
    ]
}

fn cut_at_every_byte() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-values.json")?)?;
    for (text, layout) in texts() {
        let whole = batch(&mut preflight, text.as_bytes(), BatchOptions::default())?;
        if !whole.complete || whole.rows != 3 {
            return Err(format!("{:?}", whole.whole));
        }
        for end in 0..text.len() {
            let cut = text.as_bytes().get(..end).unwrap_or_default();
            let report = batch(&mut preflight, cut, BatchOptions::default())?;
            let place = || format!("cut at {end} of {text}\n{report:?}");
            if !whole.outcomes.starts_with(&report.outcomes) {
                return Err(place());
            }
            // Lines may end behind any record; an array or envelope must be closed.
            let lines = String::from_utf8_lossy(cut).into_owned();
            let closed = lines.trim().is_empty()
                || lines
                    .lines()
                    .all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok());
            let may_be_whole = layout == OutputLayout::Lines && closed;
            if report.complete != (may_be_whole || end == 0)
                || (!report.complete && report.whole.is_empty())
            {
                return Err(place());
            }
            valid(&report)?;
        }
    }
    for record in RECORDS {
        for end in 0..record.len() {
            let cut = record.as_bytes().get(..end).unwrap_or_default();
            if single(&mut preflight, cut)?.is_some() {
                return Err(format!("cut at {end} of {record}: taken for whole"));
            }
        }
    }
    Ok(())
}

/// The output is JSON with one payload for each record that is written.
fn valid(report: &BatchReport) -> Result<(), String> {
    let text = String::from_utf8(report.output.clone()).map_err(|e| e.to_string())?;
    let written = report
        .outcomes
        .bytes()
        .filter(|letter| *letter == b'w')
        .count();
    let payloads = if text.starts_with('[') {
        let list: Vec<serde_json::Value> =
            serde_json::from_str(&text).map_err(|e| format!("{e}: {text}"))?;
        list.len()
    } else {
        let lines = text.lines().map(serde_json::from_str::<serde_json::Value>);
        lines
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| format!("{e}: {text}"))?
            .len()
    };
    if payloads == written {
        Ok(())
    } else {
        Err(format!("{payloads} payloads, {written} written"))
    }
}

fn not_utf8_at_every_byte() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-values.json")?)?;
    for (text, _) in texts() {
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = 0xFF;
            }
            let report = batch(&mut preflight, &bytes, BatchOptions::default())?;
            if report.complete || report.whole.is_empty() {
                return Err(format!("byte {at} of {text}\n{report:?}"));
            }
            valid(&report)?;
        }
    }
    for record in RECORDS {
        for at in 0..record.len() {
            let mut bytes = record.as_bytes().to_vec();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = 0xFF;
            }
            if single(&mut preflight, &bytes)?.is_some() {
                return Err(format!("byte {at} of {record}: taken"));
            }
            let mut answers = b"{\"x\":[".to_vec();
            answers.extend_from_slice(&bytes);
            answers.extend_from_slice(b"]}");
            if read_answers(&answers).is_ok() {
                return Err(format!("byte {at} of {record}: taken for an answer"));
            }
        }
    }
    Ok(())
}

fn nested_without_end() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-lookups.json")?)?;
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let objects = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
    for nested in [&deep, &objects] {
        for name in ["Unknown", "Category", "BerthId"] {
            let record = format!("{{\"dataAreaId\":\"har\",\"{name}\":{nested}}}");
            if single(&mut preflight, record.as_bytes())?.is_some() {
                return Err(format!("{name}: taken"));
            }
            let text = format!("[{},{record},{}]", RECORDS[1], RECORDS[2]);
            let report = batch(&mut preflight, text.as_bytes(), BatchOptions::default())?;
            if report.complete || report.rows != 1 || report.whole.is_empty() {
                return Err(format!("{name}: {} rows, {:?}", report.rows, report.whole));
            }
        }
        let refused = [
            read_answers(format!("{{\"x\":[{{\"a\":{nested}}}]}}").as_bytes()).is_err(),
            read_answers(format!("{{\"x\":{nested}}}").as_bytes()).is_err(),
            object(nested).is_none(),
        ];
        if refused != [true, true, true] {
            return Err(format!("answers: {refused:?}"));
        }
    }
    // As deep as is read, the value is refused, not the batch.
    let record = format!(
        "{{\"dataAreaId\":\"har\",\"BerthId\":{}{}}}",
        "[".repeat(100),
        "]".repeat(100)
    );
    match single(&mut preflight, record.as_bytes())? {
        Some(outcome) if outcome.verdict == Verdict::Block => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

fn names_that_scripts_reserve() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-values.json")?)?;
    let plain = r#"{"dataAreaId":"har","BerthId":"B-1","Kind":"Quay"}"#;
    let odd = r#"{"__proto__":{"BerthId":"X"},"dataAreaId":"har","constructor":"c","BerthId":"B-1","Kind":"Quay","toString":null,"":1}"#;
    if single(&mut preflight, plain.as_bytes())? != single(&mut preflight, odd.as_bytes())? {
        return Err("the names changed the outcome".to_owned());
    }
    // And as columns and value-map keys of a map.
    let map = file("berth-types.json")?
        .replace("\"NOTE\"", "\"__PROTO__\"")
        .replace("\"sail_note\"", "\"constructor\"");
    let mut preflight = harbour(&map)?;
    let record = r#"{"dataAreaId":"har","BerthId":"B-1","__proto__":"kept"}"#;
    let outcome = single(&mut preflight, record.as_bytes())?.ok_or("refused")?;
    let kept = outcome
        .payload
        .iter()
        .find(|field| field.name == "constructor");
    match kept {
        Some(field) if format!("{:?}", field.value.sent) == "Text(\"kept\")" => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

fn many_unknown_names() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-values.json")?)?;
    let mut record = String::from("{");
    for at in 0..10_000 {
        let _ = write!(record, "\"unknown{at}\":{{\"v\":[{at},\"{at}\"]}},");
    }
    record.push_str("\"dataAreaId\":\"har\",\"BerthId\":\"B-1\",\"Kind\":\"Quay\"}");
    let plain = r#"{"dataAreaId":"har","BerthId":"B-1","Kind":"Quay"}"#;
    let begun = Instant::now();
    let outcome = single(&mut preflight, record.as_bytes())?;
    if begun.elapsed() > Duration::from_secs(5) || outcome.is_none() {
        return Err(format!("{:?}", begun.elapsed()));
    }
    if outcome != single(&mut preflight, plain.as_bytes())? {
        return Err("the names changed the outcome".to_owned());
    }
    Ok(())
}

fn last_of_two_names_wins() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-values.json")?)?;
    let one = r#"{"dataAreaId":"har","BerthId":"B-1","Kind":"Buoy"}"#;
    let two = r#"{"dataAreaId":"dat","BerthId":"B-0","Kind":7,"dataAreaId":"har","BerthId":"B-1","kind":null,"Kind":"Buoy"}"#;
    let (one, two) = (
        single(&mut preflight, one.as_bytes())?,
        single(&mut preflight, two.as_bytes())?,
    );
    if one.is_some() && one == two {
        Ok(())
    } else {
        Err(format!("{one:?}\n{two:?}"))
    }
}

fn packed_codes() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-lookups.json")?)?;
    let plan = only_plan(&mut preflight, MapDirection::ToFinance)?;
    let shape = plan.shape();
    let names = u32::try_from(shape.property_names().len()).map_err(|e| e.to_string())?;
    let text = "äb😀{\"id\":1}[]true-1e9'x'";
    let units = u32::try_from(text.encode_utf16().count()).map_err(|e| e.to_string())?;
    let mut state = 0x1234_5678_9ABC_DEF1_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(state >> 32).unwrap_or(0)
    };
    let mut read = 0;
    for _ in 0..200_000 {
        let length = next() % 12;
        let edges = [
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            names.wrapping_sub(1),
            names,
            units,
            units + 1,
            u32::MAX,
        ];
        let codes: Vec<u32> = (0..length)
            .map(|_| {
                let at = usize::try_from(next()).unwrap_or(0) % edges.len();
                if next() % 4 == 0 {
                    next()
                } else {
                    edges.get(at).copied().unwrap_or(0)
                }
            })
            .collect();
        read += usize::from(unpack(shape, &codes, text).is_ok());
        read += usize::from(unpack(shape, &codes, "").is_ok());
    }
    // Each tag, the row before the change, and a length that ends inside a surrogate pair.
    let all = units;
    let good = unpack(shape, &[1, 0, 0, 1, 0, 4, all], text).is_ok();
    let bad = [
        unpack(shape, &[0, 1, 0, 4, 3], text).is_err(),
        unpack(shape, &[0, 2, 0, 4, 3, 0, 4, all - 3], text).is_err(),
        unpack(shape, &[0, u32::MAX, 0, 0, 0], "").is_err(),
        unpack(shape, &[2, 0], "").is_err(),
        unpack(shape, &[], "").is_err(),
        unpack(shape, &[0, 1, names, 0, 0], "").is_err(),
        unpack(shape, &[0, 1, 0, 6, 0], "").is_err(),
    ];
    if !good || bad.contains(&false) || read == 0 {
        return Err(format!("{good} {bad:?} {read}"));
    }
    Ok(())
}

fn value_map_of_a_million() -> Result<(), String> {
    // Against a tenth of it, so that a slow machine does not count.
    let tenth = value_map_of(100_000)?;
    let whole = value_map_of(1_000_000)?;
    if whole > tenth.saturating_mul(40) + Duration::from_secs(5) {
        return Err(format!("{whole:?}, a tenth of it {tenth:?}"));
    }
    Ok(())
}

fn value_map_of(count: usize) -> Result<Duration, String> {
    let mut entries = String::with_capacity(30 * count);
    for at in 0..count {
        if at > 0 {
            entries.push(',');
        }
        let _ = write!(entries, "\"key{at}\":\"value {at}\"");
    }
    let map = file("berth-values.json")?;
    let at = map.find("\"us\": \"united states\"").ok_or("another map")?;
    let (before, after) = map.split_at(at);
    let map = format!("{before}{entries},{after}");
    let begun = Instant::now();
    let mut preflight = harbour(&map)?;
    let last = count.saturating_sub(1);
    let record =
        format!("{{\"dataAreaId\":\"har\",\"BerthId\":\"B-1\",\"CountryCode\":\"KEY{last}\"}}");
    let outcome = single(&mut preflight, record.as_bytes())?.ok_or("refused")?;
    let value = outcome
        .payload
        .iter()
        .find(|field| field.name == "sail_country");
    let value = value.map(|field| format!("{:?}", field.value.sent));
    if value != Some(format!("Text(\"value {last}\")")) {
        return Err(format!("{value:?}"));
    }
    Ok(begun.elapsed())
}

fn requests_are_bounded() -> Result<(), String> {
    let mut preflight = harbour(&file("berth-lookups.json")?)?;
    let mut text = String::new();
    for at in 0..2_000 {
        let _ = writeln!(
            text,
            "{{\"dataAreaId\":\"har\",\"BerthId\":\"B{at}\",\"PierName\":\"P{}\"}}",
            at % 1_500
        );
    }
    let options = BatchOptions {
        most_requests: 100,
        most_findings: 50,
        ..BatchOptions::default()
    };
    let report = batch(&mut preflight, text.as_bytes(), options)?;
    let counts = (
        report.rows,
        report.requests.len(),
        report.omitted_requests,
        report.findings.len(),
        report.omitted,
    );
    // Piers P0 to P99 are asked for; they come twice among the records.
    if counts != (2_000, 100, 1_800, 50, 1_950) || report.outcomes.contains('w') {
        return Err(format!("{counts:?}"));
    }
    Ok(())
}

/// Runs the measured trial in a process of its own, so that no other trial's memory counts.
fn large_batch(name: &str) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let output = Command::new(program)
        .args(["--exact", name, "--nocapture"])
        .env(MEASURED, "1")
        .output()
        .map_err(|e| e.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || !text.contains("1 passed") {
        return Err(text.into_owned());
    }
    Ok(())
}

fn large_batch_measured(megabytes: usize) -> Result<(), String> {
    let mut preflight = harbour(&file("berth-lookups.json")?)?;
    let size = megabytes * 1_000_000;
    let mut text = String::with_capacity(size + 1_000);
    let mut at = 0_u64;
    while text.len() < size {
        // Every fourth record asks for a pier of its own.
        let pier = if at.is_multiple_of(4) {
            format!("P{at}")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "{{\"@odata.etag\":\"W/\\\"{at}\\\"\",\"dataAreaId\":\"har\",\"BerthId\":\"B{at}\",\"Name\":\"Berth number {at} of the harbour\",\"Kind\":\"Quay\",\"PierName\":\"{pier}\",\"Note\":\"kept for nobody, read by nobody\"}}"
        );
        at += 1;
    }
    let before = peak_memory();
    let begun = Instant::now();
    let report = batch(&mut preflight, text.as_bytes(), BatchOptions::default())?;
    let took = begun.elapsed();
    let extra = peak_memory()
        .zip(before)
        .map(|(after, before)| after.saturating_sub(before));
    println!(
        "{megabytes} MB, {} records in {took:?}, output {} bytes, extra memory {extra:?} bytes",
        report.rows,
        report.output.len()
    );
    if !report.complete || report.rows != at {
        return Err(format!("{} of {at} records", report.rows));
    }
    // Growing a vector holds the old and the new one for a moment; requests and findings are capped.
    let most = report.output.len() * 3 + 250_000_000;
    if extra.is_some_and(|extra| extra > most) {
        return Err(format!("{extra:?} bytes, at most {most} expected"));
    }
    Ok(())
}

/// The most memory this process ever had in use, where the system tells.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1_024)
}
