//! What a record says of one lookup column, in any of the shapes the platforms use.

use super::object;
use crate::lookup::AnswerRow;
use crate::value::{Cell, Guid};
use std::borrow::Cow;

/// The properties of one lookup column as the record carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookupCell<'a> {
    /// `_x_value`.
    pub id: Cell<'a>,
    /// Logical name of the table it points to.
    pub table: Cell<'a>,
    /// The lookup itself: expanded row, form references, null, id.
    pub object: Cell<'a>,
    /// `@odata.bind` path.
    pub bind: Cell<'a>,
}

/// What a lookup points to, as far as the record tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The record does not carry the lookup.
    Absent,
    /// Empty.
    Null,
    /// A row.
    Row {
        /// Its id, when given.
        id: Option<Guid>,
        /// Logical name of its table, when given.
        table: Option<String>,
        /// Entity set, when an `@odata.bind` path names it.
        entity_set: Option<String>,
        /// Columns of the row that came along: expanded, or as an alternate key.
        columns: AnswerRow,
    },
    /// The record carries something that is no reference.
    Malformed(String),
}

impl LookupCell<'_> {
    /// Whether the record does not carry the lookup at all.
    pub fn is_absent(&self) -> bool {
        self.id == Cell::Absent && self.object == Cell::Absent && self.bind == Cell::Absent
    }

    /// Reads the parts together: a bind wins over an object, an object over the bare id.
    pub fn reference(&self) -> Reference {
        let stated_table = match &self.table {
            Cell::Text(table) if !table.is_empty() => Some(table.to_string()),
            _ => None,
        };
        match &self.bind {
            Cell::Absent => {}
            Cell::Null => return Reference::Null,
            Cell::Text(path) => return from_bind(path),
            other => return Reference::Malformed(other.text().into_owned()),
        }
        match &self.object {
            Cell::Absent => self.by_id(stated_table),
            Cell::Null if matches!(self.id, Cell::Absent | Cell::Null) => Reference::Null,
            Cell::Null => self.by_id(stated_table),
            Cell::Text(text) if text.is_empty() => Reference::Null,
            Cell::Text(text) => match Guid::parse(text) {
                Some(id) => row(Some(id), stated_table),
                None => Reference::Malformed(text.to_string()),
            },
            Cell::Complex(raw) => self.by_object(raw, stated_table),
            other => Reference::Malformed(other.text().into_owned()),
        }
    }

    fn by_id(&self, table: Option<String>) -> Reference {
        match &self.id {
            Cell::Absent => Reference::Absent,
            Cell::Null => Reference::Null,
            Cell::Text(text) if text.is_empty() => Reference::Null,
            Cell::Text(text) => match Guid::parse(text) {
                Some(id) => row(Some(id), table),
                None => Reference::Malformed(text.to_string()),
            },
            other => Reference::Malformed(other.text().into_owned()),
        }
    }

    /// An expanded row, one form reference `{ id, entityType }`, or an array of them.
    fn by_object(&self, raw: &str, stated_table: Option<String>) -> Reference {
        let Some(columns) = first_object(raw) else {
            return match raw.trim_start().strip_prefix('[') {
                Some(rest) if rest.trim_start().starts_with(']') => Reference::Null,
                _ => Reference::Malformed(raw.chars().take(80).collect()),
            };
        };
        let text = |name: &str| match columns.get(name) {
            Some(Cell::Text(text)) if !text.is_empty() => Some(text.to_string()),
            _ => None,
        };
        let form_table = text("entityType").or_else(|| text("logicalName"));
        if let (Some(id), Some(table)) = (text("id").and_then(|id| Guid::parse(&id)), form_table) {
            return row(Some(id), Some(table));
        }
        let bare = match self.by_id(None) {
            Reference::Row { id, .. } => id,
            _ => None,
        };
        Reference::Row {
            id: bare,
            table: stated_table,
            entity_set: None,
            columns,
        }
    }
}

fn row(id: Option<Guid>, table: Option<String>) -> Reference {
    Reference::Row {
        id,
        table,
        entity_set: None,
        columns: AnswerRow::default(),
    }
}

/// The object itself, or the only one in an array.
fn first_object(raw: &str) -> Option<AnswerRow> {
    let trimmed = raw.trim();
    let inner = match trimmed.strip_prefix('[') {
        Some(rest) => rest.strip_suffix(']')?.trim(),
        None => trimmed,
    };
    if !inner.starts_with('{') {
        return None;
    }
    object(inner)
}

