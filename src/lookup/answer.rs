//! Rows that the host fetched for requests, as the services return them.
//!
//! No entry for a request's id: not asked. An empty list: asked and not found. Several rows for one
//! key: ambiguous.

use crate::text::NameIndex;
use crate::value::Cell;

/// One fetched row: property names and values as JSON wrote them, nested objects as raw JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerRow(pub Vec<(String, Cell<'static>)>);

impl AnswerRow {
    /// A property by name, ignoring case (an exact spelling wins); `None` when the row lacks it.
    pub fn get(&self, name: &str) -> Option<&Cell<'static>> {
        self.0
            .iter()
            .rfind(|(known, _)| known == name)
            .or_else(|| {
                self.0
                    .iter()
                    .rfind(|(known, _)| known.eq_ignore_ascii_case(name))
            })
            .map(|(_, cell)| cell)
    }
}

/// What the answers say of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered<'a> {
    /// No answer was handed over.
    NotAsked,
    /// Asked, and no such row.
    NotFound,
    /// The row.
    Row(&'a AnswerRow),
    /// More than one row for one key.
    Ambiguous(usize),
}

/// Fetched rows by request id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    ids: NameIndex,
    rows: Vec<Vec<AnswerRow>>,
}

impl Answers {
    /// Adds the rows of one request.
    pub fn insert(&mut self, id: String, rows: Vec<AnswerRow>) {
        let known = self.ids.add(&id, self.rows.len());
        match known.and_then(|at| self.rows.get_mut(at)) {
            Some(slot) => *slot = rows,
            None => self.rows.push(rows),
        }
    }

    /// What is known of a request.
    pub fn of(&self, id: &str) -> Answered<'_> {
        let rows = self.ids.get(id).and_then(|at| self.rows.get(at));
        match rows.map(Vec::as_slice) {
            None => Answered::NotAsked,
            Some([]) => Answered::NotFound,
            Some([row]) => Answered::Row(row),
            Some(rows) => Answered::Ambiguous(rows.len()),
        }
    }
}
