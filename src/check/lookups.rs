//! The related table that a lookup row names must be one that the column can point to. The name is
//! not reliable on polymorphic lookups, so those are left alone.

use super::scope::{Row, Scope, listing};
use crate::diagnostic::{Code, Diagnostic};
use crate::lookup::DataversePath;
use crate::value::Type;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        match &row.path {
            Some(DataversePath::Lookup(_)) => named(scope, row, found),
            Some(DataversePath::Polymorphic { targets, .. }) => {
                for target in targets {
                    listed(scope, row, &target.table, found);
                }
            }
            _ => {}
        }
    }
}

fn targets<'r>(row: &'r Row<'_>) -> &'r [Box<str>] {
    match row.own.map(|column| &column.kind) {
        Some(Type::Lookup(targets)) => targets,
        _ => &[],
    }
}

fn named(scope: &Scope<'_>, row: &Row<'_>, found: &mut Vec<Diagnostic>) {
    let Some(name) = row.mapping.related_entity.as_ref() else {
        return;
    };
    if name.text.trim().is_empty() {
        return;
    }
    let related = scope.related(row.mapping, row.first_segment().unwrap_or_default());
    // A table that the schema lacks has no logical name to compare.
    let Some(table) = related.table else { return };
    listed(scope, row, &table.name, found);
}

fn listed(scope: &Scope<'_>, row: &Row<'_>, table: &str, found: &mut Vec<Diagnostic>) {
    let targets = targets(row);
    if targets.is_empty()
        || targets
            .iter()
            .any(|target| target.eq_ignore_ascii_case(table))
    {
        return;
    }
    let finding = Diagnostic::new(Code::RelatedTableWrong)
        .name("column", row.first_segment().unwrap_or_default())
        .name("related", table)
        .name("targets", listing(targets.iter().map(|target| &**target)));
    found.push(scope.at_column(finding, row));
}
