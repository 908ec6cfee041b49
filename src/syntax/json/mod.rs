//! Strict JSON (RFC 8259) with places: a pull scanner for streams of rows and values of any size,
//! and a lossless tree for documents.

mod scan;
mod tree;

pub use scan::{JsonError, JsonErrorKind, Limits, Scanner, Token, TokenKind};
pub use tree::{Document, Duplicate, Key, Member, Node, NodeKind};
