//! Line index of a text: byte offset → line, column in characters and offset in UTF-16 units.

/// Bytes between two remembered places; a look-up reads at most this many.
const STRIDE: usize = 4096;

/// A place as people and editors count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, counted from 1.
    pub line: u32,
    /// Column in Unicode characters, counted from 1.
    pub column: u32,
    /// Offset in UTF-16 code units from the start of the text, as JavaScript counts.
    pub utf16: u32,
}

impl Position {
    const START: Self = Self {
        line: 1,
        column: 1,
        utf16: 0,
    };

    fn past(self, character: char) -> Self {
        let units = u32::try_from(character.len_utf16()).unwrap_or(1);
        let newline = character == '\n';
        Self {
            line: self.line.saturating_add(u32::from(newline)),
            column: if newline {
                1
            } else {
                self.column.saturating_add(1)
            },
            utf16: self.utf16.saturating_add(units),
        }
    }
}

/// Converts byte offsets of one text to [`Position`]s.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Byte offset and position, one about every [`STRIDE`] bytes.
    known: Vec<(usize, Position)>,
}

impl<'a> LineIndex<'a> {
    /// An index over `text`; one pass over it.
    pub fn new(text: &'a str) -> Self {
        let mut known = vec![(0, Position::START)];
        let mut position = Position::START;
        let mut next = STRIDE;
        for (at, character) in text.char_indices() {
            if at >= next {
                known.push((at, position));
                next = at.saturating_add(STRIDE);
            }
            position = position.past(character);
        }
        Self { text, known }
    }

    /// The position of a byte offset. An offset inside a character counts as its start, one past
    /// the end as the end.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset as usize;
        let after = self.known.partition_point(|(at, _)| *at <= offset);
        let (start, mut position) = after
            .checked_sub(1)
            .and_then(|at| self.known.get(at).copied())
            .unwrap_or((0, Position::START));
        let rest = self.text.get(start..).unwrap_or_default();
        for (at, character) in rest.char_indices() {
            let end = start
                .saturating_add(at)
                .saturating_add(character.len_utf8());
            if end > offset {
                break;
            }
            position = position.past(character);
        }
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_characters_and_utf16_units() {
        let index = LineIndex::new("é😀\nab");
        let at = |offset| {
            let p = index.position(offset);
            (p.line, p.column, p.utf16)
        };
        assert_eq!(at(0), (1, 1, 0));
        assert_eq!(at(2), (1, 2, 1));
        assert_eq!(at(4), (1, 2, 1), "inside the emoji");
        assert_eq!(at(6), (1, 3, 3));
        assert_eq!(at(7), (2, 1, 4));
        assert_eq!(at(99), (2, 3, 6));
    }

    #[test]
    fn finds_places_far_into_a_long_text() {
        let text = "é234567\n".repeat(5000);
        let position = LineIndex::new(&text).position(9 * 4000 + 3);
        assert_eq!((position.line, position.column), (4001, 3));
        assert_eq!(position.utf16, 8 * 4000 + 2);
    }
}
