//! Reads the tokens of an OData expression. Which of several readings a token has (`eq` is an
//! operator between operands and a column elsewhere) is the parser's business.

use crate::expr::failure::{Expected, Failure};
use crate::expr::tree::Literal;
use crate::value::{CivilDate, CivilDateTime, Decimal, Guid, Instant};

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name, keyword or dotted name.
    Word(Box<str>),
    /// A constant other than `null`, `true`, `false`.
    Constant(Literal),
    /// `@name`.
    Parameter(Box<str>),
    /// `( ) , / : - ` and signs of other languages such as `==`.
    Sign(&'static str),
    /// A character that the language does not have.
    Other,
    /// The end of the text.
    End,
}

/// Signs, longest first. Those after `-` belong to other languages and get a finding of their own.
const SIGNS: [&str; 16] = [
    "==", "!=", "<>", ">=", "<=", "&&", "||", "(", ")", ",", "/", ":", "-", "=", ">", "<",
];

/// The token at byte `at` (blanks skipped), its start and the byte after it.
pub(super) fn next(text: &str, at: usize) -> Result<(Token, usize, usize), Failure> {
    let rest = text.get(at..).unwrap_or("");
    let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let start = at.saturating_add(rest.len().saturating_sub(trimmed.len()));
    let (token, length) = token(trimmed, start)?;
    Ok((token, start, start.saturating_add(length)))
}

fn token(rest: &str, start: usize) -> Result<(Token, usize), Failure> {
    let Some(first) = rest.chars().next() else {
        return Ok((Token::End, 0));
    };
    if first == '\'' {
        let (content, length) = quoted(rest, start)?;
        return Ok((Token::Constant(Literal::Text(content.into())), length));
    }
    if let Some(guid) = guid(rest) {
        return Ok((Token::Constant(Literal::Guid(guid)), 36));
    }
    let after_minus = rest.strip_prefix('-').unwrap_or(rest);
    if after_minus.starts_with(|c: char| c.is_ascii_digit()) {
        return constant(rest, start);
    }
    if let Some(name) = rest.strip_prefix('@') {
        let length = word_length(name);
        if length == 0 {
            let at = start.saturating_add(1);
            return Err(Failure {
                at,
                expected: Expected::Name,
            });
        }
        let name = name.get(..length).unwrap_or("");
        return Ok((Token::Parameter(name.into()), length.saturating_add(1)));
    }
    if is_word_start(first) {
        return word(rest, start);
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => Ok((Token::Sign(sign), sign.len())),
        None => Ok((Token::Other, first.len_utf8())),
    }
}

/// A word, or an enum constant when a quote follows at once: `Sales.Pattern'Yellow'`.
fn word(rest: &str, start: usize) -> Result<(Token, usize), Failure> {
    let length = word_length(rest);
    let name = rest.get(..length).unwrap_or("");
    let after = rest.get(length..).unwrap_or("");
    if !after.starts_with('\'') {
        return Ok((Token::Word(name.into()), length));
    }
    let (member, more) = quoted(after, start.saturating_add(length))?;
    let literal = Literal::Member {
        type_name: name.into(),
        member: member.into(),
    };
    Ok((Token::Constant(literal), length.saturating_add(more)))
}

/// The content of a quoted text, `''` read as one quote, and its length with quotes.
fn quoted(rest: &str, start: usize) -> Result<(String, usize), Failure> {
    let mut content = String::new();
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != '\'' {
            content.push(c);
            continue;
        }
        if chars.next_if(|(_, next)| *next == '\'').is_none() {
            return Ok((content, at.saturating_add(1)));
        }
        content.push('\'');
    }
    let at = start.saturating_add(rest.len());
    Err(Failure {
        at,
        expected: Expected::Quote,
    })
}

fn guid(rest: &str) -> Option<Guid> {
    let (text, after) = rest.split_at_checked(36)?;
    if after.starts_with(is_word_part) {
        return None;
    }
    Guid::parse(text)
}

/// A number, date, date-time or instant.
fn constant(rest: &str, start: usize) -> Result<(Token, usize), Failure> {
    let run = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '+' | '-')))
        .unwrap_or(rest.len());
    let text = rest.get(..run).unwrap_or("");
    let literal = if let Some(date) = CivilDate::parse(text) {
        Some(Literal::Date(date))
    } else if let Some(instant) = Instant::parse(text) {
        Some(Literal::Instant(instant))
    } else if let Some(moment) = CivilDateTime::parse(text) {
        Some(Literal::DateTime(moment))
    } else {
        Decimal::parse(text).ok().map(Literal::Number)
    };
    if let Some(literal) = literal {
        return Ok((Token::Constant(literal), run));
    }
    // The first character that no number, nor a date, can have there.
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

fn word_length(text: &str) -> usize {
    let end = text.find(|c: char| !is_word_part(c) && c != '.');
    let length = end.unwrap_or(text.len());
    // A dot ends no name.
    text.get(..length).unwrap_or("").trim_end_matches('.').len()
}

fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}
