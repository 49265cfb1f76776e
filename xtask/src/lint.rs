//! `cargo xtask lint`: reports every error in the data files of the knowledge base, with file, line and the correction.
//!
//! The exit status is 0 if there is none, and 1 if there is one or the files cannot be read.

use crate::knowledge::{DATA, read};
use crate::run::TaskResult;

const USAGE: &str = "`cargo xtask lint` takes no arguments.";

/// Prints all errors and their number.
pub(crate) fn run(arguments: &[String]) -> TaskResult {
    if !arguments.is_empty() {
        return Err(USAGE.to_owned());
    }
    let (_, faults) = read();
    for fault in faults {
        println!("{DATA}/{fault}");
    }
    match faults.len() {
        0 => {
            println!("{DATA}: no errors");
            Ok(())
        }
        1 => Err("1 error in the knowledge base.".to_owned()),
        many => Err(format!("{many} errors in the knowledge base.")),
    }
}
