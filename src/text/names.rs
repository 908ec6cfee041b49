//! Names and the numbers that stand for them: positions in a list, mostly.
//!
//! One type for every place that looks names up, so that the module carries one such table instead
//! of dozens. Ordered rather than hashed: a file cannot be made so that its names collide, and the
//! JavaScript twin, where 64-bit hashes are slow, keeps its speed.

use std::collections::BTreeMap;

/// Names, compared exactly, each with a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameIndex(BTreeMap<Box<str>, usize>);

impl NameIndex {
    /// Without names.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// The number of a name.
    #[inline(never)]
    pub fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// Whether the name is here.
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Adds a name. One that is here stays as it is, and its number is returned.
    #[inline(never)]
    pub fn add(&mut self, name: &str, number: usize) -> Option<usize> {
        let known = self.get(name);
        if known.is_none() {
            self.0.insert(name.into(), number);
        }
        known
    }

    /// Adds a name to a set; `false` when it is in already.
    pub fn note(&mut self, name: &str) -> bool {
        self.add(name, 0).is_none()
    }

    /// Gives a name a number, in place of the one it may have.
    #[inline(never)]
    pub fn set(&mut self, name: &str, number: usize) {
        self.0.insert(name.into(), number);
    }

    /// The numbers in the order of the names.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        self.0.values().copied()
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Positions that share a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameGroups {
    names: NameIndex,
    groups: Vec<Vec<usize>>,
}

impl NameGroups {
    /// Adds a position to the group of a name.
    #[inline(never)]
    pub fn add(&mut self, name: &str, position: usize) {
        let known = self.names.add(name, self.groups.len());
        match known.and_then(|at| self.groups.get_mut(at)) {
            Some(group) => group.push(position),
            None => self.groups.push(vec![position]),
        }
    }

    /// The positions of a name, in the order they were added.
    #[inline(never)]
    pub fn get(&self, name: &str) -> &[usize] {
        let group = self.names.get(name).and_then(|at| self.groups.get(at));
        group.map_or(&[], Vec::as_slice)
    }

    /// The groups in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &[usize]> {
        let numbers = self.names.numbers();
        numbers.filter_map(|at| self.groups.get(at).map(Vec::as_slice))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_of_a_name_stays_unless_it_is_set() {
        let mut names = NameIndex::new();
        assert_eq!(names.add("a", 1), None);
        assert_eq!(names.add("a", 2), Some(1));
        assert_eq!(names.get("a"), Some(1));
        names.set("a", 3);
        assert_eq!(names.get("a"), Some(3));
        assert_eq!(names.get("A"), None);
        assert!(names.note("b") && !names.note("b"));
        assert_eq!(names.len(), 2);
    }
}
