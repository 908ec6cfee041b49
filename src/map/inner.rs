//! A text inside the document: `msdyn_mapping` is a JSON string that holds JSON. Spans found in
//! the decoded text are carried back to the document that it stands in.

use crate::diagnostic::Diagnostic;
use crate::syntax::json::Node;
use crate::text::Span;

/// Carries spans of a text back to the document it was taken from.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// `(offset in the text, offset in the document)`, ascending, one for every place from which
    /// on both run in step. Empty: the text is the document.
    steps: Vec<(u32, u32)>,
}

impl Origin {
    /// The decoded text of a string and the way back.
    pub(super) fn decode(string: Node<'_>) -> (String, Self) {
        let text = string.text().into_owned();
        let raw = string.raw();
        let begin = string.span().start.saturating_add(1);
        let mut steps = vec![(0, begin)];
        let mut inner = 0u32;
        let mut outer = begin;
        let mut rest = raw;
        while let Some(at) = rest.find('\\') {
            let escape = rest.get(at..).unwrap_or_default();
            let (decoded, spelled) = escape_sizes(escape);
            let plain = u32::try_from(at).unwrap_or(u32::MAX);
            inner = inner.saturating_add(plain).saturating_add(decoded);
            outer = outer.saturating_add(plain).saturating_add(spelled);
            steps.push((inner, outer));
            rest = escape.get(spelled as usize..).unwrap_or_default();
        }
        (text, Self { steps })
    }

    /// The place in the document of a span of the text.
    pub(super) fn span(&self, span: Span) -> Span {
        Span {
            start: self.offset(span.start),
            end: self.offset(span.end),
        }
    }

    /// A finding about the text as one about the document.
    pub(super) fn diagnostic(&self, mut found: Diagnostic) -> Diagnostic {
        found.span = found.span.map(|span| self.span(span));
        found
    }

    fn offset(&self, offset: u32) -> u32 {
        let after = self.steps.partition_point(|(inner, _)| *inner <= offset);
        match after.checked_sub(1).and_then(|last| self.steps.get(last)) {
            Some((inner, outer)) => outer.saturating_add(offset.saturating_sub(*inner)),
            None => offset,
        }
    }
}

/// UTF-8 bytes that an escape stands for, and bytes of its spelling.
fn escape_sizes(escape: &str) -> (u32, u32) {
    let Some(digits) = escape.strip_prefix("\\u") else {
        return (1, 2);
    };
    let unit = digits
        .get(..4)
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or_default();
    match unit {
        0..0x80 => (1, 6),
        0x80..0x800 => (2, 6),
        0xD800..0xDC00 => (4, 12),
        _ => (3, 6),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

    use super::*;
    use crate::syntax::json::{Document, Limits};

    #[test]
    fn carries_spans_back_over_escapes() {
        let text = r#"  "a\n\u0022é\u00e9\ud83d\ude00z\"""#;
        let document = Document::parse(text.as_bytes(), Limits::default()).unwrap();
        let (decoded, origin) = Origin::decode(document.root());
        assert_eq!(decoded, "a\n\"éé😀z\"");
        for (wanted, spelled) in [("a", "a"), ("é😀", r"\u00e9\ud83d\ude00"), ("z", "z")] {
            let at = decoded.find(wanted).unwrap();
            let span = origin.span(Span::new(at, at + wanted.len()));
            assert_eq!(text.get(span.range()), Some(spelled), "{wanted}");
        }
    }
}
