//! Readers of the two notations that maps, schemas and records come in. They know where every
//! token stands and nothing about what a key or element means.

pub mod json;
pub mod xml;
