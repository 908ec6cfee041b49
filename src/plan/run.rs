//! Running a plan over one record.

use super::model::{FilterPlan, KeyPlan, Plan, PlanRow, RowSource, RowTarget, TargetColumn};
use super::outcome::{
    Change, Field, FieldValue, Operation, Origin, Outcome, RecordCall, SkipReason, Step, Verdict,
};
use super::seen::{Effective, Seen, Why, named_column, selected_name};
use crate::diagnostic::{Code, Diagnostic, Path, Severity};
use crate::expr::{self, Operand, Truth};
use crate::map::MapDirection;
use crate::row::{LookupCell, Reference, Row};
use crate::schema::Side;
use crate::text::NameIndex;
use crate::transform::TraceStep;
use crate::value::semantics::{CreateOnly, OutputOrder, UpdateBody};
use crate::value::{Cell, Conversion, Converted, Destination, Output, convert};

/// What the record becomes under the plan.
pub fn run<'r>(
    plan: &'r Plan,
    call: &RecordCall<'r>,
    record: &'r Row<'r>,
    before: Option<&'r Row<'r>>,
) -> Outcome {
    let mut runner = Runner::new(plan, call, record, before);
    if let Some(reason) = runner.scope(record, before) {
        return runner.skipped(reason);
    }
    runner.evaluate();
    runner.finish()
}

/// The value of one field mapping after its transforms.
#[derive(Clone, Debug)]
pub(super) struct RowValue {
    pub(super) cell: Cell<'static>,
    pub(super) mapped: bool,
    pub(super) source: Option<String>,
    pub(super) steps: Vec<Step>,
}

/// Whether a target column gets a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    Value,
    Empty,
    Unknown,
}

/// Which target columns get a value, by name without case.
#[derive(Default)]
pub(super) struct FilledColumns(NameIndex);

impl FilledColumns {
    pub(super) fn set(&mut self, column: &str, state: Filled) {
        self.0.set(&column.to_lowercase(), state as usize);
    }

    pub(super) fn get(&self, column: &str) -> Option<Filled> {
        let state = self.0.get(&column.to_lowercase())?;
        [Filled::Value, Filled::Empty, Filled::Unknown]
            .get(state)
            .copied()
    }
}

/// Keeps what a row sends.
pub(super) fn keep(outputs: &mut [Option<Output>], row: usize, output: Output) {
    if let Some(slot) = outputs.get_mut(row) {
        *slot = Some(output);
    }
}

pub(super) struct Runner<'r> {
    pub(super) plan: &'r Plan,
    pub(super) call: &'r RecordCall<'r>,
    pub(super) row: Effective<'r>,
    pub(super) outcome: Outcome,
    pub(super) undecided: bool,
    pub(super) blocked: bool,
    /// The company's code, when known.
    pub(super) company: Option<String>,
    changed: Option<Vec<bool>>,
    /// Target columns that were dealt with, by lower-case name.
    pub(super) filled: FilledColumns,
}

impl<'r> Runner<'r> {
    fn new(
        plan: &'r Plan,
        call: &'r RecordCall<'r>,
        record: &'r Row<'r>,
        before: Option<&'r Row<'r>>,
    ) -> Self {
        Self {
            plan,
            call,
            row: Effective::new(plan, call, record, before),
            outcome: Outcome {
                verdict: Verdict::Undecided,
                target_side: plan.target.side,
                target_entity_set: plan.target.entity_set.clone(),
                key: Vec::new(),
                payload: Vec::new(),
                diagnostics: Vec::new(),
                requests: Vec::new(),
                unchecked: Vec::new(),
                trace: Vec::new(),
            },
            undecided: false,
            blocked: false,
            company: None,
            changed: None,
            filled: FilledColumns::default(),
        }
    }

