//! Checks of maps: one folder for each code with a map that breaks the rule and one that keeps it,
//! and every published map of the corpus.
//!
//! A case folder is named `<slug>-err` or `<slug>-ok` and holds `map.json` and `expected.txt`; its own
//! `finance.xml` or `.csv`, `dataverse.json`, `.xml` or `.csv` and `keys.json` stand in for those of
//! `_shared`.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "test code over documents it knows; a panic is a failed test"
)]

use crate::{corpus, english};
use dual_write_preflight::check::{CheckInput, check};
use dual_write_preflight::diagnostic::{Code, Diagnostic, Severity};
use dual_write_preflight::lookup::Keys;
use dual_write_preflight::map::{self, TableMap};
use dual_write_preflight::schema::{Schema, Side, Table, read_schema, resolve_entity};
use dual_write_preflight::value::Semantics;
use libtest_mimic::{Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = folders()
        .into_iter()
        .map(|folder| {
            let name = file_name(&folder);
            Trial::test(format!("check::{name}"), move || case(&folder))
        })
        .collect();
    trials.push(Trial::test(
        "check::every_code_has_a_case_with_and_without_it",
        every_code_has_cases,
    ));
    trials.push(Trial::test("check::large_maps_take_linear_time", large));
    trials.push(corpus::trial(
        "check::published_maps_have_no_false_error",
        published_maps,
    ));
    trials
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/check")
}

fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(data())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("map.json").is_file())
        .collect();
    folders.sort();
    folders
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn read_side(folder: &Path, side: Side) -> Result<Option<Schema>, Failed> {
    for end in ["xml", "json", "csv"] {
        let name = format!("{}.{end}", side.word());
        if let Some(path) = own_or_shared(folder, &name, side.word()) {
            let (schema, findings) = read_schema(&std::fs::read(&path)?, None, Some(side));
            if let Some(finding) = findings.first() {
                return Err(english::render(finding, "").into());
            }
            return Ok(schema);
        }
    }
    Ok(None)
}

/// A file of the case, else the shared one, unless the case has a file of another kind for it.
fn own_or_shared(folder: &Path, name: &str, stem: &str) -> Option<PathBuf> {
    let own = folder.join(name);
    if own.is_file() {
        return Some(own);
    }
    let other = ["xml", "json", "csv"].map(|end| folder.join(format!("{stem}.{end}")));
    let shared = data().join("_shared").join(name);
    (shared.is_file() && !other.iter().any(|path| path.is_file())).then_some(shared)
}

fn read_keys(folder: &Path) -> Result<Keys, Failed> {
    let mut keys = Keys::default();
    if let Some(path) = own_or_shared(folder, "keys.json", "keys") {
        let text = std::fs::read_to_string(path)?;
        let named: BTreeMap<String, Vec<String>> =
            serde_json::from_str(&text).map_err(|error| error.to_string())?;
        for (set, paths) in named {
            keys.insert(&set, paths);
        }
    }
    Ok(keys)
}

fn case(folder: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(folder.join("map.json"))?;
    let (document, reading) = map::read(text.as_bytes());
    if let Some(finding) = reading.iter().find(|f| f.severity == Severity::Error) {
        return Err(english::render(finding, &text).into());
    }
    let finance = read_side(folder, Side::Finance)?;
    let dataverse = read_side(folder, Side::Dataverse)?;
    let keys = read_keys(folder)?;
    let mut out = String::new();
    for map in &document.maps {
        let entities = BTreeMap::new();
        for finding in findings(map, finance.as_ref(), dataverse.as_ref(), &keys, &entities) {
            out.push_str(&english::render(&finding, &text));
        }
    }
    if out.is_empty() {
        out.push_str("nothing to say\n");
    }
    let expected = folder.join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        return Ok(std::fs::write(expected, out)?);
    }
    let expected = std::fs::read_to_string(expected)?;
    if expected == out {
        return Ok(());
    }
    Err(format!("expected:\n{expected}\nfound:\n{out}").into())
}

