//! The reason for every field: rows of the trace, kept only when the caller asks for them.

use super::model::{PlanRow, ReferenceOut, ReferenceTarget, RowSource};
use super::outcome::{Step, TraceRow};
use super::run::{RowValue, Runner};
use super::seen::Seen;
use crate::value::{Cell, Output};

impl Runner<'_> {
    /// One field mapping: its value, what happened to it, and what is sent.
    pub(super) fn trace_row(
        &mut self,
        row: &PlanRow,
        target: &str,
        value: Option<&RowValue>,
        note: &'static str,
        result: Option<&Output>,
    ) {
        if !self.call.trace {
            return;
        }
        let mut steps = value.map_or_else(Vec::new, |value| value.steps.clone());
        if !note.is_empty() {
            steps.push(Step {
                kind: "left-out",
                detail: note.to_owned(),
                value: None,
            });
        }
        self.outcome.trace.push(TraceRow {
            field_mapping: Some(row.index),
            source: row.source_text.clone(),
            target: target.to_owned(),
            value: value.and_then(|value| value.source.clone()),
            steps,
            result: result.cloned(),
        });
    }

    /// A column that this operation leaves out, with its value where the record has it.
    pub(super) fn trace_left_out(
        &mut self,
        row: &PlanRow,
        value: Option<&RowValue>,
        reason: &'static str,
    ) {
        let raw = match (value, row.source) {
            (None, RowSource::Column(column)) => match self.row.seen(column) {
                Seen::Known(cell) if !matches!(*cell, Cell::Absent | Cell::Null) => {
                    Some(RowValue {
                        source: Some(cell.text().into_owned()),
                        cell: Cell::Null,
                        mapped: false,
                        steps: Vec::new(),
                    })
                }
                _ => None,
            },
            _ => None,
        };
        self.trace_row(row, &row.target_text, value.or(raw.as_ref()), reason, None);
    }

    /// The parts of a reference of which one is not known.
    pub(super) fn trace_unknown(&mut self, group: &ReferenceOut, values: &[Option<RowValue>]) {
        let plan = self.plan;
        for at in &group.parts {
            if let Some(row) = plan.rows.get(*at) {
                let value = values.get(*at).and_then(Option::as_ref);
                self.trace_row(row, &row.target_text, value, "not known", None);
            }
        }
    }

    pub(super) fn trace_group(
        &mut self,
        group: &ReferenceOut,
        parts: &[&RowValue],
        result: Option<&Output>,
    ) {
        if !self.call.trace {
            return;
        }
        let plan = self.plan;
        for (row, part) in group
            .parts
            .iter()
            .filter_map(|row| plan.rows.get(*row))
            .zip(parts)
        {
            let mut steps = part.steps.clone();
            let tables: Vec<&str> = group.targets.iter().map(ReferenceTarget::label).collect();
            steps.push(Step {
                kind: "lookup",
                detail: tables.join(", "),
                value: result.and_then(|result| match result {
                    Output::Text(path) => Some(path.clone()),
                    _ => None,
                }),
            });
            self.outcome.trace.push(TraceRow {
                field_mapping: Some(row.index),
                source: row.source_text.clone(),
                target: row.target_text.clone(),
                value: part.source.clone(),
                steps,
                result: result.cloned(),
            });
        }
    }

    /// What the runtime adds.
    pub(super) fn trace_company(&mut self, target: &str, result: Option<&Output>) {
        if !self.call.trace {
            return;
        }
        self.outcome.trace.push(TraceRow {
            field_mapping: None,
            source: String::new(),
            target: target.to_owned(),
            value: self.company.clone(),
            steps: vec![Step {
                kind: "company",
                detail: "added by the runtime".to_owned(),
                value: None,
            }],
            result: result.cloned(),
        });
    }
}
