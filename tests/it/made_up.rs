//! Made-up Dataverse tables and values: columns of the types that a map and the Finance side
//! suggest, and values that such columns may hold, the same on every run.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "small numbers of a test; an overflow fails it"
)]

use dual_write_preflight::map::ValueTransform;
use dual_write_preflight::preflight::{Input, Preflight, Sources};
use dual_write_preflight::schema::Schema;
use dual_write_preflight::value::{DateBehavior, Decimal, Output, Type};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The Dataverse table of a map, with published columns where there are any, and for the rest the
/// types that the Finance side and the value maps suggest.
pub fn supposed(
    map: &str,
    finance: &Schema,
    published: &[Schema],
    entities: &BTreeMap<String, String>,
) -> Result<String, String> {
    let preflight = Preflight::new(Sources {
        maps: vec![Input {
            name: "map",
            bytes: map.as_bytes(),
        }],
        schemas: vec![finance.clone()],
        entities: entities.clone(),
        ..Sources::default()
    })
    .map_err(|e| e.to_string())?;
    let loaded = preflight.maps().first().ok_or("no map")?;
    let leg = loaded.map.legs.first().ok_or("no leg")?;
    let set = leg.dataverse_entity_set.text.as_str();
    let entity = loaded.entities.first().copied().flatten();
    let entity = entity.and_then(|at| finance.tables.get(at));
    let known = published
        .iter()
        .flat_map(|schema| &schema.tables)
        .find(|table| set == format!("{}s", table.name) || set == format!("{}es", table.name));
    let mut text = String::from(
        "table,entitySet,name,type,maxLength,precision,min,max,optionset,dateBehavior\n",
    );
    for mapping in &leg.field_mappings {
        let path = mapping.dataverse_field.text.as_str();
        if path.is_empty() || path.contains('.') {
            continue;
        }
        let values: Vec<&str> = mapping
            .transforms
            .iter()
            .filter_map(|transform| match transform {
                ValueTransform::ValueMap { entries, .. } => Some(entries),
                _ => None,
            })
            .flatten()
            .filter_map(|entry| entry.value.as_deref())
            .filter(|value| !value.is_empty())
            .collect();
        let published = known
            .and_then(|table| table.column(path))
            .map(|column| &column.kind);
        let field = entity.and_then(|entity| entity.column(&mapping.finance_field.text));
        let facts = facts(published, &values, field.map(|field| &field.kind));
        let _ = writeln!(text, "own_table,{set},{path},{facts}");
    }
    Ok(text)
}

/// `type,maxLength,precision,min,max,optionset,dateBehavior`
fn facts(published: Option<&Type>, values: &[&str], field: Option<&Type>) -> String {
    let boolean =
        |value: &&str| value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false");
    let options = |values: &[String]| {
        let mut pairs: Vec<String> = values
            .iter()
            .map(|value| format!("{value}=Option"))
            .collect();
        pairs.sort();
        pairs.dedup();
        format!("picklist,,,,,{},", pairs.join("|"))
    };
    match published {
        Some(Type::Choice(choices)) if !choices.options.is_empty() => {
            let numbers: Vec<String> = choices
                .options
                .iter()
                .map(|option| option.value.to_string())
                .collect();
            return options(&numbers);
        }
        Some(Type::Boolean) => return "boolean,,,,,,".to_owned(),
        Some(Type::Text { max_length }) => {
            let max = max_length.map_or(String::new(), |max| max.to_string());
            return format!("string,{max},,,,,");
        }
        Some(Type::Decimal {
            places: Some(places),
            ..
        }) => return format!("decimal,,{places},-1000000000,1000000000,,"),
        _ => {}
    }
    if !values.is_empty() {
        if values.iter().all(boolean) {
            return "boolean,,,,,,".to_owned();
        }
        if values.iter().all(|value| value.parse::<i32>().is_ok()) {
            let mut numbers: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            // One option that the value map does not name.
            numbers.push("777000777".to_owned());
            return options(&numbers);
        }
        return "string,100,,,,,".to_owned();
    }
    match field {
        Some(Type::Integer { bits: 64, .. }) => "bigint,,,,,,".to_owned(),
        Some(Type::Integer { .. }) => "integer,,,-2147483648,2147483647,,".to_owned(),
        Some(Type::Decimal { .. }) => "decimal,,10,-100000000000,100000000000,,".to_owned(),
        Some(Type::Date) => "dateonly,,,,,,".to_owned(),
        Some(Type::DateTime(_)) => "datetime,,,,,,userlocal".to_owned(),
        Some(Type::Guid) => "uniqueidentifier,,,,,,".to_owned(),
        Some(Type::Enumeration(_)) => "boolean,,,,,,".to_owned(),
        _ => "string,100,,,,,".to_owned(),
    }
}

