//! The façade: maps, schemas and keys in; findings about them, and plans to run records through.
//!
//! The command and the border to JavaScript both lean on this; neither decides anything itself.

mod misuse;
mod records;
mod sources;

pub use misuse::Misuse;
pub use records::{BatchCall, CheckCall, RecordText, check_text};
pub use sources::{Input, Sources};

use crate::check;
use crate::diagnostic::{Code, Diagnostic, Path, closest};
use crate::lookup::Keys;
use crate::map::{MapDirection, TableMap};
use crate::plan::{CompileInput, Plan, compile};
use crate::schema::{Schema, Table};
use crate::value::Semantics;

/// A text that findings point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Name the caller gave, or a made one (`map 1`).
    pub name: String,
    /// The text; empty for streamed schemas.
    pub text: String,
}

/// A finding and the document its span points into.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// Position in [`Preflight::documents`].
    pub document: Option<usize>,
}

/// One table map that was read.
#[derive(Debug)]
pub struct LoadedMap {
    /// The map.
    pub map: TableMap,
    /// Position of its document.
    pub document: usize,
    /// For each leg the position of its data entity in the Finance schema.
    pub entities: Vec<Option<usize>>,
    /// Findings about this map.
    pub findings: Vec<Diagnostic>,
}

/// Which plans a call means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// One map: its plans, one for each leg.
    Map(Vec<usize>),
    /// Every map of a table: their plans.
    Table(Vec<usize>),
    /// A map that was read without legs.
    NoLegs {
        /// The map.
        map: String,
    },
    /// Several versions of one map and none is named live, or another than the loaded ones is.
    Versions {
        /// The map.
        map: String,
        /// The versions in the order they were read.
        versions: Vec<String>,
    },
}

/// Everything that was handed over, read once.
#[derive(Debug)]
pub struct Preflight {
    documents: Vec<Document>,
    maps: Vec<LoadedMap>,
    finance: Option<Schema>,
    dataverse: Option<Schema>,
    keys: Keys,
    active: Vec<(String, String)>,
    semantics: Semantics,
    general: Vec<Finding>,
    plans: Vec<(usize, Plan)>,
}

impl Preflight {
    /// The findings about maps and schemas, in the order of the inputs.
    pub fn findings(&self) -> Vec<Finding> {
        let mut all = self.general.clone();
        for loaded in &self.maps {
            all.extend(loaded.findings.iter().map(|diagnostic| Finding {
                diagnostic: diagnostic.clone(),
                document: Some(loaded.document),
            }));
        }
        all
    }

    /// The texts that findings point into.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The maps that were read.
    pub fn maps(&self) -> &[LoadedMap] {
        &self.maps
    }

    /// The rules in force.
    pub fn semantics(&self) -> &Semantics {
        &self.semantics
    }

    /// The plan at a position that [`Preflight::choose`] gave.
    pub fn plan(&self, at: usize) -> Option<&Plan> {
        self.plans.get(at).map(|(_, plan)| plan)
    }

    /// The map that a plan was compiled from.
    pub fn map_of(&self, plan: usize) -> Option<&LoadedMap> {
        let (map, _) = self.plans.get(plan)?;
        self.maps.get(*map)
    }

    /// Finds the plans for a call, compiling them on first use. Exactly one of `map` and `table` is
    /// given; both match ignoring case, a map by any of its three spellings, a table by entity set or
    /// logical name on the Dataverse side and by label or entity set on the Finance side.
    pub fn choose(
        &mut self,
        map: Option<&str>,
        table: Option<&str>,
        way: MapDirection,
    ) -> Result<Choice, Misuse> {
        match (map, table) {
            (Some(name), None) => self.choose_map(name, way),
            (None, Some(name)) => self.choose_table(name, way),
            (Some(_), Some(_)) => Err(Misuse::BothMapAndTable),
            (None, None) => match self.maps.as_slice() {
                [only] => {
                    let name = only.map.name.clone();
                    self.choose_map(&name, way)
                }
                _ => Err(Misuse::NeitherMapNorTable),
            },
        }
    }

