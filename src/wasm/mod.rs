//! (to be written)
use wasm_bindgen::prelude::*;

/// The engine's version.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// An engine.
#[wasm_bindgen]
pub struct Engine {
    options: JsValue,
}

#[wasm_bindgen]
impl Engine {
    /// New.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Engine, JsValue> {
        Ok(Engine { options })
    }
    /// Diagnostics.
    pub fn diagnostics(&self) -> Result<JsValue, JsValue> {
        let value: serde_json::Value = serde_json::json!([]);
        let _ = &self.options;
        serde::Serialize::serialize(&value, &serde_wasm_bindgen::Serializer::json_compatible())
            .map_err(JsValue::from)
    }
    /// Text.
    #[wasm_bindgen(js_name = checkBatch)]
    pub fn check_batch(&self, call: JsValue, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
        let _ = call;
        Ok(bytes.to_vec())
    }
}
