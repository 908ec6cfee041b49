//! Why a filter text does not parse, shared by both languages.

use super::tree::MAX_DEPTH;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// A syntax error: where, what was expected there. The words of `expected` are the keys of the
/// wording in the locale files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// Byte offset of the character that does not fit.
    pub at: usize,
    /// What was expected.
    pub expected: Expected,
}

/// What was expected where a text fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// A column, constant or opening parenthesis.
    Operand,
    /// An operator or the end.
    Operator,
    /// `)`.
    Close,
    /// The closing quote of a text.
    Quote,
    /// A number, date or GUID that is one.
    Constant,
    /// A name.
    Name,
    /// `:` in a lambda.
    Colon,
    /// Nothing: the text nests too deep.
    Shallower,
}

impl Expected {
    fn key(self) -> &'static str {
        match self {
            Self::Operand => "operand",
            Self::Operator => "operator",
            Self::Close => "close",
            Self::Quote => "quote",
            Self::Constant => "constant",
            Self::Name => "name",
            Self::Colon => "colon",
            Self::Shallower => "shallower",
        }
    }
}

/// The finding for a failure, and the characters before it.
pub(super) fn report(text: &str, failure: Failure, syntax: Code) -> (Diagnostic, u32) {
    let at = failure.at.min(text.len());
    let before = text.get(..at).unwrap_or(text).chars().count();
    let rest = text.get(at..).unwrap_or("");
    let width = rest.chars().next().map_or(0, char::len_utf8);
    let span = Span::new(at, at.saturating_add(width));
    let fail_at = u32::try_from(before).unwrap_or(u32::MAX);
    if failure.expected == Expected::Shallower {
        let finding = Diagnostic::new(Code::FilterTooDeep).number("limit", u64::from(MAX_DEPTH));
        return (finding.span(span), fail_at);
    }
    let finding = Diagnostic::new(syntax)
        .name("expected", failure.expected.key())
        .name("found", found(rest))
        .number("rest", rest.chars().count() as u64)
        .number("position", u64::from(fail_at).saturating_add(1));
    (finding.span(span), fail_at)
}

/// What stands there: a word, or one character; empty at the end.
fn found(rest: &str) -> String {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .take(40)
        .collect();
    if word.is_empty() {
        rest.chars().take(1).collect()
    } else {
        word
    }
}
