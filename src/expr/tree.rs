//! The one expression tree of both filter languages: OData common expressions and X++ extended
//! query ranges.
//!
//! Equality of trees ignores spans. A tree that a parser made is at most [`MAX_DEPTH`] levels
//! high, so that code may walk it by recursion; `and` and `or` hold any number of operands, so
//! that long chains stay flat.

use crate::text::Span;
use crate::value::{CivilDate, CivilDateTime, Decimal, Guid, Instant};

/// Most levels of an expression.
pub const MAX_DEPTH: u16 = 100;

/// One expression and its place in the text.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub node: Node,
    /// Its place in the text it was parsed from, parentheses around it excluded.
    pub span: Span,
    height: u16,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A constant.
    Literal(Literal),
    /// A column, or a path to one: `a`, `a/b` (OData), `source.field` (X++).
    Path(Vec<Box<str>>),
    /// An OData parameter alias, without its `@`.
    Parameter(Box<str>),
    /// `not`, `!`, `-`.
    Unary(UnaryOp, Box<Expr>),
    /// `and`, `or` over two or more operands.
    Logic(LogicOp, Vec<Expr>),
    /// An operator between two operands.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// A function and its arguments.
    Call(Box<str>, Vec<Expr>),
    /// `(1,2,3)` on the right of `in`.
    List(Vec<Expr>),
    /// `path/any(x:x/a eq 1)`, `path/all(…)`.
    Lambda(Box<Lambda>),
}

/// `any` or `all` over a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// The collection.
    pub path: Vec<Box<str>>,
    /// `any` or `all`.
    pub quantifier: Quantifier,
    /// The range variable; empty in `any()`.
    pub variable: Box<str>,
    /// The condition; `None` in `any()`.
    pub condition: Option<Expr>,
}

/// How many elements must fulfil the condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
}

/// A constant as the text wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`.
    Null,
    /// `true`, `false`.
    Boolean(bool),
    /// Any number, exact.
    Number(Decimal),
    /// Quoted text, decoded.
    Text(Box<str>),
    /// A day: `2021-06-23`, `23\6\2021`.
    Date(CivilDate),
    /// A day and time without zone.
    DateTime(CivilDateTime),
    /// A point in time: `2021-06-23T10:00:00Z`.
    Instant(Instant),
    /// A GUID.
    Guid(Guid),
    /// `Type::Member` (X++), `Type'Member'` (OData).
    Member {
        /// The enum.
        type_name: Box<str>,
        /// The element.
        member: Box<str>,
    },
}

/// Operators before an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `not`, `!`.
    Not,
    /// `-`.
    Negate,
}

/// `and` and `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicOp {
    /// `and`, `&&`.
    And,
    /// `or`, `||`.
    Or,
}

/// Operators between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `eq`, `==`, `=`.
    Eq,
    /// `ne`, `!=`.
    Ne,
    /// `gt`, `>`.
    Gt,
    /// `ge`, `>=`.
    Ge,
    /// `lt`, `<`.
    Lt,
    /// `le`, `<=`.
    Le,
    /// X++ `like`, `*` and `?` as wildcards.
    Like,
    /// OData `in`.
    In,
    /// OData `has`.
    Has,
    /// `add`.
    Add,
    /// `sub`.
    Sub,
    /// `mul`.
    Mul,
    /// `div`.
    Div,
    /// `divby`.
    DivBy,
    /// `mod`.
    Mod,
}

impl BinaryOp {
    /// Every operator with its OData word; `like` stands for itself.
    pub const WORDS: [(Self, &'static str); 15] = [
        (Self::Eq, "eq"),
        (Self::Ne, "ne"),
        (Self::Gt, "gt"),
        (Self::Ge, "ge"),
        (Self::Lt, "lt"),
        (Self::Le, "le"),
        (Self::Like, "like"),
        (Self::In, "in"),
        (Self::Has, "has"),
        (Self::Add, "add"),
        (Self::Sub, "sub"),
        (Self::Mul, "mul"),
        (Self::Div, "div"),
        (Self::DivBy, "divby"),
        (Self::Mod, "mod"),
    ];

    /// The OData word.
    pub fn word(self) -> &'static str {
        Self::WORDS
            .iter()
            .find(|(op, _)| *op == self)
            .map_or("", |(_, word)| word)
    }

    /// Whether the result is a truth value: comparisons, `like`, `in`, `has`.
    pub fn is_condition(self) -> bool {
        self.is_comparison() || matches!(self, Self::Like | Self::In | Self::Has)
    }

    /// Whether it is one of `eq ne gt ge lt le`.
    pub fn is_comparison(self) -> bool {
        matches!(
            self,
            Self::Eq | Self::Ne | Self::Gt | Self::Ge | Self::Lt | Self::Le
        )
    }

    /// The comparison with its sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            other => other,
        }
    }
}

impl LogicOp {
    /// `and` or `or`.
    pub fn word(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Or => "or",
        }
    }
}

impl Expr {
    /// An expression at a place.
    pub fn new(node: Node, span: Span) -> Self {
        let below = children(&node).iter().map(|child| child.height).max();
        Self {
            node,
            span,
            height: below.unwrap_or(0).saturating_add(1),
        }
    }

    /// A constant.
    pub fn literal(literal: Literal, span: Span) -> Self {
        Self::new(Node::Literal(literal), span)
    }

    /// Levels of the tree; a constant or column has 1.
    pub fn height(&self) -> u16 {
        self.height
    }

    /// The constant, when it is one.
    pub fn literal_value(&self) -> Option<&Literal> {
        match &self.node {
            Node::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    /// Calls `visit` for this expression and all below it, parents first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        let mut open = vec![self];
        while let Some(expr) = open.pop() {
            visit(expr);
            open.extend(children(&expr.node).into_iter().rev());
        }
    }
}

/// The expressions directly below a node, in order.
pub fn children(node: &Node) -> Vec<&Expr> {
    match node {
        Node::Literal(_) | Node::Path(_) | Node::Parameter(_) => Vec::new(),
        Node::Unary(_, operand) => vec![operand],
        Node::Binary(_, left, right) => vec![left, right],
        Node::Logic(_, list) | Node::Call(_, list) | Node::List(list) => list.iter().collect(),
        Node::Lambda(lambda) => lambda.condition.iter().collect(),
    }
}
