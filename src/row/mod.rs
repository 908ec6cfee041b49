//! Rows as the platforms give them, turned into one view: a cell for every column the plan reads,
//! and what is known of every lookup.
//!
//! Accepted shapes: Dataverse Web API rows (`_x_value`, annotations, expanded lookups,
//! `@odata.bind`), values of form attributes (a lookup is an array of `{ id, entityType }`), and
//! Finance OData rows (`@odata.etag`, enum member names, `dataAreaId`). Property names of Finance
//! match ignoring case, as maps write them in capitals.

mod lookup_cell;
mod packed;
mod read;
mod shape;

pub use lookup_cell::{LookupCell, Reference};
pub use packed::{PackedError, split_utf16, unpack};
pub use read::{Layout, Rows, object, read_answers, read_row, rows};
pub use shape::{Part, RowShape, SourceColumn};

use crate::value::Cell;

/// One record: a cell and a lookup cell for each column of a [`RowShape`], in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row<'a> {
    cells: Vec<Cell<'a>>,
    lookups: Vec<LookupCell<'a>>,
}

impl<'a> Row<'a> {
    /// A row in which every column is absent.
    pub fn empty(shape: &RowShape) -> Self {
        Self {
            cells: vec![Cell::Absent; shape.columns().len()],
            lookups: vec![LookupCell::default(); shape.columns().len()],
        }
    }

    /// Stores one property.
    pub fn set(&mut self, column: usize, part: Part, cell: Cell<'a>) {
        if part == Part::Value {
            if let Some(slot) = self.cells.get_mut(column) {
                *slot = cell;
            }
            return;
        }
        let Some(slot) = self.lookups.get_mut(column) else {
            return;
        };
        match part {
            Part::Value => {}
            Part::LookupId => slot.id = cell,
            Part::LookupTable => slot.table = cell,
            Part::LookupObject => slot.object = cell,
            Part::Bind => slot.bind = cell,
        }
    }

    /// The cell of a plain column.
    pub fn cell(&self, column: usize) -> &Cell<'a> {
        const ABSENT: &Cell<'static> = &Cell::Absent;
        self.cells.get(column).unwrap_or(ABSENT)
    }

    /// What the row says of a lookup column.
    pub fn lookup(&self, column: usize) -> Option<&LookupCell<'a>> {
        self.lookups.get(column)
    }

    /// Whether the row carries the column in any form.
    pub fn carries(&self, column: usize) -> bool {
        *self.cell(column) != Cell::Absent
            || self
                .lookup(column)
                .is_some_and(|lookup| !lookup.is_absent())
    }

    /// Takes from `other` every column that this row does not carry.
    pub fn fill_from(&mut self, other: &Row<'a>) {
        for column in 0..self.cells.len() {
            if self.carries(column) {
                continue;
            }
            if let (Some(slot), Some(cell)) = (self.cells.get_mut(column), other.cells.get(column))
            {
                *slot = cell.clone();
            }
            if let (Some(slot), Some(cell)) =
                (self.lookups.get_mut(column), other.lookups.get(column))
            {
                *slot = cell.clone();
            }
        }
    }
}
