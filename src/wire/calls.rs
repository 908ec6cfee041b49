//! What callers hand over. Unknown members are refused, so that a misspelt option is not ignored.

use super::PayloadForm;
use super::arrive::{self, Fault, Taken};
use super::tree::{Member, Tree};
use crate::lookup::{Answers, Keys};
use crate::map::MapDirection;
use crate::plan::{BatchOptions, Operation, Origin, OutputLayout, Phase, SyncMode};
use crate::preflight::{CheckCall, Input, Misuse, Sources};
use crate::schema::Side;
use serde::de::{Deserialize, Deserializer, Error};
use std::collections::BTreeMap;

/// A shape that arrives as a tree.
pub trait Arrives: Sized {
    /// The shape, or why the tree is not one, in words for developers.
    fn read(tree: Tree) -> Result<Self, String>;
}

/// One document: `{ name?, text }`, where `text` is text or bytes.
#[derive(Clone, Debug)]
pub struct WireInput {
    /// File name or the like.
    pub name: Option<String>,
    /// The document's bytes.
    pub text: Vec<u8>,
}

impl Arrives for WireInput {
    fn read(tree: Tree) -> Result<Self, Fault> {
        let mut taken = Taken::new(tree)?;
        let name = taken.text("name")?;
        let text = match taken.take("text") {
            Tree::Null => return Err("missing field `text`".to_owned()),
            tree => arrive::bytes(tree).map_err(|fault| arrive::within("text", &fault))?,
        };
        taken.end()?;
        Ok(Self { name, text })
    }
}

/// Options of `createPreflight`.
#[derive(Clone, Debug, Default)]
pub struct WireOptions {
    /// Table maps.
    pub maps: Vec<WireInput>,
    /// Descriptions of Finance data entities.
    pub finance: Vec<WireInput>,
    /// Descriptions of Dataverse tables.
    pub dataverse: Vec<WireInput>,
    /// Label of a data entity → entity set.
    pub entities: Vec<(String, String)>,
    /// Dataverse entity set → integration key.
    pub keys: Vec<(String, Vec<String>)>,
    /// Map name → live version.
    pub active: Vec<(String, String)>,
    /// Rule → value.
    pub semantics: Vec<(String, String)>,
    /// A map came as a parsed object and was turned back into text.
    pub parsed_maps: bool,
}

impl Arrives for WireOptions {
    fn read(tree: Tree) -> Result<Self, Fault> {
        let mut taken = Taken::new(tree)?;
        let options = Self {
            maps: inputs(&mut taken, "maps")?,
            finance: inputs(&mut taken, "finance")?,
            dataverse: inputs(&mut taken, "dataverse")?,
            entities: taken.pairs("entities")?,
            keys: key_lists(&mut taken)?,
            active: taken.pairs("active")?,
            semantics: taken.pairs("semantics")?,
            parsed_maps: taken.flag("parsedMaps")?,
        };
        taken.end()?;
        Ok(options)
    }
}

fn inputs(taken: &mut Taken, name: &'static str) -> Result<Vec<WireInput>, Fault> {
    let mut inputs = Vec::new();
    for tree in taken.list(name)? {
        inputs.push(WireInput::read(tree).map_err(|fault| arrive::within(name, &fault))?);
    }
    Ok(inputs)
}

fn key_lists(taken: &mut Taken) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let mut keys = Vec::new();
    for (entity_set, tree) in taken.object("keys")? {
        let paths = arrive::texts(tree).map_err(|fault| arrive::within("keys", &fault))?;
        keys.push((entity_set.into_owned(), paths));
    }
    Ok(keys)
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
            entities: by_name(&self.entities),
            keys,
            active: sorted(&self.active),
            semantics: sorted(&self.semantics),
            parsed_maps: self.parsed_maps,
        }
    }
}

/// Pairs by name, so that findings do not depend on the order of an object's members.
fn sorted(pairs: &[(String, String)]) -> Vec<(String, String)> {
    by_name(pairs).into_iter().collect()
}

fn by_name(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    let mut map = BTreeMap::new();
    // One by one: collecting would bring a sort along.
    for (name, value) in pairs {
        map.insert(name.clone(), value.clone());
    }
    map
}

fn borrowed<'a>(list: &'a [WireInput], kind: &'a str) -> Vec<Input<'a>> {
    list.iter()
        .map(|input| Input {
            name: input.name.as_deref().unwrap_or(kind),
            bytes: &input.text,
        })
        .collect()
}

/// Values for rules of packs; kept for the packs that a later version loads.
pub type WireSettings = Vec<Member>;

/// Options of a reader of streamed schemas.
#[derive(Clone, Debug)]
pub struct WireReader {
    /// Which system the document describes, when told.
    pub side: Option<Side>,
    /// Entity sets or labels that are wanted; all when absent.
    pub tables: Option<Vec<String>>,
}

