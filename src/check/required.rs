//! Required columns of the destination that no row writes (`DIPV1010`).
//!
//! Exempt, as published maps show: the row id, the owner, the state, the organisation, the company,
//! and what the server fills or defaults. A warning instead of an error: columns that only forms
//! insist on, and descriptions that do not state what the server fills.

use super::scope::{Scope, only};
use crate::diagnostic::{Code, Diagnostic, Evidence, Severity};
use crate::map::MapDirection;
use crate::schema::{Column, FINANCE_COMPANY, Required, Table};
use crate::text::NameIndex;
use crate::value::Type;
use crate::value::semantics::RequiredColumns;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    if scope.input.semantics.required_columns == RequiredColumns::None {
        return;
    }
    for way in [MapDirection::ToDataverse, MapDirection::ToFinance] {
        let table = match way {
            MapDirection::ToDataverse => scope.own,
            MapDirection::ToFinance => scope.finance,
        };
        if let Some(table) = table.filter(|_| scope.writes(way)) {
            one_way(scope, table, way, found);
        }
    }
}

fn one_way(scope: &Scope<'_>, table: &Table, way: MapDirection, found: &mut Vec<Diagnostic>) {
    let mut written = NameIndex::new();
    for row in scope.writing(way) {
        let name = match way {
            MapDirection::ToDataverse => row.first_segment(),
            MapDirection::ToFinance => Some(row.field),
        };
        written.note(&name.unwrap_or_default().to_lowercase());
    }
    let name = match way {
        MapDirection::ToDataverse => &*table.name,
        MapDirection::ToFinance => scope.finance_name(),
    };
    for column in &table.columns {
        let code = match column.required {
            Some(Required::System) => Code::RequiredUnmapped,
            Some(Required::Application) => Code::FormRequiredUnmapped,
            _ => continue,
        };
        // A two-option column always has a default.
        if column.kind == Type::Boolean
            || written.contains(&column.name.to_lowercase())
            || is_exempt(scope, table, column)
        {
            continue;
        }
        let finding = Diagnostic::new(code)
            .name("column", &*column.name)
            .name("table", name);
        let filled = table.partial || server_fills(&table.name, &column.name);
        let finding = match way {
            // Data entities default many mandatory fields; metadata does not say which.
            MapDirection::ToFinance => finding
                .severity(Severity::Warning)
                .evidence(Evidence::Inferred),
            MapDirection::ToDataverse if filled => finding.severity(Severity::Warning),
            MapDirection::ToDataverse => finding,
        };
        let (word, text) = match way {
            MapDirection::ToDataverse => ("destinationSchema", &scope.leg.dataverse_entity_set),
            MapDirection::ToFinance => ("sourceSchema", &scope.leg.finance_entity),
        };
        found.push(only(scope.text(finding, word, text), way));
    }
}

/// Columns that the service insists on and that published maps leave to it: plug-ins and the
/// platform fill them.
const LEFT_TO_THE_SERVER: &[(&str, &[&str])] = &[
    ("product", &["productnumber", "productstructure"]),
    ("salesorder", &["ordernumber"]),
    (
        "salesorderdetail",
        &[
            "producttypecode",
            "propertyconfigurationstatus",
            "salesorderstatecode",
        ],
    ),
    ("transactioncurrency", &["currencyprecision"]),
    ("uom", &["uomscheduleid"]),
];

fn server_fills(table: &str, column: &str) -> bool {
    let mut tables = LEFT_TO_THE_SERVER.iter();
    let known = tables.find(|(name, _)| table.eq_ignore_ascii_case(name));
    known.is_some_and(|(_, columns)| columns.iter().any(|name| column.eq_ignore_ascii_case(name)))
}

fn is_exempt(scope: &Scope<'_>, table: &Table, column: &Column) -> bool {
    let name = column.name.to_lowercase();
    let company = scope.company.as_deref().and_then(<[String]>::first);
    column.server_filled
        || column.default.is_some()
        || column.create == Some(false)
        || name == table.primary_id.to_lowercase()
        || matches!(name.as_str(), "ownerid" | "statecode" | "organizationid")
        || name == FINANCE_COMPANY.to_lowercase()
        || company.is_some_and(|company| company.eq_ignore_ascii_case(&name))
}
