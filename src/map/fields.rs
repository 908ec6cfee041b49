//! The keys that objects of a table map have, which JSON type each holds, and reading them by
//! name: keys match ignoring case, unknown ones are passed over (inferred: tolerant reading of
//! every form seen).

use crate::syntax::json::{Duplicate, Member, Node, NodeKind};

/// What a key may hold. Null stands for absent everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Number,
    NumberOrText,
    Boolean,
    Scalar,
    Object,
    Array,
    ObjectOrText,
    Any,
}

impl Shape {
    /// Its name in findings.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "number",
            Self::NumberOrText => "number or string",
            Self::Boolean => "boolean",
            Self::Scalar => "string, number or boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::ObjectOrText => "string or object",
            Self::Any => "value",
        }
    }

    fn admits(self, kind: NodeKind) -> bool {
        use NodeKind::{Array, Boolean, Null, Number, Object, String};
        matches!(
            (self, kind),
            (_, Null)
                | (Self::Any, _)
                | (
                    Self::Text | Self::NumberOrText | Self::Scalar | Self::ObjectOrText,
                    String
                )
                | (Self::Number | Self::NumberOrText | Self::Scalar, Number)
                | (Self::Boolean | Self::Scalar, Boolean)
                | (Self::Object | Self::ObjectOrText, Object)
                | (Self::Array, Array)
        )
    }
}

/// One known key.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) key: &'static str,
    pub(super) shape: Shape,
    /// Whether the engine reads it; a wrong type of another key is only a warning.
    pub(super) used: bool,
}

const fn used(key: &'static str, shape: Shape) -> Known {
    Known {
        key,
        shape,
        used: true,
    }
}

const fn passed(key: &'static str, shape: Shape) -> Known {
    Known {
        key,
        shape,
        used: false,
    }
}

/// A row of `msdyn_dualwriteentitymap`.
pub(super) const ROW: &[Known] = &[
    used("msdyn_mapping", Shape::ObjectOrText),
    used("msdyn_name", Shape::Text),
    used("msdyn_displayname", Shape::Text),
    used("msdyn_version", Shape::Text),
    used("msdyn_dualwriteentitymapid", Shape::Text),
    passed("msdyn_properties", Shape::Any),
];

/// The top level of `msdyn_mapping`.
pub(super) const MAP: &[Known] = &[
    used("name", Shape::Text),
    used("legs", Shape::Array),
    passed("entityName", Shape::Text),
    passed("order", Shape::Number),
    passed("connectionSetName", Shape::Text),
    passed("leftEnvironmentType", Shape::NumberOrText),
    passed("centerEnvironmentType", Shape::NumberOrText),
    passed("rightEnvironmentType", Shape::NumberOrText),
    passed("leftEnvironment", Shape::Text),
    passed("centerEnvironment", Shape::Text),
    passed("leftPartitionName", Shape::Text),
    passed("centerPartitionName", Shape::Text),
];

/// An element of `legs`, the long and the short form.
pub(super) const LEG: &[Known] = &[
    used("id", Shape::Text),
    used("sourceSchema", Shape::Text),
    used("destinationSchema", Shape::Text),
    used("sourceFilter", Shape::Text),
    used("reversedSourceFilter", Shape::Text),
    used("fieldMappings", Shape::Array),
    passed("sourceEnvironment", Shape::Text),
    passed("sourceSchemaDistinctName", Shape::Text),
    passed("sourceEnvironmentType", Shape::NumberOrText),
    passed("isSourceFilterEditable", Shape::Boolean),
    passed("destinationEnvironment", Shape::Text),
    passed("destinationSchemaDistinctName", Shape::Text),
    passed("destinationEnvironmentType", Shape::NumberOrText),
    passed("sourceMQuery", Shape::Text),
    passed("mashup", Shape::Object),
    passed("sourceEntitySchema", Shape::Any),
    passed("sourceProjectName", Shape::Text),
    passed("entityFile", Shape::Any),
    passed("entityFileFormat", Shape::NumberOrText),
    passed("entityFileInfo", Shape::Any),
    passed("deleteNonMatchingData", Shape::Boolean),
];

/// An element of `fieldMappings`.
pub(super) const FIELD_MAPPING: &[Known] = &[
    // Any type: a wrong one is told as a wrong direction.
    used("syncDirection", Shape::Any),
    used("sourceField", Shape::Text),
    used("destinationField", Shape::Text),
    used("destinationLookupFieldRelatedEntity", Shape::Text),
    used("valueTransforms", Shape::Array),
    used("isSystemGenerated", Shape::Boolean),
];

/// An element of `valueTransforms`.
pub(super) const TRANSFORM: &[Known] = &[
    used("transformType", Shape::Text),
    used("valueMap", Shape::Object),
    used("defaultValue", Shape::Scalar),
    used("createValuesOnDestination", Shape::Boolean),
    passed("$type", Shape::Text),
];

/// The known members of one object: of several of a name the last, none where null or of a wrong
/// type.
#[derive(Debug)]
pub(super) struct Fields<'d> {
    found: Vec<(&'static str, Member<'d>)>,
}

/// What reading the members of one object found besides.
#[derive(Debug)]
pub(super) enum Odd<'d> {
    /// A member of the wrong type.
    WrongType(&'static Known, Member<'d>),
    /// A key that stood before, also one that differs only by case where keys ignore case.
    Duplicate(Duplicate<'d>),
}

impl<'d> Fields<'d> {
    /// The known members of `object`, and what is odd about its members.
    pub(super) fn of(object: Node<'d>, known: &'static [Known]) -> (Self, Vec<Odd<'d>>) {
        let mut odd: Vec<Odd<'d>> = Vec::new();
        let mut found: Vec<(&'static str, Member<'d>)> = Vec::new();
        let mut unknown = 0usize;
        for member in object.members() {
            let name = member.key.text();
            let Some(entry) = known.iter().find(|k| k.key.eq_ignore_ascii_case(&name)) else {
                unknown = unknown.saturating_add(1);
                continue;
            };
            match found.iter_mut().find(|(key, _)| *key == entry.key) {
                Some((_, slot)) => {
                    odd.push(Odd::Duplicate(Duplicate {
                        first: *slot,
                        again: member,
                    }));
                    *slot = member;
                }
                None => found.push((entry.key, member)),
            }
        }
        if unknown > 1 {
            let is_known = |name: &str| known.iter().any(|k| k.key.eq_ignore_ascii_case(name));
            let more = object.duplicates().into_iter();
            odd.extend(
                more.filter(|twice| !is_known(&twice.again.key.text()))
                    .map(Odd::Duplicate),
            );
        }
        found.retain(|(key, member)| {
            let Some(entry) = known.iter().find(|k| k.key == *key) else {
                return false;
            };
            let kind = member.value.kind();
            if !entry.shape.admits(kind) {
                odd.push(Odd::WrongType(entry, *member));
                return false;
            }
            kind != NodeKind::Null
        });
        (Self { found }, odd)
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<Node<'d>> {
        self.found
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, member)| member.value)
    }
}
