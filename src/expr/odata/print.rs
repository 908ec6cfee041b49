//! Tree → OData expression text; parsing it again gives the same tree.

use crate::expr::tree::{BinaryOp, Expr, Literal, Node, Quantifier, UnaryOp};

/// The expression as OData writes it.
pub(in crate::expr) fn print(expr: &Expr) -> String {
    let mut out = String::new();
    write(expr, &mut out);
    out
}

fn write(expr: &Expr, out: &mut String) {
    match &expr.node {
        Node::Literal(literal) => write_literal(literal, out),
        Node::Path(segments) => out.push_str(&segments.join("/")),
        Node::Parameter(name) => {
            out.push('@');
            out.push_str(name);
        }
        Node::Unary(op, operand) => {
            out.push_str(match op {
                UnaryOp::Not => "not (",
                UnaryOp::Negate => "-(",
            });
            write(operand, out);
            out.push(')');
        }
        Node::Logic(op, operands) => {
            for (at, operand) in operands.iter().enumerate() {
                if at > 0 {
                    out.push(' ');
                    out.push_str(op.word());
                    out.push(' ');
                }
                let loose = matches!(&operand.node, Node::Logic(..));
                write_operand(operand, loose, out);
            }
        }
        Node::Binary(op, left, right) => {
            write_operand(left, is_compound(left), out);
            out.push(' ');
            out.push_str(op.word());
            out.push(' ');
            let list = *op == BinaryOp::In && matches!(right.node, Node::List(_));
            write_operand(right, !list && is_compound(right), out);
        }
        Node::Call(name, arguments) => {
            out.push_str(name);
            write_list(arguments, out);
        }
        Node::List(items) => write_list(items, out),
        Node::Lambda(lambda) => {
            out.push_str(&lambda.path.join("/"));
            out.push_str(match lambda.quantifier {
                Quantifier::Any => "/any(",
                Quantifier::All => "/all(",
            });
            if let Some(condition) = &lambda.condition {
                out.push_str(&lambda.variable);
                out.push(':');
                write(condition, out);
            }
            out.push(')');
        }
    }
}

fn is_compound(expr: &Expr) -> bool {
    matches!(
        expr.node,
        Node::Logic(..) | Node::Binary(..) | Node::Unary(..)
    )
}

fn write_operand(expr: &Expr, parentheses: bool, out: &mut String) {
    if !parentheses {
        write(expr, out);
        return;
    }
    out.push('(');
    write(expr, out);
    out.push(')');
}

fn write_list(items: &[Expr], out: &mut String) {
    out.push('(');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(')');
}

fn write_literal(literal: &Literal, out: &mut String) {
    match literal {
        Literal::Null => out.push_str("null"),
        Literal::Boolean(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Literal::Number(number) => out.push_str(&number.to_string()),
        Literal::Text(text) => write_text(text, out),
        Literal::Date(date) => out.push_str(&date.to_string()),
        Literal::DateTime(moment) => out.push_str(&moment.to_string()),
        Literal::Instant(instant) => out.push_str(&instant.to_string()),
        Literal::Guid(guid) => out.push_str(&guid.to_string()),
        Literal::Member { type_name, member } => {
            out.push_str(type_name);
            write_text(member, out);
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('\'');
    out.push_str(&text.replace('\'', "''"));
    out.push('\'');
}
