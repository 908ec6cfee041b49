//! Service metadata in CSDL 4.0 XML: `$metadata` of Finance and of the Dataverse Web API.
//!
//! What it states: names, types, enum members, keys, and for Dataverse the navigation properties of
//! lookups. What it does not: for Finance no lengths, ranges or mandatory flags, and mostly not whether a
//! date has a time; for Dataverse no choices, lengths or required levels.

mod index;
mod tables;

use super::{Schema, Side};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::syntax::xml::{XmlError, XmlReader};
use crate::text::NameIndex;
use index::Index;

const FINANCE_NAMESPACE: &str = "Microsoft.Dynamics.DataEntities";
const DATAVERSE_NAMESPACE: &str = "Microsoft.Dynamics.CRM";

/// Which tables to keep of a large document.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    names: NameIndex,
    shapes: Vec<Vec<String>>,
}

impl Wanted {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Also the table with this entity set name, type name or label. Case does not count, and for
    /// labels spaces do not either: `Customers V3` keeps `CustomersV3`.
    pub fn add(&mut self, name: &str) {
        self.names.note(&folded(name));
    }

    /// Also every table that has all these columns, so that a label can be told from the columns of
    /// its map ([`super::resolve_entity`]).
    pub fn add_shape<'a>(&mut self, columns: impl IntoIterator<Item = &'a str>) {
        self.shapes
            .push(columns.into_iter().map(str::to_owned).collect());
    }

    fn names(&self, name: &str) -> bool {
        self.names.contains(&folded(name))
    }
}

fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Reads a CSDL document piece by piece.
#[derive(Debug)]
pub struct CsdlReader {
    side: Option<Side>,
    wanted: Option<Wanted>,
    xml: XmlReader,
    index: Index,
}

impl CsdlReader {
    /// A reader at the start of a document. Without `side` the namespace tells it; without `wanted`
    /// every table is kept.
    pub fn new(side: Option<Side>, wanted: Option<Wanted>) -> Self {
        Self {
            side,
            wanted,
            xml: XmlReader::new(),
            index: Index::default(),
        }
    }

    /// Takes the next bytes, cut anywhere.
    ///
    /// # Errors
    /// The document is no XML that is read here; further bytes are refused and [`Self::finish`] repeats
    /// the finding.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), XmlError> {
        self.xml.push(chunk, &mut self.index)
    }

    /// Bytes taken so far.
    pub fn bytes_read(&self) -> u64 {
        self.xml.offset()
    }

    /// The schema, when the document was whole, and what is wrong with it. A broken document gives no
    /// schema at all, never a part of one.
    pub fn finish(mut self) -> (Option<Schema>, Vec<Diagnostic>) {
        let wanted = self.wanted.take();
        let (index, mut diagnostics) = self.finish_index();
        let schema = index.map(|index| {
            let (schema, further) = index.schema(wanted.as_ref());
            diagnostics.extend(further);
            schema
        });
        (schema, diagnostics)
    }

    /// The compact index in place of tables, for those who learn later which tables they want: about
    /// half a byte for each byte of the document, where tables take four. `wanted` is not looked at.
    pub fn finish_index(mut self) -> (Option<CsdlIndex>, Vec<Diagnostic>) {
        if let Err(error) = self.xml.finish() {
            return (None, vec![error.diagnostic()]);
        }
        if let Some(root) = &self.index.wrong_root {
            let diagnostic = Diagnostic::new(Code::NotCsdl).name("root", root.as_ref());
            return (None, vec![diagnostic.at(Path::input("schema"))]);
        }
        let detected = self.detected();
        let Some(side) = self.side.or(detected) else {
            let diagnostic = Diagnostic::new(Code::SchemaSideUnknown).at(Path::input("schema"));
            return (None, vec![diagnostic]);
        };
        if let Some(other) = detected.filter(|found| *found != side) {
            let diagnostic = Diagnostic::new(Code::SchemaOtherSide)
                .name("wanted", side.word())
                .name("found", other.word());
            return (None, vec![diagnostic.at(Path::input("schema"))]);
        }
        let mut diagnostics = Vec::new();
        for (kind, member) in &self.index.bad_members {
            diagnostics.push(
                Diagnostic::new(Code::EnumMemberValue)
                    .name("enum", self.index.names.get(*kind))
                    .name("member", self.index.names.get(*member))
                    .at(Path::input("schema")),
            );
        }
        if self.index.sets.is_empty() {
            diagnostics.push(Diagnostic::new(Code::NoTables).at(Path::input("schema")));
        }
        let index = CsdlIndex {
            side,
            index: self.index,
        };
        (Some(index), diagnostics)
    }

    fn detected(&self) -> Option<Side> {
        self.index
            .namespaces
            .iter()
            .find_map(|namespace| match namespace.as_ref() {
                FINANCE_NAMESPACE => Some(Side::Finance),
                DATAVERSE_NAMESPACE => Some(Side::Dataverse),
                _ => None,
            })
    }
}

/// What a whole CSDL document states, in few bytes.
#[derive(Debug)]
pub struct CsdlIndex {
    side: Side,
    index: Index,
}

impl CsdlIndex {
    /// Which side the document describes.
    pub fn side(&self) -> Side {
        self.side
    }

    /// The wanted tables, or all, and what is wrong with them.
    pub fn schema(&self, wanted: Option<&Wanted>) -> (Schema, Vec<Diagnostic>) {
        let mut builder = tables::Builder::new(&self.index, self.side);
        let schema = builder.schema(wanted);
        (schema, builder.diagnostics)
    }
}