fn findings(
    map: &TableMap,
    finance: Option<&Schema>,
    dataverse: Option<&Schema>,
    keys: &Keys,
    entities: &BTreeMap<String, String>,
) -> Vec<Diagnostic> {
    let tables: Vec<Option<&Table>> = map
        .legs
        .iter()
        .map(|leg| {
            let finance = finance?;
            let columns = leg
                .field_mappings
                .iter()
                .map(|m| m.finance_field.text.trim());
            let columns: Vec<&str> = columns.filter(|name| !name.is_empty()).collect();
            let label = &leg.finance_entity.text;
            let found = resolve_entity(label, &columns, entities, finance).0?;
            finance.tables.get(found)
        })
        .collect();
    check(&CheckInput {
        map,
        finance,
        finance_tables: &tables,
        dataverse,
        keys,
        semantics: &Semantics::default(),
    })
}

/// Codes that this room emits: sections 02, 05 and the map-time part of 04.
fn own_codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| {
        let id = code.id();
        id.starts_with("DW02") || id.starts_with("DW05") || id.starts_with("DW045")
    })
}

fn every_code_has_cases() -> Result<(), Failed> {
    let mut faults = Vec::new();
    for code in own_codes() {
        let info = code.info();
        for (end, wanted) in [("err", true), ("ok", false)] {
            let folder = data().join(format!("{}-{end}", info.slug));
            let Ok(text) = std::fs::read_to_string(folder.join("expected.txt")) else {
                faults.push(format!("{} has no case {}-{end}", info.id, info.slug));
                continue;
            };
            if text.contains(&format!("[{}]", info.id)) != wanted {
                faults.push(format!(
                    "{}-{end}: {} shown is not {wanted}",
                    info.slug, info.id
                ));
            }
        }
    }
    if faults.is_empty() {
        return Ok(());
    }
    Err(faults.join("\n").into())
}

/// A map of 10,000 rows, all wrong, and a value map of half a million entries: a quadratic check
/// would take hours, a linear one about a second.
fn large() -> Result<(), Failed> {
    let mut rows = String::new();
    for at in 0..10_000 {
        rows.push_str(&format!(
            r#"{{"syncDirection":3,"sourceField":"F{at}","destinationField":"l{at}.k"}},"#
        ));
    }
    let mut entries = String::new();
    for at in 0..500_000 {
        entries.push_str(&format!(r#""k{at}":"{}","#, at % 1000));
    }
    let text = format!(
        r#"{{"name":"[Customers] - [customers]","legs":[{{"sourceSchema":"Customers","destinationSchema":"customers",
        "fieldMappings":[{rows}{{"syncDirection":3,"sourceField":"KIND","destinationField":"kindcode",
        "valueTransforms":[{{"transformType":"ValueMap","valueMap":{{{entries}"retail":"1"}}}}]}}]}}]}}"#
    );
    let (document, _) = map::read(text.as_bytes());
    let map = document.maps.first().ok_or("the map is read")?;
    let shared = data().join("_shared");
    let finance = read_side(&shared, Side::Finance)?;
    let dataverse = read_side(&shared, Side::Dataverse)?;
    let start = std::time::Instant::now();
    let found = check(&CheckInput {
        map,
        finance: finance.as_ref(),
        finance_tables: &[finance
            .as_ref()
            .and_then(|schema| schema.by_entity_set("Customers"))],
        dataverse: dataverse.as_ref(),
        keys: &Keys::default(),
        semantics: &Semantics::default(),
    });
    let took = start.elapsed();
    if found.len() < 20_000 {
        return Err(format!("only {} findings", found.len()).into());
    }
    if took.as_secs() > 60 {
        return Err(format!("{took:?}").into());
    }
    Ok(())
}

