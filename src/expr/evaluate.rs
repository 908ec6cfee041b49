//! The one evaluator, with four truth values.
//!
//! | `and`   | true    | false | null    | unknown |   | `or`    | true | false   | null    | unknown |   | `not`   |         |
//! |---------|---------|-------|---------|---------|---|---------|------|---------|---------|---------|---|---------|---------|
//! | true    | true    | false | null    | unknown |   | true    | true | true    | true    | true    |   | true    | false   |
//! | false   | false   | false | false   | false   |   | false   | true | false   | null    | unknown |   | false   | true    |
//! | null    | null    | false | null    | unknown |   | null    | true | null    | null    | unknown |   | null    | null    |
//! | unknown | unknown | false | unknown | unknown |   | unknown | true | unknown | unknown | unknown |   | unknown | unknown |
//!
//! | a comparison              | OData                                        | X++  |
//! |---------------------------|----------------------------------------------|------|
//! | null `eq` the word `null` | true                                         | no such word |
//! | value `eq` the word `null`| false                                        | no such word |
//! | `ne` the word `null`      | the opposite                                 | no such word |
//! | null `eq` a value         | null                                         | null |
//! | null `ne` a value         | false (rule `odata-ne-null`; or true)        | null |
//! | null and other operators  | null                                         | null |
//! | unknown and anything      | unknown                                      | unknown |
//! | values that cannot be compared | unknown                                 | unknown |
//!
//! Null is a view's NULL, not the empty text (documented for Finance). `ne` being false for null is
//! inferred from shipped filters, which write `x ne 1 or x eq null`. The fixture
//! `tests/data/expr/truth.tsv` holds the same tables.

use super::Dialect;
use super::bind::{Bound, ColumnRef, Term, Test, TextTest};
use super::compare::{Moment, Order, boolean, day_of, is_noon, moment, order};
use super::tree::BinaryOp;
use crate::schema::Side;
use crate::value::semantics::{ODataNeNull, XppTextCase};
use crate::value::{Cell, DateBehavior, Decimal, Guid, Instant, Semantics, Type, Value};

/// The result of a condition. A filter lets a record pass only when it is [`Truth::True`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// A null decided it: as good as false, except under `not`.
    Null,
    /// Something it needs was not given: undecided.
    Unknown,
}

impl Truth {
    /// `true`, `false`, `null`, `unknown`.
    pub fn word(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Null => "null",
            Self::Unknown => "unknown",
        }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Null, _) | (_, Self::Null) => Self::Null,
            _ => Self::True,
        }
    }

    /// At least one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Null, _) | (_, Self::Null) => Self::Null,
            _ => Self::False,
        }
    }

    /// The opposite; null and unknown stay.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            other => other,
        }
    }
}

impl From<bool> for Truth {
    fn from(flag: bool) -> Self {
        if flag { Self::True } else { Self::False }
    }
}

/// What a row says of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The value, null included.
    Known(Value),
    /// Not given, or not readable as the column's type.
    Unknown,
}

/// A row as the evaluator reads it.
pub trait Row {
    /// The column at this index of [`Bound::columns`].
    fn column(&self, index: usize) -> Operand;
}

/// Evaluates a bound expression over a row.
pub fn evaluate(bound: &Bound, row: &dyn Row, semantics: &Semantics) -> Truth {
    Evaluator {
        bound,
        row,
        semantics,
    }
    .test(&bound.root)
}

/// The operand that a cell of a record stands for. An absent cell is unknown; the empty text of
/// Dataverse is null (inferred: Dataverse stores it so), that of Finance is a text. `kind` is the
/// column's type, when known.
pub fn operand_from_cell(cell: &Cell<'_>, kind: Option<&Type>, side: Side) -> Operand {
    match cell {
        Cell::Absent | Cell::Complex(_) => Operand::Unknown,
        Cell::Null => Operand::Known(Value::Null),
        Cell::Boolean(flag) => Operand::Known(Value::Boolean(*flag)),
        Cell::Number(text) if matches!(kind, Some(Type::Text { .. })) => {
            Operand::Known(Value::Text(text.to_string()))
        }
        Cell::Number(text) => match Decimal::parse(text) {
            Ok(number) => Operand::Known(Value::Number(number)),
            Err(_) => Operand::Unknown,
        },
        Cell::Text(text) if text.is_empty() && side == Side::Dataverse => {
            Operand::Known(Value::Null)
        }
        Cell::Text(text) => Operand::Known(typed(text, kind)),
    }
}

