//! The exports to JavaScript: thin, over numbers, texts, bytes and plain objects; no `i64`, which the
//! JavaScript twin cannot pass.

mod engine;
mod reader;

pub use engine::{BatchResult, Engine};
pub use reader::{SchemaHandle, SchemaReader};

use crate::preflight::Misuse;
use crate::wire::{Arrives, Tree};
use serde::Serialize;
use std::borrow::Cow;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The version of the engine.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// What is thrown for misuse: `{ kind, message }`.
fn thrown(kind: &'static str, message: String) -> JsValue {
    let members = vec![
        (Cow::Borrowed("kind"), Tree::word(kind)),
        (Cow::Borrowed("message"), Tree::Text(Cow::Owned(message))),
    ];
    to_js(&Tree::Object(members)).unwrap_or(JsValue::NULL)
}

fn misuse(fault: &Misuse) -> JsValue {
    thrown(fault.kind(), fault.to_string())
}

/// A shape as a plain object: maps become objects, absent members stay absent.
fn to_js(tree: &Tree) -> Result<JsValue, JsValue> {
    tree.serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| JsValue::from_str(&error.to_string()))
}

/// A plain object as a shape; what does not fit is misuse.
fn from_js<T: Arrives>(value: JsValue) -> Result<T, JsValue> {
    let tree: Tree = serde_wasm_bindgen::from_value(value)
        .map_err(|error| thrown("wrong-shape", error.to_string()))?;
    T::read(tree).map_err(|fault| thrown("wrong-shape", fault))
}
