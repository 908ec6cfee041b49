//! A row that would decide something: what to fetch, ready to send.
//!
//! URLs are relative to the environment (`/api/data/v9.2/…` for Dataverse, `/data/…` for Finance),
//! percent-encoded; Finance requests carry `cross-company=true`.

use crate::schema::Side;
use crate::value::{CivilDate, Decimal, Guid, Instant};
use std::fmt::Write as _;

/// Namespace of the enums in Finance `$metadata`.
const FINANCE_NAMESPACE: &str = "Microsoft.Dynamics.DataEntities";

/// How a request finds its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestBy {
    /// By the row's id.
    Id,
    /// By key columns.
    Key,
}

impl RequestBy {
    /// `id` or `key`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Key => "key",
        }
    }
}

/// A value to compare a key column with, by the literal form the service needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum KeyValue {
    /// Quoted in URLs.
    Text(String),
    /// Number, boolean, GUID or date: unquoted in URLs.
    Bare(String),
    /// An element of a Finance enum: name of the enum, then the element.
    Member(String, String),
}

impl KeyValue {
    /// The value without quotes.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Bare(text) | Self::Member(_, text) => text,
        }
    }
}

/// One column that finds the row, as a path for `$filter` (`msdyn_company/cdm_companycode`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyPart {
    /// Path with `/`, spelled as the service spells it.
    pub path: String,
    /// Value.
    pub value: KeyValue,
}

impl KeyPart {
    /// A part whose literal is bare only where the text really is a number, boolean, GUID or date;
    /// any other text is quoted, so that no value can add to the condition.
    pub fn literal(path: String, text: String, quoted: bool) -> Self {
        let bare = if quoted { None } else { bare(&text) };
        Self {
            path,
            value: bare.map_or(KeyValue::Text(text), KeyValue::Bare),
        }
    }
}

/// The text as OData writes it without quotes, if it is one of those literals.
fn bare(text: &str) -> Option<String> {
    if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") {
        return Some(text.to_ascii_lowercase());
    }
    if let Some(id) = Guid::parse(text) {
        return Some(id.to_string());
    }
    let known = Decimal::parse(text).is_ok()
        || CivilDate::parse(text).is_some()
        || Instant::parse(text).is_some();
    known.then(|| text.to_owned())
}

/// A related row that comes with a row: `navigation($select=…;$expand=…)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expand {
    /// Navigation property.
    pub navigation: String,
    /// Columns of the related row.
    pub select: Vec<String>,
    /// What comes with the related row in turn.
    pub expand: Vec<Expand>,
}

/// A description of rows to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Same row, same id, in every call: answers are handed back under it.
    pub id: String,
    /// Which service.
    pub side: Side,
    /// Entity set.
    pub entity_set: String,
    /// How the row is found.
    pub by: RequestBy,
    /// Key columns and values; for [`RequestBy::Id`] the id column (may be unknown and empty).
    pub key: Vec<KeyPart>,
    /// Columns to return, lookups as `_x_value`.
    pub select: Vec<String>,
    /// Related rows to return with it.
    pub expand: Vec<Expand>,
    /// Legal entity, when the row belongs to one.
    pub company: Option<String>,
}

impl Request {
    /// A request for one Dataverse row by its id.
    pub fn by_id(entity_set: &str, id: &str, select: Vec<String>, expand: Vec<Expand>) -> Self {
        let folded = id.to_lowercase();
        Self {
            id: format!("dataverse:{}({folded})", entity_set.to_lowercase()),
            side: Side::Dataverse,
            entity_set: entity_set.to_owned(),
            by: RequestBy::Id,
            key: vec![KeyPart {
                path: String::new(),
                value: KeyValue::Bare(folded),
            }],
            select,
            expand,
            company: None,
        }
    }

    /// A request by key columns. Key texts compare ignoring case and trailing spaces, so the id
    /// folds them.
    pub fn by_key(
        side: Side,
        entity_set: &str,
        key: Vec<KeyPart>,
        select: Vec<String>,
        company: Option<String>,
    ) -> Self {
        let mut id = format!("{}:{}?", side.word(), entity_set.to_lowercase());
        for (at, part) in key.iter().enumerate() {
            if at > 0 {
                id.push('&');
            }
            let folded = part.value.text().trim_end().to_lowercase();
            let _ = write!(id, "{}={}", part.path.to_lowercase(), encode(&folded));
        }
        Self {
            id,
            side,
            entity_set: entity_set.to_owned(),
            by: RequestBy::Key,
            key,
            select,
            expand: Vec::new(),
            company,
        }
    }

    /// Adds what another request for the same row wants.
    pub fn merge(&mut self, other: &Self) {
        merge_names(&mut self.select, &other.select);
        merge_expands(&mut self.expand, &other.expand);
    }

    /// The `$expand` text, not encoded; empty when nothing is expanded.
    pub fn expand_text(&self) -> String {
        expand_text(&self.expand)
    }

    /// The `$filter` text, not encoded; empty for [`RequestBy::Id`].
    pub fn filter(&self) -> String {
        if self.by == RequestBy::Id {
            return String::new();
        }
        let mut text = String::new();
        for (at, part) in self.key.iter().enumerate() {
            if at > 0 {
                text.push_str(" and ");
            }
            let _ = match &part.value {
                KeyValue::Text(value) => {
                    write!(text, "{} eq '{}'", part.path, value.replace('\'', "''"))
                }
                KeyValue::Bare(value) => write!(text, "{} eq {value}", part.path),
                KeyValue::Member(name, member) => write!(
                    text,
                    "{} eq {FINANCE_NAMESPACE}.{name}'{}'",
                    part.path,
                    member.replace('\'', "''")
                ),
            };
        }
        text
    }

