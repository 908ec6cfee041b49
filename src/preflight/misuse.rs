//! Faults of the caller: not of a map, not of a record. Written for developers, in English.

use crate::value::semantics::UnknownRule;
use std::fmt;

/// What the caller did wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// A call names both a map and a table.
    BothMapAndTable,
    /// A call names neither, and there is not exactly one map.
    NeitherMapNorTable,
    /// No map of this name.
    UnknownMap {
        /// What was asked for.
        name: String,
        /// The nearest name.
        suggestion: Option<String>,
    },
    /// No map for this table in this direction.
    UnknownTable {
        /// What was asked for.
        name: String,
    },
    /// A rule or value that does not exist.
    Rule(UnknownRule),
    /// A batch needs exactly one plan.
    BatchNeedsOneMap,
    /// A packed record does not hold what its codes promise.
    Packed,
    /// An option or call has a wrong shape.
    Shape(String),
    /// A handle that was never given out.
    Handle,
}

impl Misuse {
    /// A stable word for programs: `unknown-map`, `unknown-rule`, …
    pub fn kind(&self) -> &'static str {
        match self {
            Self::BothMapAndTable => "both-map-and-table",
            Self::NeitherMapNorTable => "neither-map-nor-table",
            Self::UnknownMap { .. } => "unknown-map",
            Self::UnknownTable { .. } => "unknown-table",
            Self::Rule(_) => "unknown-rule",
            Self::BatchNeedsOneMap => "batch-needs-one-map",
            Self::Packed => "packed-record",
            Self::Shape(_) => "wrong-shape",
            Self::Handle => "unknown-handle",
        }
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BothMapAndTable => f.write_str("give `map` or `table`, not both"),
            Self::NeitherMapNorTable => {
                f.write_str("give `map` or `table`; only with a single map both may be left out")
            }
            Self::UnknownMap { name, suggestion } => {
                write!(f, "no table map is named `{name}`")?;
                match suggestion {
                    Some(near) => write!(f, "; did you mean `{near}`?"),
                    None => Ok(()),
                }
            }
            Self::UnknownTable { name } => {
                write!(
                    f,
                    "no table map sends records of `{name}` in this direction"
                )
            }
            Self::Rule(UnknownRule::Name(name)) => write!(f, "no rule is named `{name}`"),
            Self::Rule(UnknownRule::Value {
                name,
                value,
                values,
            }) => write!(
                f,
                "rule `{name}` has no value `{value}`; it takes {}",
                values.join(", ")
            ),
            Self::BatchNeedsOneMap => {
                f.write_str("a batch of bytes goes through exactly one map with one leg; name it")
            }
            Self::Packed => f.write_str("the packed record is not consistent"),
            Self::Shape(problem) => f.write_str(problem),
            Self::Handle => f.write_str("no plan has this handle"),
        }
    }
}

impl std::error::Error for Misuse {}
