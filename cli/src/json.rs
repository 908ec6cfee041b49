//! Answers as JSON: the same shapes that the npm package returns, with message, help and page in
//! every finding and numbers with all their digits.

use crate::records::{Answer, RecordFault};
use crate::wording::Wording;
use dual_write_preflight::plan::Operation;
use dual_write_preflight::wire::{NumberForm, PayloadForm, WireFinding, WireResult, result};
use serde::Serialize;
use std::io::{self, Write};

/// How results are written.
pub struct Form<'a> {
    /// The table whose maps are asked; the answer then lists its maps even when it is only one.
    pub table: Option<&'a str>,
    /// What happens to the records.
    pub operation: Operation,
    /// The payload's form.
    pub payload: PayloadForm,
    /// With the reason for every field.
    pub trace: bool,
}

/// The document that `check` writes, one result after another:
/// `{ "diagnostics": […], "results": […], "complete": true }`.
pub struct CheckDocument<'a, W: Write> {
    out: &'a mut W,
    any: bool,
}

impl<'a, W: Write> CheckDocument<'a, W> {
    /// Begins with the findings about maps and schemas.
    pub fn open(out: &'a mut W, findings: &[WireFinding]) -> io::Result<Self> {
        out.write_all(b"{\"diagnostics\":")?;
        list(out, findings)?;
        out.write_all(b",\n\"results\":[")?;
        Ok(Self { out, any: false })
    }

    /// Adds the answer for one record.
    pub fn push(
        &mut self,
        answers: &[Answer],
        form: &Form<'_>,
        wording: &Wording,
    ) -> io::Result<()> {
        let results = answers.iter().map(|answer| {
            let (map, outcome) = (&answer.map, &answer.outcome);
            let digits = NumberForm::Digits;
            result(
                map,
                form.operation,
                outcome,
                form.payload,
                digits,
                form.trace,
            )
        });
        let mut results: Vec<WireResult> = results.collect();
        let one = if results.len() > 1 || form.table.is_some() {
            let of_map = answers.first().map_or("", |answer| answer.map.as_str());
            WireResult::several(form.table.unwrap_or(of_map), results)
        } else {
            results.pop()
        };
        let Some(mut one) = one else { return Ok(()) };
        one.each_diagnostic(&mut |finding| wording.word(finding));
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        write(self.out, &one)
    }

    /// Ends the document; with a fault the results are those of the records before it, with further
    /// pages those of the page at hand.
    pub fn close(self, fault: Option<&RecordFault>, further_pages: bool) -> io::Result<()> {
        self.out.write_all(b"\n],\n")?;
        if further_pages {
            self.out.write_all(b"\"furtherPages\":true,\n")?;
        }
        self.out.write_all(b"\"complete\":")?;
        match fault {
            None => self.out.write_all(b"true}\n"),
            Some(fault) => {
                self.out.write_all(b"false,\n\"fault\":")?;
                write(self.out, fault)?;
                self.out.write_all(b"}\n")
            }
        }
    }
}

/// Writes a list, an element a line.
pub fn list<T: Serialize>(out: &mut impl Write, items: &[T]) -> io::Result<()> {
    out.write_all(b"[")?;
    for (at, item) in items.iter().enumerate() {
        out.write_all(if at > 0 { b",\n" } else { b"\n" })?;
        write(out, item)?;
    }
    out.write_all(b"]")
}

/// Writes a value in one line.
pub fn write<T: Serialize + ?Sized>(out: &mut impl Write, value: &T) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}
