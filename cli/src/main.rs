//! The `preflight` command: the library's façade for people and scripts on a terminal.
//!
//! Answers go to standard output, findings about inputs and faults of use to standard error.
//! Exit: 0 nothing stands in the way, 1 something does, 2 misuse or an input that cannot be read,
//! 3 undecided.

mod answer_text;
mod arguments;
mod cases;
mod check;
mod failure;
mod filter;
mod input;
mod json;
mod lint;
mod progress;
mod records;
mod show;
mod side_files;
mod sources;
mod style;
mod text;
mod wording;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::Exit;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let result = match &arguments.command {
        Command::Check(check) => check::run(check, &mut out),
        Command::Lint(lint) => lint::run(lint, &mut out),
        Command::Show(show) => show::run(show, &mut out),
        Command::Filter(filter) => filter::run(filter, &mut out),
    };
    let result = result.and_then(|exit| {
        out.flush()?;
        Ok(exit)
    });
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => {
            // What was delivered before the fault stays delivered.
            let _ = out.flush();
            failure.report()
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