    fn choose_map(&mut self, name: &str, way: MapDirection) -> Result<Choice, Misuse> {
        let found: Vec<usize> = (0..self.maps.len())
            .filter(|at| {
                self.maps
                    .get(*at)
                    .is_some_and(|loaded| loaded.map.matches_name(name))
            })
            .collect();
        if found.is_empty() {
            let known = self.maps.iter().map(|loaded| loaded.map.name.as_str());
            return Err(Misuse::UnknownMap {
                name: name.to_owned(),
                suggestion: closest(name, known).map(str::to_owned),
            });
        }
        let Some(live) = self.live(&found) else {
            return Ok(self.versions(&found));
        };
        let plans = self.open(live, way);
        if plans.is_empty() {
            let map = self
                .maps
                .get(live)
                .map_or(String::new(), |loaded| loaded.map.name.clone());
            return Ok(Choice::NoLegs { map });
        }
        Ok(Choice::Map(plans))
    }

    fn choose_table(&mut self, name: &str, way: MapDirection) -> Result<Choice, Misuse> {
        let found: Vec<usize> = (0..self.maps.len())
            .filter(|at| {
                self.maps
                    .get(*at)
                    .is_some_and(|loaded| self.feeds(loaded, name, way))
            })
            .collect();
        if found.is_empty() {
            return Err(Misuse::UnknownTable {
                name: name.to_owned(),
            });
        }
        let mut plans = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for at in &found {
            let Some(map_name) = self
                .maps
                .get(*at)
                .map(|loaded| loaded.map.name.to_lowercase())
            else {
                continue;
            };
            if names.contains(&map_name) {
                continue;
            }
            let same: Vec<usize> = found
                .iter()
                .copied()
                .filter(|other| {
                    self.maps
                        .get(*other)
                        .is_some_and(|loaded| loaded.map.name.to_lowercase() == map_name)
                })
                .collect();
            names.push(map_name);
            match self.live(&same) {
                Some(live) => plans.extend(self.open(live, way)),
                None => return Ok(self.versions(&same)),
            }
        }
        Ok(Choice::Table(plans))
    }

    /// Whether records of the named table go through a map in this direction.
    fn feeds(&self, loaded: &LoadedMap, name: &str, way: MapDirection) -> bool {
        loaded
            .map
            .legs
            .iter()
            .enumerate()
            .any(|(at, leg)| match way {
                MapDirection::ToFinance => {
                    leg.dataverse_entity_set.text.eq_ignore_ascii_case(name)
                        || self
                            .dataverse
                            .as_ref()
                            .and_then(|schema| schema.by_entity_set(&leg.dataverse_entity_set.text))
                            .is_some_and(|table| table.name.eq_ignore_ascii_case(name))
                }
                MapDirection::ToDataverse => {
                    leg.finance_entity.text.eq_ignore_ascii_case(name)
                        || self.finance_table(loaded, at).is_some_and(|table| {
                            table.entity_set.eq_ignore_ascii_case(name)
                                || table.name.eq_ignore_ascii_case(name)
                        })
                }
            })
    }

    fn finance_table(&self, loaded: &LoadedMap, leg: usize) -> Option<&Table> {
        let at = loaded.entities.get(leg).copied().flatten()?;
        self.finance.as_ref()?.tables.get(at)
    }

