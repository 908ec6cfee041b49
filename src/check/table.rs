//! The Dataverse table of a leg: it must exist (`DIPV1020`) and track versions (`DIPV1019`).

use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::schema::Table;

/// The column by which dual-write tracks changes; virtual and elastic tables have none.
const VERSION: &str = "versionnumber";

/// A column of the platform that a hand-made list of columns leaves out.
const CREATED: &str = "createdon";

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let Some(schema) = scope.input.dataverse else {
        return;
    };
    let text = &scope.leg.dataverse_entity_set;
    match scope.own {
        Some(table) => versions(scope, table, found),
        // A schema of some tables says nothing about the others.
        None if !schema.whole => {}
        None => {
            let names = schema.tables.iter().map(|table| &*table.entity_set);
            let finding =
                Diagnostic::new(Code::DataverseTableUnknown).name("table", text.text.trim());
            let finding = super::scope::Suggestions::new().add(finding, text.text.trim(), names);
            found.push(scope.text(finding, "destinationSchema", text));
        }
    }
}

fn versions(scope: &Scope<'_>, table: &Table, found: &mut Vec<Diagnostic>) {
    // Only a list with the platform's own columns is a whole one.
    if table.column(CREATED).is_none() || table.column(VERSION).is_some() {
        return;
    }
    let finding = Diagnostic::new(Code::NoVersionNumber).name("table", &*table.name);
    found.push(scope.text(
        finding,
        "destinationSchema",
        &scope.leg.dataverse_entity_set,
    ));
}
