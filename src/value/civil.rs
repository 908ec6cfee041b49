//! Days and times: a civil date, a civil date-time and an instant are three types, and none turns
//! into another without being told how.
//!
//! Texts are those of the two Web APIs: ISO 8601 dates `2024-02-29`, date-times with up to seven
//! and more fraction digits (kept to nanoseconds), offsets `Z` and `±hh:mm`. Value maps also write
//! days as `1/1/1900` (month first), which [`CivilDate::parse_slashed`] reads.

use std::fmt;

/// A day in the proleptic Gregorian calendar, year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilDate {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A day and a time of day, without zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CivilDateTime {
    /// The day.
    pub date: CivilDate,
    /// Seconds since midnight, 0 to 86,399.
    pub seconds: u32,
    /// Nanoseconds, 0 to 999,999,999.
    pub nanos: u32,
}

/// A point in time: a civil date-time in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Instant(pub CivilDateTime);

impl CivilDate {
    /// The day Finance stores for "no date".
    pub const FINANCE_EMPTY: Self = Self {
        year: 1900,
        month: 1,
        day: 1,
    };

    /// A day, when the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let known = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && day <= days_in_month(year, month);
        known.then_some(Self { year, month, day })
    }

    /// `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let year = digits(bytes.get(0..4)?)?;
        let month = digits(bytes.get(5..7)?)?;
        let day = digits(bytes.get(8..10)?)?;
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// `M/D/YYYY`, month first, with or without padding, as shipped value maps write days.
    pub fn parse_slashed(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let month = part(parts.next()?, 2)?;
        let day = part(parts.next()?, 2)?;
        let year_text = parts.next()?;
        if parts.next().is_some() || year_text.len() != 4 {
            return None;
        }
        let year = part(year_text, 4)?;
        Self::new(
            u16::try_from(year).ok()?,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// Days since 0001-01-01.
    fn ordinal(self) -> i64 {
        let year = i64::from(self.year).saturating_sub(1);
        let leap = year
            .div_euclid(4)
            .saturating_sub(year.div_euclid(100))
            .saturating_add(year.div_euclid(400));
        let mut days = year.saturating_mul(365).saturating_add(leap);
        for month in 1..self.month {
            days = days.saturating_add(i64::from(days_in_month(self.year, month)));
        }
        days.saturating_add(i64::from(self.day)).saturating_sub(1)
    }

    /// The day `by` days later; `None` outside the years 1 to 9999.
    pub fn plus_days(self, by: i64) -> Option<Self> {
        let mut date = self;
        let mut left = by;
        // Whole years first, so that the loop is short for any distance.
        while left.unsigned_abs() > 366 {
            let year = if left > 0 {
                date.year.checked_add(1)?
            } else {
                date.year.checked_sub(1)?
            };
            let moved = Self::new(year, date.month, date.day.min(28))?;
            left = left.saturating_sub(moved.ordinal().saturating_sub(date.ordinal()));
            date = moved;
        }
        while left > 0 {
            date = match date.day.checked_add(1) {
                Some(day) if day <= days_in_month(date.year, date.month) => Self { day, ..date },
                _ if date.month < 12 => Self::new(date.year, date.month.saturating_add(1), 1)?,
                _ => Self::new(date.year.checked_add(1)?, 1, 1)?,
            };
            left = left.saturating_sub(1);
        }
        while left < 0 {
            date = if date.day > 1 {
                Self {
                    day: date.day.saturating_sub(1),
                    ..date
                }
            } else if date.month > 1 {
                let month = date.month.saturating_sub(1);
                Self::new(date.year, month, days_in_month(date.year, month))?
            } else {
                Self::new(date.year.checked_sub(1)?, 12, 31)?
            };
            left = left.saturating_add(1);
        }
        Some(date)
    }

    /// Midnight of this day.
    pub fn midnight(self) -> CivilDateTime {
        CivilDateTime {
            date: self,
            seconds: 0,
            nanos: 0,
        }
    }
}

impl CivilDateTime {
    /// `YYYY-MM-DDThh:mm[:ss[.fraction]]` without zone.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let time = rest.strip_prefix(['T', 't', ' '])?;
        let date = CivilDate::parse(date)?;
        let (clock, fraction) = match time.split_once('.') {
            Some((clock, fraction)) => (clock, Some(fraction)),
            None => (time, None),
        };
        let mut parts = clock.split(':');
        let hour = two(parts.next()?)?;
        let minute = two(parts.next()?)?;
        let second = match parts.next() {
            Some(text) => two(text)?,
            None if fraction.is_some() => return None,
            None => 0,
        };
        if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let nanos = match fraction {
            Some(text) => fraction_nanos(text)?,
            None => 0,
        };
        let seconds = hour
            .saturating_mul(3600)
            .saturating_add(minute.saturating_mul(60))
            .saturating_add(second);
        Some(Self {
            date,
            seconds,
            nanos,
        })
    }

    /// Moved by seconds; `None` outside the years 1 to 9999.
    pub fn plus_seconds(self, by: i64) -> Option<Self> {
        let total = i64::from(self.seconds).checked_add(by)?;
        let days = total.div_euclid(86_400);
        let seconds = u32::try_from(total.rem_euclid(86_400)).ok()?;
        Some(Self {
            date: self.date.plus_days(days)?,
            seconds,
            nanos: self.nanos,
        })
    }
}

