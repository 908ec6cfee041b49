//! Rows with an empty side: without a source they need a Default (`DIPV1021`, for a required column
//! `DIPV1031`), and a destination they always need (`DIPV1024`).

use super::scope::{Row, Scope, only};
use crate::diagnostic::{Code, Diagnostic};
use crate::map::MapDirection;
use crate::schema::Required;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        for way in [MapDirection::ToDataverse, MapDirection::ToFinance] {
            if row.writes(way) {
                one_way(scope, row, way, found);
            }
        }
    }
}

fn one_way(scope: &Scope<'_>, row: &Row<'_>, way: MapDirection, found: &mut Vec<Diagnostic>) {
    let (source, target) = match way {
        MapDirection::ToDataverse => (row.field, row.column),
        MapDirection::ToFinance => (row.column, row.field),
    };
    if target.is_empty() {
        let finding = Diagnostic::new(Code::DestinationUnset).name("source", source);
        found.push(only(scope.at_row(finding, row), way));
        return;
    }
    // An unknown transform may supply a value; reading the map has named it.
    if !source.is_empty() || row.constant().is_some() || supplies(row) {
        return;
    }
    let required = match way {
        MapDirection::ToDataverse => row.own,
        MapDirection::ToFinance => row.finance,
    }
    .is_some_and(|column| column.required == Some(Required::System));
    let code = if required {
        Code::RequiredWithoutValue
    } else {
        Code::SourceUnset
    };
    let finding = Diagnostic::new(code).name("target", target);
    found.push(only(scope.at_row(finding, row), way));
}

fn supplies(row: &Row<'_>) -> bool {
    use crate::map::ValueTransform::Unknown;
    let unknown = |step: &crate::map::ValueTransform| matches!(step, Unknown { .. });
    row.mapping.transforms.iter().any(unknown)
}
