//! Filters of table maps: one expression tree and one evaluator for both languages, OData
//! (Dataverse) and X++ extended query ranges (Finance).
//!
//! [`parse`] → [`bind`] (names to columns) → [`evaluate`] (four truth values). Everything that a
//! text does wrong is a finding; nothing here fails.

mod bind;
mod compare;
mod equalities;
mod evaluate;
mod failure;
pub mod odata;
mod sexpr;
mod tree;
mod xpp;

pub use bind::{Bound, ColumnRef, bind};
pub use equalities::{Equality, equalities};
pub use evaluate::{Operand, Row, Truth, evaluate, operand_from_cell};
pub use sexpr::to_sexpr;
pub use tree::{
    BinaryOp, Expr, Lambda, Literal, LogicOp, MAX_DEPTH, Node, Quantifier, UnaryOp, children,
};

use crate::diagnostic::{Code, Diagnostic};

/// A filter language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// OData: filters of Dataverse (`reversedSourceFilter`).
    OData,
    /// X++ extended query ranges: filters of Finance (`sourceFilter`).
    Xpp,
}

/// A filter text, read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree; `None` when the text does not parse, or is blank (no filter).
    pub expr: Option<Expr>,
    /// What is wrong or unsupported; spans are bytes of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Characters before the one at which the text fails to parse.
    pub fail_at: Option<u32>,
}

/// Reads a map's filter and names what dual-write does not support in it. A blank text is no
/// filter: no tree, no finding.
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    let mut parsed = parse_syntax(text, dialect);
    if let (Some(expr), Dialect::OData) = (&parsed.expr, dialect) {
        parsed.diagnostics.extend(odata::check(expr));
    }
    parsed
}

/// Reads an expression without judging what dual-write supports of it.
pub fn parse_syntax(text: &str, dialect: Dialect) -> Parsed {
    if text.trim().is_empty() {
        return Parsed::default();
    }
    let ((result, mut diagnostics), code) = match dialect {
        Dialect::OData => (odata::parse(text), Code::DataverseFilterSyntax),
        Dialect::Xpp => (xpp::parse(text), Code::FinanceFilterSyntax),
    };
    match result {
        Ok(expr) => Parsed {
            expr: Some(expr),
            diagnostics,
            fail_at: None,
        },
        Err(failure) => {
            let (finding, fail_at) = failure::report(text, failure, code);
            diagnostics.push(finding);
            Parsed {
                expr: None,
                diagnostics,
                fail_at: Some(fail_at),
            }
        }
    }
}

/// The expression in a language. Parsing the text again gives the same tree when the language can
/// say it; X++ has no `null`, `in`, arithmetic or lambda.
pub fn print(expr: &Expr, dialect: Dialect) -> String {
    match dialect {
        Dialect::OData => odata::print(expr),
        Dialect::Xpp => xpp::print(expr),
    }
}

/// The columns that an expression names, in order of first mention, each once (ignoring case);
/// paths to other tables are left out.
pub fn columns(expr: &Expr, dialect: Dialect) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut seen = crate::text::NameIndex::new();
    expr.walk(&mut |part| {
        let Node::Path(segments) = &part.node else {
            return;
        };
        let Some(name) = bind::column_name(segments, dialect) else {
            return;
        };
        if seen.note(&name.to_lowercase()) {
            names.push(name.to_owned());
        }
    });
    names
}
