//! One schema from several sources of the same side: `$metadata` knows names and keys, public entities
//! and `EntityDefinitions` know limits, labels and what is mandatory.

use super::{Column, Key, Schema, Table};
use crate::text::NameIndex;
use crate::value::{DateBehavior, Type};

impl Schema {
    /// Adds what `other` states. A fact that is stated wins over one that is not; where both state it,
    /// the one already here stays. Tables meet by entity set, else by name.
    ///
    /// Returns `false` and changes nothing when `other` describes the other side.
    pub fn merge(&mut self, other: Self) -> bool {
        if other.side != self.side {
            return false;
        }
        let mut tables = std::mem::take(&mut self.tables);
        let mut by_set = NameIndex::new();
        let mut by_name = NameIndex::new();
        for (at, table) in tables.iter().enumerate() {
            if !table.entity_set.is_empty() {
                by_set.add(&table.entity_set.to_lowercase(), at);
            }
            if !table.name.is_empty() {
                by_name.add(&table.name.to_lowercase(), at);
            }
        }
        for table in other.tables {
            let set = table.entity_set.to_lowercase();
            let name = table.name.to_lowercase();
            let known = by_set.get(&set).or_else(|| {
                // Two sets of one type are two tables.
                by_name.get(&name).filter(|at| {
                    tables
                        .get(*at)
                        .is_some_and(|known| set.is_empty() || known.entity_set.is_empty())
                })
            });
            let known = known.and_then(|at| tables.get_mut(at));
            match known {
                Some(known) => merge_table(known, table),
                None => {
                    let at = tables.len();
                    if !set.is_empty() {
                        by_set.add(&set, at);
                    }
                    if !name.is_empty() {
                        by_name.add(&name, at);
                    }
                    tables.push(table);
                }
            }
        }
        let mut enumerations = std::mem::take(&mut self.enumerations);
        for further in other.enumerations {
            if enumerations.iter().all(|known| known.name != further.name) {
                enumerations.push(further);
            }
        }
        let mut members = NameIndex::new();
        for (at, known) in enumerations.iter().enumerate() {
            members.set(&known.name, at);
        }
        let whole = self.whole || other.whole;
        *self = Self::new(self.side);
        self.whole = whole;
        for mut table in tables {
            table.columns.iter_mut().for_each(|column| {
                if let Type::Enumeration(kind) = &mut column.kind
                    && kind.members.is_empty()
                    && let Some(at) = members.get(&kind.name)
                    && let Some(full) = enumerations.get(at)
                {
                    *kind = full.clone();
                }
            });
            self.push(table);
        }
        self.enumerations = enumerations;
        true
    }
}

fn merge_table(known: &mut Table, other: Table) {
    fill_text(&mut known.name, other.name);
    fill_text(&mut known.entity_set, other.entity_set);
    fill_text(&mut known.primary_id, other.primary_id);
    known.label = known.label.take().or(other.label);
    known.partial = known.partial && other.partial;
    for column in other.columns {
        match known.column_mut(&column.name) {
            Some(slot) => merge_column(slot, column),
            None => known.push(column),
        }
    }
    for key in other.keys {
        match known.keys.iter_mut().find(|have| same_columns(have, &key)) {
            Some(have) => fill_text(&mut have.name, key.name),
            None => known.keys.push(key),
        }
    }
}

fn same_columns(one: &Key, other: &Key) -> bool {
    let names = |key: &Key| {
        let mut names = NameIndex::new();
        for name in &key.columns {
            names.note(&name.to_lowercase());
        }
        names
    };
    names(one) == names(other)
}

fn fill_text(slot: &mut Box<str>, text: Box<str>) {
    if slot.is_empty() {
        *slot = text;
    }
}

fn merge_column(known: &mut Column, other: Column) {
    known.required = known.required.or(other.required);
    known.label = known.label.take().or(other.label);
    known.create = known.create.or(other.create);
    known.update = known.update.or(other.update);
    known.secured |= other.secured;
    known.server_filled |= other.server_filled;
    known.default = known.default.take().or(other.default);
    if known.navigations.is_empty() {
        known.navigations = other.navigations;
    }
    let kind = std::mem::replace(&mut known.kind, Type::Unchecked);
    known.kind = merge_kind(kind, other.kind);
}

/// The more telling of two types; limits of the same type are put together.
fn merge_kind(known: Type, other: Type) -> Type {
    match (known, other) {
        (Type::Unchecked, other) => other,
        (
            Type::Text { max_length },
            Type::Text {
                max_length: further,
            },
        ) => Type::Text {
            max_length: max_length.or(further),
        },
        (
            Type::Integer { bits, min, max },
            Type::Integer {
                min: low,
                max: high,
                ..
            },
        ) => Type::Integer {
            bits,
            min: min.or(low),
            max: max.or(high),
        },
        (
            Type::Decimal {
                places,
                min,
                max,
                money,
            },
            Type::Decimal {
                places: further,
                min: low,
                max: high,
                money: currency,
            },
        ) => Type::Decimal {
            places: places.or(further),
            min: min.or(low),
            max: max.or(high),
            money: money || currency,
        },
        // CSDL of Dataverse states choices as whole numbers, lookups by their value property, and
        // multi-select choices as text.
        (Type::Integer { .. }, other @ Type::Choice(_))
        | (Type::Guid, other @ Type::Lookup(_))
        | (Type::Text { .. }, other @ Type::MultiChoice(_)) => other,
        (Type::DateTime(DateBehavior::Unknown), other @ (Type::Date | Type::DateTime(_))) => other,
        (Type::Choice(known), Type::Choice(other)) if known.options.is_empty() => {
            Type::Choice(other)
        }
        (Type::MultiChoice(known), Type::MultiChoice(other)) if known.options.is_empty() => {
            Type::MultiChoice(other)
        }
        (Type::Enumeration(known), Type::Enumeration(other)) if known.members.is_empty() => {
            Type::Enumeration(other)
        }
        (Type::Lookup(known), Type::Lookup(other)) if known.is_empty() => Type::Lookup(other),
        (known, _) => known,
    }
}
