//! Running a plan over one record.

use super::model::{
    FilterPlan, KeyPlan, Plan, PlanRow, ReferenceOut, RowSource, RowTarget, TargetColumn,
};
use super::outcome::{
    Change, Field, FieldValue, Operation, Origin, Outcome, RecordCall, SkipReason, Step, TraceRow,
    Verdict,
};
use super::seen::{Effective, Seen, Why, named_column, selected_name};
use crate::diagnostic::{Code, Diagnostic, Path, Severity};
use crate::expr::{self, Operand, Truth};
use crate::map::MapDirection;
use crate::row::{LookupCell, Reference, Row};
use crate::schema::Side;
use crate::transform::TraceStep;
use crate::value::semantics::{CreateOnly, OutputOrder, UpdateBody};
use crate::value::{Cell, Conversion, Destination, Output, convert};
use std::collections::HashMap;

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
    pub(super) filled: HashMap<String, Filled>,
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
            filled: HashMap::new(),
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
        let values: Vec<Option<RowValue>> = (0..self.plan.rows.len())
            .map(|at| self.needed(at).then(|| self.value(at)).flatten())
            .collect();
        let mut key_outputs: HashMap<usize, Output> = HashMap::new();
        for (at, row) in self.plan.rows.iter().enumerate() {
            let value = values.get(at).and_then(Option::as_ref);
            match &row.target {
                RowTarget::Column(column) => {
                    if let Some(output) = self.plain(row, column, value) {
                        key_outputs.insert(at, output);
                    }
                }
                RowTarget::Group(group) => {
                    if let Some(value) = value {
                        key_outputs.insert(at, text_output(&value.cell));
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
        if self.call.operation == Operation::Create {
            self.required();
            self.plug_ins();
        }
        if self.plan.semantics.output_order == OutputOrder::Names {
            self.outcome.payload.sort_by(|a, b| a.name.cmp(&b.name));
        }
    }

    /// Whether the value of a field mapping matters: it is sent, or finds the row.
    fn needed(&self, at: usize) -> bool {
        let plan = self.plan;
        let Some(row) = plan.rows.get(at) else {
            return false;
        };
        let left_out = match &row.target {
            RowTarget::Column(column) => self.left_out(row, column.create, column.update),
            RowTarget::Group(group) => {
                let group = plan.groups.get(*group);
                group.and_then(|group| self.group_left_out(group))
            }
        };
        let in_key = |part: &super::model::KeyPart| part.row == Some(at);
        left_out.is_none() || matches!(&plan.key, KeyPlan::Parts(parts) if parts.iter().any(in_key))
    }

    /// Why a reference is left out: every part of it is.
    pub(super) fn group_left_out(&self, group: &ReferenceOut) -> Option<&'static str> {
        let mut reasons = group
            .parts
            .iter()
            .filter_map(|row| self.plan.rows.get(*row))
            .map(|row| self.left_out(row, group.create, group.update));
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some(first)
    }

    /// A delete carries only the key.
    fn delete(&mut self) {
        let KeyPlan::Parts(parts) = &self.plan.key else {
            // The key is all that a delete carries.
            self.undecided = true;
            self.outcome.uncheck("key", "");
            return;
        };
        let mut outputs = HashMap::new();
        for at in parts.iter().filter_map(|part| part.row) {
            if let Some(value) = self.value(at) {
                outputs.insert(at, text_output(&value.cell));
            }
        }
        self.key(&outputs);
        for (name, value) in self.outcome.key.clone() {
            let value = FieldValue {
                typed: value.clone(),
                sent: value,
            };
            self.outcome.payload.push(Field { name, value });
        }
    }

    /// The value of a field mapping after its transforms; `None` when it is not known.
    fn value(&mut self, at: usize) -> Option<RowValue> {
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

    /// Marks the target of a field mapping as not known.
    fn note_unknown(&mut self, row: &PlanRow) {
        if let RowTarget::Column(column) = &row.target {
            self.filled
                .insert(column.name.to_lowercase(), Filled::Unknown);
        }
    }

    /// Converts and emits a plain column; returns what is sent, also when the column is left out.
    fn plain(
        &mut self,
        row: &PlanRow,
        column: &TargetColumn,
        value: Option<&RowValue>,
    ) -> Option<Output> {
        let left_out = self.left_out(row, column.create, column.update);
        let Some(value) = value else {
            let note = left_out.unwrap_or("not known");
            self.trace_row(row, &row.target_text, None, note, None);
            return None;
        };
        let source_kind = match row.source {
            RowSource::Column(at) => self
                .plan
                .shape
                .columns()
                .get(at)
                .and_then(|about| about.kind.as_ref()),
            _ => None,
        };
        let converted = convert(
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
        );
        let sent = converted.sent.clone();
        if let Some(reason) = left_out {
            self.trace_row(row, &row.target_text, Some(value), reason, None);
            return Some(sent);
        }
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
        self.filled.insert(column.name.to_lowercase(), state);
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

    /// Why a column is left out of this operation, if it is.
    pub(super) fn left_out(
        &self,
        row: &PlanRow,
        create: Option<bool>,
        update: Option<bool>,
    ) -> Option<&'static str> {
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
                let column = self.source_column(row)?;
                (flags.get(column) != Some(&true)).then_some("not changed")
            }
            _ => None,
        }
    }

    /// The integration key on the receiving side.
    fn key(&mut self, outputs: &HashMap<usize, Output>) {
        use crate::value::semantics::KeyParts;
        let KeyPlan::Parts(parts) = &self.plan.key else {
            self.outcome.uncheck("key", "");
            return;
        };
        for part in parts {
            let value = match part.row {
                Some(row) => outputs.get(&row).cloned(),
                None if part.company => self.company.clone().map(Output::Text),
                None => None,
            };
            let Some(value) = value else {
                let unfed = part.row.is_none() && !part.company;
                if unfed {
                    self.outcome.uncheck("key", &part.path);
                    self.undecided |= self.call.operation == Operation::Delete;
                }
                continue;
            };
            if is_empty(&value) && self.plan.semantics.key_parts == KeyParts::AllPresent {
                let row = part.row.and_then(|row| self.plan.rows.get(row));
                let column = row.map_or(part.path.clone(), |row| row.source_text.clone());
                let finding = Diagnostic::new(Code::KeyPartEmpty)
                    .name("column", column.clone())
                    .at(Path::record(&column));
                self.report(finding);
            }
            self.outcome.key.push((part.name.clone(), value));
        }
    }

    /// Required columns that get no value on create.
    fn required(&mut self) {
        if self.plan.mandatory_unknown && self.plan.target.known {
            self.outcome.uncheck("mandatory", "");
        }
        let plan = self.plan;
        for required in &plan.required {
            let state = self.filled.get(&required.name.to_lowercase());
            if matches!(state, Some(Filled::Value | Filled::Unknown)) {
                continue;
            }
            let code = match plan.target.side {
                Side::Finance => Code::MandatoryMissing,
                Side::Dataverse => Code::RequiredMissing,
            };
            let source = plan
                .rows
                .iter()
                .find(|row| row.target_text.eq_ignore_ascii_case(&required.name))
                .map_or(required.name.as_str(), |row| row.source_text.as_str());
            let finding = Diagnostic::new(code)
                .name("column", required.name.clone())
                .at(Path::record(source));
            self.report(finding);
        }
    }

    /// Columns that shipped plug-ins insist on, when the map feeds them and they are empty.
    fn plug_ins(&mut self) {
        let plan = self.plan;
        for rule in &plan.plug_in_rules {
            let states: Vec<Option<&Filled>> = rule
                .columns
                .iter()
                .map(|column| self.filled.get(*column))
                .collect();
            if !states.is_empty() && states.iter().all(|state| *state == Some(&Filled::Empty)) {
                let finding = Diagnostic::new(Code::PlugInRequires)
                    .name("table", rule.table)
                    .name("columns", rule.columns.join(", "));
                self.report(finding);
            }
        }
    }

    pub(super) fn trace_row(
        &mut self,
        row: &PlanRow,
        target: &str,
        value: Option<&RowValue>,
        note: &'static str,
        result: Option<&Output>,
    ) {
        if !self.call.trace {
            return;
        }
        let mut steps = value.map_or_else(Vec::new, |value| value.steps.clone());
        let source = match (value, row.source) {
            (Some(value), _) => value.source.clone(),
            (None, RowSource::Column(column)) => self.source_text(column),
            (None, _) => None,
        };
        if !note.is_empty() {
            steps.push(Step {
                kind: "left-out",
                detail: note.to_owned(),
                value: None,
            });
        }
        self.outcome.trace.push(TraceRow {
            field_mapping: Some(row.index),
            source: row.source_text.clone(),
            target: target.to_owned(),
            value: source,
            steps,
            result: result.cloned(),
        });
    }

    /// The text of a source column, when it has a value.
    fn source_text(&self, column: usize) -> Option<String> {
        match self.row.seen(column) {
            Seen::Known(cell) if !matches!(*cell, Cell::Absent | Cell::Null) => {
                Some(cell.text().into_owned())
            }
            _ => None,
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
