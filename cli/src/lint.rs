//! `preflight lint`: what is wrong with table maps.

use crate::arguments::{Format, Lint};
use crate::failure::{Exit, Failure};
use crate::input::read_maps;
use crate::json;
use crate::sources::load;
use crate::style::Style;
use crate::text::{self, Tally, counted};
use crate::wording::Wording;
use dual_write_preflight::wire;
use std::io::Write;

/// Runs the subcommand.
pub fn run(arguments: &Lint, out: &mut impl Write) -> Result<Exit, Failure> {
    let wording = Wording::english();
    let files = read_maps("MAP", &arguments.maps)?;
    let loaded = load(&files, &arguments.surroundings, &[], &wording)?;
    let maps = loaded.preflight.maps();
    let tally = Tally::of(&loaded.findings);
    match arguments.format {
        Format::Text => {
            let style = Style::stdout();
            for finding in &loaded.findings {
                text::finding(out, finding, style)?;
                writeln!(out)?;
            }
            let maps = counted(maps.len(), "map", "maps");
            writeln!(out, "{maps}: {}", tally.text())?;
        }
        Format::Json => {
            out.write_all(b"{\"maps\":")?;
            json::list(out, &wire::maps(maps))?;
            out.write_all(b",\n\"diagnostics\":")?;
            json::list(out, &loaded.findings)?;
            let Tally {
                errors,
                warnings,
                infos,
            } = tally;
            writeln!(
                out,
                ",\n\"errors\":{errors},\"warnings\":{warnings},\"infos\":{infos}}}"
            )?;
        }
    }
    Ok(if tally.errors > 0 {
        Exit::Faults
    } else {
        Exit::Fine
    })
}
