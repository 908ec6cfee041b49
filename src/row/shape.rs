//! Which properties of a record a plan reads, and what each of them says.

use crate::schema::Side;
use crate::text::NameIndex;
use crate::value::Type;

/// What a property says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The value of a plain column.
    Value,
    /// The id in a lookup: `_x_value`.
    LookupId,
    /// The table a lookup points to: `_x_value@Microsoft.Dynamics.CRM.lookuplogicalname`.
    LookupTable,
    /// The lookup itself: an expanded row, a form's array of references, null, or an id.
    LookupObject,
    /// A reference being written: `Nav@odata.bind`.
    Bind,
}

/// A column that the plan reads.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceColumn {
    /// Name as the schema spells it, else as the map does.
    pub name: String,
    /// Its type, when known.
    pub kind: Option<Type>,
    /// Whether the column holds a reference.
    pub lookup: bool,
    /// Names of its navigation properties, when they differ from `name`.
    pub navigations: Vec<String>,
    /// The schema says the value may be withheld from the caller.
    pub secured: bool,
    /// The server fills it when a create leaves it empty.
    pub server_filled: bool,
    /// Value on create when the record does not carry it.
    pub default: Option<String>,
}

impl SourceColumn {
    /// A column of which only the name is known.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: None,
            lookup: false,
            navigations: Vec::new(),
            secured: false,
            server_filled: false,
            default: None,
        }
    }
}

/// The columns a plan reads and the property names they come under.
#[derive(Clone, Debug, PartialEq)]
pub struct RowShape {
    side: Side,
    columns: Vec<SourceColumn>,
    names: Vec<String>,
    places: Vec<(u32, Part)>,
    index: NameIndex,
}

impl RowShape {
    /// A shape without columns.
    pub fn new(side: Side) -> Self {
        Self {
            side,
            columns: Vec::new(),
            names: Vec::new(),
            places: Vec::new(),
            index: NameIndex::new(),
        }
    }

    /// The side whose rows these are.
    pub fn side(&self) -> Side {
        self.side
    }

    /// The columns in order of first use.
    pub fn columns(&self) -> &[SourceColumn] {
        &self.columns
    }

    /// The property names, in the order that packed records refer to.
    pub fn property_names(&self) -> &[String] {
        &self.names
    }

    /// What the property at a position of [`RowShape::property_names`] says.
    pub fn place(&self, position: usize) -> Option<(usize, Part)> {
        self.places
            .get(position)
            .map(|(column, part)| (*column as usize, *part))
    }

    /// What a property says; exact names first, then ignoring the case of ASCII letters.
    pub fn find(&self, property: &str) -> Option<(usize, Part)> {
        let position = match self.index.get(property) {
            Some(position) => position,
            // Most properties of a wide row are not read; only those with capitals need folding.
            None if property.bytes().any(|byte| byte.is_ascii_uppercase()) => {
                self.index.get(&property.to_ascii_lowercase())?
            }
            None => return None,
        };
        self.place(position)
    }

    /// The position of a column, ignoring case.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// Adds a column, or finds it when it is there; a lookup stays a lookup.
    pub fn add(&mut self, mut column: SourceColumn) -> usize {
        // Every Dataverse row has a state and a status reason, whether or not a create gives them.
        let state = ["statecode", "statuscode"]
            .iter()
            .any(|name| column.name.eq_ignore_ascii_case(name));
        if self.side == Side::Dataverse && state && column.default.is_none() {
            column.server_filled = true;
        }
        if let Some(known) = self.position(&column.name) {
            let becomes_lookup =
                column.lookup && self.columns.get(known).is_some_and(|c| !c.lookup);
            if becomes_lookup {
                self.add_lookup_names(known, &column);
                if let Some(slot) = self.columns.get_mut(known) {
                    slot.lookup = true;
                }
            }
            return known;
        }
        let at = self.columns.len();
        if column.lookup {
            self.add_lookup_names(at, &column);
        } else {
            self.add_name(&column.name, at, Part::Value);
        }
        self.columns.push(column);
        at
    }

    fn add_lookup_names(&mut self, at: usize, column: &SourceColumn) {
        let name = &column.name;
        let id = format!("_{name}_value");
        let table = format!("{id}@Microsoft.Dynamics.CRM.lookuplogicalname");
        self.add_name(&id, at, Part::LookupId);
        self.add_name(&table, at, Part::LookupTable);
        self.add_name(name, at, Part::LookupObject);
        self.add_name(&format!("{name}@odata.bind"), at, Part::Bind);
        for navigation in &column.navigations {
            self.add_name(navigation, at, Part::LookupObject);
            self.add_name(&format!("{navigation}@odata.bind"), at, Part::Bind);
        }
    }

    fn add_name(&mut self, name: &str, column: usize, part: Part) {
        let place = (u32::try_from(column).unwrap_or(u32::MAX), part);
        let lower = name.to_ascii_lowercase();
        if let Some(known) = self.index.get(&lower) {
            if part == Part::LookupObject
                && let Some(slot) = self.places.get_mut(known)
            {
                *slot = place;
            }
            return;
        }
        self.index.set(&lower, self.names.len());
        self.index.set(name, self.names.len());
        self.names.push(name.to_owned());
        self.places.push(place);
    }
}
