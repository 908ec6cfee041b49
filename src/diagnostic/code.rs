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
    /// A mandatory Finance field gets no value.
    MandatoryMissing = "DW1020" "mandatory-missing" Error Fact "" ["column"];
    /// A required Dataverse column gets no value.
    RequiredMissing = "DW1021" "required-missing" Warning Inferred "" ["column"];
    /// A part of the integration key is empty.
    KeyPartEmpty = "DW1022" "key-part-empty" Warning Inferred "" ["column"];
    /// A plug-in of the shipped solutions insists on a column.
    PlugInRequires = "DW1023" "plug-in-requires" Warning Fact "" ["table" "columns"];
    // (routing: end)

    // ---- 11 values of a record ----
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
