//! `cargo xtask lint`: names every fault in the data files of the knowledge, with file, line and what would be right.
//!
//! It ends with status 0 where there is none, and with 1 where there is one or the files cannot be read.

use crate::knowledge::{DATA, read};
use crate::run::TaskResult;

const USAGE: &str = "`cargo xtask lint` takes no arguments.";

/// Prints all faults and their number.
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
            println!("{DATA}: no faults");
            Ok(())
        }
        1 => Err("1 fault in the knowledge.".to_owned()),
        many => Err(format!("{many} faults in the knowledge.")),
    }
}
