//! Table maps as dual-write stores them: the JSON of `msdyn_mapping` and the rows of
//! `msdyn_dualwriteentitymap` around it.
//!
//! This room keeps filters, transforms and paths as text with spans; what they mean is told by
//! `expr`, `transform` and `lookup`.

mod describe;
mod fields;
mod inner;
mod model;
mod name;
mod part;
mod read;
mod value_map;
mod write;

pub use describe::describe;
pub use model::{
    FieldMapping, Leg, MapDirection, SyncDirection, TableMap, Text, ValueMapEntry, ValueTransform,
};
pub use read::{LIMITS, MAX_FINDINGS, MAX_PARTS, MapDocument, read, several_versions};
