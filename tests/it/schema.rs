//! Schemas of both sides in every form: one folder for each case, read and printed; and the corpus of
//! published schemas.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "test code over documents it knows; a panic is a failed test"
)]

use crate::corpus;
use dual_write_preflight::diagnostic::{Code, Diagnostic, Param, Segment, Severity};
use dual_write_preflight::schema::{
    Column, CsdlReader, Schema, Table, Wanted, read_schema, resolve_entity,
};
use dual_write_preflight::value::Type;
use libtest_mimic::{Failed, Trial};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for folder in case_folders() {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let again = folder.clone();
        trials.push(Trial::test(format!("schema::{name}"), move || case(&again)));
        let csdl = folder.join("input.xml");
        if csdl.is_file() {
            trials.push(Trial::test(
                format!("schema::{name}::in_chunks"),
                move || in_chunks(&std::fs::read(&csdl)?),
            ));
        }
    }
    trials.push(Trial::test(
        "schema::wanted_tables_only",
        wanted_tables_only,
    ));
    trials.push(Trial::test("schema::merged_sources", merged_sources));
    trials.push(Trial::test(
        "schema::labels_resolve_in_order",
        labels_resolve,
    ));
    trials.push(Trial::test("schema::absurd_xml_is_refused", absurd_xml));
    trials.push(corpus::trial(
        "schema::corpus_tables_of_columns",
        corpus_csv,
    ));
    trials.push(corpus::trial("schema::corpus_metadata", corpus_metadata));
    trials.push(corpus::trial(
        "schema::corpus_maps_find_their_entity",
        corpus_maps,
    ));
    let big = corpus::trial("schema::large_metadata_in_bounded_memory", large_metadata);
    let asked = std::env::var_os("PREFLIGHT_LARGE").is_some();
    trials.push(if asked {
        big
    } else {
        big.with_ignored_flag(true)
    });
    trials
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schema")
}

fn case_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(data())
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The one input of a case: `input.xml`, `input.json`, or a CSV under a name that says its table.
fn input_of(folder: &Path) -> Result<PathBuf, Failed> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|name| name != "expected.txt"))
        .collect();
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => Err(format!("{} must hold one input", folder.display()).into()),
    }
}

fn case(folder: &Path) -> Result<(), Failed> {
    let input = input_of(folder)?;
    let name = input.file_name().unwrap_or_default().to_string_lossy();
    let (schema, diagnostics) = read_schema(&std::fs::read(&input)?, Some(&name), None);
    let found = printed(schema.as_ref(), &diagnostics);
    let expected_file = folder.join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&expected_file, &found)?;
        return Ok(());
    }
    let expected = std::fs::read_to_string(&expected_file)?;
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected:\n{expected}\nfound:\n{found}").into())
    }
}

fn printed(schema: Option<&Schema>, diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    match schema {
        None => out.push_str("no schema\n"),
        Some(schema) => {
            let _ = writeln!(out, "schema of {}", schema.side.word());
            for table in &schema.tables {
                print_table(&mut out, table);
            }
            for kind in &schema.enumerations {
                let _ = writeln!(out, "\nenum {} {:?}", kind.name, kind.members);
            }
        }
    }
    if !diagnostics.is_empty() {
        out.push('\n');
    }
    for diagnostic in diagnostics {
        print_diagnostic(&mut out, diagnostic);
    }
    out
}

fn print_table(out: &mut String, table: &Table) {
    let _ = write!(out, "\ntable {} set {:?}", table.name, table.entity_set);
    if let Some(label) = &table.label {
        let _ = write!(out, " label {label:?}");
    }
    if !table.primary_id.is_empty() {
        let _ = write!(out, " id {}", table.primary_id);
    }
    out.push('\n');
    for column in &table.columns {
        print_column(out, column);
    }
    for key in &table.keys {
        let _ = writeln!(out, "  key {:?} ({})", key.name, key.columns.join(", "));
    }
    if let Some(company) = table.company_column() {
        let _ = writeln!(out, "  company {}", company.name);
    }
    if let Some(key) = table.entity_key() {
        let _ = writeln!(out, "  identified by ({})", key.columns.join(", "));
    }
}

