//! One value map as hash tables, both ways.

use super::normal::Compare;
use crate::map::ValueMapEntry;
use crate::value::semantics::{BlankKey, DateKey, ReverseMatch, ValueMapCase};
use crate::value::{Cell, Semantics, Type, loose};
use std::collections::HashMap;
use std::collections::hash_map;

/// An entry; of two with the same key the later value stands at the earlier place, as readers of
/// JSON dictionaries keep it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Box<str>,
    pub(super) value: Option<Box<str>>,
}

/// How an entry was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Plain,
    /// Through an ordinal or a label-like spelling.
    Alias,
    /// Ignoring case, where several keys with different values match.
    CaseAmbiguous,
}

/// The first entry of a group, and how many there are.
#[derive(Clone, Copy, Debug)]
struct Group {
    first: u32,
    count: u32,
}

#[derive(Debug)]
pub(super) struct ValueMap {
    entries: Vec<Entry>,
    keys: HashMap<Box<str>, u32>,
    /// Lower-case keys; `count` is over 1 only when their values differ.
    folded_keys: HashMap<Box<str>, Group>,
    key_compare: Compare,
    normal_keys: HashMap<Box<str>, u32>,
    elements: Option<Elements>,
    values: HashMap<Box<str>, Group>,
    value_compare: Compare,
    /// By normal form, else in lower case.
    normal_values: HashMap<Box<str>, Group>,
    /// Entries whose value is null or blank.
    no_value: Option<Group>,
}

/// The elements of a Finance enum, and the entries whose keys mean them in another spelling.
#[derive(Debug)]
pub(super) struct Elements {
    names: HashMap<Box<str>, u32>,
    ordinals: HashMap<i64, u32>,
    /// `None`: several elements share the spelling.
    loose: HashMap<Box<str>, Option<u32>>,
    /// Element → entry, its own name or an alias; the flag tells an alias.
    entries: HashMap<u32, (u32, bool)>,
}

impl ValueMap {
    pub(super) fn new(
        entries: &[ValueMapEntry],
        dataverse_kind: Option<&Type>,
        finance_kind: Option<&Type>,
        semantics: &Semantics,
    ) -> Self {
        let mut key_compare = Compare::of(finance_kind);
        if semantics.date_key == DateKey::SameText {
            key_compare = key_compare.without_days();
        }
        let mut map = Self {
            entries: Vec::with_capacity(entries.len()),
            keys: HashMap::with_capacity(entries.len()),
            folded_keys: HashMap::with_capacity(entries.len()),
            key_compare,
            normal_keys: HashMap::new(),
            elements: Elements::of(finance_kind),
            values: HashMap::new(),
            value_compare: Compare::of(dataverse_kind),
            normal_values: HashMap::new(),
            no_value: None,
        };
        for entry in entries {
            map.push(entry);
        }
        map.index_keys();
        map.index_values(semantics);
        map
    }

    /// Finance value → entry.
    pub(super) fn by_key(&self, cell: &Cell<'_>, semantics: &Semantics) -> Option<(&Entry, Found)> {
        let text = cell.text();
        if text.is_empty() {
            let matches = semantics.blank_key == BlankKey::NullAndEmpty
                || matches!(cell, Cell::Text(text) if text.is_empty());
            let at = self.keys.get("").filter(|_| matches)?;
            return Some((self.entry(*at)?, Found::Plain));
        }
        if let Some(at) = self.keys.get(&*text) {
            return Some((self.entry(*at)?, Found::Plain));
        }
        if semantics.value_map_case == ValueMapCase::Ignore
            && let Some(group) = self.folded_keys.get(text.to_lowercase().as_str())
        {
            let found = if group.count > 1 {
                Found::CaseAmbiguous
            } else {
                Found::Plain
            };
            return Some((self.entry(group.first)?, found));
        }
        let normal = self.key_compare.normal(&text);
        if let Some(at) = normal.and_then(|normal| self.normal_keys.get(normal.as_str())) {
            return Some((self.entry(*at)?, Found::Plain));
        }
        let at = self.alias(cell, &text)?;
        let entry = self.entry(at)?;
        // Whoever wants keys matched exactly does not mean another case of the same letters.
        let exact = semantics.value_map_case == ValueMapCase::Exact;
        if exact && entry.key.to_lowercase() == text.to_lowercase() {
            return None;
        }
        Some((entry, Found::Alias))
    }

    /// Dataverse value → first entry and the number of entries with that value.
    pub(super) fn by_value(&self, cell: &Cell<'_>, semantics: &Semantics) -> Option<(&Entry, u32)> {
        let group = if cell.is_missing() {
            self.no_value?
        } else {
            self.value_group(&cell.text(), semantics)?
        };
        Some((self.entry(group.first)?, group.count))
    }

    fn value_group(&self, text: &str, semantics: &Semantics) -> Option<Group> {
        let exact = self.values.get(text);
        if semantics.reverse_match == ReverseMatch::AsText {
            return exact.copied();
        }
        // Of texts an exact spelling wins; numbers and two options have many spellings of one value.
        let texts = matches!(self.value_compare, Compare::Text | Compare::Guess);
        if let Some(group) = exact.filter(|_| texts) {
            return Some(*group);
        }
        let normal = self.value_normal(text, semantics);
        self.normal_values.get(normal.as_str()).copied()
    }

