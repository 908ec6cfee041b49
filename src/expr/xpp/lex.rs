//! Reads the tokens of an X++ extended query range.

use crate::expr::failure::{Expected, Failure};
use crate::expr::tree::Literal;
use crate::value::{CivilDate, Decimal};

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name.
    Word(Box<str>),
    /// A constant.
    Constant(Literal),
    /// A sign.
    Sign(&'static str),
    /// A character that the language does not have.
    Other,
    /// The end of the text.
    End,
}

/// Signs, longest first.
const SIGNS: [&str; 16] = [
    "||", "&&", "==", "!=", "<>", ">=", "<=", "::", ">", "<", "=", "!", "(", ")", ".", ",",
];

/// The token at byte `at` (blanks skipped), its start and the byte after it.
pub(super) fn next(text: &str, at: usize) -> Result<(Token, usize, usize), Failure> {
    let rest = text.get(at..).unwrap_or("");
    let trimmed = rest.trim_start();
    let start = at.saturating_add(rest.len().saturating_sub(trimmed.len()));
    let (token, length) = token(trimmed, start)?;
    Ok((token, start, start.saturating_add(length)))
}

fn token(rest: &str, start: usize) -> Result<(Token, usize), Failure> {
    let Some(first) = rest.chars().next() else {
        return Ok((Token::End, 0));
    };
    if first == '"' || first == '\'' {
        let (content, length) = quoted(rest, first, start)?;
        return Ok((Token::Constant(Literal::Text(content.into())), length));
    }
    let after_minus = rest.strip_prefix('-').unwrap_or(rest);
    if after_minus.starts_with(|c: char| c.is_ascii_digit()) {
        return constant(rest, start);
    }
    if first.is_alphabetic() || first == '_' {
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        let length = end.unwrap_or(rest.len());
        return Ok((Token::Word(rest.get(..length).unwrap_or("").into()), length));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Ok((Token::Other, first.len_utf8())),
    }
}

/// The content of a quoted text and its length with quotes. A backslash escapes a quote or a
/// backslash and stands for itself elsewhere.
fn quoted(rest: &str, quote: char, start: usize) -> Result<(String, usize), Failure> {
    let mut content = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Ok((content, at.saturating_add(1)));
        }
        let escaped = chars.next_if(|(_, next)| c == '\\' && matches!(next, '"' | '\'' | '\\'));
        content.push(escaped.map_or(c, |(_, next)| next));
    }
    let at = start.saturating_add(rest.len());
    Err(Failure {
        at,
        expected: Expected::Quote,
    })
}

/// A number, or a date `D\M\YYYY`.
fn constant(rest: &str, start: usize) -> Result<(Token, usize), Failure> {
    let run = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '\\' | '-' | '+')))
        .unwrap_or(rest.len());
    let text = rest.get(..run).unwrap_or("");
    if text.contains('\\') {
        let date = day(text).ok_or(Failure {
            at: start,
            expected: Expected::Constant,
        })?;
        return Ok((Token::Constant(Literal::Date(date)), run));
    }
    if let Ok(number) = Decimal::parse(text) {
        return Ok((Token::Constant(Literal::Number(number)), run));
    }
    let sign = usize::from(text.starts_with('-'));
    let digits = text
        .bytes()
        .skip(sign)
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let at = start.saturating_add(sign).saturating_add(digits);
    Err(Failure {
        at,
        expected: Expected::Constant,
    })
}

/// `23\6\2021`: day, month, year.
fn day(text: &str) -> Option<CivilDate> {
    let mut parts = text.split('\\');
    let day = parts.next()?;
    let month = parts.next()?;
    let year = parts.next()?;
    let plain = parts.next().is_none() && day.len() <= 2 && month.len() <= 2 && year.len() == 4;
    if !plain {
        return None;
    }
    CivilDate::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