/// `/accounts(guid)`, `accounts(guid)`, an absolute URL, or an alternate key
/// `/accounts(accountnumber='A',x=1)`.
fn from_bind(path: &str) -> Reference {
    let malformed = || Reference::Malformed(path.to_owned());
    // Slashes after the parenthesis belong to key values.
    let Some((before, rest)) = path.split_once('(') else {
        return malformed();
    };
    let entity_set = before.rsplit('/').next().unwrap_or(before);
    let Some(inner) = rest.strip_suffix(')') else {
        return malformed();
    };
    let mut columns = AnswerRow::default();
    let id = Guid::parse(inner.trim());
    if id.is_none() {
        for part in split_keys(inner) {
            let Some((name, value)) = part.split_once('=') else {
                return malformed();
            };
            let value = value.trim();
            let cell = match value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
                Some(text) => Cell::Text(Cow::Owned(text.replace("''", "'"))),
                None => Cell::Number(Cow::Owned(value.to_owned())),
            };
            columns.0.push((name.trim().to_owned(), cell));
        }
    }
    Reference::Row {
        id,
        table: None,
        entity_set: Some(entity_set.to_owned()),
        columns,
    }
}

/// Splits at commas outside quotes.
fn split_keys(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            b',' if !quoted => {
                parts.extend(text.get(start..at));
                start = at.saturating_add(1);
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "9f1c3f8e-2b4d-4a6f-8c0e-1d2b3a4c5d6e";

    fn of(id: Cell<'static>, object: Cell<'static>, bind: Cell<'static>) -> Reference {
        LookupCell {
            id,
            table: Cell::Absent,
            object,
            bind,
        }
        .reference()
    }

    #[test]
    fn reads_binds() {
        let path = format!("/accounts({ID})");
        let Reference::Row { id, entity_set, .. } =
            of(Cell::Absent, Cell::Absent, Cell::Text(path.into()))
        else {
            panic!("no row");
        };
        assert_eq!(id.map(|id| id.to_string()).as_deref(), Some(ID));
        assert_eq!(entity_set.as_deref(), Some("accounts"));
        let key = Cell::Text(
            "https://x.example/api/data/v9.2/accounts(accountnumber='a,''b',n=3)".into(),
        );
        let Reference::Row { columns, .. } = of(Cell::Absent, Cell::Absent, key) else {
            panic!("no row");
        };
        assert_eq!(
            columns.get("accountnumber"),
            Some(&Cell::Text("a,'b".into()))
        );
        assert_eq!(columns.get("n"), Some(&Cell::Number("3".into())));
        let slash = Cell::Text("https://x.example/api/data/v9.2/units(name='a/b')".into());
        let Reference::Row {
            entity_set,
            columns,
            ..
        } = of(Cell::Absent, Cell::Absent, slash)
        else {
            panic!("no row");
        };
        assert_eq!(entity_set.as_deref(), Some("units"));
        assert_eq!(columns.get("name"), Some(&Cell::Text("a/b".into())));
    }

    #[test]
    fn reads_form_values_and_expanded_rows() {
        let form = format!("[{{\"id\":\"{{{ID}}}\",\"entityType\":\"contact\",\"name\":\"A\"}}]");
        let Reference::Row { id, table, .. } =
            of(Cell::Absent, Cell::Complex(form.into()), Cell::Absent)
        else {
            panic!("no row");
        };
        assert!(id.is_some());
        assert_eq!(table.as_deref(), Some("contact"));
        assert_eq!(
            of(Cell::Absent, Cell::Complex("[]".into()), Cell::Absent),
            Reference::Null
        );
        let expanded = of(
            Cell::Text(ID.into()),
            Cell::Complex("{\"msdyn_groupid\":\"30\"}".into()),
            Cell::Absent,
        );
        let Reference::Row { id, columns, .. } = expanded else {
            panic!("no row");
        };
        assert!(id.is_some());
        assert_eq!(columns.get("MSDYN_GROUPID"), Some(&Cell::Text("30".into())));
        assert!(matches!(
            of(Cell::Text("x".into()), Cell::Absent, Cell::Absent),
            Reference::Malformed(_)
        ));
    }
}
