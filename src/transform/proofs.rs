//! What can be said of a value map before any record: which values it does not name, which names
//! are wrong, and which values do not survive the way there and back.

use super::Transforms;
use super::normal::Compare;
use super::value_map::Elements;
use crate::map::{ValueMapEntry, ValueTransform};
use crate::text::NameIndex;
use crate::text::Span;
use crate::value::semantics::ReverseAmbiguity;
use crate::value::{Cell, Semantics, Type};
use std::borrow::Cow;

/// What a value map names, against the types of its two columns. Positions count entries from 0 in
/// document order. Lists stay empty where the type is not known or has no listed values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Enum elements that no key names: they pass through unmapped to Dataverse.
    pub unnamed_elements: Vec<String>,
    /// Options (in digits), or `true` and `false`, that no value names: they pass through unmapped
    /// to Finance.
    pub unnamed_options: Vec<String>,
    /// Keys that are no element of the enum, in no spelling. The blank key is exempt.
    pub foreign_keys: Vec<usize>,
    /// Keys that mean an element by ordinal or a label-like spelling, with the element's name.
    pub alias_keys: Vec<(usize, String)>,
    /// Values that are no option, or no two-option literal. Null is exempt.
    pub foreign_values: Vec<usize>,
    /// Keys that an earlier key, given second, equals ignoring case.
    pub case_twins: Vec<(usize, usize)>,
}

/// Finance values that one Dataverse value stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collapse {
    /// The Dataverse value as the first lost entry writes it; `None` for null.
    pub value: Option<String>,
    /// The entry whose key comes back.
    pub kept: usize,
    /// Entries whose keys turn into the kept one on the way back.
    pub lost: Vec<usize>,
}

/// A Dataverse value that does not survive Dataverse → Finance → Dataverse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The Dataverse value.
    pub value: String,
    /// What Finance gets.
    pub finance: String,
    /// What comes back; `None` for null.
    pub back: Option<String>,
}

/// Whether a value map can be used both ways without changing values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reversibility {
    /// Finance values that merge.
    pub collapses: Vec<Collapse>,
    /// Dataverse values that change: forward after backward is not the identity on them.
    pub changed: Vec<Witness>,
}

/// Compares a value map with the types of its columns.
pub fn coverage(
    entries: &[ValueMapEntry],
    dataverse_kind: Option<&Type>,
    finance_kind: Option<&Type>,
) -> Coverage {
    let mut found = Coverage::default();
    twins(entries, &mut found);
    keys(entries, finance_kind, &mut found);
    values(entries, dataverse_kind, &mut found);
    found
}

/// Runs every key, and every value that the map or the Dataverse type names, there and back. Where
/// several keys have one value the first is taken, whatever the rule `reverse-ambiguity` says.
pub fn reversibility(
    entries: &[ValueMapEntry],
    dataverse_kind: Option<&Type>,
    finance_kind: Option<&Type>,
    semantics: &Semantics,
) -> Reversibility {
    let map = [ValueTransform::ValueMap {
        entries: entries.to_vec(),
        create_values: false,
        span: Span::default(),
    }];
    let semantics = Semantics {
        reverse_ambiguity: ReverseAmbiguity::First,
        ..semantics.clone()
    };
    let transforms = Transforms::compile(&map, dataverse_kind, finance_kind, &semantics);
    Reversibility {
        collapses: collapses(entries, &transforms),
        changed: changed(entries, dataverse_kind, &transforms),
    }
}

fn collapses(entries: &[ValueMapEntry], transforms: &Transforms) -> Vec<Collapse> {
    let mut first = NameIndex::new();
    for (at, entry) in entries.iter().enumerate() {
        first.add(&entry.key.text, at);
    }
    let mut found: Vec<Collapse> = Vec::new();
    // Entry that is kept → its place in `found`.
    let mut groups: Vec<Option<usize>> = vec![None; entries.len()];
    for (at, entry) in entries.iter().enumerate() {
        let key = entry.key.text.as_str();
        if first.get(key) != Some(at) {
            continue;
        }
        let there = Cell::Text(Cow::Borrowed(key));
        let value = transforms.forward(&there).cell;
        let back = transforms.backward(&value).cell;
        let text = back.text();
        let kept = first.get(&text).unwrap_or(at);
        if text.to_lowercase() == key.to_lowercase() {
            continue;
        }
        let Some(slot) = groups.get_mut(kept) else {
            continue;
        };
        let position = *slot.get_or_insert(found.len());
        match found.get_mut(position) {
            Some(collapse) => collapse.lost.push(at),
            None => found.push(Collapse {
                value: spelled(&value),
                kept,
                lost: vec![at],
            }),
        }
    }
    found
}

