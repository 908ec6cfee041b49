//! Reads the table of a `ValueMap` transform: Finance value → Dataverse value, in document order,
//! every entry kept.

use super::model::{Text, ValueMapEntry};
use super::part::{Reader, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Path, Severity};
use crate::syntax::json::{Member, Node, NodeKind};
use crate::text::NameIndex;
use std::borrow::Cow;

impl Reader {
    /// The entries of the object `table`; `path` leads to it. Linear in their number.
    pub(super) fn value_map(&mut self, table: Node<'_>, path: &Path) -> Vec<ValueMapEntry> {
        let count = table.members().count();
        let mut entries = Vec::with_capacity(count);
        let mut seen = NameIndex::new();
        let mut firsts: Vec<Member<'_>> = Vec::new();
        for member in table.members() {
            let key = member.key.text();
            // Keys compare ignoring case (inferred: shipped keys and sent values differ in case).
            let known = seen.add(&folded(key.clone()), firsts.len());
            match known.and_then(|at| firsts.get(at)) {
                Some(first) => self.repeated_key(first, &member, path),
                None => firsts.push(member),
            }
            let value = self.entry_value(&key, member.value, path);
            entries.push(ValueMapEntry {
                key: Text {
                    text: key.into_owned(),
                    span: self.origin.span(member.key.span),
                },
                value,
                value_span: self.origin.span(member.value.span()),
            });
        }
        entries
    }

    fn repeated_key(&mut self, first: &Member<'_>, again: &Member<'_>, path: &Path) {
        let (before, key) = (first.key.text(), again.key.text());
        let path = path.clone().name(&key);
        let code = if before == key {
            Code::DuplicateKey
        } else {
            Code::AmbiguousValueMapKey
        };
        let mut found = Diagnostic::new(code).name("key", key.as_ref());
        if before != key {
            found = found.name("other", before.as_ref());
        }
        let place = self.origin.span(first.key.span);
        let found = found.related(path.clone(), Some(place));
        self.note(found, &path, again.key.span);
    }

    fn entry_value(&mut self, key: &str, value: Node<'_>, path: &Path) -> Option<String> {
        let severity = match value.kind() {
            NodeKind::Null => return None,
            NodeKind::String => return Some(value.text().into_owned()),
            // Readable by its spelling, though published maps write texts only.
            NodeKind::Number | NodeKind::Boolean => Severity::Warning,
            NodeKind::Object | NodeKind::Array => Severity::Error,
        };
        let found = wrong_type(key, "string or null", value).severity(severity);
        self.note(found, &path.clone().name(key), value.span());
        Some(value.text().into_owned())
    }
}

/// Lower case, without a copy where nothing changes.
fn folded(key: Cow<'_, str>) -> Cow<'_, str> {
    let changes = |byte: u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    if key.bytes().any(changes) {
        return Cow::Owned(key.to_lowercase());
    }
    key
}
