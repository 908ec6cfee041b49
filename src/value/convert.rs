//! What a value becomes in a column of the other side: the JSON that dual-write sends, the JSON
//! that the target's own Web API takes, and everything that is wrong with it.
//!
//! Mirrors the "type conversion" that happens after value transforms and before the write. A value
//! that fails keeps its own spelling in both forms; the diagnostics say that it will not arrive.

mod choice;
mod date;
mod number;
mod text;

use super::{Cell, Enumeration, Semantics, Type, semantics::NullToFinance};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// A value as it leaves: exactly the JSON that will be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number in JSON spelling, digits kept.
    Number(String),
    /// Text, not yet escaped.
    Text(String),
}

/// The side that receives the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Destination {
    /// Microsoft Dataverse.
    Dataverse,
    /// Dynamics 365 Finance.
    Finance,
}

/// What [`convert`] must know besides the value.
#[derive(Clone, Copy, Debug)]
pub struct Conversion<'a> {
    /// The target column's name, for diagnostics.
    pub column: &'a str,
    /// The target column's type; `None` when not known: the result is then undecided.
    pub kind: Option<&'a Type>,
    /// The source column's type, when known. Only date targets look at it.
    pub source_kind: Option<&'a Type>,
    /// The side that receives.
    pub to: Destination,
    /// The value came out of a value map or Default: dual-write sends it as a string (seen in a
    /// published payload).
    pub mapped: bool,
    /// The open choices.
    pub semantics: &'a Semantics,
}

/// A converted value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted {
    /// What dual-write sends: plain copies keep the source's JSON form, mapped values are strings.
    pub sent: Output,
    /// The same in the JSON type that the target's Web API states for the column.
    pub typed: Output,
    /// Codes of section 11. Params carry `column`; the path is left to the caller.
    pub diagnostics: Vec<Diagnostic>,
    /// The value depends on something that is not known.
    pub undecided: bool,
    /// Limits that nobody supplied: `type`, `length`, `range`, `precision`, `options`, `members`,
    /// `date-kind`.
    pub unchecked: Vec<&'static str>,
}

/// Converts a value to the type of its target column.
///
/// [`Cell::Absent`] is a value that nobody gave: undecided, without a diagnostic. No error is
/// returned; what is wrong stands in [`Converted::diagnostics`].
pub fn convert(cell: &Cell<'_>, how: &Conversion<'_>) -> Converted {
    if matches!(cell, Cell::Absent) {
        return Converted {
            undecided: true,
            ..Converted::same(Output::Null)
        };
    }
    let Some(kind) = how.kind else {
        return untyped(cell, true);
    };
    match kind {
        Type::Unmappable(word) => {
            let finding = how.finding(Code::ColumnUnmappable).name("type", &**word);
            return Converted::same(verbatim(cell)).with(finding);
        }
        // No public statement exists on them, so nothing may be promised and nothing blocked.
        Type::MultiChoice(_) => {
            return Converted {
                undecided: true,
                ..Converted::same(verbatim(cell)).with(how.finding(Code::MultiChoice))
            };
        }
        _ => {}
    }
    if let Cell::Complex(raw) = cell {
        let finding = how
            .finding(Code::ValueNotPlain)
            .value("value", raw.as_ref());
        return Converted::same(verbatim(cell)).with(finding);
    }
    if is_no_value(cell, kind, how.to) {
        return nothing(kind, how);
    }
    match kind {
        Type::Text { max_length } => text::text(cell, *max_length, how),
        Type::Boolean => text::boolean(cell, how),
        Type::Guid => text::guid(cell, how),
        Type::Integer { bits, min, max } => number::integer(cell, *bits, *min, *max, how),
        Type::Decimal {
            places, min, max, ..
        } => number::decimal(cell, *places, *min, *max, how),
        Type::Choice(choices) => choice::choice(cell, choices, how),
        Type::Enumeration(members) => choice::enumeration(cell, members, how),
        Type::Date => date::date(cell, how),
        Type::DateTime(behavior) => date::date_time(cell, *behavior, how),
        // The lookup is resolved elsewhere; the key text travels as it is.
        Type::Lookup(_) => Converted::same(verbatim(cell)),
        Type::Unchecked | Type::Unmappable(_) | Type::MultiChoice(_) => untyped(cell, false),
    }
}

impl Converted {
    /// One output for both forms.
    fn same(output: Output) -> Self {
        Self {
            sent: output.clone(),
            typed: output,
            diagnostics: Vec::new(),
            undecided: false,
            unchecked: Vec::new(),
        }
    }

