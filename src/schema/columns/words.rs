//! The words that cells of a plain-table description may hold.

use crate::schema::{Required, Side};
use crate::value::{ChoiceOption, Choices, DateBehavior, Decimal, Enumeration, Type};
use std::str::FromStr;
use std::sync::Arc;

/// A cell and its heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'a> {
    pub(super) heading: &'static str,
    pub(super) text: &'a str,
}

/// The type that `word` names; `None` for an unknown word. `facts` are the cells that hold limits,
/// options and date behaviour.
pub(super) fn kind<'a>(
    side: Side,
    word: &str,
    facts: &[Cell<'a>],
    unreadable: &mut Vec<Cell<'a>>,
) -> Option<Type> {
    let facts = Facts(facts);
    let folded = word.trim().to_ascii_lowercase();
    if folded.starts_with("edt:") || folded.ends_with('?') || folded == "int/enum" {
        return Some(Type::Unchecked);
    }
    if let Some(name) = enum_name(word) {
        return Some(Type::Enumeration(Arc::new(Enumeration {
            name: name.into(),
            members: facts
                .options(unreadable)
                .into_iter()
                .map(|option| (option.label, option.value))
                .collect(),
        })));
    }
    Some(match folded.as_str() {
        "string" | "text" | "nvarchar" | "memo" | "ntext" | "multiline" | "email" | "url"
        | "phone" | "city" | "country" | "postalcode" | "stateorprovince" | "tickersymbol" => {
            Type::Text {
                max_length: facts.number("maxLength", unreadable),
            }
        }
        "boolean" | "bit" | "two options" | "twooptions" => Type::Boolean,
        "integer" | "int" | "int32" | "timezone" | "time" => facts.integer(32, unreadable),
        "bigint" | "int64" => facts.integer(64, unreadable),
        "decimal" | "double" | "real" | "float" | "latitude" | "longitude" => {
            facts.decimal(false, unreadable)
        }
        "money" | "money_base" | "currency" => facts.decimal(true, unreadable),
        "picklist" | "choice" | "state" | "status" => Type::Choice(facts.choices(unreadable)),
        "multiselectpicklist" | "multichoice" => Type::MultiChoice(facts.choices(unreadable)),
        "uniqueidentifier" | "guid" => Type::Guid,
        "lookup" | "customer" | "owner" | "polymorphic lookup" => Type::Lookup(Vec::new()),
        "date" | "dateonly" => Type::Date,
        "datetime" | "utcdatetime" => facts.date_time(side, unreadable),
        "image" | "file" | "binary" | "container" | "blob" | "virtual" => {
            Type::Unmappable(word.into())
        }
        _ => return None,
    })
}

/// `X` of `enum X` and `enum:X`; `NoYes` for that word alone.
fn enum_name(word: &str) -> Option<&str> {
    let word = word.trim();
    if word.eq_ignore_ascii_case("noyes") {
        return Some("NoYes");
    }
    let (first, name) = word.split_at_checked(4)?;
    let name = name.trim_start();
    (first.eq_ignore_ascii_case("enum")).then(|| name.trim_start_matches(':').trim())
}

pub(super) fn required<'a>(
    side: Side,
    cell: Cell<'a>,
    unreadable: &mut Vec<Cell<'a>>,
) -> Option<Required> {
    match cell.text.to_ascii_lowercase().as_str() {
        // The table behind the entity insists; the entity may still fill the field itself.
        "" | "required(table)" => None,
        "optional" | "none" | "recommended" | "no" | "false" => Some(Required::No),
        "applicationrequired" => Some(Required::Application),
        "systemrequired" | "mandatory" => Some(Required::System),
        "required" | "yes" | "true" => Some(match side {
            Side::Dataverse => Required::Application,
            Side::Finance => Required::System,
        }),
        _ => {
            unreadable.push(cell);
            None
        }
    }
}

pub(super) fn truth<'a>(cell: Cell<'a>, unreadable: &mut Vec<Cell<'a>>) -> Option<bool> {
    match cell.text.to_ascii_lowercase().as_str() {
        "" => None,
        "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => {
            unreadable.push(cell);
            None
        }
    }
}

struct Facts<'f, 'a>(&'f [Cell<'a>]);

impl<'a> Facts<'_, 'a> {
    fn cell(&self, heading: &str) -> Option<Cell<'a>> {
        self.0
            .iter()
            .find(|cell| cell.heading == heading && !cell.text.is_empty())
            .copied()
    }

    fn number<N: FromStr>(&self, heading: &str, unreadable: &mut Vec<Cell<'a>>) -> Option<N> {
        let cell = self.cell(heading)?;
        let number = cell.text.parse().ok();
        if number.is_none() {
            unreadable.push(cell);
        }
        number
    }

    fn exact(&self, heading: &str, unreadable: &mut Vec<Cell<'a>>) -> Option<Decimal> {
        let cell = self.cell(heading)?;
        let number = Decimal::parse(cell.text).ok();
        if number.is_none() {
            unreadable.push(cell);
        }
        number
    }

    fn integer(&self, bits: u8, unreadable: &mut Vec<Cell<'a>>) -> Type {
        Type::Integer {
            bits,
            min: self.number("min", unreadable),
            max: self.number("max", unreadable),
        }
    }

    fn decimal(&self, money: bool, unreadable: &mut Vec<Cell<'a>>) -> Type {
        Type::Decimal {
            places: self.number("precision", unreadable),
            min: self.exact("min", unreadable),
            max: self.exact("max", unreadable),
            money,
        }
    }

    fn date_time(&self, side: Side, unreadable: &mut Vec<Cell<'a>>) -> Type {
        let Some(cell) = self.cell("dateBehavior") else {
            return Type::DateTime(match side {
                // A table of Finance columns tells `date` from `datetime`, which is kept in UTC.
                Side::Finance => DateBehavior::UserLocal,
                Side::Dataverse => DateBehavior::Unknown,
            });
        };
        match cell.text.to_ascii_lowercase().as_str() {
            "userlocal" | "1" => Type::DateTime(DateBehavior::UserLocal),
            "timezoneindependent" | "3" => Type::DateTime(DateBehavior::TimeZoneIndependent),
            "dateonly" | "2" => Type::Date,
            _ => {
                unreadable.push(cell);
                Type::DateTime(DateBehavior::Unknown)
            }
        }
    }

    fn choices(&self, unreadable: &mut Vec<Cell<'a>>) -> Arc<Choices> {
        Arc::new(Choices {
            name: "".into(),
            options: self.options(unreadable),
        })
    }

    fn options(&self, unreadable: &mut Vec<Cell<'a>>) -> Vec<ChoiceOption> {
        let Some(cell) = self.cell("optionset") else {
            return Vec::new();
        };
        if cell.text.starts_with("labels:") {
            return Vec::new();
        }
        let options: Option<Vec<ChoiceOption>> = cell
            .text
            .split('|')
            .map(|part| {
                let (value, label) = part.split_once('=')?;
                Some(ChoiceOption {
                    value: value.trim().parse().ok()?,
                    label: label.trim().into(),
                })
            })
            .collect();
        options.unwrap_or_else(|| {
            unreadable.push(cell);
            Vec::new()
        })
    }
}
