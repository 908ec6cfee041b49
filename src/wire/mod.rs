//! The border: the shapes of calls and results in camelCase, as JSON and as JavaScript objects.
//!
//! A twin of a core type has no decisions in it; `From` the core, and out.

mod arrive;
mod calls;
mod diagnostic;
mod result;
mod tree;

pub use calls::{
    Arrives, WireBatchOptions, WireCall, WireInput, WireOptions, WireReader, WireSettings,
};
#[cfg(not(target_arch = "wasm32"))]
pub use diagnostic::Words;
pub use diagnostic::{DocumentIndex, WireDiagnostic, WireFinding, WireSegment, WireSpan};
pub use result::{
    NumberForm, PayloadForm, WireBatchReport, WireMap, WireRequest, WireResult, batch_report, maps,
    result,
};
pub use tree::{Leaves, Member, Tree};