fn changed(
    entries: &[ValueMapEntry],
    dataverse_kind: Option<&Type>,
    transforms: &Transforms,
) -> Vec<Witness> {
    let compare = Compare::of(dataverse_kind);
    let same = |text: &str| compare.normal(text).unwrap_or_else(|| text.to_lowercase());
    let named = entries
        .iter()
        .map(|entry| entry.value.clone().unwrap_or_default());
    let mut seen = NameIndex::new();
    let mut found = Vec::new();
    for value in named.chain(listed(dataverse_kind)) {
        if !seen.note(&same(&value)) {
            continue;
        }
        let there = Cell::Text(Cow::Borrowed(value.as_str()));
        let finance = transforms.backward(&there).cell;
        let back = transforms.forward(&finance).cell;
        if same(&back.text()) == same(&value) {
            continue;
        }
        let (finance, back) = (finance.text().into_owned(), spelled(&back));
        found.push(Witness {
            value: value.clone(),
            finance,
            back,
        });
    }
    found
}

fn spelled(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Null | Cell::Absent => None,
        other => Some(other.text().into_owned()),
    }
}

/// The values that the type itself lists, as Dataverse writes them.
fn listed(kind: Option<&Type>) -> Vec<String> {
    match kind {
        Some(Type::Boolean) => vec!["true".to_owned(), "false".to_owned()],
        Some(Type::Choice(choices)) => choices
            .options
            .iter()
            .map(|option| option.value.to_string())
            .collect(),
        _ => Vec::new(),
    }
}

fn twins(entries: &[ValueMapEntry], found: &mut Coverage) {
    let mut first = NameIndex::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some(known) = first.add(&entry.key.text.to_lowercase(), at) {
            found.case_twins.push((at, known));
        }
    }
}

fn keys(entries: &[ValueMapEntry], kind: Option<&Type>, found: &mut Coverage) {
    let (Some(Type::Enumeration(members)), Some(elements)) = (kind, Elements::of(kind)) else {
        return;
    };
    if members.members.is_empty() {
        return;
    }
    let mut named = vec![false; members.members.len()];
    for (at, entry) in entries.iter().enumerate() {
        let key = entry.key.text.as_str();
        let Some(element) = elements.find(key) else {
            if !key.is_empty() {
                found.foreign_keys.push(at);
            }
            continue;
        };
        if let Some(slot) = named.get_mut(element) {
            *slot = true;
        }
        let name = members.members.get(element);
        let name = name.map(|(name, _)| &**name).unwrap_or_default();
        if name.to_lowercase() != key.to_lowercase() {
            found.alias_keys.push((at, name.to_owned()));
        }
    }
    for ((name, _), named) in members.members.iter().zip(named) {
        if !named {
            found.unnamed_elements.push(name.to_string());
        }
    }
}

fn values(entries: &[ValueMapEntry], kind: Option<&Type>, found: &mut Coverage) {
    let options = listed(kind);
    if options.is_empty() {
        return;
    }
    let compare = Compare::of(kind);
    let mut known = NameIndex::new();
    for option in &options {
        known.note(option);
    }
    let mut named = NameIndex::new();
    for (at, entry) in entries.iter().enumerate() {
        let Some(text) = &entry.value else { continue };
        match compare.normal(text).filter(|text| known.contains(text)) {
            Some(option) => {
                named.note(&option);
            }
            None => found.foreign_values.push(at),
        }
    }
    found.unnamed_options = options
        .into_iter()
        .filter(|option| !named.contains(option))
        .collect();
}
