//! Values that may not fit the column they go to: longer texts, more decimal places, bigger whole
//! numbers. Limits that nobody states are passed over.

use super::scope::{Row, Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::map::MapDirection;
use crate::value::Type;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        if row.is_replaced() || row.field.is_empty() {
            continue;
        }
        let (Some(finance), Some((_, dataverse))) = (row.finance, row.last) else {
            continue;
        };
        // Towards Dataverse a lookup path is searched, not written.
        if row.writes(MapDirection::ToDataverse) && row.segments().is_none() {
            let way = MapDirection::ToDataverse;
            one_way(scope, row, &finance.kind, &dataverse.kind, way, found);
        }
        if row.writes(MapDirection::ToFinance) {
            let way = MapDirection::ToFinance;
            one_way(scope, row, &dataverse.kind, &finance.kind, way, found);
        }
    }
}

fn one_way(
    scope: &Scope<'_>,
    row: &Row<'_>,
    from: &Type,
    to: &Type,
    way: MapDirection,
    found: &mut Vec<Diagnostic>,
) {
    let Some(finding) = compare(from, to, way) else {
        return;
    };
    let (source, target) = match way {
        MapDirection::ToDataverse => (row.field, row.column),
        MapDirection::ToFinance => (row.column, row.field),
    };
    let finding = finding.name("source", source).name("target", target);
    found.push(only(scope.at_row(finding, row), way));
}

fn compare(from: &Type, to: &Type, way: MapDirection) -> Option<Diagnostic> {
    let limits = |code, from: u64, to: u64| {
        let finding = Diagnostic::new(code).number("from", from).number("to", to);
        (from > to).then_some(finding)
    };
    match (from, to) {
        (
            Type::Text {
                max_length: Some(from),
            },
            Type::Text {
                max_length: Some(to),
            },
        ) => {
            let code = match way {
                MapDirection::ToDataverse => Code::TextMayNotFit,
                MapDirection::ToFinance => Code::TextMayNotFitFinance,
            };
            limits(code, u64::from(*from), u64::from(*to))
        }
        (
            Type::Decimal {
                places: Some(from), ..
            },
            Type::Decimal {
                places: Some(to), ..
            },
        ) => limits(Code::DigitsMayBeLost, u64::from(*from), u64::from(*to)),
        (Type::Integer { bits: from, .. }, Type::Integer { bits: to, .. }) => {
            limits(Code::WholeNumberMayNotFit, u64::from(*from), u64::from(*to))
        }
        (Type::Decimal { .. }, Type::Integer { .. }) => {
            Some(Diagnostic::new(Code::FractionIntoWholeNumber))
        }
        _ => None,
    }
}
