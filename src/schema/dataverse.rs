//! Dataverse tables from the JSON of `EntityDefinitions`: definitions with expanded `Attributes`, `Keys`
//! and `ManyToOneRelationships`, and the attribute collections of one kind
//! (`…/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata`), which alone carry options.

use super::json::Node;
use super::{Column, Key, Navigation, Required, Side, Table};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::value::{ChoiceOption, Choices, DateBehavior, Decimal, Type};
use std::str::FromStr;
use std::sync::Arc;

/// Whether the object is a table definition.
pub(super) fn is_definition(node: &Node<'_>) -> bool {
    node.text("LogicalName").is_some()
        && [
            "Attributes",
            "EntitySetName",
            "PrimaryIdAttribute",
            "Keys",
            "ManyToOneRelationships",
        ]
        .iter()
        .any(|name| node.get(name).is_some())
}

/// Whether the object is the definition of one column of a named table.
pub(super) fn is_attribute(node: &Node<'_>) -> bool {
    node.text("LogicalName").is_some() && node.text("EntityLogicalName").is_some()
}

/// A table from its definition.
pub(super) fn table(node: &Node<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let name = node.text("LogicalName").unwrap_or_default();
    let mut table = Table::new(name, node.text("EntitySetName").unwrap_or_default());
    table.label = node.label("DisplayName").map(Into::into);
    table.primary_id = node.text("PrimaryIdAttribute").unwrap_or_default().into();
    for attribute in node.list("Attributes") {
        if let Some(column) = column(attribute, name, diagnostics) {
            table.push(column);
        }
    }
    for key in node.list("Keys") {
        let columns: Vec<Box<str>> = key
            .list("KeyAttributes")
            .iter()
            .filter_map(|column| column.as_text().map(Into::into))
            .collect();
        if !columns.is_empty() {
            table.keys.push(Key {
                name: key.text("LogicalName").unwrap_or_default().into(),
                columns,
            });
        }
    }
    for relation in node.list("ManyToOneRelationships") {
        add_navigation(&mut table, relation);
    }
    let id = table.primary_id.clone();
    if let Some(column) = table.column_mut(&id) {
        column.server_filled = true;
    }
    table
}

/// A table that holds one column, to be merged with its fellows.
pub(super) fn lone_attribute(node: &Node<'_>, diagnostics: &mut Vec<Diagnostic>) -> Table {
    let name = node.text("EntityLogicalName").unwrap_or_default();
    let mut table = Table::new(name, "");
    if let Some(column) = column(node, name, diagnostics) {
        if node.flag("IsPrimaryId") == Some(true) {
            table.primary_id = column.name.clone();
        }
        table.push(column);
    }
    table
}

fn add_navigation(table: &mut Table, relation: &Node<'_>) {
    let (Some(column), Some(target), Some(property)) = (
        relation.text("ReferencingAttribute"),
        relation.text("ReferencedEntity"),
        relation.text("ReferencingEntityNavigationPropertyName"),
    ) else {
        return;
    };
    let navigation = Navigation {
        property: property.into(),
        table: target.into(),
    };
    // Without `Attributes` the column is known by its relation alone.
    if table.column(column).is_none() {
        table.push(Column::new(column, Type::Lookup(Vec::new())));
    }
    let Some(slot) = table.column_mut(column) else {
        return;
    };
    if let Type::Lookup(targets) = &mut slot.kind {
        if !targets.contains(&navigation.table) {
            targets.push(navigation.table.clone());
        }
        slot.navigations.push(navigation);
    }
}

fn column(node: &Node<'_>, table: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Column> {
    let name = node.text("LogicalName")?;
    let word = type_word(node);
    // Names and formatted copies of other columns are read only shadows.
    if word == "virtual" || node.text("AttributeOf").is_some() {
        return None;
    }
    let path = Path::schema(Side::Dataverse.word(), table).name(name);
    let kind = kind(node, &word).unwrap_or_else(|| {
        diagnostics.push(
            Diagnostic::new(Code::TypeUnknown)
                .name("type", word.clone())
                .name("column", name)
                .at(path.clone()),
        );
        Type::Unchecked
    });
    let mut column = Column::new(name, kind);
    column.label = node.label("DisplayName").map(Into::into);
    column.required = match node.managed("RequiredLevel") {
        Some("SystemRequired") => Some(Required::System),
        Some("ApplicationRequired") => Some(Required::Application),
        Some("Recommended" | "None") => Some(Required::No),
        Some(_) => {
            diagnostics.push(
                Diagnostic::new(Code::MetadataProperty)
                    .name("property", "RequiredLevel")
                    .name("table", table)
                    .at(path),
            );
            None
        }
        None => None,
    };
    column.create = node.flag("IsValidForCreate");
    column.update = node.flag("IsValidForUpdate");
    column.secured = node.flag("IsSecured") == Some(true);
    let calculated = matches!(node.number("SourceType"), Some("1" | "2"));
    let numbered = node.text("AutoNumberFormat").is_some_and(|f| !f.is_empty());
    column.server_filled =
        node.flag("IsPrimaryId") == Some(true) || numbered || calculated || word == "owner";
    column.default = default(node);
    Some(column)
}