    /// The address relative to the environment.
    pub fn url(&self) -> String {
        let mut options: Vec<String> = Vec::new();
        let mut url = match self.side {
            Side::Dataverse => format!("/api/data/v9.2/{}", encode_names(&self.entity_set)),
            Side::Finance => {
                options.push("cross-company=true".to_owned());
                format!("/data/{}", encode_names(&self.entity_set))
            }
        };
        if self.by == RequestBy::Id {
            let id = self.key.first().map_or("", |part| part.value.text());
            let _ = write!(url, "({id})");
        }
        if !self.select.is_empty() {
            options.push(format!("$select={}", encode_names(&self.select.join(","))));
        }
        let filter = self.filter();
        if !filter.is_empty() {
            options.push(format!("$filter={}", encode(&filter)));
        }
        if !self.expand.is_empty() {
            options.push(format!("$expand={}", encode_names(&self.expand_text())));
        }
        if !options.is_empty() {
            url.push('?');
            url.push_str(&options.join("&"));
        }
        url
    }
}

fn merge_names(into: &mut Vec<String>, names: &[String]) {
    for name in names {
        if !into.contains(name) {
            into.push(name.clone());
        }
    }
}

/// A navigation property may be expanded only once, so what is wanted of it goes together.
fn merge_expands(into: &mut Vec<Expand>, others: &[Expand]) {
    for other in others {
        match into
            .iter_mut()
            .find(|known| known.navigation == other.navigation)
        {
            Some(known) => {
                merge_names(&mut known.select, &other.select);
                merge_expands(&mut known.expand, &other.expand);
            }
            None => into.push(other.clone()),
        }
    }
}

fn expand_text(list: &[Expand]) -> String {
    let one = |expand: &Expand| {
        let mut options = Vec::new();
        if !expand.select.is_empty() {
            options.push(format!("$select={}", expand.select.join(",")));
        }
        if !expand.expand.is_empty() {
            options.push(format!("$expand={}", expand_text(&expand.expand)));
        }
        match options.is_empty() {
            true => expand.navigation.clone(),
            false => format!("{}({})", expand.navigation, options.join(";")),
        }
    };
    list.iter().map(one).collect::<Vec<_>>().join(",")
}

/// Percent-encodes a list of names; the signs that join and nest them stay.
fn encode_names(text: &str) -> String {
    encode_but(text, b"$=;")
}

/// Percent-encodes what may not stand in a query option; spaces become `%20`.
fn encode(text: &str) -> String {
    encode_but(text, b"")
}

fn encode_but(text: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'\''
            | b'('
            | b')'
            | b'/'
            | b','
            | b':' => {
                encoded.push(char::from(byte));
            }
            _ if kept.contains(&byte) => encoded.push(char::from(byte)),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_ready_urls() {
        let request = Request::by_key(
            Side::Dataverse,
            "msdyn_customergroups",
            vec![
                KeyPart {
                    path: "msdyn_groupid".into(),
                    value: KeyValue::Text("O'R & 30 ".into()),
                },
                KeyPart {
                    path: "msdyn_company/cdm_companycode".into(),
                    value: KeyValue::Text("USMF".into()),
                },
            ],
            vec!["msdyn_customergroupid".into()],
            Some("USMF".into()),
        );
        assert_eq!(
            request.url(),
            "/api/data/v9.2/msdyn_customergroups?$select=msdyn_customergroupid&$filter=msdyn_groupid%20eq%20'O''R%20%26%2030%20'%20and%20msdyn_company/cdm_companycode%20eq%20'USMF'"
        );
        assert_eq!(
            request.id,
            "dataverse:msdyn_customergroups?msdyn_groupid=o'r%20%26%2030&msdyn_company/cdm_companycode=usmf"
        );
        let by_id = Request::by_id(
            "accounts",
            "9F1C3F8E-2B4D-4A6F-8C0E-1D2B3A4C5D6E",
            vec!["name".into()],
            Vec::new(),
        );
        assert_eq!(
            by_id.url(),
            "/api/data/v9.2/accounts(9f1c3f8e-2b4d-4a6f-8c0e-1d2b3a4c5d6e)?$select=name"
        );
    }

    #[test]
    fn expands_each_navigation_once() {
        let expand = |column: &str| Expand {
            navigation: "msdyn_category".into(),
            select: Vec::new(),
            expand: vec![Expand {
                navigation: "msdyn_hierarchy".into(),
                select: vec![column.into()],
                expand: Vec::new(),
            }],
        };
        let of = |column| Request::by_id("accounts", "1", Vec::new(), vec![expand(column)]);
        let mut request = of("msdyn_name");
        request.merge(&of("msdyn_names"));
        request.merge(&of("msdyn_name"));
        assert_eq!(
            request.url(),
            "/api/data/v9.2/accounts(1)?$expand=msdyn_category($expand=msdyn_hierarchy($select=msdyn_name,msdyn_names))"
        );
    }

    #[test]
    fn writes_bare_literals_only_for_literals() {
        let of = |text: &str| KeyPart::literal("x".into(), text.into(), false).value;
        let bare = |text: &str| KeyValue::Bare(text.into());
        assert_eq!(of("True"), bare("true"));
        assert_eq!(of("-10.5"), bare("-10.5"));
        assert_eq!(of("2020-02-29"), bare("2020-02-29"));
        assert_eq!(of("2020-02-29T12:00:00Z"), bare("2020-02-29T12:00:00Z"));
        for text in ["1 or 1 eq 1", "2020-01-01 or true", "", "null"] {
            assert_eq!(of(text), KeyValue::Text(text.into()));
        }
    }
}