impl Arrives for WireReader {
    fn read(tree: Tree) -> Result<Self, Fault> {
        let mut taken = Taken::new(tree)?;
        let sides = [("dataverse", Side::Dataverse), ("finance", Side::Finance)];
        let reader = Self {
            side: taken.one_of("side", &sides)?,
            tables: taken.texts("tables")?,
        };
        taken.end()?;
        Ok(reader)
    }
}

/// A call, without the record, the row before the change and the answers, which cross apart.
#[derive(Clone, Debug)]
pub struct WireCall {
    map: Option<String>,
    table: Option<String>,
    direction: Option<MapDirection>,
    operation: Option<Operation>,
    changed: Option<Vec<String>>,
    /// Business event, for rules of packs.
    pub event: Option<String>,
    origin: Option<Origin>,
    phase: Phase,
    /// The present instant, for rules of packs.
    pub now: Option<String>,
    /// Settings, for rules of packs.
    pub settings: WireSettings,
    trace: bool,
    payload_form: PayloadForm,
    batch: WireBatchOptions,
}

impl Arrives for WireCall {
    fn read(tree: Tree) -> Result<Self, Fault> {
        let mut taken = Taken::new(tree)?;
        let directions = [
            ("toFinance", MapDirection::ToFinance),
            ("toDataverse", MapDirection::ToDataverse),
        ];
        let operations = [
            ("create", Operation::Create),
            ("update", Operation::Update),
            ("delete", Operation::Delete),
        ];
        let origins = [
            ("dataverse", Origin::Dataverse),
            ("finance", Origin::Finance),
            ("peer", Origin::Peer),
        ];
        let phases = [("beforeSave", Phase::BeforeSave), ("saved", Phase::Saved)];
        let forms = [("sent", PayloadForm::Sent), ("typed", PayloadForm::Typed)];
        let call = Self {
            map: taken.text("map")?,
            table: taken.text("table")?,
            direction: taken.one_of("direction", &directions)?,
            operation: taken.one_of("operation", &operations)?,
            changed: taken.texts("changed")?,
            event: taken.text("event")?,
            origin: taken.one_of("origin", &origins)?,
            phase: taken.one_of("phase", &phases)?.unwrap_or(Phase::Saved),
            now: taken.text("now")?,
            settings: taken.object("settings")?,
            trace: taken.flag("trace")?,
            payload_form: taken
                .one_of("payloadForm", &forms)?
                .unwrap_or(PayloadForm::Sent),
            batch: WireBatchOptions::read(taken.take("batch"))
                .map_err(|fault| arrive::within("batch", &fault))?,
        };
        taken.end()?;
        Ok(call)
    }
}

/// Options of a batch.
#[derive(Clone, Copy, Debug)]
pub struct WireBatchOptions {
    output: OutputLayout,
    mode: SyncMode,
    most_findings: Option<u32>,
}

impl Arrives for WireBatchOptions {
    fn read(tree: Tree) -> Result<Self, Fault> {
        let mut taken = Taken::new(tree)?;
        let outputs = [
            ("json", OutputLayout::Array),
            ("ndjson", OutputLayout::Lines),
        ];
        let modes = [
            ("live", SyncMode::Live),
            ("transaction", SyncMode::Transaction),
            ("initialSync", SyncMode::InitialSync),
        ];
        let options = Self {
            output: taken
                .one_of("output", &outputs)?
                .unwrap_or(OutputLayout::AsInput),
            mode: taken.one_of("mode", &modes)?.unwrap_or(SyncMode::Live),
            most_findings: taken.count("mostFindings")?,
        };
        taken.end()?;
        Ok(options)
    }
}

impl WireCall {
    /// The core's form.
    pub fn check_call(self, answers: Answers) -> Result<CheckCall, Misuse> {
        let missing = |text: &str| Misuse::Shape(text.to_owned());
        if self.direction.is_none() {
            return Err(missing(
                "`direction` is missing: \"toFinance\" or \"toDataverse\"",
            ));
        }
        if self.operation.is_none() {
            return Err(missing(
                "`operation` is missing: \"create\", \"update\" or \"delete\"",
            ));
        }
        Ok(CheckCall {
            map: self.map,
            table: self.table,
            way: self.direction,
            operation: self.operation,
            changed: self.changed,
            origin: self.origin,
            phase: self.phase,
            answers,
            trace: self.trace,
        })
    }

    /// Which form the payload takes.
    pub fn payload_form(&self) -> PayloadForm {
        self.payload_form
    }

    /// The batch's choices.
    pub fn batch_options(&self) -> BatchOptions {
        let mut options = BatchOptions {
            layout: self.batch.output,
            mode: self.batch.mode,
            typed: self.payload_form == PayloadForm::Typed,
            ..BatchOptions::default()
        };
        if let Some(most) = self.batch.most_findings {
            options.most_findings = most as usize;
        }
        options
    }
}

impl<'de> Deserialize<'de> for WireOptions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Tree::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for WireCall {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Tree::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