    /// Adds a finding; an error blocks.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.blocked = true;
        }
        if !self.outcome.diagnostics.contains(&diagnostic) {
            self.outcome.diagnostics.push(diagnostic);
        }
    }

    /// Adds a finding that leaves the record undecided, whatever its severity.
    pub(super) fn open(&mut self, diagnostic: Diagnostic) {
        self.undecided = true;
        if !self.outcome.diagnostics.contains(&diagnostic) {
            self.outcome.diagnostics.push(diagnostic);
        }
    }

    /// Loop guard, change scope, company and filter; the reason when the record is not sent.
    fn scope(&mut self, record: &Row<'_>, before: Option<&Row<'_>>) -> Option<SkipReason> {
        if self.call.origin == Some(Origin::Peer) {
            self.report(Diagnostic::new(Code::PeerWrite));
            return Some(SkipReason::Peer);
        }
        if self.plan.rows.is_empty() {
            self.report(Diagnostic::new(Code::DirectionUnused));
            return Some(SkipReason::Direction);
        }
        if self.call.operation == Operation::Update && !self.something_changed(record, before) {
            self.report(Diagnostic::new(Code::NothingMappedChanged));
            return Some(SkipReason::Unchanged);
        }
        if self.company() || self.company_unlinked() {
            return Some(SkipReason::Company);
        }
        match self.filter() {
            Truth::True => None,
            Truth::Unknown => {
                self.undecided = true;
                None
            }
            Truth::False | Truth::Null => Some(SkipReason::Filter),
        }
    }

    /// Whether a mapped column changed; true when nothing tells.
    fn something_changed(&mut self, record: &Row<'_>, before: Option<&Row<'_>>) -> bool {
        let columns = self.plan.shape.columns().len();
        let flags: Vec<bool> = match (self.call.change, before) {
            (Change::Columns(names), _) => {
                let mut flags = vec![false; columns];
                for column in names
                    .iter()
                    .filter_map(|name| named_column(self.plan, name))
                {
                    if let Some(flag) = flags.get_mut(column) {
                        *flag = true;
                    }
                }
                flags
            }
            (Change::Unknown, Some(before)) => (0..columns)
                .map(|column| {
                    record.carries(column)
                        && (record.cell(column) != before.cell(column)
                            || !same_reference(record, before, column))
                })
                .collect(),
            (Change::Unknown, None) => {
                self.outcome.uncheck("change-scope", "");
                return true;
            }
        };
        let mapped = self.plan.rows.iter().any(|row| {
            self.source_column(row)
                .is_some_and(|column| flags.get(column) == Some(&true))
        });
        self.changed = Some(flags);
        mapped
    }

    /// The column of the source row that a field mapping starts from.
    fn source_column(&self, row: &PlanRow) -> Option<usize> {
        match row.source {
            RowSource::None => None,
            RowSource::Column(column) => Some(column),
            RowSource::Reference(at) => self.plan.inbound.get(at).map(|inbound| inbound.column),
        }
    }

    /// Evaluates the filter; what it lacks is requested.
    fn filter(&mut self) -> Truth {
        let (text, bound, columns) = match &self.plan.filter {
            FilterPlan::Open => return Truth::True,
            FilterPlan::Faulty { text, code } => {
                let finding = Diagnostic::new(Code::FaultyFilter)
                    .name("filter", text.clone())
                    .name("fault", *code);
                self.open(finding);
                return Truth::Unknown;
            }
            FilterPlan::Bound {
                text,
                bound,
                columns,
            } => (text, bound, columns),
        };
        let view = FilterView {
            row: &self.row,
            plan: self.plan,
            columns,
        };
        let truth = expr::evaluate(bound, &view, &self.plan.semantics);
        match truth {
            Truth::True => {}
            Truth::False | Truth::Null => {
                // Nothing else of the record matters any more.
                self.outcome.diagnostics.clear();
                self.outcome.requests.clear();
                let finding = Diagnostic::new(Code::FilterNotPassed).name("filter", text.clone());
                self.report(finding);
            }
            Truth::Unknown => {
                let open: Vec<usize> = columns
                    .iter()
                    .copied()
                    .filter(|column| matches!(self.row.seen(*column), Seen::Unknown(_)))
                    .collect();
                let names: Vec<&str> = open
                    .iter()
                    .filter_map(|column| self.plan.shape.columns().get(*column))
                    .map(|column| column.name.as_str())
                    .collect();
                let finding =
                    Diagnostic::new(Code::FilterUndecided).name("columns", names.join(", "));
                self.open(finding);
                for column in open {
                    self.want(column);
                }
            }
        }
        truth
    }

    /// Asks for a column of the row itself.
    pub(super) fn want(&mut self, column: usize) {
        let Some(mut request) = self.row.own_request().cloned() else {
            return;
        };
        if let Some(name) = selected_name(self.plan, column) {
            request.select.push(name);
            self.outcome.request(request);
        }
    }

    /// Says why a column is not known; the record stays undecided unless the server fills it.
    pub(super) fn unknown(&mut self, column: usize, why: Why) {
        let name = match self.plan.shape.columns().get(column) {
            Some(about) => about.name.clone(),
            None => return,
        };
        match why {
            Why::ServerFilled => self.outcome.uncheck("filled-by-server", &name),
            Why::NotGiven => {
                let finding = Diagnostic::new(Code::ColumnNotGiven)
                    .name("column", name.clone())
                    .at(Path::record(&name));
                self.open(finding);
                self.want(column);
            }
            Why::Secured => {
                let finding = Diagnostic::new(Code::ColumnSecured)
                    .name("column", name.clone())
                    .at(Path::record(&name));
                self.open(finding);
            }
        }
    }

    fn evaluate(&mut self) {
        if let Some(fault) = &self.plan.fault {
            let finding = Diagnostic::new(Code::FaultyLeg)
                .name("fault", fault.code.id())
                .at(fault.path.clone());
            self.open(finding);
        }
        if self.call.operation == Operation::Delete {
            self.delete();
            return;
        }
        if !self.plan.target.known {
            let finding = Diagnostic::new(Code::SchemaMissing)
                .name("side", self.plan.target.side.word())
                .name("table", self.plan.target.entity_set.clone())
                .at(Path::schema(
                    self.plan.target.side.word(),
                    &self.plan.target.entity_set,
                ));
            self.open(finding);
        }
        let left_out: Vec<Option<&'static str>> = (0..self.plan.rows.len())
            .map(|at| self.row_left_out(at))
            .collect();
        let values: Vec<Option<RowValue>> = (0..self.plan.rows.len())
            .map(|at| match left_out.get(at) {
                Some(Some(_)) if !self.in_key(at) => None,
                _ => self.value(at),
            })
            .collect();
        let mut key_outputs: Vec<Option<Output>> = vec![None; self.plan.rows.len()];
        for (at, row) in self.plan.rows.iter().enumerate() {
            let value = values.get(at).and_then(Option::as_ref);
            if let Some(Some(reason)) = left_out.get(at) {
                self.trace_left_out(row, value, reason);
                if let Some(value) = value {
                    let output = match &row.target {
                        RowTarget::Column(column) => self.converted(row, column, value).sent,
                        RowTarget::Group(_) => text_output(&value.cell),
                    };
                    keep(&mut key_outputs, at, output);
                }
                continue;
            }
            match &row.target {
                RowTarget::Column(column) => {
                    if let Some(output) = self.plain(row, column, value) {
                        keep(&mut key_outputs, at, output);
                    }
                }
                RowTarget::Group(group) => {
                    if let Some(value) = value {
                        keep(&mut key_outputs, at, text_output(&value.cell));
                    }
                    let first = self
                        .plan
                        .groups
                        .get(*group)
                        .and_then(|group| group.parts.first());
                    if first == Some(&at) {
                        self.reference_out(*group, &values);
                    }
                }
            }
        }
        self.add_company();
        self.key(&key_outputs);
        self.required();
        if self.call.operation == Operation::Create {
            self.plug_ins();
        }
        if self.plan.semantics.output_order == OutputOrder::Names {
            self.outcome.payload.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }

    /// The value of a field mapping after its transforms; `None` when it is not known.
    pub(super) fn value(&mut self, at: usize) -> Option<RowValue> {
        let row = self.plan.rows.get(at)?;
        if let Some(fault) = &row.fault {
            let (field, column) = match self.plan.way {
                MapDirection::ToFinance => (&row.target_text, &row.source_text),
                MapDirection::ToDataverse => (&row.source_text, &row.target_text),
            };
            let finding = Diagnostic::new(Code::FaultyFieldMapping)
                .name("field", field.clone())
                .name("column", column.clone())
                .name("fault", fault.code.id())
                .at(fault.path.clone());
            self.open(finding);
            self.note_unknown(row);
            return None;
        }
        let mut steps = Vec::new();
        let cell = match row.source {
            RowSource::None => Cell::Absent,
            RowSource::Column(column) => match self.row.seen(column) {
                Seen::Known(cell) => cell.into_owned().into_owned(),
                Seen::Unknown(why) => {
                    self.unknown(column, why);
                    self.note_unknown(row);
                    return None;
                }
            },
            RowSource::Reference(reference) => {
                let Some((cell, table)) = self.reference_in(reference) else {
                    self.note_unknown(row);
                    return None;
                };
                steps.push(step(TraceStep {
                    kind: "lookup",
                    detail: table.into(),
                    value: cell.borrowed(),
                }));
                cell
            }
        };
        // A plain column is refused by the type check; a key goes without one.
        let in_key = matches!(row.target, RowTarget::Group(_));
        if let Cell::Complex(raw) = &cell
            && (in_key || self.call.operation == Operation::Delete)
        {
            let column = row.source_text.clone();
            self.not_plain(&column, raw);
            self.note_unknown(row);
            return None;
        }
        let source = match &cell {
            Cell::Absent | Cell::Null => None,
            cell => Some(cell.text().into_owned()),
        };
        let transformed = match (row.source, self.plan.way) {
            (RowSource::None, way) => row.transforms.constant(way),
            (_, MapDirection::ToFinance) => row.transforms.backward(&cell),
            (_, MapDirection::ToDataverse) => row.transforms.forward(&cell),
        };
        let path = Path::record(&row.source_text);
        for finding in transformed.diagnostics {
            self.report(finding.at(path.clone()));
        }
        if transformed.undecided {
            self.undecided = true;
            self.note_unknown(row);
            return None;
        }
        Some(RowValue {
            cell: transformed.cell.into_owned(),
            mapped: transformed.mapped,
            source,
            steps: {
                steps.extend(transformed.steps.into_iter().map(step));
                steps
            },
        })
    }

    /// An array or object where a key or the company belongs.
    pub(super) fn not_plain(&mut self, column: &str, raw: &str) {
        let finding = Diagnostic::new(Code::ValueNotPlain)
            .name("column", column)
            .value("value", raw)
            .at(Path::record(column));
        self.report(finding);
    }

    /// Marks the target of a field mapping as not known.
    fn note_unknown(&mut self, row: &PlanRow) {
        if let RowTarget::Column(column) = &row.target {
            self.filled.set(&column.name, Filled::Unknown);
        }
    }

    /// Converts and emits a plain column; returns what is sent.
    fn plain(
        &mut self,
        row: &PlanRow,
        column: &TargetColumn,
        value: Option<&RowValue>,
    ) -> Option<Output> {
        let Some(value) = value else {
            self.trace_row(row, &row.target_text, None, "not known", None);
            return None;
        };
        let converted = self.converted(row, column, value);
        let sent = converted.sent.clone();
        let path = Path::record(&row.source_text);
        for finding in converted.diagnostics {
            self.report(finding.at(path.clone()));
        }
        for what in converted.unchecked {
            self.outcome.uncheck(what, &column.name);
        }
        // Without a schema of the target the one finding about it says enough.
        if converted.undecided {
            self.undecided = true;
        }
        let state = if is_empty(&converted.sent) {
            Filled::Empty
        } else {
            Filled::Value
        };
        self.filled.set(&column.name, state);
        self.trace_row(
            row,
            &row.target_text,
            Some(value),
            "",
            Some(&converted.sent),
        );
        self.outcome.payload.push(Field {
            name: column.name.clone(),
            value: FieldValue {
                sent: converted.sent,
                typed: converted.typed,
            },
        });
        Some(sent)
    }

    fn converted(&self, row: &PlanRow, column: &TargetColumn, value: &RowValue) -> Converted {
        let source_kind = match row.source {
            RowSource::Column(at) => self
                .plan
                .shape
                .columns()
                .get(at)
                .and_then(|about| about.kind.as_ref()),
            _ => None,
        };
        convert(
            &value.cell,
            &Conversion {
                column: &column.name,
                kind: column.kind.as_ref(),
                source_kind,
                to: match self.plan.target.side {
                    Side::Dataverse => Destination::Dataverse,
                    Side::Finance => Destination::Finance,
                },
                mapped: value.mapped,
                semantics: &self.plan.semantics,
            },
        )
    }

    /// Why the column of a field mapping is left out of this operation, if it is. A reference is
    /// left out with all its parts.
    fn row_left_out(&self, at: usize) -> Option<&'static str> {
        let row = self.plan.rows.get(at)?;
        let (create, update, parts) = match &row.target {
            RowTarget::Column(column) => (column.create, column.update, vec![at]),
            RowTarget::Group(group) => {
                let group = self.plan.groups.get(*group)?;
                (group.create, group.update, group.parts.clone())
            }
        };
        match self.call.operation {
            Operation::Create if create == Some(false) => Some("not creatable"),
            Operation::Update if update == Some(false) => {
                let read_only = create == Some(false);
                let omit = self.plan.semantics.create_only == CreateOnly::Omit;
                (read_only || omit).then_some("not updatable")
            }
            Operation::Update
                if self.plan.way == MapDirection::ToDataverse
                    && self.plan.semantics.update_body == UpdateBody::Changed =>
            {
                let flags = self.changed.as_ref()?;
                let rows = parts.iter().filter_map(|part| self.plan.rows.get(*part));
                let mut columns = rows.filter_map(|row| self.source_column(row)).peekable();
                columns.peek()?;
                let changed = columns.any(|column| flags.get(column) == Some(&true));
                (!changed).then_some("not changed")
            }
            _ => None,
        }
    }

    /// Whether the integration key has the field mapping's value.
    fn in_key(&self, at: usize) -> bool {
        match &self.plan.key {
            KeyPlan::Parts(parts) => parts.iter().any(|part| part.row == Some(at)),
            KeyPlan::Unknown => false,
        }
    }

    fn skipped(mut self, reason: SkipReason) -> Outcome {
        self.outcome.verdict = Verdict::Skip(reason);
        self.outcome.payload.clear();
        self.outcome.requests.clear();
        self.outcome
    }

    fn finish(mut self) -> Outcome {
        self.outcome.verdict = if self.blocked {
            Verdict::Block
        } else if self.undecided {
            Verdict::Undecided
        } else {
            Verdict::Write
        };
        self.outcome
    }
}