/// A text as the column's type reads it; a text that the type cannot read stays a text, which
/// compares with nothing of that type.
fn typed(text: &str, kind: Option<&Type>) -> Value {
    let read = match kind {
        Some(Type::Boolean) => boolean(text).map(Value::Boolean),
        Some(Type::Integer { .. } | Type::Decimal { .. } | Type::Choice(_)) => {
            Decimal::parse(text.trim()).ok().map(Value::Number)
        }
        Some(Type::Date) => moment(text).map(|value| Value::Date(day_of(&value))),
        Some(Type::DateTime(behavior)) => {
            moment(text).map(|moment| match (behavior, moment) {
                // Finance sends a date-only field as noon of its day.
                (DateBehavior::Unknown, Moment::Instant(Instant(civil))) if is_noon(&civil) => {
                    Value::Date(civil.date)
                }
                (_, Moment::Date(date)) => Value::Date(date),
                (_, Moment::Civil(civil)) => Value::DateTime(civil),
                (_, Moment::Instant(instant)) => Value::Instant(instant),
            })
        }
        Some(Type::Guid | Type::Lookup(_)) => Guid::parse(text).map(Value::Guid),
        _ => None,
    };
    read.unwrap_or_else(|| Value::Text(text.to_owned()))
}

struct Evaluator<'a> {
    bound: &'a Bound,
    row: &'a dyn Row,
    semantics: &'a Semantics,
}

/// An operand with its column's type.
struct Given<'a> {
    value: Value,
    kind: Option<&'a Type>,
}

enum Found<'a> {
    Known(Given<'a>),
    /// The word `null`.
    Word,
    Unknown,
}

impl<'a> Evaluator<'a> {
    fn test(&self, test: &Test) -> Truth {
        match test {
            Test::Constant(flag) => (*flag).into(),
            Test::Null => Truth::Null,
            Test::Open => Truth::Unknown,
            Test::Column(index) => match self.row.column(*index) {
                Operand::Known(Value::Null) => Truth::Null,
                Operand::Known(Value::Boolean(flag)) => flag.into(),
                Operand::Known(Value::Text(text)) => {
                    boolean(&text).map_or(Truth::Unknown, Truth::from)
                }
                _ => Truth::Unknown,
            },
            Test::Not(inner) => self.test(inner).negated(),
            Test::All(tests) => {
                let mut all = Truth::True;
                for test in tests {
                    all = all.and(self.test(test));
                    if all == Truth::False {
                        break;
                    }
                }
                all
            }
            Test::AnyOf(tests) => {
                let mut any = Truth::False;
                for test in tests {
                    any = any.or(self.test(test));
                    if any == Truth::True {
                        break;
                    }
                }
                any
            }
            Test::Compare(op, left, right) => self.compare(*op, left, right),
            Test::In(subject, items) => items.iter().fold(Truth::False, |any, item| {
                any.or(self.compare(BinaryOp::Eq, subject, item))
            }),
            Test::Like(left, right) => self.texts(left, right, matches_pattern),
            Test::Text(test, left, right) => self.texts(
                left,
                right,
                match test {
                    TextTest::Contains => |text, part| text.contains(part),
                    TextTest::Starts => |text, part| text.starts_with(part),
                    TextTest::Ends => |text, part| text.ends_with(part),
                },
            ),
        }
    }

