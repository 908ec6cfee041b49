//! One leg as the rules see it: rows tied to the columns of both sides, and where a finding stands.

use super::CheckInput;
use crate::diagnostic::{Diagnostic, Path, Segment};
use crate::lookup::{DataversePath, PathFault, company_path};
use crate::map::{FieldMapping, Leg, MapDirection, SyncDirection, Text, ValueTransform};
use crate::schema::{Column, Schema, Table, points_to_company};
use crate::text::Span;
use crate::value::Type;
use crate::value::semantics::AbsentRelatedEntity;

/// A leg with everything that is known about it.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    pub input: &'a CheckInput<'a>,
    /// Position of the leg.
    pub at: usize,
    pub leg: &'a Leg,
    /// The data entity, when it was found.
    pub finance: Option<&'a Table>,
    /// The Dataverse table, when it was found.
    pub own: Option<&'a Table>,
    pub rows: Vec<Row<'a>>,
    /// The company context of the Dataverse table: lookups to follow, from the named key or the
    /// schema.
    pub company: Option<Vec<String>>,
}

/// A field mapping and its columns.
#[derive(Debug)]
pub(super) struct Row<'a> {
    /// Position in `fieldMappings`.
    pub at: usize,
    pub mapping: &'a FieldMapping,
    /// Finance field without white space around it; empty for none.
    pub field: &'a str,
    /// Dataverse path without white space around it; empty for none.
    pub column: &'a str,
    /// The path read; `None` when empty or malformed.
    pub path: Option<DataversePath>,
    /// Why the path is malformed.
    pub fault: Option<PathFault>,
    /// The Finance column.
    pub finance: Option<&'a Column>,
    /// The column of the leg's own Dataverse table.
    pub own: Option<&'a Column>,
    /// The column at the end of the path and its table, as far as the schema goes.
    pub last: Option<(&'a Table, &'a Column)>,
}

impl<'a> Scope<'a> {
    pub fn new(input: &'a CheckInput<'a>, at: usize, leg: &'a Leg) -> Self {
        let mut scope = Self {
            input,
            at,
            leg,
            finance: input.finance_tables.get(at).copied().flatten(),
            own: input
                .dataverse
                .and_then(|schema| schema.table(leg.dataverse_entity_set.text.trim())),
            rows: Vec::new(),
            company: None,
        };
        scope.company = scope.company_of(&leg.dataverse_entity_set.text, scope.own);
        scope.rows = leg
            .field_mappings
            .iter()
            .enumerate()
            .map(|(at, mapping)| scope.row(at, mapping))
            .collect();
        scope
    }

