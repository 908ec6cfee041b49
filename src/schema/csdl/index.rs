//! The compact index of a CSDL document: what its elements say, names kept once.
//!
//! Entity sets stand last in CSDL, after every type, so the types wait here as a few bytes for each
//! property until it is known which of them belong to a set that is wanted.

use crate::syntax::xml::{Attributes, XmlHandler};
use crate::text::NameIndex;
use std::ops::Range;

/// A name in [`Names`]; 0 is the empty name.
pub(super) type Name = u32;

/// Every name of the document once.
#[derive(Debug)]
pub(super) struct Names {
    known: NameIndex,
    list: Vec<Box<str>>,
}

impl Default for Names {
    fn default() -> Self {
        let mut known = NameIndex::new();
        known.add("", 0);
        Self {
            known,
            list: vec!["".into()],
        }
    }
}

impl Names {
    fn add(&mut self, text: &str) -> Name {
        let known = self.known.add(text, self.list.len());
        if known.is_none() {
            self.list.push(text.into());
        }
        let at = known.unwrap_or(self.list.len().saturating_sub(1));
        u32::try_from(at).unwrap_or(0)
    }

    pub(super) fn get(&self, name: Name) -> &str {
        self.list.get(name as usize).map_or("", |text| text)
    }
}

/// What annotations and facets say of a property.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    pub(super) not_null: bool,
    /// `Org.OData.Core.V1.Computed`: the service fills it.
    pub(super) computed: bool,
    /// `Org.OData.Core.V1.Immutable`: create only.
    pub(super) immutable: bool,
}

/// A `Property`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Property {
    pub(super) name: Name,
    /// `Type` without its namespace, except `Edm.` and `Collection(…)`, which stay.
    pub(super) kind: Name,
    /// The member of `Microsoft.Dynamics.OData.Core.V1.AXType`, or the empty name.
    pub(super) ax_type: Name,
    /// `u32::MAX`: not stated.
    pub(super) max_length: u32,
    /// `u8::MAX`: not stated.
    pub(super) scale: u8,
    pub(super) flags: Flags,
}

/// A many-to-one `NavigationProperty` and the property that its constraint names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Relation {
    pub(super) name: Name,
    pub(super) target: Name,
    pub(super) property: Name,
}

/// An `EntityType`; ranges point into the lists of [`Index`].
#[derive(Clone, Debug)]
pub(super) struct EntityType {
    pub(super) name: Name,
    pub(super) base: Name,
    pub(super) properties: Range<u32>,
    pub(super) relations: Range<u32>,
    pub(super) key: Range<u32>,
    /// Alternate keys, each as its columns.
    pub(super) alternate: Vec<Vec<Name>>,
}

/// An `EnumType`.
#[derive(Clone, Debug)]
pub(super) struct EnumType {
    pub(super) name: Name,
    pub(super) members: Vec<(Name, i64)>,
}

/// Everything kept of the document.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) names: Names,
    pub(super) types: Vec<EntityType>,
    pub(super) properties: Vec<Property>,
    pub(super) relations: Vec<Relation>,
    pub(super) keys: Vec<Name>,
    pub(super) enums: Vec<EnumType>,
    pub(super) complex: Vec<Name>,
    /// Entity set and its type.
    pub(super) sets: Vec<(Name, Name)>,
    pub(super) namespaces: Vec<Box<str>>,
    /// The root element, when it is not `Edmx`.
    pub(super) wrong_root: Option<Box<str>>,
    /// Enum members whose value is no whole number: enum and member.
    pub(super) bad_members: Vec<(Name, Name)>,
    depth: usize,
    within: Within,
    alternate_keys: bool,
    next_member: i64,
}

/// Which element's children are being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Within {
    #[default]
    Other,
    Entity,
    Property,
    Navigation {
        many: bool,
    },
    Enum,
    Complex,
}

