//! Values and column types of both sides: exact decimals, civil dates, instants, GUIDs, choices.
//! Nothing here reads a clock, a locale or a time zone database, and no amount passes through a
//! binary float.

mod cell;
mod civil;
mod convert;
mod decimal;
mod guid;
mod kind;
pub mod semantics;

pub use cell::Cell;
pub use civil::{CivilDate, CivilDateTime, Instant};
pub use convert::{Conversion, Converted, Destination, Output, convert};
pub use decimal::{Decimal, DecimalError};
pub use guid::Guid;
pub use kind::{ChoiceOption, Choices, DateBehavior, Enumeration, Type};
pub use semantics::Semantics;

pub(crate) use kind::loose;

/// A value that expressions and conversions work on. Absent and unknown are not values: rooms that
/// meet them wrap this type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No value.
    Null,
    /// Two options.
    Boolean(bool),
    /// Any number, whole or not, exact.
    Number(Decimal),
    /// Text, a Finance enum member name included.
    Text(String),
    /// A day in the calendar, without zone.
    Date(CivilDate),
    /// A day and a time of day, without zone.
    DateTime(CivilDateTime),
    /// A point in time.
    Instant(Instant),
    /// A globally unique identifier.
    Guid(Guid),
}
