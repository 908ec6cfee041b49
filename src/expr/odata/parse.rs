//! OData expression text → tree, by operator precedence.

use super::lex::{Token, next};
use crate::diagnostic::{Code, Diagnostic};
use crate::expr::failure::{Expected, Failure};
use crate::expr::tree::{
    BinaryOp, Expr, Lambda, Literal, LogicOp, MAX_DEPTH, Node, Quantifier, UnaryOp,
};
use crate::text::Span;

/// How strongly operators bind, weakest first, as OData URL conventions order them.
const OR: u8 = 1;
const AND: u8 = 2;
const EQUALITY: u8 = 3;
const RELATION: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const HAS: u8 = 7;

/// Signs of X++ and other languages, and what OData writes.
const FOREIGN: [(&str, &str); 10] = [
    ("==", "eq"),
    ("=", "eq"),
    ("!=", "ne"),
    ("<>", "ne"),
    (">=", "ge"),
    (">", "gt"),
    ("<=", "le"),
    ("<", "lt"),
    ("&&", "and"),
    ("||", "or"),
];

#[derive(Clone, Copy)]
enum Infix {
    Logic(LogicOp),
    Binary(BinaryOp),
}

/// The tree of `text`, and findings that did not stop it (keywords not in lower case, signs of
/// X++).
pub(in crate::expr) fn parse(text: &str) -> (Result<Expr, Failure>, Vec<Diagnostic>) {
    let mut parser = Parser {
        text,
        token: Token::End,
        start: 0,
        end: 0,
        last_end: 0,
        depth: 0,
        findings: Vec::new(),
    };
    let result = parser.whole();
    (result, parser.findings)
}

