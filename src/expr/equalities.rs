//! Which values a filter asks of single columns, so that a check can ask whether the map's
//! constants fulfil it.

use super::Dialect;
use super::bind::column_name;
use super::tree::{BinaryOp, Expr, Literal, LogicOp, Node};
use crate::text::Span;

/// A column that must have one of these values for the filter to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Equality {
    /// The column as written, without its data source.
    pub column: String,
    /// The constants; one unless the filter offers alternatives.
    pub values: Vec<Literal>,
    /// The part of the filter that asks it.
    pub span: Span,
}

/// The equalities that must all hold. Parts that ask anything else (`ne`, alternatives over several
/// columns) are left out: fulfilling the list is necessary, not sufficient.
pub fn equalities(expr: &Expr, dialect: Dialect) -> Vec<Equality> {
    let mut found = Vec::new();
    let mut open = vec![expr];
    while let Some(part) = open.pop() {
        match &part.node {
            Node::Logic(LogicOp::And, operands) => open.extend(operands.iter().rev()),
            _ => found.extend(one(part, dialect)),
        }
    }
    found
}

fn one(expr: &Expr, dialect: Dialect) -> Option<Equality> {
    match &expr.node {
        Node::Logic(LogicOp::Or, operands) => {
            let mut operands = operands.iter().map(|operand| one(operand, dialect));
            let mut all = operands.next()??;
            for next in operands {
                let next = next?;
                if next.column.to_lowercase() != all.column.to_lowercase() {
                    return None;
                }
                all.values.extend(next.values);
            }
            all.span = expr.span;
            Some(all)
        }
        Node::Binary(BinaryOp::Eq, left, right) => {
            let (Node::Path(path), Node::Literal(value)) = (&left.node, &right.node) else {
                return None;
            };
            equality(path, vec![value.clone()], expr.span, dialect)
        }
        Node::Binary(BinaryOp::In, left, right) => {
            let (Node::Path(path), Node::List(items)) = (&left.node, &right.node) else {
                return None;
            };
            let values: Option<Vec<Literal>> = items
                .iter()
                .map(|item| item.literal_value().cloned())
                .collect();
            equality(path, values?, expr.span, dialect)
        }
        _ => None,
    }
}

fn equality(
    path: &[Box<str>],
    values: Vec<Literal>,
    span: Span,
    dialect: Dialect,
) -> Option<Equality> {
    let column = column_name(path, dialect)?.to_owned();
    Some(Equality {
        column,
        values,
        span,
    })
}
