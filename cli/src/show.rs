//! `preflight show`: table maps for people, or a document as it was read.

use crate::arguments::Show;
use crate::failure::{Exit, Failure};
use crate::input::{File, read_maps};
use crate::style::Style;
use crate::text;
use crate::wording::Wording;
use dual_write_preflight::diagnostic::Severity;
use dual_write_preflight::map::{self, describe};
use dual_write_preflight::text::LineIndex;
use dual_write_preflight::wire::{WireDiagnostic, WireFinding};
use std::io::Write;

/// Runs the subcommand.
pub fn run(arguments: &Show, out: &mut impl Write) -> Result<Exit, Failure> {
    let files = read_maps("MAP", &arguments.maps)?;
    if arguments.write_back {
        let [file] = files.as_slice() else {
            return Err(Failure::misuse("--write-back takes exactly one file"));
        };
        let (document, _) = map::read(&file.bytes);
        out.write_all(&document.write_back())?;
        return Ok(Exit::Fine);
    }
    let wording = Wording::english();
    let mut exit = Exit::Fine;
    let mut first = true;
    for file in &files {
        let (document, diagnostics) = map::read(&file.bytes);
        for map in &document.maps {
            if !first {
                writeln!(out)?;
            }
            first = false;
            write!(out, "{}", describe(map))?;
        }
        let errors: Vec<_> = diagnostics
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        if !errors.is_empty() {
            exit = Exit::Faults;
        }
        let source = String::from_utf8_lossy(&file.bytes);
        let lines = LineIndex::new(&source);
        for error in errors {
            tell(file, WireDiagnostic::new(error, Some(&lines)), &wording)?;
        }
    }
    Ok(exit)
}

fn tell(file: &File, mut diagnostic: WireDiagnostic, wording: &Wording) -> Result<(), Failure> {
    wording.word(&mut diagnostic);
    let finding = WireFinding {
        diagnostic,
        document: Some(file.name.clone()),
    };
    let mut err = std::io::stderr().lock();
    text::finding(&mut err, &finding, Style::stderr())?;
    writeln!(err)?;
    Ok(())
}
