//! The integration key of the Dataverse table: there must be one (`DIPV1003`), every part but the
//! company has a row (`DIPV1014`), lookups in it are expanded (`DIPV1015`), and in a map with
//! bidirectional rows the key rows are bidirectional (`DIPV1004`).

use super::scope::{Row, Scope, listing};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::value::Type;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let set = &scope.leg.dataverse_entity_set;
    let at_set = |finding: Diagnostic| {
        let finding = finding.name("table", set.text.trim());
        scope.text(finding, "destinationSchema", set)
    };
    let named = scope.input.keys.get(set.text.trim());
    if named.is_some_and(<[String]>::is_empty) {
        found.push(at_set(
            Diagnostic::new(Code::KeyMissing).severity(Severity::Error),
        ));
        return;
    }
    let known = scope.own.map_or(&[][..], |table| &table.keys);
    if named.is_none() {
        match known {
            // Partial descriptions and unknown tables tell nothing about keys.
            [] if scope.own.is_none_or(|table| table.partial) => return,
            [] => {
                found.push(at_set(Diagnostic::new(Code::KeyMissing)));
                return;
            }
            [only] => {
                let columns = listing(only.columns.iter().map(|name| &**name));
                let finding = Diagnostic::new(Code::KeyAssumed).name("columns", columns);
                found.push(at_set(finding));
            }
            several => {
                let names = listing(several.iter().map(|key| &*key.name));
                let finding = Diagnostic::new(Code::KeyUndecided)
                    .name("names", names)
                    .number("count", several.len() as u64);
                found.push(at_set(finding));
                return;
            }
        }
    }
    let Some(parts) = scope.input.keys.resolve(set.text.trim(), scope.own) else {
        return;
    };
    for part in &parts {
        part_of_key(scope, part, found);
    }
}

fn part_of_key(scope: &Scope<'_>, part: &str, found: &mut Vec<Diagnostic>) {
    if scope.is_company_part(part, scope.own) {
        return;
    }
    let rows = rows_of(scope, part);
    if rows.is_empty() {
        return missing(scope, part, found);
    }
    let table_has_both = scope.rows.iter().any(Row::is_both);
    for row in rows.iter().filter(|row| table_has_both && !row.is_both()) {
        let finding = Diagnostic::new(Code::KeyRowOneWay).name("column", part);
        found.push(scope.at_row(finding, row));
    }
}

/// The rows that carry a part. A lookup named alone is carried by any path through it.
fn rows_of<'s, 'a>(scope: &'s Scope<'a>, part: &str) -> Vec<&'s Row<'a>> {
    let whole = |row: &&Row<'_>| row.column.eq_ignore_ascii_case(part);
    let through = |row: &&Row<'_>| {
        let first = row.first_segment();
        first.is_some_and(|first| first.eq_ignore_ascii_case(part))
    };
    // A lookup written without a path cannot be found on the other side.
    let needs_path = |row: &&Row<'_>| {
        !part.contains('.')
            && row.segments().is_none()
            && row
                .own
                .is_some_and(|column| matches!(column.kind, Type::Lookup(_)))
            && !row.column.contains('(')
    };
    scope
        .rows
        .iter()
        .filter(|row| whole(row) || through(row))
        .filter(|row| !needs_path(row))
        .collect()
}

fn missing(scope: &Scope<'_>, part: &str, found: &mut Vec<Diagnostic>) {
    let first = part.split('.').next().unwrap_or_default();
    let near = scope.rows.iter().find(|row| {
        let segment = row.first_segment();
        segment.is_some_and(|segment| segment.eq_ignore_ascii_case(first))
    });
    let set = &scope.leg.dataverse_entity_set;
    let finding = |code| Diagnostic::new(code).name("column", part);
    found.push(match near {
        Some(row) => scope.at_column(finding(Code::KeyLookupUnexpanded), row),
        None => scope.text(
            finding(Code::KeyPartUnmapped).name("table", set.text.trim()),
            "destinationSchema",
            set,
        ),
    });
}
