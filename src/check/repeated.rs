//! Rows that meet: the same pair twice (`DIPV1029`), one Dataverse column written by two rows
//! (`DIPV1026`), one Finance field in two bidirectional rows (`DIPV1023`) or written twice.

use super::scope::{Row, Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::lookup::DataversePath;
use crate::map::MapDirection;
use crate::text::NameIndex;

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
    pairs: NameIndex,
    paths: NameIndex,
    /// First segment → whether the row writes the column itself rather than part of a lookup.
    columns: NameIndex,
    column_rows: Vec<(bool, usize)>,
    fields: NameIndex,
}

impl Seen {
    fn pair<'s, 'a>(&mut self, row: &Row<'_>, scope: &'s Scope<'a>) -> Option<&'s Row<'a>> {
        if row.field.is_empty() || row.column.is_empty() {
            return None;
        }
        let key = [row.field, "\n", row.column].concat().to_lowercase();
        scope.rows.get(self.pairs.add(&key, row.at)?)
    }

    /// Composite lookups share their first segment, so only whole paths meet; a lookup column that
    /// one row writes as it is cannot also be resolved by another.
    fn column<'s, 'a>(&mut self, row: &Row<'_>, scope: &'s Scope<'a>) -> Option<&'s Row<'a>> {
        let path = row.path.as_ref()?;
        if let Some(at) = self.paths.add(&row.column.to_lowercase(), row.at) {
            return scope.rows.get(at);
        }
        let plain = matches!(path, DataversePath::Column(_));
        let key = path.column().to_lowercase();
        let Some(known) = self.columns.add(&key, self.column_rows.len()) else {
            self.column_rows.push((plain, row.at));
            return None;
        };
        let (other, at) = self.column_rows.get(known)?;
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
        let at = self.fields.add(&row.field.to_lowercase(), row.at)?;
        scope.rows.get(at)
    }
}
