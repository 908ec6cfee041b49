//! Reads the parts of one table map: legs, field mappings, transforms. Goes on after every fault,
//! so that one look shows them all.

use super::fields::{self, Fields, Odd};
use super::inner::Origin;
use super::model::{FieldMapping, Leg, SyncDirection, TableMap, Text, ValueTransform};
use super::read::{MAX_FINDINGS, MAX_PARTS};
use crate::diagnostic::{Code, Diagnostic, Path, Severity};
use crate::syntax::json::{Node, NodeKind};
use crate::text::Span;

/// The findings of one input and its bounds.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// The way from the text being read to the document.
    pub(super) origin: Origin,
    findings: Vec<Diagnostic>,
    not_listed: u64,
    parts: usize,
}

impl Reader {
    /// Notes a finding whose span is one of the document.
    pub(super) fn push(&mut self, found: Diagnostic) {
        if self.findings.len() < MAX_FINDINGS {
            self.findings.push(found);
        } else {
            self.not_listed = self.not_listed.saturating_add(1);
        }
    }

    /// Notes a finding at a place of the text being read.
    pub(super) fn note(&mut self, found: Diagnostic, path: &Path, span: Span) {
        let span = self.origin.span(span);
        self.push(found.at(path.clone()).span(span));
    }

    pub(super) fn missing(&mut self, key: &'static str, path: &Path, span: Span) {
        self.note(
            Diagnostic::new(Code::MissingKey).name("key", key),
            path,
            span,
        );
    }

    pub(super) fn overflowed(&self) -> bool {
        self.parts > MAX_PARTS
    }

    pub(super) fn clear(&mut self) {
        self.findings.clear();
        self.not_listed = 0;
    }