/// Whether a lookup column means the same row in both, however each writes it.
fn same_reference(record: &Row<'_>, before: &Row<'_>, column: usize) -> bool {
    let of = |row: &Row<'_>| row.lookup(column).map(LookupCell::reference);
    match (of(record), of(before)) {
        (Some(Reference::Row { id: Some(a), .. }), Some(Reference::Row { id: Some(b), .. })) => {
            a == b
        }
        (a, b) => a == b,
    }
}

/// The record as the filter sees it.
struct FilterView<'a, 'r> {
    row: &'a Effective<'r>,
    plan: &'a Plan,
    columns: &'a [usize],
}

impl expr::Row for FilterView<'_, '_> {
    fn column(&self, index: usize) -> Operand {
        let Some(column) = self.columns.get(index) else {
            return Operand::Unknown;
        };
        let about = self.plan.shape.columns().get(*column);
        match self.row.seen(*column) {
            Seen::Known(cell) => expr::operand_from_cell(
                &cell,
                about.and_then(|about| about.kind.as_ref()),
                self.plan.source.side,
            ),
            Seen::Unknown(_) => Operand::Unknown,
        }
    }
}

pub(super) fn is_empty(output: &Output) -> bool {
    match output {
        Output::Null => true,
        Output::Text(text) => text.is_empty(),
        _ => false,
    }
}

/// A cell as a key shows it.
pub(super) fn text_output(cell: &Cell<'_>) -> Output {
    match cell {
        Cell::Absent | Cell::Null => Output::Null,
        Cell::Boolean(flag) => Output::Boolean(*flag),
        Cell::Number(text) => Output::Number(text.to_string()),
        Cell::Text(text) | Cell::Complex(text) => Output::Text(text.to_string()),
    }
}

fn step(step: TraceStep<'_>) -> Step {
    Step {
        kind: step.kind,
        detail: step.detail.into_owned(),
        value: match step.value {
            Cell::Absent | Cell::Null => None,
            value => Some(value.text().into_owned()),
        },
    }
}
