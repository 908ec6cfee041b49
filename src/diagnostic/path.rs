//! Where a finding is, as typed segments. Serialised as a flat array of strings and numbers, like
//! the instance path of JSON Schema validators, so that it also works for objects without a text.

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// A fixed word: `maps`, `legs`, `fieldMappings`, `valueMap`, `record`, `schema`, `dataverse`, …
    Word(&'static str),
    /// A name from a document: a map, a table, a column, a key.
    Name(String),
    /// A position counted from 0.
    Index(u32),
}

/// Where a finding is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<Segment>);

impl Path {
    /// The empty path.
    pub fn new() -> Self {
        Self::default()
    }

    /// `["maps", name]`: a table map by its JSON name.
    pub fn map(name: &str) -> Self {
        Self::new().word("maps").name(name)
    }

    /// `["record", column]`: a column of the checked record.
    pub fn record(column: &str) -> Self {
        Self::new().word("record").name(column)
    }

    /// `["schema", side, table]`: a table of a schema; `side` is `dataverse` or `finance`.
    pub fn schema(side: &'static str, table: &str) -> Self {
        Self::new().word("schema").word(side).name(table)
    }

    /// `["input", what]`: something the caller handed over, such as `keys`, `entities`, `answers`.
    pub fn input(what: &'static str) -> Self {
        Self::new().word("input").word(what)
    }

    /// Adds a fixed word.
    #[must_use]
    pub fn word(mut self, word: &'static str) -> Self {
        self.0.push(Segment::Word(word));
        self
    }

    /// Adds a name.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        self.0.push(Segment::Name(name.to_owned()));
        self
    }

    /// Adds a position counted from 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0
            .push(Segment::Index(u32::try_from(index).unwrap_or(u32::MAX)));
        self
    }

    /// `…, "legs", n`.
    #[must_use]
    pub fn leg(self, index: usize) -> Self {
        self.word("legs").index(index)
    }

    /// `…, "fieldMappings", n`.
    #[must_use]
    pub fn field_mapping(self, index: usize) -> Self {
        self.word("fieldMappings").index(index)
    }
}
