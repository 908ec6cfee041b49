//! Everything around the records: maps, descriptions of both sides, keys, rules; read once.

use crate::arguments::Surroundings;
use crate::failure::Failure;
use crate::input::{self, File, open_schema};
use crate::progress::Progress;
use crate::side_files;
use crate::wording::Wording;
use dual_write_preflight::diagnostic::{Diagnostic, closest};
use dual_write_preflight::preflight::{Input, Misuse, Preflight, Sources};
use dual_write_preflight::schema::{CsdlReader, Schema, Side, read_schema};
use dual_write_preflight::value::Semantics;
use dual_write_preflight::value::semantics::UnknownRule;
use dual_write_preflight::wire::{DocumentIndex, WireDiagnostic, WireFinding};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes of a metadata document read at a time.
const CHUNK: usize = 1 << 16;

/// What was read, and what is wrong with it.
pub struct Loaded {
    /// Maps and schemas.
    pub preflight: Preflight,
    /// Findings about maps and schemas, with their words.
    pub findings: Vec<WireFinding>,
}

/// Reads maps and their surroundings. `option` names where the maps came from.
pub fn load(
    maps: &[File],
    surroundings: &Surroundings,
    active: &[String],
    wording: &Wording,
) -> Result<Loaded, Failure> {
    let mut sources = Sources {
        maps: maps
            .iter()
            .map(|file| Input {
                name: &file.name,
                bytes: &file.bytes,
            })
            .collect(),
        semantics: pairs("--semantics", &surroundings.semantics)?,
        active: pairs("--active", active)?,
        ..Sources::default()
    };
    check_semantics(&sources.semantics)?;
    if let Some(path) = &surroundings.keys {
        sources.keys = side_files::keys(path)?;
    }
    if let Some(path) = &surroundings.entities {
        sources.entities = side_files::entities(path)?;
    }
    let mut findings = Vec::new();
    for (option, paths, side) in [
        ("--finance", &surroundings.finance, Side::Finance),
        ("--dataverse", &surroundings.dataverse, Side::Dataverse),
    ] {
        let read = schemas(option, paths, side)?;
        sources.schemas.extend(read.schemas);
        findings.extend(read.findings);
    }
    let preflight = Preflight::new(sources).map_err(|misuse| told(&misuse))?;
    let index = DocumentIndex::new(preflight.documents());
    let of_maps = preflight.findings();
    findings.extend(of_maps.iter().map(|finding| index.finding(finding)));
    for finding in &mut findings {
        wording.word(&mut finding.diagnostic);
    }
    Ok(Loaded {
        preflight,
        findings,
    })
}

/// What descriptions of one side gave.
#[derive(Default)]
pub struct Schemas {
    /// The schemas that could be read.
    pub schemas: Vec<Schema>,
    /// What is wrong with them; not worded yet.
    pub findings: Vec<WireFinding>,
}

/// Reads descriptions of one side. Service metadata is streamed, the rest is small.
pub fn schemas(option: &str, paths: &[PathBuf], side: Side) -> Result<Schemas, Failure> {
    let mut read = Schemas::default();
    for path in paths {
        let (schema, diagnostics) = schema(option, path, side)?;
        read.schemas.extend(schema);
        read.findings
            .extend(diagnostics.iter().map(|diagnostic| WireFinding {
                diagnostic: WireDiagnostic::new(diagnostic, None),
                document: Some(input::shown(path)),
            }));
    }
    Ok(read)
}

fn schema(
    option: &str,
    path: &Path,
    side: Side,
) -> Result<(Option<Schema>, Vec<Diagnostic>), Failure> {
    let mut file = open_schema(option, path)?;
    let failed = |error: std::io::Error| Failure::file(option, path, &error);
    let mut chunk = vec![0; CHUNK];
    let first = file.read(&mut chunk).map_err(failed)?;
    let mut head = chunk.get(..first).unwrap_or_default();
    head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let is_xml = head.trim_ascii_start().first() == Some(&b'<');
    if !is_xml {
        let name = input::shown(path);
        let mut bytes = chunk.get(..first).unwrap_or_default().to_vec();
        file.read_to_end(&mut bytes).map_err(failed)?;
        return Ok(read_schema(&bytes, Some(&name), Some(side)));
    }
    let total = file.metadata().map_err(failed)?.len();
    let mut progress = Progress::new(&input::shown(path), total, true);
    let mut reader = CsdlReader::new(Some(side), None);
    let mut length = first;
    // A document that cannot be read on is told by `finish`.
    while length > 0 && reader.push(chunk.get(..length).unwrap_or_default()).is_ok() {
        progress.at(reader.bytes_read());
        length = file.read(&mut chunk).map_err(failed)?;
    }
    Ok(reader.finish())
}

/// `name=value` texts.
fn pairs(option: &str, texts: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |text: &String| {
        let (name, value) = text.rsplit_once('=').ok_or_else(|| {
            Failure::misuse(format!("{option}: `{text}` is not of the form name=value"))
        })?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    texts.iter().map(pair).collect()
}

fn check_semantics(rules: &[(String, String)]) -> Result<(), Failure> {
    let mut semantics = Semantics::default();
    for (name, value) in rules {
        let Err(unknown) = semantics.set(name, value) else {
            continue;
        };
        let names = Semantics::TABLE.iter().map(|rule| rule.name);
        let (message, help) = match unknown {
            UnknownRule::Name(name) => (
                format!("--semantics: no rule is named `{name}`"),
                match closest(&name, names.clone()) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("The rules are {}.", names.collect::<Vec<_>>().join(", ")),
                },
            ),
            UnknownRule::Value {
                name,
                value,
                values,
            } => (
                format!("--semantics: rule `{name}` has no value `{value}`"),
                match closest(&value, values.iter().copied()) {
                    Some(near) => format!("Did you mean `{near}`?"),
                    None => format!("It takes {}.", values.join(", ")),
                },
            ),
        };
        return Err(Failure::with_help(message, help));
    }
    Ok(())
}

/// The library's misuse in the words of the command.
pub fn told(misuse: &Misuse) -> Failure {
    match misuse {
        Misuse::BothMapAndTable => Failure::misuse("give --map-name or --table, not both"),
        Misuse::NeitherMapNorTable => Failure::with_help(
            "which map is meant is not told",
            "Give --map-name or --table; with a single map both may be left out.",
        ),
        Misuse::UnknownMap { name, suggestion } => Failure::with_help(
            format!("--map-name: no table map is named `{name}`"),
            match suggestion {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "`preflight show` lists the names of the maps in a file.".to_owned(),
            },
        ),
        Misuse::UnknownTable { name } => Failure::with_help(
            format!("--table: no table map sends records of `{name}` in this direction"),
            "It is an entity set or logical name of Dataverse, or a data entity's label or entity set."
                .to_owned(),
        ),
        other => Failure::misuse(other.to_string()),
    }
}
