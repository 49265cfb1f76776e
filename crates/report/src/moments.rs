//! What happened on the machine, and what holds since.

use basics::Severity;
use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;

/// Something that happened on the machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MomentRow {
    /// Its id in the knowledge: `windows.started`.
    pub id: String,
    /// What it is about, in a word: "Windows", "Services".
    pub topic: String,
    /// When; of several alike, the first.
    pub time: Option<String>,
    /// When last, where several alike are told as one.
    pub last_time: Option<String>,
    /// What happened, in words: "Windows started".
    pub event: String,
    /// How much it matters.
    pub severity: Severity,
    /// When what it began was over: a restart that was pending was made.
    pub ended: Option<String>,
    /// Whether what it began still holds when the logs end.
    pub is_active: bool,
    /// How many moments alike follow one another.
    pub count: u32,
    /// The line; of several the first.
    pub evidence: EvidenceLine,
}

/// Something that holds when the logs end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActiveCondition {
    /// Its id in the knowledge: `restart-pending`.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// In one sentence: "The service wuauserv is disabled since 2026-11-10 03:12 UTC."
    pub summary: String,
    /// Since when.
    pub since: Option<String>,
    /// The line from which on it holds.
    pub evidence: EvidenceLine,
}