fn last_part(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Index {
    fn attribute(&mut self, attributes: &Attributes<'_>, name: &str) -> Name {
        match attributes.get(name) {
            Some(value) => self.names.add(value),
            None => 0,
        }
    }

    /// A type or base type without namespace.
    fn type_name(&mut self, attributes: &Attributes<'_>, name: &str) -> Name {
        let text = attributes.get(name).unwrap_or_default();
        if text.starts_with("Edm.") || text.starts_with("Collection(") {
            self.names.add(text)
        } else {
            self.names.add(last_part(text))
        }
    }

    fn start_entity(&mut self, attributes: &Attributes<'_>) {
        let (properties, relations, keys) = (
            position(self.properties.len()),
            position(self.relations.len()),
            position(self.keys.len()),
        );
        let name = self.attribute(attributes, "Name");
        let base = self.type_name(attributes, "BaseType");
        self.types.push(EntityType {
            name,
            base,
            properties: properties..properties,
            relations: relations..relations,
            key: keys..keys,
            alternate: Vec::new(),
        });
        self.within = Within::Entity;
    }

    fn end_entity(&mut self) {
        let ends = (
            position(self.properties.len()),
            position(self.relations.len()),
            position(self.keys.len()),
        );
        if let Some(entity) = self.types.last_mut() {
            entity.properties.end = ends.0;
            entity.relations.end = ends.1;
            entity.key.end = ends.2;
        }
        self.within = Within::Other;
    }

    fn start_property(&mut self, attributes: &Attributes<'_>) {
        let stated = |name: &str| attributes.get(name).and_then(|text| text.parse().ok());
        let max_length = stated("MaxLength").unwrap_or(u32::MAX);
        let scale = stated("Scale").and_then(|scale| u8::try_from(scale).ok());
        let not_null = attributes.get("Nullable") == Some("false");
        let name = self.attribute(attributes, "Name");
        let kind = self.type_name(attributes, "Type");
        self.properties.push(Property {
            name,
            kind,
            ax_type: 0,
            max_length,
            scale: scale.unwrap_or(u8::MAX),
            flags: Flags {
                not_null,
                ..Flags::default()
            },
        });
        self.within = Within::Property;
    }

    fn start_navigation(&mut self, attributes: &Attributes<'_>) {
        let many = attributes
            .get("Type")
            .is_some_and(|kind| kind.starts_with("Collection("));
        self.within = Within::Navigation { many };
        if many {
            return;
        }
        let name = self.attribute(attributes, "Name");
        let target = self.type_name(attributes, "Type");
        self.relations.push(Relation {
            name,
            target,
            property: 0,
        });
    }

    fn start_member(&mut self, attributes: &Attributes<'_>) {
        let name = self.attribute(attributes, "Name");
        let value = match attributes.get("Value") {
            Some(text) => text.trim().parse::<i64>().ok(),
            None => Some(self.next_member),
        };
        let Some(current) = self.enums.last_mut() else {
            return;
        };
        match value {
            Some(value) => {
                current.members.push((name, value));
                self.next_member = value.saturating_add(1);
            }
            None => self.bad_members.push((current.name, name)),
        }
    }

    fn annotation(&mut self, attributes: &Attributes<'_>) {
        let term = attributes.get("Term").unwrap_or_default();
        if self.within == Within::Entity {
            self.alternate_keys = term.ends_with(".AlternateKeys");
            return;
        }
        if self.within != Within::Property {
            return;
        }
        let holds = attributes.get("Bool") != Some("false");
        let ax_type = attributes
            .get("EnumMember")
            .filter(|_| term.ends_with(".AXType"))
            .map(|member| member.rsplit('/').next().unwrap_or_default());
        let ax_type = match ax_type {
            Some(member) => self.names.add(member),
            None => 0,
        };
        let Some(property) = self.properties.last_mut() else {
            return;
        };
        if ax_type != 0 {
            property.ax_type = ax_type;
        } else if term.ends_with("Core.V1.Computed") {
            property.flags.computed = holds;
        } else if term.ends_with("Core.V1.Immutable") {
            property.flags.immutable = holds;
        }
    }

    fn alternate_key(&mut self, attributes: &Attributes<'_>) {
        let column = attributes
            .get("PropertyPath")
            .or_else(|| attributes.get("String"));
        let column = match (attributes.get("Property"), column) {
            (Some("Name"), Some(column)) => Some(self.names.add(column)),
            _ => None,
        };
        let Some(entity) = self.types.last_mut() else {
            return;
        };
        if attributes.get("Property") == Some("Key") {
            entity.alternate.push(Vec::new());
        } else if let (Some(column), Some(key)) = (column, entity.alternate.last_mut()) {
            key.push(column);
        }
    }
}

impl XmlHandler for Index {
    fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        if self.depth == 0 && name != "Edmx" {
            self.wrong_root = Some(name.into());
        }
        self.depth = self.depth.saturating_add(1);
        match (self.within, name) {
            (_, "Schema") => {
                let namespace = attributes.get("Namespace").unwrap_or_default();
                self.namespaces.push(namespace.into());
            }
            (Within::Other, "EntityType") => self.start_entity(attributes),
            (Within::Other, "ComplexType") => {
                let name = self.attribute(attributes, "Name");
                self.complex.push(name);
                self.within = Within::Complex;
            }
            (Within::Other, "EnumType") => {
                let name = self.attribute(attributes, "Name");
                self.enums.push(EnumType {
                    name,
                    members: Vec::new(),
                });
                self.next_member = 0;
                self.within = Within::Enum;
            }
            (Within::Other, "EntitySet") => {
                let set = self.attribute(attributes, "Name");
                let kind = self.type_name(attributes, "EntityType");
                self.sets.push((set, kind));
            }
            (Within::Enum, "Member") => self.start_member(attributes),
            (Within::Entity, "Property") => self.start_property(attributes),
            (Within::Entity, "NavigationProperty") => self.start_navigation(attributes),
            (Within::Entity, "PropertyRef") => {
                let name = self.attribute(attributes, "Name");
                self.keys.push(name);
            }
            (Within::Entity, "PropertyValue") if self.alternate_keys => {
                self.alternate_key(attributes);
            }
            (Within::Navigation { many: false }, "ReferentialConstraint") => {
                let property = self.attribute(attributes, "Property");
                if let Some(relation) = self.relations.last_mut() {
                    relation.property = property;
                }
            }
            (_, "Annotation") => self.annotation(attributes),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        match (self.within, name) {
            (Within::Entity, "EntityType") => self.end_entity(),
            (Within::Property, "Property") | (Within::Navigation { .. }, "NavigationProperty") => {
                self.within = Within::Entity;
            }
            (Within::Enum, "EnumType") | (Within::Complex, "ComplexType") => {
                self.within = Within::Other;
            }
            (Within::Entity, "Annotation") => self.alternate_keys = false,
            _ => {}
        }
    }
}
