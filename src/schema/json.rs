//! Metadata answers in JSON: a small value for one metadata object, and the walk over an answer that
//! hands its objects on one by one, so that a large answer is never held whole.

use crate::syntax::json::{JsonError, JsonErrorKind, Limits, Scanner, Token, TokenKind};
use std::borrow::Cow;

/// One JSON value of a metadata object.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Null,
    Boolean(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    Array(Vec<Node<'a>>),
    Object(Vec<(Cow<'a, str>, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// A member that is there and not null.
    pub(super) fn get(&self, name: &str) -> Option<&Node<'a>> {
        match self {
            Self::Object(members) => members
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value)
                .filter(|value| !matches!(value, Self::Null)),
            _ => None,
        }
    }

    /// Text of a member, `None` when it is no text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_text()
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A number in its spelling; services also write numbers as text.
    pub(super) fn number(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Self::Number(digits) => Some(digits),
            Self::Text(digits) => Some(digits),
            _ => None,
        }
    }

    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Self::Boolean(flag) => Some(*flag),
            Self::Text(word) => match word.to_ascii_lowercase().as_str() {
                "true" | "yes" => Some(true),
                "false" | "no" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// The elements of a member that is an array, else none.
    pub(super) fn list(&self, name: &str) -> &[Node<'a>] {
        match self.get(name) {
            Some(Self::Array(items)) => items,
            _ => &[],
        }
    }

    /// `Value` of a managed property such as `RequiredLevel`, or the text itself.
    pub(super) fn managed(&self, name: &str) -> Option<&str> {
        let value = self.get(name)?;
        value.as_text().or_else(|| value.text("Value"))
    }

    /// The label in the caller's language, else the first of any language.
    pub(super) fn label(&self, name: &str) -> Option<&str> {
        let label = self.get(name)?;
        label
            .get("UserLocalizedLabel")
            .and_then(|label| label.text("Label"))
            .or_else(|| {
                label
                    .list("LocalizedLabels")
                    .iter()
                    .find_map(|label| label.text("Label"))
            })
            .filter(|label| !label.is_empty())
    }
}

/// What an answer says beside its objects.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// `@odata.nextLink` is there: this is one page of several.
    pub(super) more: bool,
    /// `error.message`, when the service refused.
    pub(super) refused: Option<String>,
}

/// Hands on every metadata object: the elements of `value`, of a top-level array, or the one object.
pub(super) fn objects<'a>(
    bytes: &'a [u8],
    mut take: impl FnMut(Node<'a>),
) -> Result<Answer, JsonError> {
    let mut scanner = Scanner::new(bytes, Limits::default());
    let mut answer = Answer::default();
    let first = required(&mut scanner)?;
    match first.kind {
        TokenKind::BeginArray => elements(&mut scanner, &mut take)?,
        TokenKind::BeginObject => members(&mut scanner, &mut answer, &mut take)?,
        _ => {}
    }
    // The grammar of what follows the document is checked too.
    while scanner.next_token()?.is_some() {}
    Ok(answer)
}

fn members<'a>(
    scanner: &mut Scanner<'a>,
    answer: &mut Answer,
    take: &mut dyn FnMut(Node<'a>),
) -> Result<(), JsonError> {
    let mut own = Vec::new();
    loop {
        let key = required(scanner)?;
        if key.kind == TokenKind::EndObject {
            break;
        }
        let name = key.text();
        let first = required(scanner)?;
        if name == "value" && first.kind == TokenKind::BeginArray {
            elements(scanner, take)?;
            continue;
        }
        let value = node(scanner, first)?;
        match name.as_ref() {
            "@odata.nextLink" => answer.more = true,
            "error" => {
                let message = value.text("message").or(value.as_text());
                answer.refused = Some(message.unwrap_or_default().to_owned());
            }
            _ => {}
        }
        own.push((name, value));
    }
    take(Node::Object(own));
    Ok(())
}

fn elements<'a>(
    scanner: &mut Scanner<'a>,
    take: &mut dyn FnMut(Node<'a>),
) -> Result<(), JsonError> {
    loop {
        let first = required(scanner)?;
        if first.kind == TokenKind::EndArray {
            return Ok(());
        }
        take(node(scanner, first)?);
    }
}

/// A value whose first token was read; as deep as the scanner allows.
fn node<'a>(scanner: &mut Scanner<'a>, first: Token<'a>) -> Result<Node<'a>, JsonError> {
    Ok(match first.kind {
        TokenKind::BeginObject => {
            let mut members = Vec::new();
            loop {
                let key = required(scanner)?;
                if key.kind == TokenKind::EndObject {
                    break;
                }
                let value = required(scanner)?;
                members.push((key.text(), node(scanner, value)?));
            }
            Node::Object(members)
        }
        TokenKind::BeginArray => {
            let mut items = Vec::new();
            elements(scanner, &mut |item| items.push(item))?;
            Node::Array(items)
        }
        TokenKind::True => Node::Boolean(true),
        TokenKind::False => Node::Boolean(false),
        TokenKind::Number => Node::Number(first.raw),
        TokenKind::String => Node::Text(first.text()),
        _ => Node::Null,
    })
}

fn required<'a>(scanner: &mut Scanner<'a>) -> Result<Token<'a>, JsonError> {
    let offset = scanner.offset();
    scanner.next_token()?.ok_or(JsonError {
        kind: JsonErrorKind::Truncated,
        offset,
    })
}
