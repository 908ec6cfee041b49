//! UTF-8 across the borders of chunks.

use super::XmlError;

/// Checks UTF-8 across chunk borders.
#[derive(Debug, Default)]
pub(super) struct Utf8 {
    tail: [u8; 4],
    /// Bytes of a character that the next chunk must finish.
    pub(super) held: usize,
}

impl Utf8 {
    pub(super) fn check(&mut self, chunk: &[u8], offset: u64) -> Result<(), XmlError> {
        let mut rest = chunk;
        while self.held > 0 {
            let Some((next, after)) = rest.split_first() else {
                return Ok(());
            };
            if let Some(slot) = self.tail.get_mut(self.held) {
                *slot = *next;
            }
            self.held = self.held.saturating_add(1);
            rest = after;
            let seen = self.tail.get(..self.held).unwrap_or_default();
            match std::str::from_utf8(seen) {
                Ok(_) => self.held = 0,
                Err(error) if error.error_len().is_none() && self.held < 4 => {}
                Err(_) => return Err(XmlError::NotUtf8 { offset }),
            }
        }
        let Err(error) = std::str::from_utf8(rest) else {
            return Ok(());
        };
        let valid = error.valid_up_to();
        if error.error_len().is_some() {
            let skipped = chunk.len().saturating_sub(rest.len());
            let at = skipped.saturating_add(valid) as u64;
            return Err(XmlError::NotUtf8 {
                offset: offset.saturating_add(at),
            });
        }
        for (slot, byte) in self
            .tail
            .iter_mut()
            .zip(rest.get(valid..).unwrap_or_default())
        {
            *slot = *byte;
            self.held = self.held.saturating_add(1);
        }
        Ok(())
    }
}
