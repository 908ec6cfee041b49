//! Lossless tree of one JSON document: every value with its place, members in order, duplicates
//! kept. One flat list in document order, so that neither building nor dropping recurses.

use super::scan::{JsonError, Limits, Scanner, Token, TokenKind};
use crate::text::{NameIndex, Span};
use std::borrow::Cow;

/// A whole document. Takes 16 bytes for every key and value.
#[derive(Debug)]
pub struct Document<'a> {
    bytes: &'a [u8],
    /// Keys and values in document order; a key is followed by its value, an array or object by
    /// what it holds.
    nodes: Vec<Entry>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: TokenKind,
    escaped: bool,
    span: Span,
    /// Index of the first entry behind this one and all it holds.
    next: u32,
}

/// Kinds of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`
    Null,
}

impl NodeKind {
    /// Its name as JSON calls it: `object`, `array`, `string`, `number`, `boolean`, `null`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Object => "object",
            Self::Array => "array",
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Null => "null",
        }
    }
}

/// One value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Node<'d> {
    document: &'d Document<'d>,
    index: u32,
    entry: Entry,
}

/// The name of a member.
#[derive(Clone, Copy, Debug)]
pub struct Key<'d> {
    /// Between the quotes, still escaped.
    pub raw: &'d str,
    /// Whether `raw` holds escapes.
    pub escaped: bool,
    /// Quotes included.
    pub span: Span,
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member<'d> {
    /// Its name.
    pub key: Key<'d>,
    /// Its value.
    pub value: Node<'d>,
}

/// A key that occurred before in the same object.
#[derive(Clone, Debug)]
pub struct Duplicate<'d> {
    /// The first member of that name.
    pub first: Member<'d>,
    /// A later one.
    pub again: Member<'d>,
}

impl<'a> Document<'a> {
    /// Reads a document whole.
    ///
    /// # Errors
    /// The text is not JSON, not UTF-8, too deep, too large or cut off.
    pub fn parse(bytes: &'a [u8], limits: Limits) -> Result<Self, JsonError> {
        let mut scanner = Scanner::new(bytes, limits);
        let mut nodes: Vec<Entry> = Vec::new();
        let mut open: Vec<u32> = Vec::new();
        while let Some(token) = scanner.next_token()? {
            let index = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
            match token.kind {
                TokenKind::EndObject | TokenKind::EndArray => {
                    let begun = open.pop().and_then(|begun| nodes.get_mut(begun as usize));
                    if let Some(entry) = begun {
                        entry.span.end = token.span.end;
                        entry.next = index;
                    }
                    continue;
                }
                TokenKind::BeginObject | TokenKind::BeginArray => open.push(index),
                _ => {}
            }
            nodes.push(Entry {
                kind: token.kind,
                escaped: token.escaped,
                span: token.span,
                next: index.saturating_add(1),
            });
        }
        Ok(Self { bytes, nodes })
    }