    /// The data entity as metadata names its set, else as the map labels it.
    pub fn finance_name(&self) -> &'a str {
        match self.finance {
            Some(table) if !table.entity_set.is_empty() => &table.entity_set,
            _ => self.leg.finance_entity.text.trim(),
        }
    }

    /// The rows that write to a side.
    pub fn writing(&self, way: MapDirection) -> impl Iterator<Item = &Row<'a>> {
        self.rows.iter().filter(move |row| row.writes(way))
    }

    /// Whether any row writes to a side.
    pub fn writes(&self, way: MapDirection) -> bool {
        self.rows.iter().any(|row| row.writes(way))
    }

    /// A finding about one text of the leg, such as `sourceFilter`.
    pub fn text(&self, finding: Diagnostic, word: &'static str, text: &Text) -> Diagnostic {
        let path = Path::map(&self.input.map.name).leg(self.at).word(word);
        finding.at(path).span(text.span)
    }

    /// The path of a row.
    pub fn row_path(&self, row: &Row<'_>) -> Path {
        Path::map(&self.input.map.name)
            .leg(self.at)
            .field_mapping(row.at)
    }

    /// A finding about the Finance side of a row.
    pub fn at_field(&self, finding: Diagnostic, row: &Row<'_>) -> Diagnostic {
        let span = spoken(&row.mapping.finance_field, row.mapping);
        finding
            .at(self.row_path(row).word("sourceField"))
            .span(span)
    }

    /// A finding about the Dataverse side of a row.
    pub fn at_column(&self, finding: Diagnostic, row: &Row<'_>) -> Diagnostic {
        let span = spoken(&row.mapping.dataverse_field, row.mapping);
        finding
            .at(self.row_path(row).word("destinationField"))
            .span(span)
    }

    /// A finding about a row as a whole.
    pub fn at_row(&self, finding: Diagnostic, row: &Row<'_>) -> Diagnostic {
        finding.at(self.row_path(row)).span(row.mapping.span)
    }

    fn row(&self, at: usize, mapping: &'a FieldMapping) -> Row<'a> {
        let field = mapping.finance_field.text.trim();
        let column = mapping.dataverse_field.text.trim();
        let (path, fault) = match DataversePath::parse(column) {
            _ if column.is_empty() => (None, None),
            Ok(path) => (Some(path), None),
            Err(fault) => (None, Some(fault)),
        };
        let own = path
            .as_ref()
            .and_then(|path| self.own?.column(path.column()));
        let last = match &path {
            Some(DataversePath::Column(_)) => self.own.zip(own),
            Some(DataversePath::Lookup(segments)) => self.end_of(mapping, segments),
            _ => None,
        };
        Row {
            at,
            mapping,
            field,
            column,
            path,
            fault,
            finance: self.finance.and_then(|table| table.column(field)),
            own,
            last,
        }
    }

    fn end_of(
        &self,
        mapping: &FieldMapping,
        segments: &[String],
    ) -> Option<(&'a Table, &'a Column)> {
        let (first, rest) = segments.split_first()?;
        let (last, via) = rest.split_last()?;
        let mut table = self.related(mapping, first).table?;
        for column in via {
            table = only_target(self.input.dataverse?, table, column)?;
        }
        table.column(last).map(|column| (table, column))
    }

    /// The table that a lookup row leads to: the one the row names, else the only one the schema
    /// names for the column, else the leg's own (self-references name none).
    pub fn related(&self, mapping: &FieldMapping, column: &str) -> Related<'a> {
        let schema = self.input.dataverse;
        let named = mapping.related_entity.as_ref().map(|text| text.text.trim());
        if let Some(name) = named.filter(|name| !name.is_empty()) {
            return Related {
                label: name.to_owned(),
                table: schema.and_then(|schema| schema.table(name)),
            };
        }
        if let Some(Type::Lookup(targets)) = self
            .own
            .and_then(|table| table.column(column))
            .map(|column| &column.kind)
            && let [only] = targets.as_slice()
        {
            return Related {
                label: only.to_string(),
                table: schema.and_then(|schema| schema.by_name(only)),
            };
        }
        let refuses = self.input.semantics.absent_related_entity == AbsentRelatedEntity::Refuse;
        Related {
            label: self.leg.dataverse_entity_set.text.clone(),
            table: self.own.filter(|_| !refuses),
        }
    }

    /// The company context of a table: the lookups before the company code in its named key, else
    /// its only lookup to the table of companies.
    pub fn company_of(&self, entity_set: &str, table: Option<&Table>) -> Option<Vec<String>> {
        let named = self.input.keys.company_path(entity_set.trim());
        named.or_else(|| Some(vec![table?.company_lookup()?.name.to_string()]))
    }

    /// Whether a key part is the company, which the runtime supplies.
    pub fn is_company_part(&self, part: &str, table: Option<&Table>) -> bool {
        if company_path(part).is_some() {
            return true;
        }
        table
            .and_then(|table| table.column(part))
            .is_some_and(|column| points_to_company(&column.kind))
    }
}

/// The table that a lookup leads to.
#[derive(Debug)]
pub(super) struct Related<'a> {
    /// As the map or schema names it.
    pub label: String,
    pub table: Option<&'a Table>,
}

