//! Reading through a Dataverse reference: from the record itself where it came expanded, else from
//! the referenced row, which the host fetches by id.

use super::model::{InTarget, ReferenceIn};
use super::reference_out::row_id;
use super::run::Runner;
use super::seen::{SeenReference, Why};
use crate::diagnostic::{Code, Diagnostic, Path, Severity};
use crate::lookup::{AnswerRow, Answered, Expand, KeyPart, Request};
use crate::row::{Reference, object};
use crate::schema::Side;
use crate::value::{Cell, Guid};

/// What a fetched or expanded row says at the end of a path.
enum Walked {
    Value(Cell<'static>),
    Missing,
}

impl Runner<'_> {
    /// The value at the end of an inbound reference and the table it was read from; `None` when it
    /// is not known (and why has been reported).
    pub(super) fn reference_in(&mut self, at: usize) -> Option<(Cell<'static>, String)> {
        let inbound = self.plan.inbound.get(at)?;
        let column = self
            .plan
            .shape
            .columns()
            .get(inbound.column)
            .map_or("", |column| column.name.as_str());
        match self.row.reference(inbound.column) {
            SeenReference::Unknown(why) => {
                self.unknown(inbound.column, why);
                None
            }
            SeenReference::Known(Reference::Null | Reference::Absent) => {
                Some((Cell::Null, String::new()))
            }
            SeenReference::Known(Reference::Malformed(value)) => {
                let finding = Diagnostic::new(Code::ReferenceMalformed)
                    .name("column", column)
                    .value("value", value)
                    .at(Path::record(column));
                self.report(finding);
                None
            }
            SeenReference::Known(Reference::Row {
                id,
                table,
                entity_set,
                columns,
            }) => {
                let says_no_table = table.is_none() && entity_set.is_none();
                let target = match id {
                    Some(id) if inbound.polymorphic && says_no_table => {
                        self.pick_by_asking(inbound, column, id)?
                    }
                    _ => self.pick(
                        inbound,
                        column,
                        table.as_deref(),
                        entity_set.as_deref(),
                        &columns,
                    )?,
                };
                let table = target.entity_set.as_ref().unwrap_or(&target.label).clone();
                if let Walked::Value(cell) = walk(target, &columns) {
                    return Some((cell, table));
                }
                // An expanded row is no key; its id is, where the id came along.
                let expanded = id.is_none() && entity_set.is_none();
                let id = if expanded {
                    own_id(target, &columns)
                } else {
                    id
                };
                if expanded && id.is_none() {
                    self.unknown(inbound.column, Why::NotGiven);
                    return None;
                }
                let cell = self.fetch(target, column, id, &columns)?;
                Some((cell, table))
            }
        }
    }

