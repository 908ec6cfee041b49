//! Table maps: what is read from an input and what is found wrong with it, shown as a person
//! would check it; damaged and very large inputs; the published maps.

use crate::corpus;
use dual_write_preflight::diagnostic::{Diagnostic, Param, Path, Segment, Severity};
use dual_write_preflight::map::{MapDocument, describe, read};
use dual_write_preflight::text::LineIndex;
use libtest_mimic::{Failed, Trial};
use std::fmt::Write;
use std::path::{Path as FilePath, PathBuf};
use std::time::{Duration, Instant};

pub fn trials() -> Vec<Trial> {
    let mut trials = vec![
        Trial::test("map::cut_at_every_byte", cut_at_every_byte),
        Trial::test("map::damaged_at_every_byte", damaged_at_every_byte),
        Trial::test("map::million_entries", million_entries),
        Trial::test("map::large_inputs_are_bounded", large_inputs_are_bounded),
        Trial::test("map::spans_point_into_the_row", spans_point_into_the_row),
        corpus::trial("map::corpus_reads_and_writes_back", published),
    ];
    let folder = data();
    let mut slugs: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    slugs.sort();
    for slug in slugs {
        let name = slug.file_name().unwrap_or_default().to_string_lossy();
        trials.push(Trial::test(format!("map::data::{name}"), move || {
            fixture(&slug)
        }));
    }
    trials
}

fn data() -> PathBuf {
    FilePath::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/map")
}

/// `map.json` gives `expected.txt`, and is written back byte for byte.
fn fixture(slug: &FilePath) -> Result<(), Failed> {
    let source = std::fs::read(slug.join("map.json"))?;
    let (document, findings) = read(&source);
    if document.write_back() != source {
        return Err("not written back byte for byte".into());
    }
    let found = rendered(&document, &findings);
    let expected = slug.join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&expected, &found)?;
        return Ok(());
    }
    let wanted = std::fs::read_to_string(&expected)?;
    if found == wanted {
        return Ok(());
    }
    Err(format!("expected:\n{wanted}\nfound:\n{found}").into())
}

fn rendered(document: &MapDocument, findings: &[Diagnostic]) -> String {
    let text = String::from_utf8_lossy(document.source());
    let lines = LineIndex::new(&text);
    let mut out = String::new();
    for map in &document.maps {
        let _ = writeln!(out, "{}", describe(map));
    }
    if document.maps.is_empty() {
        out.push_str("(no maps)\n\n");
    }
    for found in findings {
        let severity = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let info = found.code.info();
        let _ = write!(out, "{severity} {} {} ", info.id, info.slug);
        let _ = write!(out, "{}", path(&found.path));
        for (key, param) in found.params.iter() {
            let _ = match param {
                Param::Name(text) | Param::Value(text) => write!(out, " {key}={text}"),
                Param::Number(number) => write!(out, " {key}={number}"),
            };
        }
        if let Some(span) = found.span {
            let start = lines.position(span.start);
            let _ = write!(out, " @{}:{}", start.line, start.column);
        }
        out.push('\n');
    }
    out
}

fn path(path: &Path) -> String {
    let segments: Vec<String> = path
        .0
        .iter()
        .map(|segment| match segment {
            Segment::Word(word) => (*word).to_owned(),
            Segment::Name(name) => format!("`{name}`"),
            Segment::Index(index) => index.to_string(),
        })
        .collect();
    segments.join("/")
}

fn samples() -> Result<Vec<Vec<u8>>, Failed> {
    let mut samples = Vec::new();
    for slug in ["every-form-of-row", "row-with-text", "odata-response"] {
        samples.push(std::fs::read(data().join(slug).join("map.json"))?);
    }
    Ok(samples)
}

/// A text that is cut off gives no map and one error, never a panic.
fn cut_at_every_byte() -> Result<(), Failed> {
    for sample in samples()? {
        let whole = sample.trim_ascii_end().len();
        for cut in 0..whole {
            let part = sample.get(..cut).unwrap_or_default();
            let (document, findings) = read(part);
            let errors = findings.iter().filter(|f| f.severity == Severity::Error);
            if !document.maps.is_empty() || errors.count() != 1 {
                return Err(format!("cut at {cut}: {findings:?}").into());
            }
            if document.write_back() != part {
                return Err(format!("cut at {cut}: not given back as it came").into());
            }
        }
    }
    Ok(())
}

/// Whatever one byte becomes: no panic, the input is given back, and spans stay inside it.
fn damaged_at_every_byte() -> Result<(), Failed> {
    for sample in samples()? {
        for at in 0..sample.len() {
            for damage in [b'"', b'{', b'1', b'\\', 0xFF, b' '] {
                let mut damaged = sample.clone();
                if let Some(byte) = damaged.get_mut(at) {
                    *byte = damage;
                }
                let (document, findings) = read(&damaged);
                if document.write_back() != damaged {
                    return Err(format!("byte {at} as {damage}: not written back").into());
                }
                let inside = |f: &Diagnostic| {
                    f.span
                        .is_none_or(|s| s.start <= s.end && s.start as usize <= damaged.len())
                };
                if !findings.iter().all(inside) {
                    return Err(format!("byte {at} as {damage}: span outside").into());
                }
            }
        }
    }
    Ok(())
}

