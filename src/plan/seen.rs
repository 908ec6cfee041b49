//! What is known of a column once the record, the row before the change, fetched columns and
//! defaults are laid over one another.

use super::model::{OwnKey, Plan};
use super::outcome::{Operation, Phase, RecordCall};
use crate::lookup::{AnswerRow, Answered, KeyPart, KeyValue, Request};
use crate::row::{Part, Reference, Row, SourceColumn};
use crate::schema::Side;
use crate::value::{Cell, Guid, Type};
use std::borrow::Cow;

/// Why a column is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The record of an update does not carry it.
    NotGiven,
    /// It is empty and may have been withheld.
    Secured,
    /// The server fills it on create.
    ServerFilled,
}

/// A plain column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen<'r> {
    Known(Cow<'r, Cell<'r>>),
    Unknown(Why),
}

/// A lookup column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SeenReference {
    Known(Reference),
    Unknown(Why),
}

/// The record with everything laid over it that was given.
pub(super) struct Effective<'r> {
    plan: &'r Plan,
    operation: Operation,
    phase: Phase,
    row: Cow<'r, Row<'r>>,
    /// The request for the row itself, as far as its id or key is known.
    own: Option<Request>,
    /// The row itself was fetched.
    fetched: bool,
}

impl<'r> Effective<'r> {
    pub(super) fn new(
        plan: &'r Plan,
        call: &RecordCall<'r>,
        record: &'r Row<'r>,
        before: Option<&'r Row<'r>>,
    ) -> Self {
        let mut row = Cow::Borrowed(record);
        let mut own = None;
        let mut fetched = false;
        if call.operation != Operation::Create {
            if let Some(before) = before {
                row.to_mut().fill_from(before);
            }
            own = own_request(plan, &row);
            let answer = own.as_ref().map(|request| call.answers.of(&request.id));
            // Asked once is enough, also when no row came back.
            fetched = matches!(answer, Some(known) if known != Answered::NotAsked);
            if let Some(Answered::Row(answer)) = answer {
                let other = as_row(plan, answer);
                row.to_mut().fill_from(&other);
            }
        }
        Self {
            plan,
            operation: call.operation,
            phase: call.phase,
            row,
            own,
            fetched,
        }
    }

    /// The request for the row itself, selecting nothing yet; `None` when its id is not known or
    /// the row was fetched already.
    pub(super) fn own_request(&self) -> Option<&Request> {
        if self.fetched {
            None
        } else {
            self.own.as_ref()
        }
    }

    /// A plain column.
    pub(super) fn seen(&self, column: usize) -> Seen<'_> {
        let Some(about) = self.plan.shape().columns().get(column) else {
            return Seen::Unknown(Why::NotGiven);
        };
        if about.lookup {
            return self.id_of(column);
        }
        let cell = self.row.cell(column);
        match cell {
            Cell::Absent if self.operation != Operation::Create => Seen::Unknown(Why::NotGiven),
            Cell::Absent if self.fills(about) => Seen::Unknown(Why::ServerFilled),
            Cell::Absent if about.server_filled => Seen::Unknown(Why::NotGiven),
            Cell::Absent => Seen::Known(Cow::Owned(default_cell(about))),
            _ if cell.is_missing() && about.secured => Seen::Unknown(Why::Secured),
            _ if cell.is_missing() && self.fills(about) => Seen::Unknown(Why::ServerFilled),
            _ => Seen::Known(Cow::Borrowed(cell)),
        }
    }

    /// A lookup column that is read as a plain value: its id.
    fn id_of(&self, column: usize) -> Seen<'_> {
        match self.reference(column) {
            SeenReference::Unknown(why) => Seen::Unknown(why),
            SeenReference::Known(Reference::Row { id: Some(id), .. }) => {
                Seen::Known(Cow::Owned(Cell::Text(id.to_string().into())))
            }
            SeenReference::Known(Reference::Row { .. }) => Seen::Unknown(Why::NotGiven),
            SeenReference::Known(Reference::Malformed(text)) => {
                Seen::Known(Cow::Owned(Cell::Text(text.into())))
            }
            SeenReference::Known(_) => Seen::Known(Cow::Owned(Cell::Null)),
        }
    }

    /// A lookup column.
    pub(super) fn reference(&self, column: usize) -> SeenReference {
        let about = self.plan.shape().columns().get(column);
        let fills = about.is_some_and(|about| self.fills(about));
        let secured = about.is_some_and(|about| about.secured);
        let reference = self
            .row
            .lookup(column)
            .map_or(Reference::Absent, |lookup| lookup.reference());
        match reference {
            Reference::Absent if self.operation != Operation::Create => {
                SeenReference::Unknown(Why::NotGiven)
            }
            Reference::Absent | Reference::Null if fills => {
                SeenReference::Unknown(Why::ServerFilled)
            }
            Reference::Absent if about.is_some_and(|about| about.server_filled) => {
                SeenReference::Unknown(Why::NotGiven)
            }
            Reference::Absent => SeenReference::Known(Reference::Null),
            Reference::Null if secured => SeenReference::Unknown(Why::Secured),
            known => SeenReference::Known(known),
        }
    }

    fn fills(&self, about: &SourceColumn) -> bool {
        about.server_filled
            && self.phase == Phase::BeforeSave
            && self.operation == Operation::Create
    }
}

