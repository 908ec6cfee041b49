//! Line index of a text: byte offset → line, column in characters and offset in UTF-16 units.

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

/// Converts byte offsets of one text to [`Position`]s.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
}

impl<'a> LineIndex<'a> {
    /// An index over `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text }
    }

    /// The position of a byte offset. An offset inside a character counts as its start, one past
    /// the end as the end.
    pub fn position(&self, offset: u32) -> Position {
        let mut position = Position {
            line: 1,
            column: 1,
            utf16: 0,
        };
        for (at, character) in self.text.char_indices() {
            let next = at.saturating_add(character.len_utf8());
            if next > offset as usize {
                break;
            }
            let units = u32::try_from(character.len_utf16()).unwrap_or(1);
            position.utf16 = position.utf16.saturating_add(units);
            if character == '\n' {
                position.line = position.line.saturating_add(1);
                position.column = 1;
            } else {
                position.column = position.column.saturating_add(1);
            }
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
}
