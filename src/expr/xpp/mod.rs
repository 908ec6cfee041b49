//! X++ extended query ranges: the filters of Finance (`sourceFilter`), over the data entity's view.

mod lex;
mod parse;
mod print;

pub(super) use parse::parse;
pub(super) use print::print;
