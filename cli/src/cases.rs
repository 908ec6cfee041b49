//! `preflight filter --cases`: conformance cases, a JSON line for each.
//!
//! A case names the grammar rule its input belongs to. Rules of expressions are read here; literals
//! and single operators are expressions of one kind. Rules for payload values, and every rule that is
//! not known here, are not read: `ok` is false for them.

use crate::arguments::Encoding;
use crate::failure::{Exit, Failure};
use crate::input;
use dual_write_preflight::expr::{Dialect, Expr, Literal, Node, UnaryOp, parse_syntax, to_sexpr};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    #[serde(default)]
    rule: Option<String>,
    input: String,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    name: &'a str,
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fail_at: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tree: Option<String>,
}

/// Prints what becomes of every case of a file.
pub fn run(
    path: &Path,
    dialect: Dialect,
    encoding: Option<Encoding>,
    out: &mut impl Write,
) -> Result<Exit, Failure> {
    let file = input::read("--cases", path)?;
    let cases: Vec<Case> = serde_json::from_slice(&file.bytes).map_err(|error| {
        Failure::with_help(
            format!("--cases: `{}` cannot be read: {error}", file.name),
            "It must be a JSON array of objects with `name`, `input` and perhaps `rule` and `failAt`.",
        )
    })?;
    for case in &cases {
        serde_json::to_writer(&mut *out, &line(case, dialect, encoding))?;
        out.write_all(b"\n")?;
    }
    Ok(Exit::Fine)
}

fn line<'a>(case: &'a Case, dialect: Dialect, encoding: Option<Encoding>) -> Line<'a> {
    let mut line = Line {
        name: &case.name,
        ok: false,
        fail_at: None,
        tree: None,
    };
    let source = match encoding {
        None => Source::plain(&case.input),
        Some(Encoding::Url) => match Source::url(&case.input) {
            Ok(source) => source,
            Err(at) => {
                line.fail_at = Some(at);
                return line;
            }
        },
    };
    let Some(rule) = Rule::named(case.rule.as_deref()) else {
        return line;
    };
    let Some((start, text)) = rule.expression(&source.text) else {
        return line;
    };
    if text.trim().is_empty() {
        // No filter at all, but no expression either.
        line.fail_at = Some(source.undecoded(start));
        return line;
    }
    let parsed = parse_syntax(text, dialect);
    match (parsed.expr, parsed.fail_at) {
        (Some(tree), _) if rule.fits(&tree) => {
            line.ok = true;
            line.tree = Some(to_sexpr(&tree));
        }
        (None, Some(at)) => {
            let at = start.saturating_add(at as usize);
            line.fail_at = Some(source.undecoded(at));
        }
        _ => {}
    }
    line
}

/// The grammar rules that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// `$filter=` and a condition.
    Filter,
    /// Any expression.
    Expression,
    /// A property path.
    Member,
    /// A constant.
    Constant,
    /// `true` or `false`.
    Boolean,
    /// A date.
    Date,
    /// A GUID.
    Guid,
    /// A text in quotes.
    Text,
    /// `not`.
    Not,
}

impl Rule {
    fn named(name: Option<&str>) -> Option<Self> {
        Some(match name {
            None | Some("commonExpr" | "boolCommonExpr") => Self::Expression,
            Some("filter") => Self::Filter,
            Some("firstMemberExpr" | "propertyPathExpr") => Self::Member,
            Some("primitiveLiteral") => Self::Constant,
            Some("boolean") => Self::Boolean,
            Some("date") => Self::Date,
            Some("guid") => Self::Guid,
            Some("stringLiteral") => Self::Text,
            Some("notExpr") => Self::Not,
            Some(_) => return None,
        })
    }

    /// The expression in an input, and how many characters stand before it.
    fn expression(self, input: &str) -> Option<(usize, &str)> {
        if self != Self::Filter {
            return Some((0, input));
        }
        let (name, text) = input.split_once('=')?;
        let plain = name.strip_prefix('$').unwrap_or(name);
        plain
            .eq_ignore_ascii_case("filter")
            .then(|| (name.chars().count().saturating_add(1), text))
    }

