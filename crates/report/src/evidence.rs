//! Log lines that are evidence.

use basics::EvidenceKind;
use serde::{Deserialize, Serialize};

/// A log line that is evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EvidenceLine {
    /// The id of the evidence in the knowledge base: `search.failed`.
    pub id: String,
    /// What it shows about its step.
    pub kind: EvidenceKind,
    /// The name of the file it is in.
    pub log: String,
    /// The number that the page assigned to the file.
    pub file: u32,
    /// The line on which its entry begins, from 1.
    pub line: u64,
    /// Where the quoted text is in the file: first byte and the byte after the last.
    pub bytes: [u64; 2],
    /// The time as the log writes it; empty if the line has none.
    pub time: String,
    /// The same in UTC, if the zone is known.
    pub utc: Option<String>,
    /// The message, as decoded from the quoted bytes.
    pub text: String,
    /// What the state number in the line means: "waits for a maintenance window".
    pub state: Option<String>,
    /// How many consecutive lines like this there are; the first is quoted.
    pub count: u32,
}
