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