impl Instant {
    /// A date-time with zone: `…Z` or `…±hh:mm`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(plain) = text.strip_suffix(['Z', 'z']) {
            return CivilDateTime::parse(plain).map(Self);
        }
        let split = text.len().checked_sub(6)?;
        let (plain, offset) = text.split_at_checked(split)?;
        let (negative, clock) = match offset.split_at_checked(1)? {
            ("+", clock) => (false, clock),
            ("-", clock) => (true, clock),
            _ => return None,
        };
        let (hours, minutes) = clock.split_once(':')?;
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        if hours > 14 || minutes > 59 {
            return None;
        }
        let ahead = i64::from(
            hours
                .saturating_mul(3600)
                .saturating_add(minutes.saturating_mul(60)),
        );
        let shift = if negative {
            ahead
        } else {
            ahead.saturating_neg()
        };
        CivilDateTime::parse(plain)?.plus_seconds(shift).map(Self)
    }
}

impl fmt::Display for CivilDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for CivilDateTime {
    /// Seconds always, a fraction only when there is one, without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hour = self.seconds.div_euclid(3600);
        let minute = self.seconds.div_euclid(60).rem_euclid(60);
        let second = self.seconds.rem_euclid(60);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}", self.date)?;
        if self.nanos == 0 {
            return Ok(());
        }
        let fraction = format!("{:09}", self.nanos);
        write!(f, ".{}", fraction.trim_end_matches('0'))
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", self.0)
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn digits(bytes: &[u8]) -> Option<u32> {
    let mut number: u32 = 0;
    for byte in bytes {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number
            .checked_mul(10)?
            .checked_add(u32::from(byte.wrapping_sub(b'0')))?;
    }
    Some(number)
}

fn part(text: &str, longest: usize) -> Option<u32> {
    if text.is_empty() || text.len() > longest {
        return None;
    }
    digits(text.as_bytes())
}

fn two(text: &str) -> Option<u32> {
    if text.len() != 2 {
        return None;
    }
    digits(text.as_bytes())
}

/// Nanoseconds of a fraction; digits past the ninth must be there as digits and are dropped.
fn fraction_nanos(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut nanos: u32 = 0;
    for at in 0..9 {
        let digit = text
            .as_bytes()
            .get(at)
            .map_or(0, |byte| byte.wrapping_sub(b'0'));
        nanos = nanos.saturating_mul(10).saturating_add(u32::from(digit));
    }
    Some(nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days() {
        assert_eq!(
            CivilDate::parse("2024-02-29")
                .map(|d| d.to_string())
                .as_deref(),
            Some("2024-02-29")
        );
        assert_eq!(CivilDate::parse("2023-02-29"), None);
        assert_eq!(CivilDate::parse("2023-2-09"), None);
        assert_eq!(
            CivilDate::parse_slashed("1/1/1900"),
            Some(CivilDate::FINANCE_EMPTY)
        );
        assert_eq!(
            CivilDate::parse_slashed("01/01/1900"),
            Some(CivilDate::FINANCE_EMPTY)
        );
        assert_eq!(CivilDate::parse_slashed("13/1/1900"), None);
    }

    #[test]
    fn moves_instants_to_utc() {
        for (text, utc) in [
            ("2024-03-01T00:30:00+02:00", "2024-02-29T22:30:00Z"),
            (
                "2023-12-31T23:30:00.1230000-01:00",
                "2024-01-01T00:30:00.123Z",
            ),
            ("2154-12-31T23:59:59Z", "2154-12-31T23:59:59Z"),
            ("2024-01-01T10:00Z", "2024-01-01T10:00:00Z"),
        ] {
            assert_eq!(
                Instant::parse(text).map(|i| i.to_string()).as_deref(),
                Some(utc),
                "{text}"
            );
        }
        assert_eq!(Instant::parse("2024-01-01T24:00:00Z"), None);
        assert_eq!(Instant::parse("2024-01-01T10:00:00"), None);
    }

    #[test]
    fn moves_days_far() {
        let start = CivilDate::FINANCE_EMPTY;
        assert_eq!(
            start.plus_days(45_000).map(|d| d.to_string()).as_deref(),
            Some("2023-03-17")
        );
        assert_eq!(
            start.plus_days(-366).map(|d| d.to_string()).as_deref(),
            Some("1898-12-31")
        );
        assert_eq!(start.plus_days(9_000_000), None);
        for by in [-1000i64, -366, -1, 0, 1, 59, 60, 365, 366, 1461, 40_000] {
            let moved = start.plus_days(by).map_or(i64::MIN, CivilDate::ordinal);
            assert_eq!(moved, start.ordinal() + by, "{by}");
        }
    }
}