/// Lower-case type word without its ending: `string`, `picklist`, `multiselectpicklist`, …
fn type_word(node: &Node<'_>) -> String {
    let named = node.managed("AttributeTypeName");
    let tagged = node
        .text("@odata.type")
        .and_then(|tag| tag.rsplit('.').next())
        .filter(|tag| *tag != "AttributeMetadata");
    let word = named
        .or(tagged)
        .or(node.text("AttributeType"))
        .unwrap_or_default();
    let word = word.strip_suffix("AttributeMetadata").unwrap_or(word);
    let word = word.strip_suffix("Type").unwrap_or(word);
    word.to_ascii_lowercase()
}

fn default(node: &Node<'_>) -> Option<Box<str>> {
    if let Some(number) = node.number("DefaultFormValue") {
        return (number != "-1").then(|| number.into());
    }
    match node.get("DefaultValue")? {
        Node::Boolean(flag) => Some(if *flag { "true" } else { "false" }.into()),
        Node::Number(digits) => Some((*digits).into()),
        Node::Text(text) => Some(text.as_ref().into()),
        _ => None,
    }
}

fn stated<N: FromStr>(node: &Node<'_>, name: &str) -> Option<N> {
    node.number(name)?.parse().ok()
}

fn kind(node: &Node<'_>, word: &str) -> Option<Type> {
    let exact = |name: &str| node.number(name).and_then(|text| Decimal::parse(text).ok());
    Some(match word {
        "string" | "memo" => Type::Text {
            max_length: stated(node, "MaxLength"),
        },
        "boolean" => Type::Boolean,
        "integer" | "bigint" => Type::Integer {
            bits: if word == "bigint" { 64 } else { 32 },
            min: stated(node, "MinValue"),
            max: stated(node, "MaxValue"),
        },
        "decimal" | "double" | "money" => Type::Decimal {
            // Sources 1 and 2 take the places from the organisation or the row's currency.
            places: match node.number("PrecisionSource") {
                None | Some("0") => stated(node, "Precision"),
                Some(_) => None,
            },
            min: exact("MinValue"),
            max: exact("MaxValue"),
            money: word == "money",
        },
        "picklist" | "state" | "status" => Type::Choice(choices(node)),
        "multiselectpicklist" => Type::MultiChoice(choices(node)),
        "datetime" => match node.managed("DateTimeBehavior") {
            Some("DateOnly") => Type::Date,
            Some("TimeZoneIndependent") => Type::DateTime(DateBehavior::TimeZoneIndependent),
            Some("UserLocal") => Type::DateTime(DateBehavior::UserLocal),
            _ => Type::DateTime(DateBehavior::Unknown),
        },
        "uniqueidentifier" => Type::Guid,
        "lookup" | "customer" | "owner" => Type::Lookup(
            node.list("Targets")
                .iter()
                .filter_map(|target| target.as_text().map(Into::into))
                .collect(),
        ),
        "file" | "image" | "partylist" | "managedproperty" | "entityname" | "calendarrules" => {
            Type::Unmappable(word.into())
        }
        _ => return None,
    })
}

fn choices(node: &Node<'_>) -> Arc<Choices> {
    let set = node
        .get("OptionSet")
        .or_else(|| node.get("GlobalOptionSet"));
    let Some(set) = set else {
        return Arc::default();
    };
    let options = set
        .list("Options")
        .iter()
        .filter_map(|option| {
            Some(ChoiceOption {
                value: stated(option, "Value")?,
                label: option.label("Label").unwrap_or_default().into(),
            })
        })
        .collect();
    Arc::new(Choices {
        name: set.text("Name").unwrap_or_default().into(),
        options,
    })
}
