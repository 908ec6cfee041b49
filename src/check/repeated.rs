//! Rows that meet: the same pair twice (`DIPV1029`), one Dataverse column written by two rows
//! (`DIPV1026`), one Finance field in two bidirectional rows (`DIPV1023`) or written twice.

use super::scope::{Row, Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::lookup::DataversePath;
use crate::map::MapDirection;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let mut seen = Seen::default();
    for row in &scope.rows {
        if let Some(first) = seen.pair(row, scope) {
            let finding = Diagnostic::new(Code::PairTwice)
                .name("field", row.field)
                .name("column", row.column);
            found.push(with(scope, scope.at_row(finding, row), first));
            continue;
        }
        if row.writes(MapDirection::ToDataverse)
            && let Some(first) = seen.column(row, scope)
        {
            let finding = Diagnostic::new(Code::ColumnWrittenTwice).name("column", row.column);
            let finding = with(scope, scope.at_column(finding, row), first);
            found.push(only(finding, MapDirection::ToDataverse));
        }
        if row.writes(MapDirection::ToFinance)
            && let Some(first) = seen.field(row, scope)
        {
            let both = row.is_both() && first.is_both();
            let code = if both {
                Code::FieldBidirectionalTwice
            } else {
                Code::FieldWrittenTwice
            };
            let finding = Diagnostic::new(code).name("field", row.field);
            let finding = with(scope, scope.at_field(finding, row), first);
            found.push(only(finding, MapDirection::ToFinance));
        }
    }
}

/// Adds the row that came first.
fn with(scope: &Scope<'_>, finding: Diagnostic, first: &Row<'_>) -> Diagnostic {
    finding.related(scope.row_path(first), Some(first.mapping.span))
}

/// Positions of the first row of each kind, by what it names, in lower case.
#[derive(Default)]
struct Seen {
    pairs: HashMap<(String, String), usize>,
    paths: HashMap<String, usize>,
    /// First segment → whether the row writes the column itself rather than part of a lookup.
    columns: HashMap<String, (bool, usize)>,
    fields: HashMap<String, usize>,
}

impl Seen {
    fn pair<'s, 'a>(&mut self, row: &Row<'_>, scope: &'s Scope<'a>) -> Option<&'s Row<'a>> {
        if row.field.is_empty() || row.column.is_empty() {
            return None;
        }
        let key = (row.field.to_lowercase(), row.column.to_lowercase());
        scope.rows.get(*first(&mut self.pairs, key, row.at)?)
    }

    /// Composite lookups share their first segment, so only whole paths meet; a lookup column that
    /// one row writes as it is cannot also be resolved by another.
    fn column<'s, 'a>(&mut self, row: &Row<'_>, scope: &'s Scope<'a>) -> Option<&'s Row<'a>> {
        let path = row.path.as_ref()?;
        if let Some(at) = first(&mut self.paths, row.column.to_lowercase(), row.at) {
            return scope.rows.get(*at);
        }
        let plain = matches!(path, DataversePath::Column(_));
        let key = path.column().to_lowercase();
        let (other, at) = first(&mut self.columns, key, (plain, row.at))?;
        if plain || *other {
            scope.rows.get(*at)
        } else {
            None
        }
    }

    fn field<'s, 'a>(&mut self, row: &Row<'_>, scope: &'s Scope<'a>) -> Option<&'s Row<'a>> {
        if row.field.is_empty() {
            return None;
        }
        scope
            .rows
            .get(*first(&mut self.fields, row.field.to_lowercase(), row.at)?)
    }
}

/// What came first under a key; `None` when this is the first.
fn first<K: std::hash::Hash + Eq, V>(seen: &mut HashMap<K, V>, key: K, value: V) -> Option<&V> {
    match seen.entry(key) {
        Entry::Occupied(known) => Some(known.into_mut()),
        Entry::Vacant(vacant) => {
            vacant.insert(value);
            None
        }
    }
}
