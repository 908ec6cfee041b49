//! How far a long reading is, on a terminal only.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line on standard error that is overwritten; silent elsewhere than on a terminal.
pub struct Progress {
    what: String,
    total: u64,
    shown: bool,
    last: Option<Instant>,
}

impl Progress {
    /// Progress of reading `total` bytes of something. `beside` tells that answers are not written to
    /// the same terminal meanwhile.
    pub fn new(what: &str, total: u64, beside: bool) -> Self {
        let terminal = beside && std::io::stderr().is_terminal();
        Self {
            what: what.to_owned(),
            total,
            shown: false,
            last: terminal.then(Instant::now),
        }
    }

    /// Tells the bytes read so far; shown a few times a second.
    pub fn at(&mut self, bytes: u64) {
        let Some(last) = self.last else { return };
        if last.elapsed() < Duration::from_millis(200) {
            return;
        }
        self.last = Some(Instant::now());
        self.shown = true;
        let percent = bytes
            .saturating_mul(100)
            .checked_div(self.total)
            .unwrap_or(100);
        let mut err = std::io::stderr().lock();
        // Progress that cannot be shown is no fault.
        let _ = write!(err, "\r{}: {percent} %\x1b[K", self.what);
        let _ = err.flush();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let mut err = std::io::stderr().lock();
            let _ = write!(err, "\r\x1b[K");
            let _ = err.flush();
        }
    }
}
