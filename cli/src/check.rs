//! `preflight check`: records against table maps.

use crate::answer_text::{View, gravest};
use crate::arguments::{Check, Direction, Format, Operation, Origin, PayloadForm, Phase};
use crate::failure::{Exit, Failure, GET_YOUR_FILES};
use crate::input::{self, read_maps, read_or_stdin};
use crate::json::{CheckDocument, Form};
use crate::progress::Progress;
use crate::records::{Ending, Work, each};
use crate::sources::{load, told};
use crate::style::Style;
use crate::text::{self, Tally, counted};
use crate::wording::Wording;
use dual_write_preflight::lookup::Answers;
use dual_write_preflight::map::MapDirection;
use dual_write_preflight::plan::{self, Verdict};
use dual_write_preflight::preflight::{CheckCall, Choice, LoadedMap};
use dual_write_preflight::row::read_answers;
use dual_write_preflight::value::Instant;
use dual_write_preflight::wire::{self, WireFinding};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Runs the subcommand.
pub fn run(arguments: &Check, out: &mut impl Write) -> Result<Exit, Failure> {
    let (map_paths, records_path) = split_records(arguments)?;
    check_instant(arguments.now.as_deref())?;
    let wording = Wording::english();
    let files = read_maps("--map", map_paths)?;
    let mut loaded = load(&files, &arguments.surroundings, &arguments.active, &wording)?;
    let call = call(arguments)?;
    let records = read_or_stdin("RECORDS", records_path)?;
    if is_blank(&records.bytes) {
        // A download that failed must not pass for records that are all carried.
        return Err(Failure::with_help(
            format!("RECORDS: {} is empty", records.name),
            "No records at all are written as `[]`.",
        ));
    }
    let before = match &arguments.before {
        Some(path) => Some(input::read("--before", path)?),
        None => None,
    };
    let way = way(arguments.direction);
    let choice = choose(arguments, &mut loaded.preflight, &loaded.findings, way)?;
    if arguments.format == Format::Text {
        findings_before(&loaded.findings, arguments)?;
    }
    let work = Work {
        preflight: &loaded.preflight,
        choice: &choice,
        way,
        call: call.record_call(),
        records: &records,
        before: before.as_ref(),
    };
    let further_pages = has_further_pages(&records.bytes);
    if further_pages {
        writeln!(
            std::io::stderr().lock(),
            "note: {} is one page of several (`@odata.nextLink`); the others are not checked",
            records.name
        )?;
    }
    let beside = !std::io::stdout().is_terminal();
    let mut progress = Progress::new(&records.name, records.bytes.len() as u64, beside);
    let mut count = Counts::default();
    let ending = match arguments.format {
        Format::Text => {
            let view = View {
                operation: call.operation.unwrap_or(plan::Operation::Create),
                payload: payload_form(arguments.payload_form),
                trace: arguments.trace,
                wording: &wording,
                style: Style::stdout(),
            };
            let ending = each(&work, &wording, &mut progress, |answers| {
                let number = count.add(gravest(answers));
                Ok(view.record(out, number, answers)?)
            })?;
            drop(progress);
            let incomplete = if ending.fault.is_some() {
                "incomplete, "
            } else {
                ""
            };
            writeln!(out, "{incomplete}{}", count.text())?;
            out.flush()?;
            if let Some(fault) = &ending.fault {
                text::fault(&mut std::io::stderr().lock(), fault, Style::stderr())?;
            }
            ending
        }
        Format::Json => {
            let form = Form {
                table: arguments.table.as_deref(),
                operation: call.operation.unwrap_or(plan::Operation::Create),
                payload: payload_form(arguments.payload_form),
                trace: arguments.trace,
            };
            let mut document = CheckDocument::open(out, &loaded.findings)?;
            let ending = each(&work, &wording, &mut progress, |answers| {
                count.add(gravest(answers));
                Ok(document.push(answers, &form, &wording)?)
            })?;
            document.close(ending.fault.as_ref(), further_pages)?;
            ending
        }
    };
    Ok(count.exit(&ending))
}

