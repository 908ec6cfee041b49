//! A small push reader of XML: chunks of bytes of any size go in, start and end tags come out.
//!
//! Mirrors the part of XML 1.0 that service metadata uses. Character data, comments, CDATA and
//! processing instructions are passed over without being kept, so memory is bounded by one tag.
//! Document type declarations and entities other than the five predefined ones are refused: they are
//! never part of service metadata and are the known way to make a small document huge.
//!
//! Own code and not a crate, because the pull parsers at hand want a blocking source, and the chunks of
//! a browser's stream arrive one by one.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;
use std::borrow::Cow;

/// Deepest nesting that is read; service metadata stays under 12.
const MAX_DEPTH: usize = 64;
/// Longest tag that is read, in bytes.
const MAX_TAG: usize = 1 << 20;

/// What receives the tags. Names come without their namespace prefix.
pub trait XmlHandler {
    /// A start tag; an empty tag is a start and an end.
    fn start(&mut self, name: &str, attributes: &Attributes<'_>);
    /// An end tag.
    fn end(&mut self, name: &str);
}

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

/// Why reading stopped. Offsets count bytes from the start of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlError {
    /// The text breaks the grammar; `problem` is a word the wording knows.
    Syntax {
        /// `text-outside`, `name`, `attribute`, `duplicate-attribute`, `second-root`, `markup`,
        /// `end-without-start` or `no-element`.
        problem: &'static str,
        /// Where.
        offset: u64,
    },
    /// An end tag closes another element than the open one.
    Mismatched {
        /// Name of the open element.
        open: String,
        /// Name that the end tag gives.
        found: String,
        /// Where the end tag starts.
        offset: u64,
    },
    /// The document ends too early.
    Truncated {
        /// Length of the document.
        offset: u64,
    },
    /// A document type declaration.
    Doctype {
        /// Where.
        offset: u64,
    },
    /// An entity other than the predefined ones.
    Entity {
        /// Its name.
        name: String,
        /// Where the tag with it starts.
        offset: u64,
    },
    /// The document is not UTF-8; `encoding` is `UTF-16` or what the XML declaration says.
    Encoding {
        /// The encoding.
        encoding: String,
    },
    /// A byte that UTF-8 does not have there.
    NotUtf8 {
        /// Where.
        offset: u64,
    },
    /// More than 64 levels.
    TooDeep {
        /// Where.
        offset: u64,
    },
    /// One tag is longer than 1 MiB.
    TagTooLong {
        /// Where the tag starts.
        offset: u64,
    },
}

impl XmlError {
    /// The finding to show.
    pub fn diagnostic(&self) -> Diagnostic {
        let (diagnostic, offset) = match self {
            Self::Syntax { problem, offset } => (
                Diagnostic::new(Code::XmlSyntax)
                    .name("problem", *problem)
                    .number("offset", *offset),
                *offset,
            ),
            Self::Mismatched {
                open,
                found,
                offset,
            } => (
                Diagnostic::new(Code::XmlMismatched)
                    .name("open", open.clone())
                    .name("found", found.clone())
                    .number("offset", *offset),
                *offset,
            ),
            Self::Truncated { offset } => (
                Diagnostic::new(Code::XmlTruncated).number("offset", *offset),
                *offset,
            ),
            Self::Doctype { offset } => (
                Diagnostic::new(Code::XmlDoctype).number("offset", *offset),
                *offset,
            ),
            Self::Entity { name, offset } => (
                Diagnostic::new(Code::XmlEntity)
                    .name("entity", name.clone())
                    .number("offset", *offset),
                *offset,
            ),
            Self::Encoding { encoding } => (
                Diagnostic::new(Code::XmlEncoding).name("encoding", encoding.clone()),
                0,
            ),
            Self::NotUtf8 { offset } => (
                Diagnostic::new(Code::NotUtf8).number("offset", *offset),
                *offset,
            ),
            Self::TooDeep { offset } => (
                Diagnostic::new(Code::TooDeep).number("limit", MAX_DEPTH as u64),
                *offset,
            ),
            Self::TagTooLong { offset } => (
                Diagnostic::new(Code::XmlTagTooLong)
                    .number("limit", MAX_TAG as u64)
                    .number("offset", *offset),
                *offset,
            ),
        };
        let at = usize::try_from(offset).unwrap_or(usize::MAX);
        diagnostic.span(Span::new(at, at))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// Between tags.
    Text,
    /// After `<`.
    Open,
    /// Inside a tag; the quote that is open, or 0.
    Tag(u8),
    /// After `<!`, undecided.
    Bang,
    /// Inside a comment; hyphens seen in a row.
    Comment(u8),
    /// Inside CDATA; brackets seen in a row.
    Cdata(u8),
    /// Inside a processing instruction; whether `?` was the last byte.
    Instruction(bool),
}

/// The reader. After an error it stays in that error.
#[derive(Debug)]
pub struct XmlReader {
    mode: Mode,
    /// The part of the current tag that earlier chunks brought, without `<`.
    pending: Vec<u8>,
    /// Offset of the next byte.
    offset: u64,
    /// Offset of the `<` of the current tag.
    tag_at: u64,
    /// Full names of the open elements, one after the other, and where each starts.
    open: String,
    depths: Vec<usize>,
    seen_root: bool,
    utf8: Utf8,
    error: Option<XmlError>,
}

impl Default for XmlReader {
    fn default() -> Self {
        Self::new()
    }
}

impl XmlReader {
    /// A reader at the start of a document.
    pub fn new() -> Self {
        Self {
            mode: Mode::Text,
            pending: Vec::new(),
            offset: 0,
            tag_at: 0,
            open: String::new(),
            depths: Vec::new(),
            seen_root: false,
            utf8: Utf8::default(),
            error: None,
        }
    }

