//! Legal entities: both sides belong to companies or neither does (`DIPV1002`), the key of a striped
//! table and of the tables it refers to names the company (`DIPV1016`, `DIPV1017`), and no row maps
//! it by hand.

use super::scope::{Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::map::MapDirection;
use crate::schema::{COMPANY_CODE, FINANCE_COMPANY, Table};
use crate::text::NameIndex;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    by_hand(scope, found);
    let Some(entity) = scope.finance else { return };
    let striped = entity.column(FINANCE_COMPANY).is_some();
    if !striped && entity.partial {
        return;
    }
    let set = &scope.leg.dataverse_entity_set;
    let key = scope.input.keys.resolve(set.text.trim(), scope.own);
    let keyed = key
        .filter(|key| !key.is_empty())
        .map(|key| has_company(scope, &key, scope.own));
    let differ = |code| {
        Diagnostic::new(code)
            .name("entity", scope.leg.finance_entity.text.trim())
            .name("table", set.text.trim())
    };
    match (striped, keyed) {
        (false, Some(true)) if !carries_company(scope) => {
            found.push(scope.text(differ(Code::GlobalIntoStriped), "destinationSchema", set));
        }
        (true, _) if scope.own.is_some_and(|own| is_global(scope, own)) && keyed != Some(true) => {
            found.push(scope.text(differ(Code::StripedIntoGlobal), "destinationSchema", set));
        }
        (true, Some(false)) => {
            let finding = Diagnostic::new(Code::CompanyKeyMissing).name("table", set.text.trim());
            found.push(scope.text(finding, "destinationSchema", set));
        }
        _ => {}
    }
    if striped {
        related(scope, found);
    }
}

/// Whether a row writes the company as plain data, as maps of global entities about companies do.
fn carries_company(scope: &Scope<'_>) -> bool {
    let column = scope.company.as_deref().and_then(<[String]>::first);
    let Some(column) = column else { return false };
    scope.rows.iter().any(|row| {
        let first = row.first_segment();
        first.is_some_and(|first| first.eq_ignore_ascii_case(column))
    })
}

/// Whether a whole description of a table shows no way to a company.
fn is_global(scope: &Scope<'_>, table: &Table) -> bool {
    !table.partial && scope.company.is_none() && table.company_lookups().is_empty()
}

fn has_company(scope: &Scope<'_>, key: &[String], table: Option<&Table>) -> bool {
    key.iter().any(|part| scope.is_company_part(part, table))
}

/// Related tables that belong to companies while their key does not say which.
fn related(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let mut told = NameIndex::new();
    for row in scope.writing(MapDirection::ToDataverse) {
        let Some([first, ..]) = row.segments() else {
            continue;
        };
        let related = scope.related(row.mapping, first);
        let Some(table) = related.table else { continue };
        let set = if table.entity_set.is_empty() {
            &*related.label
        } else {
            &*table.entity_set
        };
        let Some(key) = scope.input.keys.resolve(set, related.table) else {
            continue;
        };
        let [column] = table.company_lookups()[..] else {
            continue;
        };
        if has_company(scope, &key, related.table) || !told.note(&first.to_lowercase()) {
            continue;
        }
        let finding = Diagnostic::new(Code::RelatedCompanyKeyMissing)
            .name("column", first)
            .name("table", set)
            .name("company", &*column.name);
        found.push(only(
            scope.at_column(finding, row),
            MapDirection::ToDataverse,
        ));
    }
}

/// A row that writes what the runtime supplies.
fn by_hand(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let striped = scope
        .finance
        .map(|table| table.column(FINANCE_COMPANY).is_some());
    for row in &scope.rows {
        let to_code = row
            .segments()
            .and_then(<[String]>::last)
            .is_some_and(|last| last.eq_ignore_ascii_case(COMPANY_CODE));
        let context = scope.company.as_deref().is_some_and(|company| {
            let path = company.join(".");
            let rest = row.column.get(path.len()..).unwrap_or_default();
            row.column
                .get(..path.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(&path))
                && (rest.is_empty() || rest.eq_ignore_ascii_case(".cdm_companycode"))
        });
        let from_context = row.field.eq_ignore_ascii_case(FINANCE_COMPANY);
        // Global entities carry a company as plain data.
        if (from_context && to_code) || (context && striped == Some(true)) {
            let finding = Diagnostic::new(Code::CompanyByHand).name("column", row.column);
            found.push(scope.at_column(finding, row));
        }
    }
}