    /// The listed table that the reference points to.
    fn pick<'p>(
        &mut self,
        inbound: &'p ReferenceIn,
        column: &str,
        table: Option<&str>,
        entity_set: Option<&str>,
        columns: &AnswerRow,
    ) -> Option<&'p InTarget> {
        if !inbound.polymorphic {
            return inbound.targets.first();
        }
        let named = inbound.targets.iter().find(|target| {
            let by_table = table.is_some_and(|name| {
                target
                    .table
                    .as_deref()
                    .is_some_and(|known| known.eq_ignore_ascii_case(name))
            });
            let by_set = entity_set.is_some_and(|name| {
                target
                    .entity_set
                    .as_deref()
                    .is_some_and(|known| known.eq_ignore_ascii_case(name))
            });
            by_table || by_set
        });
        if named.is_some() {
            return named;
        }
        let told = table.or(entity_set);
        if told.is_none() {
            let by_key = inbound
                .targets
                .iter()
                .find(|target| columns.get(&target.last).is_some());
            if by_key.is_some() {
                return by_key;
            }
        }
        let code = match told {
            Some(_) => Code::PolymorphicUnlisted,
            None => Code::ReferenceTableUnknown,
        };
        let listed: Vec<&str> = inbound.targets.iter().map(|t| t.label.as_str()).collect();
        let finding = Diagnostic::new(code)
            .name("column", column)
            .name("table", told.map_or(listed.join(", "), str::to_owned))
            .at(Path::record(column));
        self.open(finding);
        None
    }

    /// The listed table that has the row, for a reference that does not say its table: an id is
    /// in one table only.
    fn pick_by_asking<'p>(
        &mut self,
        inbound: &'p ReferenceIn,
        column: &str,
        id: Guid,
    ) -> Option<&'p InTarget> {
        let id = id.to_string();
        let finding = |code: Code, table: String| {
            Diagnostic::new(code)
                .name("column", column)
                .name("table", table)
                .value("values", id.clone())
                .at(Path::record(column))
        };
        let mut open = Vec::new();
        for target in &inbound.targets {
            let Some(entity_set) = &target.entity_set else {
                let unknown = Diagnostic::new(Code::ReferenceTableUnknown)
                    .name("column", column)
                    .name("table", target.label.clone())
                    .at(Path::record(column));
                self.open(unknown);
                return None;
            };
            let (select, expand) = selection(target);
            let request = Request::by_id(entity_set, &id, select, expand);
            match self.call.answers.of(&request.id) {
                Answered::Row(_) | Answered::Ambiguous(_) => return Some(target),
                Answered::NotFound => {}
                Answered::NotAsked => open.push(request),
            }
        }
        if open.is_empty() {
            // It may be in a table that the path does not list, so this is no certain fault.
            let sets = inbound.targets.iter().filter_map(|t| t.entity_set.clone());
            let sets = sets.collect::<Vec<_>>().join(", ");
            self.open(finding(Code::ReferenceNotFound, sets).severity(Severity::Warning));
        }
        for request in open {
            self.open(finding(Code::ReferenceNotAsked, request.entity_set.clone()));
            self.outcome.request(request);
        }
        None
    }

    /// Asks for the referenced row, or reads the answer.
    fn fetch(
        &mut self,
        target: &InTarget,
        column: &str,
        id: Option<Guid>,
        columns: &AnswerRow,
    ) -> Option<Cell<'static>> {
        let Some(entity_set) = &target.entity_set else {
            let finding = Diagnostic::new(Code::ReferenceTableUnknown)
                .name("column", column)
                .name("table", target.label.clone())
                .at(Path::record(column));
            self.open(finding);
            return None;
        };
        let (select, expand) = selection(target);
        let (request, shown) = match id {
            Some(id) => (
                Request::by_id(entity_set, &id.to_string(), select, expand),
                id.to_string(),
            ),
            None => {
                let key: Vec<KeyPart> = columns.0.iter().map(key_part).collect();
                let shown = columns
                    .0
                    .iter()
                    .map(|(_, cell)| cell.text().into_owned())
                    .collect::<Vec<_>>()
                    .join(", ");
                let mut request = Request::by_key(Side::Dataverse, entity_set, key, select, None);
                request.expand = expand;
                (request, shown)
            }
        };
        let finding = |code: Code| {
            Diagnostic::new(code)
                .name("column", column)
                .name("table", entity_set.clone())
                .value("values", shown.clone())
                .at(Path::record(column))
        };
        match self.call.answers.of(&request.id) {
            Answered::NotAsked => {
                self.open(finding(Code::ReferenceNotAsked));
                self.outcome.request(request);
                None
            }
            Answered::NotFound => {
                self.report(finding(Code::ReferenceNotFound));
                None
            }
            Answered::Ambiguous(count) => {
                let count = u64::try_from(count).unwrap_or(u64::MAX);
                self.report(finding(Code::ReferenceAmbiguous).number("count", count));
                None
            }
            Answered::Row(row) => match walk(target, row) {
                Walked::Value(cell) => Some(cell),
                Walked::Missing => {
                    let finding = Diagnostic::new(Code::AnswerIncomplete)
                        .name("request", request.id.clone())
                        .name("column", path_text(target))
                        .at(Path::input("answers"));
                    self.open(finding);
                    self.outcome.request(request);
                    None
                }
            },
        }
    }
}

/// The path as requests write it: `sail_Hierarchy/sail_name`.
fn path_text(target: &InTarget) -> String {
    let mut text = String::new();
    for (_, navigation) in &target.via {
        text.push_str(navigation);
        text.push('/');
    }
    text.push_str(&target.last);
    text
}

/// The id of an expanded row.
fn own_id(target: &InTarget, columns: &AnswerRow) -> Option<Guid> {
    let named = target.table.as_ref().map(|table| format!("{table}id"));
    Guid::parse(&row_id(columns, named.as_deref())?)
}

/// `$select` and `$expand` for a path.
fn selection(target: &InTarget) -> (Vec<String>, Vec<Expand>) {
    let (mut select, mut expand) = (vec![target.last.clone()], Vec::new());
    for (_, navigation) in target.via.iter().rev() {
        expand = vec![Expand {
            navigation: navigation.clone(),
            select: std::mem::take(&mut select),
            expand,
        }];
    }
    (select, expand)
}

/// Follows a path through nested rows. A null on the way gives null.
fn walk(target: &InTarget, row: &AnswerRow) -> Walked {
    let mut nested: Option<AnswerRow> = None;
    for (column, navigation) in &target.via {
        let current = nested.as_ref().unwrap_or(row);
        match current.get(navigation).or_else(|| current.get(column)) {
            Some(Cell::Null) => return Walked::Value(Cell::Null),
            Some(Cell::Complex(raw)) => match object(raw) {
                Some(inner) => nested = Some(inner),
                None => return Walked::Missing,
            },
            _ => return Walked::Missing,
        }
    }
    match nested.as_ref().unwrap_or(row).get(&target.last) {
        Some(cell) => Walked::Value(cell.clone()),
        None => Walked::Missing,
    }
}

/// A part of an alternate key in a path; its numbers have not been read yet.
fn key_part((name, cell): &(String, Cell<'static>)) -> KeyPart {
    let quoted = matches!(cell, Cell::Text(_));
    KeyPart::literal(name.clone(), cell.text().into_owned(), quoted)
}
