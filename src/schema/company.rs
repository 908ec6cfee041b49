//! The legal entity of a row: which column holds it, on either side.

use super::{Column, Table};
use crate::value::Type;

/// The Dataverse table of companies.
pub const COMPANY_TABLE: &str = "cdm_company";
/// The column of [`COMPANY_TABLE`] that holds the code.
pub const COMPANY_CODE: &str = "cdm_companycode";
/// The company property of Finance data entities.
pub const FINANCE_COMPANY: &str = "dataAreaId";

/// Whether a column of this type may point to a company.
pub fn points_to_company(kind: &Type) -> bool {
    let Type::Lookup(targets) = kind else {
        return false;
    };
    targets
        .iter()
        .any(|target| target.eq_ignore_ascii_case(COMPANY_TABLE))
}

impl Table {
    /// The lookups of a Dataverse table that may point to a company, in document order.
    pub fn company_lookups(&self) -> Vec<&Column> {
        let columns = self.columns.iter();
        columns
            .filter(|column| points_to_company(&column.kind))
            .collect()
    }

    /// The lookup that holds the company of a Dataverse row: the only one, or of several the only
    /// one that a key names; `None` when that leaves not exactly one.
    pub fn company_lookup(&self) -> Option<&Column> {
        let companies = self.company_lookups();
        if let [only] = companies.as_slice() {
            return Some(only);
        }
        let mut keyed = companies
            .into_iter()
            .filter(|column| self.in_a_key(&column.name));
        let only = keyed.next()?;
        keyed.next().is_none().then_some(only)
    }

    /// The column that holds the legal entity of a row: `dataAreaId` of a data entity, the lookup to
    /// `cdm_company` of a Dataverse table.
    pub fn company_column(&self) -> Option<&Column> {
        self.column(FINANCE_COMPANY)
            .or_else(|| self.company_lookup())
    }

    /// Whether one of the keys has the column, ignoring case.
    pub fn in_a_key(&self, column: &str) -> bool {
        let mut parts = self.keys.iter().flat_map(|key| &key.columns);
        parts.any(|name| name.eq_ignore_ascii_case(column))
    }
}
