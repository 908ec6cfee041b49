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
    /// The text is not the XML it should be.
    XmlSyntax = "DW0010" "xml-syntax" Error Fact "" ["problem" "offset"];
    /// An end tag closes another element than the open one.
    XmlMismatched = "DW0011" "xml-mismatched" Error Fact "" ["open" "found" "offset"];
    /// The XML ends too early.
    XmlTruncated = "DW0012" "xml-truncated" Error Fact "" ["offset"];
    /// A document type declaration.
    XmlDoctype = "DW0013" "xml-doctype" Error Fact "" ["offset"];
    /// An entity other than the predefined ones.
    XmlEntity = "DW0014" "xml-entity" Error Fact "" ["entity" "offset"];
    /// The XML is in another encoding than UTF-8.
    XmlEncoding = "DW0015" "xml-encoding" Error Fact "" ["encoding"];
    /// One tag is longer than any real one.
    XmlTagTooLong = "DW0016" "xml-tag-too-long" Error Fact "" ["limit" "offset"];
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
    /// The document is no schema that is read here.
    NotASchema = "DW0601" "not-a-schema" Error Fact "" [];
    /// XML, but not service metadata.
    NotCsdl = "DW0602" "not-csdl" Error Fact "" ["root"];
    /// Nothing tells which side the schema describes.
    SchemaSideUnknown = "DW0603" "schema-side-unknown" Error Fact "" [];
    /// The schema describes the other side.
    SchemaOtherSide = "DW0604" "schema-other-side" Error Fact "" ["wanted" "found"];
    /// The document describes no table.
    NoTables = "DW0605" "no-tables" Warning Fact "" [];
    /// An entity set of a type that the document lacks.
    EntityTypeMissing = "DW0606" "entity-type-missing" Warning Fact "" ["entitySet" "type"];
    /// A type this product does not know: the column is not checked.
    TypeUnknown = "DW0607" "type-unknown" Warning Fact "" ["type" "column"];
    /// An enum member whose value is no whole number.
    EnumMemberValue = "DW0608" "enum-member-value" Warning Fact "" ["enum" "member"];
    /// A plain-table description without a column that it needs.
    CsvHeader = "DW0609" "csv-header" Error Fact "" ["column"];
    /// A quoted field that never ends.
    CsvQuote = "DW0610" "csv-quote" Error Fact "" ["line"];
    /// A row with more fields than the header, or without a name.
    CsvRow = "DW0611" "csv-row" Warning Fact "" ["line"];
    /// A column that is described twice.
    ColumnTwice = "DW0612" "column-twice" Warning Fact "" ["table" "column"];
    /// A cell of a plain-table description that cannot be read: the fact counts as not stated.
    CsvCell = "DW0613" "csv-cell" Warning Fact "" ["field" "text" "column" "line"];
    /// A metadata property of another JSON type than it should have.
    MetadataProperty = "DW0614" "metadata-property" Warning Fact "" ["property" "table"];
    /// The answer of a service that refused the request, in place of metadata.
    MetadataRefused = "DW0615" "metadata-refused" Error Fact "" ["message"];
    /// No data entity fits the label that a map gives.
    EntityNotFound = "DW0616" "entity-not-found" Error Fact "" ["label" "candidates" "near"];
    /// Several data entities fit the label that a map gives.
    EntityAmbiguous = "DW0617" "entity-ambiguous" Error Fact "" ["label" "candidates"];
    /// The data entity was found by the columns that the map uses.
    EntityByColumns = "DW0618" "entity-by-columns" Info Inferred "" ["label" "entitySet"];
    /// The option `entities` names an entity set that the schema lacks.
    EntitySetAbsent = "DW0619" "entity-set-absent" Error Fact "" ["label" "entitySet" "suggestion" "near"];
    /// The metadata says that more pages follow.
    MetadataPartial = "DW0620" "metadata-partial" Warning Fact "" [];
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
