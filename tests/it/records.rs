//! What must hold for every record: each field of a payload has its reason, the published unit
//! arrives as its published trace shows it, and values survive the way Dataverse → Finance →
//! Dataverse wherever the map can be used both ways.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "small numbers of a test; an overflow fails it"
)]

use crate::made_up::{Chance, supposed};
use crate::{corpus, vectors};
use dual_write_preflight::diagnostic::{Diagnostic, Path as Place};
use dual_write_preflight::map::{MapDirection, SyncDirection, ValueTransform};
use dual_write_preflight::plan::{
    Change, Field, Operation, Outcome, Phase, Plan, RecordCall, TraceRow, run,
};
use dual_write_preflight::preflight::{Choice, Input, Preflight, Sources};
use dual_write_preflight::row::{read_answers, read_row};
use dual_write_preflight::schema::{Schema, Side, read_schema};
use dual_write_preflight::transform::reversibility;
use dual_write_preflight::value::{
    Cell, Conversion, Decimal, Destination, Output, Semantics, Type, convert,
};
use libtest_mimic::Trial;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("records::every_field_has_its_reason", || {
            every_field_has_its_reason().map_err(Into::into)
        }),
        Trial::test("records::there_and_back", || own_maps().map_err(Into::into)),
        corpus::trial("records::corpus_there_and_back", corpus_maps),
        corpus::trial("records::corpus_unit", corpus_unit),
    ]
}

/// Every field of every payload of the vectors has a trace row with the value that is sent, from a
/// field mapping with its source or Default, or from the company that the runtime adds.
fn every_field_has_its_reason() -> Result<(), String> {
    let mut fields = 0_usize;
    for folder in vectors::folders() {
        for outcome in vectors::traced(&folder)? {
            for field in &outcome.payload {
                fields += 1;
                if !outcome.trace.iter().any(|row| explains(row, field)) {
                    return Err(format!(
                        "{}: no reason for {field:?}\n{:#?}",
                        folder.display(),
                        outcome.trace
                    ));
                }
            }
        }
    }
    if fields < 500 {
        return Err(format!("only {fields} fields seen"));
    }
    Ok(())
}

fn explains(row: &TraceRow, field: &Field) -> bool {
    if row.result.as_ref() != Some(&field.value.sent) {
        return false;
    }
    let step = |kind: &str| row.steps.iter().any(|step| step.kind == kind);
    let reason = match row.field_mapping {
        None => step("company"),
        Some(_) => !row.source.is_empty() || step("default"),
    };
    let target = row.target.to_lowercase();
    let name = field.name.to_lowercase();
    let named = match name.strip_suffix("@odata.bind") {
        None => name == target,
        // A navigation property is named like its column, or after it when there are several.
        Some(navigation) => {
            let column = target.split('.').next().unwrap_or_default();
            navigation == column || navigation.starts_with(&format!("{column}_"))
        }
    };
    let lookup = !name.ends_with("@odata.bind") || row.field_mapping.is_none() || step("lookup");
    reason && named && lookup
}

