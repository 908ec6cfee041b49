//! The three spellings of a map's name. The JSON writes `[Customers V3] - [accounts]`, the column
//! `msdyn_displayname` `accounts - Customers V3`, the column `msdyn_name`
//! `msdyn_[accounts - Customers V3]`: the order of the two entities flips.

use super::model::TableMap;
use std::borrow::Cow;

impl TableMap {
    /// The display spelling, `accounts - Customers V3`: as the row gave it, else derived from the
    /// JSON name; a JSON name of another form is given as it is.
    pub fn display_spelling(&self) -> Cow<'_, str> {
        match &self.display_name {
            Some(given) => Cow::Borrowed(given),
            None => display_from_json(&self.name).map_or(Cow::Borrowed(&self.name), Cow::Owned),
        }
    }

    /// The unique spelling, `msdyn_[accounts - Customers V3]`: as the row gave it, else derived.
    pub fn unique_spelling(&self) -> Cow<'_, str> {
        match &self.unique_name {
            Some(given) => Cow::Borrowed(given),
            None => Cow::Owned(format!("msdyn_[{}]", self.display_spelling())),
        }
    }

    /// Whether a name, in any of the three spellings and any case, means this map.
    pub fn matches_name(&self, name: &str) -> bool {
        let wanted = name.trim().to_lowercase();
        let is = |spelling: &str| !spelling.is_empty() && spelling.trim().to_lowercase() == wanted;
        is(&self.name)
            || is(&self.display_spelling())
            || is(&self.unique_spelling())
            || display_from_json(&self.name)
                .is_some_and(|derived| is(&derived) || is(&format!("msdyn_[{derived}]")))
    }
}

/// `accounts - Customers V3` of `[Customers V3] - [accounts]`.
fn display_from_json(name: &str) -> Option<String> {
    let inside = name.trim().strip_prefix('[')?.strip_suffix(']')?;
    let (finance, dataverse) = inside.rsplit_once("] - [")?;
    Some(format!("{dataverse} - {finance}"))
}

/// `[Customers V3] - [accounts]` of `accounts - Customers V3` or `msdyn_[accounts - Customers V3]`.
pub(super) fn json_from_row(name: &str) -> Option<String> {
    let display = match name.split_once("_[") {
        Some((_, rest)) => rest.strip_suffix(']')?,
        None => name,
    };
    // An entity set has no blanks, so the first separator ends it.
    let (dataverse, finance) = display.split_once(" - ")?;
    Some(format!("[{finance}] - [{dataverse}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_map_by_each_spelling() {
        let map = TableMap {
            name: "[Stock - on hand [x]] - [crane_items]".to_owned(),
            ..TableMap::default()
        };
        assert_eq!(map.display_spelling(), "crane_items - Stock - on hand [x]");
        for name in [
            "[stock - ON hand [x]] - [crane_items]",
            " CRANE_items - Stock - on hand [x] ",
            "msdyn_[crane_items - stock - on hand [x]]",
        ] {
            assert!(map.matches_name(name), "{name}");
        }
        for name in ["", "crane_items", "[crane_items] - [Stock - on hand [x]]"] {
            assert!(!map.matches_name(name), "{name}");
        }
    }

    #[test]
    fn a_row_gives_its_own_spellings() {
        let map = TableMap {
            name: "[Cranes] - [crane_items]".to_owned(),
            display_name: Some("crane_items - Cranes (own)".to_owned()),
            unique_name: Some("north_[crane_items - Cranes]".to_owned()),
            ..TableMap::default()
        };
        assert!(map.matches_name("North_[crane_items - Cranes]"));
        assert!(map.matches_name("crane_items - Cranes (own)"));
        assert!(map.matches_name("crane_items - Cranes"));
        assert!(map.matches_name("msdyn_[crane_items - cranes]"));
    }

    #[test]
    fn a_json_name_is_found_from_a_row() {
        let wanted = Some("[Stock - on hand] - [crane_items]".to_owned());
        assert_eq!(json_from_row("crane_items - Stock - on hand"), wanted);
        assert_eq!(json_from_row("new_[crane_items - Stock - on hand]"), wanted);
        assert_eq!(json_from_row("cranes"), None);
    }

    #[test]
    fn a_map_without_a_name_answers_to_none() {
        assert!(!TableMap::default().matches_name(""));
    }
}
