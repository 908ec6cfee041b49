//! Integration keys: the columns by which dual-write finds a row on the other side.
//!
//! Declared for the Dataverse table. Maps and metadata do not carry the choice; the caller names it,
//! or the only alternate key of the schema is taken.

use crate::schema::{COMPANY_CODE, Table};
use crate::text::NameIndex;

/// Integration keys by Dataverse entity set: column paths in key order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Entity sets in lower case.
    names: NameIndex,
    keys: Vec<(String, Vec<String>)>,
}

impl Keys {
    /// Names the key of an entity set.
    pub fn insert(&mut self, entity_set: &str, paths: Vec<String>) {
        let entity_set = entity_set.to_lowercase();
        let known = self.names.add(&entity_set, self.keys.len());
        match known.and_then(|at| self.keys.get_mut(at)) {
            Some((_, slot)) => *slot = paths,
            None => self.keys.push((entity_set, paths)),
        }
    }

    /// The key that was named for an entity set, ignoring case.
    pub fn get(&self, entity_set: &str) -> Option<&[String]> {
        let at = self.names.get(&entity_set.to_lowercase())?;
        self.keys.get(at).map(|(_, paths)| paths.as_slice())
    }

    /// The way to the company in the key that was named for an entity set; see [`company_path`].
    pub fn company_path(&self, entity_set: &str) -> Option<Vec<String>> {
        let mut parts = self.get(entity_set)?.iter();
        parts.find_map(|part| company_path(part))
    }

    /// The key to use: the named one, else the only alternate key of the schema.
    pub fn resolve(&self, entity_set: &str, table: Option<&Table>) -> Option<Vec<String>> {
        if let Some(named) = self.get(entity_set) {
            return Some(named.to_vec());
        }
        let [only] = table?.keys.as_slice() else {
            return None;
        };
        Some(only.columns.iter().map(|name| name.to_string()).collect())
    }

    /// Every entity set that a key was named for.
    pub fn entity_sets(&self) -> impl Iterator<Item = &str> {
        let numbers = self.names.numbers();
        numbers.filter_map(|at| self.keys.get(at).map(|(name, _)| name.as_str()))
    }
}

/// The lookups before the company code in a key part: `["msdyn_company"]` of
/// `msdyn_company.cdm_companycode`; `None` for a part that is no company.
pub fn company_path(part: &str) -> Option<Vec<String>> {
    let (before, last) = part.rsplit_once('.')?;
    let is_company = last.eq_ignore_ascii_case(COMPANY_CODE) && !before.is_empty();
    is_company.then(|| before.split('.').map(str::to_owned).collect())
}
