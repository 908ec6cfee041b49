//! The tables of either side as their metadata describes them: Dataverse tables (`EntityDefinitions`,
//! CSDL) and Finance data entities (`$metadata`, public entities), or a plain-table description.

mod model;

pub use model::{Column, Key, Navigation, Required, Schema, Side, Table};
