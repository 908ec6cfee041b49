//! Constants that their column cannot hold: text for a number, a number that is no option. Each is
//! told with the code that a record would get; a warning here, since only records that need the
//! constant are refused.

use super::scope::{Row, Scope, only};
use crate::diagnostic::{Diagnostic, Severity};
use crate::map::{MapDirection, ValueTransform};
use crate::value::{Cell, Conversion, Destination, Type, convert};
use std::borrow::Cow;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        // A value map may stand behind the constant.
        if row.is_replaced() {
            continue;
        }
        for (at, step) in row.mapping.transforms.iter().enumerate() {
            if let ValueTransform::Default {
                value: Some(text), ..
            } = step
            {
                one(scope, row, at, text, found);
            }
        }
    }
}

fn one(
    scope: &Scope<'_>,
    row: &Row<'_>,
    at: usize,
    text: &crate::map::Text,
    found: &mut Vec<Diagnostic>,
) {
    let ways: [(_, _, _, Option<&Type>); 2] = [
        (
            MapDirection::ToDataverse,
            Destination::Dataverse,
            row.column,
            row.last.map(|(_, column)| &column.kind),
        ),
        (
            MapDirection::ToFinance,
            Destination::Finance,
            row.field,
            row.finance.map(|column| &column.kind),
        ),
    ];
    for (way, to, column, kind) in ways {
        if !row.writes(way) || kind.is_none() {
            continue;
        }
        let converted = convert(
            &Cell::Text(Cow::Borrowed(&text.text)),
            &Conversion {
                column,
                kind,
                source_kind: None,
                to,
                mapped: true,
                semantics: scope.input.semantics,
            },
        );
        let faults = converted.diagnostics.into_iter();
        for fault in faults.filter(|fault| fault.severity == Severity::Error) {
            let path = scope.row_path(row).word("valueTransforms").index(at);
            let fault = fault.severity(Severity::Warning).at(path).span(text.span);
            found.push(only(fault, way));
        }
    }
}