fn print_column(out: &mut String, column: &Column) {
    let _ = write!(out, "  {}: {}", column.name, kind(&column.kind));
    if let Some(required) = column.required {
        let _ = write!(out, ", required {required:?}");
    }
    for (word, stated) in [("create", column.create), ("update", column.update)] {
        if let Some(stated) = stated {
            let _ = write!(out, ", {word} {stated}");
        }
    }
    for (word, holds) in [
        ("secured", column.secured),
        ("server-filled", column.server_filled),
    ] {
        if holds {
            let _ = write!(out, ", {word}");
        }
    }
    if let Some(default) = &column.default {
        let _ = write!(out, ", default {default}");
    }
    if let Some(label) = &column.label {
        let _ = write!(out, ", label {label:?}");
    }
    for navigation in &column.navigations {
        let _ = write!(out, ", via {} to {}", navigation.property, navigation.table);
    }
    out.push('\n');
}

fn kind(kind: &Type) -> String {
    fn limits<T: std::fmt::Display>(min: &Option<T>, max: &Option<T>) -> String {
        let text = |bound: &Option<T>| bound.as_ref().map_or("?".to_owned(), T::to_string);
        format!("{}..{}", text(min), text(max))
    }
    let options = |choices: &dual_write_preflight::value::Choices| {
        let list: Vec<String> = choices
            .options
            .iter()
            .map(|option| format!("{}={}", option.value, option.label))
            .collect();
        list.join("|")
    };
    match kind {
        Type::Text { max_length } => match max_length {
            Some(length) => format!("text({length})"),
            None => "text".to_owned(),
        },
        Type::Integer { bits, min, max } => format!("integer{bits} {}", limits(min, max)),
        Type::Decimal {
            places,
            min,
            max,
            money,
        } => format!(
            "{} places {} {}",
            if *money { "money" } else { "decimal" },
            places.map_or("?".to_owned(), |places| places.to_string()),
            limits(min, max)
        ),
        Type::Choice(choices) => format!("choice {:?} {}", choices.name, options(choices)),
        Type::MultiChoice(choices) => {
            format!("multi-choice {:?} {}", choices.name, options(choices))
        }
        Type::Enumeration(kind) => {
            let list: Vec<String> = kind
                .members
                .iter()
                .map(|(name, value)| format!("{value}={name}"))
                .collect();
            format!("enum {} {}", kind.name, list.join("|"))
        }
        Type::DateTime(behavior) => format!("date-time {behavior:?}"),
        Type::Lookup(targets) => format!("lookup ({})", targets.join(", ")),
        Type::Unmappable(word) => format!("unmappable {word}"),
        other => other.label().to_owned(),
    }
}

fn print_diagnostic(out: &mut String, diagnostic: &Diagnostic) {
    let _ = write!(
        out,
        "{} {:?} {}",
        diagnostic.code.id(),
        diagnostic.severity,
        diagnostic.code.info().slug
    );
    for (key, param) in diagnostic.params.iter() {
        let text = match param {
            Param::Name(text) | Param::Value(text) => text.clone(),
            Param::Number(number) => number.to_string(),
        };
        let _ = write!(out, " {key}={text:?}");
    }
    let path: Vec<String> = diagnostic
        .path
        .0
        .iter()
        .map(|segment| match segment {
            Segment::Word(word) => (*word).to_owned(),
            Segment::Name(name) => name.clone(),
            Segment::Index(index) => index.to_string(),
        })
        .collect();
    let _ = writeln!(out, " at {}", path.join("/"));
}

fn csdl(bytes: &[u8], size: usize, wanted: Option<Wanted>) -> (Option<Schema>, Vec<Diagnostic>) {
    let mut reader = CsdlReader::new(None, wanted);
    for chunk in bytes.chunks(size) {
        if reader.push(chunk).is_err() {
            break;
        }
    }
    reader.finish()
}

