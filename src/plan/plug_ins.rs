//! Columns that plug-ins of the shipped Party and global address book solution insist on, as its
//! public code shows. Whether the solution is installed is not known, so these only warn.

use super::model::PlugInRule;

/// Logical name, entity set, columns of which one must be filled.
const RULES: &[(&str, &str, &[&str])] = &[
    ("account", "accounts", &["name"]),
    ("contact", "contacts", &["lastname"]),
    ("msdyn_party", "msdyn_parties", &["msdyn_partynumber"]),
    (
        "msdyn_contactforparty",
        "msdyn_contactforparties",
        &["msdyn_associatedcompanyid"],
    ),
];

/// The rules of a table.
pub(super) fn rules_for(logical: &str, entity_set: &str) -> Vec<PlugInRule> {
    RULES
        .iter()
        .filter(|(table, set, _)| {
            logical.eq_ignore_ascii_case(table) || entity_set.eq_ignore_ascii_case(set)
        })
        .map(|(table, _, columns)| PlugInRule { table, columns })
        .collect()
}