    fn value_normal(&self, text: &str, semantics: &Semantics) -> String {
        let normal = self.value_compare.normal(text);
        normal.unwrap_or_else(|| match semantics.value_map_case {
            ValueMapCase::Ignore => text.to_lowercase(),
            ValueMapCase::Exact => text.to_owned(),
        })
    }

    /// Ordinals and label-like spellings of enum elements; true and false for `yes` and `no`.
    fn alias(&self, cell: &Cell<'_>, text: &str) -> Option<u32> {
        if let Cell::Boolean(flag) = cell {
            let group = self.folded_keys.get(if *flag { "yes" } else { "no" });
            return group.map(|group| group.first);
        }
        let elements = self.elements.as_ref()?;
        let element = elements.find(text)?;
        elements.entries.get(&element).map(|(entry, _)| *entry)
    }

    fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    fn push(&mut self, entry: &ValueMapEntry) {
        let value = entry.value.as_deref().map(Box::from);
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        match self.keys.entry(entry.key.text.as_str().into()) {
            hash_map::Entry::Occupied(known) => {
                if let Some(slot) = self.entries.get_mut(*known.get() as usize) {
                    slot.value = value;
                }
            }
            hash_map::Entry::Vacant(vacant) => {
                self.entries.push(Entry {
                    key: vacant.key().clone(),
                    value,
                });
                vacant.insert(next);
            }
        }
    }

    fn index_keys(&mut self) {
        for (at, entry) in (0u32..).zip(&self.entries) {
            match self.folded_keys.entry(entry.key.to_lowercase().into()) {
                hash_map::Entry::Vacant(vacant) => {
                    vacant.insert(Group {
                        first: at,
                        count: 1,
                    });
                }
                hash_map::Entry::Occupied(mut known) => {
                    let group = known.get_mut();
                    let first = self.entries.get(group.first as usize);
                    if first.is_some_and(|first| first.value != entry.value) {
                        group.count = group.count.saturating_add(1);
                    }
                }
            }
            if let Some(normal) = self.key_compare.normal(&entry.key) {
                self.normal_keys.entry(normal.into()).or_insert(at);
            }
        }
        if let Some(elements) = &mut self.elements {
            elements.index(&self.entries);
        }
    }

    fn index_values(&mut self, semantics: &Semantics) {
        let mut values = HashMap::new();
        let mut normal_values = HashMap::new();
        let mut no_value = HashMap::new();
        for (at, entry) in (0u32..).zip(&self.entries) {
            let text = entry.value.as_deref().unwrap_or_default();
            if text.is_empty() {
                self.join(&mut no_value, "", at);
                continue;
            }
            self.join(&mut values, text, at);
            let normal = self.value_normal(text, semantics);
            self.join(&mut normal_values, &normal, at);
        }
        self.no_value = no_value.get("").copied();
        self.values = values;
        self.normal_values = normal_values;
    }

    /// Adds an entry to a group; a key that differs from the group's first only by case does not
    /// count, since Finance reads both as one.
    fn join(&self, groups: &mut HashMap<Box<str>, Group>, text: &str, at: u32) {
        let Some(group) = groups.get_mut(text) else {
            groups.insert(
                text.into(),
                Group {
                    first: at,
                    count: 1,
                },
            );
            return;
        };
        let folded = |at| self.entry(at).map(|entry| entry.key.to_lowercase());
        if folded(group.first) != folded(at) {
            group.count = group.count.saturating_add(1);
        }
    }
}

impl Elements {
    pub(super) fn of(kind: Option<&Type>) -> Option<Self> {
        let Some(Type::Enumeration(members)) = kind else {
            return None;
        };
        let mut elements = Self {
            names: HashMap::new(),
            ordinals: HashMap::new(),
            loose: HashMap::new(),
            entries: HashMap::new(),
        };
        for (at, (name, ordinal)) in (0u32..).zip(&members.members) {
            elements
                .names
                .entry(name.to_lowercase().into())
                .or_insert(at);
            elements.ordinals.entry(*ordinal).or_insert(at);
            elements
                .loose
                .entry(loose(name).into())
                .and_modify(|known| *known = None)
                .or_insert(Some(at));
        }
        Some(elements)
    }

    /// The element that a text means: by name, ordinal, or letters and digits alone.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        if let Some(at) = self.names.get(text.to_lowercase().as_str()) {
            return Some(*at);
        }
        if let Ok(ordinal) = text.parse::<i64>() {
            return self.ordinals.get(&ordinal).copied();
        }
        self.loose.get(loose(text).as_str()).copied().flatten()
    }

    fn index(&mut self, entries: &[Entry]) {
        for (at, entry) in (0u32..).zip(entries) {
            let Some(element) = self.find(&entry.key) else {
                continue;
            };
            let alias = !self.names.contains_key(entry.key.to_lowercase().as_str());
            let slot = self.entries.entry(element).or_insert((at, alias));
            // The element's own name wins over an alias that stands before it.
            if slot.1 && !alias {
                *slot = (at, alias);
            }
        }
    }
}
