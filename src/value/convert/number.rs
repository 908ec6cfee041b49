//! Whole numbers, decimals and money as targets. Exact: no value passes through a binary float.

use super::{Conversion, Converted, Output};
use crate::diagnostic::Code;
use crate::value::semantics::Precision;
use crate::value::{Cell, Decimal, DecimalError};

pub(super) fn integer(
    cell: &Cell<'_>,
    bits: u8,
    min: Option<i64>,
    max: Option<i64>,
    how: &Conversion<'_>,
) -> Converted {
    let edm = if bits > 32 { "Edm.Int64" } else { "Edm.Int32" };
    let number = match parse(cell) {
        Ok(number) => number,
        Err(DecimalError::Syntax) => return how.literal(cell, edm),
        // More digits than 38: far outside, or a fraction; neither is a whole number that fits.
        Err(DecimalError::TooLarge) => return overflow(cell, edm, how),
    };
    if number.significant_places() > 0 {
        return how.literal(cell, edm);
    }
    let fits = |whole: &i64| bits > 32 || i32::try_from(*whole).is_ok();
    let Some(whole) = number.to_i64().filter(fits) else {
        return overflow(cell, edm, how);
    };
    let result = Converted::new(how.sent_as_is(cell), Output::Number(whole.to_string()));
    let limits = (min.map(Decimal::from), max.map(Decimal::from));
    in_range(result, Decimal::from(whole), limits, how)
}

pub(super) fn decimal(
    cell: &Cell<'_>,
    places: Option<u8>,
    min: Option<Decimal>,
    max: Option<Decimal>,
    how: &Conversion<'_>,
) -> Converted {
    let number = match parse(cell) {
        Ok(number) => number,
        Err(DecimalError::Syntax) => return how.literal(cell, "Edm.Decimal"),
        Err(DecimalError::TooLarge) => {
            let finding = how.finding(Code::NumberTooLong).value("value", cell.text());
            return Converted {
                undecided: true,
                ..Converted::same(how.sent_as_is(cell)).with(finding)
            };
        }
    };
    let Some(places) = places else {
        let typed = Output::Number(number.to_string());
        let result = Converted::new(how.sent_as_is(cell), typed).unchecked("precision");
        return in_range(result, number, (min, max), how);
    };
    let (rounded, lost) = number.rounded(places);
    let typed = Output::Number(rounded.to_string());
    if !lost {
        let result = Converted::new(how.sent_as_is(cell), typed);
        return in_range(result, rounded, (min, max), how);
    }
    let result = match how.semantics.precision {
        Precision::RoundHalfAway => {
            let finding = how
                .finding(Code::DigitsLost)
                .value("value", cell.text())
                .value("kept", rounded.to_string())
                .number("places", u64::from(places));
            Converted::new(how.sent(cell, rounded.to_string()), typed).with(finding)
        }
        Precision::Refuse => {
            let finding = how
                .finding(Code::DigitsRefused)
                .value("value", cell.text())
                .number("places", u64::from(places));
            Converted::same(how.sent_as_is(cell)).with(finding)
        }
    };
    in_range(result, rounded, (min, max), how)
}

/// The exact number of a number or text cell.
pub(super) fn parse(cell: &Cell<'_>) -> Result<Decimal, DecimalError> {
    match cell {
        Cell::Number(text) | Cell::Text(text) => Decimal::parse(text),
        _ => Err(DecimalError::Syntax),
    }
}

fn overflow(cell: &Cell<'_>, edm: &'static str, how: &Conversion<'_>) -> Converted {
    let finding = how
        .finding(Code::WholeNumberOverflow)
        .value("value", cell.text())
        .name("type", edm);
    Converted::same(how.sent_as_is(cell)).with(finding)
}

fn in_range(
    result: Converted,
    number: Decimal,
    (min, max): (Option<Decimal>, Option<Decimal>),
    how: &Conversion<'_>,
) -> Converted {
    let finding = |code, limit: Decimal| {
        how.finding(code)
            .value("value", number.to_string())
            .name("limit", limit.to_string())
    };
    let result = match (min, max) {
        (Some(min), _) if number < min => result.with(finding(Code::BelowMinimum, min)),
        (_, Some(max)) if number > max => result.with(finding(Code::AboveMaximum, max)),
        _ => result,
    };
    if min.is_none() || max.is_none() {
        return result.unchecked("range");
    }
    result
}