/// The unit of the published trace through the published map.
fn corpus_unit(folder: PathBuf) -> Result<(), String> {
    let map = read(&folder.join("maps/uoms_Units.json"))?;
    let finance = read(&folder.join("schemas/finance.metadata.xml"))?;
    let uom = read(&folder.join("schemas/project-operations/dataverse-uom.csv"))?;
    let own = "table,entitySet,name,type,maxLength,min,max,optionset\n\
        uom,uoms,msdyn_symbol,string,20,,,\n\
        uom,uoms,msdyn_externalunitclassname,string,100,,,\n\
        uom,uoms,msdyn_decimalprecision,integer,,0,10,\n\
        uom,uoms,msdyn_isbaseunit,boolean,,,,\n\
        uom,uoms,msdyn_issystemunit,boolean,,,,\n\
        uom,uoms,msdyn_systemofunits,picklist,,,,192350000=None|192350001=Metric|192350002=US\n\
        uom,uoms,msdyn_description,string,200,,,\n";
    let input = |name, bytes| Input { name, bytes };
    let mut preflight = Preflight::new(Sources {
        maps: vec![input("map", map.as_bytes())],
        finance: vec![input("finance.xml", finance.as_bytes())],
        dataverse: vec![
            input("dataverse-uom.csv", uom.as_bytes()),
            input("dataverse-uom.csv", own.as_bytes()),
        ],
        entities: entities(&folder)?,
        ..Sources::default()
    })
    .map_err(|e| e.to_string())?;
    let plan = only_plan(
        &mut preflight,
        "[Units] - [uoms]",
        MapDirection::ToDataverse,
    )?;
    let record =
        br#"{"UnitSymbol":"pr","UnitClass":"Quantity","DecimalPrecision":0,"IsBaseUnit":"No",
        "IsSystemUnit":"No","SystemOfUnits":"None","UnitDescription":"Pairs"}"#;
    let outcome = through(plan, record)?;
    let text = |text: &str| Output::Text(text.to_owned());
    let expected = [
        ("msdyn_symbol", text("pr")),
        ("msdyn_externalunitclassname", text("Quantity")),
        ("msdyn_decimalprecision", Output::Number("0".to_owned())),
        ("msdyn_isbaseunit", text("false")),
        ("msdyn_issystemunit", text("false")),
        ("msdyn_systemofunits", text("192350000")),
        ("name", text("pr")),
        ("msdyn_description", text("Pairs")),
    ];
    let given: Vec<(&str, Output)> = outcome
        .payload
        .iter()
        .map(|field| (field.name.as_str(), field.value.sent.clone()))
        .collect();
    if given != expected {
        return Err(format!("{given:#?}\n{:#?}", outcome.diagnostics));
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Label of a data entity → entity set, from the list beside the published schemas.
fn entities(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let text = read(&folder.join("schemas/map-to-finance-entity-set.tsv"))?;
    let lines = text.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let (map, _, set) = (cells.next()?, cells.next()?, cells.next()?);
        let (label, _) = map.rsplit_once(" (")?;
        // The list is wrong about this one: the entity is not public.
        let kept = !set.is_empty() && label != "Storage dimension groups";
        kept.then(|| (label.to_owned(), set.to_owned()))
    });
    Ok(lines.collect())
}

fn only_plan<'p>(
    preflight: &'p mut Preflight,
    map: &str,
    way: MapDirection,
) -> Result<&'p Plan, String> {
    let choice = preflight
        .choose(Some(map), None, way)
        .map_err(|e| e.to_string())?;
    match choice {
        Choice::Map(plans) => plans
            .first()
            .and_then(|at| preflight.plan(*at))
            .ok_or("no plan".to_owned()),
        other => Err(format!("{map}: {other:?}")),
    }
}

/// The company that every made-up row belongs to.
const COMPANY: &str = "1e2d3c4b-5a69-4788-9a0b-c1d2e3f4a5b6";

fn through(plan: &Plan, record: &[u8]) -> Result<Outcome, String> {
    let company = format!(
        "{{\"dataverse:cdm_companies({COMPANY})\":{{\"cdm_companycode\":\"har\"}},\
         \"dataverse:cdm_companies?cdm_companycode=har\":{{\"cdm_companyid\":\"{COMPANY}\"}}}}"
    );
    let answers = read_answers(company.as_bytes()).map_err(|e| format!("{e:?}"))?;
    let call = RecordCall {
        operation: Operation::Create,
        change: Change::Unknown,
        origin: None,
        phase: Phase::Saved,
        answers: &answers,
        trace: false,
    };
    let row = read_row(record, plan.shape()).map_err(|e| format!("{e:?}"))?;
    Ok(run(plan, &call, &row, None))
}

fn own_maps() -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/maps");
    let finance = read(&folder.join("finance-harbour.csv"))?;
    let dataverse = read(&folder.join("dataverse-harbour.csv"))?;
    let mut tally = Tally::default();
    let (finance, _) = read_schema(finance.as_bytes(), None, Some(Side::Finance));
    let finance = finance.ok_or("no Finance schema")?;
    let entities: BTreeMap<String, String> = [
        ("Berths V2".to_owned(), "BerthsV2".to_owned()),
        ("Tide stations".to_owned(), "TideStations".to_owned()),
    ]
    .into();
    for name in [
        "berth-values.json",
        "berth-types.json",
        "berth-rules.json",
        "tide-stations.json",
    ] {
        let map = read(&folder.join(name))?;
        there_and_back(name, &map, &finance, &dataverse, &entities, &mut tally)?;
    }
    tally.enough(1_800, 40)
}

fn corpus_maps(folder: PathBuf) -> Result<(), String> {
    let finance = read(&folder.join("schemas/finance.metadata.xml"))?;
    let (finance, _) = read_schema(finance.as_bytes(), None, Some(Side::Finance));
    let finance = finance.ok_or("no Finance schema")?;
    let entities = entities(&folder)?;
    let mut published = Vec::new();
    for path in files(&folder.join("schemas/project-operations"), "csv")? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let (schema, _) = read_schema(read(&path)?.as_bytes(), Some(&name), None);
        published.extend(schema.filter(|schema| schema.side == Side::Dataverse));
    }
    let mut tally = Tally::default();
    for path in files(&folder.join("maps"), "json")? {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let map = read(&path)?;
        let dataverse = supposed(&map, &finance, &published, &entities)?;
        there_and_back(&name, &map, &finance, &dataverse, &entities, &mut tally)?;
    }
    tally.enough(40_000, 1_000)
}

