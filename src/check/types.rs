//! Columns whose types do not meet (`DIPV1030`): two options and choices need a value map, as every
//! published map has one on them; other pairs that no conversion joins; types that are never mapped.

use super::scope::{Row, Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::map::MapDirection;
use crate::value::Type;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        one(scope, row, found);
    }
}

fn one(scope: &Scope<'_>, row: &Row<'_>, found: &mut Vec<Diagnostic>) {
    for (column, name) in [(row.finance, row.field), (row.own, row.column)] {
        let Some(column) = column else { continue };
        let finding = match &column.kind {
            Type::Unmappable(kind) => Diagnostic::new(Code::TypeUnmappable).name("type", &**kind),
            Type::MultiChoice(_) => Diagnostic::new(Code::MultiChoiceMapped),
            _ => continue,
        };
        let finding = finding.name("column", name);
        found.push(scope.at_row(finding, row));
        return;
    }
    if row.is_replaced() || row.field.is_empty() {
        return;
    }
    let (Some(finance), Some((_, dataverse))) = (row.finance, row.last) else {
        return;
    };
    let pair = |code| {
        Diagnostic::new(code)
            .name("field", row.field)
            .name("fieldType", finance.kind.label())
            .name("column", row.column)
            .name("columnType", dataverse.kind.label())
    };
    if needs_value_map(&finance.kind, &dataverse.kind) {
        found.push(scope.at_row(pair(Code::ValueMapMissing), row));
        return;
    }
    let ways = [
        (MapDirection::ToDataverse, &finance.kind, &dataverse.kind),
        (MapDirection::ToFinance, &dataverse.kind, &finance.kind),
    ];
    let fails =
        |(way, from, to): &(MapDirection, &Type, &Type)| row.writes(*way) && !converts(from, to);
    let mut failing = ways.into_iter().filter(fails);
    let Some((way, ..)) = failing.next() else {
        return;
    };
    let finding = scope.at_row(pair(Code::TypeMismatch), row);
    found.push(if failing.next().is_some() || !row.is_both() {
        finding
    } else {
        only(finding, way)
    });
}

/// Two options and choices store `true` and numbers, Finance texts and enum elements.
fn needs_value_map(finance: &Type, dataverse: &Type) -> bool {
    match dataverse {
        Type::Boolean => matches!(finance, Type::Enumeration(_) | Type::Text { .. }),
        Type::Choice(_) => matches!(
            finance,
            Type::Enumeration(_) | Type::Text { .. } | Type::Boolean
        ),
        _ => false,
    }
}

/// Whether some value of one type can be read as the other.
fn converts(from: &Type, to: &Type) -> bool {
    use Type::{
        Boolean, Choice, Date, DateTime, Decimal, Enumeration, Guid, Integer, Lookup, Text,
        Unchecked,
    };
    match (from, to) {
        (Unchecked, _) | (_, Unchecked | Text { .. }) | (Text { .. }, _) => true,
        (Integer { .. } | Decimal { .. } | Choice(_), Integer { .. } | Decimal { .. }) => true,
        (Integer { .. } | Choice(_), Choice(_) | Enumeration(_) | Boolean) => true,
        (Boolean, Boolean | Enumeration(_)) | (Enumeration(_), Enumeration(_)) => true,
        (Boolean, Integer { .. }) => false,
        (Date | DateTime(_), Date | DateTime(_)) => true,
        (Guid | Lookup(_), Guid | Lookup(_)) => true,
        _ => false,
    }
}
