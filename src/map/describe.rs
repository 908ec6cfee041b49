//! A table map as a table for people, with the symbols of the mapping screen:
//! `=` and `><` both ways, `>` and `→` to Dataverse, `<` and `←` to Finance; the second of each
//! pair has a transform.

use super::model::{FieldMapping, SyncDirection, TableMap, ValueMapEntry, ValueTransform};
use std::fmt::Write;

/// Entries of a value map that are shown; the number of the others is told.
const SHOWN_ENTRIES: usize = 12;

/// A readable table of the map. The same map gives the same text; control characters are shown as
/// escapes.
pub fn describe(map: &TableMap) -> String {
    let mut out = String::new();
    line(&mut out, &or_none(&map.name));
    let shown = |name: &str| format!("  {name:<13}");
    let (display, unique) = (map.display_spelling(), map.unique_spelling());
    if !display.is_empty() {
        line(&mut out, &(shown("display name") + &plain(&display)));
        line(&mut out, &(shown("unique name") + &plain(&unique)));
    }
    for (name, value) in [("version", &map.version), ("id", &map.id)] {
        if let Some(value) = value {
            line(&mut out, &(shown(name) + &plain(value)));
        }
    }
    for leg in &map.legs {
        line(&mut out, "");
        line(&mut out, &format!("  leg {}", plain(&leg.id)));
        for (side, entity, filter) in [
            ("Finance", &leg.finance_entity, &leg.finance_filter),
            (
                "Dataverse",
                &leg.dataverse_entity_set,
                &leg.dataverse_filter,
            ),
        ] {
            line(&mut out, &(shown(side) + &or_none(&entity.text)));
            line(&mut out, &(shown("  filter") + &or_none(&filter.text)));
        }
        if !leg.field_mappings.is_empty() {
            line(&mut out, "");
        }
        rows(&mut out, &leg.field_mappings);
    }
    out
}

fn rows(out: &mut String, rows: &[FieldMapping]) {
    let finance: Vec<String> = rows
        .iter()
        .map(|r| or_none(&r.finance_field.text))
        .collect();
    let dataverse: Vec<String> = rows.iter().map(column).collect();
    let width = |texts: &[String]| texts.iter().map(|t| t.chars().count()).max().unwrap_or(0);
    let (left, right) = (width(&finance).min(48), width(&dataverse).min(48));
    for (index, ((row, finance), dataverse)) in
        rows.iter().zip(&finance).zip(&dataverse).enumerate()
    {
        let number = index.saturating_add(1);
        let transforms: Vec<String> = row.transforms.iter().map(transform).collect();
        let symbol = symbol(row);
        let text = format!(
            "  {number:>3}  {finance:<left$}  {symbol:<2}  {dataverse:<right$}  {}",
            transforms.join("; then ")
        );
        line(out, &text);
    }
}

/// The symbol of the mapping screen; `?` where the direction is not readable.
fn symbol(row: &FieldMapping) -> &'static str {
    match (row.direction, row.transforms.is_empty()) {
        (Some(SyncDirection::Both), true) => "=",
        (Some(SyncDirection::Both), false) => "><",
        (Some(SyncDirection::ToDataverse), true) => ">",
        (Some(SyncDirection::ToDataverse), false) => "→",
        (Some(SyncDirection::ToFinance), true) => "<",
        (Some(SyncDirection::ToFinance), false) => "←",
        (None, _) => "?",
    }
}

fn column(row: &FieldMapping) -> String {
    let column = or_none(&row.dataverse_field.text);
    match &row.related_entity {
        Some(related) => format!("{column} ({})", plain(&related.text)),
        None => column,
    }
}

fn transform(transform: &ValueTransform) -> String {
    match transform {
        ValueTransform::Default { value: None, .. } => "default without a value".to_owned(),
        ValueTransform::Default {
            value: Some(value), ..
        } => format!("default {}", quoted(&value.text)),
        ValueTransform::ValueMap { entries, .. } => value_map(entries),
        ValueTransform::Unknown { kind, .. } => format!("unknown transform {}", quoted(kind)),
    }
}

fn value_map(entries: &[ValueMapEntry]) -> String {
    let mut shown: Vec<String> = entries
        .iter()
        .take(SHOWN_ENTRIES)
        .map(|entry| {
            let value = entry.value.as_deref().map_or("null".to_owned(), quoted);
            format!("{}: {value}", quoted(&entry.key.text))
        })
        .collect();
    let more = entries.len().saturating_sub(SHOWN_ENTRIES);
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    format!("{{{}}}", shown.join(", "))
}

fn or_none(text: &str) -> String {
    if text.is_empty() {
        return "(none)".to_owned();
    }
    plain(text)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", plain(text))
}

/// Control characters as escapes, so that a document cannot move the cursor.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            out.extend(character.escape_default());
        } else {
            out.push(character);
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}
