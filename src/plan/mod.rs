//! Plans: a leg of a table map in one direction, tied to both schemas, and what one record becomes
//! under it.
//!
//! Compiling never refuses a readable map: a faulty row is marked, and only records that reach it
//! are undecided. Running follows one order: loop guard, change scope, company, filter, values,
//! references, keys, required columns, payload.

mod batch;
mod company;
mod compile;
mod compile_keys;
mod compile_references;
mod complete;
mod model;
mod outcome;
mod plug_ins;
mod reference_in;
mod reference_out;
mod run;
mod seen;
mod trace;

pub use batch::{BatchOptions, BatchReport, BatchRow, OutputLayout, SyncMode, check_batch};
pub use compile::{CompileInput, compile};
pub use model::Plan;
pub use outcome::{
    Change, Field, FieldValue, Operation, Origin, Outcome, Phase, RecordCall, SkipReason, Step,
    TraceRow, Unchecked, Verdict,
};
pub use run::run;