    /// The outermost value.
    pub fn root(&self) -> Node<'_> {
        let whole = Entry {
            kind: TokenKind::Null,
            escaped: false,
            span: Span::default(),
            next: 0,
        };
        Node {
            document: self,
            index: 0,
            entry: self.nodes.first().copied().unwrap_or(whole),
        }
    }

    /// The document put together again from its tokens and what stands between them. The same
    /// bytes as were read, byte order mark and line ends included.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.bytes.len());
        let mut written = 0u32;
        let mut open: Vec<Entry> = Vec::new();
        for (index, entry) in self.nodes.iter().enumerate() {
            while let Some(done) = open.pop_if(|begun| begun.next as usize <= index) {
                self.close(&done, &mut written, &mut out);
            }
            self.copy(written, entry.span.start, &mut out);
            match entry.kind {
                TokenKind::BeginObject | TokenKind::BeginArray => {
                    out.push(if entry.kind == TokenKind::BeginObject {
                        b'{'
                    } else {
                        b'['
                    });
                    written = entry.span.start.saturating_add(1);
                    open.push(*entry);
                }
                _ => {
                    self.copy(entry.span.start, entry.span.end, &mut out);
                    written = entry.span.end;
                }
            }
        }
        while let Some(done) = open.pop() {
            self.close(&done, &mut written, &mut out);
        }
        out.extend_from_slice(self.bytes.get(written as usize..).unwrap_or_default());
        out
    }

    fn close(&self, begun: &Entry, written: &mut u32, out: &mut Vec<u8>) {
        self.copy(*written, begun.span.end.saturating_sub(1), out);
        out.push(if begun.kind == TokenKind::BeginObject {
            b'}'
        } else {
            b']'
        });
        *written = begun.span.end;
    }

    fn copy(&self, from: u32, to: u32, out: &mut Vec<u8>) {
        let range = Span {
            start: from,
            end: to,
        };
        out.extend_from_slice(self.bytes.get(range.range()).unwrap_or_default());
    }

    fn text(&self, start: u32, end: u32) -> &'a str {
        self.bytes
            .get(start as usize..end as usize)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    fn entry(&self, index: u32) -> Option<Entry> {
        self.nodes.get(index as usize).copied()
    }

    fn node(&self, index: u32) -> Option<Node<'_>> {
        self.entry(index).map(|entry| Node {
            document: self,
            index,
            entry,
        })
    }
}

impl<'d> Node<'d> {
    /// What kind of value it is.
    pub fn kind(self) -> NodeKind {
        match self.entry.kind {
            TokenKind::BeginObject | TokenKind::EndObject => NodeKind::Object,
            TokenKind::BeginArray | TokenKind::EndArray => NodeKind::Array,
            TokenKind::Key | TokenKind::String => NodeKind::String,
            TokenKind::Number => NodeKind::Number,
            TokenKind::True | TokenKind::False => NodeKind::Boolean,
            TokenKind::Null => NodeKind::Null,
        }
    }

    /// Its place, quotes and brackets included.
    pub fn span(self) -> Span {
        self.entry.span
    }

    /// The value's text as it stands in the document; of a string what is between the quotes.
    pub fn raw(self) -> &'d str {
        let span = self.entry.span;
        if self.kind() == NodeKind::String {
            return self
                .document
                .text(span.start.saturating_add(1), span.end.saturating_sub(1));
        }
        self.document.text(span.start, span.end)
    }

    /// A string decoded; any other value as it stands in the document.
    pub fn text(self) -> Cow<'d, str> {
        decoded(self.raw(), self.entry.escaped, self.entry.span)
    }

    /// The boolean, when it is one.
    pub fn boolean(self) -> Option<bool> {
        match self.entry.kind {
            TokenKind::True => Some(true),
            TokenKind::False => Some(false),
            _ => None,
        }
    }

    /// The elements of an array in order; of any other value none.
    pub fn items(self) -> impl Iterator<Item = Node<'d>> {
        let inside = self.kind() == NodeKind::Array;
        let mut at = self.index.saturating_add(1);
        std::iter::from_fn(move || {
            if !inside || at >= self.entry.next {
                return None;
            }
            let item = self.document.node(at)?;
            at = item.entry.next;
            Some(item)
        })
    }

    /// The members of an object in order, duplicates kept; of any other value none.
    pub fn members(self) -> impl Iterator<Item = Member<'d>> {
        let inside = self.kind() == NodeKind::Object;
        let mut at = self.index.saturating_add(1);
        std::iter::from_fn(move || {
            if !inside || at >= self.entry.next {
                return None;
            }
            let key = self.document.entry(at)?;
            let value = self.document.node(at.saturating_add(1))?;
            at = value.entry.next;
            let span = key.span;
            let raw = self
                .document
                .text(span.start.saturating_add(1), span.end.saturating_sub(1));
            let key = Key {
                raw,
                escaped: key.escaped,
                span,
            };
            Some(Member { key, value })
        })
    }

    /// The value of a member, its key compared ignoring ASCII case. Of several the last, as the
    /// usual readers take it.
    pub fn get(self, key: &str) -> Option<Node<'d>> {
        self.members()
            .filter(|member| member.key.text().eq_ignore_ascii_case(key))
            .last()
            .map(|member| member.value)
    }

    /// The members whose key, exactly compared, stood before in this object. Linear in the number
    /// of members.
    pub fn duplicates(self) -> Vec<Duplicate<'d>> {
        let mut seen = NameIndex::new();
        let mut firsts: Vec<Member<'d>> = Vec::new();
        let mut found = Vec::new();
        for again in self.members() {
            let known = seen.add(&again.key.text(), firsts.len());
            match known.and_then(|at| firsts.get(at)) {
                Some(first) => found.push(Duplicate {
                    first: *first,
                    again,
                }),
                None => firsts.push(again),
            }
        }
        found
    }
}

