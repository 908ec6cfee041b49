//! Reading a CSDL document from a stream, chunk by chunk.

use super::engine::Engine;
use super::{from_js, thrown, to_js};
use crate::schema::{CsdlReader, Schema, Side, Wanted};
use crate::text::LineIndex;
use crate::wire::{Leaves, WireDiagnostic, WireReader};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A reader of one CSDL document.
#[wasm_bindgen]
pub struct SchemaReader {
    reader: CsdlReader,
}

#[wasm_bindgen]
impl SchemaReader {
    /// Options: `{ side?, tables? }`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<SchemaReader, JsValue> {
        let options: WireReader = from_js(options)?;
        let wanted = options.tables.map(|tables| {
            let mut wanted = Wanted::new();
            for table in &tables {
                wanted.add(table);
            }
            wanted
        });
        Ok(SchemaReader {
            reader: CsdlReader::new(options.side, wanted),
        })
    }

    /// A reader that keeps only the tables that the maps of an engine name, and Finance tables whose
    /// columns fit a map.
    #[wasm_bindgen(js_name = forMaps)]
    pub fn for_maps(engine: &Engine, side: Option<String>) -> Result<SchemaReader, JsValue> {
        let side = match side.as_deref() {
            None => None,
            Some("dataverse") => Some(Side::Dataverse),
            Some("finance") => Some(Side::Finance),
            Some(other) => {
                return Err(thrown(
                    "wrong-shape",
                    format!("`side` is \"dataverse\" or \"finance\", not {other:?}"),
                ));
            }
        };
        let mut wanted = Wanted::new();
        for leg in engine
            .maps_read()
            .iter()
            .flat_map(|loaded| &loaded.map.legs)
        {
            wanted.add(&leg.finance_entity.text);
            wanted.add(&leg.dataverse_entity_set.text);
            let related = leg
                .field_mappings
                .iter()
                .filter_map(|one| one.related_entity.as_ref());
            for table in related {
                wanted.add(&table.text);
            }
            let columns = leg
                .field_mappings
                .iter()
                .map(|one| one.finance_field.text.trim());
            wanted.add_shape(columns.filter(|name| !name.is_empty()));
        }
        Ok(SchemaReader {
            reader: CsdlReader::new(side, Some(wanted)),
        })
    }

    /// Takes the next bytes; false when the document cannot be read on.
    pub fn push(&mut self, chunk: &[u8]) -> bool {
        self.reader.push(chunk).is_ok()
    }

    /// Bytes read so far.
    #[wasm_bindgen(js_name = bytesRead)]
    #[must_use]
    pub fn bytes_read(&self) -> f64 {
        self.reader.bytes_read() as f64
    }

    /// Ends the document.
    #[must_use]
    pub fn finish(self) -> SchemaHandle {
        let (schema, diagnostics) = self.reader.finish();
        let none: Option<&LineIndex<'_>> = None;
        let wired: Vec<_> = diagnostics
            .iter()
            .map(|finding| WireDiagnostic::new(finding, none))
            .collect();
        SchemaHandle {
            diagnostics: to_js(&wired.tree()).unwrap_or(JsValue::NULL),
            schema,
        }
    }
}

/// A schema that was read from a stream.
#[wasm_bindgen]
pub struct SchemaHandle {
    schema: Option<Schema>,
    diagnostics: JsValue,
}

#[wasm_bindgen]
impl SchemaHandle {
    /// Findings about the document.
    #[must_use]
    pub fn diagnostics(&self) -> JsValue {
        self.diagnostics.clone()
    }

    /// Tables that were kept.
    #[must_use]
    pub fn tables(&self) -> u32 {
        let count = self.schema.as_ref().map_or(0, |schema| schema.tables.len());
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Another handle of the same schema, for another engine.
    #[must_use]
    pub fn copy(&self) -> SchemaHandle {
        SchemaHandle {
            schema: self.schema.clone(),
            diagnostics: self.diagnostics.clone(),
        }
    }
}

impl SchemaHandle {
    pub(super) fn into_schema(self) -> Option<Schema> {
        self.schema
    }
}
