//! OData expressions: the filters of Dataverse (`reversedSourceFilter`) and the language of rules.
//!
//! The parser reads more of OData 4.01 than dual-write carries out, so that what it does not
//! support is named by `support` rather than called a syntax error.

mod lex;
mod parse;
mod print;
mod support;

pub(super) use parse::parse;
pub(super) use print::print;
pub(super) use support::check;

/// Decodes `%20` and its like in the text of a URL; `None` when a `%` is not followed by two
/// hexadecimal digits or the bytes are not UTF-8. Filters of maps are never encoded so.
pub fn decode_url(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let high = char::from(rest.next()?).to_digit(16)?;
        let low = char::from(rest.next()?).to_digit(16)?;
        bytes.push(u8::try_from((high << 4) | low).ok()?);
    }
    String::from_utf8(bytes).ok()
}
