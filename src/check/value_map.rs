//! Value maps against the columns they stand between: keys that are no enum element, values that are
//! no option, elements and options that are not named, and whether the map can be read backwards.
//! One finding a fault and map, however many entries it has.

use super::scope::{Row, Scope, listing, only};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::map::{MapDirection, ValueMapEntry, ValueTransform};
use crate::text::Span;
use crate::transform::{Coverage, coverage, reversibility};
use crate::value::Type;

/// Entries that a finding points to.
const SHOWN: usize = 5;

pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    for row in &scope.rows {
        for (at, step) in row.mapping.transforms.iter().enumerate() {
            if let ValueTransform::ValueMap { entries, span, .. } = step {
                let map = Map {
                    scope,
                    row,
                    at,
                    entries,
                    span: *span,
                    finance: row.finance.map(|column| &column.kind),
                    dataverse: row.last.map(|(_, column)| &column.kind),
                };
                map.names(found);
                map.backwards(found);
            }
        }
    }
}

struct Map<'m, 'a> {
    scope: &'m Scope<'a>,
    row: &'m Row<'a>,
    at: usize,
    entries: &'m [ValueMapEntry],
    span: Span,
    finance: Option<&'m Type>,
    dataverse: Option<&'m Type>,
}

impl Map<'_, '_> {
    fn names(&self, found: &mut Vec<Diagnostic>) {
        let coverage = coverage(self.entries, self.dataverse, self.finance);
        let Coverage {
            unnamed_elements,
            unnamed_options,
            foreign_keys,
            alias_keys,
            foreign_values,
            // Reading the map tells keys that differ by case only.
            case_twins: _,
        } = coverage;
        let enumeration = match self.finance {
            Some(Type::Enumeration(members)) => &*members.name,
            _ => "",
        };
        if !foreign_keys.is_empty() {
            let finding = self
                .entries_of(Code::ValueMapKeyForeign, &foreign_keys, Side::Key)
                .name("enum", enumeration);
            found.push(finding);
        }
        if !alias_keys.is_empty() {
            let keys: Vec<usize> = alias_keys.iter().map(|(at, _)| *at).collect();
            let elements = listing(alias_keys.iter().map(|(_, name)| name.as_str()));
            let finding = self
                .entries_of(Code::ValueMapKeyAlias, &keys, Side::Key)
                .name("elements", elements);
            found.push(finding);
        }
        if !foreign_values.is_empty() {
            let finding = self
                .entries_of(Code::ValueMapValueForeign, &foreign_values, Side::Value)
                .name("column", self.row.column);
            found.push(only(finding, MapDirection::ToDataverse));
        }
        if !unnamed_elements.is_empty() && self.row.writes(MapDirection::ToDataverse) {
            let finding = self.unnamed(Code::ElementsUnnamed, &unnamed_elements, self.dataverse);
            found.push(only(finding, MapDirection::ToDataverse));
        }
        if !unnamed_options.is_empty() && self.row.writes(MapDirection::ToFinance) {
            let finding = self.unnamed(Code::OptionsUnnamed, &unnamed_options, self.finance);
            found.push(only(finding, MapDirection::ToFinance));
        }
    }

    /// Reads the map both ways, where the row goes both ways.
    fn backwards(&self, found: &mut Vec<Diagnostic>) {
        if !self.row.writes(MapDirection::ToFinance) {
            return;
        }
        let semantics = self.scope.input.semantics;
        let proof = reversibility(self.entries, self.dataverse, self.finance, semantics);
        let key = |at: usize| {
            let entry = self.entries.get(at);
            entry.map_or("", |entry| entry.key.text.as_str())
        };
        if let Some(first) = proof.collapses.first() {
            let lost: Vec<usize> = proof
                .collapses
                .iter()
                .flat_map(|collapse| collapse.lost.iter().copied())
                .collect();
            let finding = self
                .entries_of(Code::ValueMapNotInvertible, &lost, Side::Key)
                .name("value", first.value.as_deref().unwrap_or("null"))
                .name("kept", key(first.kept));
            found.push(only(finding, MapDirection::ToFinance));
        }
        if let Some(first) = proof.changed.first() {
            let finding = Diagnostic::new(Code::ValueChangesOnReturn)
                .name("value", &*first.value)
                .name("finance", &*first.finance)
                .name("back", first.back.as_deref().unwrap_or("null"));
            found.push(only(self.here(finding), MapDirection::ToFinance));
        }
    }

    fn here(&self, finding: Diagnostic) -> Diagnostic {
        let path = self.scope.row_path(self.row);
        let path = path.word("valueTransforms").index(self.at).word("valueMap");
        finding.at(path).span(self.span)
    }

    /// A finding that names some entries and points to the first of them.
    fn entries_of(&self, code: Code, at: &[usize], side: Side) -> Diagnostic {
        let entries = || at.iter().filter_map(|at| self.entries.get(*at));
        let span = |entry: &ValueMapEntry| match side {
            Side::Key => entry.key.span,
            Side::Value => entry.value_span,
        };
        let names = listing(entries().map(|entry| match side {
            Side::Key => entry.key.text.as_str(),
            Side::Value => entry.value.as_deref().unwrap_or("null"),
        }));
        let finding = Diagnostic::new(code)
            .name("entries", names)
            .number("count", at.len() as u64);
        let mut finding = self.here(finding);
        if let Some(first) = entries().next() {
            finding = finding.span(span(first));
        }
        for entry in entries().skip(1).take(SHOWN.saturating_sub(1)) {
            let path = finding.path.clone().name(&entry.key.text);
            finding = finding.related(path, Some(span(entry)));
        }
        finding
    }

    /// What is not named passes through unchanged: lost where the other side lists its values.
    fn unnamed(&self, code: Code, names: &[String], target: Option<&Type>) -> Diagnostic {
        let listed = matches!(
            target,
            Some(Type::Boolean | Type::Choice(_) | Type::Enumeration(_) | Type::Integer { .. })
        );
        let finding = Diagnostic::new(code)
            .name("entries", listing(names.iter().map(String::as_str)))
            .number("count", names.len() as u64)
            .name("column", self.row.column)
            .name("field", self.row.field);
        let finding = self.here(finding);
        if listed {
            finding
        } else {
            finding.severity(Severity::Info)
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Key,
    Value,
}
