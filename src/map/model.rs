//! The parts of a table map.

use crate::text::Span;

/// A string of the document and where it stands; the span covers the token, quotes included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The decoded text.
    pub text: String,
    /// Its place in the document the map was read from.
    pub span: Span,
}

/// `syncDirection` of a field mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyncDirection {
    /// `1`: Finance → Dataverse.
    ToDataverse,
    /// `2`: Dataverse → Finance.
    ToFinance,
    /// `3`: both ways.
    Both,
}

/// The way one record goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MapDirection {
    /// Finance → Dataverse.
    ToDataverse,
    /// Dataverse → Finance.
    ToFinance,
}

impl SyncDirection {
    /// Whether a row of this direction is used on the way.
    pub const fn covers(self, way: MapDirection) -> bool {
        matches!(
            (self, way),
            (Self::Both, _)
                | (Self::ToDataverse, MapDirection::ToDataverse)
                | (Self::ToFinance, MapDirection::ToFinance)
        )
    }
}

/// One entry of a value map; the key is always the Finance value, the value the Dataverse one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueMapEntry {
    /// Finance value as written.
    pub key: Text,
    /// Dataverse value as written; `None` is JSON `null`.
    pub value: Option<String>,
    /// Place of the value.
    pub value_span: Span,
}

/// One element of `valueTransforms`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueTransform {
    /// `Default`: supplies a value. `None`: the document gives no `defaultValue`, or null.
    Default {
        /// The value as written (numbers and booleans as their JSON spelling).
        value: Option<Text>,
        /// The whole transform.
        span: Span,
    },
    /// `ValueMap`: replaces values by a table; entries in document order, duplicates kept.
    ValueMap {
        /// The entries.
        entries: Vec<ValueMapEntry>,
        /// `createValuesOnDestination`.
        create_values: bool,
        /// The whole transform.
        span: Span,
    },
    /// A transform this product does not know.
    Unknown {
        /// Its `transformType` as written.
        kind: String,
        /// The whole transform.
        span: Span,
    },
}

/// One row of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMapping {
    /// `syncDirection`; `None` when absent or not 1, 2, 3 (a diagnostic says so).
    pub direction: Option<SyncDirection>,
    /// `sourceField`: the Finance field, or the empty text.
    pub finance_field: Text,
    /// `destinationField`: the Dataverse column or lookup path, or the empty text.
    pub dataverse_field: Text,
    /// `destinationLookupFieldRelatedEntity`, when present and not null.
    pub related_entity: Option<Text>,
    /// `valueTransforms` in order.
    pub transforms: Vec<ValueTransform>,
    /// `isSystemGenerated`.
    pub system_generated: bool,
    /// The whole row in the document.
    pub span: Span,
}

/// One element of `legs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// `id`, usually `001`.
    pub id: String,
    /// `sourceSchema`: the Finance data entity's label.
    pub finance_entity: Text,
    /// `destinationSchema`: the Dataverse entity set.
    pub dataverse_entity_set: Text,
    /// `sourceFilter`: X++ range over the Finance row; empty text for none.
    pub finance_filter: Text,
    /// `reversedSourceFilter`: OData filter over the Dataverse row; empty text for none.
    pub dataverse_filter: Text,
    /// `fieldMappings` in order.
    pub field_mappings: Vec<FieldMapping>,
    /// The whole leg in the document.
    pub span: Span,
}

/// One table map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableMap {
    /// Name as the mapping JSON writes it: `[Customers V3] - [accounts]`.
    pub name: String,
    /// `msdyn_displayname`: `accounts - Customers V3`, when the map came in a row.
    pub display_name: Option<String>,
    /// `msdyn_name`: `msdyn_[accounts - Customers V3]`, when the map came in a row.
    pub unique_name: Option<String>,
    /// `msdyn_dualwriteentitymapid`, when the map came in a row.
    pub id: Option<String>,
    /// `msdyn_version`, when the map came in a row.
    pub version: Option<String>,
    /// Legs in order; real maps have one.
    pub legs: Vec<Leg>,
}