/// A small generator of numbers, for values that are the same on every run.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }

    /// A value that a column of the type may hold.
    pub fn value(&mut self, kind: &Type, named: &[String]) -> Output {
        if self.below(12) == 0 {
            return Output::Null;
        }
        match kind {
            Type::Boolean => Output::Boolean(self.below(2) == 0),
            Type::Choice(choices) => match self.pick(&choices.options) {
                Some(option) => Output::Number(option.value.to_string()),
                None => Output::Number(self.below(5).to_string()),
            },
            Type::Integer { bits, min, max } => {
                let (low, high) = match bits {
                    32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
                    _ => (i64::MIN, i64::MAX),
                };
                let (low, high) = (min.unwrap_or(low).max(low), max.unwrap_or(high).min(high));
                let small = i64::try_from(self.below(1_000))
                    .unwrap_or(0)
                    .clamp(low, high);
                let edge = 9_007_199_254_740_993_i64.clamp(low, high);
                let list = [small, small, low, high, 0_i64.clamp(low, high), edge];
                Output::Number(self.pick(&list).unwrap_or(&0).to_string())
            }
            Type::Decimal {
                places, min, max, ..
            } => {
                let places = places.unwrap_or(4);
                let whole = i128::from(self.next() % 1_000_000_000_000);
                let number = Decimal::from_parts(whole, places).unwrap_or(Decimal::ZERO);
                let inside = |number: &Decimal| {
                    min.is_none_or(|min| min <= *number) && max.is_none_or(|max| *number <= max)
                };
                let list = [
                    number,
                    number,
                    max.unwrap_or(number),
                    min.unwrap_or(number),
                    Decimal::ZERO,
                ];
                let number = self
                    .pick(&list)
                    .copied()
                    .filter(inside)
                    .unwrap_or(Decimal::ZERO);
                Output::Number(number.to_string())
            }
            Type::Date => Output::Text(self.day()),
            Type::DateTime(behavior) => {
                let (hour, minute) = (self.below(24), self.below(60));
                let zone = if *behavior == DateBehavior::TimeZoneIndependent {
                    ""
                } else {
                    "Z"
                };
                Output::Text(format!("{}T{hour:02}:{minute:02}:07{zone}", self.day()))
            }
            Type::Guid => Output::Text(format!(
                "{:08x}-0000-4000-8000-{:012x}",
                self.next() & 0xFFFF_FFFF,
                self.next() & 0xFFFF_FFFF_FFFF
            )),
            Type::Text { max_length } => self.text(*max_length, named),
            _ => Output::Null,
        }
    }

    fn day(&mut self) -> String {
        let list = [
            "1900-01-01",
            "1970-01-01",
            "2024-02-29",
            "2154-12-31",
            "9999-12-31",
            "1753-01-01",
        ];
        if self.below(4) == 0 {
            return self.pick(&list).copied().unwrap_or_default().to_owned();
        }
        format!(
            "{}-{:02}-{:02}",
            1950 + self.below(120),
            1 + self.below(12),
            1 + self.below(28)
        )
    }

    fn text(&mut self, max: Option<u32>, named: &[String]) -> Output {
        if !named.is_empty() && self.below(2) == 0 {
            return Output::Text(self.pick(named).cloned().unwrap_or_default());
        }
        let limit = usize::try_from(max.unwrap_or(40)).unwrap_or(40).min(60);
        let length = self.below(limit + 1);
        let letters = [
            'a', 'B', 'ß', '0', ' ', '"', '\\', '\'', '😀', 'é', '\u{1}', '/', '1', '\n',
        ];
        let mut text = String::new();
        while text.encode_utf16().count() < length {
            text.push(*self.pick(&letters).unwrap_or(&'a'));
        }
        while text.encode_utf16().count() > limit {
            text.pop();
        }
        // Dataverse keeps the empty text as null.
        if text.is_empty() {
            return Output::Null;
        }
        Output::Text(text)
    }
}
