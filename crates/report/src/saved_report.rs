//! What a saved report shows about itself.

use serde::{Deserialize, Serialize};

use crate::{FlowVerdict, Verification};

/// The longest saved report that is read, in bytes.
pub const MOST_REPORT: u64 = 256 << 20;

/// A saved report among the files, and what the logs show about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedReport {
    /// The name of its file.
    pub name: String,
    /// When the file was last changed, in milliseconds since 1970 UTC; none if it is not known.
    pub modified: Option<i64>,
    /// The version of Wuscope that wrote it.
    pub version: String,
    /// Its verdict, or those of its first machines.
    pub verdicts: Vec<SavedVerdict>,
    /// How many machines it is about, if it is about several; otherwise 0.
    pub machine_count: u32,
    /// Whether it quotes more lines than are compared.
    pub is_cut: bool,
    /// What the logs show about the lines that it quotes; none while they are compared.
    pub verification: Option<Verification>,
    /// How many logs could not be read again, so that their lines are not compared.
    pub unread_logs: u32,
}

/// A verdict of a saved report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedVerdict {
    /// The name of the machine; empty if nothing names it.
    pub machine: String,
    /// The verdict; none if this version does not know the word.
    pub verdict: Option<FlowVerdict>,
    /// Its sentence.
    pub summary: String,
}
