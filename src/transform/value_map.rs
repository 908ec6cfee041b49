//! One value map as hash tables, both ways.

use super::normal::Compare;
use crate::map::ValueMapEntry;
use crate::text::NameIndex;
use crate::value::semantics::{BlankKey, DateKey, ReverseMatch, ValueMapCase};
use crate::value::{Cell, Semantics, Type, loose};

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
    first: usize,
    count: u32,
}

/// Groups of entries by a text.
#[derive(Debug, Default)]
struct Groups {
    names: NameIndex,
    groups: Vec<Group>,
}

impl Groups {
    fn get(&self, text: &str) -> Option<Group> {
        self.groups.get(self.names.get(text)?).copied()
    }

    /// The group of a text for changing; `None` when `at` founds it.
    fn join(&mut self, text: &str, at: usize) -> Option<&mut Group> {
        match self.names.add(text, self.groups.len()) {
            Some(known) => self.groups.get_mut(known),
            None => {
                self.groups.push(Group {
                    first: at,
                    count: 1,
                });
                None
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct ValueMap {
    entries: Vec<Entry>,
    keys: NameIndex,
    /// Lower-case keys; `count` is over 1 only when their values differ.
    folded_keys: Groups,
    key_compare: Compare,
    normal_keys: NameIndex,
    elements: Option<Elements>,
    values: Groups,
    value_compare: Compare,
    /// By normal form, else in lower case.
    normal_values: Groups,
    /// Entries whose value is null or blank.
    no_value: Option<Group>,
}

/// The elements of a Finance enum, and the entries whose keys mean them in another spelling.
#[derive(Debug)]
pub(super) struct Elements {
    names: NameIndex,
    /// By ordinal, in digits.
    ordinals: NameIndex,
    /// `SHARED`: several elements share the spelling.
    loose: NameIndex,
    /// Element → entry, its own name or an alias; the flag tells an alias.
    entries: Vec<Option<(usize, bool)>>,
}

/// Stands for several elements.
const SHARED: usize = usize::MAX;

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
            keys: NameIndex::new(),
            folded_keys: Groups::default(),
            key_compare,
            normal_keys: NameIndex::new(),
            elements: Elements::of(finance_kind),
            values: Groups::default(),
            value_compare: Compare::of(dataverse_kind),
            normal_values: Groups::default(),
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
            return Some((self.entry(at)?, Found::Plain));
        }
        if let Some(at) = self.keys.get(&text) {
            return Some((self.entry(at)?, Found::Plain));
        }
        if semantics.value_map_case == ValueMapCase::Ignore
            && let Some(group) = self.folded_keys.get(&text.to_lowercase())
        {
            let found = if group.count > 1 {
                Found::CaseAmbiguous
            } else {
                Found::Plain
            };
            return Some((self.entry(group.first)?, found));
        }
        let normal = self.key_compare.normal(&text);
        if let Some(at) = normal.and_then(|normal| self.normal_keys.get(&normal)) {
            return Some((self.entry(at)?, Found::Plain));
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
            return exact;
        }
        // Of texts an exact spelling wins; numbers and two options have many spellings of one value.
        let texts = matches!(self.value_compare, Compare::Text | Compare::Guess);
        if let Some(group) = exact.filter(|_| texts) {
            return Some(group);
        }
        let normal = self.value_normal(text, semantics);
        self.normal_values.get(&normal)
    }

    fn value_normal(&self, text: &str, semantics: &Semantics) -> String {
        let normal = self.value_compare.normal(text);
        normal.unwrap_or_else(|| match semantics.value_map_case {
            ValueMapCase::Ignore => text.to_lowercase(),
            ValueMapCase::Exact => text.to_owned(),
        })
    }

    /// Ordinals and label-like spellings of enum elements; true and false for `yes` and `no`.
    fn alias(&self, cell: &Cell<'_>, text: &str) -> Option<usize> {
        if let Cell::Boolean(flag) = cell {
            let group = self.folded_keys.get(if *flag { "yes" } else { "no" });
            return group.map(|group| group.first);
        }
        let elements = self.elements.as_ref()?;
        let element = elements.find(text)?;
        let entry = elements.entries.get(element)?;
        entry.map(|(entry, _)| entry)
    }

    fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    fn push(&mut self, entry: &ValueMapEntry) {
        let value = entry.value.as_deref().map(Box::from);
        let key = entry.key.text.as_str();
        let known = self.keys.add(key, self.entries.len());
        match known.and_then(|at| self.entries.get_mut(at)) {
            Some(slot) => slot.value = value,
            None => self.entries.push(Entry {
                key: key.into(),
                value,
            }),
        }
    }

    fn index_keys(&mut self) {
        for (at, entry) in self.entries.iter().enumerate() {
            if let Some(group) = self.folded_keys.join(&entry.key.to_lowercase(), at) {
                let first = self.entries.get(group.first);
                if first.is_some_and(|first| first.value != entry.value) {
                    group.count = group.count.saturating_add(1);
                }
            }
            if let Some(normal) = self.key_compare.normal(&entry.key) {
                self.normal_keys.add(&normal, at);
            }
        }
        if let Some(elements) = &mut self.elements {
            elements.index(&self.entries);
        }
    }

    fn index_values(&mut self, semantics: &Semantics) {
        let mut values = Groups::default();
        let mut normal_values = Groups::default();
        let mut no_value = Groups::default();
        for (at, entry) in self.entries.iter().enumerate() {
            let text = entry.value.as_deref().unwrap_or_default();
            if text.is_empty() {
                self.join(&mut no_value, "", at);
                continue;
            }
            self.join(&mut values, text, at);
            let normal = self.value_normal(text, semantics);
            self.join(&mut normal_values, &normal, at);
        }
        self.no_value = no_value.get("");
        self.values = values;
        self.normal_values = normal_values;
    }

    /// Adds an entry to a group; a key that differs from the group's first only by case does not
    /// count, since Finance reads both as one.
    fn join(&self, groups: &mut Groups, text: &str, at: usize) {
        let Some(group) = groups.join(text, at) else {
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
            names: NameIndex::new(),
            ordinals: NameIndex::new(),
            loose: NameIndex::new(),
            entries: vec![None; members.members.len()],
        };
        for (at, (name, ordinal)) in members.members.iter().enumerate() {
            elements.names.add(&name.to_lowercase(), at);
            elements.ordinals.add(&ordinal.to_string(), at);
            let loose = loose(name);
            if elements.loose.add(&loose, at).is_some() {
                elements.loose.set(&loose, SHARED);
            }
        }
        Some(elements)
    }

    /// The element that a text means: by name, ordinal, or letters and digits alone.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        if let Some(at) = self.names.get(&text.to_lowercase()) {
            return Some(at);
        }
        if let Ok(ordinal) = text.parse::<i64>() {
            return self.ordinals.get(&ordinal.to_string());
        }
        self.loose.get(&loose(text)).filter(|at| *at != SHARED)
    }

    fn index(&mut self, entries: &[Entry]) {
        for (at, entry) in entries.iter().enumerate() {
            let Some(element) = self.find(&entry.key) else {
                continue;
            };
            let alias = !self.names.contains(&entry.key.to_lowercase());
            let Some(slot) = self.entries.get_mut(element) else {
                continue;
            };
            // The element's own name wins over an alias that stands before it.
            if slot.is_none_or(|(_, known)| known && !alias) {
                *slot = Some((at, alias));
            }
        }
    }
}
