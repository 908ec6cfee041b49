//! Pull scanner for JSON text (RFC 8259): one token at a time over borrowed bytes, the grammar
//! enforced, without recursion and without copying.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;
use std::borrow::Cow;

/// What a scanner accepts at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Arrays and objects open at the same time; 128 by default.
    pub depth: u32,
    /// Bytes of the whole text; 1 GiB by default. Spans are 32 bits wide, so 4 GiB at the very most.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 128,
            bytes: 1 << 30,
        }
    }
}

/// Kinds of token. Commas and colons are consumed, not reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// `{`
    BeginObject,
    /// `}`
    EndObject,
    /// `[`
    BeginArray,
    /// `]`
    EndArray,
    /// A member's name.
    Key,
    /// A string that is a value.
    String,
    /// A number, in its own spelling.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
}

/// One token of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// Key and string: between the quotes, still escaped. Otherwise the token's spelling.
    pub raw: &'a str,
    /// Whether `raw` holds escapes.
    pub escaped: bool,
    /// The token in the text, quotes included.
    pub span: Span,
}

impl<'a> Token<'a> {
    /// The decoded text of a key or string; the spelling of any other token. Never fails: the
    /// scanner has checked every escape, lone surrogates included.
    pub fn text(&self) -> Cow<'a, str> {
        if !self.escaped {
            return Cow::Borrowed(self.raw);
        }
        Cow::Owned(unescape(self.raw))
    }
}

/// Why a text is not the JSON it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonErrorKind {
    /// Against the grammar. The word names the problem (`comma-expected`); the wording of `DW0001`
    /// has a text for each.
    Syntax(&'static str),
    /// Not UTF-8.
    NotUtf8,
    /// More arrays and objects open than this limit.
    TooDeep(u32),
    /// More bytes than this limit.
    TooLarge(usize),
    /// The text ends before the document is whole.
    Truncated,
}

/// A text is not JSON, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Why.
    pub kind: JsonErrorKind,
    /// Byte offset of the first byte that is wrong; the text's length when it is truncated.
    pub offset: usize,
}

impl JsonError {
    /// The same as a finding (`DW0001` to `DW0004`), with an empty path and a span of one byte.
    pub fn diagnostic(&self) -> Diagnostic {
        let found = match self.kind {
            JsonErrorKind::Syntax(problem) => {
                Diagnostic::new(Code::JsonSyntax).name("problem", problem)
            }
            JsonErrorKind::Truncated => {
                Diagnostic::new(Code::JsonSyntax).name("problem", "truncated")
            }
            JsonErrorKind::NotUtf8 => {
                Diagnostic::new(Code::NotUtf8).number("offset", self.offset as u64)
            }
            JsonErrorKind::TooDeep(limit) => {
                Diagnostic::new(Code::TooDeep).number("limit", u64::from(limit))
            }
            JsonErrorKind::TooLarge(limit) => {
                Diagnostic::new(Code::TooLarge).number("limit", limit as u64)
            }
        };
        let end = match self.kind {
            JsonErrorKind::Truncated => self.offset,
            _ => self.offset.saturating_add(1),
        };
        found.span(Span::new(self.offset, end))
    }
}

/// What the grammar allows next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expect {
    /// The first value, or in a sequence a further one or the end.
    Top,
    /// A value.
    Value,
    /// A value or `]`.
    ValueOrEnd,
    /// A key or `}`.
    KeyOrEnd,
    /// `:` and a value.
    Colon,
    /// `,` or the end of what is open.
    CommaOrEnd,
    /// Nothing but white space.
    Nothing,
}

/// Reads tokens one by one. After an error every further call returns the same error.
#[derive(Debug)]
pub struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    expect: Expect,
    /// What is open, outermost first: `true` an object, `false` an array.
    open: Vec<bool>,
    limits: Limits,
    sequence: bool,
    /// Whether white space stood since the last value of a sequence.
    separated: bool,
    failed: Option<JsonError>,
}

impl<'a> Scanner<'a> {
    /// Over one document. A UTF-8 byte order mark at the start is skipped.
    pub fn new(bytes: &'a [u8], limits: Limits) -> Self {
        let limit = limits.bytes.min(u32::MAX as usize);
        let failed = (bytes.len() > limit).then_some(JsonError {
            kind: JsonErrorKind::TooLarge(limit),
            offset: limit,
        });
        Self {
            bytes,
            at: if bytes.starts_with(b"\xEF\xBB\xBF") {
                3
            } else {
                0
            },
            expect: Expect::Top,
            open: Vec::new(),
            limits,
            sequence: false,
            separated: true,
            failed,
        }
    }