fn files(folder: &Path, kind: &str) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| e.to_string())?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|known| known == kind))
        .collect();
    files.sort();
    Ok(files)
}

/// What was compared.
#[derive(Default)]
struct Tally {
    rows: usize,
    kept: usize,
    told: usize,
}

impl Tally {
    fn enough(&self, kept: usize, told: usize) -> Result<(), String> {
        let Self { rows, .. } = self;
        if self.kept < kept || self.told < told {
            return Err(format!(
                "{rows} rows, {} kept, {} told",
                self.kept, self.told
            ));
        }
        Ok(())
    }
}

/// Runs made-up Dataverse rows through a map to Finance and back. Each bidirectional column keeps its
/// value, unless the map was said not to be reversible for it or the record got a finding about it.
fn there_and_back(
    name: &str,
    map: &str,
    finance: &Schema,
    dataverse: &str,
    entities: &BTreeMap<String, String>,
    tally: &mut Tally,
) -> Result<(), String> {
    let map = without_filters(map);
    let mut preflight = Preflight::new(Sources {
        maps: vec![Input {
            name,
            bytes: map.as_bytes(),
        }],
        dataverse: vec![Input {
            name: "dataverse-own.csv",
            bytes: dataverse.as_bytes(),
        }],
        schemas: vec![finance.clone()],
        entities: entities.clone(),
        ..Sources::default()
    })
    .map_err(|e| e.to_string())?;
    let (schema, _) = read_schema(dataverse.as_bytes(), Some("dataverse-own.csv"), None);
    let schema = schema.ok_or("no Dataverse schema")?;
    let rows = both_ways(&preflight, finance, &schema);
    let map_name = preflight.maps().first().ok_or("no map")?.map.name.clone();
    let semantics = Semantics::default();
    for seed in 1..=60_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut record = format!("{{\"_sail_company_value\":\"{COMPANY}\"");
        let mut values = HashMap::new();
        for row in &rows {
            let value = chance.value(&row.kind, &row.named);
            let _ = write!(
                record,
                ",{}:{}",
                serde_json::Value::from(row.column.as_str()),
                json(&value)
            );
            values.insert(row.column.clone(), value);
        }
        record.push('}');
        let there = through(
            only_plan(&mut preflight, &map_name, MapDirection::ToFinance)?,
            record.as_bytes(),
        )?;
        let mut sent = String::from("{");
        for field in &there.payload {
            if sent.len() > 1 {
                sent.push(',');
            }
            let _ = write!(
                sent,
                "{}:{}",
                serde_json::Value::from(field.name.as_str()),
                json(&field.value.typed)
            );
        }
        sent.push('}');
        let back = through(
            only_plan(&mut preflight, &map_name, MapDirection::ToDataverse)?,
            sent.as_bytes(),
        )?;
        for row in &rows {
            let value = values.get(&row.column).ok_or("no value")?;
            let found = back.payload.iter().find(|field| field.name == row.column);
            let found = found.map(|field| field.value.typed.clone());
            let cell = cell(value);
            let wanted = convert(
                &cell,
                &Conversion {
                    column: &row.column,
                    kind: Some(&row.kind),
                    source_kind: None,
                    to: Destination::Dataverse,
                    mapped: false,
                    semantics: &semantics,
                },
            );
            let kept = found
                .as_ref()
                .is_some_and(|found| same(&row.kind, found, &wanted.typed));
            let foretold = row
                .changed
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&cell.text()));
            tally.rows += 1;
            if kept {
                tally.kept += 1;
                if foretold {
                    return Err(format!(
                        "{name}: {} {cell:?} was said to change and does not",
                        row.column
                    ));
                }
                continue;
            }
            // Finance knows no null: it is the type's empty value, by a named rule.
            let null = matches!(value, Output::Null);
            let told = foretold
                || null
                || speaks(&there.diagnostics, &row.column)
                || speaks(&back.diagnostics, &row.field);
            if !told {
                return Err(format!(
                    "{name}: {} = {} went as {:?} and came back as {found:?}, wanted {:?}\n{}\n{}",
                    row.column,
                    json(value),
                    there
                        .payload
                        .iter()
                        .find(|field| field.name.eq_ignore_ascii_case(&row.field)),
                    wanted.typed,
                    listed(&there.diagnostics),
                    listed(&back.diagnostics)
                ));
            }
            tally.told += 1;
        }
    }
    Ok(())
}

