//! `cargo xtask bench`: speed, memory and sizes.

use crate::Outcome;

/// Runs the benchmarks.
pub(crate) fn run(_arguments: &[String]) -> Outcome {
    Err("There are no benchmarks yet.".to_owned())
}