fn in_chunks(bytes: &[u8]) -> Result<(), Failed> {
    let whole = csdl(bytes, bytes.len().max(1), None);
    let whole = printed(whole.0.as_ref(), &whole.1);
    for size in [1, 7, 4096] {
        let (schema, diagnostics) = csdl(bytes, size, None);
        let found = printed(schema.as_ref(), &diagnostics);
        if found != whole {
            return Err(format!("chunks of {size}:\n{found}\nwhole:\n{whole}").into());
        }
    }
    Ok(())
}

fn read_case(file: &str) -> Result<Schema, Failed> {
    let bytes = std::fs::read(data().join(file))?;
    let (schema, diagnostics) = read_schema(&bytes, None, None);
    schema.ok_or_else(|| format!("{file}: {diagnostics:?}").into())
}

fn wanted_tables_only() -> Result<(), Failed> {
    let bytes = std::fs::read(data().join("finance-metadata/input.xml"))?;
    let names = |wanted: Wanted| -> Vec<String> {
        let (schema, _) = csdl(&bytes, 100, Some(wanted));
        let tables = schema.map(|schema| schema.tables).unwrap_or_default();
        tables.iter().map(|t| t.entity_set.to_string()).collect()
    };
    let mut by_label = Wanted::new();
    by_label.add("Boat Berths V2");
    let mut by_shape = Wanted::new();
    by_shape.add_shape(["SKIPPERNAME"]);
    expect("by label", &names(by_label), &["BoatBerthsV2"])?;
    expect("by shape", &names(by_shape), &["Skippers"])?;
    expect("nothing", &names(Wanted::new()), &[])
}

fn expect(what: &str, found: &[String], wanted: &[&str]) -> Result<(), Failed> {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("{what}: expected {wanted:?}, found {found:?}").into())
    }
}

/// `$metadata`, public entities and enumerations of one service meet in one schema.
fn merged_sources() -> Result<(), Failed> {
    let mut schema = read_case("finance-metadata/input.xml")?;
    for further in [
        "finance-public-entities/input.json",
        "finance-data-entities/input.json",
    ] {
        if !schema.merge(read_case(further)?) {
            return Err(format!("{further} was not taken").into());
        }
    }
    let file = data().join("merged.txt");
    let found = printed(Some(&schema), &[]);
    if schema.merge(read_case("dataverse-definitions/input.json")?) {
        return Err("the other side was taken".into());
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &found)?;
    }
    if std::fs::read_to_string(&file)? == found {
        Ok(())
    } else {
        Err(format!("found:\n{found}").into())
    }
}

fn labels_resolve() -> Result<(), Failed> {
    let plain = read_case("finance-metadata/input.xml")?;
    let mut labelled = plain.clone();
    labelled.merge(read_case("finance-data-entities/input.json")?);
    let option = |set: &str| BTreeMap::from([("Boat berths V2".to_owned(), set.to_owned())]);
    let none = BTreeMap::new();
    let berth_columns = ["BERTHID", "LENGTH"];
    let cases: [(&str, &[&str], &BTreeMap<_, _>, &Schema, &str); 9] = [
        (
            "Boat berths V2",
            &[],
            &option("Skippers"),
            &labelled,
            "Skippers",
        ),
        (
            "boat berths v2",
            &[],
            &option("Skippers"),
            &labelled,
            "Skippers",
        ),
        (
            "Boat berths V2",
            &[],
            &option("Skiper"),
            &labelled,
            "- EntitySetAbsent",
        ),
        ("Boat berths V2", &[], &none, &labelled, "BoatBerthsV2"),
        ("skippers", &[], &none, &plain, "Skippers"),
        ("Skipper", &[], &none, &plain, "Skippers"),
        (
            "Mooring places",
            &berth_columns,
            &none,
            &plain,
            "BoatBerthsV2 EntityByColumns",
        ),
        (
            "Mooring places",
            &["dataAreaId"],
            &none,
            &plain,
            "- EntityAmbiguous",
        ),
        ("Boat berths", &[], &none, &plain, "- EntityNotFound"),
    ];
    for (label, columns, entities, schema, expected) in cases {
        let (found, diagnostics) = resolve_entity(label, columns, entities, schema);
        let mut text = found
            .and_then(|at| schema.tables.get(at))
            .map_or("-", |table| &table.entity_set)
            .to_owned();
        for diagnostic in &diagnostics {
            let _ = write!(text, " {:?}", diagnostic.code);
        }
        if text != expected {
            return Err(format!("{label}: expected {expected}, found {text}").into());
        }
    }
    Ok(())
}