    /// The live one of several versions of a map: the only one, or the one that `active` names.
    pub(super) fn live(&self, versions: &[usize]) -> Option<usize> {
        if let [only] = versions {
            let loaded = self.maps.get(*only)?;
            // The caller says that another version runs: this one must not answer for it.
            let other_runs = self.active.iter().any(|(name, version)| {
                loaded.map.matches_name(name)
                    && loaded
                        .map
                        .version
                        .as_deref()
                        .is_some_and(|known| known != version)
            });
            return (!other_runs).then_some(*only);
        }
        let mut chosen = versions.iter().copied().filter(|at| {
            let Some(loaded) = self.maps.get(*at) else {
                return false;
            };
            self.active.iter().any(|(name, version)| {
                loaded.map.matches_name(name) && loaded.map.version.as_deref() == Some(version)
            })
        });
        let only = chosen.next()?;
        chosen.next().is_none().then_some(only)
    }

    fn versions(&self, found: &[usize]) -> Choice {
        let loaded: Vec<&LoadedMap> = found.iter().filter_map(|at| self.maps.get(*at)).collect();
        Choice::Versions {
            map: loaded
                .first()
                .map_or(String::new(), |first| first.map.name.clone()),
            versions: loaded
                .iter()
                .map(|loaded| loaded.map.version.clone().unwrap_or_else(|| "?".to_owned()))
                .collect(),
        }
    }

    /// The plans of a map, one for each leg, compiled on first use.
    fn open(&mut self, map: usize, way: MapDirection) -> Vec<usize> {
        let known: Vec<usize> = self
            .plans
            .iter()
            .enumerate()
            .filter(|(_, (of, plan))| *of == map && plan.way() == way)
            .map(|(at, _)| at)
            .collect();
        if !known.is_empty() {
            return known;
        }
        let mut opened = Vec::new();
        let Some(loaded) = self.maps.get(map) else {
            return opened;
        };
        let mut plans = Vec::new();
        for leg in 0..loaded.map.legs.len() {
            plans.extend(compile(&CompileInput {
                map: &loaded.map,
                leg,
                way,
                finance: self.finance_table(loaded, leg),
                dataverse: self.dataverse.as_ref(),
                keys: &self.keys,
                semantics: &self.semantics,
                findings: &loaded.findings,
            }));
        }
        for plan in plans {
            opened.push(self.plans.len());
            self.plans.push((map, plan));
        }
        opened
    }

    /// Runs the checks over every map; called once when everything is read.
    fn check_maps(&mut self) {
        let mut results = Vec::new();
        for loaded in &self.maps {
            let tables: Vec<Option<&Table>> = (0..loaded.map.legs.len())
                .map(|leg| self.finance_table(loaded, leg))
                .collect();
            results.push(check::check(&check::CheckInput {
                map: &loaded.map,
                finance: self.finance.as_ref(),
                finance_tables: &tables,
                dataverse: self.dataverse.as_ref(),
                keys: &self.keys,
                semantics: &self.semantics,
            }));
        }
        for (loaded, findings) in self.maps.iter_mut().zip(results) {
            loaded.findings.extend(findings);
        }
    }

    /// Keys named for entity sets that no map has: most likely misspelt.
    fn check_keys(&mut self) {
        let sets: Vec<&str> = self
            .maps
            .iter()
            .flat_map(|loaded| &loaded.map.legs)
            .flat_map(|leg| {
                let related = leg
                    .field_mappings
                    .iter()
                    .filter_map(|mapping| mapping.related_entity.as_ref());
                std::iter::once(&leg.dataverse_entity_set).chain(related)
            })
            .map(|text| text.text.as_str())
            .collect();
        let mut findings = Vec::new();
        for named in self.keys.entity_sets() {
            let known = sets.iter().any(|set| set.eq_ignore_ascii_case(named))
                || self
                    .dataverse
                    .as_ref()
                    .is_some_and(|schema| schema.by_entity_set(named).is_some());
            if !known {
                findings.push(Finding {
                    diagnostic: Diagnostic::new(Code::KeyOfUnknownTable)
                        .name("table", named)
                        .suggest(named, sets.iter().copied())
                        .at(Path::input("keys").name(named)),
                    document: None,
                });
            }
        }
        self.general.extend(findings);
    }
}