    /// Bytes taken so far.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Takes the next bytes of the document, cut anywhere, and hands their tags to `handler`.
    pub fn push(&mut self, chunk: &[u8], handler: &mut impl XmlHandler) -> Result<(), XmlError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let result = self.take(chunk, handler);
        if let Err(error) = &result {
            self.error = Some(error.clone());
        }
        result
    }

    /// Says that the document ends here.
    pub fn finish(&mut self) -> Result<(), XmlError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let truncated = self.mode != Mode::Text || !self.depths.is_empty() || self.utf8.held > 0;
        if truncated {
            return Err(XmlError::Truncated {
                offset: self.offset,
            });
        }
        if !self.seen_root {
            return Err(XmlError::Syntax {
                problem: "no-element",
                offset: self.offset,
            });
        }
        Ok(())
    }

    fn take(&mut self, chunk: &[u8], handler: &mut impl XmlHandler) -> Result<(), XmlError> {
        if self.offset == 0 && matches!(chunk.first(), Some(0xFE | 0xFF)) {
            return Err(XmlError::Encoding {
                encoding: "UTF-16".to_owned(),
            });
        }
        self.utf8.check(chunk, self.offset)?;
        let mut rest = chunk;
        while !rest.is_empty() {
            let used = match self.mode {
                Mode::Text => self.text(rest)?,
                Mode::Tag(quote) => self.tag(rest, quote, handler)?,
                _ => self.other(rest)?,
            };
            self.offset = self.offset.saturating_add(used as u64);
            rest = rest.get(used..).unwrap_or_default();
        }
        Ok(())
    }

    /// Passes over text up to and with `<`.
    fn text(&mut self, rest: &[u8]) -> Result<usize, XmlError> {
        let found = rest.iter().position(|byte| *byte == b'<');
        let text = rest.get(..found.unwrap_or(rest.len())).unwrap_or_default();
        if self.depths.is_empty() {
            self.nothing_but_space(text)?;
        }
        let Some(found) = found else {
            return Ok(rest.len());
        };
        self.mode = Mode::Open;
        self.tag_at = self.offset.saturating_add(found as u64);
        self.pending.clear();
        Ok(found.saturating_add(1))
    }

    fn nothing_but_space(&self, text: &[u8]) -> Result<(), XmlError> {
        for (at, byte) in text.iter().enumerate() {
            let offset = self.offset.saturating_add(at as u64);
            // A byte order mark may open the document.
            let mark = offset < 3 && matches!(byte, 0xEF | 0xBB | 0xBF);
            if *byte == 0 {
                return Err(XmlError::Encoding {
                    encoding: "UTF-16".to_owned(),
                });
            }
            if !mark && !byte.is_ascii_whitespace() {
                return Err(XmlError::Syntax {
                    problem: "text-outside",
                    offset,
                });
            }
        }
        Ok(())
    }

    /// Looks for the end of a tag, from `rest` alone when the tag stands in it whole.
    fn tag(
        &mut self,
        rest: &[u8],
        quote: u8,
        handler: &mut impl XmlHandler,
    ) -> Result<usize, XmlError> {
        let mut quote = quote;
        let mut end = None;
        for (at, byte) in rest.iter().enumerate() {
            match (*byte, quote) {
                (b'>', 0) => {
                    end = Some(at);
                    break;
                }
                (b'"' | b'\'', 0) => quote = *byte,
                (closing, open) if closing == open => quote = 0,
                _ => {}
            }
        }
        let part = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if self.pending.len().saturating_add(part.len()) > MAX_TAG {
            return Err(XmlError::TagTooLong {
                offset: self.tag_at,
            });
        }
        let Some(end) = end else {
            self.pending.extend_from_slice(part);
            self.mode = Mode::Tag(quote);
            return Ok(rest.len());
        };
        self.mode = Mode::Text;
        if self.pending.is_empty() {
            self.whole_tag(part, handler)?;
        } else {
            let mut whole = std::mem::take(&mut self.pending);
            whole.extend_from_slice(part);
            self.whole_tag(&whole, handler)?;
            whole.clear();
            self.pending = whole;
        }
        Ok(end.saturating_add(1))
    }

    /// One byte of anything that is not kept.
    fn other(&mut self, rest: &[u8]) -> Result<usize, XmlError> {
        let Some(byte) = rest.first().copied() else {
            return Ok(0);
        };
        self.mode = match self.mode {
            Mode::Open => match byte {
                b'!' => Mode::Bang,
                b'?' => Mode::Instruction(false),
                // The byte belongs to the tag.
                _ => {
                    self.mode = Mode::Tag(0);
                    return Ok(0);
                }
            },
            Mode::Bang => self.bang(byte)?,
            Mode::Comment(hyphens) => match (byte, hyphens) {
                (b'-', count) => Mode::Comment(count.saturating_add(1).min(2)),
                (b'>', 2) => Mode::Text,
                _ => Mode::Comment(0),
            },
            Mode::Cdata(brackets) => match (byte, brackets) {
                (b']', count) => Mode::Cdata(count.saturating_add(1).min(2)),
                (b'>', 2) => Mode::Text,
                _ => Mode::Cdata(0),
            },
            Mode::Instruction(question) => {
                if question && byte == b'>' {
                    self.declaration()?;
                    Mode::Text
                } else {
                    if self.pending.len() < 256 {
                        self.pending.push(byte);
                    }
                    Mode::Instruction(byte == b'?')
                }
            }
            mode => mode,
        };
        Ok(1)
    }

    fn bang(&mut self, byte: u8) -> Result<Mode, XmlError> {
        self.pending.push(byte);
        let seen = self.pending.as_slice();
        let mode = match seen {
            b"--" => Mode::Comment(0),
            b"[CDATA[" if !self.depths.is_empty() => Mode::Cdata(0),
            _ if b"--".starts_with(seen) || b"[CDATA[".starts_with(seen) => return Ok(Mode::Bang),
            [b'D' | b'd', ..] => {
                return Err(XmlError::Doctype {
                    offset: self.tag_at,
                });
            }
            _ => {
                return Err(XmlError::Syntax {
                    problem: "markup",
                    offset: self.tag_at,
                });
            }
        };
        self.pending.clear();
        Ok(mode)
    }

    /// Refuses an XML declaration that names another encoding.
    fn declaration(&mut self) -> Result<(), XmlError> {
        let bytes = std::mem::take(&mut self.pending);
        let Some(text) = std::str::from_utf8(&bytes)
            .ok()
            .and_then(|text| text.trim_end_matches('?').strip_prefix("xml "))
        else {
            return Ok(());
        };
        let Some((_, after)) = text.split_once("encoding") else {
            return Ok(());
        };
        let after = after.trim_start().trim_start_matches('=').trim_start();
        let encoding = after
            .split(['"', '\''])
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        if ["utf-8", "utf8", "us-ascii", "ascii"]
            .iter()
            .any(|known| encoding.eq_ignore_ascii_case(known))
        {
            Ok(())
        } else {
            Err(XmlError::Encoding { encoding })
        }
    }

    fn whole_tag(&mut self, bytes: &[u8], handler: &mut impl XmlHandler) -> Result<(), XmlError> {
        let offset = self.tag_at;
        if bytes.contains(&0) {
            return Err(XmlError::Encoding {
                encoding: "UTF-16".to_owned(),
            });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| XmlError::NotUtf8 { offset })?;
        if let Some(name) = text.strip_prefix('/') {
            return self.end_tag(name.trim_end(), handler);
        }
        let (text, empty) = match text.strip_suffix('/') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let cut = text.find(|c: char| c.is_ascii_whitespace());
        let (name, rest) = text.split_at(cut.unwrap_or(text.len()));
        if !is_name(name) {
            return Err(XmlError::Syntax {
                problem: "name",
                offset,
            });
        }
        if self.depths.is_empty() && self.seen_root {
            return Err(XmlError::Syntax {
                problem: "second-root",
                offset,
            });
        }
        if self.depths.len() >= MAX_DEPTH {
            return Err(XmlError::TooDeep { offset });
        }
        let attributes = attributes(rest, offset)?;
        self.seen_root = true;
        handler.start(local(name), &attributes);
        if empty {
            handler.end(local(name));
        } else {
            self.depths.push(self.open.len());
            self.open.push_str(name);
        }
        Ok(())
    }

    fn end_tag(&mut self, name: &str, handler: &mut impl XmlHandler) -> Result<(), XmlError> {
        if self.depths.is_empty() {
            return Err(XmlError::Syntax {
                problem: "end-without-start",
                offset: self.tag_at,
            });
        }
        if self.innermost() != name {
            return Err(XmlError::Mismatched {
                open: self.innermost().to_owned(),
                found: name.to_owned(),
                offset: self.tag_at,
            });
        }
        self.open.truncate(self.depths.pop().unwrap_or_default());
        handler.end(local(name));
        Ok(())
    }

    fn innermost(&self) -> &str {
        let start = self.depths.last().copied().unwrap_or_default();
        self.open.get(start..).unwrap_or_default()
    }
}

