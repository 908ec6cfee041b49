//! Findings as they leave: code and typed parameters, no wording; places in UTF-16 units.

use super::tree::{Leaves, Members, Tree};
use crate::diagnostic::{Diagnostic, Evidence, Param, Path, Segment, Severity};
use crate::preflight::{Document, Finding};
use crate::text::{LineIndex, Span};
use serde::ser::{Serialize, Serializer};
use std::borrow::Cow;

/// One step of a path: a word or name, or a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WireSegment {
    /// A word or name.
    Text(String),
    /// A position from 0.
    Index(u32),
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireSpan {
    /// First UTF-16 unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Line from 1.
    pub line: u32,
    /// Column in characters from 1.
    pub column: u32,
}

/// A related place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireRelated {
    path: Vec<WireSegment>,
    span: Option<WireSpan>,
}

/// Parameters by name: `{ name }`, `{ value }` or `{ number }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireParams(Vec<(&'static str, Param)>);

impl WireParams {
    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(key, param)| (*key, param))
    }
}

/// The text of a finding for people; put in by a host that has the wording at hand.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do: sentences.
    pub help: String,
    /// The page about the code.
    pub doc_url: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireDiagnostic {
    /// Stable id.
    pub code: &'static str,
    /// Readable name.
    pub slug: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// `fact`, `inferred` or `unknown`.
    pub evidence: &'static str,
    /// Dual-write's own code for the fault.
    pub alias: &'static str,
    /// Message, help and page. The engine leaves them to its host: the command puts them in here,
    /// the npm package into its own objects.
    #[cfg(not(target_arch = "wasm32"))]
    pub words: Option<Words>,
    /// Values for the wording.
    pub params: WireParams,
    /// Where.
    pub path: Vec<WireSegment>,
    /// Where in the document's text.
    pub span: Option<WireSpan>,
    /// Other places that explain it.
    pub related: Vec<WireRelated>,
    /// The nearest known name.
    pub suggestion: Option<String>,
}

/// A finding with the name of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireFinding {
    /// The finding.
    pub diagnostic: WireDiagnostic,
    /// Name of the document it points into.
    pub document: Option<String>,
}

impl Leaves for WireDiagnostic {
    fn tree(&self) -> Tree {
        self.members().tree()
    }
}

impl Leaves for WireFinding {
    fn tree(&self) -> Tree {
        let mut out = self.diagnostic.members();
        out.some("document", self.document.as_deref());
        out.tree()
    }
}

impl Serialize for WireDiagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tree().serialize(serializer)
    }
}

impl Serialize for WireFinding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.tree().serialize(serializer)
    }
}

impl WireDiagnostic {
    fn members(&self) -> Members {
        let mut out = Members::default();
        out.word("code", self.code);
        out.word("slug", self.slug);
        out.word("severity", self.severity);
        out.word("evidence", self.evidence);
        out.filled("alias", self.alias);
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(words) = &self.words {
            out.text("message", &words.message);
            out.text("help", &words.help);
            out.text("docUrl", &words.doc_url);
        }
        let params = self.params.0.iter();
        let params = params.map(|(key, param)| (Cow::Borrowed(*key), param_tree(param)));
        out.put("params", Tree::Object(params.collect()));
        out.put("path", path_tree(&self.path));
        if let Some(span) = &self.span {
            out.put("span", span_tree(span));
        }
        let related = self.related.iter().map(related_tree);
        out.put("related", Tree::List(related.collect()));
        out.some("suggestion", self.suggestion.as_deref());
        out
    }

    /// A finding whose spans, if any, point into the indexed text.
    pub fn new(diagnostic: &Diagnostic, lines: Option<&LineIndex<'_>>) -> Self {
        let info = diagnostic.code.info();
        let place = |span: Option<Span>| Some(wire_span(span?, lines?));
        let suggestion = match diagnostic.params.get("suggestion") {
            Some(Param::Name(text)) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        Self {
            code: info.id,
            slug: info.slug,
            severity: match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "info",
            },
            evidence: match diagnostic.evidence {
                Evidence::Fact => "fact",
                Evidence::Inferred => "inferred",
                Evidence::Unknown => "unknown",
            },
            alias: info.alias,
            #[cfg(not(target_arch = "wasm32"))]
            words: None,
            params: WireParams(
                diagnostic
                    .params
                    .iter()
                    .map(|(key, param)| (key, param.clone()))
                    .collect(),
            ),
            path: wire_path(&diagnostic.path),
            span: place(diagnostic.span),
            related: diagnostic
                .related
                .iter()
                .map(|related| WireRelated {
                    path: wire_path(&related.path),
                    span: place(related.span),
                })
                .collect(),
            suggestion,
        }
    }
}

/// Line indices of documents, each made once.
pub struct DocumentIndex<'a>(Vec<(&'a Document, LineIndex<'a>)>);

impl<'a> DocumentIndex<'a> {
    /// Indexes every document.
    pub fn new(documents: &'a [Document]) -> Self {
        let index = |document: &'a Document| (document, LineIndex::new(&document.text));
        Self(documents.iter().map(index).collect())
    }

    /// A finding with its place.
    pub fn finding(&self, finding: &Finding) -> WireFinding {
        let entry = finding.document.and_then(|at| self.0.get(at));
        WireFinding {
            diagnostic: WireDiagnostic::new(&finding.diagnostic, entry.map(|(_, lines)| lines)),
            document: entry.map(|(document, _)| document.name.clone()),
        }
    }
}

fn param_tree(param: &Param) -> Tree {
    let mut out = Members::default();
    match param {
        Param::Name(text) => out.text("name", text),
        Param::Value(text) => out.text("value", text),
        Param::Number(number) => out.count("number", *number),
    }
    out.tree()
}

fn path_tree(path: &[WireSegment]) -> Tree {
    let segments = path.iter().map(|segment| match segment {
        WireSegment::Text(text) => Tree::text(text),
        WireSegment::Index(index) => Tree::count(u64::from(*index)),
    });
    Tree::List(segments.collect())
}

fn span_tree(span: &WireSpan) -> Tree {
    let mut out = Members::default();
    out.count("start", u64::from(span.start));
    out.count("end", u64::from(span.end));
    out.count("line", u64::from(span.line));
    out.count("column", u64::from(span.column));
    out.tree()
}

fn related_tree(related: &WireRelated) -> Tree {
    let mut out = Members::default();
    out.put("path", path_tree(&related.path));
    if let Some(span) = &related.span {
        out.put("span", span_tree(span));
    }
    out.tree()
}

fn wire_path(path: &Path) -> Vec<WireSegment> {
    path.0
        .iter()
        .map(|segment| match segment {
            Segment::Word(word) => WireSegment::Text((*word).to_owned()),
            Segment::Name(name) => WireSegment::Text(name.clone()),
            Segment::Index(index) => WireSegment::Index(*index),
        })
        .collect()
}

fn wire_span(span: Span, lines: &LineIndex<'_>) -> WireSpan {
    let (start, end) = (lines.position(span.start), lines.position(span.end));
    WireSpan {
        start: start.utf16,
        end: end.utf16,
        line: start.line,
        column: start.column,
    }
}
