//! From the index of a CSDL document to tables.

use super::Wanted;
use super::index::{EntityType, Index, Name, Property, Relation};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::schema::{Column, Key, Navigation, Required, Schema, Side, Table};
use crate::text::NameIndex;
use crate::value::{DateBehavior, Enumeration, Type};
use std::sync::Arc;

/// Longest chain of base types that is followed.
const MAX_BASES: usize = 8;

/// What is known of each name; names count from 0 without gaps.
struct ByName<T>(Vec<Option<T>>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> ByName<T> {
    fn get(&self, name: Name) -> Option<&T> {
        self.0.get(name as usize)?.as_ref()
    }

    /// Whether something was known before.
    fn set(&mut self, name: Name, value: T) -> bool {
        let at = name as usize;
        if self.0.len() <= at {
            self.0.resize_with(at.saturating_add(1), || None);
        }
        let slot = self.0.get_mut(at);
        slot.is_some_and(|slot| slot.replace(value).is_some())
    }
}

pub(super) struct Builder<'a> {
    index: &'a Index,
    side: Side,
    types: ByName<&'a EntityType>,
    enums: ByName<usize>,
    complex: ByName<()>,
    made: ByName<Arc<Enumeration>>,
    unknown_types: ByName<()>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(index: &'a Index, side: Side) -> Self {
        let mut builder = Self {
            index,
            side,
            types: ByName::default(),
            enums: ByName::default(),
            complex: ByName::default(),
            made: ByName::default(),
            unknown_types: ByName::default(),
            diagnostics: Vec::new(),
        };
        for kind in &index.types {
            builder.types.set(kind.name, kind);
        }
        for (at, kind) in index.enums.iter().enumerate() {
            builder.enums.set(kind.name, at);
        }
        for name in &index.complex {
            builder.complex.set(*name, ());
        }
        builder
    }

    pub(super) fn schema(&mut self, wanted: Option<&Wanted>) -> Schema {
        let mut schema = Schema::new(self.side);
        schema.whole = true;
        let shapes = wanted.map(Self::shapes).unwrap_or_default();
        let mut seen = ByName::default();
        for (set, kind) in &self.index.sets {
            let Some(entity) = self.types.get(*kind).copied() else {
                self.unknown_entity_type(*set, *kind);
                continue;
            };
            let set_name = self.index.names.get(*set);
            let keep = wanted.is_none_or(|wanted| {
                wanted.names(set_name)
                    || wanted.names(self.index.names.get(*kind))
                    || shapes.iter().any(|shape| self.has_all(entity, shape))
            });
            if keep && !seen.set(*set, ()) {
                let table = self.table(entity, set_name);
                schema.push(table);
            }
        }
        schema
    }

    fn unknown_entity_type(&mut self, set: Name, kind: Name) {
        let set = self.index.names.get(set);
        let kind = self.index.names.get(kind);
        self.diagnostics.push(
            Diagnostic::new(Code::EntityTypeMissing)
                .name("entitySet", set)
                .name("type", kind)
                .at(Path::schema(self.side.word(), set)),
        );
    }

    /// The wanted column lists, folded.
    fn shapes(wanted: &Wanted) -> Vec<Vec<String>> {
        wanted
            .shapes
            .iter()
            .filter(|shape| !shape.is_empty())
            .map(|shape| shape.iter().map(|name| name.to_lowercase()).collect())
            .collect()
    }

    fn has_all(&self, entity: &EntityType, shape: &[String]) -> bool {
        let mut names = NameIndex::new();
        for property in self.properties(entity) {
            names.note(&self.column_name(property).to_lowercase());
        }
        shape.iter().all(|name| names.contains(name))
    }

    /// The type and its base types, the base first.
    fn chain(&self, entity: &'a EntityType) -> Vec<&'a EntityType> {
        let mut chain = vec![entity];
        let mut current = entity;
        while chain.len() < MAX_BASES && current.base != 0 {
            let Some(base) = self.types.get(current.base).copied() else {
                break;
            };
            chain.push(base);
            current = base;
        }
        chain.reverse();
        chain
    }

    fn properties(&self, entity: &EntityType) -> &'a [Property] {
        let range = entity.properties.start as usize..entity.properties.end as usize;
        self.index.properties.get(range).unwrap_or_default()
    }

    fn relations(&self, entity: &EntityType) -> &'a [Relation] {
        let range = entity.relations.start as usize..entity.relations.end as usize;
        self.index.relations.get(range).unwrap_or_default()
    }

    fn key(&self, entity: &EntityType) -> &'a [Name] {
        let range = entity.key.start as usize..entity.key.end as usize;
        self.index.keys.get(range).unwrap_or_default()
    }

    fn is_lookup(&self, property: &Property) -> bool {
        let names = &self.index.names;
        self.side == Side::Dataverse
            && names.get(property.kind) == "Edm.Guid"
            && lookup_column(names.get(property.name)).is_some()
    }

    /// The column's name: for lookups the logical name, not that of the value property.
    fn column_name(&self, property: &Property) -> &'a str {
        let name = self.index.names.get(property.name);
        match lookup_column(name) {
            Some(column) if self.is_lookup(property) => column,
            _ => name,
        }
    }

    fn table(&mut self, entity: &'a EntityType, set: &str) -> Table {
        let mut table = Table::new(self.index.names.get(entity.name), set);
        let chain = self.chain(entity);
        for part in &chain {
            for property in self.properties(part) {
                let column = self.column(property, &chain);
                table.push(column);
            }
        }
        let key = chain
            .iter()
            .rev()
            .map(|part| self.key(part))
            .find(|key| !key.is_empty())
            .unwrap_or_default();
        self.keys(&mut table, key, entity);
        table.columns.shrink_to_fit();
        table
    }

    fn keys(&self, table: &mut Table, key: &[Name], entity: &EntityType) {
        let name = |name: &Name| -> Box<str> {
            let text = self.index.names.get(*name);
            match self.side {
                Side::Dataverse => lookup_column(text).unwrap_or(text).into(),
                Side::Finance => text.into(),
            }
        };
        if self.side == Side::Finance {
            if !key.is_empty() {
                table.keys.push(Key {
                    name: "".into(),
                    columns: key.iter().map(name).collect(),
                });
            }
            return;
        }
        if let [id] = key {
            table.primary_id = name(id);
            let id = table.primary_id.clone();
            if let Some(column) = table.column_mut(&id) {
                column.server_filled = true;
            }
        }
        for columns in entity.alternate.iter().filter(|key| !key.is_empty()) {
            table.keys.push(Key {
                name: "".into(),
                columns: columns.iter().map(name).collect(),
            });
        }
    }

    fn column(&mut self, property: &Property, chain: &[&EntityType]) -> Column {
        let name = self.column_name(property);
        let mut column = Column::new(name, Type::Unchecked);
        if self.is_lookup(property) {
            column.navigations = chain
                .iter()
                .flat_map(|part| self.relations(part))
                .filter(|relation| relation.property == property.name)
                .map(|relation| Navigation {
                    property: self.index.names.get(relation.name).into(),
                    table: self.index.names.get(relation.target).into(),
                })
                .collect();
            column.kind = Type::Lookup(
                column
                    .navigations
                    .iter()
                    .map(|navigation| navigation.table.clone())
                    .collect(),
            );
        } else {
            column.kind = self.kind(property);
        }
        let flags = property.flags;
        if self.side == Side::Dataverse && flags.not_null {
            column.required = Some(Required::System);
        }
        if flags.computed {
            column.create = Some(false);
            column.update = Some(false);
            column.server_filled = true;
        }
        if flags.immutable {
            column.update = Some(false);
        }
        if self.side == Side::Dataverse && name == "ownerid" {
            column.server_filled = true;
        }
        column
    }

    fn kind(&mut self, property: &Property) -> Type {
        let kind = self.index.names.get(property.kind);
        if let Some(edm) = kind.strip_prefix("Edm.") {
            let ax_type = self.index.names.get(property.ax_type);
            return edm_type(edm, ax_type, property);
        }
        if kind.starts_with("Collection(") || self.complex.get(property.kind).is_some() {
            return Type::Unmappable(kind.into());
        }
        if let Some(at) = self.enums.get(property.kind).copied() {
            return Type::Enumeration(self.enumeration(property.kind, at));
        }
        if !self.unknown_types.set(property.kind, ()) {
            self.diagnostics.push(
                Diagnostic::new(Code::TypeUnknown)
                    .name("type", kind)
                    .name("column", self.index.names.get(property.name))
                    .at(Path::input("schema")),
            );
        }
        Type::Unchecked
    }

    fn enumeration(&mut self, name: Name, at: usize) -> Arc<Enumeration> {
        if let Some(made) = self.made.get(name) {
            return made.clone();
        }
        let names = &self.index.names;
        let members = self
            .index
            .enums
            .get(at)
            .map_or(&[][..], |kind| &kind.members);
        let made = Arc::new(Enumeration {
            name: names.get(name).into(),
            members: members
                .iter()
                .map(|(member, value)| (names.get(*member).into(), *value))
                .collect(),
        });
        self.made.set(name, made.clone());
        made
    }
}

