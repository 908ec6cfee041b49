//! X++ range text → tree.
//!
//! ```text
//! expr  := and ( "||" and )*          cmp     := ident op literal
//! and   := unary ( "&&" unary )*      op      := "==" | "=" | "!=" | ">" | "<" | ">=" | "<=" | "like"
//! unary := "!" unary | "(" expr ")" | cmp
//! ```
//! The whole range and each comparison are to be parenthesised, and constants stand on the right:
//! both are documented, both are findings here.

use super::lex::{Token, next};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::failure::{Expected, Failure};
use crate::expr::tree::{BinaryOp, Expr, Literal, LogicOp, MAX_DEPTH, Node, UnaryOp};
use crate::text::Span;

/// Words of OData and SQL, and what X++ writes.
const FOREIGN: [(&str, &str); 9] = [
    ("and", "&&"),
    ("or", "||"),
    ("eq", "=="),
    ("ne", "!="),
    ("gt", ">"),
    ("ge", ">="),
    ("lt", "<"),
    ("le", "<="),
    ("<>", "!="),
];

/// The tree of `text`, and findings that did not stop it.
pub(in crate::expr) fn parse(text: &str) -> (Result<Expr, Failure>, Vec<Diagnostic>) {
    let mut parser = Parser {
        text,
        token: Token::End,
        start: 0,
        end: 0,
        last_end: 0,
        depth: 0,
        loose: None,
        findings: Vec::new(),
    };
    let result = parser.whole();
    if let (Ok(_), Some(span)) = (&result, parser.loose) {
        let finding = Diagnostic::new(Code::MissingParentheses);
        parser.findings.push(finding.span(span));
    }
    (result, parser.findings)
}

struct Parser<'a> {
    text: &'a str,
    token: Token,
    start: usize,
    end: usize,
    last_end: usize,
    depth: u16,
    /// The first part that should stand in parentheses and does not.
    loose: Option<Span>,
    findings: Vec<Diagnostic>,
}

/// An expression and whether parentheses stood around it.
struct Part {
    expr: Expr,
    enclosed: bool,
}

