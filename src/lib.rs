//! Tells, before a record is saved, whether dual-write will carry it between Dataverse and
//! Dynamics 365 Finance, what the other side will receive, what is wrong and how it is fixed.
//!
//! The rooms below are listed in reading order; a room leans only on rooms above it
//! (`docs/ARCHITECTURE.md` has the table, `tests/it/tidy.rs` enforces it).

pub mod text;

pub mod diagnostic;

pub mod syntax;

pub mod value;

pub mod schema;

pub mod map;

pub mod expr;

pub mod transform;

pub mod lookup;

pub mod row;

pub mod check;

pub mod plan;

pub mod preflight;

pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