fn with_value_map(entries: &str) -> String {
    format!(
        r#"{{"name":"[Cranes] - [crane_items]","legs":[{{"sourceSchema":"Cranes","destinationSchema":"crane_items","fieldMappings":[{{"syncDirection":1,"sourceField":"KIND","destinationField":"crane_kind","valueTransforms":[{{"transformType":"ValueMap","valueMap":{{{entries}}}}}]}}]}}]}}"#
    )
}

fn million_entries() -> Result<(), Failed> {
    let mut entries = String::new();
    for key in 0..1_000_000 {
        let _ = write!(entries, "\"key{key}\":\"{key}\",");
    }
    entries.push_str("\"key77\":null,\"KEY78\":null");
    let text = with_value_map(&entries);
    let begun = Instant::now();
    let (document, findings) = read(&text);
    let took = begun.elapsed();
    if document.maps.len() != 1 || findings.len() != 2 {
        return Err(format!("{} findings: {findings:?}", findings.len()).into());
    }
    // Two seconds are meant for an optimised build; unoptimised it only must not be quadratic.
    let allowed = if cfg!(debug_assertions) { 60 } else { 2 };
    if took > Duration::from_secs(allowed) {
        return Err(format!("took {took:?}").into());
    }
    Ok(())
}

fn large_inputs_are_bounded() -> Result<(), Failed> {
    let blanks = vec![b' '; 200 << 20];
    expect(&blanks, &["DW0004"])?;
    drop(blanks);
    let legs = format!("{{\"legs\":[{}{{}}]}}", "{},".repeat(1_000_000));
    expect(legs.as_bytes(), &["DW0104"])?;
    let repeated = "\"a\":\"b\",".repeat(20_000);
    let (_, findings) = read(with_value_map(repeated.trim_end_matches(',')));
    let last = findings.last().map(|found| found.code.id());
    if findings.len() != 10_001 || last != Some("DW0105") {
        return Err(format!("{} findings, last {last:?}", findings.len()).into());
    }
    expect("[".repeat(10_000).as_bytes(), &["DW0003"])
}

/// No maps and exactly these codes.
fn expect(source: &[u8], codes: &[&str]) -> Result<(), Failed> {
    let (document, findings) = read(source);
    let found: Vec<&str> = findings.iter().map(|f| f.code.id()).collect();
    if document.maps.is_empty() && found == codes {
        return Ok(());
    }
    Err(format!("{} maps, {found:?}", document.maps.len()).into())
}

/// The mapping stands as text in a row: its spans cover what they mean in the row's own text.
fn spans_point_into_the_row() -> Result<(), Failed> {
    let text = std::fs::read_to_string(data().join("row-with-text/map.json"))?;
    let (document, _) = read(&text);
    let leg = document
        .maps
        .first()
        .and_then(|map| map.legs.first())
        .ok_or("no leg")?;
    let slice = |span: dual_write_preflight::text::Span| text.get(span.range()).unwrap_or_default();
    let filter = slice(leg.dataverse_filter.span);
    if filter != r#"\"crane_name eq 'Nor\\u0064 \\\"1\\\"'\""# {
        return Err(format!("filter at {filter}").into());
    }
    if leg.dataverse_filter.text != "crane_name eq 'Nord \"1\"'" {
        return Err(leg.dataverse_filter.text.clone().into());
    }
    for row in &leg.field_mappings {
        let span = slice(row.span);
        if !span.starts_with('{') || !span.ends_with('}') {
            return Err(format!("row at {span}").into());
        }
        let column = slice(row.dataverse_field.span);
        if column != format!("\\\"{}\\\"", row.dataverse_field.text) {
            return Err(format!("column at {column}").into());
        }
    }
    Ok(())
}

/// Every published map reads without findings and is written back byte for byte.
fn published(folder: PathBuf) -> Result<(), String> {
    let files = std::fs::read_dir(folder.join("maps")).map_err(|error| error.to_string())?;
    let mut faults = Vec::new();
    let mut read_maps = Vec::new();
    for file in files.flatten() {
        let source = std::fs::read(file.path()).map_err(|error| error.to_string())?;
        let name = file.file_name().to_string_lossy().into_owned();
        let (document, findings) = read(&source);
        let [map] = document.maps.as_slice() else {
            faults.push(format!("{name}: {} maps", document.maps.len()));
            continue;
        };
        read_maps.push(map.name.clone());
        if !findings.is_empty() {
            faults.push(format!("{name}: {findings:?}"));
        }
        if document.write_back() != source {
            faults.push(format!("{name}: not written back byte for byte"));
        }
        if describe(map).lines().count() < 10 {
            faults.push(format!("{name}: no description"));
        }
        let spellings = [map.display_spelling(), map.unique_spelling()];
        if !spellings.iter().all(|name| map.matches_name(name)) {
            faults.push(format!("{name}: not known by its own names"));
        }
    }
    if read_maps.len() != 88 {
        faults.push(format!("{} maps instead of 88", read_maps.len()));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n"))
    }
}
