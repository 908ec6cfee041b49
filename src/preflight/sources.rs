//! Reading what the caller hands over.

use super::{Document, Finding, LoadedMap, Misuse, Preflight};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::lookup::Keys;
use crate::map;
use crate::schema::{self, Schema, Side};
use crate::text::NameGroups;
use crate::value::Semantics;
use std::collections::BTreeMap;

/// One text with a name.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// File name or the like; the name of a plain-table description tells its table.
    pub name: &'a str,
    /// The bytes, UTF-8.
    pub bytes: &'a [u8],
}

/// Everything that may be handed over; only maps are needed.
#[derive(Debug, Default)]
pub struct Sources<'a> {
    /// Table maps in any form.
    pub maps: Vec<Input<'a>>,
    /// Texts that describe Finance data entities.
    pub finance: Vec<Input<'a>>,
    /// Texts that describe Dataverse tables.
    pub dataverse: Vec<Input<'a>>,
    /// Schemas that were read before, for example from a stream.
    pub schemas: Vec<Schema>,
    /// Label of a data entity → its entity set.
    pub entities: BTreeMap<String, String>,
    /// Integration keys.
    pub keys: Keys,
    /// Live version by map name.
    pub active: Vec<(String, String)>,
    /// Rules that differ from their default, by name.
    pub semantics: Vec<(String, String)>,
    /// A map was handed over as a parsed object, so integer-like value-map keys may have moved.
    pub parsed_maps: bool,
}

impl Preflight {
    /// Reads everything and checks the maps. Faults of maps and schemas are findings; only misuse
    /// is an error.
    pub fn new(sources: Sources<'_>) -> Result<Self, Misuse> {
        let mut semantics = Semantics::default();
        for (name, value) in &sources.semantics {
            semantics.set(name, value).map_err(Misuse::Rule)?;
        }
        let mut preflight = Self {
            documents: Vec::new(),
            maps: Vec::new(),
            finance: None,
            dataverse: None,
            keys: sources.keys,
            active: sources.active,
            semantics,
            general: Vec::new(),
            plans: Vec::new(),
        };
        for input in &sources.finance {
            preflight.read_schema(input, Side::Finance);
        }
        for input in &sources.dataverse {
            preflight.read_schema(input, Side::Dataverse);
        }
        for schema in sources.schemas {
            preflight.add_schema(schema);
        }
        if sources.parsed_maps {
            preflight.general.push(Finding {
                diagnostic: Diagnostic::new(Code::ParsedMap).at(Path::input("maps")),
                document: None,
            });
        }
        for input in &sources.maps {
            preflight.read_map(input);
        }
        preflight.name_versions();
        preflight.resolve_entities(&sources.entities);
        preflight.check_maps();
        preflight.check_keys();
        Ok(preflight)
    }

    fn document(&mut self, input: &Input<'_>) -> usize {
        let at = self.documents.len();
        self.documents.push(Document {
            name: input.name.to_owned(),
            text: String::from_utf8_lossy(input.bytes).into_owned(),
        });
        at
    }

    fn read_schema(&mut self, input: &Input<'_>, side: Side) {
        let (schema, diagnostics) = schema::read_schema(input.bytes, Some(input.name), Some(side));
        if !diagnostics.is_empty() {
            let document = self.document(input);
            self.general
                .extend(diagnostics.into_iter().map(|diagnostic| Finding {
                    diagnostic,
                    document: Some(document),
                }));
        }
        if let Some(schema) = schema {
            self.add_schema(schema);
        }
    }

    fn add_schema(&mut self, schema: Schema) {
        let slot = match schema.side {
            Side::Finance => &mut self.finance,
            Side::Dataverse => &mut self.dataverse,
        };
        match slot {
            Some(known) => {
                // Both are of this side, so they always go together.
                known.merge(schema);
            }
            None => *slot = Some(schema),
        }
    }

    fn read_map(&mut self, input: &Input<'_>) {
        let (document, diagnostics) = map::read(input.bytes);
        let at = self.document(input);
        let maps = document.maps;
        let mut rest = diagnostics;
        for map in maps {
            // Findings of one map start their path with its name.
            let own = Path::map(&map.name).0;
            let (mine, others): (Vec<Diagnostic>, Vec<Diagnostic>) = rest
                .into_iter()
                .partition(|finding| finding.path.0.starts_with(&own));
            rest = others;
            self.maps.push(LoadedMap {
                entities: vec![None; map.legs.len()],
                map,
                document: at,
                findings: mine,
            });
        }
        self.general
            .extend(rest.into_iter().map(|diagnostic| Finding {
                diagnostic,
                document: Some(at),
            }));
    }

    /// Several versions of a map are a finding unless the caller names the live one; the reader of
    /// one input cannot know, and does not see the other inputs.
    fn name_versions(&mut self) {
        let is_versions = |finding: &Diagnostic| finding.code == Code::SeveralVersions;
        self.general
            .retain(|finding| !is_versions(&finding.diagnostic));
        for loaded in &mut self.maps {
            loaded.findings.retain(|finding| !is_versions(finding));
        }
        let mut groups = NameGroups::default();
        for (at, loaded) in self.maps.iter().enumerate() {
            groups.add(&loaded.map.name.to_lowercase(), at);
        }
        let mut open = Vec::new();
        for same in groups.iter() {
            if self.live(same).is_none() {
                let maps = same.iter().filter_map(|at| self.maps.get(*at));
                let maps: Vec<map::TableMap> = maps.map(|loaded| loaded.map.clone()).collect();
                open.extend(map::several_versions(&maps));
            }
        }
        self.general
            .extend(open.into_iter().map(|diagnostic| Finding {
                diagnostic,
                document: None,
            }));
    }

    /// Ties each leg's label to a data entity of the Finance schema.
    fn resolve_entities(&mut self, entities: &BTreeMap<String, String>) {
        let Some(finance) = &self.finance else {
            return;
        };
        for loaded in &mut self.maps {
            for (at, leg) in loaded.map.legs.iter().enumerate() {
                let columns: Vec<&str> = leg
                    .field_mappings
                    .iter()
                    .map(|mapping| mapping.finance_field.text.trim())
                    .filter(|name| !name.is_empty())
                    .collect();
                let label = &leg.finance_entity.text;
                let (found, diagnostics) =
                    schema::resolve_entity(label, &columns, entities, finance);
                if let Some(slot) = loaded.entities.get_mut(at) {
                    *slot = found;
                }
                let path = Path::map(&loaded.map.name).leg(at).word("sourceSchema");
                loaded.findings.extend(
                    diagnostics
                        .into_iter()
                        .map(|finding| finding.at(path.clone()).span(leg.finance_entity.span)),
                );
            }
        }
    }
}
