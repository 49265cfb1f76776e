//! Error codes, causes, flows and logs: files in `data/`, linted and compiled into the binary.

#![forbid(unsafe_code)]

mod model;
pub mod prose;

pub use model::*;
