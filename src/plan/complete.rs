//! What a write needs beside the mapped values: the integration key, required columns, and columns
//! that plug-ins insist on. A delete is its key alone.

use super::model::KeyPlan;
use super::outcome::{Field, FieldValue, Operation};
use super::run::{Filled, Runner, is_empty, keep, text_output};
use crate::diagnostic::{Code, Diagnostic, Path};
use crate::schema::Side;
use crate::value::Output;
use crate::value::semantics::KeyParts;

impl Runner<'_> {
    /// A delete carries only the key.
    pub(super) fn delete(&mut self) {
        let KeyPlan::Parts(parts) = &self.plan.key else {
            let table = match self.plan.target.side {
                Side::Dataverse => &self.plan.target.entity_set,
                Side::Finance => &self.plan.source.entity_set,
            };
            let finding = Diagnostic::new(Code::KeyUnknown).name("table", table.clone());
            self.open(finding);
            self.outcome.uncheck("key", "");
            return;
        };
        let plan = self.plan;
        let mut outputs = vec![None; plan.rows.len()];
        for part in parts {
            let Some(at) = part.row else {
                if part.company && self.company.is_some() {
                    let code = self.company.clone().map(Output::Text);
                    self.trace_company(&part.name, code.as_ref());
                }
                continue;
            };
            let value = self.value(at);
            let output = value.as_ref().map(|value| text_output(&value.cell));
            if let Some(row) = plan.rows.get(at) {
                let note = if value.is_some() { "" } else { "not known" };
                self.trace_row(row, &row.target_text, value.as_ref(), note, output.as_ref());
            }
            if let Some(output) = output {
                keep(&mut outputs, at, output);
            }
        }
        self.key(&outputs);
        for (name, value) in self.outcome.key.clone() {
            let value = FieldValue {
                typed: value.clone(),
                sent: value,
            };
            self.outcome.payload.push(Field { name, value });
        }
    }

    /// The integration key on the receiving side.
    pub(super) fn key(&mut self, outputs: &[Option<Output>]) {
        let KeyPlan::Parts(parts) = &self.plan.key else {
            self.outcome.uncheck("key", "");
            return;
        };
        for part in parts {
            let value = match part.row {
                Some(row) => outputs.get(row).cloned().flatten(),
                None if part.company => self.company.clone().map(Output::Text),
                None => None,
            };
            let Some(value) = value else {
                if part.row.is_none() && !part.company {
                    self.outcome.uncheck("key", &part.path);
                    self.undecided |= self.call.operation == Operation::Delete;
                }
                continue;
            };
            if is_empty(&value) && self.plan.semantics.key_parts == KeyParts::AllPresent {
                let row = part.row.and_then(|row| self.plan.rows.get(row));
                let column = row.map_or(part.path.clone(), |row| row.source_text.clone());
                let finding = Diagnostic::new(Code::KeyPartEmpty)
                    .name("column", column.clone())
                    .at(Path::record(&column));
                self.report(finding);
            }
            self.outcome.key.push((part.name.clone(), value));
        }
    }

    /// Required columns that get no value on create, or are emptied by an update.
    pub(super) fn required(&mut self) {
        if self.plan.mandatory_unknown && self.plan.target.known {
            self.outcome.uncheck("mandatory", "");
        }
        let plan = self.plan;
        for required in &plan.required {
            let state = self.filled.get(&required.name);
            let without_value = match self.call.operation {
                Operation::Create => !matches!(state, Some(Filled::Value | Filled::Unknown)),
                _ => state == Some(Filled::Empty),
            };
            if !without_value {
                continue;
            }
            let code = match plan.target.side {
                Side::Finance => Code::MandatoryMissing,
                Side::Dataverse => Code::RequiredMissing,
            };
            let source = plan
                .rows
                .iter()
                .find(|row| row.target_text.eq_ignore_ascii_case(&required.name))
                .map_or(required.name.as_str(), |row| row.source_text.as_str());
            let finding = Diagnostic::new(code)
                .name("column", required.name.clone())
                .at(Path::record(source));
            self.report(finding);
        }
    }

    /// Columns that shipped plug-ins insist on, when the map feeds them and they are empty.
    pub(super) fn plug_ins(&mut self) {
        let plan = self.plan;
        for rule in &plan.plug_in_rules {
            let states: Vec<Option<Filled>> = rule
                .columns
                .iter()
                .map(|column| self.filled.get(column))
                .collect();
            if !states.is_empty() && states.iter().all(|state| *state == Some(Filled::Empty)) {
                let finding = Diagnostic::new(Code::PlugInRequires)
                    .name("table", rule.table)
                    .name("columns", rule.columns.join(", "));
                self.report(finding);
            }
        }
    }
}
