//! How a run ends: the exit codes that scripts read, and faults of use.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

/// Where the addresses stand from which maps and schemas are downloaded.
pub const GET_YOUR_FILES: &str = "docs/get-your-files.md";

/// What scripts are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Every record is written or skipped; no map has an error.
    Fine = 0,
    /// A record is blocked, or a map has an error.
    Faults = 1,
    /// Misuse, or an input that cannot be read to its end.
    Misuse = 2,
    /// Something is undecided and nothing is blocked.
    Undecided = 3,
}

/// Why a run stopped.
#[derive(Debug)]
pub enum Failure {
    /// The caller did something wrong.
    Misuse {
        /// What, naming the option.
        message: String,
        /// What to do, or empty.
        help: String,
    },
    /// The answer cannot be written.
    Output(io::Error),
}

impl Failure {
    /// A fault of use.
    pub fn misuse(message: impl Into<String>) -> Self {
        Self::Misuse {
            message: message.into(),
            help: String::new(),
        }
    }

    /// A fault of use and what to do about it.
    pub fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Misuse {
            message: message.into(),
            help: help.into(),
        }
    }

    /// A file that an option names and that cannot be read.
    pub fn file(option: &str, path: &Path, error: &dyn Display) -> Self {
        Self::misuse(format!(
            "{option}: cannot read `{}`: {error}",
            path.display()
        ))
    }

    /// Tells it on standard error.
    pub fn report(&self) -> ExitCode {
        let mut err = io::stderr().lock();
        // There is nowhere left to tell that standard error is closed.
        match self {
            Self::Misuse { message, help } => {
                let _ = writeln!(err, "error: {message}");
                if !help.is_empty() {
                    let _ = writeln!(err, "  = help: {help}");
                }
            }
            // The reader has seen enough (`preflight lint … | head`).
            Self::Output(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Self::Output(error) => {
                let _ = writeln!(err, "error: cannot write the answer: {error}");
            }
        }
        Exit::Misuse.into()
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}
