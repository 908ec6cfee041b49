//! The engine as JavaScript holds it.

use super::reader::SchemaHandle;
use super::{from_js, misuse, thrown, to_js};
use crate::lookup::Answers;
use crate::map::MapDirection;
use crate::plan::run;
use crate::preflight::{BatchCall, CheckCall, Choice, LoadedMap, Misuse, Preflight};
use crate::row::{read_answers, split_utf16, unpack};
use crate::wire::{
    DocumentIndex, Leaves, NumberForm, PayloadForm, WireCall, WireOptions, WireResult,
    batch_report, maps, result,
};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Maps, schemas and keys, read once; plans, compiled on first use.
#[wasm_bindgen]
pub struct Engine {
    preflight: Preflight,
}

#[wasm_bindgen]
impl Engine {
    /// Reads `{ maps, finance, dataverse, entities, keys, active, semantics }`; documents are
    /// `{ name?, text }` with text or bytes. `schemas` are handles of streamed schemas.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, schemas: Vec<SchemaHandle>) -> Result<Engine, JsValue> {
        let options: WireOptions = from_js(options)?;
        let mut sources = options.sources();
        sources.schemas = schemas
            .into_iter()
            .filter_map(SchemaHandle::into_schema)
            .collect();
        let preflight = Preflight::new(sources).map_err(|fault| misuse(&fault))?;
        Ok(Engine { preflight })
    }

    /// The findings about maps and schemas.
    pub fn diagnostics(&self) -> Result<JsValue, JsValue> {
        let index = DocumentIndex::new(self.preflight.documents());
        let findings = self.preflight.findings();
        let wired: Vec<_> = findings
            .iter()
            .map(|finding| index.finding(finding))
            .collect();
        to_js(&wired.tree())
    }

    /// The maps that were read.
    pub fn maps(&self) -> Result<JsValue, JsValue> {
        to_js(&maps(self.preflight.maps()).tree())
    }

    /// The handles of the plans that `map` or `table` means in a direction (`toFinance` or
    /// `toDataverse`): one for each leg, or for each map of the table. Empty when several versions of
    /// the map are loaded and none is named live.
    #[wasm_bindgen(js_name = openPlans)]
    pub fn open_plans(
        &mut self,
        map: Option<String>,
        table: Option<String>,
        direction: &str,
    ) -> Result<Vec<u32>, JsValue> {
        let way = way(direction)?;
        let choice = self
            .preflight
            .choose(map.as_deref(), table.as_deref(), way)
            .map_err(|fault| misuse(&fault))?;
        Ok(match choice {
            Choice::Map(plans) | Choice::Table(plans) => plans
                .into_iter()
                .filter_map(|plan| u32::try_from(plan).ok())
                .collect(),
            Choice::Versions { .. } | Choice::NoLegs { .. } => Vec::new(),
        })
    }

    /// The property names of a record that a plan reads; packed records name them by position.
    #[wasm_bindgen(js_name = planKeys)]
    pub fn plan_keys(&self, handle: u32) -> Result<Vec<String>, JsValue> {
        let plan = self
            .preflight
            .plan(handle as usize)
            .ok_or_else(|| misuse(&Misuse::Handle))?;
        Ok(plan.shape().property_names().to_vec())
    }

    /// Checks one record against the plans of a call. The record is packed once for each plan, by
    /// that plan's property names; `lengths` has for each plan the count of its codes and of its
    /// UTF-16 units of text. `answers` is JSON text of rows by request id. With one plan the answer
    /// is its result, else (or when the call named a table) the results together.
    pub fn check(
        &self,
        handles: &[u32],
        call: JsValue,
        codes: &[u32],
        text: &str,
        lengths: &[u32],
        answers: Option<String>,
    ) -> Result<JsValue, JsValue> {
        let (call, form) = wire_call(call, answers)?;
        let record_call = call.record_call();
        let packed = || misuse(&Misuse::Packed);
        let (mut codes, mut text) = (codes, text);
        let mut results = Vec::new();
        for (handle, length) in handles.iter().zip(lengths.chunks_exact(2)) {
            let plan = self
                .preflight
                .plan(*handle as usize)
                .ok_or_else(|| misuse(&Misuse::Handle))?;
            let [count, units] = length else {
                return Err(packed());
            };
            let (mine, rest) = codes.split_at_checked(*count as usize).ok_or_else(packed)?;
            let (words, after) = split_utf16(text, *units as usize).ok_or_else(packed)?;
            (codes, text) = (rest, after);
            let (record, before) = unpack(plan.shape(), mine, words).map_err(|_| packed())?;
            let outcome = run(plan, &record_call, &record, before.as_ref());
            results.push(result(
                plan.map(),
                record_call.operation,
                &outcome,
                form,
                NumberForm::Double,
                call.trace,
            ));
        }
        if results.len() == 1 && call.table.is_none() {
            let only = results.pop().ok_or_else(packed)?;
            return to_js(&only.tree());
        }
        let name = call
            .table
            .as_deref()
            .or(call.map.as_deref())
            .unwrap_or_default();
        let together = WireResult::several(name, results).ok_or_else(packed)?;
        to_js(&together.tree())
    }

    /// The answer where the call means no plan: several versions and none is live, or no legs.
    #[wasm_bindgen(js_name = checkNone)]
    pub fn check_none(&mut self, call: JsValue) -> Result<JsValue, JsValue> {
        let (call, form) = wire_call(call, None)?;
        let way = call.direction().map_err(|fault| misuse(&fault))?;
        let choice = self
            .preflight
            .choose(call.map.as_deref(), call.table.as_deref(), way)
            .map_err(|fault| misuse(&fault))?;
        let Some((map, outcome)) = Preflight::undecided(&choice, way) else {
            return Err(misuse(&Misuse::Handle));
        };
        let operation = call.record_call().operation;
        let wired: WireResult = result(&map, operation, &outcome, form, NumberForm::Double, false);
        to_js(&wired.tree())
    }

    /// Checks every record of a text: an OData response, a JSON array or newline-delimited JSON.
    #[wasm_bindgen(js_name = checkBatch)]
    pub fn check_batch(
        &mut self,
        call: JsValue,
        bytes: &[u8],
        answers: Option<String>,
    ) -> Result<BatchResult, JsValue> {
        let wire: WireCall = from_js(call)?;
        let options = wire.batch_options();
        let call = wire
            .check_call(read(answers)?)
            .map_err(|fault| misuse(&fault))?;
        let batch = BatchCall { call, options };
        let (map, report) = self
            .preflight
            .check_batch(&batch, bytes, |_| true)
            .map_err(|fault| misuse(&fault))?;
        let wired = to_js(&batch_report(&map, &report).tree())?;
        Ok(BatchResult {
            complete: report.complete,
            output: report.output,
            report: wired,
        })
    }
}

