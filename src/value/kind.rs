//! Column types as the metadata of either side states them: Dataverse attribute types, Finance
//! `$metadata` (EDM) types, and the types of a plain-table description.
//!
//! A limit that nobody supplied is `None`, never a guess.

use super::Decimal;
use std::sync::Arc;

/// One option of a choice column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceOption {
    /// The stored integer.
    pub value: i64,
    /// The display label, or the empty text when the metadata carries none.
    pub label: Box<str>,
}

/// The options of a Dataverse choice. `options` empty: the metadata names none (membership is then
/// unchecked).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Name of the option set, or empty.
    pub name: Box<str>,
    /// Options in document order.
    pub options: Vec<ChoiceOption>,
}

/// A Finance enum: `$metadata` `EnumType`. `members` empty: unknown members (unchecked).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enumeration {
    /// Name without namespace, such as `NoYes`.
    pub name: Box<str>,
    /// Element name and number, in document order.
    pub members: Vec<(Box<str>, i64)>,
}

impl Enumeration {
    /// The member with this element name, ignoring case (an exact spelling wins).
    pub fn member(&self, name: &str) -> Option<&(Box<str>, i64)> {
        self.members
            .iter()
            .find(|(known, _)| &**known == name)
            .or_else(|| {
                self.members
                    .iter()
                    .find(|(known, _)| known.to_lowercase() == name.to_lowercase())
            })
    }

    /// The element that `text` means by its ordinal (`4`) or by a label-like spelling
    /// (`non-Specific` for `NonSpecific`: letters and digits compared, ignoring case). `None` when
    /// no element is meant, or several.
    pub fn alias(&self, text: &str) -> Option<&str> {
        let ordinal: Option<i64> = text.parse().ok();
        let wanted = loose(text);
        let mut found = self.members.iter().filter(|(name, number)| {
            ordinal == Some(*number) || (!wanted.is_empty() && loose(name) == wanted)
        });
        let first = found.next()?;
        found.next().is_none().then_some(&*first.0)
    }
}

/// Letters and digits in lower case.
pub(crate) fn loose(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How a Dataverse date column treats zones (`DateTimeBehavior`), or what is known of a Finance one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBehavior {
    /// Stored in UTC, shown in the user's zone.
    UserLocal,
    /// Same for every user; no zone.
    TimeZoneIndependent,
    /// Finance `$metadata` says only `Edm.DateTimeOffset`: whether date or date-time is not stated.
    Unknown,
}

/// A column's type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text, length in UTF-16 units.
    Text {
        /// Longest text, when stated.
        max_length: Option<u32>,
    },
    /// Dataverse two options, `Edm.Boolean`.
    Boolean,
    /// Whole number of 32 or 64 bits.
    Integer {
        /// 32 or 64.
        bits: u8,
        /// Smallest value, when stated.
        min: Option<i64>,
        /// Largest value, when stated.
        max: Option<i64>,
    },
    /// Decimal, money, real and double: all exact here.
    Decimal {
        /// Decimal places that are kept, when stated.
        places: Option<u8>,
        /// Smallest value, when stated.
        min: Option<Decimal>,
        /// Largest value, when stated.
        max: Option<Decimal>,
        /// A Dataverse currency column.
        money: bool,
    },
    /// Dataverse choice, state or status reason.
    Choice(Arc<Choices>),
    /// Dataverse multi-select choice: dual-write has no public statement on it.
    MultiChoice(Arc<Choices>),
    /// Finance enum, `NoYes` included.
    Enumeration(Arc<Enumeration>),
    /// A calendar day.
    Date,
    /// A date-time.
    DateTime(DateBehavior),
    /// Globally unique identifier.
    Guid,
    /// Dataverse lookup, customer or owner: logical names of the tables it may point to (empty:
    /// not stated).
    Lookup(Vec<Box<str>>),
    /// Image, file, binary, container, record id: never mapped. Holds the metadata's word for it.
    Unmappable(Box<str>),
    /// The description names a doubtful type (`string?`, `int/enum`, `edt:X`): nothing is checked.
    Unchecked,
}

impl Type {
    /// The name used in messages: `text`, `two options`, `whole number`, …
    pub fn label(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Boolean => "two options",
            Self::Integer { .. } => "whole number",
            Self::Decimal { money: true, .. } => "currency",
            Self::Decimal { .. } => "decimal",
            Self::Choice(_) => "choice",
            Self::MultiChoice(_) => "multi-select choice",
            Self::Enumeration(_) => "enum",
            Self::Date => "date",
            Self::DateTime(_) => "date and time",
            Self::Guid => "unique identifier",
            Self::Lookup(_) => "lookup",
            Self::Unmappable(_) => "unmappable",
            Self::Unchecked => "unchecked",
        }
    }
}