    fn new(sent: Output, typed: Output) -> Self {
        Self {
            sent,
            typed,
            diagnostics: Vec::new(),
            undecided: false,
            unchecked: Vec::new(),
        }
    }

    fn with(mut self, finding: Diagnostic) -> Self {
        self.diagnostics.push(finding);
        self
    }

    fn unchecked(mut self, limit: &'static str) -> Self {
        self.unchecked.push(limit);
        self
    }
}

impl Conversion<'_> {
    fn finding(&self, code: Code) -> Diagnostic {
        Diagnostic::new(code).name("column", self.column)
    }

    /// The form that is sent: `spelling` as a string when mapped or when the source was text, else
    /// as the source's kind of JSON.
    fn sent(&self, cell: &Cell<'_>, spelling: String) -> Output {
        match cell {
            _ if self.mapped => Output::Text(spelling),
            Cell::Number(_) => Output::Number(spelling),
            Cell::Boolean(flag) => Output::Boolean(*flag),
            _ => Output::Text(spelling),
        }
    }

    /// The source's spelling in the form that is sent.
    fn sent_as_is(&self, cell: &Cell<'_>) -> Output {
        self.sent(cell, cell.text().into_owned())
    }

    /// The value cannot be read as the target's type.
    fn literal(&self, cell: &Cell<'_>, edm: &'static str) -> Converted {
        let finding = self
            .finding(Code::LiteralRefused)
            .value("value", cell.text())
            .name("type", edm);
        Converted::same(self.sent_as_is(cell)).with(finding)
    }
}

/// The cell in its own JSON form. Arrays and objects have none here: null.
fn verbatim(cell: &Cell<'_>) -> Output {
    match cell {
        Cell::Absent | Cell::Null | Cell::Complex(_) => Output::Null,
        Cell::Boolean(flag) => Output::Boolean(*flag),
        Cell::Number(text) => Output::Number(text.clone().into_owned()),
        Cell::Text(text) => Output::Text(text.clone().into_owned()),
    }
}

fn untyped(cell: &Cell<'_>, undecided: bool) -> Converted {
    let unreadable = matches!(cell, Cell::Complex(_));
    Converted {
        undecided: undecided || unreadable,
        ..Converted::same(verbatim(cell))
    }
    .unchecked("type")
}

/// Null, and the empty text where the target cannot hold one and reads it as "no value".
fn is_no_value(cell: &Cell<'_>, kind: &Type, to: Destination) -> bool {
    let empty = matches!(cell, Cell::Text(text) if text.is_empty());
    match to {
        _ if matches!(cell, Cell::Null) => true,
        Destination::Finance => empty && !matches!(kind, Type::Text { .. } | Type::Lookup(_)),
        Destination::Dataverse => false,
    }
}

/// Nothing is written to Dataverse as null, to Finance as the type's empty value: Finance columns
/// are never null (inferred).
fn nothing(kind: &Type, how: &Conversion<'_>) -> Converted {
    let keeps_null = how.semantics.null_to_finance == NullToFinance::Null;
    if how.to == Destination::Dataverse || keeps_null {
        return Converted::same(Output::Null);
    }
    let zero = || Output::Number("0".to_owned());
    let text = |text: &str| Output::Text(text.to_owned());
    let empty = match kind {
        Type::Text { .. } | Type::Lookup(_) => text(""),
        Type::Boolean => Output::Boolean(false),
        Type::Integer { .. } | Type::Decimal { .. } | Type::Choice(_) => zero(),
        Type::Date | Type::DateTime(_) => text(date::FINANCE_EMPTY),
        Type::Guid => text("00000000-0000-0000-0000-000000000000"),
        Type::Enumeration(members) => match first_member(members) {
            Some(name) => text(name),
            None => return empty_unknown(how),
        },
        Type::Unchecked | Type::Unmappable(_) | Type::MultiChoice(_) => {
            return empty_unknown(how).unchecked("type");
        }
    };
    Converted::same(empty)
}

fn first_member(members: &Enumeration) -> Option<&str> {
    members
        .members
        .iter()
        .find(|(_, number)| *number == 0)
        .map(|(name, _)| &**name)
}

fn empty_unknown(how: &Conversion<'_>) -> Converted {
    Converted {
        undecided: true,
        ..Converted::same(Output::Null).with(how.finding(Code::EmptyValueUnknown))
    }
}

/// A rule that only the caller's own switch makes strict.
fn strict(finding: Diagnostic, strict: bool) -> Diagnostic {
    if strict {
        finding.severity(Severity::Error)
    } else {
        finding
    }
}
