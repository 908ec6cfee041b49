//! The choices where public sources leave dual-write's behaviour open, each a named rule with a
//! default that callers may switch. The default of each is its first value.
//!
//! Evidence is that of the default: documented, inferred from shipped maps, or unknown.

use crate::diagnostic::Evidence;

/// What the table says of one rule.
#[derive(Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// Name as callers write it.
    pub name: &'static str,
    /// Values as callers write them; the first is the default.
    pub values: &'static [&'static str],
    /// How the default is known.
    pub evidence: Evidence,
    /// What the rule decides.
    pub meaning: &'static str,
}

/// A rule or a value that the table does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnknownRule {
    /// No rule of this name.
    Name(String),
    /// The rule has no such value.
    Value {
        /// The rule.
        name: &'static str,
        /// What was given.
        value: String,
        /// What it takes.
        values: &'static [&'static str],
    },
}

macro_rules! rules {
    ($($meaning:literal $kind:ident $field:ident = $name:literal $evidence:ident { $($variant:ident $value:literal),+ };)*) => {
        $(
            #[doc = $meaning]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $kind {
                $(#[doc = concat!("`", $value, "`")] $variant),+
            }
        )*

        /// One value for every rule.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Semantics { $(#[doc = $meaning] pub $field: $kind),* }

        impl Semantics {
            /// The rules in order.
            pub const TABLE: &'static [RuleInfo] = &[$(RuleInfo {
                name: $name,
                values: &[$($value),+],
                evidence: Evidence::$evidence,
                meaning: $meaning,
            }),*];

            /// Switches a rule by name.
            pub fn set(&mut self, name: &str, value: &str) -> Result<(), UnknownRule> {
                match name {
                    $($name => {
                        self.$field = match value {
                            $($value => $kind::$variant,)+
                            _ => return Err(UnknownRule::Value {
                                name: $name, value: value.to_owned(), values: &[$($value),+],
                            }),
                        };
                        Ok(())
                    })*
                    _ => Err(UnknownRule::Name(name.to_owned())),
                }
            }
        }

        impl Default for Semantics {
            fn default() -> Self {
                // The first value of each rule is its default.
                Self { $($field: [$($kind::$variant),+][0]),* }
            }
        }
    };
}

// Columns: meaning, type, field = name, evidence of the default, values (first = default).
rules! {
    "How a value map finds its key: ignoring case with an exact spelling winning, or exactly."
    ValueMapCase value_map_case = "value-map-case" Inferred { Ignore "ignore", Exact "exact" };
    "Texts a two-option column accepts: also `1`, `0`, `yes`, `no` with a warning, or only true and false."
    BooleanLiterals boolean_literals = "boolean-literals" Inferred { Tolerant "tolerant", Strict "strict" };
    "How a value map is read backwards: values compared as the Dataverse column's type, or as text."
    ReverseMatch reverse_match = "reverse-match" Inferred { AsType "as-type", AsText "as-text" };
    "Which key a value map gives backwards when several map to one value: the first in the document, or none."
    ReverseAmbiguity reverse_ambiguity = "reverse-ambiguity" Inferred { First "first", Refuse "refuse" };
    "What JSON null as a value-map value writes: null, or the empty text."
    NullMapValue null_map_value = "null-map-value" Fact { Null "null", Empty "empty" };
    "What a blank value-map key matches: null and the empty text, or only the empty text."
    BlankKey blank_key = "blank-key" Inferred { NullAndEmpty "null-and-empty", Empty "empty" };
    "What happens to a value that the value map does not name: it passes through to the type check, or the record is refused."
    Unmapped unmapped = "unmapped-value" Inferred { PassThrough "pass-through", Refuse "refuse" };
    "How a date meets value-map keys: `M/D/YYYY` and ISO forms of the same day match, or only the same text."
    DateKey date_key = "date-key" Inferred { SameDay "same-day", SameText "same-text" };
    "What a Default with both sides replaces: null and the empty text, or null only."
    DefaultReplaces default_replaces = "default-replaces" Unknown { NullAndEmpty "null-and-empty", Null "null" };
    "What an empty Finance text writes to Dataverse: null, or the empty text."
    EmptyTextToDataverse empty_text_to_dataverse = "empty-text-to-dataverse" Unknown { Null "null", Empty "empty" };
    "What Finance's empty date 1900-01-01 writes to Dataverse: itself with a warning, or null."
    EmptyDateToDataverse empty_date_to_dataverse = "empty-date-to-dataverse" Unknown { PassThrough "pass-through", Null "null" };
    "What a Dataverse null writes to Finance: the type's empty value, or null."
    NullToFinance null_to_finance = "null-to-finance" Inferred { TypeEmpty "type-empty", Null "null" };
    "How lookup rows belong together: by the first segment of their path, or each alone."
    LookupGrouping lookup_grouping = "lookup-grouping" Inferred { FirstSegment "first-segment", Each "each" };
    "Whether the company is part of a lookup: when the related table has a company column in its key, or never."
    CompanyInLookup company_in_lookup = "company-in-lookup" Inferred { WhenKeyed "when-keyed", Never "never" };
    "Which table a dotted row without a related entity means: the leg's own, or none."
    AbsentRelatedEntity absent_related_entity = "absent-related-entity" Inferred { OwnTable "own-table", Refuse "refuse" };
    "A lookup of which only some key parts have a value: refused, or written as null."
    PartialLookup partial_lookup = "partial-lookup" Unknown { Refuse "refuse", Null "null" };
    "A polymorphic lookup that several tables answer: refused as ambiguous, or the first in path order."
    PolymorphicHits polymorphic_hits = "polymorphic-hits" Unknown { Refuse "refuse", First "first" };
    "How texts compare in an X++ range: ignoring case, or exactly."
    XppTextCase xpp_text_case = "xpp-text-case" Inferred { Ignore "ignore", Exact "exact" };
    "What `ne` gives in a Dataverse filter when one side is null: false, or true as standard OData."
    ODataNeNull odata_ne_null = "odata-ne-null" Inferred { False "false", True "true" };
    "Integration key parts: all must be there and not empty (a warning otherwise), or not checked."
    KeyParts key_parts = "key-parts" Inferred { AllPresent "all-present", Unchecked "unchecked" };
    "Which required columns must have a value on create: system-required ones, also application-required ones, or none."
    RequiredColumns required_columns = "required-columns" Inferred { System "system", Application "application", None "none" };
    "Decimal places that the destination does not keep: rounded half away from zero and reported, or the record is refused."
    Precision precision = "precision" Unknown { RoundHalfAway "round-half-away", Refuse "refuse" };
    "The order of the payload: map rows, or names."
    OutputOrder output_order = "output-order" Fact { MapRows "map-rows", Names "names" };
    "What an update to Dataverse carries: every mapped column, or the changed ones."
    UpdateBody update_body = "update-body" Unknown { Full "full", Changed "changed" };
    "Create-only columns in an update: left out, or sent."
    CreateOnly create_only = "create-only-on-update" Unknown { Omit "omit", Send "send" };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_by_name_and_refuses_others() {
        let mut rules = Semantics::default();
        assert_eq!(rules.precision, Precision::RoundHalfAway);
        assert_eq!(rules.set("precision", "refuse"), Ok(()));
        assert_eq!(rules.precision, Precision::Refuse);
        assert_eq!(
            rules.set("precison", "refuse"),
            Err(UnknownRule::Name("precison".into()))
        );
        assert!(matches!(
            rules.set("precision", "up"),
            Err(UnknownRule::Value { .. })
        ));
        assert_eq!(Semantics::TABLE.len(), 25);
    }
}