/// `--map a.json b.json records.json`: the last of several maps at the end of the line is the file of
/// records.
fn split_records(arguments: &Check) -> Result<(&[PathBuf], &Path), Failure> {
    if let Some(records) = &arguments.records {
        return Ok((&arguments.map, records));
    }
    let last_of_line = std::env::args_os().next_back();
    if let [maps @ .., last] = arguments.map.as_slice()
        && !maps.is_empty()
        && last_of_line.as_deref() == Some(last.as_os_str())
    {
        return Ok((maps, last));
    }
    Err(Failure::with_help(
        "RECORDS is missing",
        "Name the file of records last, or `-` for standard input.",
    ))
}

fn is_blank(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.trim_ascii().is_empty()
}

/// An OData response that names a next page.
fn has_further_pages(bytes: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Page {
        #[serde(rename = "@odata.nextLink")]
        next: Option<serde::de::IgnoredAny>,
        #[serde(rename = "value")]
        _rows: Vec<serde::de::IgnoredAny>,
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice::<Page>(text).is_ok_and(|page| page.next.is_some())
}

fn check_instant(now: Option<&str>) -> Result<(), Failure> {
    match now {
        Some(text) if Instant::parse(text).is_none() => Err(Failure::with_help(
            format!("--now: `{text}` is no instant"),
            "Write it with its zone, such as `2026-01-31T12:00:00Z`.",
        )),
        _ => Ok(()),
    }
}

fn call(arguments: &Check) -> Result<CheckCall, Failure> {
    let answers = match &arguments.answers {
        None => Answers::default(),
        Some(path) => {
            let file = input::read("--answers", path)?;
            read_answers(&file.bytes).map_err(|error| {
                Failure::with_help(
                    format!("--answers: `{}` cannot be read at byte {}", file.name, error.offset),
                    "It must be a JSON object: the id of each request, and the rows fetched for it.",
                )
            })?
        }
    };
    Ok(CheckCall {
        map: arguments.map_name.clone(),
        table: arguments.table.clone(),
        way: Some(way(arguments.direction)),
        operation: Some(match arguments.operation {
            Operation::Create => plan::Operation::Create,
            Operation::Update => plan::Operation::Update,
            Operation::Delete => plan::Operation::Delete,
        }),
        changed: arguments.changed.clone(),
        origin: arguments.origin.map(|origin| match origin {
            Origin::Dataverse => plan::Origin::Dataverse,
            Origin::Finance => plan::Origin::Finance,
            Origin::Peer => plan::Origin::Peer,
        }),
        phase: match arguments.phase {
            Phase::BeforeSave => plan::Phase::BeforeSave,
            Phase::Saved => plan::Phase::Saved,
        },
        answers,
        trace: arguments.trace,
    })
}

fn way(direction: Direction) -> MapDirection {
    match direction {
        Direction::ToFinance => MapDirection::ToFinance,
        Direction::ToDataverse => MapDirection::ToDataverse,
    }
}

fn payload_form(form: PayloadForm) -> wire::PayloadForm {
    match form {
        PayloadForm::Sent => wire::PayloadForm::Sent,
        PayloadForm::Typed => wire::PayloadForm::Typed,
    }
}

/// The plans that the call means. Inputs without any map are told with what is wrong with them.
fn choose(
    arguments: &Check,
    preflight: &mut dual_write_preflight::preflight::Preflight,
    findings: &[WireFinding],
    way: MapDirection,
) -> Result<Choice, Failure> {
    if preflight.maps().is_empty() {
        show(findings, |_| true)?;
        return Err(Failure::with_help(
            "--map: no table map could be read",
            format!("{GET_YOUR_FILES} tells how table maps are exported."),
        ));
    }
    let (map, table) = (arguments.map_name.as_deref(), arguments.table.as_deref());
    let mut choice = preflight.choose(map, table, way);
    if map.is_none() && table.is_none() && choice.is_err() {
        // Several versions of one map are still one map.
        if let Some(name) = only_name(preflight.maps()) {
            choice = preflight.choose(Some(&name), None, way);
        }
    }
    let choice = choice.map_err(|misuse| match (told(&misuse), map, table) {
        (Failure::Misuse { message, .. }, None, None) => {
            let names: Vec<String> = preflight
                .maps()
                .iter()
                .map(|loaded| format!("`{}`", text::plain(&loaded.map.name)))
                .collect();
            let help = format!(
                "Give --map-name or --table. The maps are {}.",
                names.join(", ")
            );
            Failure::with_help(message, help)
        }
        (failure, ..) => failure,
    })?;
    match &choice {
        Choice::Table(plans) if plans.is_empty() => {
            show(findings, |finding| finding.diagnostic.severity == "error")?;
            Err(Failure::misuse(
                "--table: no map of the table has a leg that a record could go through",
            ))
        }
        _ => Ok(choice),
    }
}

fn only_name(maps: &[LoadedMap]) -> Option<String> {
    let first = maps.first()?.map.name.clone();
    maps.iter()
        .all(|loaded| loaded.map.name.eq_ignore_ascii_case(&first))
        .then_some(first)
}

/// What is wrong with maps and schemas, on standard error; notes are only counted.
fn findings_before(findings: &[WireFinding], arguments: &Check) -> Result<(), Failure> {
    show(findings, |finding| finding.diagnostic.severity != "info")?;
    let mut err = std::io::stderr().lock();
    if !findings.is_empty() {
        let tally = Tally::of(findings).text();
        writeln!(
            err,
            "maps and schemas: {tally} (`preflight lint` shows all)"
        )?;
    }
    for (option, given) in [
        ("--finance", &arguments.surroundings.finance),
        ("--dataverse", &arguments.surroundings.dataverse),
    ] {
        if given.is_empty() {
            writeln!(
                err,
                "note: without {option} types, lengths and keys of that side are not known; {GET_YOUR_FILES} tells where to get it"
            )?;
        }
    }
    Ok(())
}

fn show(findings: &[WireFinding], wanted: impl Fn(&WireFinding) -> bool) -> Result<(), Failure> {
    let mut err = std::io::stderr().lock();
    for finding in findings.iter().filter(|finding| wanted(finding)) {
        text::finding(&mut err, finding, Style::stderr())?;
        writeln!(err)?;
    }
    Ok(())
}

/// How many records came out how.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    records: u64,
    written: usize,
    skipped: usize,
    blocked: usize,
    undecided: usize,
}

impl Counts {
    /// Counts a record; gives its number from 1.
    fn add(&mut self, verdict: Option<Verdict>) -> u64 {
        let slot = match verdict {
            Some(Verdict::Write) => &mut self.written,
            Some(Verdict::Skip(_)) => &mut self.skipped,
            Some(Verdict::Block) => &mut self.blocked,
            Some(Verdict::Undecided) | None => &mut self.undecided,
        };
        *slot = slot.saturating_add(1);
        self.records = self.records.saturating_add(1);
        self.records
    }

    fn text(&self) -> String {
        format!(
            "{}: {} written, {} skipped, {} blocked, {} undecided",
            counted(
                usize::try_from(self.records).unwrap_or(usize::MAX),
                "record",
                "records"
            ),
            self.written,
            self.skipped,
            self.blocked,
            self.undecided
        )
    }

    /// A broken file goes before everything, blocked before undecided.
    fn exit(&self, ending: &Ending) -> Exit {
        if ending.fault.is_some() {
            Exit::Misuse
        } else if self.blocked > 0 {
            Exit::Faults
        } else if self.undecided > 0 {
            Exit::Undecided
        } else {
            Exit::Fine
        }
    }
}
