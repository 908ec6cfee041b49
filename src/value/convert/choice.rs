//! Dataverse choices and Finance enums as targets.

use super::text::boolean_meaning;
use super::{Conversion, Converted, Output, number, strict};
use crate::diagnostic::Code;
use crate::value::semantics::BooleanLiterals;
use crate::value::{Cell, Choices, Enumeration};

/// A choice takes the option's integer; dual-write sends it as a string when it was mapped.
pub(super) fn choice(cell: &Cell<'_>, choices: &Choices, how: &Conversion<'_>) -> Converted {
    let spelling = cell.text();
    if spelling.is_empty() {
        return Converted::same(how.sent_as_is(cell)).with(how.finding(Code::ChoiceBlank));
    }
    let whole = number::parse(cell).ok().and_then(|number| number.to_i64());
    let Some(option) = whole.filter(|option| i32::try_from(*option).is_ok()) else {
        let finding = how.finding(Code::ChoiceLiteral).value("value", &*spelling);
        return Converted::same(how.sent_as_is(cell)).with(finding);
    };
    let result = Converted::new(how.sent_as_is(cell), Output::Number(option.to_string()));
    if choices.options.is_empty() {
        return result.unchecked("options");
    }
    if choices.options.iter().any(|known| known.value == option) {
        return result;
    }
    result.with(
        how.finding(Code::ChoiceNotOption)
            .value("value", &*spelling),
    )
}

/// A Finance enum takes the element name. Case does not matter; ordinals and label-like spellings
/// are tolerated with a warning, since published maps hold all three.
pub(super) fn enumeration(
    cell: &Cell<'_>,
    members: &Enumeration,
    how: &Conversion<'_>,
) -> Converted {
    let spelling = cell.text();
    if members.members.is_empty() {
        return Converted::same(how.sent_as_is(cell)).unchecked("members");
    }
    if let Some((name, _)) = members.member(&spelling) {
        return Converted::new(how.sent_as_is(cell), Output::Text(name.to_string()));
    }
    let typed = |name: &str| Converted::new(how.sent_as_is(cell), Output::Text(name.to_owned()));
    if let Some(name) = members.alias(&spelling) {
        let finding = how
            .finding(Code::EnumAlias)
            .value("value", &*spelling)
            .name("member", name);
        return typed(name).with(finding);
    }
    if let Some(name) = yes_or_no(&spelling, members) {
        let finding = how
            .finding(Code::BooleanIntoEnum)
            .value("value", &*spelling)
            .name("member", name);
        let refuse = how.semantics.boolean_literals == BooleanLiterals::Strict;
        return typed(name).with(strict(finding, refuse));
    }
    let finding = how
        .finding(Code::EnumNotElement)
        .value("value", &*spelling)
        .name("enum", &*members.name);
    // That the other side refuses it is inferred, so it may not block; nor may it be promised.
    Converted {
        undecided: true,
        ..Converted::same(how.sent_as_is(cell)).with(finding)
    }
}

/// The member that true or false means in an enum of exactly Yes and No.
fn yes_or_no<'a>(text: &str, members: &'a Enumeration) -> Option<&'a str> {
    let (flag, _) = boolean_meaning(text)?;
    if members.members.len() != 2 {
        return None;
    }
    let yes = members.member("Yes")?;
    let no = members.member("No")?;
    Some(if flag { &yes.0 } else { &no.0 })
}
