//! Compiling lookups: which table a path leads to, how values are read through a reference, and how
//! the rows of one reference that Dataverse receives belong together.

use super::company::company_paths;
use super::compile::{Compiler, source_column};
use super::model::{InTarget, Plan, ReferenceIn, ReferenceOut, ReferenceTarget, RowSource};
use crate::lookup::{DataversePath, PolymorphicTarget};
use crate::map::FieldMapping;
use crate::schema::Table;
use crate::value::Type;
use crate::value::semantics::{AbsentRelatedEntity, LookupGrouping};

impl<'a> Compiler<'a> {
    /// The type of the column at the end of a lookup path, when the schema has it.
    pub(super) fn last_kind(&self, mapping: &FieldMapping, path: &DataversePath) -> Option<Type> {
        let DataversePath::Lookup(segments) = path else {
            return None;
        };
        let (table, last) = self.walk(mapping, segments)?;
        table.column(last).map(|column| column.kind.clone())
    }

    /// The last table of a lookup path and the name of its column.
    pub(super) fn walk<'s>(
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
        // Several tables and none of them the leg's own: which one is meant is not known.
        if let Some(Type::Lookup(targets)) = self
            .own_table
            .and_then(|table| table.column(column))
            .map(|column| &column.kind)
            && !targets.is_empty()
            && self.own_table.is_some_and(|own| {
                !targets
                    .iter()
                    .any(|target| target.eq_ignore_ascii_case(&own.name))
            })
        {
            return Related {
                label: targets.join(", "),
                entity_set: None,
                logical: None,
                table: None,
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
    pub(super) fn polymorphic(&self, target: &PolymorphicTarget) -> Related<'a> {
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

    pub(super) fn inbound_source(
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

    pub(super) fn in_target(&self, related: Related<'a>, rest: &[String]) -> InTarget {
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
    pub(super) fn group(
        &self,
        plan: &mut Plan,
        mapping: &FieldMapping,
        path: &DataversePath,
    ) -> usize {
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
    pub(super) fn group_keys(&self, plan: &mut Plan) {
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
    pub(super) fn key_path(
        &self,
        mapping: &FieldMapping,
        path: &DataversePath,
        at: usize,
    ) -> (String, bool) {
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
    pub(super) fn id_column(&self) -> Option<String> {
        match self.table {
            Some(table) if !table.primary_id.is_empty() => Some(table.primary_id.to_string()),
            _ => self.logical.as_ref().map(|logical| format!("{logical}id")),
        }
    }
}
