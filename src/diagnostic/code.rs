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
    /// The Dataverse table is not in the schema.
    DataverseTableUnknown = "DW0201" "dataverse-table-unknown" Error Fact "DIPV1020" ["table" "suggestion" "near"];
    /// A virtual or elastic table: no column tells versions.
    NoVersionNumber = "DW0202" "no-version-number" Warning Fact "DIPV1019" ["table"];
    /// A Finance field that the data entity does not have.
    FinanceFieldUnknown = "DW0203" "finance-field-unknown" Error Fact "DIPV1022" ["field" "entity" "suggestion" "near"];
    /// A Dataverse column that the table does not have.
    DataverseColumnUnknown = "DW0204" "dataverse-column-unknown" Error Fact "DIPV1025" ["column" "table" "suggestion" "near"];
    /// The Dataverse side of a row is no column and no lookup path.
    PathMalformed = "DW0205" "path-malformed" Error Fact "DIPV1025" ["path" "problem"];
    /// A path goes on behind a column that is no lookup.
    NotALookup = "DW0206" "not-a-lookup" Error Fact "DIPV1025" ["column" "table" "path"];
    /// A row names a related table that the lookup cannot point to.
    RelatedTableWrong = "DW0207" "related-table-wrong" Warning Inferred "DIPV1025" ["column" "related" "targets"];
    /// A row has neither source nor Default.
    SourceUnset = "DW0208" "source-unset" Error Fact "DIPV1021" ["target"];
    /// A row that feeds a required column has neither source nor Default.
    RequiredWithoutValue = "DW0209" "required-without-value" Error Fact "DIPV1031" ["target"];
    /// A row has no destination.
    DestinationUnset = "DW0210" "destination-unset" Error Fact "DIPV1024" ["source"];
    /// One Finance field in two bidirectional rows. Published maps have such rows.
    FieldBidirectionalTwice = "DW0211" "field-bidirectional-twice" Warning Fact "DIPV1023" ["field"];
    /// Two rows write one Finance field.
    FieldWrittenTwice = "DW0212" "field-written-twice" Warning Inferred "" ["field"];
    /// Two rows write one Dataverse column.
    ColumnWrittenTwice = "DW0213" "column-written-twice" Error Fact "DIPV1026" ["column"];
    /// Two rows join the same pair.
    PairTwice = "DW0214" "pair-twice" Error Fact "DIPV1029" ["field" "column"];
    /// The destination may be written neither on create nor on update.
    ReadOnlyDestination = "DW0215" "read-only-destination" Error Fact "DIPV1011" ["column" "table"];
    /// A column that the service insists on has no row.
    RequiredUnmapped = "DW0216" "required-unmapped" Error Fact "DIPV1010" ["column" "table"];
    /// A column that forms insist on has no row.
    FormRequiredUnmapped = "DW0217" "form-required-unmapped" Warning Inferred "DIPV1010" ["column" "table"];
    /// Types of which no value of one can be read as the other.
    TypeMismatch = "DW0218" "type-mismatch" Warning Inferred "DIPV1030" ["field" "fieldType" "column" "columnType"];
    /// Two options or a choice without a value map.
    ValueMapMissing = "DW0219" "value-map-missing" Warning Inferred "DIPV1030" ["field" "fieldType" "column" "columnType"];
    /// A type that is never mapped.
    TypeUnmappable = "DW0220" "type-unmappable" Warning Fact "" ["column" "type"];
    /// A multi-select choice.
    MultiChoiceMapped = "DW0221" "multi-choice-mapped" Warning Unknown "" ["column"];
    /// The Dataverse column is shorter than the Finance field.
    TextMayNotFit = "DW0222" "text-may-not-fit" Warning Fact "" ["source" "target" "from" "to"];
    /// The Finance field is shorter than the Dataverse column.
    TextMayNotFitFinance = "DW0223" "text-may-not-fit-finance" Warning Unknown "" ["source" "target" "from" "to"];
    /// The destination keeps fewer decimal places.
    DigitsMayBeLost = "DW0224" "digits-may-be-lost" Warning Fact "" ["source" "target" "from" "to"];
    /// The destination holds smaller whole numbers.
    WholeNumberMayNotFit = "DW0225" "whole-number-may-not-fit" Warning Inferred "" ["source" "target" "from" "to"];
    /// A decimal goes into a whole number.
    FractionIntoWholeNumber = "DW0226" "fraction-into-whole-number" Warning Inferred "" ["source" "target"];
    /// More lookups than an initial sync from Dataverse can follow.
    ManyLookups = "DW0227" "many-lookups" Warning Fact "" ["table" "count" "limit"];
    /// The filter asks for a value that no row writes.
    PeerFilterUnwritten = "DW0228" "peer-filter-unwritten" Warning Inferred "" ["column" "values"];
    /// The filter asks for a value, and rows write only others.
    PeerFilterOtherValue = "DW0229" "peer-filter-other-value" Warning Inferred "" ["column" "values"];
    /// Names that a plain-table description does not have; it may leave columns out.
    ColumnsNotDescribed = "DW0230" "columns-not-described" Warning Inferred "" ["columns" "table" "count"];
    // (maps against schemas: end)

    // ---- 03 filters ----
    /// A Dataverse filter is no OData.
    DataverseFilterSyntax = "DW0301" "dataverse-filter-syntax" Error Fact "DIPV1012" ["expected" "found" "rest" "position"];
    /// A Finance filter is no X++ range.
    FinanceFilterSyntax = "DW0302" "finance-filter-syntax" Error Fact "900" ["expected" "found" "rest" "position"];
    /// A filter nests deeper than any real one.
    FilterTooDeep = "DW0303" "filter-too-deep" Error Fact "" ["limit"];
    /// A filter uses what the documentation of dual-write does not list as supported.
    FilterUnsupported = "DW0304" "filter-unsupported" Error Fact "" ["kind" "feature"];
    /// A filter uses what no public source shows.
    FilterUndocumented = "DW0305" "filter-undocumented" Warning Inferred "" ["kind" "feature"];
    /// A keyword of a Dataverse filter is not in lower case.
    KeywordCase = "DW0306" "filter-keyword-case" Warning Inferred "" ["written" "proper"];
    /// An operator of the other filter language.
    ForeignOperator = "DW0307" "filter-foreign-operator" Error Fact "" ["written" "proper" "language"];
    /// A comparison of a Finance filter is not column, operator, constant.
    ConstantOnRight = "DW0308" "filter-constant-on-right" Error Fact "" ["kind" "written"];
    /// A part of a Finance filter lacks its parentheses.
    MissingParentheses = "DW0309" "filter-missing-parentheses" Warning Fact "" [];
    /// A filter names a column that the table does not have.
    UnknownFilterColumn = "DW0310" "filter-unknown-column" Error Fact "" ["column" "table" "suggestion" "near"];
    /// A constant cannot be compared with the column's type.
    FilterConstantType = "DW0311" "filter-constant-type" Warning Inferred "" ["column" "type" "written"];
    /// A choice's number stands in quotes.
    QuotedChoice = "DW0312" "filter-quoted-choice" Warning Fact "" ["column" "written"];
    /// A filter names a member that the enum does not have.
    UnknownFilterMember = "DW0313" "filter-unknown-member" Warning Inferred "" ["column" "member" "suggestion" "near"];
    /// A filter names a number that the choice does not have.
    UnknownFilterChoice = "DW0314" "filter-unknown-choice" Warning Inferred "" ["column" "written"];
    // (filters: end)

    // ---- 04 value transforms ----
    /// The value map does not name the value: it passes through unchanged.
    ValueUnmapped = "DW0401" "value-unmapped" Warning Inferred "" ["value"];
    /// The value map does not name the value, and the caller's rule refuses that.
    ValueUnmappedRefused = "DW0402" "value-unmapped-refused" Error Inferred "" ["value"];
    /// The value map names the value by ordinal or label-like spelling instead of the element name.
    ValueMapAlias = "DW0403" "value-map-alias" Warning Inferred "" ["value" "key"];
    /// Several keys differ only by case, and none is spelled as the value.
    ValueMapCaseAmbiguous = "DW0404" "value-map-case-ambiguous" Warning Inferred "" ["value" "key"];
    /// Several Finance values map to this Dataverse value: the first in the document is taken.
    ReverseAmbiguous = "DW0405" "reverse-ambiguous" Warning Inferred "" ["value" "key" "count"];
    /// Several Finance values map to this Dataverse value, and the caller's rule refuses that.
    ReverseAmbiguousRefused = "DW0406" "reverse-ambiguous-refused" Error Inferred "" ["value" "count"];
    /// A transform that this product does not know: what it makes of the value is unknown.
    TransformUnknown = "DW0407" "transform-unknown" Warning Unknown "" ["kind"];
    /// Keys of a value map that are no element of the enum.
    ValueMapKeyForeign = "DW0450" "value-map-key-foreign" Warning Inferred "" ["entries" "count" "enum"];
    /// Keys of a value map that name elements by ordinal or a label-like spelling.
    ValueMapKeyAlias = "DW0451" "value-map-key-alias" Warning Inferred "" ["entries" "count" "elements"];
    /// Values of a value map that the Dataverse column cannot hold.
    ValueMapValueForeign = "DW0452" "value-map-value-foreign" Warning Fact "" ["entries" "count" "column"];
    /// Enum elements that the value map does not name.
    ElementsUnnamed = "DW0454" "value-map-elements-unnamed" Warning Inferred "" ["entries" "count" "column" "field"];
    /// Options that the value map does not name.
    OptionsUnnamed = "DW0455" "value-map-options-unnamed" Warning Inferred "" ["entries" "count" "column" "field"];
    /// Several Finance values share a Dataverse value in a value map that is also read backwards.
    ValueMapNotInvertible = "DW0456" "value-map-not-invertible" Warning Inferred "" ["entries" "count" "value" "kept"];
    /// A Dataverse value does not come back from Finance as it went.
    ValueChangesOnReturn = "DW0457" "value-changes-on-return" Warning Inferred "" ["value" "finance" "back"];
    // (value transforms: end)

    // ---- 05 keys and company ----
    /// No integration key is known for the table.
    KeyMissing = "DW0501" "key-missing" Warning Fact "DIPV1003" ["table"];
    /// The only alternate key of the table is taken as its integration key.
    KeyAssumed = "DW0502" "key-assumed" Info Inferred "" ["table" "columns"];
    /// Several alternate keys, and none is named as the integration key.
    KeyUndecided = "DW0503" "key-undecided" Info Unknown "" ["table" "names" "count"];
    /// A key row goes one way in a map with bidirectional rows.
    KeyRowOneWay = "DW0504" "key-row-one-way" Error Fact "DIPV1004" ["column"];
    /// A part of the integration key has no row.
    KeyPartUnmapped = "DW0505" "key-part-unmapped" Error Fact "DIPV1014" ["column" "table"];
    /// A lookup of the integration key is not mapped down to the key of its table.
    KeyLookupUnexpanded = "DW0506" "key-lookup-unexpanded" Error Fact "DIPV1015" ["column"];
    /// Lookup rows give only a part of the related table's key.
    RelatedKeyIncomplete = "DW0507" "related-key-incomplete" Error Fact "DIPV1027" ["column" "table" "missing"];
    /// Finance rows belong to companies, Dataverse rows do not.
    StripedIntoGlobal = "DW0510" "striped-into-global" Warning Fact "DIPV1002" ["entity" "table"];
    /// Dataverse rows belong to companies, Finance rows do not.
    GlobalIntoStriped = "DW0511" "global-into-striped" Error Fact "DIPV1002" ["entity" "table"];
    /// The key of a striped table does not name the company.
    CompanyKeyMissing = "DW0512" "company-key-missing" Warning Fact "DIPV1016" ["table"];
    /// The key of a striped related table does not name the company.
    RelatedCompanyKeyMissing = "DW0513" "related-company-key-missing" Warning Fact "DIPV1017" ["column" "table" "company"];
    /// A row maps the company, which the runtime supplies.
    CompanyByHand = "DW0514" "company-by-hand" Warning Fact "" ["column"];
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
    /// A table of columns has a heading that means nothing.
    CsvHeadingUnknown = "DW0621" "csv-heading-unknown" Warning Fact "" ["heading" "suggestion" "near"];
    // (schemas: end)

    // ---- 10 routing of a record ----
    /// The change came from the peer and is not sent back.
    PeerWrite = "DW1001" "peer-write" Info Fact "" [];
    /// No mapped column changed.
    NothingMappedChanged = "DW1002" "nothing-mapped-changed" Info Fact "" [];
    /// A row of a striped table without a company is not sent.
    NoCompany = "DW1003" "no-company" Warning Fact "" ["column"];
    /// The company is not known on the other side.
    CompanyNotLinked = "DW1004" "company-not-linked" Warning Fact "" ["company"];
    /// The filter of the map does not let the row pass.
    FilterNotPassed = "DW1005" "filter-not-passed" Info Fact "" ["filter"];
    /// The map has no row for this direction.
    DirectionUnused = "DW1006" "direction-unused" Info Fact "" [];
    /// An update takes the row out of the filter: the other side keeps what was sent last.
    LeftFilter = "DW1007" "left-filter" Warning Unknown "" ["table"];
    /// Whether or under which column rows belong to a company is not known.
    StripingUnknown = "DW1010" "striping-unknown" Warning Unknown "" ["table"];
    /// The filter reads columns that are not known.
    FilterUndecided = "DW1011" "filter-undecided" Warning Fact "" ["columns"];
    /// A mapped column is not in the record of an update.
    ColumnNotGiven = "DW1012" "column-not-given" Warning Fact "" ["column"];
    /// A column may be withheld from the caller, and it is empty.
    ColumnSecured = "DW1013" "column-secured" Warning Fact "" ["column"];
    /// The schema of a side is missing, so types are not known.
    SchemaMissing = "DW1014" "schema-missing" Warning Unknown "" ["side" "table"];
    /// The record reaches a row of the map that is faulty.
    FaultyFieldMapping = "DW1015" "faulty-field-mapping" Warning Fact "" ["field" "column" "fault"];
    /// The filter of the map is faulty.
    FaultyFilter = "DW1016" "faulty-filter" Warning Fact "" ["filter" "fault"];
    /// A leg of the map is faulty as a whole.
    FaultyLeg = "DW1017" "faulty-leg" Warning Fact "" ["fault"];
    /// The map has no legs, so nothing can be said of a record.
    MapWithoutLegs = "DW1018" "map-without-legs" Warning Fact "" ["map"];
    /// A mandatory Finance field gets no value.
    MandatoryMissing = "DW1020" "mandatory-missing" Error Fact "" ["column"];
    /// A required Dataverse column gets no value.
    RequiredMissing = "DW1021" "required-missing" Warning Inferred "" ["column"];
    /// A part of the integration key is empty.
    KeyPartEmpty = "DW1022" "key-part-empty" Warning Inferred "" ["column"];
    /// A plug-in of the shipped solutions insists on a column.
    PlugInRequires = "DW1023" "plug-in-requires" Warning Fact "" ["table" "columns"];
    /// A delete is sent by its integration key, and which columns that has is not known.
    KeyUnknown = "DW1024" "key-unknown" Warning Fact "" ["table"];
    /// Several versions of a map, and none is named live.
    LiveVersionUnknown = "DW1030" "live-version-unknown" Warning Fact "" ["map" "versions"];
    /// A map was handed over as a parsed object.
    ParsedMap = "DW1031" "parsed-map" Warning Fact "" [];
    /// A key is named for a table that no map has.
    KeyOfUnknownTable = "DW1032" "key-of-unknown-table" Warning Fact "" ["table" "suggestion" "near"];
    /// A decimal has more digits than a JavaScript number holds.
    NumberAsText = "DW1033" "number-as-text" Info Fact "" ["column" "value"];
    // (routing: end)

    // ---- 11 values of a record ----
    /// Text is longer than the Dataverse column: refused.
    TextTooLong = "DW1101" "text-too-long" Error Fact "" ["column" "length" "limit"];
    /// Text is longer than the Finance field: refused or cut, no public source says which.
    TextTooLongFinance = "DW1102" "text-too-long-finance" Warning Unknown "" ["column" "length" "limit"];
    /// The value cannot be read as the column's type.
    LiteralRefused = "DW1103" "literal-refused" Error Fact "DIPV1030" ["column" "value" "type"];
    /// The value is no two-option literal.
    BooleanLiteral = "DW1104" "boolean-literal" Error Inferred "DIPV1030" ["column" "value"];
    /// `1`, `0`, `yes` or `no` in a two-option column: taken as true or false.
    BooleanTolerated = "DW1105" "boolean-tolerated" Warning Inferred "DIPV1030" ["column" "value" "taken"];
    /// True or false in a text column.
    BooleanIntoText = "DW1106" "boolean-into-text" Warning Inferred "DIPV1030" ["column" "value"];
    /// True or false in a Finance enum of Yes and No.
    BooleanIntoEnum = "DW1107" "boolean-into-enum" Warning Inferred "DIPV1030" ["column" "value" "member"];
    /// A choice got text that is no whole number.
    ChoiceLiteral = "DW1108" "choice-literal" Error Fact "" ["column" "value"];
    /// A choice got the empty text.
    ChoiceBlank = "DW1109" "choice-blank" Error Fact "" ["column"];
    /// The number is none of the choice's options.
    ChoiceNotOption = "DW1110" "choice-not-option" Error Fact "" ["column" "value"];
    /// Multi-select choices: no public source says that dual-write carries them.
    MultiChoice = "DW1111" "multi-choice" Warning Unknown "" ["column"];
    /// The text is no element of the Finance enum.
    EnumNotElement = "DW1112" "enum-not-element" Warning Inferred "" ["column" "value" "enum"];
    /// An ordinal or label-like spelling stands for an enum element.
    EnumAlias = "DW1113" "enum-alias" Warning Inferred "" ["column" "value" "member"];
    /// The whole number does not fit 32 or 64 bits.
    WholeNumberOverflow = "DW1114" "whole-number-overflow" Error Fact "" ["column" "value" "type"];
    /// The number is below the column's minimum.
    BelowMinimum = "DW1115" "below-minimum" Warning Inferred "" ["column" "value" "limit"];
    /// The number is above the column's maximum.
    AboveMaximum = "DW1116" "above-maximum" Warning Inferred "" ["column" "value" "limit"];
    /// The column keeps fewer decimal places: digits are lost without an error.
    DigitsLost = "DW1117" "digits-lost" Warning Fact "" ["column" "value" "kept" "places"];
    /// The column keeps fewer decimal places, and the caller's rule refuses that.
    DigitsRefused = "DW1118" "digits-refused" Error Fact "" ["column" "value" "places"];
    /// More digits than any column of either side holds.
    NumberTooLong = "DW1119" "number-too-long" Warning Inferred "" ["column" "value"];
    /// A day without time of day in a date-time column.
    DateKindAssumed = "DW1120" "date-kind-assumed" Info Unknown "" ["column" "value" "sent"];
    /// A user-local date-time in a date column: the UTC day, which may not be the user's day.
    UserLocalIntoDate = "DW1121" "user-local-into-date" Warning Inferred "" ["column" "value" "sent"];
    /// A date-time in a date column loses its time of day.
    TimeDropped = "DW1122" "time-dropped" Warning Inferred "" ["column" "value" "sent"];
    /// A date-time without zone: taken as UTC.
    ZoneAssumed = "DW1123" "zone-assumed" Warning Inferred "" ["column" "value" "sent"];
    /// Finance's empty date 1900-01-01 reaches Dataverse as a real day.
    EmptyDate = "DW1124" "empty-date" Warning Unknown "" ["column"];
    /// The column's type cannot be mapped.
    ColumnUnmappable = "DW1125" "column-unmappable" Error Fact "" ["column" "type"];
    /// An array or object where a plain value belongs.
    ValueNotPlain = "DW1126" "value-not-plain" Error Fact "" ["column" "value"];
    /// No value goes to Finance, and the empty value of the column's type is not known.
    EmptyValueUnknown = "DW1127" "empty-value-unknown" Warning Inferred "" ["column"];
    // (values: end)

    // ---- 12 lookups and answers ----
    /// Which row a reference means has not been asked.
    ReferenceNotAsked = "DW1201" "reference-not-asked" Info Fact "" ["column" "table" "values"];
    /// The referenced row does not exist.
    ReferenceNotFound = "DW1202" "reference-not-found" Error Fact "" ["column" "table" "values"];
    /// Several rows answer to one key.
    ReferenceAmbiguous = "DW1203" "reference-ambiguous" Error Fact "" ["column" "table" "values" "count"];
    /// Only some parts of a composite reference have a value.
    ReferencePartial = "DW1204" "reference-partial" Warning Unknown "" ["column" "empty"];
    /// The value of a lookup column is no reference.
    ReferenceMalformed = "DW1205" "reference-malformed" Error Fact "" ["column" "value"];
    /// The table that a reference points to is not in the schema.
    ReferenceTableUnknown = "DW1206" "reference-table-unknown" Warning Unknown "" ["column" "table"];
    /// Several tables of a polymorphic lookup answer.
    PolymorphicAmbiguous = "DW1207" "polymorphic-ambiguous" Warning Unknown "" ["column" "values"];
    /// A polymorphic lookup points to a table that the path does not list.
    PolymorphicUnlisted = "DW1208" "polymorphic-unlisted" Warning Unknown "" ["column" "table"];
    /// An answer lacks a column that was asked for.
    AnswerIncomplete = "DW1209" "answer-incomplete" Warning Fact "" ["request" "column"];
    // (lookups: end)

    // ---- 13 batches ----
    /// More rows in one transaction than dual-write carries.
    TransactionTooLarge = "DW1301" "transaction-too-large" Error Fact "" ["count" "limit"];
    /// A double quote in a value breaks the files of an initial sync.
    InitialSyncQuote = "DW1302" "initial-sync-quote" Error Fact "" ["column"];
    /// More rows than one initial-sync run carries.
    InitialSyncTooLarge = "DW1303" "initial-sync-too-large" Error Fact "" ["count" "limit" "table"];
    // (batches: end)
}

impl Code {
    /// The stable id, such as `DW0101`.
    pub const fn id(self) -> &'static str {
        self.info().id
    }
}
