//! One spelling for equal values of a type, so that value maps compare by hash: `192350000.0` and
//! `192350000`, `True` and `true`, `1/1/1900` and `1900-01-01T00:00:00Z`.

use crate::value::{CivilDate, CivilDateTime, DateBehavior, Decimal, Guid, Instant, Type};

/// How the values of a column compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    /// As text only.
    Text,
    Boolean,
    Number,
    /// A day; date-times count when their time of day is midnight, or Finance's noon.
    Day,
    /// A date-time, of which midnight is the day.
    DateTime,
    Guid,
    /// The type is not known: days and numbers compare as such when both sides read as one.
    Guess,
}

impl Compare {
    pub(super) fn of(kind: Option<&Type>) -> Self {
        match kind {
            None | Some(Type::Unchecked) => Self::Guess,
            Some(Type::Boolean) => Self::Boolean,
            Some(Type::Integer { .. } | Type::Decimal { .. } | Type::Choice(_)) => Self::Number,
            Some(Type::Date | Type::DateTime(DateBehavior::Unknown)) => Self::Day,
            Some(Type::DateTime(_)) => Self::DateTime,
            Some(Type::Guid) => Self::Guid,
            Some(_) => Self::Text,
        }
    }

    /// Days compare as texts from here on.
    pub(super) fn without_days(self) -> Self {
        match self {
            Self::Day | Self::DateTime => Self::Text,
            // A guess that reads no days still reads numbers.
            Self::Guess => Self::Number,
            other => other,
        }
    }

    /// The one spelling, or `None` when the text is no value of the type.
    pub(super) fn normal(self, text: &str) -> Option<String> {
        match self {
            Self::Text => None,
            Self::Boolean => boolean(text),
            Self::Number => number(text),
            Self::Day => day(text, true),
            Self::DateTime => day(text, false),
            Self::Guid => Guid::parse(text).map(|guid| guid.to_string()),
            Self::Guess => day(text, true).or_else(|| number(text)),
        }
    }
}

fn boolean(text: &str) -> Option<String> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if text == "1" || is("true") || is("yes") {
        return Some("true".to_owned());
    }
    (text == "0" || is("false") || is("no")).then(|| "false".to_owned())
}

fn number(text: &str) -> Option<String> {
    let number = Decimal::parse(text).ok()?;
    Some(number.normalized().to_string())
}

fn day(text: &str, noon_too: bool) -> Option<String> {
    let day = CivilDate::parse(text).or_else(|| CivilDate::parse_slashed(text));
    if let Some(day) = day {
        return Some(day.to_string());
    }
    let at = match Instant::parse(text) {
        Some(Instant(at)) => at,
        None => CivilDateTime::parse(text)?,
    };
    let plain = at.nanos == 0 && (at.seconds == 0 || (noon_too && at.seconds == 43_200));
    Some(if plain {
        at.date.to_string()
    } else {
        at.to_string()
    })
}
