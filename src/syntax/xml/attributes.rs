//! Names and attributes of tags, character references decoded.

use super::XmlError;
use std::borrow::Cow;

/// The attributes of one start tag, decoded, in document order.
#[derive(Debug, Default)]
pub struct Attributes<'a>(Vec<(&'a str, Cow<'a, str>)>);

impl Attributes<'_> {
    /// The value of the attribute with this full name (prefix included).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_ref())
    }
}

pub(super) fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_' || first == ':')
        && chars.all(|c| c.is_alphanumeric() || "._-:".contains(c))
}

pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

pub(super) fn attributes(text: &str, offset: u64) -> Result<Attributes<'_>, XmlError> {
    let fault = |problem| XmlError::Syntax { problem, offset };
    let mut list: Vec<(&str, Cow<'_, str>)> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or_else(|| fault("attribute"))?;
        let name = name.trim_end();
        if !is_name(name) {
            return Err(fault("attribute"));
        }
        if list.iter().any(|(known, _)| *known == name) {
            return Err(fault("duplicate-attribute"));
        }
        let after = after.trim_start();
        let quote = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            _ => return Err(fault("attribute")),
        };
        let (value, after) = after
            .get(1..)
            .and_then(|after| after.split_once(quote))
            .ok_or_else(|| fault("attribute"))?;
        if value.contains('<') {
            return Err(fault("attribute"));
        }
        list.push((name, decoded(value, offset)?));
        let next = after.trim_start();
        if !next.is_empty() && next.len() == after.len() {
            return Err(fault("attribute"));
        }
        rest = next;
    }
    Ok(Attributes(list))
}

fn decoded(value: &str, offset: u64) -> Result<Cow<'_, str>, XmlError> {
    if !value.contains('&') {
        return Ok(Cow::Borrowed(value));
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').ok_or(XmlError::Syntax {
            problem: "attribute",
            offset,
        })?;
        let character = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => name.strip_prefix('#').and_then(character_reference),
        };
        out.push(character.ok_or_else(|| XmlError::Entity {
            name: name.chars().take(40).collect(),
            offset,
        })?);
        rest = after;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

fn character_reference(digits: &str) -> Option<char> {
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(number)
}
