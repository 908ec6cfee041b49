//! The one model that every schema reader fills.
//!
//! A fact that the source does not state is `None`, so that checks can say "unchecked" instead of
//! guessing.

use crate::text::NameIndex;
use crate::value::{Enumeration, Type};
use std::sync::Arc;

/// One of the two systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Microsoft Dataverse: the right side, `CRM`.
    Dataverse,
    /// Dynamics 365 Finance: the left side, `AX`.
    Finance,
}

impl Side {
    /// `dataverse` or `finance`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Dataverse => "dataverse",
            Self::Finance => "finance",
        }
    }

    /// The counterpart.
    pub const fn other(self) -> Self {
        match self {
            Self::Dataverse => Self::Finance,
            Self::Finance => Self::Dataverse,
        }
    }
}

/// Whether a value must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Required {
    /// Optional, or recommended only.
    #[default]
    No,
    /// Dataverse `ApplicationRequired`: forms insist, the service does not.
    Application,
    /// Dataverse `SystemRequired`; Finance mandatory field.
    System,
}

/// A many-to-one navigation of a Dataverse lookup column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Navigation {
    /// Name of the navigation property as it is written in `@odata.bind`, case included.
    pub property: Box<str>,
    /// Logical name of the related table.
    pub table: Box<str>,
}

/// One column of a table, field of a data entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Logical name (Dataverse) or property name as `$metadata` spells it (Finance).
    pub name: Box<str>,
    /// Display label, when the metadata carries one.
    pub label: Option<Box<str>>,
    /// Type.
    pub kind: Type,
    /// Whether a value must be there, when stated.
    pub required: Option<Required>,
    /// May be given on create, when stated.
    pub create: Option<bool>,
    /// May be changed on update, when stated.
    pub update: Option<bool>,
    /// The caller may be refused to read it (`IsSecured`).
    pub secured: bool,
    /// Filled by the server when empty on create: autonumber, row id, owner, plug-in (`SourceType`
    /// calculated or rollup).
    pub server_filled: bool,
    /// The value a create without this column gets, when stated; spelled as metadata spells it.
    pub default: Option<Box<str>>,
    /// For lookups: the navigation properties, one for each related table.
    pub navigations: Vec<Navigation>,
}

impl Column {
    /// A column of which only name and type are known.
    pub fn new(name: &str, kind: Type) -> Self {
        Self {
            name: name.into(),
            label: None,
            kind,
            required: None,
            create: None,
            update: None,
            secured: false,
            server_filled: false,
            default: None,
            navigations: Vec::new(),
        }
    }
}

/// A key: primary key of a data entity, alternate key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, or empty.
    pub name: Box<str>,
    /// Column names in key order.
    pub columns: Vec<Box<str>>,
}

/// A Dataverse table or a Finance data entity.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// Logical name (`account`) or entity type name (`CustomerV3`).
    pub name: Box<str>,
    /// Entity set name (`accounts`, `CustomersV3`); empty when the source names none.
    pub entity_set: Box<str>,
    /// Display label (`Customers V3`), when the metadata carries one.
    pub label: Option<Box<str>>,
    /// The primary id column (Dataverse), or empty.
    pub primary_id: Box<str>,
    /// Columns in document order.
    pub columns: Vec<Column>,
    /// Alternate keys (Dataverse) or the entity key (Finance, first).
    pub keys: Vec<Key>,
    /// The description may leave columns out (plain tables): a name that is not here may still exist.
    pub partial: bool,
    index: NameIndex,
}

impl Table {
    /// A table with an empty column list.
    pub fn new(name: &str, entity_set: &str) -> Self {
        Self {
            name: name.into(),
            entity_set: entity_set.into(),
            ..Self::default()
        }
    }

    /// Adds a column; a later one of the same name (ignoring case) replaces the earlier.
    pub fn push(&mut self, column: Column) {
        let known = self
            .index
            .add(&column.name.to_lowercase(), self.columns.len());
        match known.and_then(|at| self.columns.get_mut(at)) {
            Some(slot) => *slot = column,
            None => self.columns.push(column),
        }
    }

    /// A column by name, ignoring case: maps write `CUSTOMERACCOUNT`, `$metadata` `CustomerAccount`.
    pub fn column(&self, name: &str) -> Option<&Column> {
        let at = match self.index.get(name) {
            Some(at) => at,
            None => self.index.get(&name.to_lowercase())?,
        };
        self.columns.get(at)
    }

    /// The key that identifies a row across both systems, where metadata alone tells it: the entity key
    /// of a data entity, the only alternate key of a Dataverse table.
    pub fn entity_key(&self) -> Option<&Key> {
        match self.keys.as_slice() {
            [only] => Some(only),
            [first, ..] if self.primary_id.is_empty() && first.name.is_empty() => Some(first),
            _ => None,
        }
    }

    /// A column by name for changing, ignoring case.
    pub fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        let at = self.index.get(&name.to_lowercase())?;
        self.columns.get_mut(at)
    }
}

/// The tables of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Which side.
    pub side: Side,
    /// Tables in document order.
    pub tables: Vec<Table>,
    /// The source lists every table of its service (`$metadata`): a table that is not here does not
    /// exist. Otherwise it was perhaps only not handed over.
    pub whole: bool,
    /// Enums that came without the tables that use them (Finance `PublicEnumerations`).
    pub enumerations: Vec<Arc<Enumeration>>,
    by_set: NameIndex,
    by_name: NameIndex,
}

impl Schema {
    /// A schema without tables.
    pub fn new(side: Side) -> Self {
        Self {
            side,
            tables: Vec::new(),
            whole: false,
            enumerations: Vec::new(),
            by_set: NameIndex::new(),
            by_name: NameIndex::new(),
        }
    }

    /// Adds a table; returns its position. The first of two tables of one name stays.
    pub fn push(&mut self, table: Table) -> usize {
        let at = self.tables.len();
        if !table.entity_set.is_empty() {
            self.by_set.add(&table.entity_set.to_lowercase(), at);
        }
        self.by_name.add(&table.name.to_lowercase(), at);
        self.tables.push(table);
        at
    }

    /// A table by entity set name, ignoring case.
    pub fn by_entity_set(&self, entity_set: &str) -> Option<&Table> {
        let at = self.by_set.get(&entity_set.to_lowercase())?;
        self.tables.get(at)
    }

    /// A table by logical or entity type name, ignoring case.
    pub fn by_name(&self, name: &str) -> Option<&Table> {
        let at = self.by_name.get(&name.to_lowercase())?;
        self.tables.get(at)
    }

    /// A table by entity set name, else by logical name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.by_entity_set(name).or_else(|| self.by_name(name))
    }
}