fn listed(findings: &[Diagnostic]) -> String {
    let lines = findings
        .iter()
        .map(|finding| format!("{} {:?}", finding.code.info().slug, finding.path.0));
    lines.collect::<Vec<_>>().join("\n")
}

fn speaks(findings: &[Diagnostic], column: &str) -> bool {
    let place = Place::record(column);
    findings.iter().any(|finding| finding.path == place)
}

/// Filters are about routing; here every row passes.
fn without_filters(map: &str) -> String {
    let mut text = String::with_capacity(map.len());
    let mut rest = map;
    while let Some(at) = rest.find("ourceFilter\": \"") {
        let (before, after) = rest.split_at(at + "ourceFilter\": \"".len());
        text.push_str(before);
        let mut escaped = false;
        let end = after.find(|c| {
            let closes = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        rest = end.and_then(|end| after.get(end..)).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// A bidirectional row between two plain columns.
struct BothWays {
    /// Dataverse column.
    column: String,
    /// Finance field as the map writes it.
    field: String,
    kind: Type,
    /// Values that the value map names.
    named: Vec<String>,
    /// Values that do not survive, as the map tells before any record.
    changed: Vec<String>,
}

/// The bidirectional rows of the first leg; fields and columns that several rows write are left out,
/// since the last of them decides.
fn both_ways(preflight: &Preflight, finance: &Schema, dataverse: &Schema) -> Vec<BothWays> {
    let Some(loaded) = preflight.maps().first() else {
        return Vec::new();
    };
    let Some(leg) = loaded.map.legs.first() else {
        return Vec::new();
    };
    let entity = loaded.entities.first().copied().flatten();
    let entity = entity.and_then(|at| finance.tables.get(at));
    let Some(table) = dataverse.table(&leg.dataverse_entity_set.text) else {
        return Vec::new();
    };
    let both = |mapping: &&dual_write_preflight::map::FieldMapping| {
        mapping.direction == Some(SyncDirection::Both)
    };
    let mut rows = Vec::new();
    for mapping in leg.field_mappings.iter().filter(both) {
        let (field, path) = (&mapping.finance_field.text, &mapping.dataverse_field.text);
        let Some(column) = table.column(path) else {
            continue;
        };
        let writers = leg.field_mappings.iter().filter(|other| {
            other.finance_field.text.eq_ignore_ascii_case(field)
                && other.direction != Some(SyncDirection::ToDataverse)
                || other.dataverse_field.text.eq_ignore_ascii_case(path)
        });
        if writers.count() > 1 || column.kind == Type::Unchecked {
            continue;
        }
        let field_kind = entity
            .and_then(|entity| entity.column(field))
            .map(|column| &column.kind);
        let mut named = Vec::new();
        let mut changed = Vec::new();
        for transform in &mapping.transforms {
            if let ValueTransform::ValueMap { entries, .. } = transform {
                named.extend(entries.iter().filter_map(|entry| entry.value.clone()));
                let verdict = reversibility(
                    entries,
                    Some(&column.kind),
                    field_kind,
                    &Semantics::default(),
                );
                changed.extend(verdict.changed.into_iter().map(|witness| witness.value));
            }
        }
        rows.push(BothWays {
            column: column.name.to_string(),
            field: field.clone(),
            kind: column.kind.clone(),
            named,
            changed,
        });
    }
    rows
}

fn json(value: &Output) -> String {
    match value {
        Output::Null => "null".to_owned(),
        Output::Boolean(flag) => flag.to_string(),
        Output::Number(digits) => digits.clone(),
        Output::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
    }
}

fn cell(value: &Output) -> Cell<'_> {
    match value {
        Output::Null => Cell::Null,
        Output::Boolean(flag) => Cell::Boolean(*flag),
        Output::Number(digits) => Cell::Number(digits.as_str().into()),
        Output::Text(text) => Cell::Text(text.as_str().into()),
    }
}

/// Equal as values of the column's type.
fn same(kind: &Type, one: &Output, other: &Output) -> bool {
    match (kind, one, other) {
        (
            Type::Decimal { .. } | Type::Integer { .. },
            Output::Number(one),
            Output::Number(other),
        ) => Decimal::parse(one) == Decimal::parse(other),
        _ => one == other,
    }
}
