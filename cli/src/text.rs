//! Answers as text for people.

use crate::records::{Answer, RecordFault};
use crate::style::{Style, Tone};
use crate::wording::Wording;
use dual_write_preflight::lookup::Request;
use dual_write_preflight::plan::{
    Field, Operation, Outcome, SkipReason, TraceRow, Unchecked, Verdict,
};
use dual_write_preflight::value::Output;
use dual_write_preflight::wire::{PayloadForm, WireDiagnostic, WireFinding, WireSegment};
use std::io::{self, Write};

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub infos: usize,
}

impl Tally {
    /// Counts findings.
    pub fn of(findings: &[WireFinding]) -> Self {
        let count = |severity: &str| {
            findings
                .iter()
                .filter(|finding| finding.diagnostic.severity == severity)
                .count()
        };
        Self {
            errors: count("error"),
            warnings: count("warning"),
            infos: count("info"),
        }
    }

    /// `2 errors, 1 warning, 0 notes`.
    pub fn text(self) -> String {
        [
            counted(self.errors, "error", "errors"),
            counted(self.warnings, "warning", "warnings"),
            counted(self.infos, "note", "notes"),
        ]
        .join(", ")
    }
}

/// `1 map`, `2 maps`.
pub fn counted(count: usize, one: &str, several: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { several })
}

/// A finding about a document:
///
/// ```text
/// error[DW0101]: message
///   --> map.json:12:5
///    in maps › [Customers V3] - [accounts] › legs[0]
///   = help: …
///   = docs: …
/// ```
pub fn finding(out: &mut impl Write, finding: &WireFinding, style: Style) -> io::Result<()> {
    head(out, &finding.diagnostic, style)?;
    let place = match (&finding.document, &finding.diagnostic.span) {
        (Some(document), Some(span)) => format!("{document}:{}:{}", span.line, span.column),
        (Some(document), None) => document.clone(),
        (None, _) => String::new(),
    };
    if !place.is_empty() {
        arrow(out, &place, style)?;
    }
    let path = path(&finding.diagnostic.path);
    if !path.is_empty() && place.is_empty() {
        arrow(out, &path, style)?;
    } else if !path.is_empty() {
        writeln!(
            out,
            "   {} {}",
            style.paint(Tone::Faint, "in"),
            plain(&path)
        )?;
    }
    tail(out, &finding.diagnostic, style)
}

/// A finding about a record.
fn record_finding(out: &mut impl Write, finding: &WireDiagnostic, style: Style) -> io::Result<()> {
    head(out, finding, style)?;
    let path = path(&finding.path);
    if !path.is_empty() {
        arrow(out, &path, style)?;
    }
    tail(out, finding, style)
}

/// Where a file of records broke.
pub fn fault(out: &mut impl Write, fault: &RecordFault, style: Style) -> io::Result<()> {
    head(out, &fault.diagnostic, style)?;
    let RecordFault {
        document,
        records,
        byte,
        line,
        column,
        ..
    } = fault;
    arrow(
        out,
        &format!("{document}:{line}:{column} (byte {byte})"),
        style,
    )?;
    tail(out, &fault.diagnostic, style)?;
    let records = counted(
        usize::try_from(*records).unwrap_or(usize::MAX),
        "record",
        "records",
    );
    let message = format!("incomplete: the file cannot be read on after {records}");
    writeln!(out, "{}", style.paint(Tone::Bad, &message))
}

fn head(out: &mut impl Write, finding: &WireDiagnostic, style: Style) -> io::Result<()> {
    let tone = match finding.severity {
        "error" => Tone::Bad,
        "warning" => Tone::Doubtful,
        _ => Tone::Plain,
    };
    let code = if finding.alias.is_empty() {
        format!("{}[{}]", finding.severity, finding.code)
    } else {
        format!("{}[{}, {}]", finding.severity, finding.code, finding.alias)
    };
    let words = finding.words.clone().unwrap_or_default();
    writeln!(
        out,
        "{}: {}",
        style.paint(tone, &code),
        style.paint(Tone::Strong, &plain(&words.message))
    )
}

fn arrow(out: &mut impl Write, place: &str, style: Style) -> io::Result<()> {
    writeln!(
        out,
        "  {} {}",
        style.paint(Tone::Faint, "-->"),
        plain(place)
    )
}

fn tail(out: &mut impl Write, finding: &WireDiagnostic, style: Style) -> io::Result<()> {
    let words = finding.words.clone().unwrap_or_default();
    let mut line = |label: &str, text: &str| match text {
        "" => Ok(()),
        text => writeln!(out, "  {} {}", style.paint(Tone::Faint, label), plain(text)),
    };
    line("= help:", &words.help)?;
    match finding.evidence {
        "inferred" => line(
            "= note:",
            "inferred from published artefacts, not documented",
        )?,
        "unknown" => line(
            "= note:",
            "no public source says this; it is this product's default",
        )?,
        _ => {}
    }
    line("= docs:", &words.doc_url)
}

/// `record › creditlimit`, `maps › [Customers V3] - [accounts] › legs[0] › fieldMappings[3]`.
fn path(segments: &[WireSegment]) -> String {
    let mut text = String::new();
    for segment in segments {
        match segment {
            WireSegment::Index(index) => text.push_str(&format!("[{index}]")),
            WireSegment::Text(word) => {
                if !text.is_empty() {
                    text.push_str(" › ");
                }
                text.push_str(word);
            }
        }
    }
    text
}

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
        for answer in answers {
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
            match outcome.verdict {
                Verdict::Write => "payload",
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

/// Control characters as escapes, so that a document cannot move the cursor.
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    shown
}