    /// The findings in the order they were made.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.not_listed > 0 {
            self.findings.push(
                Diagnostic::new(Code::FindingsNotListed)
                    .number("count", self.not_listed)
                    .at(Path::input("maps")),
            );
        }
        self.findings
    }

    /// What was odd about the members of an object.
    pub(super) fn odd(&mut self, odd: Vec<Odd<'_>>, path: &Path) {
        for one in odd {
            match one {
                Odd::WrongType(known, member) => {
                    let severity = if known.used {
                        Severity::Error
                    } else {
                        Severity::Warning
                    };
                    let found = wrong_type(known.key, known.shape.name(), member.value);
                    self.note(found.severity(severity), path, member.value.span());
                }
                Odd::Duplicate(twice) => {
                    let first = self.origin.span(twice.first.key.span);
                    let found = Diagnostic::new(Code::DuplicateKey)
                        .name("key", twice.again.key.text())
                        .related(path.clone(), Some(first));
                    self.note(found, path, twice.again.key.span);
                }
            }
        }
    }

    /// A mapping object. `fallback` is the name that its row gives.
    pub(super) fn map(&mut self, node: Node<'_>, fallback: Option<String>) -> TableMap {
        self.count();
        let (fields, odd) = Fields::of(node, fields::MAP);
        let legs = fields.get("legs");
        let written = fields.get("name").map(|name| name.text().into_owned());
        let unnamed = written.is_none() && node.get("name").is_none_or(is_null);
        let name = written
            .or(fallback)
            .or_else(|| name_of_first_leg(legs?))
            .unwrap_or_default();
        let path = Path::map(&name);
        if unnamed {
            let found = Diagnostic::new(Code::MissingKey)
                .name("key", "name")
                .severity(Severity::Warning);
            self.note(found, &path, node.span());
        }
        self.odd(odd, &path);
        let legs = self.legs(node, legs, &path);
        TableMap {
            name,
            legs,
            ..TableMap::default()
        }
    }

    fn legs(&mut self, map: Node<'_>, list: Option<Node<'_>>, path: &Path) -> Vec<Leg> {
        let count = list.map_or(0, |list| list.items().count());
        if count == 0 {
            let span = list.unwrap_or(map).span();
            self.note(Diagnostic::new(Code::NoLegs), path, span);
        }
        let mut legs = Vec::new();
        let Some(list) = list else { return legs };
        if count > 1 {
            let found = Diagnostic::new(Code::SeveralLegs).number("count", count as u64);
            self.note(found, path, list.span());
        }
        for (index, item) in list.items().enumerate() {
            let path = path.clone().leg(index);
            // A part that is no object keeps its place: positions stay those of the document.
            legs.push(match self.object(item, "legs", &path) {
                Some(leg) => self.leg(leg, &path),
                None => Leg {
                    span: self.origin.span(item.span()),
                    ..Leg::default()
                },
            });
            if self.overflowed() {
                break;
            }
        }
        legs
    }

    fn leg(&mut self, node: Node<'_>, path: &Path) -> Leg {
        let (fields, odd) = Fields::of(node, fields::LEG);
        self.odd(odd, path);
        for key in ["sourceSchema", "destinationSchema"] {
            if fields.get(key).is_none() && node.get(key).is_none_or(is_null) {
                self.missing(key, path, node.span());
            }
        }
        let list = fields.get("fieldMappings");
        let mut field_mappings = Vec::new();
        if list.is_none_or(|list| list.items().next().is_none()) {
            let span = list.unwrap_or(node).span();
            self.note(Diagnostic::new(Code::NoFieldMappings), path, span);
        }
        for (index, item) in list.into_iter().flat_map(Node::items).enumerate() {
            let path = path.clone().field_mapping(index);
            let row = self.object(item, "fieldMappings", &path);
            field_mappings.push(match row {
                Some(row) => self.field_mapping(row, &path),
                None => self.unreadable_row(item),
            });
            if self.overflowed() {
                break;
            }
        }
        Leg {
            id: fields
                .get("id")
                .map(|id| id.text().into_owned())
                .unwrap_or_default(),
            finance_entity: self.text(fields.get("sourceSchema")),
            dataverse_entity_set: self.text(fields.get("destinationSchema")),
            finance_filter: self.text(fields.get("sourceFilter")),
            dataverse_filter: self.text(fields.get("reversedSourceFilter")),
            field_mappings,
            span: self.origin.span(node.span()),
        }
    }

    fn unreadable_row(&self, node: Node<'_>) -> FieldMapping {
        FieldMapping {
            direction: None,
            finance_field: Text::default(),
            dataverse_field: Text::default(),
            related_entity: None,
            transforms: Vec::new(),
            system_generated: false,
            span: self.origin.span(node.span()),
        }
    }

    fn field_mapping(&mut self, node: Node<'_>, path: &Path) -> FieldMapping {
        let (fields, odd) = Fields::of(node, fields::FIELD_MAPPING);
        self.odd(odd, path);
        for key in ["sourceField", "destinationField"] {
            // A side that is not there is written as the empty text, never left out.
            if fields.get(key).is_none() && node.get(key).is_none_or(is_null) {
                let found = Diagnostic::new(Code::MissingKey)
                    .name("key", key)
                    .severity(Severity::Warning);
                self.note(found, path, node.span());
            }
        }
        let direction = self.direction(node, fields.get("syncDirection"), path);
        let mut transforms = Vec::new();
        let list = fields.get("valueTransforms");
        for (index, item) in list.into_iter().flat_map(Node::items).enumerate() {
            let path = path.clone().word("valueTransforms").index(index);
            transforms.push(match self.object(item, "valueTransforms", &path) {
                Some(transform) => self.transform(transform, &path),
                None => ValueTransform::Unknown {
                    kind: String::new(),
                    span: self.origin.span(item.span()),
                },
            });
            if self.overflowed() {
                break;
            }
        }
        if let Some(list) = list
            && transforms.len() > 1
        {
            let count = transforms.len() as u64;
            let found = Diagnostic::new(Code::SeveralTransforms).number("count", count);
            self.note(found, path, list.span());
        }
        let related = fields.get("destinationLookupFieldRelatedEntity");
        FieldMapping {
            direction,
            finance_field: self.text(fields.get("sourceField")),
            dataverse_field: self.text(fields.get("destinationField")),
            related_entity: related.map(|related| self.text(Some(related))),
            transforms,
            system_generated: fields
                .get("isSystemGenerated")
                .and_then(Node::boolean)
                .unwrap_or_default(),
            span: self.origin.span(node.span()),
        }
    }

    fn direction(
        &mut self,
        row: Node<'_>,
        node: Option<Node<'_>>,
        path: &Path,
    ) -> Option<SyncDirection> {
        let Some(node) = node else {
            self.missing("syncDirection", path, row.span());
            return None;
        };
        let scalar = matches!(node.kind(), NodeKind::Number | NodeKind::String);
        let direction = match node.text().as_ref() {
            "1" if scalar => Some(SyncDirection::ToDataverse),
            "2" if scalar => Some(SyncDirection::ToFinance),
            "3" if scalar => Some(SyncDirection::Both),
            _ => None,
        };
        if direction.is_none() {
            let found = Diagnostic::new(Code::BadSyncDirection).name("found", spelled(node));
            self.note(found, path, node.span());
        }
        direction
    }

    fn transform(&mut self, node: Node<'_>, path: &Path) -> ValueTransform {
        let (fields, odd) = Fields::of(node, fields::TRANSFORM);
        self.odd(odd, path);
        let span = self.origin.span(node.span());
        let written = fields.get("transformType");
        let kind = match written {
            Some(kind) => kind.text().into_owned(),
            None => {
                // Without the type, the serialiser's class name says what it is.
                let kind = fields.get("$type").and_then(|class| kind_of(&class.text()));
                let severity = if kind.is_some() {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                let found = Diagnostic::new(Code::MissingTransformType).severity(severity);
                self.note(found, path, node.span());
                kind.unwrap_or_default().to_owned()
            }
        };
        if kind.eq_ignore_ascii_case("ValueMap") {
            return self.value_map_transform(node, &fields, path, span);
        }
        if kind.eq_ignore_ascii_case("Default") {
            let value = fields
                .get("defaultValue")
                .map(|value| self.text(Some(value)));
            if value.is_none() && node.get("defaultValue").is_none_or(is_null) {
                let found = Diagnostic::new(Code::DefaultWithoutValue);
                self.note(found, path, node.span());
            }
            return ValueTransform::Default { value, span };
        }
        if let Some(written) = written {
            let found = Diagnostic::new(Code::UnknownTransform).name("transform", kind.as_str());
            self.note(found, path, written.span());
        }
        ValueTransform::Unknown { kind, span }
    }

    fn value_map_transform(
        &mut self,
        node: Node<'_>,
        fields: &Fields<'_>,
        path: &Path,
        span: Span,
    ) -> ValueTransform {
        let create = fields.get("createValuesOnDestination");
        let create_values = create.and_then(Node::boolean).unwrap_or_default();
        if let Some(create) = create
            && create_values
        {
            let found = Diagnostic::new(Code::CreatesValues);
            self.note(found, path, create.span());
        }
        let entries = match fields.get("valueMap") {
            Some(table) => self.value_map(table, &path.clone().word("valueMap")),
            None => {
                if node.get("valueMap").is_none_or(is_null) {
                    self.missing("valueMap", path, node.span());
                }
                Vec::new()
            }
        };
        ValueTransform::ValueMap {
            entries,
            create_values,
            span,
        }
    }

    /// The node when it is an object; else a finding that names the list it stands in.
    fn object<'d>(&mut self, node: Node<'d>, list: &'static str, path: &Path) -> Option<Node<'d>> {
        self.count();
        if node.kind() == NodeKind::Object {
            return Some(node);
        }
        self.note(wrong_type(list, "object", node), path, node.span());
        None
    }

    pub(super) fn text(&self, node: Option<Node<'_>>) -> Text {
        node.map(|node| Text {
            text: node.text().into_owned(),
            span: self.origin.span(node.span()),
        })
        .unwrap_or_default()
    }

    fn count(&mut self) {
        self.parts = self.parts.saturating_add(1);
    }
}

