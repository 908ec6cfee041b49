//! Runs every record of a file through every plan that the call means, one record at a time.

use crate::failure::Failure;
use crate::input::File;
use crate::progress::Progress;
use crate::wording::Wording;
use dual_write_preflight::diagnostic::Path;
use dual_write_preflight::map::MapDirection;
use dual_write_preflight::plan::{Outcome, Plan, RecordCall, run};
use dual_write_preflight::preflight::{Choice, Preflight};
use dual_write_preflight::row::{Row, RowShape, Rows, rows};
use dual_write_preflight::schema::Side;
use dual_write_preflight::syntax::json::JsonError;
use dual_write_preflight::wire::WireDiagnostic;
use serde::Serialize;

/// What one plan says of a record.
#[derive(Debug)]
pub struct Answer {
    /// Name of the map.
    pub map: String,
    /// What it says.
    pub outcome: Outcome,
}

/// Where a file of records cannot be read on.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordFault {
    /// The file.
    pub document: String,
    /// Records read before.
    pub records: u64,
    /// Byte from 0.
    pub byte: usize,
    /// Line from 1.
    pub line: usize,
    /// Column in characters from 1.
    pub column: usize,
    /// What is wrong there, with its words.
    pub diagnostic: WireDiagnostic,
}

/// How the reading ended.
#[derive(Debug)]
pub struct Ending {
    /// Records that were answered.
    pub records: u64,
    /// Why there are no more, when the file is broken.
    pub fault: Option<RecordFault>,
}

/// What to run.
pub struct Work<'a> {
    /// Maps and schemas.
    pub preflight: &'a Preflight,
    /// The plans.
    pub choice: &'a Choice,
    /// The way of the records.
    pub way: MapDirection,
    /// The circumstances.
    pub call: RecordCall<'a>,
    /// The records.
    pub records: &'a File,
    /// The rows before the change, one for each record.
    pub before: Option<&'a File>,
}

/// A plan and its own walk through the records: each plan reads the columns it needs.
struct Lane<'a> {
    plan: Option<&'a Plan>,
    records: Rows<'a>,
    before: Option<Rows<'a>>,
}

/// Hands the answers for each record to `give`, in order.
pub fn each(
    work: &Work<'_>,
    wording: &Wording,
    progress: &mut Progress,
    mut give: impl FnMut(&[Answer]) -> Result<(), Failure>,
) -> Result<Ending, Failure> {
    if let Some(before) = work.before {
        same_number(work.records, before)?;
    }
    let mut ending = Ending {
        records: 0,
        fault: None,
    };
    let mut lanes = match lanes(work) {
        Ok(lanes) => lanes,
        Err((file, error)) => {
            ending.fault = Some(fault(file, 0, error, wording));
            return Ok(ending);
        }
    };
    loop {
        match next(work, &mut lanes) {
            Ok(Some(answers)) => give(&answers)?,
            Ok(None) => return Ok(ending),
            Err((file, error)) => {
                ending.fault = Some(fault(file, ending.records, error, wording));
                return Ok(ending);
            }
        }
        ending.records = ending.records.saturating_add(1);
        let offset = lanes.first().map_or(0, |lane| lane.records.offset());
        progress.at(offset as u64);
    }
}

type Broken<'a> = (&'a File, JsonError);

fn lanes<'a>(work: &Work<'a>) -> Result<Vec<Lane<'a>>, Broken<'a>> {
    let plans: Vec<Option<&'a Plan>> = match work.choice {
        Choice::Map(plans) | Choice::Table(plans) => plans
            .iter()
            .filter_map(|plan| work.preflight.plan(*plan))
            .map(Some)
            .collect(),
        Choice::Versions { .. } | Choice::NoLegs { .. } => vec![None],
    };
    let open = |file: &'a File| rows(&file.bytes).map_err(|error| (file, error));
    let mut lanes = Vec::new();
    for plan in plans {
        lanes.push(Lane {
            plan,
            records: open(work.records)?,
            before: work.before.map(open).transpose()?,
        });
    }
    Ok(lanes)
}

/// The answers for the next record; `None` after the last.
fn next<'a>(work: &Work<'a>, lanes: &mut [Lane<'a>]) -> Result<Option<Vec<Answer>>, Broken<'a>> {
    let source = match work.way {
        MapDirection::ToFinance => Side::Dataverse,
        MapDirection::ToDataverse => Side::Finance,
    };
    let nothing = RowShape::new(source);
    let mut answers = Vec::new();
    for lane in lanes {
        let shape = lane.plan.map_or(&nothing, Plan::shape);
        let record = lane.records.next_row(shape);
        let Some(record) = record.map_err(|error| (work.records, error))? else {
            return Ok(None);
        };
        let before: Option<Row<'_>> = match (&mut lane.before, work.before) {
            (Some(rows), Some(file)) => rows.next_row(shape).map_err(|error| (file, error))?,
            _ => None,
        };
        answers.extend(answer(work, lane.plan, &record, before.as_ref()));
    }
    Ok(Some(answers))
}

/// The answer of one plan. A call that means no plan has one answer: undecided, with the reason.
fn answer(
    work: &Work<'_>,
    plan: Option<&Plan>,
    record: &Row<'_>,
    before: Option<&Row<'_>>,
) -> Option<Answer> {
    let Some(plan) = plan else {
        let (map, outcome) = Preflight::undecided(work.choice, work.way)?;
        return Some(Answer { map, outcome });
    };
    Some(Answer {
        map: plan.map().to_owned(),
        outcome: run(plan, &work.call, record, before),
    })
}

/// Refuses files of different length before anything is answered. A file that cannot be read on is
/// told later, at its place.
fn same_number(records: &File, before: &File) -> Result<(), Failure> {
    let (Some(wanted), Some(given)) = (count(records), count(before)) else {
        return Ok(());
    };
    if wanted == given {
        return Ok(());
    }
    Err(Failure::with_help(
        format!(
            "--before: `{}` holds {given} rows, `{}` holds {wanted} records",
            before.name, records.name
        ),
        "Give one row before the change for each record, in the same order.",
    ))
}

fn count(file: &File) -> Option<u64> {
    let nothing = RowShape::new(Side::Dataverse);
    let mut stream = rows(&file.bytes).ok()?;
    let mut count: u64 = 0;
    while stream.next_row(&nothing).ok()?.is_some() {
        count = count.saturating_add(1);
    }
    Some(count)
}

fn fault(file: &File, records: u64, error: JsonError, wording: &Wording) -> RecordFault {
    let finding = error.diagnostic().at(Path::input("records"));
    let mut diagnostic = WireDiagnostic::new(&finding, None);
    wording.word(&mut diagnostic);
    let before = file.bytes.get(..error.offset).unwrap_or(&file.bytes);
    let last = before
        .rsplit(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    RecordFault {
        document: file.name.clone(),
        records,
        byte: error.offset,
        line: before.split(|byte| *byte == b'\n').count(),
        column: String::from_utf8_lossy(last)
            .chars()
            .count()
            .saturating_add(1),
        diagnostic,
    }
}
