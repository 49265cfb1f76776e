//! Lines of logs that prove something.

use basics::EvidenceKind;
use serde::{Deserialize, Serialize};

/// A line of evidence seen in a log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceLine {
    /// The evidence's id in the knowledge: `search.failed`.
    pub id: String,
    /// What it shows of its step.
    pub kind: EvidenceKind,
    /// The name of the file it is in.
    pub log: String,
    /// The number the page gave the file.
    pub file: u32,
    /// The line on which its entry begins, from 1.
    pub line: u64,
    /// Where the quoted text is in the file: first byte and the byte after the last.
    pub bytes: [u64; 2],
    /// The time as the log writes it; empty where the line has none.
    pub time: String,
    /// The same in UTC, where the zone is known.
    pub utc: Option<String>,
    /// The message, as decoding the cited bytes gives it.
    pub text: String,
    /// What the state number in the line means: "waits for a maintenance window".
    pub state: Option<String>,
    /// How many such lines follow one another; the first is quoted.
    pub count: u32,
}