impl Parser<'_> {
    fn whole(&mut self) -> Result<Expr, Failure> {
        self.advance()?;
        let part = self.chain(LogicOp::Or)?;
        if !matches!(self.token, Token::End) {
            return Err(self.fail(Expected::Operator));
        }
        // A chain of enclosed parts is how the documentation writes whole ranges.
        if matches!(part.expr.node, Node::Binary(..)) {
            self.want_enclosed(&part);
        }
        Ok(part.expr)
    }

    fn advance(&mut self) -> Result<(), Failure> {
        self.last_end = self.end;
        let (token, start, end) = next(self.text, self.end)?;
        self.token = token;
        self.start = start;
        self.end = end;
        Ok(())
    }

    fn fail(&self, expected: Expected) -> Failure {
        Failure {
            at: self.start,
            expected,
        }
    }

    fn make(&self, node: Node, start: usize) -> Result<Expr, Failure> {
        let expr = Expr::new(node, Span::new(start, self.last_end));
        if expr.height() > MAX_DEPTH {
            return Err(Failure {
                at: start,
                expected: Expected::Shallower,
            });
        }
        Ok(expr)
    }

    fn want_enclosed(&mut self, part: &Part) {
        if !part.enclosed {
            self.loose = self.loose.or(Some(part.expr.span));
        }
    }

    /// Operands joined by one connective; `||` joins what `&&` joined.
    fn chain(&mut self, op: LogicOp) -> Result<Part, Failure> {
        let start = self.start;
        let first = match op {
            LogicOp::Or => self.chain(LogicOp::And)?,
            LogicOp::And => self.unary()?,
        };
        if self.connective() != Some(op) {
            return Ok(first);
        }
        self.want_enclosed(&first);
        let mut operands = vec![first.expr];
        while self.connective() == Some(op) {
            self.take_operator()?;
            let part = match op {
                LogicOp::Or => self.chain(LogicOp::And)?,
                LogicOp::And => self.unary()?,
            };
            self.want_enclosed(&part);
            operands.push(part.expr);
        }
        let expr = self.make(Node::Logic(op, operands), start)?;
        Ok(Part {
            expr,
            enclosed: false,
        })
    }

    fn connective(&self) -> Option<LogicOp> {
        match self.operator()? {
            "&&" => Some(LogicOp::And),
            "||" => Some(LogicOp::Or),
            _ => None,
        }
    }

    /// The operator at this place as X++ writes it.
    fn operator(&self) -> Option<&'static str> {
        match &self.token {
            Token::Sign(sign) => match FOREIGN.iter().find(|(s, _)| s == sign) {
                Some((_, proper)) => Some(proper),
                None => Some(sign),
            },
            Token::Word(word) if word.eq_ignore_ascii_case("like") => Some("like"),
            Token::Word(word) => FOREIGN
                .iter()
                .find(|(known, _)| word.eq_ignore_ascii_case(known))
                .map(|(_, proper)| *proper),
            _ => None,
        }
    }

    /// Passes an operator, with a finding when it is one of another language.
    fn take_operator(&mut self) -> Result<(), Failure> {
        let written = match &self.token {
            Token::Word(word) if !word.eq_ignore_ascii_case("like") => Some(word.to_string()),
            Token::Sign("<>") => Some("<>".to_owned()),
            _ => None,
        };
        if let (Some(written), Some(proper)) = (written, self.operator()) {
            let finding = Diagnostic::new(Code::ForeignOperator)
                .name("written", written)
                .name("proper", proper)
                .name("language", "xpp");
            self.findings
                .push(finding.span(Span::new(self.start, self.end)));
        }
        self.advance()
    }

    fn unary(&mut self) -> Result<Part, Failure> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fail(Expected::Shallower));
        }
        self.depth = self.depth.saturating_add(1);
        let part = self.unary_at_depth()?;
        self.depth = self.depth.saturating_sub(1);
        Ok(part)
    }

    fn unary_at_depth(&mut self) -> Result<Part, Failure> {
        let start = self.start;
        if self.token == Token::Sign("!") {
            self.advance()?;
            let part = self.unary()?;
            self.want_enclosed(&part);
            let expr = self.make(Node::Unary(UnaryOp::Not, Box::new(part.expr)), start)?;
            // `!(…)` may stand among enclosed parts as it is.
            return Ok(Part {
                expr,
                enclosed: true,
            });
        }
        if self.token != Token::Sign("(") {
            let expr = self.comparison()?;
            return Ok(Part {
                expr,
                enclosed: false,
            });
        }
        self.advance()?;
        let inner = self.chain(LogicOp::Or)?;
        if self.token != Token::Sign(")") {
            return Err(self.fail(Expected::Close));
        }
        self.advance()?;
        Ok(Part {
            expr: inner.expr,
            enclosed: true,
        })
    }

    fn comparison(&mut self) -> Result<Expr, Failure> {
        let start = self.start;
        let left = self.operand()?;
        let op = match self.operator() {
            Some("==" | "=") => BinaryOp::Eq,
            Some("!=") => BinaryOp::Ne,
            Some(">") => BinaryOp::Gt,
            Some(">=") => BinaryOp::Ge,
            Some("<") => BinaryOp::Lt,
            Some("<=") => BinaryOp::Le,
            Some("like") => BinaryOp::Like,
            // `(lessThanDate(-1))`: a range function, named by the finding it got.
            _ if matches!(left.node, Node::Call(..)) => return Ok(left),
            _ => return Err(self.fail(Expected::Operator)),
        };
        self.take_operator()?;
        let right = self.operand()?;
        let column_first = matches!(left.node, Node::Path(_));
        let constant_last = matches!(right.node, Node::Literal(_) | Node::Call(..));
        let misplaced = if column_first { &right } else { &left };
        if !column_first || !constant_last {
            let written = self
                .text
                .get(misplaced.span.range())
                .unwrap_or("")
                .to_owned();
            let finding = Diagnostic::new(Code::ConstantOnRight)
                .name("kind", if column_first { "right" } else { "left" })
                .name("written", written);
            self.findings.push(finding.span(misplaced.span));
        }
        self.make(Node::Binary(op, Box::new(left), Box::new(right)), start)
    }

    /// A column, `Type::Member`, a constant, or a function call.
    fn operand(&mut self) -> Result<Expr, Failure> {
        let start = self.start;
        let first = match self.token.clone() {
            Token::Constant(literal) => {
                self.advance()?;
                return self.make(Node::Literal(literal), start);
            }
            Token::Word(word) => word,
            _ => return Err(self.fail(Expected::Operand)),
        };
        self.advance()?;
        match self.token {
            Token::Sign("::") => {
                let member = self.name()?;
                let literal = Literal::Member {
                    type_name: first,
                    member,
                };
                self.make(Node::Literal(literal), start)
            }
            Token::Sign(".") => {
                let field = self.name()?;
                self.make(Node::Path(vec![first, field]), start)
            }
            Token::Sign("(") => self.call(first, start),
            _ => self.make(Node::Path(vec![first]), start),
        }
    }

    /// The name after the current sign.
    fn name(&mut self) -> Result<Box<str>, Failure> {
        self.advance()?;
        let Token::Word(name) = self.token.clone() else {
            return Err(self.fail(Expected::Name));
        };
        self.advance()?;
        Ok(name)
    }

    fn call(&mut self, name: Box<str>, start: usize) -> Result<Expr, Failure> {
        self.advance()?;
        let mut arguments = Vec::new();
        while self.token != Token::Sign(")") {
            if !arguments.is_empty() {
                if self.token != Token::Sign(",") {
                    return Err(self.fail(Expected::Close));
                }
                self.advance()?;
            }
            let Token::Constant(literal) = self.token.clone() else {
                return Err(self.fail(Expected::Constant));
            };
            let at = self.start;
            self.advance()?;
            arguments.push(self.make(Node::Literal(literal), at)?);
        }
        self.advance()?;
        let expr = self.make(Node::Call(name.clone(), arguments), start)?;
        let finding = Diagnostic::new(Code::FilterUnsupported)
            .name("kind", "function")
            .name("feature", name);
        self.findings.push(finding.span(expr.span));
        Ok(expr)
    }
}
