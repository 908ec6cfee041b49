//! A small push reader of XML: chunks of bytes of any size go in, start and end tags come out.
//!
//! Mirrors the part of XML 1.0 that service metadata uses. Character data, comments, CDATA and
//! processing instructions are passed over without being kept, so memory is bounded by one tag.
//! Document type declarations and entities other than the five predefined ones are refused: they are
//! never part of service metadata and are the known way to make a small document huge.
//!
//! Own code and not a crate, because the pull parsers at hand want a blocking source, and the chunks of
//! a browser's stream arrive one by one.

mod attributes;
mod error;
mod utf8;

pub use attributes::Attributes;
pub use error::XmlError;

use attributes::{attributes, is_name, local};
use utf8::Utf8;

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
