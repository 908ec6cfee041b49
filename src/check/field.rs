//! Finance fields must exist in the data entity (`DIPV1022`).

use super::scope::{Scope, Suggestions};
use crate::diagnostic::{Code, Diagnostic, Severity};

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(entity) = scope.finance else {
        return;
    };
    let mut suggestions = Suggestions::new();
    for row in &scope.rows {
        if row.field.is_empty() || row.finance.is_some() {
            continue;
        }
        let names = entity.columns.iter().map(|column| &*column.name);
        let finding = Diagnostic::new(Code::FinanceFieldUnknown)
            .name("field", row.field)
            .name("entity", entity.label.as_deref().unwrap_or(&entity.name));
        let finding = suggestions.add(finding, row.field, names);
        let finding = if entity.partial {
            finding.severity(Severity::Warning)
        } else {
            finding
        };
        found.push(scope.at_field(finding, row));
    }
}
