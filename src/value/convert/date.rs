//! Dates and date-times as targets.
//!
//! Finance `$metadata` states every date as `Edm.DateTimeOffset` and prints plain dates at noon UTC;
//! Dataverse keeps days (`Edm.Date`) and instants apart. No zone database is consulted: a day taken
//! from an instant is the UTC day.

use super::{Conversion, Converted, Destination, Output};
use crate::diagnostic::{Code, Evidence, Severity};
use crate::value::semantics::EmptyDateToDataverse;
use crate::value::{Cell, CivilDate, CivilDateTime, DateBehavior, Instant, Type};

/// Finance's "no date".
pub(super) const FINANCE_EMPTY: &str = "1900-01-01T00:00:00Z";

const NOON: u32 = 43_200;

/// A date text as read.
#[derive(Clone, Copy)]
struct Moment {
    at: CivilDateTime,
    /// A day without time of day.
    day_only: bool,
    /// A date-time without zone.
    no_zone: bool,
}

pub(super) fn date(cell: &Cell<'_>, how: &Conversion<'_>) -> Converted {
    let moment = match read(cell, "Edm.Date", how) {
        Ok(moment) => moment,
        Err(failed) => return *failed,
    };
    let day = moment.at.date;
    let text = match how.to {
        Destination::Dataverse => day.to_string(),
        Destination::Finance => finance_day(day),
    };
    let mut result = written(cell, text.clone(), how);
    if moment.day_only {
        return empty_date(result, day, how);
    }
    let finding = |code| {
        how.finding(code)
            .value("value", cell.text())
            .value("sent", text.clone())
    };
    // Dates of Finance arrive at noon or midnight; that time of day carries nothing.
    let plain = moment.at.nanos == 0 && matches!(moment.at.seconds, 0 | NOON);
    match how.source_kind {
        Some(Type::DateTime(DateBehavior::UserLocal)) => {
            result = result.with(finding(Code::UserLocalIntoDate));
        }
        Some(Type::Date) => {}
        _ if !plain => result = result.with(finding(Code::TimeDropped)),
        _ => {}
    }
    empty_date(result, day, how)
}

pub(super) fn date_time(
    cell: &Cell<'_>,
    behavior: DateBehavior,
    how: &Conversion<'_>,
) -> Converted {
    let moment = match read(cell, "Edm.DateTimeOffset", how) {
        Ok(moment) => moment,
        Err(failed) => return *failed,
    };
    let text = match (how.to, behavior, moment.day_only) {
        (Destination::Finance, DateBehavior::Unknown, true) => finance_day(moment.at.date),
        _ => Instant(moment.at).to_string(),
    };
    let mut result = written(cell, text.clone(), how);
    let finding = |code| {
        how.finding(code)
            .value("value", cell.text())
            .value("sent", text.clone())
    };
    if moment.day_only && moment.at.date != CivilDate::FINANCE_EMPTY {
        result = result.with(finding(Code::DateKindAssumed));
    }
    if moment.no_zone {
        result = result.with(finding(Code::ZoneAssumed));
    }
    if behavior == DateBehavior::Unknown {
        result = result.unchecked("date-kind");
    }
    empty_date(result, moment.at.date, how)
}

/// A day in a Finance column: noon UTC, so that no zone moves it; the empty date at midnight.
fn finance_day(day: CivilDate) -> String {
    if day == CivilDate::FINANCE_EMPTY {
        return FINANCE_EMPTY.to_owned();
    }
    format!("{day}T12:00:00Z")
}

/// Both forms are texts; a mapped value travels as the map spells it.
fn written(cell: &Cell<'_>, text: String, how: &Conversion<'_>) -> Converted {
    if how.mapped {
        return Converted::new(how.sent_as_is(cell), Output::Text(text));
    }
    Converted::same(Output::Text(text))
}

/// Finance's empty date on its way to Dataverse.
fn empty_date(result: Converted, day: CivilDate, how: &Conversion<'_>) -> Converted {
    if how.to != Destination::Dataverse || day != CivilDate::FINANCE_EMPTY {
        return result;
    }
    match how.semantics.empty_date_to_dataverse {
        EmptyDateToDataverse::PassThrough => result.with(how.finding(Code::EmptyDate)),
        EmptyDateToDataverse::Null => Converted::same(Output::Null),
    }
}

fn read(
    cell: &Cell<'_>,
    edm: &'static str,
    how: &Conversion<'_>,
) -> Result<Moment, Box<Converted>> {
    let Cell::Text(text) = cell else {
        return Err(Box::new(how.literal(cell, edm)));
    };
    if text.is_empty() {
        // Shipped maps turn the empty date into a blank; that Dataverse takes it is inferred.
        let finding = how
            .finding(Code::LiteralRefused)
            .value("value", "")
            .name("type", edm)
            .severity(Severity::Warning)
            .evidence(Evidence::Inferred);
        let failed = Converted::new(how.sent_as_is(cell), Output::Null).with(finding);
        return Err(Box::new(failed));
    }
    moment(text).ok_or_else(|| Box::new(how.literal(cell, edm)))
}

fn moment(text: &str) -> Option<Moment> {
    let day = CivilDate::parse(text).or_else(|| CivilDate::parse_slashed(text));
    if let Some(day) = day {
        return Some(Moment {
            at: day.midnight(),
            day_only: true,
            no_zone: false,
        });
    }
    if let Some(Instant(at)) = Instant::parse(text) {
        return Some(Moment {
            at,
            day_only: false,
            no_zone: false,
        });
    }
    CivilDateTime::parse(text).map(|at| Moment {
        at,
        day_only: false,
        no_zone: true,
    })
}
