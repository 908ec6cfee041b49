//! Calls about records whose text is at hand: the command, and hosts that have the response body.

use super::{Choice, Misuse, Preflight};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::lookup::Answers;
use crate::map::MapDirection;
use crate::plan::{
    BatchOptions, BatchReport, Change, Operation, Origin, Outcome, Phase, Plan, RecordCall,
    Verdict, check_batch, run,
};
use crate::row::{Row, read_row};
use crate::schema::Side;
use crate::syntax::json::JsonError;

/// The circumstances of a record, owned.
#[derive(Clone, Debug, Default)]
pub struct CheckCall {
    /// Map by any of its names.
    pub map: Option<String>,
    /// Or table.
    pub table: Option<String>,
    /// The way; `None` stands for a call that does not say.
    pub way: Option<MapDirection>,
    /// Create unless told.
    pub operation: Option<Operation>,
    /// Changed columns, when told.
    pub changed: Option<Vec<String>>,
    /// Who made the change, when told.
    pub origin: Option<Origin>,
    /// When the question is asked.
    pub phase: Phase,
    /// Rows fetched for requests.
    pub answers: Answers,
    /// Whether to explain every field.
    pub trace: bool,
}

/// A record and the row before the change, as JSON text.
#[derive(Clone, Copy, Debug)]
pub struct RecordText<'a> {
    /// One JSON object.
    pub record: &'a [u8],
    /// The row before the change, one JSON object.
    pub before: Option<&'a [u8]>,
}

/// A batch over one text.
#[derive(Clone, Debug)]
pub struct BatchCall {
    /// What is common to all records.
    pub call: CheckCall,
    /// Choices for the batch.
    pub options: BatchOptions,
}

impl CheckCall {
    /// The way, or misuse when the call does not say.
    pub fn direction(&self) -> Result<MapDirection, Misuse> {
        self.way
            .ok_or_else(|| Misuse::Shape("`direction` is missing".to_owned()))
    }

    /// The borrowed form a plan runs with.
    pub fn record_call(&self) -> RecordCall<'_> {
        RecordCall {
            operation: self.operation.unwrap_or(Operation::Create),
            change: match &self.changed {
                Some(names) => Change::Columns(names),
                None => Change::Unknown,
            },
            origin: self.origin,
            phase: self.phase,
            answers: &self.answers,
            trace: self.trace,
        }
    }
}

impl Preflight {
    /// The answer where a choice means no plan: undecided, with the reason. `None` for plans.
    pub fn undecided(choice: &Choice, way: MapDirection) -> Option<(String, Outcome)> {
        let (map, finding) = match choice {
            Choice::Map(_) | Choice::Table(_) => return None,
            Choice::NoLegs { map } => (
                map,
                Diagnostic::new(Code::MapWithoutLegs).name("map", map.as_str()),
            ),
            Choice::Versions { map, versions } => (
                map,
                Diagnostic::new(Code::LiveVersionUnknown)
                    .name("map", map.as_str())
                    .name("versions", versions.join(", ")),
            ),
        };
        let outcome = Outcome {
            verdict: Verdict::Undecided,
            target_side: match way {
                MapDirection::ToFinance => Side::Finance,
                MapDirection::ToDataverse => Side::Dataverse,
            },
            target_entity_set: String::new(),
            key: Vec::new(),
            payload: Vec::new(),
            diagnostics: vec![finding.at(Path::map(map))],
            requests: Vec::new(),
            unchecked: Vec::new(),
            trace: Vec::new(),
        };
        Some((map.clone(), outcome))
    }

    /// Checks every record of a text; the call must mean exactly one plan, whose map's name comes
    /// with the report. Where no version is live or the map has no legs, nothing is read and the
    /// report says why.
    pub fn check_batch(
        &mut self,
        batch: &BatchCall,
        bytes: &[u8],
        progress: impl FnMut(usize) -> bool,
    ) -> Result<(String, BatchReport), Misuse> {
        let way = batch.call.direction()?;
        let choice = self.choose(batch.call.map.as_deref(), batch.call.table.as_deref(), way)?;
        if let Some((map, outcome)) = Self::undecided(&choice, way) {
            return Ok((map, BatchReport::refused(outcome.diagnostics)));
        }
        let (Choice::Map(plans) | Choice::Table(plans)) = choice else {
            return Err(Misuse::BatchNeedsOneMap);
        };
        let [only] = plans.as_slice() else {
            return Err(Misuse::BatchNeedsOneMap);
        };
        let plan = self.plan(*only).ok_or(Misuse::Handle)?;
        let call = batch.call.record_call();
        let report = check_batch(plan, &call, bytes, &batch.options, progress);
        Ok((plan.map().to_owned(), report))
    }
}

/// Runs one plan over a record given as text.
pub fn check_text(
    plan: &Plan,
    call: &RecordCall<'_>,
    text: &RecordText<'_>,
) -> Result<Outcome, JsonError> {
    let record = read_row(text.record, plan.shape())?;
    let before: Option<Row<'_>> = match text.before {
        Some(bytes) => Some(read_row(bytes, plan.shape())?),
        None => None,
    };
    Ok(run(plan, call, &record, before.as_ref()))
}
