//! A row that would decide something: what to fetch, ready to send.
//!
//! URLs are relative to the environment (`/api/data/v9.2/…` for Dataverse, `/data/…` for Finance),
//! percent-encoded; Finance requests carry `cross-company=true`.

use crate::schema::Side;
use std::fmt::Write as _;

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
}

impl KeyValue {
    /// The value without quotes.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Bare(text) => text,
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
    /// `$expand` text, or empty.
    pub expand: String,
    /// Legal entity, when the row belongs to one.
    pub company: Option<String>,
}

impl Request {
    /// A request for one Dataverse row by its id.
    pub fn by_id(entity_set: &str, id: &str, select: Vec<String>, expand: String) -> Self {
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
            expand: String::new(),
            company,
        }
    }

    /// Adds what another request for the same row wants.
    pub fn merge(&mut self, other: &Self) {
        for column in &other.select {
            if !self.select.contains(column) {
                self.select.push(column.clone());
            }
        }
        if self.expand.is_empty() {
            self.expand.clone_from(&other.expand);
        } else if !other.expand.is_empty()
            && !self.expand.split("),").any(|e| other.expand.starts_with(e))
        {
            self.expand.push(',');
            self.expand.push_str(&other.expand);
        }
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
            };
        }
        text
    }

    /// The address relative to the environment.
    pub fn url(&self) -> String {
        let mut options: Vec<String> = Vec::new();
        let mut url = match self.side {
            Side::Dataverse => format!("/api/data/v9.2/{}", self.entity_set),
            Side::Finance => {
                options.push("cross-company=true".to_owned());
                format!("/data/{}", self.entity_set)
            }
        };
        if self.by == RequestBy::Id {
            let id = self.key.first().map_or("", |part| part.value.text());
            let _ = write!(url, "({id})");
        }
        if !self.select.is_empty() {
            options.push(format!("$select={}", self.select.join(",")));
        }
        let filter = self.filter();
        if !filter.is_empty() {
            options.push(format!("$filter={}", encode(&filter)));
        }
        if !self.expand.is_empty() {
            options.push(format!("$expand={}", self.expand));
        }
        if !options.is_empty() {
            url.push('?');
            url.push_str(&options.join("&"));
        }
        url
    }
}

/// Percent-encodes what may not stand in a query option; spaces become `%20`.
fn encode(text: &str) -> String {
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
            String::new(),
        );
        assert_eq!(
            by_id.url(),
            "/api/data/v9.2/accounts(9f1c3f8e-2b4d-4a6f-8c0e-1d2b3a4c5d6e)?$select=name"
        );
    }
}
