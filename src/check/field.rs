//! Finance fields must exist in the data entity (`DIPV1022`).

use super::scope::{Scope, Suggestions};
use super::undescribed::Undescribed;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Side;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(entity) = scope.finance else {
        return;
    };
    let mut suggestions = Suggestions::new();
    let mut undescribed = Undescribed::default();
    for row in &scope.rows {
        if row.field.is_empty() || row.finance.is_some() {
            continue;
        }
        if entity.partial {
            let (path, span) = (scope.row_path(row), row.mapping.finance_field.span);
            undescribed.add(entity, row.field, path, span);
            continue;
        }
        let names = entity.columns.iter().map(|column| &*column.name);
        let finding = Diagnostic::new(Code::FinanceFieldUnknown)
            .name("field", row.field)
            .name("entity", scope.finance_name());
        let finding = suggestions.add(finding, row.field, names);
        found.push(scope.at_field(finding, row));
    }
    undescribed.tell(scope, Side::Finance, found);
}
