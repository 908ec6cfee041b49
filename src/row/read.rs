//! Reading records from JSON text without building a tree: an OData response, a JSON array,
//! newline-delimited JSON, or a single record.

use super::{Part, Row, RowShape};
use crate::lookup::{AnswerRow, Answers};
use crate::syntax::json::{JsonError, JsonErrorKind, Limits, Scanner, Token, TokenKind};
use crate::text::Span;
use crate::value::Cell;
use std::borrow::Cow;

/// The member of an OData response that leads to its next page.
const NEXT_LINK: &str = "@odata.nextLink";

/// How the records stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `{ "value": [ … ] }`.
    Envelope,
    /// `[ … ]`.
    Array,
    /// Objects one after another, usually one a line.
    Sequence,
}

/// The records of one text, one at a time.
pub struct Rows<'a> {
    scanner: Scanner<'a>,
    layout: Layout,
    finished: bool,
    further: bool,
}

/// Opens a text of records; the layout shows in its first token.
pub fn rows(bytes: &[u8]) -> Result<Rows<'_>, JsonError> {
    let layout = layout(bytes)?;
    let mut scanner = match layout {
        Layout::Sequence => Scanner::sequence(bytes, Limits::default()),
        Layout::Envelope | Layout::Array => Scanner::new(bytes, Limits::default()),
    };
    let mut further = false;
    match layout {
        Layout::Sequence => {}
        Layout::Array => {
            scanner.next_token()?;
        }
        Layout::Envelope => {
            while let Some(token) = scanner.next_token()? {
                if token.kind == TokenKind::Key {
                    further |= token.raw == NEXT_LINK;
                    if token.text().as_ref() == "value" {
                        scanner.next_token()?;
                        break;
                    }
                    scanner.skip_value()?;
                }
            }
        }
    }
    Ok(Rows {
        scanner,
        layout,
        finished: false,
        further,
    })
}

impl<'a> Rows<'a> {
    /// How the records stand in the text.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The response says that further pages exist; known when the last record has been read.
    pub fn further_pages(&self) -> bool {
        self.further
    }

    /// Bytes read so far.
    pub fn offset(&self) -> usize {
        self.scanner.offset()
    }

    /// The next record. A value that is no object is an error of the text, as is everything after
    /// which the text cannot be read on.
    pub fn next_row(&mut self, shape: &RowShape) -> Result<Option<Row<'a>>, JsonError> {
        if self.finished {
            return Ok(None);
        }
        let Some(token) = self.scanner.next_token()? else {
            self.finished = true;
            return Ok(None);
        };
        match token.kind {
            TokenKind::BeginObject => read_members(&mut self.scanner, shape).map(Some),
            TokenKind::EndArray => {
                self.finished = true;
                // The rest of the envelope must be valid too, or the text was cut.
                while let Some(token) = self.scanner.next_token()? {
                    self.further |= token.kind == TokenKind::Key && token.raw == NEXT_LINK;
                }
                Ok(None)
            }
            _ => Err(JsonError {
                kind: JsonErrorKind::Syntax("record-expected"),
                offset: token.span.start as usize,
            }),
        }
    }
}

/// Reads one record from the text of one JSON object.
pub fn read_row<'a>(bytes: &'a [u8], shape: &RowShape) -> Result<Row<'a>, JsonError> {
    let mut scanner = Scanner::new(bytes, Limits::default());
    match scanner.next_token()? {
        Some(token) if token.kind == TokenKind::BeginObject => {}
        _ => {
            return Err(JsonError {
                kind: JsonErrorKind::Syntax("record-expected"),
                offset: 0,
            });
        }
    }
    let row = read_members(&mut scanner, shape)?;
    scanner.next_token()?;
    Ok(row)
}

/// Reads an object as named cells; `None` when the text is no single valid object.
pub fn object(text: &str) -> Option<AnswerRow> {
    let mut scanner = Scanner::new(text.as_bytes(), Limits::default());
    if scanner.next_token().ok()??.kind != TokenKind::BeginObject {
        return None;
    }
    let row = named_members(&mut scanner).ok()?;
    scanner.next_token().ok()?.is_none().then_some(row)
}

/// The members of an object that has been opened, as named cells.
pub(crate) fn named_members(scanner: &mut Scanner<'_>) -> Result<AnswerRow, JsonError> {
    let mut row = AnswerRow::default();
    while let Some(token) = scanner.next_token()? {
        if token.kind != TokenKind::Key {
            break;
        }
        let name = token.text().into_owned();
        let cell = cell(scanner)?.into_owned();
        row.0.push((name, cell));
    }
    Ok(row)
}

fn read_members<'a>(scanner: &mut Scanner<'a>, shape: &RowShape) -> Result<Row<'a>, JsonError> {
    let mut row = Row::empty(shape);
    while let Some(token) = scanner.next_token()? {
        if token.kind != TokenKind::Key {
            break;
        }
        let place: Option<(usize, Part)> = if token.escaped {
            shape.find(&token.text())
        } else {
            shape.find(token.raw)
        };
        match place {
            Some((column, part)) => row.set(column, part, cell(scanner)?),
            None => {
                scanner.skip_value()?;
            }
        }
    }
    Ok(row)
}

