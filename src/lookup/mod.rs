//! Lookups: paths from a column to a key of a related table, the rows that would decide them
//! ([`Request`]) and the rows the host fetched ([`Answers`]).
//!
//! Nothing here fetches: the room describes requests and consumes answers.

mod answer;
mod keys;
mod path;
mod request;

pub use answer::{AnswerRow, Answered, Answers};
pub use keys::{Keys, company_path};
pub use path::{DataversePath, PathFault, PolymorphicTarget};
pub use request::{Expand, KeyPart, KeyValue, Request, RequestBy};