    fn fits(self, tree: &Expr) -> bool {
        let node = &tree.node;
        match self {
            Self::Filter | Self::Expression => true,
            Self::Member => matches!(node, Node::Path(_)),
            Self::Constant => matches!(node, Node::Literal(_)),
            Self::Boolean => matches!(node, Node::Literal(Literal::Boolean(_))),
            Self::Date => matches!(node, Node::Literal(Literal::Date(_))),
            Self::Guid => matches!(node, Node::Literal(Literal::Guid(_))),
            Self::Text => matches!(node, Node::Literal(Literal::Text(_))),
            Self::Not => matches!(node, Node::Unary(UnaryOp::Not, _)),
        }
    }
}

/// The text of a case and where its characters stand in the undecoded input.
struct Source {
    text: String,
    /// For each character, and for the end, the characters before it in the undecoded input; empty
    /// when nothing was decoded.
    places: Vec<usize>,
}

impl Source {
    fn plain(input: &str) -> Self {
        Self {
            text: input.to_owned(),
            places: Vec::new(),
        }
    }

    /// Decodes `%20` and the like; an error is the place of what cannot be decoded.
    fn url(input: &str) -> Result<Self, usize> {
        let characters: Vec<char> = input.chars().collect();
        let mut source = Self {
            text: String::new(),
            places: Vec::new(),
        };
        let mut at: usize = 0;
        while let Some(character) = characters.get(at) {
            if *character != '%' {
                source.places.push(at);
                source.text.push(*character);
                at = at.saturating_add(1);
                continue;
            }
            let start = at;
            let mut bytes = Vec::new();
            while characters.get(at) == Some(&'%') {
                bytes.push(escaped(&characters, at)?);
                at = at.saturating_add(3);
            }
            let decoded = std::str::from_utf8(&bytes)
                .map_err(|error| start.saturating_add(error.valid_up_to().saturating_mul(3)))?;
            for (byte, character) in decoded.char_indices() {
                source
                    .places
                    .push(start.saturating_add(byte.saturating_mul(3)));
                source.text.push(character);
            }
        }
        source.places.push(at);
        Ok(source)
    }

    /// Characters of the input before a character of the decoded text.
    fn undecoded(&self, at: usize) -> usize {
        self.places.get(at).copied().unwrap_or(at)
    }
}

/// The byte that `%` and two hexadecimal digits stand for.
fn escaped(characters: &[char], at: usize) -> Result<u8, usize> {
    let digit = |offset: usize| {
        let place = at.saturating_add(offset);
        let digit = characters.get(place).and_then(|c| c.to_digit(16));
        digit
            .and_then(|digit| u8::try_from(digit).ok())
            .ok_or(place)
    };
    Ok((digit(1)? << 4) | digit(2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(input: &str, at: usize) -> Result<usize, usize> {
        Source::url(input).map(|source| source.undecoded(at))
    }

    #[test]
    fn places_are_counted_in_the_undecoded_text() {
        assert_eq!(place("a%20eq%20%C3%A9x", 0), Ok(0));
        assert_eq!(place("a%20eq%20%C3%A9x", 2), Ok(4), "e");
        assert_eq!(place("a%20eq%20%C3%A9x", 5), Ok(9), "é");
        assert_eq!(place("a%20eq%20%C3%A9x", 6), Ok(15), "x");
        assert_eq!(place("a%20eq%20%C3%A9x", 7), Ok(16), "the end");
    }

    #[test]
    fn broken_escapes_are_told_at_their_place() {
        assert_eq!(place("ab%2", 0), Err(4));
        assert_eq!(place("ab%zz", 0), Err(3));
        assert_eq!(place("a%20%C3", 0), Err(4));
    }

    #[test]
    fn a_rule_that_is_not_read_is_not_ok() {
        let case = Case {
            name: "x".to_owned(),
            rule: Some("durationValue".to_owned()),
            input: "P1D".to_owned(),
        };
        let line = line(&case, Dialect::OData, None);
        assert_eq!((line.ok, line.fail_at, line.tree), (false, None, None));
    }
}
