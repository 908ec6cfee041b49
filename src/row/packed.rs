//! Records that crossed the border packed flat: one array of numbers and one text.
//!
//! Layout of the codes: for each object its kind (0 the record, 1 the row before the change) and a
//! count, then for each member the position of its property name, a tag (0 null, 1 true, 2 false,
//! 3 number, 4 text, 5 nested JSON) and the length of its text in UTF-16 units. The texts follow one
//! another in the order of the members.

use super::{Row, RowShape};
use crate::value::Cell;
use std::borrow::Cow;

/// The packed form does not hold what its codes promise: a fault of the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedError;

/// Unpacks the record and, when there is one, the row before the change.
pub fn unpack<'a>(
    shape: &RowShape,
    codes: &[u32],
    text: &'a str,
) -> Result<(Row<'a>, Option<Row<'a>>), PackedError> {
    let mut codes = codes.iter().copied();
    let mut rest = text;
    let mut record = None;
    let mut before = None;
    while let Some(kind) = codes.next() {
        let count = codes.next().ok_or(PackedError)?;
        let mut row = Row::empty(shape);
        for _ in 0..count {
            let position = codes.next().ok_or(PackedError)?;
            let tag = codes.next().ok_or(PackedError)?;
            let length = codes.next().ok_or(PackedError)?;
            let (piece, after) = split_utf16(rest, length as usize).ok_or(PackedError)?;
            rest = after;
            let (column, part) = shape.place(position as usize).ok_or(PackedError)?;
            let cell = match tag {
                0 => Cell::Null,
                1 => Cell::Boolean(true),
                2 => Cell::Boolean(false),
                3 => Cell::Number(Cow::Borrowed(piece)),
                4 => Cell::Text(Cow::Borrowed(piece)),
                5 => Cell::Complex(Cow::Borrowed(piece)),
                _ => return Err(PackedError),
            };
            row.set(column, part, cell);
        }
        match kind {
            0 => record = Some(row),
            1 => before = Some(row),
            _ => return Err(PackedError),
        }
    }
    if !rest.is_empty() {
        return Err(PackedError);
    }
    Ok((record.ok_or(PackedError)?, before))
}

/// Splits after so many UTF-16 units; `None` when the text is shorter or a character would be cut.
pub fn split_utf16(text: &str, units: usize) -> Option<(&str, &str)> {
    let ascii = text.as_bytes().get(..units).is_some_and(<[u8]>::is_ascii);
    if ascii {
        return text.split_at_checked(units);
    }
    let mut left = units;
    for (at, character) in text.char_indices() {
        if left == 0 {
            return text.split_at_checked(at);
        }
        left = left.checked_sub(character.len_utf16())?;
    }
    (left == 0).then_some((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::SourceColumn;
    use crate::schema::Side;

    #[test]
    fn unpacks_by_utf16_lengths() {
        let mut shape = RowShape::new(Side::Finance);
        shape.add(SourceColumn::named("Name"));
        shape.add(SourceColumn::named("Limit"));
        let (row, before) = unpack(&shape, &[0, 2, 0, 4, 3, 1, 3, 2, 1, 1, 0, 0, 0], "é😀12")
            .unwrap_or_else(|_| panic!("unpacks"));
        assert_eq!(row.cell(0), &Cell::Text("é😀".into()));
        assert_eq!(row.cell(1), &Cell::Number("12".into()));
        assert_eq!(before.map(|b| b.cell(0).clone()), Some(Cell::Null));
        assert!(unpack(&shape, &[0, 1, 0, 4, 9], "é😀12").is_err());
        assert!(unpack(&shape, &[0, 1, 7, 0, 0], "").is_err());
    }
}