/// What a create without the column stores: its default, else nothing.
fn default_cell(about: &SourceColumn) -> Cell<'static> {
    let Some(default) = &about.default else {
        return Cell::Null;
    };
    match &about.kind {
        Some(Type::Boolean) => match default.to_ascii_lowercase().as_str() {
            "true" | "1" => Cell::Boolean(true),
            "false" | "0" => Cell::Boolean(false),
            _ => Cell::Text(default.clone().into()),
        },
        Some(Type::Integer { .. } | Type::Decimal { .. } | Type::Choice(_)) => {
            Cell::Number(default.clone().into())
        }
        _ => Cell::Text(default.clone().into()),
    }
}

/// A fetched row under the names of the plan's shape.
fn as_row(plan: &Plan, answer: &AnswerRow) -> Row<'static> {
    let mut row = Row::empty(plan.shape());
    for (name, cell) in &answer.0 {
        if let Some((column, part)) = plan.shape().find(name) {
            row.set(column, part, cell.clone());
        }
    }
    row
}

/// The request for the row itself.
fn own_request(plan: &Plan, row: &Row<'_>) -> Option<Request> {
    match &plan.own_key {
        OwnKey::Unknown => None,
        OwnKey::Id(column) => {
            let id = Guid::parse(&row.cell(*column).text())?;
            Some(Request::by_id(
                &plan.source.entity_set,
                &id.to_string(),
                Vec::new(),
                Vec::new(),
            ))
        }
        OwnKey::Columns(columns) => {
            let mut key = Vec::new();
            let mut company = None;
            for column in columns {
                let about = plan.shape().columns().get(*column)?;
                let cell = row.cell(*column);
                if *cell == Cell::Absent || *cell == Cell::Null {
                    return None;
                }
                let text = cell.text().into_owned();
                if about.name.eq_ignore_ascii_case("dataAreaId") {
                    company = Some(text.clone());
                }
                key.push(match &about.kind {
                    // The service compares an enum only with its full name (documented).
                    Some(Type::Enumeration(list)) if !list.name.is_empty() => KeyPart {
                        path: about.name.clone(),
                        value: KeyValue::Member(list.name.to_string(), text),
                    },
                    kind => {
                        let quoted = matches!(kind, None | Some(Type::Text { .. }));
                        KeyPart::literal(about.name.clone(), text, quoted)
                    }
                });
            }
            let entity_set = &plan.source.entity_set;
            Some(Request::by_key(
                Side::Finance,
                entity_set,
                key,
                Vec::new(),
                company,
            ))
        }
    }
}

/// The property under which a request selects a column of the shape.
pub(super) fn selected_name(plan: &Plan, column: usize) -> Option<String> {
    let about = plan.shape().columns().get(column)?;
    Some(if about.lookup {
        format!("_{}_value", about.name)
    } else {
        about.name.clone()
    })
}

/// The column that the name of a changed column means: `x`, `_x_value`.
pub(super) fn named_column(plan: &Plan, changed: &str) -> Option<usize> {
    let (column, part) = plan.shape().find(changed)?;
    (part != Part::LookupTable).then_some(column)
}