struct Parser<'a> {
    text: &'a str,
    token: Token,
    start: usize,
    end: usize,
    /// End of the token before the current one.
    last_end: usize,
    depth: u16,
    findings: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn whole(&mut self) -> Result<Expr, Failure> {
        self.advance()?;
        let expr = self.expression(0)?;
        match self.token {
            Token::End => Ok(expr),
            _ => Err(self.fail(Expected::Operator)),
        }
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

    fn here(&self) -> Span {
        Span::new(self.start, self.end)
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

    fn expression(&mut self, weakest: u8) -> Result<Expr, Failure> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fail(Expected::Shallower));
        }
        self.depth = self.depth.saturating_add(1);
        let start = self.start;
        let mut left = self.operand()?;
        while let Some((infix, power)) = self.infix().filter(|(_, power)| *power > weakest) {
            left = self.join(left, infix, power, start)?;
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(left)
    }

    fn join(&mut self, left: Expr, infix: Infix, power: u8, start: usize) -> Result<Expr, Failure> {
        let op = match infix {
            Infix::Binary(op) => op,
            Infix::Logic(op) => {
                let mut operands = vec![left];
                while matches!(self.infix(), Some((Infix::Logic(other), _)) if other == op) {
                    self.take_operator(op.word())?;
                    operands.push(self.expression(power)?);
                }
                return self.make(Node::Logic(op, operands), start);
            }
        };
        self.take_operator(op.word())?;
        let right = if op == BinaryOp::In && self.token == Token::Sign("(") {
            let open = self.start;
            let items = self.arguments()?;
            self.make(Node::List(items), open)?
        } else {
            self.expression(power)?
        };
        self.make(Node::Binary(op, Box::new(left), Box::new(right)), start)
    }

    /// The operator at this place. A word in another case counts, and a sign of X++.
    fn infix(&self) -> Option<(Infix, u8)> {
        let word = match &self.token {
            Token::Word(word) => word.to_lowercase(),
            Token::Sign(sign) => FOREIGN.iter().find(|(s, _)| s == sign)?.1.to_owned(),
            _ => return None,
        };
        match word.as_str() {
            "and" => return Some((Infix::Logic(LogicOp::And), AND)),
            "or" => return Some((Infix::Logic(LogicOp::Or), OR)),
            "like" => return None,
            _ => {}
        }
        let (op, _) = BinaryOp::WORDS.iter().find(|(_, known)| *known == word)?;
        let power = match op {
            BinaryOp::Eq | BinaryOp::Ne => EQUALITY,
            BinaryOp::Add | BinaryOp::Sub => SUM,
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::DivBy | BinaryOp::Mod => PRODUCT,
            BinaryOp::Has => HAS,
            _ => RELATION,
        };
        Some((Infix::Binary(*op), power))
    }

    /// Passes an operator or keyword, with a finding when it is not written as OData writes it.
    fn take_operator(&mut self, proper: &'static str) -> Result<(), Failure> {
        let span = self.here();
        let finding = match &self.token {
            Token::Word(word) if &**word != proper => Some((Code::KeywordCase, word.to_string())),
            Token::Sign(sign) if FOREIGN.iter().any(|(s, _)| s == sign) => {
                Some((Code::ForeignOperator, (*sign).to_owned()))
            }
            _ => None,
        };
        if let Some((code, written)) = finding {
            let finding = Diagnostic::new(code)
                .name("written", written)
                .name("proper", proper);
            let language = if code == Code::ForeignOperator {
                finding.name("language", "odata")
            } else {
                finding
            };
            self.findings.push(language.span(span));
        }
        self.advance()
    }

    fn operand(&mut self) -> Result<Expr, Failure> {
        let start = self.start;
        match self.token.clone() {
            Token::Constant(literal) => {
                self.advance()?;
                self.make(Node::Literal(literal), start)
            }
            Token::Parameter(name) => {
                self.advance()?;
                self.make(Node::Parameter(name), start)
            }
            Token::Sign("(") => {
                self.advance()?;
                let inner = self.expression(0)?;
                self.close()?;
                Ok(inner)
            }
            Token::Sign("-") => {
                self.advance()?;
                let operand = self.expression(HAS)?;
                self.make(Node::Unary(UnaryOp::Negate, Box::new(operand)), start)
            }
            Token::Word(word) => self.word(&word),
            _ => Err(self.fail(Expected::Operand)),
        }
    }

    fn word(&mut self, word: &str) -> Result<Expr, Failure> {
        let start = self.start;
        let constant = match word.to_lowercase().as_str() {
            "null" => Some((Literal::Null, "null")),
            "true" => Some((Literal::Boolean(true), "true")),
            "false" => Some((Literal::Boolean(false), "false")),
            _ => None,
        };
        if let Some((literal, proper)) = constant {
            self.take_operator(proper)?;
            return self.make(Node::Literal(literal), start);
        }
        let (following, _, _) = next(self.text, self.end).unwrap_or((Token::End, 0, 0));
        if word.eq_ignore_ascii_case("not") && starts_operand(&following) {
            self.take_operator("not")?;
            let operand = self.expression(HAS)?;
            return self.make(Node::Unary(UnaryOp::Not, Box::new(operand)), start);
        }
        self.path(word, start)
    }

    /// A column, a path, a call, a lambda.
    fn path(&mut self, first: &str, start: usize) -> Result<Expr, Failure> {
        let mut segments: Vec<Box<str>> = vec![first.into()];
        self.advance()?;
        while self.token == Token::Sign("/") {
            self.advance()?;
            let Token::Word(segment) = self.token.clone() else {
                return Err(self.fail(Expected::Name));
            };
            segments.push(segment);
            self.advance()?;
        }
        if self.token != Token::Sign("(") {
            return self.make(Node::Path(segments), start);
        }
        let quantifier = match segments.last().map(|last| &**last) {
            Some("any") => Some(Quantifier::Any),
            Some("all") => Some(Quantifier::All),
            _ => None,
        };
        if let Some(quantifier) = quantifier.filter(|_| segments.len() > 1) {
            segments.pop();
            return self.lambda(segments, quantifier, start);
        }
        let arguments = self.arguments()?;
        self.make(Node::Call(segments.join("/").into(), arguments), start)
    }

    fn lambda(
        &mut self,
        path: Vec<Box<str>>,
        quantifier: Quantifier,
        start: usize,
    ) -> Result<Expr, Failure> {
        self.advance()?;
        let mut lambda = Lambda {
            path,
            quantifier,
            variable: "".into(),
            condition: None,
        };
        if let Token::Word(variable) = self.token.clone() {
            self.advance()?;
            if self.token != Token::Sign(":") {
                return Err(self.fail(Expected::Colon));
            }
            self.advance()?;
            lambda.variable = variable;
            lambda.condition = Some(self.expression(0)?);
        }
        self.close()?;
        self.make(Node::Lambda(Box::new(lambda)), start)
    }

    /// `(a, b)`; also `()`.
    fn arguments(&mut self) -> Result<Vec<Expr>, Failure> {
        self.advance()?;
        let mut items = Vec::new();
        if self.token != Token::Sign(")") {
            items.push(self.expression(0)?);
        }
        while self.token == Token::Sign(",") {
            self.advance()?;
            items.push(self.expression(0)?);
        }
        self.close()?;
        Ok(items)
    }

    fn close(&mut self) -> Result<(), Failure> {
        if self.token != Token::Sign(")") {
            return Err(self.fail(Expected::Close));
        }
        self.advance()
    }
}

/// Whether a token may begin an operand, so that `not` before it is the operator: in `not eq 1`
/// it is a column.
fn starts_operand(token: &Token) -> bool {
    match token {
        Token::Word(word) => {
            let folded = word.to_lowercase();
            folded != "and"
                && folded != "or"
                && !BinaryOp::WORDS.iter().any(|(_, known)| *known == folded)
        }
        Token::Constant(_) | Token::Parameter(_) => true,
        Token::Sign(sign) => matches!(*sign, "(" | "-"),
        Token::Other | Token::End => false,
    }
}
