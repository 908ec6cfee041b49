//! The values that the wording of a finding names, typed so that a host can format or mask them.

/// One value for the wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// A name from a document: column, table, map, operator.
    Name(String),
    /// A business value from the user's record; hosts may mask it.
    Value(String),
    /// A count, length or limit; formatted by the locale.
    Number(u64),
}

/// The values of one finding, in the order they were added; a key occurs once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(&'static str, Param)>);

impl Params {
    /// Adds or replaces a value.
    pub fn push(&mut self, key: &'static str, param: Param) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some(slot) => slot.1 = param,
            None => self.0.push((key, param)),
        }
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Param)> {
        self.0.iter().map(|(key, param)| (*key, param))
    }

    /// A value by its key.
    pub fn get(&self, key: &str) -> Option<&Param> {
        self.0
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, param)| param)
    }
}