/// `x` of `_x_value`.
fn lookup_column(name: &str) -> Option<&str> {
    name.strip_prefix('_')?
        .strip_suffix("_value")
        .filter(|column| !column.is_empty())
}

fn edm_type(edm: &str, ax_type: &str, property: &Property) -> Type {
    let stated = |length: u32| (length != u32::MAX).then_some(length);
    match (edm, ax_type) {
        (_, "Container" | "Blob" | "VarArg" | "Class" | "Record") => {
            Type::Unmappable(ax_type.into())
        }
        ("String", _) => Type::Text {
            max_length: stated(property.max_length),
        },
        ("Boolean", _) => Type::Boolean,
        ("Byte", _) => integer(32, Some((0, 255))),
        ("SByte", _) => integer(32, Some((-128, 127))),
        ("Int16", _) => integer(32, Some((-32_768, 32_767))),
        ("Int32", _) => integer(32, None),
        ("Int64", _) => integer(64, None),
        ("Decimal" | "Double" | "Single", _) => Type::Decimal {
            places: (property.scale != u8::MAX).then_some(property.scale),
            min: None,
            max: None,
            money: false,
        },
        ("Date", _) | ("DateTimeOffset", "Date") => Type::Date,
        // Finance keeps date-times in UTC and shows them in the user's zone.
        ("DateTimeOffset", "UtcDateTime") => Type::DateTime(DateBehavior::UserLocal),
        ("DateTimeOffset", _) => Type::DateTime(DateBehavior::Unknown),
        ("Guid", _) => Type::Guid,
        _ => Type::Unmappable(format!("Edm.{edm}").into()),
    }
}

fn integer(bits: u8, range: Option<(i64, i64)>) -> Type {
    Type::Integer {
        bits,
        min: range.map(|(min, _)| min),
        max: range.map(|(_, max)| max),
    }
}
