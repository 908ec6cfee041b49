//! How two values that are not null stand to each other, by the type of the column that takes
//! part.

use crate::value::{
    CivilDate, CivilDateTime, DateBehavior, Decimal, Enumeration, Guid, Instant, Type, Value,
};
use std::cmp::Ordering;

/// How two values stand to each other.
pub(super) enum Order {
    Is(Ordering),
    /// Not equal; which is greater cannot be said.
    Different,
}

impl Order {
    pub(super) fn is_same(&self) -> bool {
        matches!(self, Self::Is(Ordering::Equal))
    }
}

/// Compares two values that are not null; `None` when they cannot be compared. `kind` is the type
/// of the column that takes part.
pub(super) fn order(
    left: &Value,
    right: &Value,
    kind: Option<&Type>,
    exact: bool,
) -> Option<Order> {
    if let Some(Type::Enumeration(list)) = kind {
        return order_members(left, right, list, exact);
    }
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => order_texts(a, b, kind, exact),
        (Value::Number(a), Value::Number(b)) => Some(Order::Is(a.cmp(b))),
        (Value::Boolean(a), Value::Boolean(b)) => Some(Order::Is(a.cmp(b))),
        (Value::Guid(a), Value::Guid(b)) => Some(Order::Is(a.cmp(b))),
        (Value::Text(text), other) => order_with_text(other, text, kind).map(reversed),
        (other, Value::Text(text)) => order_with_text(other, text, kind),
        (Value::Boolean(flag), Value::Number(number)) => {
            Some(Order::Is(Decimal::from(i64::from(*flag)).cmp(number)))
        }
        (Value::Number(number), Value::Boolean(flag)) => {
            Some(Order::Is(number.cmp(&Decimal::from(i64::from(*flag)))))
        }
        _ => Some(order_moments(&as_moment(left)?, &as_moment(right)?, kind)),
    }
}

fn reversed(order: Order) -> Order {
    match order {
        Order::Is(found) => Order::Is(found.reverse()),
        Order::Different => Order::Different,
    }
}

/// Two texts: as the column's type reads them where it is a date; ignoring case otherwise.
fn order_texts(a: &str, b: &str, kind: Option<&Type>, exact: bool) -> Option<Order> {
    match kind {
        // Of a column without known type, two spellings of dates are dates.
        None | Some(Type::Unchecked) => {
            if let (Some(a), Some(b)) = (moment(a), moment(b)) {
                return Some(order_moments(&a, &b, None));
            }
        }
        Some(Type::Text { .. } | Type::Unmappable(_)) => {}
        // Neither is what the column holds.
        Some(_) => return None,
    }
    let found = if exact {
        a.cmp(b)
    } else {
        a.to_lowercase().cmp(&b.to_lowercase())
    };
    // Which of two texts a database sorts first depends on its collation, which nobody states;
    // only letters and digits of ASCII sort alike in all.
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if found.is_ne() && !(plain(a) && plain(b)) {
        return Some(Order::Different);
    }
    Some(Order::Is(found))
}

/// A value against a text that spells one of its type.
fn order_with_text(value: &Value, text: &str, kind: Option<&Type>) -> Option<Order> {
    match value {
        Value::Number(number) => {
            if matches!(kind, Some(Type::Text { .. })) {
                let spelled = number.to_string();
                return Some(Order::Is(spelled.as_str().cmp(text)));
            }
            let other = Decimal::parse(text.trim()).ok()?;
            Some(Order::Is(number.cmp(&other)))
        }
        Value::Boolean(flag) => Some(Order::Is(flag.cmp(&boolean(text)?))),
        Value::Guid(guid) => match Guid::parse(text) {
            Some(other) => Some(Order::Is(guid.cmp(&other))),
            None => Some(Order::Different),
        },
        _ => Some(order_moments(&as_moment(value)?, &moment(text)?, kind)),
    }
}

/// Finance enum values: names and numbers of a known enum are the same thing.
fn order_members(left: &Value, right: &Value, list: &Enumeration, exact: bool) -> Option<Order> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.to_i64(),
        Value::Boolean(flag) => Some(i64::from(*flag)),
        Value::Text(text) => match list.member(text) {
            Some((_, number)) => Some(*number),
            None => text.trim().parse().ok(),
        },
        _ => None,
    };
    if let (Some(a), Some(b)) = (number(left), number(right)) {
        return Some(Order::Is(a.cmp(&b)));
    }
    let (Value::Text(a), Value::Text(b)) = (left, right) else {
        return None;
    };
    // Of an enum whose members nobody named, a name may have any number.
    if list.members.is_empty() && number(left).is_some() != number(right).is_some() {
        return None;
    }
    let same = if exact {
        a == b
    } else {
        a.to_lowercase() == b.to_lowercase()
    };
    Some(if same {
        Order::Is(Ordering::Equal)
    } else {
        Order::Different
    })
}

/// A place in time as a text spells it.
pub(super) enum Moment {
    Date(CivilDate),
    Civil(CivilDateTime),
    Instant(Instant),
}

pub(super) fn moment(text: &str) -> Option<Moment> {
    CivilDate::parse(text)
        .map(Moment::Date)
        .or_else(|| Instant::parse(text).map(Moment::Instant))
        .or_else(|| CivilDateTime::parse(text).map(Moment::Civil))
}

fn as_moment(value: &Value) -> Option<Moment> {
    match value {
        Value::Date(date) => Some(Moment::Date(*date)),
        Value::DateTime(civil) => Some(Moment::Civil(*civil)),
        Value::Instant(instant) => Some(Moment::Instant(*instant)),
        _ => None,
    }
}

/// Days compare as days where the column holds days; else as moments, a day being its midnight and
/// a time without zone being UTC, as both services read filter constants.
fn order_moments(left: &Moment, right: &Moment, kind: Option<&Type>) -> Order {
    let days = match kind {
        Some(Type::Date) => true,
        // A Finance value that arrived as noon was read as a day: its counterpart is one too.
        Some(Type::DateTime(DateBehavior::Unknown)) => {
            matches!(left, Moment::Date(_)) && matches!(right, Moment::Date(_))
        }
        _ => false,
    };
    if days {
        return Order::Is(day_of(left).cmp(&day_of(right)));
    }
    Order::Is(civil(left).cmp(&civil(right)))
}

pub(super) fn day_of(moment: &Moment) -> CivilDate {
    civil(moment).date
}

fn civil(moment: &Moment) -> CivilDateTime {
    match moment {
        Moment::Date(date) => date.midnight(),
        Moment::Civil(civil) | Moment::Instant(Instant(civil)) => *civil,
    }
}

pub(super) fn is_noon(civil: &CivilDateTime) -> bool {
    civil.seconds == 43_200 && civil.nanos == 0
}

/// A two-option or `NoYes` value in words.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}