fn absurd_xml() -> Result<(), Failed> {
    let deep = "<a>".repeat(65);
    let long = format!("<a b=\"{}", "x".repeat(1 << 20));
    let bad_utf8 = b"<a b=\"\xC3\x28\"/>";
    let utf16: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = "<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut marked = vec![0xFE, 0xFF];
    marked.extend(&utf16);
    let cases: [(&[u8], Code); 7] = [
        (deep.as_bytes(), Code::TooDeep),
        (long.as_bytes(), Code::XmlTagTooLong),
        (bad_utf8, Code::NotUtf8),
        (&utf16, Code::XmlEncoding),
        (&little, Code::XmlEncoding),
        (&marked, Code::XmlEncoding),
        (b"", Code::XmlSyntax),
    ];
    for (bytes, code) in cases {
        for size in [1, 7, 1 << 22] {
            let (schema, diagnostics) = csdl(bytes, size, None);
            let codes: Vec<Code> = diagnostics.iter().map(|found| found.code).collect();
            if schema.is_some() || codes != [code] {
                return Err(format!("chunks of {size}: expected {code:?}, found {codes:?}").into());
            }
        }
    }
    Ok(())
}

fn corpus_csv(corpus: PathBuf) -> Result<(), String> {
    let folder = corpus.join("schemas/project-operations");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_none_or(|end| end != "csv") {
            continue;
        }
        count += 1;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(&path).map_err(|error| error.to_string())?;
        let (schema, diagnostics) = read_schema(&bytes, Some(&name), None);
        let rows = schema.map_or(0, |schema| {
            schema.tables.iter().map(|t| t.columns.len()).sum::<usize>()
        });
        let bad = diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error || d.code == Code::TypeUnknown);
        if rows == 0 || bad {
            faults.push(format!("{name}: {rows} columns, {diagnostics:?}"));
        }
    }
    if count < 150 {
        faults.push(format!("only {count} files"));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

fn corpus_schema(corpus: &Path) -> Result<Schema, String> {
    let bytes = std::fs::read(corpus.join("schemas/finance.metadata.xml"))
        .map_err(|error| error.to_string())?;
    let (schema, diagnostics) = read_schema(&bytes, None, None);
    if !diagnostics.is_empty() {
        return Err(format!("{diagnostics:?}"));
    }
    in_chunks(&bytes).map_err(|failed| failed.message().unwrap_or_default().to_owned())?;
    schema.ok_or_else(|| "no schema".to_owned())
}

fn corpus_metadata(corpus: PathBuf) -> Result<(), String> {
    let schema = corpus_schema(&corpus)?;
    let columns: usize = schema.tables.iter().map(|table| table.columns.len()).sum();
    let keyed = schema.tables.iter().filter(|t| t.entity_key().is_some());
    let found = (schema.tables.len(), columns, keyed.count());
    match found {
        (155, 4018, 155) => Ok(()),
        _ => Err(format!("tables, columns, keyed tables: {found:?}")),
    }
}

/// The last name in brackets of a row such as `Customers V3 (accounts)`.
fn label_of_row(row: &str) -> &str {
    row.rsplit_once(" (").map_or(row, |(label, _)| label)
}

fn corpus_maps(corpus: PathBuf) -> Result<(), String> {
    let schema = corpus_schema(&corpus)?;
    let table = std::fs::read_to_string(corpus.join("schemas/map-to-finance-entity-set.tsv"))
        .map_err(|error| error.to_string())?;
    let entities: BTreeMap<String, String> = table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let label = label_of_row(fields.next()?);
            Some((label.to_owned(), fields.nth(1)?.to_owned()))
        })
        .collect();
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(corpus.join("maps")).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let map: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let label = map["legs"][0]["sourceSchema"].as_str().unwrap_or_default();
        let rows = map["legs"][0]["fieldMappings"].as_array();
        let columns: Vec<&str> = rows
            .into_iter()
            .flatten()
            .filter_map(|row| row["sourceField"].as_str())
            .filter(|field| !field.is_empty())
            .collect();
        count += 1;
        let (found, diagnostics) = resolve_entity(label, &columns, &entities, &schema);
        let Some(table) = found.and_then(|at| schema.tables.get(at)) else {
            faults.push(format!("{label}: {diagnostics:?}"));
            continue;
        };
        let known = columns.iter().filter(|name| table.column(name).is_some());
        // Known to be wrong: that entity is not public, the row names another.
        let wrong = label == "Storage dimension groups";
        let share = known.count() * 100 / columns.len().max(1);
        if (share < 50) != wrong {
            faults.push(format!(
                "{label}: {share} % of columns in {}",
                table.entity_set
            ));
        }
    }
    if count != 88 {
        faults.push(format!("{count} maps"));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults.join("\n")),
    }
}