    /// Over several documents one after another, separated by white space (newline-delimited
    /// JSON). An empty text is an empty sequence.
    pub fn sequence(bytes: &'a [u8], limits: Limits) -> Self {
        Self {
            sequence: true,
            ..Self::new(bytes, limits)
        }
    }

    /// A [`Scanner::sequence`] within the default limits.
    pub fn values(bytes: &'a [u8]) -> Self {
        Self::sequence(bytes, Limits::default())
    }

    /// The next token, or `None` when the document is whole and only white space is left.
    ///
    /// # Errors
    /// The text is not JSON, not UTF-8, too deep or too large.
    pub fn next_token(&mut self) -> Result<Option<Token<'a>>, JsonError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let found = self.advance();
        if let Err(error) = found {
            self.failed = Some(error);
        }
        found
    }

    /// Passes over the next value whole, checked, whatever its size, and returns its span. Call it
    /// where a value is due: after a key, in an array, at the start.
    ///
    /// # Errors
    /// As [`Scanner::next_token`]; `value-expected` where no value follows.
    pub fn skip_value(&mut self) -> Result<Span, JsonError> {
        let Some(first) = self.next_token()? else {
            return Err(self.fail("value-expected", self.at));
        };
        match first.kind {
            TokenKind::Key | TokenKind::EndArray | TokenKind::EndObject => {
                Err(self.fail("value-expected", first.span.start as usize))
            }
            _ => self.finish(&first),
        }
    }

    /// Passes over the rest of the value that began with `first`, the token read last, and returns
    /// the whole value's span. A value of one token is its own rest.
    ///
    /// # Errors
    /// As [`Scanner::next_token`].
    pub fn finish(&mut self, first: &Token<'a>) -> Result<Span, JsonError> {
        if !matches!(first.kind, TokenKind::BeginObject | TokenKind::BeginArray) {
            return Ok(first.span);
        }
        let outside = self.open.len().saturating_sub(1);
        while let Some(token) = self.next_token()? {
            if self.open.len() <= outside {
                return Ok(Span {
                    start: first.span.start,
                    end: token.span.end,
                });
            }
        }
        Err(self.truncated())
    }

    /// Byte offset just after the token read last.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// How many arrays and objects are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// The text of a span; the empty text when the span is not within it.
    pub fn slice(&self, span: Span) -> &'a str {
        self.bytes
            .get(span.range())
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    fn advance(&mut self) -> Result<Option<Token<'a>>, JsonError> {
        loop {
            self.skip_space();
            let Some(byte) = self.peek() else {
                return match self.expect {
                    Expect::Nothing => Ok(None),
                    Expect::Top if self.sequence => Ok(None),
                    _ => Err(self.truncated()),
                };
            };
            match (self.expect, byte) {
                (Expect::Nothing, _) => return Err(self.unexpected("end-expected")),
                (Expect::Colon, b':') => {
                    self.step();
                    self.expect = Expect::Value;
                }
                (Expect::Colon, _) => return Err(self.unexpected("colon-expected")),
                (Expect::CommaOrEnd, b',') => {
                    self.step();
                    return self.after_comma().map(Some);
                }
                (Expect::CommaOrEnd, b'}' | b']')
                | (Expect::KeyOrEnd, b'}')
                | (Expect::ValueOrEnd, b']') => return self.close(byte).map(Some),
                (Expect::CommaOrEnd, _) => return Err(self.unexpected("comma-expected")),
                (Expect::KeyOrEnd, _) => return self.key().map(Some),
                (Expect::Top, _) if !self.separated => {
                    return Err(self.unexpected("separator-expected"));
                }
                (Expect::Top | Expect::Value | Expect::ValueOrEnd, _) => {
                    return self.value(byte).map(Some);
                }
            }
        }
    }

    fn after_comma(&mut self) -> Result<Token<'a>, JsonError> {
        self.skip_space();
        let Some(byte) = self.peek() else {
            return Err(self.truncated());
        };
        if matches!(byte, b'}' | b']') {
            return Err(self.unexpected("trailing-comma"));
        }
        if self.open.last() == Some(&true) {
            return self.key();
        }
        self.value(byte)
    }

    fn key(&mut self) -> Result<Token<'a>, JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("key-expected"));
        }
        let token = self.string(TokenKind::Key)?;
        self.expect = Expect::Colon;
        Ok(token)
    }

    fn value(&mut self, byte: u8) -> Result<Token<'a>, JsonError> {
        let token = match byte {
            b'{' => return self.begin(TokenKind::BeginObject),
            b'[' => return self.begin(TokenKind::BeginArray),
            b'"' => self.string(TokenKind::String)?,
            b'-' | b'0'..=b'9' => self.number()?,
            b't' => self.word("true", TokenKind::True)?,
            b'f' => self.word("false", TokenKind::False)?,
            b'n' => self.word("null", TokenKind::Null)?,
            _ => return Err(self.unexpected("value-expected")),
        };
        self.value_done();
        Ok(token)
    }

    fn value_done(&mut self) {
        self.expect = match (self.open.is_empty(), self.sequence) {
            (false, _) => Expect::CommaOrEnd,
            (true, true) => Expect::Top,
            (true, false) => Expect::Nothing,
        };
        self.separated = false;
    }

    fn begin(&mut self, kind: TokenKind) -> Result<Token<'a>, JsonError> {
        if self.open.len() >= self.limits.depth as usize {
            return Err(JsonError {
                kind: JsonErrorKind::TooDeep(self.limits.depth),
                offset: self.at,
            });
        }
        let object = kind == TokenKind::BeginObject;
        self.open.push(object);
        self.expect = if object {
            Expect::KeyOrEnd
        } else {
            Expect::ValueOrEnd
        };
        let start = self.at;
        self.step();
        Ok(self.token(kind, start, if object { "{" } else { "[" }))
    }

    fn close(&mut self, byte: u8) -> Result<Token<'a>, JsonError> {
        let object = byte == b'}';
        if self.open.last() != Some(&object) {
            return Err(self.unexpected("wrong-bracket"));
        }
        self.open.pop();
        self.value_done();
        let start = self.at;
        self.step();
        Ok(if object {
            self.token(TokenKind::EndObject, start, "}")
        } else {
            self.token(TokenKind::EndArray, start, "]")
        })
    }

    fn string(&mut self, kind: TokenKind) -> Result<Token<'a>, JsonError> {
        let start = self.at;
        self.step();
        let inside = self.at;
        let mut escaped = false;
        loop {
            self.skip_plain();
            match self.peek() {
                None => return Err(self.truncated()),
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(byte) if byte < 0x20 => return Err(self.unexpected("control-character")),
                Some(_) => self.step(),
            }
        }
        let raw = self.utf8(inside, self.at)?;
        self.step();
        Ok(Token {
            kind,
            raw,
            escaped,
            span: Span::new(start, self.at),
        })
    }

    /// Moves over bytes of a string that need no look, eight at a time.
    fn skip_plain(&mut self) {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = 0x8080_8080_8080_8080;
        const QUOTE: u64 = 0x2222_2222_2222_2222;
        const SLASH: u64 = 0x5C5C_5C5C_5C5C_5C5C;
        const SPACE: u64 = 0x2020_2020_2020_2020;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        for chunk in rest.as_chunks::<8>().0 {
            let word = u64::from_le_bytes(*chunk);
            let quote = (word ^ QUOTE).wrapping_sub(ONES) & !(word ^ QUOTE);
            let slash = (word ^ SLASH).wrapping_sub(ONES) & !(word ^ SLASH);
            let control = word.wrapping_sub(SPACE) & !word;
            let stops = (quote | slash | control) & HIGH;
            if stops != 0 {
                let clear = stops.trailing_zeros() >> 3;
                self.at = self.at.saturating_add(clear as usize);
                return;
            }
            self.at = self.at.saturating_add(8);
        }
    }

    /// One escape, a whole surrogate pair included.
    fn escape(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        self.step();
        match self.peek() {
            None => return Err(self.truncated()),
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
                self.step();
                return Ok(());
            }
            Some(b'u') => self.step(),
            Some(_) => return Err(self.syntax("bad-escape", start)),
        }
        match self.hex(start)? {
            0xDC00..=0xDFFF => Err(self.syntax("lone-surrogate", start)),
            0xD800..=0xDBFF => {
                for wanted in *b"\\u" {
                    match self.peek() {
                        None => return Err(self.truncated()),
                        Some(byte) if byte == wanted => self.step(),
                        Some(_) => return Err(self.syntax("lone-surrogate", start)),
                    }
                }
                if matches!(self.hex(start)?, 0xDC00..=0xDFFF) {
                    return Ok(());
                }
                Err(self.syntax("lone-surrogate", start))
            }
            _ => Ok(()),
        }
    }

    fn hex(&mut self, start: usize) -> Result<u32, JsonError> {
        let mut unit = 0u32;
        for _ in 0..4 {
            let Some(byte) = self.peek() else {
                return Err(self.truncated());
            };
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(self.syntax("bad-escape", start));
            };
            unit = (unit << 4) | digit;
            self.step();
        }
        Ok(unit)
    }

    fn number(&mut self) -> Result<Token<'a>, JsonError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.step();
        }
        if self.peek() == Some(b'0') {
            self.step();
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.syntax("leading-zero", start));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.step();
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.step();
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.step();
            }
            self.digits()?;
        }
        let raw = self.utf8(start, self.at)?;
        Ok(self.token(TokenKind::Number, start, raw))
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), JsonError> {
        match self.peek() {
            None => return Err(self.truncated()),
            Some(b'0'..=b'9') => {}
            Some(_) => return Err(self.unexpected("digit-expected")),
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.step();
        }
        Ok(())
    }

    fn word(&mut self, word: &'static str, kind: TokenKind) -> Result<Token<'a>, JsonError> {
        let start = self.at;
        for wanted in word.bytes() {
            match self.peek() {
                None => return Err(self.truncated()),
                Some(byte) if byte == wanted => self.step(),
                Some(_) => return Err(self.syntax("value-expected", start)),
            }
        }
        Ok(self.token(kind, start, word))
    }

    fn token(&self, kind: TokenKind, start: usize, raw: &'a str) -> Token<'a> {
        Token {
            kind,
            raw,
            escaped: false,
            span: Span::new(start, self.at),
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.separated = true;
            self.step();
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn step(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    fn utf8(&self, start: usize, end: usize) -> Result<&'a str, JsonError> {
        let bytes = self.bytes.get(start..end).unwrap_or_default();
        std::str::from_utf8(bytes).map_err(|error| JsonError {
            kind: JsonErrorKind::NotUtf8,
            offset: start.saturating_add(error.valid_up_to()),
        })
    }

    /// A byte against the grammar at the present place; bytes that are no UTF-8 say so first.
    fn unexpected(&self, problem: &'static str) -> JsonError {
        let end = self.at.saturating_add(4).min(self.bytes.len());
        let here = self.bytes.get(self.at..end).unwrap_or_default();
        if let Err(error) = std::str::from_utf8(here)
            && error.valid_up_to() == 0
        {
            return JsonError {
                kind: JsonErrorKind::NotUtf8,
                offset: self.at,
            };
        }
        self.syntax(problem, self.at)
    }

    fn syntax(&self, problem: &'static str, offset: usize) -> JsonError {
        JsonError {
            kind: JsonErrorKind::Syntax(problem),
            offset,
        }
    }

    fn fail(&mut self, problem: &'static str, offset: usize) -> JsonError {
        let error = self.syntax(problem, offset);
        self.failed = Some(error);
        error
    }

    fn truncated(&self) -> JsonError {
        JsonError {
            kind: JsonErrorKind::Truncated,
            offset: self.bytes.len(),
        }
    }
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut characters = escape.chars();
        match characters.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let mut unit = four_digits(&mut characters);
                if (0xD800..=0xDBFF).contains(&unit) {
                    let _backslash_and_u = (characters.next(), characters.next());
                    let low = four_digits(&mut characters);
                    unit = 0x1_0000u32.saturating_add((unit & 0x3FF) << 10) | (low & 0x3FF);
                }
                text.extend(char::from_u32(unit));
            }
            Some(other) => text.push(other),
            None => {}
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    text
}

fn four_digits(characters: &mut std::str::Chars<'_>) -> u32 {
    let mut unit = 0;
    for character in characters.by_ref().take(4) {
        unit = (unit << 4) | character.to_digit(16).unwrap_or_default();
    }
    unit
}

#[cfg(test)]
mod tests;