/// The next value as a cell; arrays and objects stay raw JSON.
fn cell<'a>(scanner: &mut Scanner<'a>) -> Result<Cell<'a>, JsonError> {
    let Some(token) = scanner.next_token()? else {
        return Err(JsonError {
            kind: JsonErrorKind::Truncated,
            offset: scanner.offset(),
        });
    };
    Ok(match token.kind {
        TokenKind::Null => Cell::Null,
        TokenKind::True => Cell::Boolean(true),
        TokenKind::False => Cell::Boolean(false),
        TokenKind::Number => Cell::Number(Cow::Borrowed(token.raw)),
        TokenKind::BeginObject | TokenKind::BeginArray => {
            let span = nested(scanner, token)?;
            Cell::Complex(Cow::Borrowed(scanner.slice(span)))
        }
        _ => Cell::Text(token.text()),
    })
}

/// The span of an array or object whose first token has been read.
fn nested<'a>(scanner: &mut Scanner<'a>, first: Token<'a>) -> Result<Span, JsonError> {
    let mut open: u32 = 1;
    let mut end = first.span.end;
    while open > 0 {
        let Some(token) = scanner.next_token()? else {
            break;
        };
        end = token.span.end;
        match token.kind {
            TokenKind::BeginObject | TokenKind::BeginArray => open = open.saturating_add(1),
            TokenKind::EndObject | TokenKind::EndArray => open = open.saturating_sub(1),
            _ => {}
        }
    }
    Ok(Span {
        start: first.span.start,
        end,
    })
}

/// Array by `[`; an object is an envelope when it has an array under `value`.
fn layout(bytes: &[u8]) -> Result<Layout, JsonError> {
    let mut scanner = Scanner::sequence(bytes, Limits::default());
    let Some(first) = scanner.next_token()? else {
        return Ok(Layout::Sequence);
    };
    match first.kind {
        TokenKind::BeginArray => return Ok(Layout::Array),
        TokenKind::BeginObject => {}
        _ => {
            return Err(JsonError {
                kind: JsonErrorKind::Syntax("record-expected"),
                offset: first.span.start as usize,
            });
        }
    }
    while let Some(token) = scanner.next_token()? {
        if token.kind != TokenKind::Key {
            break;
        }
        if token.text().as_ref() != "value" {
            scanner.skip_value()?;
            continue;
        }
        let value = scanner.next_token()?;
        let is_array = value.is_some_and(|value| value.kind == TokenKind::BeginArray);
        return Ok(if is_array {
            Layout::Envelope
        } else {
            Layout::Sequence
        });
    }
    Ok(Layout::Sequence)
}

/// Reads fetched rows by request id: `{ "<id>": rows }`, where rows are an array, an OData response,
/// one object (a row fetched by its id), or null (asked and not found).
pub fn read_answers(bytes: &[u8]) -> Result<Answers, JsonError> {
    let mut answers = Answers::default();
    let mut scanner = Scanner::new(bytes, Limits::default());
    let wrong = |offset: usize| JsonError {
        kind: JsonErrorKind::Syntax("answers-expected"),
        offset,
    };
    match scanner.next_token()? {
        Some(token) if token.kind == TokenKind::BeginObject => {}
        _ => return Err(wrong(0)),
    }
    while let Some(token) = scanner.next_token()? {
        if token.kind != TokenKind::Key {
            continue;
        }
        let id = token.text().into_owned();
        let Some(first) = scanner.next_token()? else {
            break;
        };
        let rows = match first.kind {
            TokenKind::Null => Vec::new(),
            TokenKind::BeginArray => row_list(&mut scanner)?,
            TokenKind::BeginObject => {
                let row = named_members(&mut scanner)?;
                // The body of a failed request answers nothing.
                if matches!(row.0.as_slice(), [(name, Cell::Complex(_))] if name == "error") {
                    continue;
                }
                match row.get("value") {
                    Some(Cell::Complex(raw)) if raw.starts_with('[') => {
                        let raw = raw.clone();
                        let mut inner = Scanner::new(raw.as_bytes(), Limits::default());
                        inner.next_token()?;
                        row_list(&mut inner)?
                    }
                    _ => vec![row],
                }
            }
            _ => return Err(wrong(first.span.start as usize)),
        };
        answers.insert(id, rows);
    }
    Ok(answers)
}

/// The objects of an array that has been opened.
fn row_list(scanner: &mut Scanner<'_>) -> Result<Vec<AnswerRow>, JsonError> {
    let mut rows = Vec::new();
    while let Some(token) = scanner.next_token()? {
        match token.kind {
            TokenKind::BeginObject => rows.push(named_members(scanner)?),
            TokenKind::EndArray => break,
            _ => {
                return Err(JsonError {
                    kind: JsonErrorKind::Syntax("record-expected"),
                    offset: token.span.start as usize,
                });
            }
        }
    }
    Ok(rows)
}
