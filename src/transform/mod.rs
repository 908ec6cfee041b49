//! Value transforms of a field mapping, compiled once and applied to any number of values.
//!
//! Mirrors `valueTransforms` of a table map: *Default* and *ValueMap*. Keys of a value map are
//! always Finance values and values Dataverse values, whatever the row's direction; Dataverse →
//! Finance looks values up and gives keys.
//!
//! What no public source states is a rule of [`Semantics`]. The result is not yet checked against
//! the target's type: [`crate::value::convert()`] does that.

mod normal;
mod proofs;
mod value_map;

pub use proofs::{Collapse, Coverage, Reversibility, Witness, coverage, reversibility};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::map::{MapDirection, ValueTransform};
use crate::value::semantics::{DefaultReplaces, NullMapValue, ReverseAmbiguity, Unmapped};
use crate::value::{Cell, Semantics, Type};
use std::borrow::Cow;
use value_map::{Found, ValueMap};

/// The transforms of one row, ready to apply. Lookups take constant time; compiling is linear.
#[derive(Debug)]
pub struct Transforms {
    steps: Vec<Step>,
    semantics: Semantics,
    /// Passing by the value map is ordinary: the target is a number or date, where maps replace
    /// single values such as the empty date.
    ordinary_to_dataverse: bool,
    ordinary_to_finance: bool,
}

#[derive(Debug)]
enum Step {
    Default(Option<Box<str>>),
    Map(Box<ValueMap>),
    Unknown(Box<str>),
}

/// What transforms made of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transformed<'a> {
    /// The value. [`Cell::Absent`] stays absent: a value that nobody gave is not transformed.
    pub cell: Cell<'a>,
    /// It came out of a value map or Default, so dual-write sends it as a string.
    pub mapped: bool,
    /// What happened, in order; empty without transforms.
    pub steps: Vec<TraceStep<'a>>,
    /// Codes of section 04. The path is left to the caller.
    pub diagnostics: Vec<Diagnostic>,
    /// An unknown transform had a say: the value cannot be told.
    pub undecided: bool,
}

/// One transform at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceStep<'a> {
    /// `default`, `value-map`, `pass-through` (a value map that does not name the value) or
    /// `unknown`.
    pub kind: &'static str,
    /// `value-map`: the entry's spelling that matched. `unknown`: the transform's type. Else empty.
    pub detail: Cow<'a, str>,
    /// The value after this step.
    pub value: Cell<'a>,
}

impl Transforms {
    /// Compiles `valueTransforms`. The types of the two columns say how values are compared: enum
    /// elements, numbers, days; `None` where not known.
    pub fn compile(
        transforms: &[ValueTransform],
        dataverse_kind: Option<&Type>,
        finance_kind: Option<&Type>,
        semantics: &Semantics,
    ) -> Self {
        let compiled = transforms.iter().map(|transform| match transform {
            ValueTransform::Default { value, .. } => {
                Step::Default(value.as_ref().map(|value| value.text.as_str().into()))
            }
            ValueTransform::ValueMap { entries, .. } => Step::Map(Box::new(ValueMap::new(
                entries,
                dataverse_kind,
                finance_kind,
                semantics,
            ))),
            ValueTransform::Unknown { kind, .. } => Step::Unknown(kind.as_str().into()),
        });
        Self {
            steps: compiled.collect(),
            semantics: semantics.clone(),
            ordinary_to_dataverse: takes_any(dataverse_kind),
            ordinary_to_finance: takes_any(finance_kind),
        }
    }