/// Every published map against the schemas there are: no error without a reason, and as many
/// warnings of each code as were reviewed.
fn published_maps(corpus: PathBuf) -> Result<(), String> {
    let text = |path: PathBuf| std::fs::read_to_string(&path).map_err(|e| format!("{path:?}: {e}"));
    let metadata = text(corpus.join("schemas/finance.metadata.xml"))?;
    let finance = read_schema(metadata.as_bytes(), None, Some(Side::Finance)).0;
    let mut by_pair = BTreeMap::new();
    for line in text(corpus.join("schemas/map-to-finance-entity-set.tsv"))?
        .lines()
        .skip(1)
    {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [pair, _, set] = cells[..] {
            by_pair.insert(pair.trim().to_owned(), set.trim().to_owned());
        }
    }
    let mut files: Vec<PathBuf> = std::fs::read_dir(corpus.join("maps"))
        .map_err(|error| error.to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let tables = dataverse_tables(&corpus)?;
    let mut counts: BTreeMap<(String, Code, Severity), usize> = BTreeMap::new();
    for file in &files {
        let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
        let (document, _) = map::read(&bytes);
        for map in &document.maps {
            let dataverse = schema_for(map, &tables);
            let mut entities = BTreeMap::new();
            for leg in &map.legs {
                let label = &leg.finance_entity.text;
                let pair = format!("{label} ({})", leg.dataverse_entity_set.text);
                // The table of entity sets gives this map a set with other columns; its own is not
                // public.
                let wrong = label == "Storage dimension groups";
                if let Some(set) = by_pair.get(&pair).filter(|_| !wrong) {
                    entities.insert(label.clone(), set.clone());
                }
            }
            let keys = Keys::default();
            for finding in findings(map, finance.as_ref(), dataverse.as_ref(), &keys, &entities) {
                if std::env::var_os("SHOW").is_some() {
                    eprintln!(
                        "{}",
                        english::render(&finding, &String::from_utf8_lossy(&bytes))
                    );
                }
                let key = (map.name.clone(), finding.code, finding.severity);
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    reviewed(&counts)
}

/// Compares the counts with the reviewed ones: `severity code count map`, under a heading for each
/// code that says why it is right.
fn reviewed(counts: &BTreeMap<(String, Code, Severity), usize>) -> Result<(), String> {
    let path = data().join("corpus-warnings.txt");
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let mut reasons: BTreeMap<&str, &str> = BTreeMap::new();
    for line in known.lines().filter_map(|line| line.strip_prefix("# ")) {
        if let Some((id, reason)) = line.split_once(": ") {
            reasons.insert(id, reason);
        }
    }
    let codes: BTreeSet<Code> = counts.keys().map(|(_, code, _)| *code).collect();
    let mut out = String::from(HEADING);
    let mut unexplained = Vec::new();
    for code in codes {
        let reason = reasons.get(code.id()).copied().unwrap_or("TO BE REVIEWED");
        if reason == "TO BE REVIEWED" {
            unexplained.push(code.id());
        }
        out.push_str(&format!("\n# {}: {reason}\n", code.id()));
        for ((map, _, severity), count) in counts.iter().filter(|((_, c, _), _)| *c == code) {
            out.push_str(&format!("{severity:?} {count} {map}\n"));
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(path, out).map_err(|error| error.to_string());
    }
    if out != known {
        return Err(format!("differs from the reviewed file:\n{out}"));
    }
    if unexplained.is_empty() {
        return Ok(());
    }
    Err(format!("not reviewed: {unexplained:?}"))
}

const HEADING: &str = "Findings on the published maps, reviewed code by code.
A line is severity, count and map; the line above a code's maps says why the findings are right.
";

/// The Dataverse tables of the corpus by logical name.
fn dataverse_tables(corpus: &Path) -> Result<BTreeMap<String, Schema>, String> {
    let folder = corpus.join("schemas/project-operations");
    let mut tables = BTreeMap::new();
    for entry in std::fs::read_dir(folder)
        .map_err(|error| error.to_string())?
        .flatten()
    {
        let name = file_name(&entry.path());
        let logical = name
            .strip_prefix("dataverse-")
            .and_then(|n| n.strip_suffix(".csv"));
        let Some(logical) = logical else { continue };
        let bytes = std::fs::read(entry.path()).map_err(|error| error.to_string())?;
        if let Some(schema) = read_schema(&bytes, Some(&name), None).0 {
            tables.insert(logical.to_owned(), schema);
        }
    }
    Ok(tables)
}

/// The tables of the corpus with the map's own table under its entity set. The corpus names tables
/// by logical name, maps by entity set; English plurals join them.
fn schema_for(map: &TableMap, tables: &BTreeMap<String, Schema>) -> Option<Schema> {
    let mut schema = Schema::new(Side::Dataverse);
    for (logical, one) in tables {
        for table in &one.tables {
            let mut table = table.clone();
            table.entity_set = plural(logical).into();
            schema.push(table);
        }
    }
    let there = |leg: &map::Leg| schema.table(&leg.dataverse_entity_set.text).is_some();
    map.legs.iter().any(there).then_some(schema)
}

fn plural(logical: &str) -> String {
    if let Some(stem) = logical.strip_suffix('y') {
        return format!("{stem}ies");
    }
    format!("{logical}s")
}