pub(super) fn wrong_type(key: &str, expected: &'static str, value: Node<'_>) -> Diagnostic {
    Diagnostic::new(Code::WrongJsonType)
        .name("key", key)
        .name("expected", expected)
        .name("found", value.kind().name())
}

fn is_null(node: Node<'_>) -> bool {
    node.kind() == NodeKind::Null
}

/// A scalar as it stands; of an object or array only the kind.
fn spelled(node: Node<'_>) -> String {
    match node.kind() {
        NodeKind::Object | NodeKind::Array => node.kind().name().to_owned(),
        _ => node.text().into_owned(),
    }
}

/// `Microsoft.Dynamics.Integrator.Contracts.External.ValueMapTransformDetails, …`.
fn kind_of(class: &str) -> Option<&'static str> {
    if class.contains("ValueMapTransformDetails") {
        return Some("ValueMap");
    }
    class
        .contains("DefaultValueTransformDetails")
        .then_some("Default")
}

fn name_of_first_leg(legs: Node<'_>) -> Option<String> {
    let leg = legs.items().next()?;
    let text = |key: &str| {
        let node = leg.get(key)?;
        (node.kind() == NodeKind::String).then(|| node.text().into_owned())
    };
    let (finance, dataverse) = (text("sourceSchema")?, text("destinationSchema")?);
    Some(format!("[{finance}] - [{dataverse}]"))
}
