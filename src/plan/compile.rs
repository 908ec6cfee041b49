//! Compiling a leg: rows tied to columns, lookups grouped, filter bound, company and key found.

use super::company::{company_paths, company_plan};
use super::model::{
    FilterPlan, InTarget, KeyPart, KeyPlan, OwnKey, Plan, PlanRow, ReferenceIn, ReferenceOut,
    ReferenceTarget, RequiredColumn, RowSource, RowTarget, TableRef, TargetColumn,
};
use super::plug_ins;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::expr::{self, Dialect};
use crate::lookup::{DataversePath, Keys, PolymorphicTarget};
use crate::map::{FieldMapping, Leg, MapDirection, SyncDirection, TableMap};
use crate::row::{RowShape, SourceColumn};
use crate::schema::{Column, Required, Schema, Side, Table};
use crate::transform::Transforms;
use crate::value::Type;
use crate::value::semantics::{AbsentRelatedEntity, LookupGrouping, RequiredColumns, Semantics};

/// What a leg is compiled from.
#[derive(Clone, Copy, Debug)]
pub struct CompileInput<'a> {
    /// The map.
    pub map: &'a TableMap,
    /// Position of the leg.
    pub leg: usize,
    /// The way.
    pub way: MapDirection,
    /// The data entity of the leg, when it was found in the Finance schema.
    pub finance: Option<&'a Table>,
    /// The Dataverse schema, when there is one.
    pub dataverse: Option<&'a Schema>,
    /// Integration keys.
    pub keys: &'a Keys,
    /// Switchable rules.
    pub semantics: &'a Semantics,
    /// Findings about this map from reading and checking it; errors mark their rows.
    pub findings: &'a [Diagnostic],
}

/// Compiles one leg in one direction; `None` when the map has no such leg.
pub fn compile(input: &CompileInput<'_>) -> Option<Plan> {
    let leg = input.map.legs.get(input.leg)?;
    let own_table = input
        .dataverse
        .and_then(|schema| schema.table(&leg.dataverse_entity_set.text));
    let compiler = Compiler {
        input,
        leg,
        own_table,
    };
    Some(compiler.run())
}

pub(super) struct Compiler<'a> {
    pub(super) input: &'a CompileInput<'a>,
    pub(super) leg: &'a Leg,
    pub(super) own_table: Option<&'a Table>,
}

impl<'a> Compiler<'a> {
    fn run(&self) -> Plan {
        let (dataverse, finance) = (self.dataverse_ref(), self.finance_ref());
        let (source, target) = match self.input.way {
            MapDirection::ToFinance => (dataverse, finance),
            MapDirection::ToDataverse => (finance, dataverse),
        };
        let mut plan = Plan {
            map: self.input.map.name.clone(),
            leg: self.input.leg,
            way: self.input.way,
            shape: RowShape::new(source.side),
            source,
            target,
            filter: FilterPlan::Open,
            company: super::model::CompanyPlan::Unknown,
            rows: Vec::new(),
            groups: Vec::new(),
            inbound: Vec::new(),
            key: KeyPlan::Unknown,
            required: Vec::new(),
            own_key: OwnKey::Unknown,
            mandatory_unknown: false,
            plug_in_rules: Vec::new(),
            semantics: self.input.semantics.clone(),
        };
        self.rows(&mut plan);
        plan.filter = self.filter(&mut plan.shape);
        plan.company = company_plan(self, &mut plan);
        plan.own_key = self.own_key(&mut plan.shape);
        plan.key = self.key(&plan);
        self.required(&mut plan);
        if self.input.way == MapDirection::ToDataverse {
            let name = self.own_table.map_or("", |table| &table.name);
            plan.plug_in_rules = plug_ins::rules_for(name, &self.leg.dataverse_entity_set.text);
        }
        plan
    }