    /// Whether the row copies values as they are.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Finance → Dataverse: every transform in array order, value maps from key to value.
    pub fn forward<'a>(&'a self, cell: &'a Cell<'_>) -> Transformed<'a> {
        let mut result = Transformed::of(cell.borrowed());
        for step in &self.steps {
            self.apply(step, MapDirection::ToDataverse, &mut result);
        }
        result
    }

    /// Dataverse → Finance: every transform in reverse order, value maps from value to key.
    pub fn backward<'a>(&'a self, cell: &'a Cell<'_>) -> Transformed<'a> {
        let mut result = Transformed::of(cell.borrowed());
        for step in self.steps.iter().rev() {
            self.apply(step, MapDirection::ToFinance, &mut result);
        }
        result
    }

    /// A row without a source field: its Default, always. Absent when the row has none.
    pub fn constant(&self, way: MapDirection) -> Transformed<'_> {
        let mut steps: Vec<&Step> = self.steps.iter().collect();
        if way == MapDirection::ToFinance {
            steps.reverse();
        }
        let mut result = Transformed::of(Cell::Absent);
        for step in steps {
            match (step, &result.cell) {
                (Step::Default(Some(text)), Cell::Absent) => {
                    result.replace("default", "", Cell::Text(Cow::Borrowed(&**text)));
                }
                _ => self.apply(step, way, &mut result),
            }
        }
        result
    }

    fn apply<'a>(&self, step: &'a Step, way: MapDirection, result: &mut Transformed<'a>) {
        match step {
            Step::Unknown(kind) => {
                let finding = Diagnostic::new(Code::TransformUnknown).name("kind", &**kind);
                result.diagnostics.push(finding);
                result.undecided = true;
                result.trace("unknown", kind);
            }
            _ if matches!(result.cell, Cell::Absent) => {}
            // Arrays and objects are no values that a map could name; the type check refuses them.
            _ if matches!(result.cell, Cell::Complex(_)) => {}
            Step::Default(None) => {}
            Step::Default(Some(text)) => {
                let replaces = match self.semantics.default_replaces {
                    DefaultReplaces::NullAndEmpty => result.cell.is_missing(),
                    DefaultReplaces::Null => matches!(result.cell, Cell::Null),
                };
                if replaces {
                    result.replace("default", "", Cell::Text(Cow::Borrowed(text)));
                }
            }
            Step::Map(map) => match way {
                MapDirection::ToDataverse => self.map_forward(map, result),
                MapDirection::ToFinance => self.map_backward(map, result),
            },
        }
    }

    fn map_forward<'a>(&self, map: &'a ValueMap, result: &mut Transformed<'a>) {
        let Some((entry, found)) = map.by_key(&result.cell, &self.semantics) else {
            return self.unmapped(self.ordinary_to_dataverse, result);
        };
        let code = match found {
            Found::Plain => None,
            Found::Alias => Some(Code::ValueMapAlias),
            Found::CaseAmbiguous => Some(Code::ValueMapCaseAmbiguous),
        };
        if let Some(code) = code {
            let finding = Diagnostic::new(code)
                .value("value", result.cell.text())
                .value("key", &*entry.key);
            result.diagnostics.push(finding);
        }
        let cell = match (&entry.value, self.semantics.null_map_value) {
            (Some(text), _) => Cell::Text(Cow::Borrowed(&**text)),
            (None, NullMapValue::Null) => Cell::Null,
            (None, NullMapValue::Empty) => Cell::Text(Cow::Borrowed("")),
        };
        result.replace("value-map", &entry.key, cell);
    }

    fn map_backward<'a>(&self, map: &'a ValueMap, result: &mut Transformed<'a>) {
        let Some((entry, count)) = map.by_value(&result.cell, &self.semantics) else {
            return self.unmapped(self.ordinary_to_finance, result);
        };
        if count > 1 {
            let finding = |code| {
                Diagnostic::new(code)
                    .value("value", result.cell.text())
                    .number("count", u64::from(count))
            };
            let finding = match self.semantics.reverse_ambiguity {
                ReverseAmbiguity::First => {
                    finding(Code::ReverseAmbiguous).value("key", &*entry.key)
                }
                ReverseAmbiguity::Refuse => {
                    let refused = finding(Code::ReverseAmbiguousRefused);
                    result.diagnostics.push(refused);
                    return result.trace("pass-through", "");
                }
            };
            result.diagnostics.push(finding);
        }
        let matched = entry.value.as_deref().unwrap_or_default();
        result.replace("value-map", matched, Cell::Text(Cow::Borrowed(&*entry.key)));
    }

    /// No entry: the value goes on unchanged. Null and the empty text are no values that a map
    /// would have to name; the type check speaks about them.
    fn unmapped(&self, ordinary: bool, result: &mut Transformed<'_>) {
        if !result.cell.is_missing() {
            let finding = |code| Diagnostic::new(code).value("value", result.cell.text());
            let finding = match self.semantics.unmapped {
                Unmapped::PassThrough if ordinary => {
                    finding(Code::ValueUnmapped).severity(Severity::Info)
                }
                Unmapped::PassThrough => finding(Code::ValueUnmapped),
                Unmapped::Refuse => finding(Code::ValueUnmappedRefused),
            };
            result.diagnostics.push(finding);
        }
        result.trace("pass-through", "");
    }
}

/// Whether a value that the map does not name usually suits the column: numbers and dates, unlike
/// choices, two options and enums.
fn takes_any(kind: Option<&Type>) -> bool {
    matches!(
        kind,
        Some(Type::Integer { .. } | Type::Decimal { .. } | Type::Date | Type::DateTime(_))
    )
}

impl<'a> Transformed<'a> {
    fn of(cell: Cell<'a>) -> Self {
        Self {
            cell,
            mapped: false,
            steps: Vec::new(),
            diagnostics: Vec::new(),
            undecided: false,
        }
    }

    fn replace(&mut self, kind: &'static str, detail: &'a str, cell: Cell<'a>) {
        self.cell = cell;
        self.mapped = true;
        self.trace(kind, detail);
    }

    fn trace(&mut self, kind: &'static str, detail: &'a str) {
        self.steps.push(TraceStep {
            kind,
            detail: Cow::Borrowed(detail),
            value: self.cell.clone(),
        });
    }
}
