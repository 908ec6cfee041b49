//! A column of a record as the caller handed it over, before anything is known of its type.

use std::borrow::Cow;

/// A value as JSON wrote it. Absent, null, the empty text and zero are four different things.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Cell<'a> {
    /// The record does not carry the column.
    #[default]
    Absent,
    /// JSON null.
    Null,
    /// JSON true or false.
    Boolean(bool),
    /// A number in its JSON spelling, digits untouched.
    Number(Cow<'a, str>),
    /// Text, decoded.
    Text(Cow<'a, str>),
    /// An array or object, as raw JSON.
    Complex(Cow<'a, str>),
}

impl Cell<'_> {
    /// A view that borrows its text from this cell.
    pub fn borrowed(&self) -> Cell<'_> {
        match self {
            Self::Absent => Cell::Absent,
            Self::Null => Cell::Null,
            Self::Boolean(flag) => Cell::Boolean(*flag),
            Self::Number(text) => Cell::Number(Cow::Borrowed(text)),
            Self::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Self::Complex(text) => Cell::Complex(Cow::Borrowed(text)),
        }
    }

    /// A copy that borrows nothing.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Absent => Cell::Absent,
            Self::Null => Cell::Null,
            Self::Boolean(flag) => Cell::Boolean(flag),
            Self::Number(text) => Cell::Number(Cow::Owned(text.into_owned())),
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
            Self::Complex(text) => Cell::Complex(Cow::Owned(text.into_owned())),
        }
    }

    /// Whether there is nothing in it: absent, null or the empty text.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Absent | Self::Null => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The text that value maps and messages see: numbers in their spelling, booleans as `true` and
    /// `false`, null and absent as the empty text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Absent | Self::Null => Cow::Borrowed(""),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Number(text) | Self::Text(text) | Self::Complex(text) => Cow::Borrowed(text),
        }
    }
}
