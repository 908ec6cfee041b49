//! Colours: on a terminal only, and not when `NO_COLOR` is set (no-color.org).

use std::io::IsTerminal;

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style(bool);

/// What a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// An error, a blocked record.
    Bad,
    /// A warning, an undecided record.
    Doubtful,
    /// A written record.
    Good,
    /// A note, a skipped record.
    Plain,
    /// A heading.
    Strong,
    /// What stands back.
    Faint,
}

impl Style {
    /// For standard output.
    pub fn stdout() -> Self {
        Self(std::io::stdout().is_terminal() && allowed())
    }

    /// For standard error.
    pub fn stderr() -> Self {
        Self(std::io::stderr().is_terminal() && allowed())
    }

    /// The text in its tone.
    pub fn paint(self, tone: Tone, text: &str) -> String {
        if !self.0 {
            return text.to_owned();
        }
        let code = match tone {
            Tone::Bad => "1;31",
            Tone::Doubtful => "1;33",
            Tone::Good => "1;32",
            Tone::Plain => "1;36",
            Tone::Strong => "1",
            Tone::Faint => "2",
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}

fn allowed() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
