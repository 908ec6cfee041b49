//! The answer for a record as text for people.

use crate::records::Answer;
use crate::style::{Style, Tone};
use crate::text::{plain, record_finding};
use crate::wording::Wording;
use dual_write_preflight::lookup::Request;
use dual_write_preflight::plan::{
    Field, Operation, Outcome, SkipReason, TraceRow, Unchecked, Verdict,
};
use dual_write_preflight::value::Output;
use dual_write_preflight::wire::{PayloadForm, WireDiagnostic};
use std::io::{self, Write};

/// What the text of a record's answer depends on.
pub struct View<'a> {
    /// What happens to the records.
    pub operation: Operation,
    /// Which form of the values is shown.
    pub payload: PayloadForm,
    /// With the reason for every field.
    pub trace: bool,
    /// The words.
    pub wording: &'a Wording,
    /// Colours.
    pub style: Style,
}

impl View<'_> {
    /// The answer for one record, counted from 1.
    pub fn record(&self, out: &mut impl Write, number: u64, answers: &[Answer]) -> io::Result<()> {
        let Some(gravest) = gravest(answers) else {
            return Ok(());
        };
        let key = answers.iter().map(|answer| key_text(&answer.outcome));
        let key = key
            .into_iter()
            .find(|key| !key.is_empty())
            .unwrap_or_default();
        let title = if key.is_empty() {
            format!("record {number}")
        } else {
            format!("record {number} ({})", plain(&key))
        };
        let title = self.style.paint(Tone::Strong, &title);
        writeln!(out, "{title}: {}", self.verdict(gravest))?;
        for (at, answer) in answers.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            self.answer(out, answer, answers.len() > 1)?;
        }
        writeln!(out)
    }

    fn answer(&self, out: &mut impl Write, answer: &Answer, several: bool) -> io::Result<()> {
        let outcome = &answer.outcome;
        let operation = match self.operation {
            Operation::Create => "create",
            Operation::Update => "update",
            Operation::Delete => "delete",
        };
        let target = match outcome.target_entity_set.as_str() {
            "" => outcome.target_side.word().to_owned(),
            set => format!("{set} ({})", outcome.target_side.word()),
        };
        let own = if several {
            format!(": {}", self.verdict(outcome.verdict))
        } else {
            String::new()
        };
        writeln!(
            out,
            "  map {}, {operation} in {}{own}",
            plain(&answer.map),
            plain(&target)
        )?;
        for diagnostic in &outcome.diagnostics {
            writeln!(out)?;
            let mut finding = WireDiagnostic::new(diagnostic, None);
            self.wording.word(&mut finding);
            record_finding(out, &finding, self.style)?;
        }
        self.requests(out, &outcome.requests)?;
        self.payload(out, outcome)?;
        self.unchecked(out, &outcome.unchecked)?;
        if self.trace {
            self.trace(out, &outcome.trace)?;
        }
        Ok(())
    }

    fn heading(&self, out: &mut impl Write, text: &str) -> io::Result<()> {
        writeln!(out, "\n{}", self.style.paint(Tone::Strong, text))
    }

    fn verdict(&self, verdict: Verdict) -> String {
        let (tone, text) = match verdict {
            Verdict::Write => (Tone::Good, "written"),
            Verdict::Block => (Tone::Bad, "blocked"),
            Verdict::Undecided => (Tone::Doubtful, "undecided"),
            Verdict::Skip(SkipReason::Peer) => {
                (Tone::Plain, "skipped (written by dual-write itself)")
            }
            Verdict::Skip(SkipReason::Unchanged) => {
                (Tone::Plain, "skipped (no mapped column changed)")
            }
            Verdict::Skip(SkipReason::Company) => (Tone::Plain, "skipped (no linked company)"),
            Verdict::Skip(SkipReason::Filter) => {
                (Tone::Plain, "skipped (the filter leaves it out)")
            }
            Verdict::Skip(SkipReason::Direction) => {
                (Tone::Plain, "skipped (the map sends nothing this way)")
            }
        };
        self.style.paint(tone, text)
    }

    fn requests(&self, out: &mut impl Write, requests: &[Request]) -> io::Result<()> {
        if requests.is_empty() {
            return Ok(());
        }
        self.heading(
            out,
            "requests (hand the rows back with --answers, under these ids)",
        )?;
        for request in requests {
            writeln!(out, "  {}", plain(&request.id))?;
            writeln!(out, "    GET {}", plain(&request.url()))?;
        }
        Ok(())
    }

    fn payload(&self, out: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
        if outcome.payload.is_empty() {
            return Ok(());
        }
        self.heading(
            out,
            match (outcome.verdict, self.operation) {
                (Verdict::Write, Operation::Delete) => "key of the row that is deleted",
                (Verdict::Write, _) => "payload",
                _ => "payload so far; it is not sent like this",
            },
        )?;
        writeln!(out, "{}", self.object(&outcome.payload)?)
    }

    /// The payload as JSON, numbers with all their digits.
    fn object(&self, fields: &[Field]) -> io::Result<String> {
        let mut text = String::from("{");
        for (at, field) in fields.iter().enumerate() {
            text.push_str(if at > 0 { ",\n  " } else { "\n  " });
            let value = match self.payload {
                PayloadForm::Sent => &field.value.sent,
                PayloadForm::Typed => &field.value.typed,
            };
            text.push_str(&serde_json::to_string(&field.name)?);
            text.push_str(": ");
            text.push_str(&json_value(value)?);
        }
        text.push_str("\n}");
        Ok(text)
    }

    fn unchecked(&self, out: &mut impl Write, unchecked: &[Unchecked]) -> io::Result<()> {
        if unchecked.is_empty() {
            return Ok(());
        }
        self.heading(out, "not checked")?;
        for one in unchecked {
            let line = if one.columns.is_empty() {
                one.what.to_owned()
            } else {
                format!("{}: {}", one.what, one.columns.join(", "))
            };
            writeln!(out, "  {}", plain(&line))?;
        }
        Ok(())
    }

    fn trace(&self, out: &mut impl Write, rows: &[TraceRow]) -> io::Result<()> {
        self.heading(out, "trace (rows as `preflight show` numbers them)")?;
        let mut table = vec![["row", "source", "value", "target", "result"].map(str::to_owned)];
        for row in rows {
            let number = row.field_mapping.map(|at| at.saturating_add(1).to_string());
            let result = row.result.as_ref().map(json_value).transpose()?;
            table.push([
                number.unwrap_or_else(|| "+".to_owned()),
                plain(&row.source),
                row.value.as_deref().map_or("–".to_owned(), plain),
                plain(&row.target),
                result.as_deref().map_or("–".to_owned(), plain),
            ]);
        }
        let widths: Vec<usize> = (0..5)
            .map(|column| {
                let cells = table.iter().filter_map(|row| row.get(column));
                cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
            })
            .collect();
        for (at, cells) in table.iter().enumerate() {
            let padded: Vec<String> = cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:<width$}"))
                .collect();
            writeln!(out, "  {}", padded.join("  ").trim_end())?;
            let row = at.checked_sub(1).and_then(|at| rows.get(at));
            for step in row.into_iter().flat_map(|row| &row.steps) {
                let mut line = format!("       · {}", step.kind);
                if !step.detail.is_empty() {
                    line.push_str(&format!(": {}", plain(&step.detail)));
                }
                if let Some(value) = &step.value {
                    line.push_str(&format!(" → {}", plain(value)));
                }
                writeln!(out, "{}", self.style.paint(Tone::Faint, &line))?;
            }
        }
        Ok(())
    }
}

/// The verdict that weighs most: blocked, undecided, written, skipped.
pub fn gravest(answers: &[Answer]) -> Option<Verdict> {
    let rank = |verdict: Verdict| match verdict {
        Verdict::Block => 3,
        Verdict::Undecided => 2,
        Verdict::Write => 1,
        Verdict::Skip(_) => 0,
    };
    answers
        .iter()
        .map(|answer| answer.outcome.verdict)
        .max_by_key(|verdict| rank(*verdict))
}

fn key_text(outcome: &Outcome) -> String {
    let values = outcome.key.iter().map(|(_, value)| match value {
        Output::Null => String::new(),
        Output::Boolean(flag) => flag.to_string(),
        Output::Number(text) | Output::Text(text) => text.clone(),
    });
    values.collect::<Vec<_>>().join(", ")
}

fn json_value(value: &Output) -> io::Result<String> {
    Ok(match value {
        Output::Null => "null".to_owned(),
        Output::Boolean(flag) => flag.to_string(),
        Output::Number(digits) => digits.clone(),
        Output::Text(text) => serde_json::to_string(text)?,
    })
}