    fn dataverse_ref(&self) -> TableRef {
        TableRef {
            side: Side::Dataverse,
            entity_set: match self.own_table {
                Some(table) if !table.entity_set.is_empty() => table.entity_set.to_string(),
                _ => self.leg.dataverse_entity_set.text.clone(),
            },
            known: self.own_table.is_some(),
        }
    }

    fn finance_ref(&self) -> TableRef {
        TableRef {
            side: Side::Finance,
            entity_set: match self.input.finance {
                Some(table) if !table.entity_set.is_empty() => table.entity_set.to_string(),
                _ => self.leg.finance_entity.text.clone(),
            },
            known: self.input.finance.is_some(),
        }
    }

    /// The table that records come from.
    fn source_table(&self) -> Option<&'a Table> {
        match self.input.way {
            MapDirection::ToFinance => self.own_table,
            MapDirection::ToDataverse => self.input.finance,
        }
    }

    fn rows(&self, plan: &mut Plan) {
        for (index, mapping) in self.leg.field_mappings.iter().enumerate() {
            let used = match mapping.direction {
                Some(direction) => SyncDirection::covers(direction, self.input.way),
                None => true,
            };
            if !used {
                continue;
            }
            let row = self.row(plan, index, mapping);
            plan.rows.push(row);
        }
        if self.input.way == MapDirection::ToDataverse {
            self.group_keys(plan);
        }
    }

    fn row(&self, plan: &mut Plan, index: usize, mapping: &FieldMapping) -> PlanRow {
        let finance_text = mapping.finance_field.text.trim();
        let dataverse_text = mapping.dataverse_field.text.trim();
        let path = (!dataverse_text.is_empty())
            .then(|| DataversePath::parse(dataverse_text).ok())
            .flatten();
        let finance_column = self
            .input
            .finance
            .and_then(|table| table.column(finance_text));
        let dataverse_column = path
            .as_ref()
            .and_then(|path| self.own_table.and_then(|table| table.column(path.column())));
        let last_kind = match &path {
            Some(DataversePath::Column(_)) => dataverse_column.map(|column| column.kind.clone()),
            Some(path @ DataversePath::Lookup(_)) => self.last_kind(mapping, path),
            _ => None,
        };
        let transforms = Transforms::compile(
            &mapping.transforms,
            last_kind.as_ref(),
            finance_column.map(|column| &column.kind),
            self.input.semantics,
        );
        let (source, target) = match self.input.way {
            MapDirection::ToFinance => (
                self.inbound_source(plan, mapping, path.as_ref()),
                RowTarget::Column(target_column(finance_text, finance_column)),
            ),
            MapDirection::ToDataverse => (
                if finance_text.is_empty() {
                    RowSource::None
                } else {
                    RowSource::Column(plan.shape.add(source_column(finance_text, finance_column)))
                },
                match &path {
                    Some(path) if path.is_lookup() => {
                        RowTarget::Group(self.group(plan, mapping, path))
                    }
                    Some(path) => RowTarget::Column(target_column(path.column(), dataverse_column)),
                    None => RowTarget::Column(target_column(dataverse_text, None)),
                },
            ),
        };
        let position = plan.rows.len();
        if let RowTarget::Group(group) = target
            && let Some(group) = plan.groups.get_mut(group)
        {
            group.parts.push(position);
        }
        let (source_text, target_text) = match self.input.way {
            MapDirection::ToFinance => (dataverse_text, finance_text),
            MapDirection::ToDataverse => (finance_text, dataverse_text),
        };
        PlanRow {
            index,
            source_text: source_text.to_owned(),
            target_text: target_text.to_owned(),
            source,
            transforms,
            target,
            fault: self.fault(index),
        }
    }

    /// The first error that reading or checking found in a field mapping, unless it concerns only
    /// the other direction.
    fn fault(&self, index: usize) -> Option<Diagnostic> {
        use crate::diagnostic::Segment::{Index, Word};
        let other = match self.input.way {
            MapDirection::ToFinance => "toDataverse",
            MapDirection::ToDataverse => "toFinance",
        };
        let (leg, row) = (
            u32::try_from(self.input.leg).unwrap_or(u32::MAX),
            u32::try_from(index).unwrap_or(u32::MAX),
        );
        self.input
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .find(|finding| {
                let path = &finding.path.0;
                let place = [Word("legs"), Index(leg), Word("fieldMappings"), Index(row)];
                path.windows(4).any(|window| window == place) && path.last() != Some(&Word(other))
            })
            .cloned()
    }

    /// The type of the column at the end of a lookup path, when the schema has it.
    fn last_kind(&self, mapping: &FieldMapping, path: &DataversePath) -> Option<Type> {
        let DataversePath::Lookup(segments) = path else {
            return None;
        };
        let (table, last) = self.walk(mapping, segments)?;
        table.column(last).map(|column| column.kind.clone())
    }

    /// The last table of a lookup path and the name of its column.
    fn walk<'s>(
        &self,
        mapping: &FieldMapping,
        segments: &'s [String],
    ) -> Option<(&'a Table, &'s str)> {
        let (first, rest) = segments.split_first()?;
        let (last, via) = rest.split_last()?;
        let mut table = self.related(mapping, first).table?;
        for column in via {
            table = self.only_target(table, column)?;
        }
        Some((table, last))
    }

    /// The table that a lookup column points to, when there is exactly one.
    pub(super) fn only_target(&self, table: &Table, column: &str) -> Option<&'a Table> {
        let Type::Lookup(targets) = &table.column(column)?.kind else {
            return None;
        };
        let [only] = targets.as_slice() else {
            return None;
        };
        self.input.dataverse?.by_name(only)
    }

    /// The related table of a lookup row: the one the row names, else the only one the schema
    /// names for the column, else the leg's own (self-references name none).
    pub(super) fn related(&self, mapping: &FieldMapping, column: &str) -> Related<'a> {
        let schema = self.input.dataverse;
        let named = mapping
            .related_entity
            .as_ref()
            .map(|text| text.text.trim())
            .filter(|name| !name.is_empty());
        if let Some(name) = named {
            let table = schema.and_then(|schema| schema.table(name));
            return Related {
                label: name.to_owned(),
                entity_set: Some(match table {
                    Some(table) if !table.entity_set.is_empty() => table.entity_set.to_string(),
                    _ => name.to_owned(),
                }),
                logical: table.map(|table| table.name.to_string()),
                table,
            };
        }
        if let Some(Type::Lookup(targets)) = self
            .own_table
            .and_then(|table| table.column(column))
            .map(|column| &column.kind)
            && let [only] = targets.as_slice()
        {
            let table = schema.and_then(|schema| schema.by_name(only));
            return Related {
                label: only.to_string(),
                entity_set: table
                    .filter(|table| !table.entity_set.is_empty())
                    .map(|table| table.entity_set.to_string()),
                logical: Some(only.to_string()),
                table,
            };
        }
        let own = self.leg.dataverse_entity_set.text.clone();
        if self.input.semantics.absent_related_entity == AbsentRelatedEntity::Refuse {
            return Related {
                label: own,
                entity_set: None,
                logical: None,
                table: None,
            };
        }
        Related {
            label: own.clone(),
            entity_set: Some(own),
            logical: self.own_table.map(|table| table.name.to_string()),
            table: self.own_table,
        }
    }

    /// A table that a polymorphic path names.
    fn polymorphic(&self, target: &PolymorphicTarget) -> Related<'a> {
        let logical = target.table.to_lowercase();
        let table = self
            .input
            .dataverse
            .and_then(|schema| schema.by_name(&logical));
        Related {
            label: target.table.clone(),
            entity_set: table
                .filter(|table| !table.entity_set.is_empty())
                .map(|table| table.entity_set.to_string()),
            logical: Some(logical),
            table,
        }
    }

    /// The navigation property of a column towards a table, as `@odata.bind` writes it.
    pub(super) fn navigation(
        &self,
        table: Option<&Table>,
        column: &str,
        logical: Option<&str>,
        polymorphic: bool,
    ) -> String {
        let known = table.and_then(|table| table.column(column));
        let navigations = known.map_or(&[][..], |column| &column.navigations);
        let found = navigations
            .iter()
            .find(|navigation| {
                logical.is_some_and(|name| navigation.table.eq_ignore_ascii_case(name))
            })
            .or(match navigations {
                [only] => Some(only),
                _ => None,
            });
        if let Some(navigation) = found {
            return navigation.property.to_string();
        }
        let name = known.map_or(column, |column| &column.name);
        match logical {
            Some(logical) if polymorphic => format!("{name}_{logical}"),
            _ => name.to_owned(),
        }
    }

    fn inbound_source(
        &self,
        plan: &mut Plan,
        mapping: &FieldMapping,
        path: Option<&DataversePath>,
    ) -> RowSource {
        let Some(path) = path else {
            return RowSource::None;
        };
        let column = self.own_table.and_then(|table| table.column(path.column()));
        if let DataversePath::Column(name) = path {
            return RowSource::Column(plan.shape.add(source_column(name, column)));
        }
        RowSource::Reference(self.inbound(plan, mapping, path))
    }

    /// Adds what is read through a reference; returns its position.
    pub(super) fn inbound(
        &self,
        plan: &mut Plan,
        mapping: &FieldMapping,
        path: &DataversePath,
    ) -> usize {
        let known = self.own_table.and_then(|table| table.column(path.column()));
        let mut source = source_column(path.column(), known);
        source.lookup = true;
        let column = plan.shape.add(source);
        let targets = match path {
            DataversePath::Column(_) => Vec::new(),
            DataversePath::Lookup(segments) => {
                let related = self.related(mapping, path.column());
                vec![self.in_target(related, segments.get(1..).unwrap_or_default())]
            }
            DataversePath::Polymorphic { targets, .. } => targets
                .iter()
                .map(|target| {
                    self.in_target(self.polymorphic(target), std::slice::from_ref(&target.key))
                })
                .collect(),
        };
        plan.inbound.push(ReferenceIn {
            column,
            targets,
            polymorphic: matches!(path, DataversePath::Polymorphic { .. }),
        });
        plan.inbound.len().saturating_sub(1)
    }

    fn in_target(&self, related: Related<'a>, rest: &[String]) -> InTarget {
        let (last, steps) = match rest.split_last() {
            Some((last, steps)) => (last.clone(), steps),
            None => (String::new(), rest),
        };
        let mut via = Vec::new();
        let mut table = related.table;
        for step in steps {
            via.push((step.clone(), self.navigation(table, step, None, false)));
            table = table.and_then(|table| self.only_target(table, step));
        }
        let last = table
            .and_then(|table| table.column(&last))
            .map_or(last, |column| column.name.to_string());
        InTarget {
            table: related.logical,
            label: related.label,
            entity_set: related.entity_set,
            via,
            last,
        }
    }

    /// Finds or opens the group of a lookup row; its key columns are added when all rows are read.
    fn group(&self, plan: &mut Plan, mapping: &FieldMapping, path: &DataversePath) -> usize {
        let column = path.column();
        if self.input.semantics.lookup_grouping == LookupGrouping::FirstSegment
            && let Some(known) = plan
                .groups
                .iter()
                .position(|group| group.column.eq_ignore_ascii_case(column))
        {
            return known;
        }
        let related: Vec<Related<'a>> = match path {
            DataversePath::Polymorphic { targets, .. } => targets
                .iter()
                .map(|target| self.polymorphic(target))
                .collect(),
            _ => vec![self.related(mapping, column)],
        };
        let polymorphic = matches!(path, DataversePath::Polymorphic { .. });
        let known = self.own_table.and_then(|table| table.column(column));
        let targets = related
            .into_iter()
            .map(|related| {
                let (company, company_unknown) = company_paths(self, &related);
                ReferenceTarget {
                    navigation: self.navigation(
                        self.own_table,
                        column,
                        related.logical.as_deref(),
                        polymorphic,
                    ),
                    id: related.id_column(),
                    entity_set: related.entity_set,
                    table: related.label,
                    keys: Vec::new(),
                    company,
                    company_unknown,
                }
            })
            .collect();
        plan.groups.push(ReferenceOut {
            column: known.map_or(column, |column| &column.name).to_owned(),
            create: known.and_then(|column| column.create),
            update: known.and_then(|column| column.update),
            targets,
            parts: Vec::new(),
        });
        plan.groups.len().saturating_sub(1)
    }

    /// Gives every table of every group the filter paths of its parts.
    fn group_keys(&self, plan: &mut Plan) {
        let indices: Vec<Vec<usize>> = plan
            .groups
            .iter()
            .map(|group| {
                let row = |part: &usize| plan.rows.get(*part).map(|row| row.index);
                group.parts.iter().filter_map(row).collect()
            })
            .collect();
        for (group, indices) in plan.groups.iter_mut().zip(indices) {
            for index in indices {
                let Some(mapping) = self.leg.field_mappings.get(index) else {
                    continue;
                };
                let Ok(path) = DataversePath::parse(&mapping.dataverse_field.text) else {
                    continue;
                };
                for (at, target) in group.targets.iter_mut().enumerate() {
                    target.keys.push(self.key_path(mapping, &path, at));
                }
            }
        }
    }

    /// The filter path of a part on the `at`-th table, and whether its literal is quoted.
    fn key_path(&self, mapping: &FieldMapping, path: &DataversePath, at: usize) -> (String, bool) {
        let (related, rest) = match path {
            DataversePath::Polymorphic { targets, .. } => match targets.get(at) {
                Some(target) => (self.polymorphic(target), vec![target.key.clone()]),
                None => return (String::new(), true),
            },
            DataversePath::Lookup(segments) => (
                self.related(mapping, path.column()),
                segments.iter().skip(1).cloned().collect(),
            ),
            DataversePath::Column(_) => return (String::new(), true),
        };
        let target = self.in_target(related.clone(), &rest);
        let mut text = String::new();
        for (_, navigation) in &target.via {
            text.push_str(navigation);
            text.push('/');
        }
        text.push_str(&target.last);
        let kind = match path {
            DataversePath::Lookup(segments) => self
                .walk(mapping, segments)
                .and_then(|(table, last)| table.column(last)),
            _ => related.table.and_then(|table| table.column(&target.last)),
        };
        let quoted = !matches!(
            kind.map(|column| &column.kind),
            Some(
                Type::Boolean
                    | Type::Integer { .. }
                    | Type::Decimal { .. }
                    | Type::Choice(_)
                    | Type::Date
                    | Type::DateTime(_)
                    | Type::Guid
            )
        );
        (text, quoted)
    }

    fn filter(&self, shape: &mut RowShape) -> FilterPlan {
        let (text, dialect) = match self.input.way {
            MapDirection::ToFinance => (&self.leg.dataverse_filter.text, Dialect::OData),
            MapDirection::ToDataverse => (&self.leg.finance_filter.text, Dialect::Xpp),
        };
        if let Some(fault) = self.unreadable_filter() {
            return fault;
        }
        if text.trim().is_empty() {
            return FilterPlan::Open;
        }
        let faulty = |diagnostics: &[Diagnostic]| {
            diagnostics
                .iter()
                .find(|finding| finding.severity == Severity::Error)
                .map(|finding| FilterPlan::Faulty {
                    text: text.clone(),
                    code: finding.code.id(),
                })
        };
        let parsed = expr::parse(text, dialect);
        if let Some(fault) = faulty(&parsed.diagnostics) {
            return fault;
        }
        let Some(expression) = &parsed.expr else {
            return FilterPlan::Open;
        };
        let table = self.source_table();
        let (bound, findings) = expr::bind(expression, dialect, table);
        if let Some(fault) = faulty(&findings) {
            return fault;
        }
        let columns = bound
            .columns
            .iter()
            .map(|column| {
                let known = table.and_then(|table| table.column(&column.name));
                let mut source = source_column(&column.name, known);
                if known.is_none() && dialect == Dialect::OData {
                    // Without metadata the spelling tells a lookup.
                    let spelled = format!("_{}_value", column.name.to_lowercase());
                    source.lookup = text.to_lowercase().contains(&spelled);
                }
                shape.add(source)
            })
            .collect();
        FilterPlan::Bound {
            text: text.clone(),
            bound,
            columns,
        }
    }

    /// A filter that was no text in the document reads as empty, and is not "no filter".
    fn unreadable_filter(&self) -> Option<FilterPlan> {
        use crate::diagnostic::Segment::{Index, Name, Word};
        let key = match self.input.way {
            MapDirection::ToFinance => "reversedSourceFilter",
            MapDirection::ToDataverse => "sourceFilter",
        };
        let leg = u32::try_from(self.input.leg).unwrap_or(u32::MAX);
        let finding = self.input.findings.iter().find(|finding| {
            let is_key = |segment: &crate::diagnostic::Segment| match segment {
                Word(word) => *word == key,
                Name(name) => name.eq_ignore_ascii_case(key),
                Index(_) => false,
            };
            let path = finding.path.0.as_slice();
            finding.code == Code::WrongJsonType
                && finding.severity == Severity::Error
                && path.windows(2).any(|window| window == [Word("legs"), Index(leg)])
                && (path.last().is_some_and(is_key)
                    || matches!(finding.params.get("key"), Some(crate::diagnostic::Param::Name(name)) if name.eq_ignore_ascii_case(key)))
        })?;
        Some(FilterPlan::Faulty {
            text: key.to_owned(),
            code: finding.code.id(),
        })
    }

    fn own_key(&self, shape: &mut RowShape) -> OwnKey {
        let Some(table) = self.source_table() else {
            return OwnKey::Unknown;
        };
        match self.input.way {
            MapDirection::ToFinance if table.primary_id.is_empty() => OwnKey::Unknown,
            MapDirection::ToFinance => {
                let known = table.column(&table.primary_id);
                OwnKey::Id(shape.add(source_column(&table.primary_id, known)))
            }
            MapDirection::ToDataverse => match table.keys.first() {
                Some(key) => OwnKey::Columns(
                    key.columns
                        .iter()
                        .map(|name| shape.add(source_column(name, table.column(name))))
                        .collect(),
                ),
                None => OwnKey::Unknown,
            },
        }
    }

    fn key(&self, plan: &Plan) -> KeyPlan {
        let entity_set = &self.leg.dataverse_entity_set.text;
        let Some(paths) = self.input.keys.resolve(entity_set, self.own_table) else {
            return KeyPlan::Unknown;
        };
        let company_column = match &plan.company {
            super::model::CompanyPlan::ToDataverse { .. }
            | super::model::CompanyPlan::ToFinance { .. } => {
                super::company::company_column(self).map(|column| column.to_lowercase())
            }
            _ => None,
        };
        let parts = paths
            .into_iter()
            .map(|path| {
                let lower = path.to_lowercase();
                let first = lower.split('.').next().unwrap_or_default().to_owned();
                let company = lower.ends_with(".cdm_companycode")
                    || company_column.as_deref() == Some(lower.as_str());
                let row = plan.rows.iter().position(|row| {
                    let text = match self.input.way {
                        MapDirection::ToFinance => &row.source_text,
                        MapDirection::ToDataverse => &row.target_text,
                    };
                    let text = text.to_lowercase();
                    text == lower
                        || (!lower.contains('.') && text.split('.').next() == Some(first.as_str()))
                });
                let name = match (self.input.way, row.and_then(|row| plan.rows.get(row))) {
                    (MapDirection::ToFinance, Some(row)) => match &row.target {
                        RowTarget::Column(column) => column.name.clone(),
                        RowTarget::Group(_) => path.clone(),
                    },
                    (MapDirection::ToFinance, None) if company => {
                        super::company::finance_property(self)
                    }
                    // A key of the schema names the lookup; its value here is the company's code.
                    (MapDirection::ToDataverse, _) if company && !path.contains('.') => {
                        format!("{path}.{}", super::company::COMPANY_CODE)
                    }
                    _ => path.clone(),
                };
                KeyPart {
                    path,
                    name,
                    row,
                    company,
                }
            })
            .collect();
        KeyPlan::Parts(parts)
    }

    fn required(&self, plan: &mut Plan) {
        let table = match self.input.way {
            MapDirection::ToFinance => self.input.finance,
            MapDirection::ToDataverse => self.own_table,
        };
        let Some(table) = table else {
            return;
        };
        plan.mandatory_unknown = table.columns.iter().all(|column| column.required.is_none());
        let rule = self.input.semantics.required_columns;
        if rule == RequiredColumns::None {
            return;
        }
        let company = super::company::company_column(self);
        for column in &table.columns {
            let wanted = match column.required {
                Some(Required::System) => true,
                Some(Required::Application) => rule == RequiredColumns::Application,
                _ => false,
            };
            let name = column.name.to_lowercase();
            let exempt = column.server_filled
                || column.default.is_some()
                || column.create == Some(false)
                || name == table.primary_id.to_lowercase()
                || matches!(name.as_str(), "ownerid" | "statecode" | "dataareaid")
                || company
                    .as_deref()
                    .is_some_and(|company| company.eq_ignore_ascii_case(&name));
            if wanted && !exempt {
                plan.required.push(RequiredColumn {
                    name: column.name.to_string(),
                });
            }
        }
    }
}

