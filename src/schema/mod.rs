//! The tables of either side as their metadata describes them: Dataverse tables (`EntityDefinitions`,
//! CSDL) and Finance data entities (`$metadata`, public entities), or a plain-table description.

mod columns;
mod company;
mod csdl;
mod dataverse;
mod entities;
mod finance;
mod json;
mod merge;
mod model;
mod read;

pub use columns::{read_columns, table_of_file_name};
pub use company::{COMPANY_CODE, COMPANY_TABLE, FINANCE_COMPANY, points_to_company};
pub use csdl::{CsdlIndex, CsdlReader, Wanted};
pub use entities::resolve_entity;
pub use model::{Column, Key, Navigation, Required, Schema, Side, Table};
pub use read::read_schema;
