//! References that Dataverse receives: the parts of one lookup are grouped, the company is added,
//! and exactly one row must answer. Written as `Navigation@odata.bind`.

use super::company::{COMPANY_ID, COMPANY_SET};
use super::model::{CompanyPlan, ReferenceOut, ReferenceTarget};
use super::outcome::{Field, FieldValue};
use super::run::{Filled, RowValue, Runner};
use super::seen::{Seen, Why};
use crate::diagnostic::{Code, Diagnostic, Path, Severity};
use crate::lookup::{AnswerRow, Answered, KeyPart, KeyValue, Request};
use crate::schema::{COMPANY_CODE, Side};
use crate::value::semantics::{PartialLookup, PolymorphicHits};
use crate::value::{Cell, Guid, Output};

/// What one table says of a reference.
enum Hit {
    Found(String),
    NotFound,
    Open,
}

impl Runner<'_> {
    /// Resolves and emits the reference of a group.
    pub(super) fn reference_out(&mut self, at: usize, values: &[Option<RowValue>]) {
        let plan = self.plan;
        let Some(group) = plan.groups.get(at) else {
            return;
        };
        let name = &group.column;
        let mut parts: Vec<&RowValue> = Vec::new();
        for row in &group.parts {
            match values.get(*row).and_then(Option::as_ref) {
                Some(value) => parts.push(value),
                None => {
                    self.filled.set(name, Filled::Unknown);
                    self.trace_unknown(group, values);
                    return;
                }
            }
        }
        let empty = parts.iter().filter(|part| part.cell.is_missing()).count();
        let some_empty = empty > 0 && empty < parts.len();
        if some_empty && plan.semantics.partial_lookup == PartialLookup::Refuse {
            self.partial(group, &parts);
            self.filled.set(name, Filled::Unknown);
            self.trace_unknown(group, values);
            return;
        }
        let bound = if empty > 0 {
            Some(None)
        } else {
            self.resolve(group, &parts).map(Some)
        };
        let Some(bound) = bound else {
            self.filled.set(name, Filled::Unknown);
            self.trace_group(group, &parts, None);
            return;
        };
        let state = if bound.is_some() {
            Filled::Value
        } else {
            Filled::Empty
        };
        self.filled.set(name, state);
        let (navigation, output) = match bound {
            Some((navigation, path)) => (navigation, Output::Text(path)),
            None => (
                group
                    .targets
                    .first()
                    .map_or(group.column.clone(), |target| target.navigation.clone()),
                Output::Null,
            ),
        };
        self.trace_group(group, &parts, Some(&output));
        self.outcome.payload.push(bind(&navigation, output));
    }

    fn partial(&mut self, group: &ReferenceOut, parts: &[&RowValue]) {
        let plan = self.plan;
        let rows = group.parts.iter().filter_map(|row| plan.rows.get(*row));
        let empty: Vec<&str> = rows
            .zip(parts)
            .filter(|(_, part)| part.cell.is_missing())
            .map(|(row, _)| row.source_text.as_str())
            .collect();
        let first = empty.first().copied().unwrap_or_default();
        let finding = Diagnostic::new(Code::ReferencePartial)
            .name("column", group.column.clone())
            .name("empty", empty.join(", "))
            .at(Path::record(first));
        self.open(finding);
    }

    /// The navigation property and path to write, or `None` when it is not known.
    fn resolve(&mut self, group: &ReferenceOut, parts: &[&RowValue]) -> Option<(String, String)> {
        let column = self.group_source(group);
        let shown = shown(parts);
        let mut hits: Vec<(String, String)> = Vec::new();
        let mut open = false;
        for target in &group.targets {
            match self.ask(target, group, &column, parts) {
                Hit::Found(path) => hits.push((target.navigation.clone(), path)),
                Hit::NotFound => continue,
                Hit::Open => open = true,
            }
            let first_wins = self.plan.semantics.polymorphic_hits == PolymorphicHits::First;
            if first_wins && !open && !hits.is_empty() {
                break;
            }
        }
        if open {
            return None;
        }
        if hits.len() > 1 && self.plan.semantics.polymorphic_hits == PolymorphicHits::Refuse {
            let finding = Diagnostic::new(Code::PolymorphicAmbiguous)
                .name("column", group.column.clone())
                .value("values", shown)
                .at(Path::record(&column));
            self.open(finding);
            return None;
        }
        if let Some(hit) = hits.into_iter().next() {
            return Some(hit);
        }
        // An ambiguous or broken answer has already been reported.
        if !self.reported_reference(&column) {
            let tables: Vec<&str> = group.targets.iter().map(ReferenceTarget::label).collect();
            let finding = Diagnostic::new(Code::ReferenceNotFound)
                .name("column", column.clone())
                .name("table", tables.join(", "))
                .value("values", shown)
                .at(Path::record(&column));
            self.report(finding);
        }
        None
    }

    /// Whether an error about the reference of this column has been reported.
    fn reported_reference(&self, column: &str) -> bool {
        let path = Path::record(column);
        self.outcome.diagnostics.iter().any(|finding| {
            finding.path == path
                && matches!(
                    finding.code,
                    Code::ReferenceAmbiguous | Code::AnswerIncomplete
                )
        })
    }

    /// The Finance fields that feed a group, for messages and paths.
    fn group_source(&self, group: &ReferenceOut) -> String {
        let names: Vec<&str> = group
            .parts
            .iter()
            .filter_map(|row| self.plan.rows.get(*row))
            .map(|row| row.source_text.as_str())
            .filter(|name| !name.is_empty())
            .collect();
        match names.first() {
            Some(first) => (*first).to_owned(),
            None => group.column.clone(),
        }
    }

    fn ask(
        &mut self,
        target: &ReferenceTarget,
        group: &ReferenceOut,
        column: &str,
        parts: &[&RowValue],
    ) -> Hit {
        let Some(entity_set) = &target.entity_set else {
            let finding = Diagnostic::new(Code::ReferenceTableUnknown)
                .name("column", group.column.clone())
                .name("table", target.table.clone())
                .at(Path::record(column));
            self.open(finding);
            return Hit::Open;
        };
        let mut key: Vec<KeyPart> = target
            .keys
            .iter()
            .zip(parts)
            .map(|((path, quoted), part)| {
                KeyPart::literal(path.clone(), part.cell.text().into_owned(), *quoted)
            })
            .collect();
        if target.company_unknown {
            // One hit may be the row of another company.
            self.outcome.uncheck("lookup-company", &group.column);
            let finding = Diagnostic::new(Code::StripingUnknown)
                .name("table", entity_set.clone())
                .at(Path::record(column));
            self.open(finding);
        }
        if let Some(path) = &target.company {
            match (&self.company, &self.plan.company) {
                (Some(code), _) => key.push(KeyPart {
                    path: path.clone(),
                    value: KeyValue::Text(code.clone()),
                }),
                (None, CompanyPlan::Global) => {}
                // The company is asked for elsewhere; the reference waits for it.
                (None, _) => {
                    self.undecided = true;
                    return Hit::Open;
                }
            }
        }
        let select = target.id.iter().cloned().collect();
        let request = Request::by_key(
            Side::Dataverse,
            entity_set,
            key,
            select,
            // Rows of a table without companies belong to none.
            self.company
                .clone()
                .filter(|_| target.company.is_some() || target.company_unknown),
        );
        let finding = |code: Code| {
            Diagnostic::new(code)
                .name("column", column)
                .name("table", entity_set.clone())
                .value("values", shown(parts))
                .at(Path::record(column))
        };
        match self.call.answers.of(&request.id) {
            Answered::NotAsked => {
                self.open(finding(Code::ReferenceNotAsked));
                self.outcome.request(request);
                Hit::Open
            }
            Answered::NotFound => Hit::NotFound,
            Answered::Ambiguous(count) => {
                let count = u64::try_from(count).unwrap_or(u64::MAX);
                let finding = finding(Code::ReferenceAmbiguous).number("count", count);
                if target.company_unknown {
                    // The company may be what tells the rows apart.
                    self.open(finding.severity(Severity::Warning));
                    return Hit::Open;
                }
                self.report(finding);
                Hit::NotFound
            }
            Answered::Row(row) => match row_id(row, target.id.as_deref()) {
                Some(id) => Hit::Found(format!("/{entity_set}({id})")),
                None => {
                    let wanted = target.id.clone().unwrap_or_else(|| "id".to_owned());
                    let finding = Diagnostic::new(Code::AnswerIncomplete)
                        .name("request", request.id.clone())
                        .name("column", wanted)
                        .at(Path::record(column));
                    self.open(finding);
                    self.outcome.request(request);
                    Hit::Open
                }
            },
        }
    }

    /// Finds the company of the record; true when the record is not sent for want of one.
    pub(super) fn company(&mut self) -> bool {
        let plan = self.plan;
        match &plan.company {
            CompanyPlan::Global => false,
            CompanyPlan::Unknown => {
                // The Dataverse table has the key and the company column.
                let table = match plan.source.side {
                    Side::Dataverse => &plan.source.entity_set,
                    Side::Finance => &plan.target.entity_set,
                };
                let finding = Diagnostic::new(Code::StripingUnknown).name("table", table.clone());
                self.open(finding);
                false
            }
            CompanyPlan::ToDataverse { source, .. } => {
                let cell = match self.row.seen(*source) {
                    Seen::Known(cell) => cell.into_owned().into_owned(),
                    Seen::Unknown(why) => {
                        self.unknown(*source, why);
                        return false;
                    }
                };
                if let Cell::Complex(raw) = &cell {
                    let column = plan.shape.columns().get(*source);
                    self.not_plain(column.map_or("", |column| &column.name), raw);
                    return false;
                }
                let code = cell.text().trim_end().to_owned();
                if code.is_empty() {
                    return self.no_company(*source);
                }
                self.company = Some(code);
                false
            }
            CompanyPlan::ToFinance { reference, .. } => {
                let Some((cell, _)) = self.reference_in(*reference) else {
                    return false;
                };
                let code = cell.text().trim_end().to_owned();
                if code.is_empty() {
                    let column = plan
                        .inbound
                        .get(*reference)
                        .map_or(0, |inbound| inbound.column);
                    return self.no_company(column);
                }
                self.company = Some(code);
                false
            }
        }
    }

    fn no_company(&mut self, column: usize) -> bool {
        let about = self.plan.shape.columns().get(column);
        if about.is_some_and(|about| about.server_filled && about.default.is_some()) {
            self.unknown(column, Why::ServerFilled);
            return false;
        }
        let name = about.map_or(String::new(), |about| about.name.clone());
        let finding = Diagnostic::new(Code::NoCompany)
            .name("column", name.clone())
            .at(Path::record(&name));
        self.outcome.diagnostics.clear();
        self.report(finding);
        true
    }

    /// Asks whether the company is linked; true when it is known not to be.
    pub(super) fn company_unlinked(&mut self) -> bool {
        let plan = self.plan;
        let CompanyPlan::ToDataverse { bind: Some(_), .. } = &plan.company else {
            return false;
        };
        let Some(request) = self.company_request() else {
            return false;
        };
        if !matches!(self.call.answers.of(&request.id), Answered::NotFound) {
            return false;
        }
        let code = self.company.clone().unwrap_or_default();
        self.outcome.diagnostics.clear();
        self.report(Diagnostic::new(Code::CompanyNotLinked).value("company", code));
        true
    }

    fn company_request(&self) -> Option<Request> {
        let code = self.company.clone()?;
        Some(Request::by_key(
            Side::Dataverse,
            COMPANY_SET,
            vec![KeyPart {
                path: COMPANY_CODE.to_owned(),
                value: KeyValue::Text(code),
            }],
            vec![COMPANY_ID.to_owned()],
            None,
        ))
    }

    /// Adds the company to the payload, as the target's schema names it.
    pub(super) fn add_company(&mut self) {
        let plan = self.plan;
        match &plan.company {
            CompanyPlan::ToFinance { property, .. } => {
                let Some(code) = self.company.clone() else {
                    return;
                };
                let output = Output::Text(code);
                self.trace_company(property, Some(&output));
                self.outcome.payload.push(Field {
                    name: property.clone(),
                    value: FieldValue {
                        sent: output.clone(),
                        typed: output,
                    },
                });
            }
            CompanyPlan::ToDataverse {
                bind: Some(company),
                ..
            } => {
                let Some(request) = self.company_request() else {
                    return;
                };
                let code = self.company.clone().unwrap_or_default();
                let finding = |code_of: Code| {
                    Diagnostic::new(code_of)
                        .name("column", "dataAreaId")
                        .name("table", COMPANY_SET)
                        .value("values", code.clone())
                        .at(Path::record("dataAreaId"))
                };
                let id = match self.call.answers.of(&request.id) {
                    Answered::Row(row) => match row_id(row, Some(COMPANY_ID)) {
                        Some(id) => Some(id),
                        None => {
                            let lacks = Diagnostic::new(Code::AnswerIncomplete)
                                .name("request", request.id.clone())
                                .name("column", COMPANY_ID)
                                .at(Path::record("dataAreaId"));
                            self.open(lacks);
                            self.outcome.request(request);
                            return;
                        }
                    },
                    Answered::Ambiguous(count) => {
                        let count = u64::try_from(count).unwrap_or(u64::MAX);
                        self.report(finding(Code::ReferenceAmbiguous).number("count", count));
                        return;
                    }
                    _ => None,
                };
                match id {
                    Some(id) => {
                        let output = Output::Text(format!("/{COMPANY_SET}({id})"));
                        self.trace_company(&company.navigation, Some(&output));
                        self.outcome.payload.push(bind(&company.navigation, output));
                    }
                    None => {
                        self.open(finding(Code::ReferenceNotAsked));
                        self.outcome.request(request);
                    }
                }
            }
            _ => {}
        }
    }
}

impl ReferenceTarget {
    pub(super) fn label(&self) -> &str {
        self.entity_set.as_deref().unwrap_or(&self.table)
    }
}

fn bind(navigation: &str, output: Output) -> Field {
    Field {
        name: format!("{navigation}@odata.bind"),
        value: FieldValue {
            sent: output.clone(),
            typed: output,
        },
    }
}

fn shown(parts: &[&RowValue]) -> String {
    let texts: Vec<String> = parts
        .iter()
        .map(|part| part.cell.text().into_owned())
        .collect();
    texts.join(", ")
}

/// The id of a fetched row: its id column, or its only GUID property whose name ends in `id`.
pub(super) fn row_id(row: &AnswerRow, column: Option<&str>) -> Option<String> {
    if let Some(cell) = column.and_then(|column| row.get(column)) {
        return Guid::parse(&cell.text()).map(|id| id.to_string());
    }
    let mut ids = row.0.iter().filter_map(|(name, cell)| {
        let plain = !name.starts_with('_') && !name.contains('@') && name.ends_with("id");
        plain.then(|| Guid::parse(&cell.text())).flatten()
    });
    let only = ids.next()?;
    ids.next().is_none().then(|| only.to_string())
}
