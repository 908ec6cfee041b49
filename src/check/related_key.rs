//! Lookup rows must give the whole key of the related table (`DIPV1027`, `DIPV1028`); the company
//! part is supplied by the runtime.

use super::scope::{Row, Scope, listing, only};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::map::MapDirection;
use crate::text::NameGroups;
use crate::value::Type;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    // Lookup column → its rows; only rows that resolve a reference.
    let rows: Vec<&Row<'_>> = scope.writing(MapDirection::ToDataverse).collect();
    let mut groups = NameGroups::default();
    for (at, row) in rows.iter().enumerate() {
        if let Some([first, ..]) = row.segments() {
            groups.add(&first.to_lowercase(), at);
        }
    }
    for positions in groups.iter() {
        let rows = positions.iter().filter_map(|at| rows.get(*at).copied());
        group(scope, &rows.collect::<Vec<_>>(), found);
    }
}

fn group(scope: &Scope<'_>, rows: &[&Row<'_>], found: &mut Vec<Diagnostic>) {
    let Some(row) = rows.first() else { return };
    let column = row.first_segment().unwrap_or_default();
    let related = scope.related(row.mapping, column);
    // What the path names wrong has been told.
    let lookup = row
        .own
        .is_none_or(|own| matches!(own.kind, Type::Lookup(_)));
    if !lookup || (related.table.is_some() && rows.iter().any(|row| row.last.is_none())) {
        return;
    }
    let set = match related.table {
        Some(table) if !table.entity_set.is_empty() => &*table.entity_set,
        _ => related.label.as_str(),
    };
    let given: Vec<String> = rows
        .iter()
        .filter_map(|row| row.segments()?.get(1..))
        .map(|rest| rest.join(".").to_lowercase())
        .collect();
    let lacks = |key: &[String]| -> Vec<String> {
        let needed = key
            .iter()
            .filter(|part| !scope.is_company_part(part, related.table) && !covers(&given, part));
        needed.cloned().collect()
    };
    let named = scope.input.keys.resolve(set, related.table);
    let (missing, severity) = if let Some(key) = named {
        // The only alternate key is perhaps not the one that dual-write uses.
        let told = scope.input.keys.get(set).is_some();
        let severity = if told {
            Severity::Error
        } else {
            Severity::Warning
        };
        (lacks(&key), severity)
    } else {
        let keys = related.table.map_or(&[][..], |table| &table.keys);
        let all = keys.iter().map(|key| {
            let parts: Vec<String> = key.columns.iter().map(|name| name.to_string()).collect();
            lacks(&parts)
        });
        // Which of several keys is meant is not known: any that is whole will do.
        match all.min_by_key(Vec::len) {
            Some(least) => (least, Severity::Warning),
            None => return,
        }
    };
    if missing.is_empty() {
        return;
    }
    let finding = Diagnostic::new(Code::RelatedKeyIncomplete)
        .severity(severity)
        .name("column", column)
        .name("table", set)
        .name("missing", listing(missing.iter().map(String::as_str)));
    found.push(only(
        scope.at_column(finding, row),
        MapDirection::ToDataverse,
    ));
}

/// Whether a row gives a part of the key. A lookup named alone is given by any path through it.
fn covers(given: &[String], part: &str) -> bool {
    let part = part.to_lowercase();
    given.iter().any(|path| {
        let rest = path.strip_prefix(part.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
