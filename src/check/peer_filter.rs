//! What one side writes must pass the other side's filter, or the peer never sends the row back:
//! every value that a filter insists on is given by a constant or a mapped row (inferred from
//! published maps, whose constants mirror their filters).

use super::filters::{place, read};
use super::scope::{Row, Scope, listing, only};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::expr::{Dialect, Equality, Literal, equalities};
use crate::map::{MapDirection, ValueTransform};
use crate::schema::Column;
use crate::text::NameGroups;
use crate::value::{Decimal, Type};

/// Most comparisons of value-map entries with constants of one filter; a longer filter over a longer
/// value map than any real one is not judged.
const COMPARISONS: usize = 20_000_000;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for way in [MapDirection::ToDataverse, MapDirection::ToFinance] {
        if scope.writes(way) {
            one_way(scope, way, found);
        }
    }
}

fn one_way(scope: &Scope<'_>, way: MapDirection, found: &mut Vec<Diagnostic>) {
    let (word, text, dialect, table) = match way {
        MapDirection::ToDataverse => (
            "reversedSourceFilter",
            &scope.leg.dataverse_filter,
            Dialect::OData,
            scope.own,
        ),
        MapDirection::ToFinance => (
            "sourceFilter",
            &scope.leg.finance_filter,
            Dialect::Xpp,
            scope.finance,
        ),
    };
    let Some(expression) = read(text, dialect) else {
        return;
    };
    let writing: Vec<&Row<'_>> = scope.writing(way).collect();
    let mut writers = NameGroups::default();
    for (at, row) in writing.iter().enumerate() {
        let name = match way {
            MapDirection::ToDataverse => row.first_segment().unwrap_or_default(),
            MapDirection::ToFinance => row.field,
        };
        writers.add(&name.to_lowercase(), at);
    }
    let mut budget = COMPARISONS;
    for asked in equalities(&expression, dialect) {
        let name = plain(&asked.column, dialect);
        let column = table.and_then(|table| table.column(name));
        // An unknown column has been told.
        if column.is_none() && table.is_some_and(|table| !table.partial) {
            continue;
        }
        let rows = writers.get(&name.to_lowercase()).iter();
        let rows: Vec<&Row<'_>> = rows.filter_map(|at| writing.get(*at).copied()).collect();
        if met_by_default(&asked, name, column, dialect)
            || rows
                .iter()
                .any(|row| gives(row, way, &asked, column, &mut budget))
        {
            continue;
        }
        let code = if rows.is_empty() {
            Code::PeerFilterUnwritten
        } else {
            Code::PeerFilterOtherValue
        };
        // Two options start as false unless their metadata says otherwise.
        let perhaps_default = rows.is_empty()
            && column.is_none_or(|column| column.default.is_none())
            && asked.values.contains(&Literal::Boolean(false));
        let values: Vec<String> = asked.values.iter().map(spelled).collect();
        let finding = Diagnostic::new(code)
            .name("column", name)
            .name("values", listing(values.iter().map(String::as_str)));
        let finding = scope
            .text(finding, word, text)
            .span(place(text, asked.span));
        let finding = if perhaps_default {
            finding.severity(Severity::Info)
        } else {
            finding
        };
        found.push(only(finding, way));
    }
}

/// `_attr_value` is the column `attr`.
fn plain(column: &str, dialect: Dialect) -> &str {
    let inner = column
        .strip_prefix('_')
        .and_then(|rest| rest.strip_suffix("_value"));
    match dialect {
        Dialect::OData => inner.unwrap_or(column),
        Dialect::Xpp => column,
    }
}

/// A new row has the column's default; every new Dataverse row is active (state 0).
fn met_by_default(asked: &Equality, name: &str, column: Option<&Column>, dialect: Dialect) -> bool {
    let stated = column.and_then(|column| column.default.as_deref());
    let active = dialect == Dialect::OData && name.eq_ignore_ascii_case("statecode");
    let default = stated.or(active.then_some("0"));
    default.is_some_and(|default| equals_one(Some(default), asked, column))
}

/// Whether a row can write one of the values. What cannot be told counts as yes.
fn gives(
    row: &Row<'_>,
    way: MapDirection,
    asked: &Equality,
    column: Option<&Column>,
    budget: &mut usize,
) -> bool {
    let source = match way {
        MapDirection::ToDataverse => row.field,
        MapDirection::ToFinance => row.column,
    };
    let constant = row.constant();
    if source.is_empty() {
        return constant.is_none_or(|text| equals_one(Some(text), asked, column));
    }
    if constant.is_some_and(|text| equals_one(Some(text), asked, column)) {
        return true;
    }
    let mut copies = true;
    for step in &row.mapping.transforms {
        match step {
            ValueTransform::ValueMap { entries, .. } => {
                copies = false;
                let Some(left) =
                    budget.checked_sub(entries.len().saturating_mul(asked.values.len()))
                else {
                    return true;
                };
                *budget = left;
                let hit = entries.iter().any(|entry| match way {
                    MapDirection::ToDataverse => equals_one(entry.value.as_deref(), asked, column),
                    MapDirection::ToFinance => equals_one(Some(&entry.key.text), asked, column),
                });
                if hit {
                    return true;
                }
            }
            ValueTransform::Unknown { .. } => return true,
            ValueTransform::Default { .. } => {}
        }
    }
    copies
}

fn equals_one(text: Option<&str>, asked: &Equality, column: Option<&Column>) -> bool {
    let kind = column.map(|column| &column.kind);
    asked.values.iter().any(|value| equals(text, value, kind))
}

/// Whether a text written to a column is the constant of a filter.
fn equals(text: Option<&str>, asked: &Literal, kind: Option<&Type>) -> bool {
    let Some(text) = text else {
        return *asked == Literal::Null;
    };
    match asked {
        Literal::Null => text.is_empty(),
        Literal::Boolean(flag) => {
            let word = if *flag {
                ["true", "yes", "1"]
            } else {
                ["false", "no", "0"]
            };
            word.iter().any(|word| text.eq_ignore_ascii_case(word))
        }
        Literal::Number(number) => match (Decimal::parse(text), ordinal(text, kind)) {
            (Ok(written), _) => written.normalized() == number.normalized(),
            (Err(_), Some(written)) => number.to_i64() == Some(written),
            // Without the enum, nobody knows which number the element has.
            (Err(_), None) => !matches!(kind, Some(Type::Choice(_) | Type::Enumeration(_))),
        },
        Literal::Text(wanted) | Literal::Member { member: wanted, .. } => {
            let same = text.to_lowercase() == wanted.to_lowercase();
            let numbers = ordinal(text, kind).zip(ordinal(wanted, kind));
            same || numbers.is_some_and(|(written, asked)| written == asked)
        }
        _ => true,
    }
}

/// The number of an enum element by name or ordinal.
fn ordinal(text: &str, kind: Option<&Type>) -> Option<i64> {
    let Some(Type::Enumeration(members)) = kind else {
        return None;
    };
    if let Some((_, number)) = members.member(text) {
        return Some(*number);
    }
    text.parse().ok()
}

fn spelled(value: &Literal) -> String {
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(flag) => flag.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => text.to_string(),
        Literal::Date(day) => day.to_string(),
        Literal::DateTime(at) => at.to_string(),
        Literal::Instant(at) => at.to_string(),
        Literal::Guid(guid) => guid.to_string(),
        Literal::Member { member, .. } => member.to_string(),
    }
}
