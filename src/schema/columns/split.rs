//! The records and fields of a CSV text as RFC 4180 has them. Own code: the rules are these few lines,
//! and a crate for them would weigh more in the browser than the room that uses it.

/// One record and the line that it starts in, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) fields: Vec<String>,
}

/// All records; blank lines are passed over.
///
/// # Errors
/// The line in which a quoted field starts that never ends.
pub(super) fn records(text: &str) -> Result<Vec<Record>, u64> {
    let mut records = Vec::new();
    let mut line = 1u64;
    let mut rest = text;
    while !rest.is_empty() {
        let mut record = Record {
            line,
            fields: Vec::new(),
        };
        loop {
            let (field, after, breaks) = field(rest).ok_or(line)?;
            line = line.saturating_add(breaks);
            record.fields.push(field);
            rest = after;
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        if let Some(after) = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix(['\n', '\r']))
        {
            line = line.saturating_add(1);
            rest = after;
        }
        if record.fields.len() != 1 || record.fields.iter().any(|field| !field.is_empty()) {
            records.push(record);
        }
    }
    Ok(records)
}

/// One field, what follows it, and the line breaks inside it; `None` when its quotation never ends.
fn field(text: &str) -> Option<(String, &str, u64)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find([',', '\n', '\r']).unwrap_or(text.len());
        let (field, rest) = text.split_at(end);
        return Some((field.to_owned(), rest, 0));
    };
    let mut field = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        field.push_str(part);
        rest = after;
        match rest.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None => break,
        }
    }
    // Text after the closing quotation mark is kept, as spreadsheets do.
    let end = rest.find([',', '\n', '\r']).unwrap_or(rest.len());
    let (tail, rest) = rest.split_at(end);
    let breaks = field.bytes().filter(|byte| *byte == b'\n').count() as u64;
    field.push_str(tail);
    Some((field, rest, breaks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(u64, Vec<String>)> {
        let list = records(text).unwrap_or_default();
        list.into_iter().map(|r| (r.line, r.fields)).collect()
    }

    #[test]
    fn quotes_commas_and_line_breaks_stay_in_their_field() {
        let row = |line, fields: &[&str]| (line, fields.iter().map(|f| (*f).to_owned()).collect());
        assert_eq!(
            fields("a,b\r\n\"x,\"\"y\"\"\nz\",\r\n\n,last"),
            [
                row(1, &["a", "b"]),
                row(2, &["x,\"y\"\nz", ""]),
                row(5, &["", "last"]),
            ]
        );
        assert_eq!(records("a\n\"b"), Err(2));
    }
}
