//! Checks of table maps against schemas (the checks themselves follow).

use crate::diagnostic::Diagnostic;
use crate::lookup::Keys;
use crate::map::TableMap;
use crate::schema::{Schema, Table};
use crate::value::Semantics;

/// What a map is checked against.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'a> {
    /// The map.
    pub map: &'a TableMap,
    /// The Finance schema, when there is one.
    pub finance: Option<&'a Schema>,
    /// For each leg its data entity, when it was found.
    pub finance_tables: &'a [Option<&'a Table>],
    /// The Dataverse schema, when there is one.
    pub dataverse: Option<&'a Schema>,
    /// Integration keys.
    pub keys: &'a Keys,
    /// Switchable rules.
    pub semantics: &'a Semantics,
}

/// All findings, in map order.
pub fn check(_input: &CheckInput<'_>) -> Vec<Diagnostic> {
    Vec::new()
}
