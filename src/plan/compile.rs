//! Compiling a leg: rows tied to columns, lookups grouped, filter bound, company and key found.

use super::company::company_plan;
use super::model::{
    FilterPlan, KeyPlan, OwnKey, Plan, PlanRow, RowSource, RowTarget, TableRef, TargetColumn,
};
use super::plug_ins;
use crate::diagnostic::{Code, Diagnostic, Segment, Severity};
use crate::expr::{self, Dialect};
use crate::lookup::{DataversePath, Keys};
use crate::map::{FieldMapping, Leg, MapDirection, SyncDirection, TableMap};
use crate::row::{RowShape, SourceColumn};
use crate::schema::{Column, Schema, Side, Table};
use crate::transform::Transforms;
use crate::value::Semantics;
use crate::value::Type;

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
        faults: faults(input),
    };
    Some(compiler.run())
}

pub(super) struct Compiler<'a> {
    pub(super) input: &'a CompileInput<'a>,
    pub(super) leg: &'a Leg,
    pub(super) own_table: Option<&'a Table>,
    /// By position in `fieldMappings`, the error that makes a row unusable in this direction.
    faults: Vec<Option<&'a Diagnostic>>,
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
            fault: leg_fault(self.input),
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
    pub(super) fn source_table(&self) -> Option<&'a Table> {
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
            fault: self.faults.get(index).copied().flatten().cloned(),
        }
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
        let table = self.source_table();
        // A list of columns that may be incomplete cannot say that a column is wrong.
        let partial = table.is_some_and(|table| table.partial);
        let faulty = |diagnostics: &[Diagnostic]| {
            diagnostics
                .iter()
                .filter(|finding| !(partial && finding.code == Code::UnknownFilterColumn))
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
            let is_key = |segment: &Segment| match segment {
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
}

/// For each field mapping the first error that reading or checking found in it, unless it concerns
/// only the other direction.
fn faults<'a>(input: &CompileInput<'a>) -> Vec<Option<&'a Diagnostic>> {
    let other = match input.way {
        MapDirection::ToFinance => "toDataverse",
        MapDirection::ToDataverse => "toFinance",
    };
    let leg = u32::try_from(input.leg).unwrap_or(u32::MAX);
    let rows = input.map.legs.get(input.leg);
    let mut faults = vec![None; rows.map_or(0, |leg| leg.field_mappings.len())];
    for finding in input.findings {
        let path = &finding.path.0;
        if finding.severity != Severity::Error || path.last() == Some(&Segment::Word(other)) {
            continue;
        }
        let row = path.windows(4).find_map(|window| match window {
            [
                Segment::Word("legs"),
                Segment::Index(of),
                Segment::Word("fieldMappings"),
                Segment::Index(row),
            ] if *of == leg => Some(*row as usize),
            _ => None,
        });
        if let Some(slot) = row.and_then(|row| faults.get_mut(row)) {
            slot.get_or_insert(finding);
        }
    }
    faults
}

/// The first error about the leg as a whole: not about one row, a filter (which has its own state),
/// a table or data entity that a schema lacks (said apart), or the other direction alone.
fn leg_fault(input: &CompileInput<'_>) -> Option<Diagnostic> {
    let leg = u32::try_from(input.leg).unwrap_or(u32::MAX);
    let apart = [
        "fieldMappings",
        "sourceFilter",
        "reversedSourceFilter",
        "sourceSchema",
    ];
    let other = match input.way {
        MapDirection::ToFinance => "toDataverse",
        MapDirection::ToDataverse => "toFinance",
    };
    let concerns = |finding: &&Diagnostic| {
        let path = finding.path.0.as_slice();
        let of_leg = path
            .windows(2)
            .any(|window| window == [Segment::Word("legs"), Segment::Index(leg)]);
        let is_apart = path.iter().any(|segment| match segment {
            Segment::Word(word) => apart.contains(word) || *word == other,
            Segment::Name(name) => apart.contains(&name.as_str()),
            Segment::Index(_) => false,
        });
        finding.severity == Severity::Error
            && finding.code != Code::WrongJsonType
            && finding.code.info().alias != "DIPV1020"
            && of_leg
            && !is_apart
    };
    input.findings.iter().find(concerns).cloned()
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
