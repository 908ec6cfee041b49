//! What of OData dual-write does not carry out in a filter, named one by one.
//!
//! Documented as supported: `eq ne gt ge lt le`, `and or not`, parentheses, constants, columns of
//! the table itself. `contains` is documented as unsupported.

use crate::diagnostic::{Code, Diagnostic, Evidence, Severity};
use crate::expr::tree::{BinaryOp, Expr, Literal, Node, UnaryOp, children};

/// A finding for every feature that dual-write does not support.
pub(in crate::expr) fn check(expr: &Expr) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    condition(expr, &mut findings);
    findings
}

fn condition(expr: &Expr, findings: &mut Vec<Diagnostic>) {
    match &expr.node {
        Node::Logic(_, operands) => {
            for operand in operands {
                condition(operand, findings);
            }
        }
        Node::Unary(UnaryOp::Not, operand) => condition(operand, findings),
        Node::Binary(op, left, right) if op.is_comparison() => {
            operand(left, findings);
            operand(right, findings);
            let kind = match (&left.node, &right.node) {
                (Node::Path(_), Node::Path(_)) => "column-comparison",
                (Node::Literal(_), Node::Literal(_)) => "no-column",
                (Node::Literal(_), _) => "constant-first",
                // Anything else is supported, or refused by name above.
                _ => return,
            };
            doubt(kind, op.word(), expr, findings);
        }
        Node::Literal(Literal::Boolean(_)) => doubt("bare-value", "", expr, findings),
        Node::Literal(_) | Node::Path(_) => {
            operand(expr, findings);
            doubt("bare-value", "", expr, findings);
        }
        _ => operand(expr, findings),
    }
}

/// An operand of a comparison: only a column or a constant is supported.
fn operand(expr: &Expr, findings: &mut Vec<Diagnostic>) {
    match &expr.node {
        Node::Path(segments) if segments.len() > 1 => {
            refuse("navigation", &segments.join("/"), expr, findings);
        }
        Node::Literal(Literal::Member { type_name, member }) => {
            refuse(
                "enum-constant",
                &format!("{type_name}'{member}'"),
                expr,
                findings,
            );
        }
        Node::Path(_) | Node::Literal(_) => {}
        Node::Parameter(name) => refuse("parameter", &format!("@{name}"), expr, findings),
        Node::Call(name, _) => {
            refuse("function", name, expr, findings);
            below(expr, findings);
        }
        Node::Lambda(lambda) => refuse("lambda", &lambda.path.join("/"), expr, findings),
        Node::Binary(op, left, _) if !op.is_comparison() => {
            refuse("operator", op.word(), expr, findings);
            if *op == BinaryOp::In {
                operand(left, findings);
            } else {
                below(expr, findings);
            }
        }
        Node::Unary(UnaryOp::Negate, _) => {
            refuse("operator", "-", expr, findings);
            below(expr, findings);
        }
        Node::List(_) => refuse("list", "", expr, findings),
        Node::Logic(..) | Node::Unary(UnaryOp::Not, _) | Node::Binary(..) => {
            refuse("condition-as-value", "", expr, findings);
            condition(expr, findings);
        }
    }
}

fn below(expr: &Expr, findings: &mut Vec<Diagnostic>) {
    for child in children(&expr.node) {
        operand(child, findings);
    }
}

fn refuse(kind: &'static str, feature: &str, expr: &Expr, findings: &mut Vec<Diagnostic>) {
    let finding = Diagnostic::new(Code::FilterUnsupported)
        .name("kind", kind)
        .name("feature", feature);
    findings.push(finding.span(expr.span));
}

/// No public source shows or forbids it.
fn doubt(kind: &'static str, feature: &str, expr: &Expr, findings: &mut Vec<Diagnostic>) {
    let finding = Diagnostic::new(Code::FilterUndocumented)
        .name("kind", kind)
        .name("feature", feature)
        .severity(Severity::Warning)
        .evidence(Evidence::Inferred);
    findings.push(finding.span(expr.span));
}