/// Checks UTF-8 across chunk borders.
#[derive(Debug, Default)]
struct Utf8 {
    tail: [u8; 4],
    held: usize,
}

impl Utf8 {
    fn check(&mut self, chunk: &[u8], offset: u64) -> Result<(), XmlError> {
        let mut rest = chunk;
        while self.held > 0 {
            let Some((next, after)) = rest.split_first() else {
                return Ok(());
            };
            if let Some(slot) = self.tail.get_mut(self.held) {
                *slot = *next;
            }
            self.held = self.held.saturating_add(1);
            rest = after;
            let seen = self.tail.get(..self.held).unwrap_or_default();
            match std::str::from_utf8(seen) {
                Ok(_) => self.held = 0,
                Err(error) if error.error_len().is_none() && self.held < 4 => {}
                Err(_) => return Err(XmlError::NotUtf8 { offset }),
            }
        }
        let Err(error) = std::str::from_utf8(rest) else {
            return Ok(());
        };
        let valid = error.valid_up_to();
        if error.error_len().is_some() {
            let skipped = chunk.len().saturating_sub(rest.len());
            let at = skipped.saturating_add(valid) as u64;
            return Err(XmlError::NotUtf8 {
                offset: offset.saturating_add(at),
            });
        }
        for (slot, byte) in self
            .tail
            .iter_mut()
            .zip(rest.get(valid..).unwrap_or_default())
        {
            *slot = *byte;
            self.held = self.held.saturating_add(1);
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_' || first == ':')
        && chars.all(|c| c.is_alphanumeric() || "._-:".contains(c))
}

fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

fn attributes(text: &str, offset: u64) -> Result<Attributes<'_>, XmlError> {
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
