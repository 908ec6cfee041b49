//! Compiling what identifies a row: the request for the row itself, the integration key on the
//! receiving side, and the columns that must have a value there.

use super::compile::{Compiler, source_column};
use super::model::{CompanyPlan, KeyPart, KeyPlan, OwnKey, Plan, RequiredColumn, RowTarget};
use crate::map::MapDirection;
use crate::row::RowShape;
use crate::schema::{COMPANY_CODE, Required};
use crate::value::semantics::RequiredColumns;

impl Compiler<'_> {
    pub(super) fn own_key(&self, shape: &mut RowShape) -> OwnKey {
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

    pub(super) fn key(&self, plan: &Plan) -> KeyPlan {
        let entity_set = &self.leg.dataverse_entity_set.text;
        let Some(paths) = self.input.keys.resolve(entity_set, self.own_table) else {
            return KeyPlan::Unknown;
        };
        let company_column = match &plan.company {
            CompanyPlan::ToDataverse { .. } | CompanyPlan::ToFinance { .. } => {
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
                        format!("{path}.{}", COMPANY_CODE)
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

    pub(super) fn required(&self, plan: &mut Plan) {
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
