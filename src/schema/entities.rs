//! Which table a map's label means: maps name Finance data entities by their public label
//! (`Customers V3`), metadata by entity set (`CustomersV3`).

use super::{Schema, Table};
use crate::diagnostic::{Code, Diagnostic, Path, closest};
use std::collections::BTreeMap;

/// Most candidates that a finding names.
const MAX_CANDIDATES: usize = 5;

/// Position in `schema.tables` of the table that `label` means. In this order: the option `entities`
/// (label → entity set), the labels that metadata gives, an entity set or type of exactly that name
/// (ignoring case), the only table with all `columns` (told as an info). Otherwise `None` and a finding
/// that names the candidates; none is guessed.
pub fn resolve_entity(
    label: &str,
    columns: &[&str],
    entities: &BTreeMap<String, String>,
    schema: &Schema,
) -> (Option<usize>, Vec<Diagnostic>) {
    let named = entities.get(label).or_else(|| {
        entities
            .iter()
            .find(|(known, _)| same(known, label))
            .map(|(_, set)| set)
    });
    if let Some(set) = named {
        return by_option(label, set, schema);
    }
    let labelled = positions(schema, |table| {
        table
            .label
            .as_deref()
            .is_some_and(|known| same(known, label))
    });
    match labelled.as_slice() {
        [] => {}
        [only] => return (Some(*only), Vec::new()),
        several => {
            // Versions of an entity may share a label; the columns of the map tell them apart.
            let fitting: Vec<usize> = several
                .iter()
                .copied()
                .filter(|at| schema.tables.get(*at).is_some_and(|t| has_all(t, columns)))
                .collect();
            return match fitting.as_slice() {
                [only] => (Some(*only), vec![by_columns(label, schema, *only)]),
                _ => (None, vec![ambiguous(label, schema, several)]),
            };
        }
    }
    for exact in [
        positions(schema, |table| same(&table.entity_set, label)),
        positions(schema, |table| same(&table.name, label)),
    ] {
        match exact.as_slice() {
            [] => {}
            [only] => return (Some(*only), Vec::new()),
            several => return (None, vec![ambiguous(label, schema, several)]),
        }
    }
    let fitting = match columns {
        [] => Vec::new(),
        _ => positions(schema, |table| has_all(table, columns)),
    };
    match fitting.as_slice() {
        [only] => (Some(*only), vec![by_columns(label, schema, *only)]),
        [] => (None, vec![not_found(label, schema)]),
        several => (None, vec![ambiguous(label, schema, several)]),
    }
}

fn by_option(label: &str, set: &str, schema: &Schema) -> (Option<usize>, Vec<Diagnostic>) {
    let found = positions(schema, |table| same(&table.entity_set, set));
    if let Some(at) = found.first() {
        return (Some(*at), Vec::new());
    }
    let near = closest(set, schema.tables.iter().map(|t| t.entity_set.as_ref()));
    let diagnostic = Diagnostic::new(Code::EntitySetAbsent)
        .name("label", label)
        .name("entitySet", set)
        .name("suggestion", near.unwrap_or_default())
        .number("near", u64::from(near.is_some()))
        .at(Path::input("entities").name(label));
    (None, vec![diagnostic])
}

fn by_columns(label: &str, schema: &Schema, at: usize) -> Diagnostic {
    let set = schema.tables.get(at).map_or("", shown);
    Diagnostic::new(Code::EntityByColumns)
        .name("label", label)
        .name("entitySet", set)
        .at(Path::schema(schema.side.word(), set))
}

fn ambiguous(label: &str, schema: &Schema, several: &[usize]) -> Diagnostic {
    let tables = several.iter().filter_map(|at| schema.tables.get(*at));
    Diagnostic::new(Code::EntityAmbiguous)
        .name("label", label)
        .name("candidates", listed(tables.map(shown)))
        .at(Path::input("entities").name(label))
}

fn not_found(label: &str, schema: &Schema) -> Diagnostic {
    let wanted = folded(label);
    let known: Vec<(&str, String)> = schema
        .tables
        .iter()
        .map(|table| (shown(table), folded(shown(table))))
        .collect();
    let nearest = closest(&wanted, known.iter().map(|(_, name)| name.as_str()));
    let near: Vec<&str> = known
        .iter()
        .filter(|(_, name)| name.starts_with(&wanted) || Some(name.as_str()) == nearest)
        .map(|(name, _)| *name)
        .collect();
    Diagnostic::new(Code::EntityNotFound)
        .name("label", label)
        .number("near", near.len() as u64)
        .name("candidates", listed(near.into_iter()))
        .at(Path::input("entities").name(label))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.collect();
    let rest = names.len().saturating_sub(MAX_CANDIDATES);
    names.truncate(MAX_CANDIDATES);
    let mut text = names.join(", ");
    if rest > 0 {
        text.push_str(&format!(", … (+{rest})"));
    }
    text
}

/// The name to show: the entity set, else the type.
fn shown(table: &Table) -> &str {
    match table.entity_set.as_ref() {
        "" => &table.name,
        set => set,
    }
}

fn positions(schema: &Schema, fits: impl Fn(&Table) -> bool) -> Vec<usize> {
    schema
        .tables
        .iter()
        .enumerate()
        .filter(|(_, table)| fits(table))
        .map(|(at, _)| at)
        .collect()
}

fn has_all(table: &Table, columns: &[&str]) -> bool {
    columns.iter().all(|name| table.column(name).is_some())
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
