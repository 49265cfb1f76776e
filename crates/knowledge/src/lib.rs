//! Error codes, causes, flows and logs: files in `data/`, linted and compiled into the binary.

#![forbid(unsafe_code)]

mod look_up;
mod model;
mod numbers;
pub mod prose;
mod tables;

pub use look_up::*;
pub use model::*;
pub use numbers::*;
