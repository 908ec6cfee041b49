//! Tree → X++ range text, every comparison in parentheses as documented; parsing it again gives
//! the same tree. What X++ cannot write (`null`, `in`, arithmetic) is printed as OData writes it.

use crate::expr::odata;
use crate::expr::tree::{BinaryOp, Expr, Literal, LogicOp, Node, UnaryOp};

/// The expression as X++ writes it.
pub(in crate::expr) fn print(expr: &Expr) -> String {
    let mut out = String::new();
    out.push('(');
    write(expr, &mut out);
    out.push(')');
    out
}

fn write(expr: &Expr, out: &mut String) {
    match &expr.node {
        Node::Literal(literal) => write_literal(literal, expr, out),
        Node::Path(segments) => out.push_str(&segments.join(".")),
        Node::Unary(UnaryOp::Not, operand) => {
            out.push_str("!(");
            write(operand, out);
            out.push(')');
        }
        Node::Logic(op, operands) => {
            for (at, operand) in operands.iter().enumerate() {
                if at > 0 {
                    out.push_str(match op {
                        LogicOp::And => " && ",
                        LogicOp::Or => " || ",
                    });
                }
                out.push('(');
                write(operand, out);
                out.push(')');
            }
        }
        Node::Binary(op, left, right) => {
            write(left, out);
            out.push(' ');
            out.push_str(sign(*op));
            out.push(' ');
            write(right, out);
        }
        Node::Call(name, arguments) => {
            out.push_str(name);
            out.push('(');
            for (at, argument) in arguments.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write(argument, out);
            }
            out.push(')');
        }
        _ => out.push_str(&odata::print(expr)),
    }
}

fn sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Eq => "==",
        BinaryOp::Ne => "!=",
        BinaryOp::Gt => ">",
        BinaryOp::Ge => ">=",
        BinaryOp::Lt => "<",
        BinaryOp::Le => "<=",
        other => other.word(),
    }
}

fn write_literal(literal: &Literal, expr: &Expr, out: &mut String) {
    match literal {
        Literal::Text(text) => {
            out.push('"');
            out.push_str(&text.replace('\\', "\\\\").replace('"', "\\\""));
            out.push('"');
        }
        Literal::Date(date) => {
            out.push_str(&format!("{}\\{}\\{:04}", date.day, date.month, date.year));
        }
        Literal::Member { type_name, member } => {
            out.push_str(&format!("{type_name}::{member}"));
        }
        _ => out.push_str(&odata::print(expr)),
    }
}
