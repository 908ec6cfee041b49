//! What is asked of a plan and what it answers.

use crate::diagnostic::Diagnostic;
use crate::lookup::{Answers, Request};
use crate::schema::Side;
use crate::value::Output;

/// What happens to the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A new row.
    Create,
    /// A changed row.
    Update,
    /// A row that goes.
    Delete,
}

/// Who made the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A user or program on the Dataverse side.
    Dataverse,
    /// A user or program on the Finance side.
    Finance,
    /// Dual-write itself, carrying a change of the other side.
    Peer,
}

/// When the question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Phase {
    /// Before the save: ids, autonumbers and the like are still empty.
    BeforeSave,
    /// The row is as the service has it.
    #[default]
    Saved,
}

/// Which columns an update changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// Not told.
    Unknown,
    /// Names of the changed columns.
    Columns(&'a [String]),
}

/// The circumstances of one record.
#[derive(Clone, Copy, Debug)]
pub struct RecordCall<'a> {
    /// What happens to it.
    pub operation: Operation,
    /// Which columns changed.
    pub change: Change<'a>,
    /// Who made the change, when told.
    pub origin: Option<Origin>,
    /// When the question is asked.
    pub phase: Phase,
    /// Rows fetched for requests.
    pub answers: &'a Answers,
    /// Whether to explain every field.
    pub trace: bool,
}

/// Why a record is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Written by dual-write itself.
    Peer,
    /// No mapped column changed.
    Unchanged,
    /// No company, or one that is not linked.
    Company,
    /// The filter does not let it pass.
    Filter,
    /// The map sends nothing this way.
    Direction,
}

/// What dual-write will do with the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Carry it.
    Write,
    /// Not send it.
    Skip(SkipReason),
    /// Fail.
    Block,
    /// Not known without more input.
    Undecided,
}

/// The value of one field of the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldValue {
    /// As dual-write sends it: mapped values as strings.
    pub sent: Output,
    /// In the JSON type of the target's Web API.
    pub typed: Output,
}

/// One field of the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Property name as the target spells it; references end in `@odata.bind`.
    pub name: String,
    /// Value.
    pub value: FieldValue,
}

/// Something that was not checked, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// What was not checked: `length`, `range`, `options`, `mandatory`, `filled-by-server`, …
    pub what: &'static str,
    /// The columns, in order of first mention.
    pub columns: Vec<String>,
}

/// One step on the way from a source value to a payload field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `default`, `value-map`, `pass-through`, `lookup`, `convert`, …
    pub kind: &'static str,
    /// What it did.
    pub detail: String,
    /// The value after it, as text.
    pub value: Option<String>,
}

/// The reason for one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceRow {
    /// Position in `fieldMappings`; `None` for what the runtime adds (company).
    pub field_mapping: Option<usize>,
    /// Source column, or empty.
    pub source: String,
    /// Target column or path, or empty.
    pub target: String,
    /// Source value as text; `None` when absent or null.
    pub value: Option<String>,
    /// What happened.
    pub steps: Vec<Step>,
    /// What is sent; `None` when nothing is.
    pub result: Option<Output>,
}

/// The answer for one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What dual-write will do.
    pub verdict: Verdict,
    /// Side that receives.
    pub target_side: Side,
    /// Entity set that receives.
    pub target_entity_set: String,
    /// Integration key parts and their values on the receiving side, when known.
    pub key: Vec<(String, Output)>,
    /// What the other side receives, in order. Empty when skipped.
    pub payload: Vec<Field>,
    /// Findings.
    pub diagnostics: Vec<Diagnostic>,
    /// Rows that would decide what is open.
    pub requests: Vec<Request>,
    /// What was not checked.
    pub unchecked: Vec<Unchecked>,
    /// The reason for each field, when asked for.
    pub trace: Vec<TraceRow>,
}

impl Outcome {
    /// Names something as not checked; a column is named once for each kind.
    pub fn uncheck(&mut self, what: &'static str, column: &str) {
        let at = self.unchecked.iter().position(|known| known.what == what);
        let entry = match at.and_then(|at| self.unchecked.get_mut(at)) {
            Some(entry) => entry,
            None => {
                self.unchecked.push(Unchecked {
                    what,
                    columns: Vec::new(),
                });
                let Some(entry) = self.unchecked.last_mut() else {
                    return;
                };
                entry
            }
        };
        if !column.is_empty() && !entry.columns.iter().any(|known| known == column) {
            entry.columns.push(column.to_owned());
        }
    }

    /// Adds a request, or widens the one for the same row.
    pub fn request(&mut self, request: Request) {
        match self
            .requests
            .iter_mut()
            .find(|known| known.id == request.id)
        {
            Some(known) => known.merge(&request),
            None => self.requests.push(request),
        }
    }
}