impl<'d> Key<'d> {
    /// Decoded.
    pub fn text(&self) -> Cow<'d, str> {
        decoded(self.raw, self.escaped, self.span)
    }
}

fn decoded(raw: &str, escaped: bool, span: Span) -> Cow<'_, str> {
    let token = Token {
        kind: TokenKind::String,
        raw,
        escaped,
        span,
    };
    token.text()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;

    fn parse(text: &str) -> Document<'_> {
        Document::parse(text.as_bytes(), Limits::default()).unwrap()
    }

    #[test]
    fn writes_back_the_same_bytes() {
        let texts = [
            "\u{feff}{\r\n\t\"b\" : [ ] ,\r\n \"\\u0061\":{ } , \"b\":[1,[ 2 ,{\"x\":null}] , 3.50]\r\n}\r\n\r\n",
            "[]",
            " -0.0e1 ",
            "\"é\\n\"",
            "[[[[]]],{\"a\":{\"b\":{}}}]",
        ];
        for text in texts {
            assert_eq!(String::from_utf8(parse(text).write()).unwrap(), text);
        }
    }

    #[test]
    fn finds_members_whatever_their_case_and_order() {
        let document = parse(r#"{"Legs":[1,{"x":[]},"a"],"\u006eame":"\"q\"","n":2}"#);
        let root = document.root();
        assert_eq!(root.kind(), NodeKind::Object);
        assert_eq!(root.get("NAME").unwrap().text(), "\"q\"");
        assert_eq!(root.get("name").unwrap().raw(), "\\\"q\\\"");
        let kinds: Vec<_> = root.get("legs").unwrap().items().map(Node::kind).collect();
        assert_eq!(
            kinds,
            [NodeKind::Number, NodeKind::Object, NodeKind::String]
        );
        assert!(root.get("missing").is_none());
        assert_eq!(root.items().count(), 0);
        let keys: Vec<_> = root.members().map(|m| m.key.text().into_owned()).collect();
        assert_eq!(keys, ["Legs", "name", "n"]);
    }

    #[test]
    fn keeps_and_finds_duplicates() {
        let document = parse(r#"{"a":1,"A":2,"\u0061":3,"a":4}"#);
        let root = document.root();
        let found: Vec<_> = root
            .duplicates()
            .iter()
            .map(|d| {
                (
                    d.first.value.raw().to_owned(),
                    d.again.value.raw().to_owned(),
                )
            })
            .collect();
        assert_eq!(found, [("1".into(), "3".into()), ("1".into(), "4".into())]);
        assert_eq!(root.get("a").unwrap().raw(), "4");
    }

    #[test]
    fn finds_duplicates_among_very_many_keys() {
        let mut text = String::from("{");
        for key in 0..200_000 {
            text.push_str(&format!("\"k{key}\":0,"));
        }
        text.push_str("\"k7\":1}");
        let document = parse(&text);
        let found = document.root().duplicates();
        assert_eq!(found.len(), 1);
        assert_eq!(document.write(), text.as_bytes());
    }

    #[test]
    fn a_wide_and_deep_document_neither_recurses_nor_panics() {
        let limits = Limits {
            depth: 1_000_000,
            ..Limits::default()
        };
        let text = "[".repeat(500_000) + &"]".repeat(500_000);
        let document = Document::parse(text.as_bytes(), limits).unwrap();
        assert_eq!(document.write(), text.as_bytes());
    }
}
