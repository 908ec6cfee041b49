//! The exports to JavaScript: thin, over numbers, texts, bytes and plain objects; no `i64`, which the
//! JavaScript twin cannot pass.

mod engine;
mod reader;

pub use engine::{BatchResult, Engine};
pub use reader::{SchemaHandle, SchemaReader};

use crate::preflight::Misuse;
use crate::wire::{Arrives, Tree};
use js_sys::{Array, ArrayBuffer, Map, Number, Object, Uint8Array};
use serde::Serialize;
use std::borrow::Cow;
use wasm_bindgen::JsCast;
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
    let tree = plain(&value, 0).map_err(|fault| thrown("wrong-shape", fault.to_owned()))?;
    T::read(tree).map_err(|fault| thrown("wrong-shape", fault))
}

/// Deepest options; settings of packs may nest.
const DEEPEST: u32 = 64;

/// What a JavaScript value holds. Not through serde: its messages for values that do not fit print
/// doubles, and the printing of doubles alone would be a thirtieth of the module.
fn plain(value: &JsValue, depth: u32) -> Result<Tree, &'static str> {
    if depth > DEEPEST {
        return Err("options nest too deep");
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Tree::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Tree::Boolean(flag));
    }
    if let Some(text) = value.as_string() {
        return Ok(Tree::Text(Cow::Owned(text)));
    }
    if let Some(number) = value.as_f64() {
        let safe = Number::is_safe_integer(value);
        return Ok(if safe {
            Tree::Whole(number as i64)
        } else {
            Tree::Double(number)
        });
    }
    let deeper = depth.saturating_add(1);
    if Array::is_array(value) {
        let list = value.unchecked_ref::<Array>();
        let mut out = Vec::new();
        for at in 0..list.length() {
            out.push(plain(&list.get(at), deeper)?);
        }
        return Ok(Tree::List(out));
    }
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        return Ok(Tree::Bytes(bytes.to_vec()));
    }
    if value.is_instance_of::<ArrayBuffer>() {
        return Ok(Tree::Bytes(Uint8Array::new(value).to_vec()));
    }
    if !value.is_object() {
        return Err("options hold a value that is not plain");
    }
    let entries = match value.dyn_ref::<Map>() {
        Some(map) => Array::from(map),
        None => Object::entries(value.unchecked_ref()),
    };
    let mut members = Vec::new();
    for at in 0..entries.length() {
        let pair = Array::from(&entries.get(at));
        let name = pair.get(0).as_string().unwrap_or_default();
        members.push((Cow::Owned(name), plain(&pair.get(1), deeper)?));
    }
    Ok(Tree::Object(members))
}
