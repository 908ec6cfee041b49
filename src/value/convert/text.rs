//! Text, two options and GUIDs as targets.

use super::{Conversion, Converted, Destination, Output};
use crate::diagnostic::Code;
use crate::value::semantics::{BooleanLiterals, EmptyTextToDataverse};
use crate::value::{Cell, Guid};

/// Text is never cut: over-long text is refused by Dataverse (documented), in Finance its fate is
/// unknown. Lengths count UTF-16 units.
pub(super) fn text(cell: &Cell<'_>, max: Option<u32>, how: &Conversion<'_>) -> Converted {
    let spelling = cell.text().into_owned();
    if spelling.is_empty() && how.to == Destination::Dataverse {
        return match how.semantics.empty_text_to_dataverse {
            EmptyTextToDataverse::Null => Converted::same(Output::Null),
            EmptyTextToDataverse::Empty => Converted::same(Output::Text(spelling)),
        };
    }
    let length = spelling.encode_utf16().count();
    let mut result = Converted::new(how.sent_as_is(cell), Output::Text(spelling));
    if let Cell::Boolean(_) = cell {
        let mismatch = how
            .finding(Code::BooleanIntoText)
            .value("value", cell.text());
        result = result.with(mismatch);
    }
    let Some(max) = max else {
        return result.unchecked("length");
    };
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    if length <= u64::from(max) {
        return result;
    }
    let code = match how.to {
        Destination::Dataverse => Code::TextTooLong,
        Destination::Finance => Code::TextTooLongFinance,
    };
    let finding = how
        .finding(code)
        .number("length", length)
        .number("limit", u64::from(max));
    result.with(finding)
}

/// What a text means as two options, and whether it is one of the two spellings that are certain.
pub(super) fn boolean_meaning(text: &str) -> Option<(bool, bool)> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    match text {
        _ if is("true") => Some((true, true)),
        _ if is("false") => Some((false, true)),
        _ if text == "1" || is("yes") => Some((true, false)),
        _ if text == "0" || is("no") => Some((false, false)),
        _ => None,
    }
}

pub(super) fn boolean(cell: &Cell<'_>, how: &Conversion<'_>) -> Converted {
    let spelling = cell.text();
    let strict = how.semantics.boolean_literals == BooleanLiterals::Strict;
    match boolean_meaning(&spelling) {
        Some((flag, true)) => Converted::new(how.sent_as_is(cell), Output::Boolean(flag)),
        Some((flag, false)) if !strict => {
            let finding = how
                .finding(Code::BooleanTolerated)
                .value("value", &*spelling)
                .name("taken", if flag { "true" } else { "false" });
            Converted::new(how.sent_as_is(cell), Output::Boolean(flag)).with(finding)
        }
        _ => {
            let finding = how.finding(Code::BooleanLiteral).value("value", &*spelling);
            Converted::same(how.sent_as_is(cell)).with(finding)
        }
    }
}

pub(super) fn guid(cell: &Cell<'_>, how: &Conversion<'_>) -> Converted {
    let Cell::Text(text) = cell else {
        return how.literal(cell, "Edm.Guid");
    };
    match Guid::parse(text) {
        Some(guid) => Converted::new(how.sent_as_is(cell), Output::Text(guid.to_string())),
        None => how.literal(cell, "Edm.Guid"),
    }
}
