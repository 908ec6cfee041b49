//! The Dataverse side of a field mapping: a plain column, a lookup path (`a.b`, `a.b.c`) or a
//! polymorphic path (`customerid.Account(accountnumber).Contact(msdyn_contactpersonid)`).

/// Most segments that a path may have; shipped maps have three at most.
const MOST_SEGMENTS: usize = 8;

/// One table a polymorphic lookup may point to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolymorphicTarget {
    /// Table as the path spells it (`Account`); its logical name is the lower-case form.
    pub table: String,
    /// Key column of that table.
    pub key: String,
}

/// What `destinationField` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DataversePath {
    /// A column of the map's own table.
    Column(String),
    /// A lookup column, the lookups on the way, and a column of the last table.
    Lookup(Vec<String>),
    /// A lookup column that may point to several tables.
    Polymorphic {
        /// The lookup column.
        column: String,
        /// The tables in the order of the path.
        targets: Vec<PolymorphicTarget>,
    },
}

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// A segment between two dots is empty.
    EmptySegment,
    /// More segments than any key has.
    TooLong,
    /// A parenthesis where none may be, or one that is not closed.
    Parenthesis,
    /// Some segments name a table with a key and others do not.
    Mixed,
}

impl DataversePath {
    /// Reads the text of `destinationField`; white space around it is ignored.
    pub fn parse(text: &str) -> Result<Self, PathFault> {
        let segments: Vec<&str> = text.trim().split('.').collect();
        if segments.len() > MOST_SEGMENTS {
            return Err(PathFault::TooLong);
        }
        if segments.iter().any(|segment| segment.trim().is_empty()) {
            return Err(PathFault::EmptySegment);
        }
        let Some((first, rest)) = segments.split_first() else {
            return Err(PathFault::EmptySegment);
        };
        if first.contains(['(', ')']) {
            return Err(PathFault::Parenthesis);
        }
        if rest.is_empty() {
            return Ok(Self::Column((*first).to_owned()));
        }
        let with_key = rest.iter().filter(|s| s.contains(['(', ')'])).count();
        if with_key == 0 {
            return Ok(Self::Lookup(
                segments.iter().map(|s| (*s).to_owned()).collect(),
            ));
        }
        if with_key != rest.len() {
            return Err(PathFault::Mixed);
        }
        let mut targets = Vec::new();
        for segment in rest {
            let (table, key) = segment.split_once('(').ok_or(PathFault::Parenthesis)?;
            let key = key.strip_suffix(')').ok_or(PathFault::Parenthesis)?;
            if table.is_empty() || key.is_empty() || key.contains(['(', ')']) {
                return Err(PathFault::Parenthesis);
            }
            targets.push(PolymorphicTarget {
                table: table.to_owned(),
                key: key.to_owned(),
            });
        }
        Ok(Self::Polymorphic {
            column: (*first).to_owned(),
            targets,
        })
    }

    /// The column of the map's own table.
    pub fn column(&self) -> &str {
        match self {
            Self::Column(column) | Self::Polymorphic { column, .. } => column,
            Self::Lookup(segments) => segments.first().map_or("", String::as_str),
        }
    }

    /// Whether the path leads to another table.
    pub fn is_lookup(&self) -> bool {
        !matches!(self, Self::Column(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_three_forms() {
        assert_eq!(
            DataversePath::parse("creditlimit"),
            Ok(DataversePath::Column("creditlimit".into()))
        );
        assert_eq!(
            DataversePath::parse("a.b.c"),
            Ok(DataversePath::Lookup(vec![
                "a".into(),
                "b".into(),
                "c".into()
            ]))
        );
        let poly = DataversePath::parse("customerid.Account(accountnumber).Contact(personid)");
        let Ok(DataversePath::Polymorphic { column, targets }) = poly else {
            panic!("{poly:?}");
        };
        assert_eq!(column, "customerid");
        assert_eq!(targets.len(), 2);
        assert_eq!(targets[1].key, "personid");
    }

    #[test]
    fn refuses_broken_paths() {
        assert_eq!(DataversePath::parse("a..b"), Err(PathFault::EmptySegment));
        assert_eq!(DataversePath::parse("a."), Err(PathFault::EmptySegment));
        assert_eq!(DataversePath::parse("a.B(c"), Err(PathFault::Parenthesis));
        assert_eq!(DataversePath::parse("a.B(c).d"), Err(PathFault::Mixed));
        assert_eq!(DataversePath::parse("a(b)"), Err(PathFault::Parenthesis));
        assert_eq!(
            DataversePath::parse("a.b.c.d.e.f.g.h.i"),
            Err(PathFault::TooLong)
        );
    }
}
