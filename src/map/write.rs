//! Writes an input back as it came. Key order, white space, unknown keys and spellings belong to
//! the tool that exported it and are kept.

use super::read::{LIMITS, MapDocument};
use crate::syntax::json::Document;

impl MapDocument {
    /// The input written back by walking its tree: the same bytes, byte order mark and line ends
    /// included. An input that is no JSON is given back as it is.
    pub fn write_back(&self) -> Vec<u8> {
        match Document::parse(&self.source, LIMITS) {
            Ok(document) => document.write(),
            Err(_) => self.source.clone(),
        }
    }
}
