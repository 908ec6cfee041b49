//! Findings as text for people.

use crate::records::RecordFault;
use crate::style::{Style, Tone};
use dual_write_preflight::wire::{WireDiagnostic, WireFinding, WireSegment};
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
pub fn record_finding(
    out: &mut impl Write,
    finding: &WireDiagnostic,
    style: Style,
) -> io::Result<()> {
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
