//! "Did you mean": the known name nearest to a misspelt one.

/// The nearest name within a third of its length in edits, ignoring case; `None` when none is near
/// or two are equally near.
pub fn closest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted_lower = wanted.to_lowercase();
    let allowed = wanted_lower.chars().count().div_ceil(3);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for name in known {
        let distance = edits(&wanted_lower, &name.to_lowercase(), allowed);
        let Some(distance) = distance else { continue };
        match best {
            Some((nearest, _)) if distance > nearest => {}
            Some((nearest, other)) if distance == nearest => tied = tied || other != name,
            _ => {
                best = Some((distance, name));
                tied = false;
            }
        }
    }
    if tied {
        None
    } else {
        best.map(|(_, name)| name)
    }
}

/// Levenshtein distance, or `None` above `limit`.
fn edits(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > limit || a.len() > 256 || b.len() > 256 {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut before = i.saturating_add(1);
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, right) in row.iter_mut().skip(1).zip(&b) {
            let replace = diagonal.saturating_add(usize::from(left != right));
            diagonal = *cell;
            *cell = replace
                .min(diagonal.saturating_add(1))
                .min(before.saturating_add(1));
            before = *cell;
        }
    }
    row.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nearest_name_and_no_far_or_tied_one() {
        let known = ["accountnumber", "creditlimit", "name"];
        assert_eq!(closest("acountnumber", known), Some("accountnumber"));
        assert_eq!(closest("CREDITLIMT", known), Some("creditlimit"));
        assert_eq!(closest("warehouse", known), None);
        assert_eq!(closest("ab", ["aa", "bb"]), None);
    }
}