impl Row<'_> {
    /// Whether the row writes to a side. A row without a readable direction writes nowhere: reading
    /// the map has said so.
    pub fn writes(&self, way: MapDirection) -> bool {
        self.mapping
            .direction
            .is_some_and(|direction| direction.covers(way))
    }

    pub fn is_both(&self) -> bool {
        self.mapping.direction == Some(SyncDirection::Both)
    }

    /// The constant of the row's Default.
    pub fn constant(&self) -> Option<&str> {
        self.mapping.transforms.iter().find_map(|step| match step {
            ValueTransform::Default { value, .. } => value.as_ref().map(|text| text.text.as_str()),
            _ => None,
        })
    }

    /// Whether a value map or an unknown transform may turn the value into another kind of value.
    pub fn is_replaced(&self) -> bool {
        let replaces = |step: &ValueTransform| !matches!(step, ValueTransform::Default { .. });
        self.mapping.transforms.iter().any(replaces)
    }

    /// Name of the Dataverse column that the row writes or reads first.
    pub fn first_segment(&self) -> Option<&str> {
        self.path.as_ref().map(DataversePath::column)
    }

    /// Segments of a plain lookup path.
    pub fn segments(&self) -> Option<&[String]> {
        match &self.path {
            Some(DataversePath::Lookup(segments)) => Some(segments),
            _ => None,
        }
    }
}

/// The one table that a lookup column points to, when the schema has it.
pub(super) fn only_target<'a>(
    schema: &'a Schema,
    table: &Table,
    column: &str,
) -> Option<&'a Table> {
    let Type::Lookup(targets) = &table.column(column)?.kind else {
        return None;
    };
    match targets.as_slice() {
        [only] => schema.by_name(only),
        _ => None,
    }
}

/// Ends the path with the only way that a finding concerns.
pub(super) fn only(finding: Diagnostic, way: MapDirection) -> Diagnostic {
    let path = finding.path.clone().word(match way {
        MapDirection::ToDataverse => "toDataverse",
        MapDirection::ToFinance => "toFinance",
    });
    finding.at(path)
}

/// Position of the row that a finding is about; findings of the leg come first.
pub(super) fn row_of(path: &Path) -> Option<u32> {
    let mut segments = path.0.iter();
    segments.find(|segment| **segment == Segment::Word("fieldMappings"))?;
    match segments.next() {
        Some(Segment::Index(at)) => Some(*at),
        _ => None,
    }
}

/// The span of a text, or of the whole row when the text is empty or stands nowhere.
fn spoken(text: &Text, mapping: &FieldMapping) -> Span {
    if text.span == Span::default() {
        mapping.span
    } else {
        text.span
    }
}

/// Names for one finding: the first few, and an ellipsis for the rest. The count stands beside it.
pub(super) fn listing<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 5;
    let mut names = names.into_iter();
    let mut text = names.by_ref().take(SHOWN).collect::<Vec<_>>().join(", ");
    if names.next().is_some() {
        text.push_str(", …");
    }
    text
}

/// "Did you mean" costs a walk over all names: given to the first findings of a leg, since a map
/// with more wrong names than these has the wrong schema rather than typing errors.
pub(super) struct Suggestions(u32);

impl Suggestions {
    pub fn new() -> Self {
        Self(100)
    }

    /// Adds `suggestion` and whether there is one (`near`: `yes` or `no`).
    pub fn add<'n>(
        &mut self,
        finding: Diagnostic,
        wanted: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Diagnostic {
        let found = if self.0 == 0 {
            None
        } else {
            self.0 = self.0.saturating_sub(1);
            crate::diagnostic::closest(wanted, known)
        };
        finding
            .name("suggestion", found.unwrap_or_default())
            .name("near", if found.is_some() { "yes" } else { "no" })
    }
}
