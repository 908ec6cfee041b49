//! Both filters of a leg must parse and read columns of their own side (`DIPV1012`, health check
//! 900). The faults are those of the filter languages; here they get their place in the map.

use super::scope::Scope;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::expr::{Dialect, Expr, bind, parse};
use crate::map::Text;
use crate::schema::Table;
use crate::text::Span;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let both = [
        (
            "sourceFilter",
            &scope.leg.finance_filter,
            Dialect::Xpp,
            scope.finance,
        ),
        (
            "reversedSourceFilter",
            &scope.leg.dataverse_filter,
            Dialect::OData,
            scope.own,
        ),
    ];
    for (word, text, dialect, table) in both {
        for finding in faults(text, dialect, table) {
            let span = finding.span.map(|span| place(text, span));
            let finding = scope.text(finding, word, text);
            found.push(match span {
                Some(span) => finding.span(span),
                None => finding,
            });
        }
    }
}

fn faults(text: &Text, dialect: Dialect, table: Option<&Table>) -> Vec<Diagnostic> {
    let parsed = parse(&text.text, dialect);
    let mut all = parsed.diagnostics;
    if let Some(expression) = &parsed.expr {
        let bound = bind(expression, dialect, table).1;
        let partial = table.is_some_and(|table| table.partial);
        all.extend(bound.into_iter().map(|finding| {
            // A description that may leave columns out refutes nothing.
            if partial && finding.code == Code::UnknownFilterColumn {
                finding.severity(Severity::Warning)
            } else {
                finding
            }
        }));
    }
    all
}

/// The filter read, when it can be.
pub(super) fn read(text: &Text, dialect: Dialect) -> Option<Expr> {
    parse(&text.text, dialect).expr
}

/// A span of the decoded filter as a place in the map's text: exact where the filter is written
/// without escapes, else the whole filter.
pub(super) fn place(text: &Text, span: Span) -> Span {
    let written = text.span.end.saturating_sub(text.span.start) as usize;
    if written != text.text.len().saturating_add(2) {
        return text.span;
    }
    span.shifted(text.span.start.saturating_add(1))
}
