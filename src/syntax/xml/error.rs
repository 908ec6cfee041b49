//! Why XML is refused, and the finding that says so.

use super::{MAX_DEPTH, MAX_TAG};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

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
