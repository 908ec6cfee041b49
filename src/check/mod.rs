//! Checks of table maps against the schemas of both sides, one rule a file.
//!
//! Mirrors what dual-write itself validates when a map is saved or started (its `DIPV` codes), and
//! adds what it only shows later: value maps that cannot be read back, filters that hide the peer's
//! rows, texts and digits that cannot fit. Every check looks at every row; none stops another. What
//! the schemas do not state is left unsaid: no guess becomes a finding.
//!
//! An error on a field mapping means that dual-write refuses the row, or that nobody can tell what
//! it would do: records that reach the row are then undecided. A finding for one way only ends its
//! path with `toFinance` or `toDataverse`.

mod column;
mod company;
mod constants;
mod field;
mod filters;
mod fits;
mod key;
mod lookups;
mod many_lookups;
mod peer_filter;
mod read_only;
mod related_key;
mod repeated;
mod required;
mod scope;
mod sides;
mod table;
mod types;
mod undescribed;
mod value_map;

use crate::diagnostic::Diagnostic;
use crate::lookup::Keys;
use crate::map::TableMap;
use crate::schema::{Schema, Table};
use crate::value::Semantics;
use scope::Scope;

/// What a map is checked against; what is not known is `None` and stays unchecked.
#[derive(Clone, Copy, Debug)]
pub struct CheckInput<'a> {
    /// The map.
    pub map: &'a TableMap,
    /// The Finance schema.
    pub finance: Option<&'a Schema>,
    /// The data entity that each leg's label was resolved to, by position of the leg.
    pub finance_tables: &'a [Option<&'a Table>],
    /// The Dataverse schema.
    pub dataverse: Option<&'a Schema>,
    /// Integration keys that the caller named.
    pub keys: &'a Keys,
    /// Switchable rules.
    pub semantics: &'a Semantics,
}

/// Checks a map. All findings, in map order: what concerns a leg as a whole, then its rows.
pub fn check(input: &CheckInput<'_>) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for (at, leg) in input.map.legs.iter().enumerate() {
        let scope = Scope::new(input, at, leg);
        let mut found = Vec::new();
        for rule in RULES {
            rule(&scope, &mut found);
        }
        // Stable: findings of one row stay in the order of the rules.
        found.sort_by_key(|finding| scope::row_of(&finding.path));
        all.append(&mut found);
    }
    all
}

type Rule = fn(&Scope<'_>, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    table::check,
    company::check,
    key::check,
    filters::check,
    peer_filter::check,
    required::check,
    many_lookups::check,
    sides::check,
    field::check,
    column::check,
    lookups::check,
    related_key::check,
    repeated::check,
    read_only::check,
    types::check,
    fits::check,
    constants::check,
    value_map::check,
];
