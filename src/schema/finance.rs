//! Finance data entities from the JSON of the metadata service: `/metadata/PublicEntities` (what is
//! mandatory and editable, date kinds), `/metadata/DataEntities` (labels and entity sets) and
//! `/metadata/PublicEnumerations` (enum members).

use super::json::Node;
use super::{Column, Key, Required, Side, Table};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::value::{DateBehavior, Enumeration, Type};
use std::sync::Arc;

/// Whether the object is an element of `PublicEntities`.
pub(super) fn is_public_entity(node: &Node<'_>) -> bool {
    node.text("EntitySetName").is_some()
        && (node.get("Properties").is_some() || node.get("IsReadOnly").is_some())
}

/// Whether the object is an element of `DataEntities`.
pub(super) fn is_data_entity(node: &Node<'_>) -> bool {
    node.text("PublicCollectionName").is_some() || node.text("PublicEntityName").is_some()
}

/// Whether the object is an element of `PublicEnumerations`.
pub(super) fn is_enumeration(node: &Node<'_>) -> bool {
    node.text("Name").is_some() && node.get("Members").is_some()
}

/// A data entity with its properties.
pub(super) fn public_entity(node: &Node<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let set = node.text("EntitySetName").unwrap_or_default();
    let mut table = Table::new(node.text("Name").unwrap_or_default(), set);
    table.label = label(node);
    let read_only = node.flag("IsReadOnly") == Some(true);
    let mut key = Vec::new();
    for property in node.list("Properties") {
        let Some(name) = property.text("Name") else {
            continue;
        };
        let kind = kind(property).unwrap_or_else(|word| {
            diagnostics.push(
                Diagnostic::new(Code::TypeUnknown)
                    .name("type", word)
                    .name("column", name)
                    .at(Path::schema(Side::Finance.word(), set).name(name)),
            );
            Type::Unchecked
        });
        let mut column = Column::new(name, kind);
        column.label = label(property);
        column.required = property
            .flag("IsMandatory")
            .map(|mandatory| match mandatory {
                true => Required::System,
                false => Required::No,
            });
        column.create = property.flag("AllowEditOnCreate");
        column.update = property.flag("AllowEdit");
        if read_only {
            column.create = Some(false);
            column.update = Some(false);
        }
        if property.flag("IsKey") == Some(true) {
            key.push(column.name.clone());
        }
        table.push(column);
    }
    if !key.is_empty() {
        table.keys.push(Key {
            name: "".into(),
            columns: key,
        });
    }
    table
}

/// A data entity of which only names and label are known; `None` for one without an entity set.
pub(super) fn data_entity(node: &Node<'_>) -> Option<Table> {
    let set = node
        .text("PublicCollectionName")
        .filter(|set| !set.is_empty())?;
    if node.flag("DataServiceEnabled") == Some(false) {
        return None;
    }
    let mut table = Table::new(node.text("PublicEntityName").unwrap_or_default(), set);
    table.label = label(node);
    Some(table)
}

/// An enum and its members.
pub(super) fn enumeration(node: &Node<'_>) -> Enumeration {
    let members = node
        .list("Members")
        .iter()
        .filter_map(|member| {
            let value = member.number("Value")?.parse().ok()?;
            Some((member.text("Name")?.into(), value))
        })
        .collect();
    Enumeration {
        name: last_part(node.text("Name").unwrap_or_default()).into(),
        members,
    }
}

/// A label's text. `@SYS14680` is the id of a label, which only the service can resolve.
fn label(node: &Node<'_>) -> Option<Box<str>> {
    ["Label", "LabelText", "LabelId"]
        .iter()
        .filter_map(|name| node.text(name))
        .find(|text| !text.is_empty() && !text.starts_with('@'))
        .map(Into::into)
}

fn last_part(name: &str) -> &str {
    name.rsplit(['.', '/']).next().unwrap_or(name)
}

/// The type; `Err` holds the word that is not known.
fn kind(property: &Node<'_>) -> Result<Type, String> {
    let type_name = property.text("TypeName").unwrap_or_default();
    let data_type = property.text("DataType").unwrap_or_default();
    // The AX type says more than the type of the wire: a date is a date-time there.
    let word = match type_name.contains("AXType/") || data_type.is_empty() {
        true => last_part(type_name),
        false => last_part(data_type),
    };
    let folded = word.to_ascii_lowercase();
    Ok(match folded.as_str() {
        "string" => Type::Text { max_length: None },
        "boolean" => Type::Boolean,
        "integer" | "int" | "int32" | "time" | "timeofday" => Type::Integer {
            bits: 32,
            min: None,
            max: None,
        },
        "int64" | "recid" => Type::Integer {
            bits: 64,
            min: None,
            max: None,
        },
        "real" | "decimal" | "double" | "float" | "single" => Type::Decimal {
            places: None,
            min: None,
            max: None,
            money: false,
        },
        "date" => Type::Date,
        "utcdatetime" => Type::DateTime(DateBehavior::UserLocal),
        "datetime" | "datetimeoffset" => Type::DateTime(DateBehavior::Unknown),
        "guid" => Type::Guid,
        "enum" => Type::Enumeration(Arc::new(Enumeration {
            name: last_part(type_name).into(),
            members: Vec::new(),
        })),
        "container" | "blob" | "binary" | "class" | "record" | "vararg" | "anytype" | "stream" => {
            Type::Unmappable(word.into())
        }
        _ => return Err(word.to_owned()),
    })
}
