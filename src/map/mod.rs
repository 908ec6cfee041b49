//! Table maps as dual-write stores them: the JSON of `msdyn_mapping` and the rows of
//! `msdyn_dualwriteentitymap` around it.
//!
//! This room keeps filters, transforms and paths as text with spans; what they mean is told by
//! `expr`, `transform` and `lookup`.

mod model;

pub use model::{
    FieldMapping, Leg, MapDirection, SyncDirection, TableMap, Text, ValueMapEntry, ValueTransform,
};
