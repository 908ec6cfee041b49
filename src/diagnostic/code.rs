//! The one table of codes. An id is never reused; a rule that goes takes its id with it.
//!
//! Sections: 00 reading documents · 01 table maps · 02 maps against schemas · 03 filters ·
//! 04 value transforms · 05 keys and company · 06 schemas · 10 routing of a record ·
//! 11 values of a record · 12 lookups and answers · 13 batches.

use super::{Evidence, Severity};
#[allow(unused_imports, reason = "sections use what they need")]
use Evidence::{Fact, Inferred, Unknown};
#[allow(unused_imports, reason = "sections use what they need")]
use Severity::{Error, Info, Warning};

/// What the table says of one code.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeInfo {
    /// Stable id: `DW` and four digits.
    pub id: &'static str,
    /// Readable name, in kebab case.
    pub slug: &'static str,
    /// Severity unless the rule says otherwise.
    pub severity: Severity,
    /// How the rule is known.
    pub evidence: Evidence,
    /// The code that dual-write itself shows for the same fault (`DIPV1021`), or the empty text.
    pub alias: &'static str,
    /// Keys of the parameters of the wording.
    pub params: &'static [&'static str],
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $id:literal $slug:literal $severity:ident $evidence:ident $alias:literal [$($param:literal)*];)*) => {
        /// A rule's stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[doc = $doc])+ $variant),* }

        impl Code {
            /// Every code in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// What the table says.
            pub const fn info(self) -> &'static CodeInfo {
                match self {
                    $(Code::$variant => &CodeInfo {
                        id: $id, slug: $slug, severity: $severity, evidence: $evidence,
                        alias: $alias, params: &[$($param),*],
                    }),*
                }
            }
        }
    };
}

// Columns: variant = id, slug, severity, evidence, alias, [params].
codes! {
    // ---- 00 reading documents ----
    /// The text is not the JSON it should be.
    JsonSyntax = "DW0001" "json-syntax" Error Fact "" ["problem"];
    /// The bytes are not UTF-8.
    NotUtf8 = "DW0002" "not-utf8" Error Fact "" ["offset"];
    /// The document nests deeper than any real one.
    TooDeep = "DW0003" "too-deep" Error Fact "" ["limit"];
    /// The document is larger than the reader accepts.
    TooLarge = "DW0004" "too-large" Error Fact "" ["limit"];
    /// A JSON object has the same key twice.
    DuplicateKey = "DW0005" "duplicate-key" Warning Fact "" ["key"];
    // (reading: end)

    // ---- 01 table maps ----
    /// The input, or one element of it, is neither a table map nor a row that holds one.
    NotATableMap = "DW0101" "not-a-table-map" Error Fact "" ["found"];
    /// The input is readable and holds no table map.
    NoTableMaps = "DW0102" "no-table-maps" Warning Fact "" [];
    /// An OData response says that further pages exist.
    FurtherPages = "DW0103" "further-pages" Warning Fact "" [];
    /// More legs, field mappings and transforms than any real map has; nothing is read.
    TooManyParts = "DW0104" "too-many-parts" Error Fact "" ["limit"];
    /// More findings than are listed.
    FindingsNotListed = "DW0105" "findings-not-listed" Warning Fact "" ["count"];
    /// A key has a value of the wrong JSON type.
    WrongJsonType = "DW0106" "wrong-json-type" Error Inferred "" ["key" "expected" "found"];
    /// A key is absent or null.
    MissingKey = "DW0107" "missing-key" Error Inferred "" ["key"];
    /// Several versions of one map in the same input, and nothing says which is live.
    SeveralVersions = "DW0108" "several-versions" Warning Fact "" ["map" "versions"];
    /// A map has no legs.
    NoLegs = "DW0109" "no-legs" Error Fact "" [];
    /// A map has more than one leg; dual-write maps have one.
    SeveralLegs = "DW0110" "several-legs" Warning Fact "" ["count"];
    /// A leg has no field mappings.
    NoFieldMappings = "DW0111" "no-field-mappings" Warning Inferred "" [];
    /// `syncDirection` is not 1, 2 or 3.
    BadSyncDirection = "DW0112" "bad-sync-direction" Error Fact "" ["found"];
    /// `transformType` names no known transform.
    UnknownTransform = "DW0113" "unknown-transform" Error Fact "" ["transform"];
    /// A transform has no `transformType`.
    MissingTransformType = "DW0114" "missing-transform-type" Error Inferred "" [];
    /// A field mapping has more than one transform.
    SeveralTransforms = "DW0115" "several-transforms" Warning Unknown "" ["count"];
    /// A `Default` transform supplies no value.
    DefaultWithoutValue = "DW0116" "default-without-value" Warning Inferred "" [];
    /// A value map asks to create missing values on the other side.
    CreatesValues = "DW0117" "creates-values" Info Unknown "" [];
    /// Keys of a value map differ only by case.
    AmbiguousValueMapKey = "DW0118" "ambiguous-value-map-key" Warning Inferred "" ["key" "other"];
    /// `msdyn_properties` is not readable; it is advisory.
    PropertiesUnreadable = "DW0119" "properties-unreadable" Info Fact "" [];
    // (maps: end)

    // ---- 02 maps against schemas ----
    // (maps against schemas: end)

    // ---- 03 filters ----
    // (filters: end)

    // ---- 04 value transforms ----
    // (value transforms: end)

    // ---- 05 keys and company ----
    // (keys: end)

    // ---- 06 schemas ----
    // (schemas: end)

    // ---- 10 routing of a record ----
    // (routing: end)

    // ---- 11 values of a record ----
    // (values: end)

    // ---- 12 lookups and answers ----
    // (lookups: end)

    // ---- 13 batches ----
    // (batches: end)
}

impl Code {
    /// The stable id, such as `DW0101`.
    pub const fn id(self) -> &'static str {
        self.info().id
    }
}