/// A document of 60 MB, made of renamed copies of the corpus document: `PREFLIGHT_LARGE=1`.
fn large_metadata(corpus: PathBuf) -> Result<(), String> {
    let text = std::fs::read_to_string(corpus.join("schemas/finance.metadata.xml"))
        .map_err(|error| error.to_string())?;
    let (head, rest) = text.split_once("<EntityType ").ok_or("no types")?;
    let (types, rest) = rest.split_once("<EntityContainer").ok_or("no container")?;
    let (open, rest) = rest.split_once('>').ok_or("no container tag")?;
    let (sets, tail) = rest.split_once("</EntityContainer>").ok_or("no end")?;
    let mut wanted = Wanted::new();
    wanted.add("CustomersV3");
    for filter in [Some(wanted), None] {
        let filtered = filter.is_some();
        let started = std::time::Instant::now();
        let mut reader = CsdlReader::new(None, filter);
        let mut push = |part: &str| {
            part.as_bytes()
                .chunks(65_536)
                .try_for_each(|chunk| reader.push(chunk))
                .map_err(|error| format!("{error:?}"))
        };
        push(head)?;
        let types = format!("<EntityType {types}");
        let copies = 62_000_000 / types.len();
        for copy in 0..copies {
            push(&types.replace("Row\"", &format!("Row{copy}\"")))?;
        }
        push(&format!("<EntityContainer{open}>"))?;
        for copy in 0..copies {
            let sets = sets.replace("EntitySet Name=\"", &format!("EntitySet Name=\"C{copy}"));
            push(
                &sets
                    .replace("Row\"", &format!("Row{copy}\""))
                    .replace("\"C0", "\""),
            )?;
        }
        push(&format!("</EntityContainer>{tail}"))?;
        let bytes = reader.bytes_read();
        let before = resident();
        let (schema, diagnostics) = reader.finish();
        let tables = schema.as_ref().map_or(0, |schema| schema.tables.len());
        eprintln!(
            "{bytes} bytes, filtered {filtered}: {tables} tables in {:?}, resident {before} KB before and {} KB after finish, peak {} KB",
            started.elapsed(),
            resident(),
            peak()
        );
        let expected = if filtered { 1 } else { 155 * copies };
        if bytes < 60_000_000 || tables != expected || !diagnostics.is_empty() {
            return Err(format!("{bytes} bytes, {tables} tables, {diagnostics:?}"));
        }
        if filtered && before > 64 * 1024 {
            return Err(format!(
                "{before} KB resident with the index and the test itself"
            ));
        }
    }
    Ok(())
}

fn resident() -> u64 {
    status("VmRSS:")
}

fn peak() -> u64 {
    status("VmHWM:")
}

fn status(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}
