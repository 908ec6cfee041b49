//! What callers hand over. Unknown members are refused, so that a misspelt option is not ignored.

use crate::lookup::{Answers, Keys};
use crate::map::MapDirection;
use crate::plan::{BatchOptions, Operation, Origin, OutputLayout, Phase, SyncMode};
use crate::preflight::{CheckCall, Input, Misuse, Sources};
use serde::Deserialize;
use serde::de::{Deserializer, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// Text or bytes; both arrive as bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextOrBytes(pub Vec<u8>);

impl<'de> Deserialize<'de> for TextOrBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrBytesVisitor)
    }
}

struct TextOrBytesVisitor;

impl Visitor<'_> for TextOrBytesVisitor {
    type Value = TextOrBytes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or bytes")
    }

    fn visit_str<E>(self, text: &str) -> Result<TextOrBytes, E> {
        Ok(TextOrBytes(text.as_bytes().to_vec()))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<TextOrBytes, E> {
        Ok(TextOrBytes(bytes.to_vec()))
    }

    fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<TextOrBytes, E> {
        Ok(TextOrBytes(bytes))
    }
}

/// One document: `{ name?, text }`, where `text` is text or bytes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WireInput {
    /// File name or the like.
    #[serde(default)]
    pub name: Option<String>,
    /// The document.
    pub text: TextOrBytes,
}

/// Options of `createPreflight`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct WireOptions {
    /// Table maps.
    pub maps: Vec<WireInput>,
    /// Descriptions of Finance data entities.
    pub finance: Vec<WireInput>,
    /// Descriptions of Dataverse tables.
    pub dataverse: Vec<WireInput>,
    /// Label of a data entity → entity set.
    pub entities: BTreeMap<String, String>,
    /// Dataverse entity set → integration key.
    pub keys: BTreeMap<String, Vec<String>>,
    /// Map name → live version.
    pub active: BTreeMap<String, String>,
    /// Rule → value.
    pub semantics: BTreeMap<String, String>,
    /// A map came as a parsed object and was turned back into text.
    pub parsed_maps: bool,
}

impl WireOptions {
    /// The core's form.
    pub fn sources(&self) -> Sources<'_> {
        let mut keys = Keys::default();
        for (entity_set, paths) in &self.keys {
            keys.insert(entity_set, paths.clone());
        }
        Sources {
            maps: borrowed(&self.maps, "map"),
            finance: borrowed(&self.finance, "finance"),
            dataverse: borrowed(&self.dataverse, "dataverse"),
            schemas: Vec::new(),
            entities: self.entities.clone(),
            keys,
            active: self.active.clone().into_iter().collect(),
            semantics: self.semantics.clone().into_iter().collect(),
            parsed_maps: self.parsed_maps,
        }
    }
}

fn borrowed<'a>(list: &'a [WireInput], kind: &'a str) -> Vec<Input<'a>> {
    list.iter()
        .map(|input| Input {
            name: input.name.as_deref().unwrap_or(kind),
            bytes: &input.text.0,
        })
        .collect()
}

/// Values for rules of packs; kept for the packs that a later version loads.
pub type WireSettings = BTreeMap<String, serde_json::Value>;

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WireDirection {
    ToFinance,
    ToDataverse,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WireOperation {
    Create,
    Update,
    Delete,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WireOrigin {
    Dataverse,
    Finance,
    Peer,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WirePhase {
    BeforeSave,
    Saved,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WirePayloadForm {
    #[default]
    Sent,
    Typed,
}

/// A call, without the record, the row before the change and the answers, which cross apart.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct WireCall {
    map: Option<String>,
    table: Option<String>,
    direction: Option<WireDirection>,
    operation: Option<WireOperation>,
    changed: Option<Vec<String>>,
    /// Business event, for rules of packs.
    pub event: Option<String>,
    origin: Option<WireOrigin>,
    phase: Option<WirePhase>,
    /// The present instant, for rules of packs.
    pub now: Option<String>,
    /// Settings, for rules of packs.
    pub settings: WireSettings,
    trace: bool,
    payload_form: WirePayloadForm,
    batch: WireBatchOptions,
}

/// Options of a batch.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase", default)]
pub struct WireBatchOptions {
    output: Option<WireOutput>,
    mode: Option<WireMode>,
    most_findings: Option<u32>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WireOutput {
    Json,
    Ndjson,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum WireMode {
    Live,
    Transaction,
    InitialSync,
}

impl WireCall {
    /// The core's form.
    pub fn check_call(self, answers: Answers) -> Result<CheckCall, Misuse> {
        let way = match self.direction {
            Some(WireDirection::ToFinance) => MapDirection::ToFinance,
            Some(WireDirection::ToDataverse) => MapDirection::ToDataverse,
            None => {
                return Err(Misuse::Shape(
                    "`direction` is missing: \"toFinance\" or \"toDataverse\"".to_owned(),
                ));
            }
        };
        let operation = match self.operation {
            Some(WireOperation::Create) => Operation::Create,
            Some(WireOperation::Update) => Operation::Update,
            Some(WireOperation::Delete) => Operation::Delete,
            None => {
                return Err(Misuse::Shape(
                    "`operation` is missing: \"create\", \"update\" or \"delete\"".to_owned(),
                ));
            }
        };
        Ok(CheckCall {
            map: self.map,
            table: self.table,
            way: Some(way),
            operation: Some(operation),
            changed: self.changed,
            origin: self.origin.map(|origin| match origin {
                WireOrigin::Dataverse => Origin::Dataverse,
                WireOrigin::Finance => Origin::Finance,
                WireOrigin::Peer => Origin::Peer,
            }),
            phase: match self.phase {
                Some(WirePhase::BeforeSave) => Phase::BeforeSave,
                Some(WirePhase::Saved) | None => Phase::Saved,
            },
            answers,
            trace: self.trace,
        })
    }

    /// Which form the payload takes.
    pub fn payload_form(&self) -> super::PayloadForm {
        match self.payload_form {
            WirePayloadForm::Sent => super::PayloadForm::Sent,
            WirePayloadForm::Typed => super::PayloadForm::Typed,
        }
    }

    /// The batch's choices.
    pub fn batch_options(&self) -> BatchOptions {
        let layout = match self.batch.output {
            None => OutputLayout::AsInput,
            Some(WireOutput::Json) => OutputLayout::Array,
            Some(WireOutput::Ndjson) => OutputLayout::Lines,
        };
        let mode = match self.batch.mode {
            None | Some(WireMode::Live) => SyncMode::Live,
            Some(WireMode::Transaction) => SyncMode::Transaction,
            Some(WireMode::InitialSync) => SyncMode::InitialSync,
        };
        let mut options = BatchOptions {
            layout,
            mode,
            typed: self.payload_form() == super::PayloadForm::Typed,
            ..BatchOptions::default()
        };
        if let Some(most) = self.batch.most_findings {
            options.most_findings = most as usize;
        }
        options
    }
}