/// A related table as far as the schema tells.
#[derive(Clone, Debug)]
pub(super) struct Related<'a> {
    pub(super) label: String,
    pub(super) entity_set: Option<String>,
    pub(super) logical: Option<String>,
    pub(super) table: Option<&'a Table>,
}

impl Related<'_> {
    /// The id column: as the schema says, else logical name + `id`, the platform's naming.
    fn id_column(&self) -> Option<String> {
        match self.table {
            Some(table) if !table.primary_id.is_empty() => Some(table.primary_id.to_string()),
            _ => self.logical.as_ref().map(|logical| format!("{logical}id")),
        }
    }
}

/// A column that records are read for.
pub(super) fn source_column(name: &str, known: Option<&Column>) -> SourceColumn {
    let mut column = SourceColumn::named(known.map_or(name, |column| &column.name));
    let Some(known) = known else {
        return column;
    };
    column.kind = Some(known.kind.clone());
    column.lookup = matches!(known.kind, Type::Lookup(_));
    column.navigations = known
        .navigations
        .iter()
        .map(|navigation| navigation.property.to_string())
        .filter(|property| !property.eq_ignore_ascii_case(&known.name))
        .collect();
    column.secured = known.secured;
    column.server_filled = known.server_filled;
    column.default = known.default.as_ref().map(|text| text.to_string());
    column
}

fn target_column(name: &str, known: Option<&Column>) -> TargetColumn {
    TargetColumn {
        name: known.map_or(name, |column| &column.name).to_owned(),
        kind: known.map(|column| column.kind.clone()),
        create: known.and_then(|column| column.create),
        update: known.and_then(|column| column.update),
    }
}
