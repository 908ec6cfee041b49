//! A destination column that may be written neither on create nor on update (`DIPV1011`).
//! Create-only columns are mapped in published maps and are fine.

use super::scope::{Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::map::MapDirection;
use crate::schema::Column;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        if row.writes(MapDirection::ToDataverse) && row.own.is_some_and(closed) {
            let name = row.first_segment().unwrap_or_default();
            let finding = Diagnostic::new(Code::ReadOnlyDestination)
                .name("column", name)
                .name("table", scope.own.map_or("", |table| &*table.name));
            found.push(only(
                scope.at_column(finding, row),
                MapDirection::ToDataverse,
            ));
        }
        if row.writes(MapDirection::ToFinance) && row.finance.is_some_and(closed) {
            let finding = Diagnostic::new(Code::ReadOnlyDestination)
                .name("column", row.field)
                .name("table", scope.finance_name());
            found.push(only(scope.at_field(finding, row), MapDirection::ToFinance));
        }
    }
}

fn closed(column: &Column) -> bool {
    column.create == Some(false) && column.update == Some(false)
}