impl Engine {
    pub(super) fn maps_read(&self) -> &[LoadedMap] {
        self.preflight.maps()
    }
}

/// What a batch gave.
#[wasm_bindgen]
pub struct BatchResult {
    output: Vec<u8>,
    report: JsValue,
    complete: bool,
}

#[wasm_bindgen]
impl BatchResult {
    /// Takes the payload bytes out.
    #[wasm_bindgen(js_name = takeOutput)]
    pub fn take_output(&mut self) -> Uint8Array {
        Uint8Array::from(std::mem::take(&mut self.output).as_slice())
    }

    /// The report.
    #[must_use]
    pub fn report(&self) -> JsValue {
        self.report.clone()
    }

    /// Whether the whole text was read.
    #[must_use]
    pub fn complete(&self) -> bool {
        self.complete
    }
}

fn way(direction: &str) -> Result<MapDirection, JsValue> {
    match direction {
        "toFinance" => Ok(MapDirection::ToFinance),
        "toDataverse" => Ok(MapDirection::ToDataverse),
        _ => Err(thrown(
            "wrong-shape",
            format!("`direction` is \"toFinance\" or \"toDataverse\", not {direction:?}"),
        )),
    }
}

fn wire_call(call: JsValue, answers: Option<String>) -> Result<(CheckCall, PayloadForm), JsValue> {
    let wire: WireCall = from_js(call)?;
    let form = wire.payload_form();
    let call = wire
        .check_call(read(answers)?)
        .map_err(|fault| misuse(&fault))?;
    Ok((call, form))
}

fn read(answers: Option<String>) -> Result<Answers, JsValue> {
    let Some(text) = answers else {
        return Ok(Answers::default());
    };
    read_answers(text.as_bytes()).map_err(|_| {
        thrown(
            "wrong-shape",
            "`answers` must be an object of rows by request id".to_owned(),
        )
    })
}
