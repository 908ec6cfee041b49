//! More lookups than the export of an initial sync from Dataverse can follow.

use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic};
use crate::lookup::DataversePath;
use crate::text::NameIndex;

/// Most lookups of one table.
const MOST: usize = 10;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let mut columns = NameIndex::new();
    let paths = scope.rows.iter().filter_map(|row| row.path.as_ref());
    for path in paths.filter(|path| path.is_lookup()) {
        columns.note(&DataversePath::column(path).to_lowercase());
    }
    if columns.len() <= MOST {
        return;
    }
    let finding = Diagnostic::new(Code::ManyLookups)
        .name("table", scope.leg.dataverse_entity_set.text.trim())
        .number("count", columns.len() as u64)
        .number("limit", MOST as u64);
    found.push(scope.text(
        finding,
        "destinationSchema",
        &scope.leg.dataverse_entity_set,
    ));
}
