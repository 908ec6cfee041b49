//! A tree as one line that people and tests can read: `(and (eq statecode 0) (ne name null))`.
//! The form is stable.

use super::tree::{Expr, Literal, Node, Quantifier, UnaryOp};

/// The tree as an S-expression. Columns are bare (`a`, `a/b`), texts in double quotes, dates and
/// GUIDs tagged: `(date 2021-06-23)`.
pub fn to_sexpr(expr: &Expr) -> String {
    let mut out = String::new();
    write(expr, &mut out);
    out
}

fn write(expr: &Expr, out: &mut String) {
    match &expr.node {
        Node::Literal(literal) => out.push_str(&constant(literal)),
        Node::Path(segments) => out.push_str(&segments.join("/")),
        Node::Parameter(name) => {
            out.push('@');
            out.push_str(name);
        }
        Node::Unary(op, operand) => {
            let word = match op {
                UnaryOp::Not => "not",
                UnaryOp::Negate => "negate",
            };
            form(word, [&**operand], out);
        }
        Node::Logic(op, operands) => form(op.word(), operands, out),
        Node::Binary(op, left, right) => form(op.word(), [&**left, &**right], out),
        Node::Call(name, arguments) => form(&format!("call {name}"), arguments, out),
        Node::List(items) => form("list", items, out),
        Node::Lambda(lambda) => {
            let word = match lambda.quantifier {
                Quantifier::Any => "any",
                Quantifier::All => "all",
            };
            let head = format!("{word} {} {}", lambda.path.join("/"), lambda.variable);
            form(head.trim_end(), &lambda.condition, out);
        }
    }
}

fn form<'a>(head: &str, parts: impl IntoIterator<Item = &'a Expr>, out: &mut String) {
    out.push('(');
    out.push_str(head);
    for part in parts {
        out.push(' ');
        write(part, out);
    }
    out.push(')');
}

fn constant(literal: &Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(flag) => flag.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        Literal::Date(date) => format!("(date {date})"),
        Literal::DateTime(moment) => format!("(date-time {moment})"),
        Literal::Instant(instant) => format!("(instant {instant})"),
        Literal::Guid(guid) => format!("(guid {guid})"),
        Literal::Member { type_name, member } => format!("(member {type_name} {member})"),
    }
}