    fn operand(&self, term: &Term) -> Found<'a> {
        match term {
            Term::Open => Found::Unknown,
            Term::Null => Found::Word,
            Term::Constant(value) => Found::Known(Given {
                value: value.clone(),
                kind: None,
            }),
            Term::Column(index) => match self.row.column(*index) {
                Operand::Unknown => Found::Unknown,
                Operand::Known(value) => {
                    let column: Option<&'a ColumnRef> = self.bound.columns.get(*index);
                    let kind = column.and_then(|column| column.kind.as_ref());
                    Found::Known(Given { value, kind })
                }
            },
        }
    }

    fn compare(&self, op: BinaryOp, left: &Term, right: &Term) -> Truth {
        let (left, right) = match (self.operand(left), self.operand(right)) {
            (Found::Unknown, _) | (_, Found::Unknown) => return Truth::Unknown,
            (Found::Known(side), Found::Word) | (Found::Word, Found::Known(side)) => {
                return is_null(op, side.value == Value::Null);
            }
            (Found::Word, Found::Word) => return is_null(op, true),
            (Found::Known(left), Found::Known(right)) => (left, right),
        };
        let nulls = (left.value == Value::Null, right.value == Value::Null);
        if nulls.0 || nulls.1 {
            return self.with_null(op, nulls.0 && nulls.1);
        }
        let kind = left.kind.or(right.kind);
        let Some(ordering) = order(&left.value, &right.value, kind, self.exact_case()) else {
            return Truth::Unknown;
        };
        match (op, ordering) {
            (BinaryOp::Eq, found) => found.is_same().into(),
            (BinaryOp::Ne, found) => (!found.is_same()).into(),
            (_, Order::Different) => Truth::Unknown,
            (BinaryOp::Gt, Order::Is(found)) => found.is_gt().into(),
            (BinaryOp::Ge, Order::Is(found)) => found.is_ge().into(),
            (BinaryOp::Lt, Order::Is(found)) => found.is_lt().into(),
            (BinaryOp::Le, Order::Is(found)) => found.is_le().into(),
            _ => Truth::Unknown,
        }
    }

    fn with_null(&self, op: BinaryOp, both: bool) -> Truth {
        if op != BinaryOp::Ne || self.bound.dialect == Dialect::Xpp {
            return Truth::Null;
        }
        match self.semantics.odata_ne_null {
            ODataNeNull::False => Truth::False,
            ODataNeNull::True => (!both).into(),
        }
    }

    fn exact_case(&self) -> bool {
        self.bound.dialect == Dialect::Xpp && self.semantics.xpp_text_case == XppTextCase::Exact
    }

    fn texts(&self, left: &Term, right: &Term, test: fn(&str, &str) -> bool) -> Truth {
        let (left, right) = match (self.operand(left), self.operand(right)) {
            (Found::Unknown, _) | (_, Found::Unknown) => return Truth::Unknown,
            (Found::Word, _) | (_, Found::Word) => return Truth::Null,
            (Found::Known(left), Found::Known(right)) => (left.value, right.value),
        };
        match (left, right) {
            (Value::Null, _) | (_, Value::Null) => Truth::Null,
            (Value::Text(text), Value::Text(part)) if self.exact_case() => {
                test(&text, &part).into()
            }
            (Value::Text(text), Value::Text(part)) => {
                test(&text.to_lowercase(), &part.to_lowercase()).into()
            }
            _ => Truth::Unknown,
        }
    }
}

/// `eq null` and `ne null` ask whether there is a value; other operators say nothing about null.
fn is_null(op: BinaryOp, null: bool) -> Truth {
    match op {
        BinaryOp::Eq => null.into(),
        BinaryOp::Ne => (!null).into(),
        _ => Truth::Null,
    }
}

/// X++ `like`: `*` stands for any characters, `?` for one. Linear in pattern and text for one star,
/// never worse than their product.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    let mut text = text.chars();
    let mut pattern = pattern.chars();
    // Where to go on after the last star when what follows it does not match.
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let rest_text = text.clone();
        match (pattern.next(), text.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                retry = Some((rest_text.clone(), pattern.clone()));
                text = rest_text;
                continue;
            }
            (Some('?'), Some(_)) => continue,
            (Some(wanted), Some(found)) if wanted == found => continue,
            _ => {}
        }
        let Some((mut later, after_star)) = retry.take() else {
            return false;
        };
        if later.next().is_none() {
            return false;
        }
        text = later.clone();
        pattern = after_star.clone();
        retry = Some((later, after_star));
    }
}
