//! Events on the machine, and conditions that are still in effect.

use basics::Severity;
use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;

/// An event on the machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MomentRow {
    /// Its id in the knowledge base: `windows.started`.
    pub id: String,
    /// The subject, in a word or two: "Windows", "Services".
    pub topic: String,
    /// The time; for several similar ones, of the first.
    pub time: Option<String>,
    /// The time of the last one, if several similar ones are reported as one.
    pub last_time: Option<String>,
    /// What happened, in words: "Windows started".
    pub event: String,
    /// Its severity.
    pub severity: Severity,
    /// When the condition that it started ended: a pending restart was done.
    pub ended: Option<String>,
    /// Whether the condition that it started is still in effect when the logs end.
    pub is_active: bool,
    /// How many similar moments follow one another.
    pub count: u32,
    /// The line; for several, the first.
    pub evidence: EvidenceLine,
}

/// A condition that is in effect when the logs end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActiveCondition {
    /// Its id in the knowledge base: `restart-pending`.
    pub id: String,
    /// Its severity.
    pub severity: Severity,
    /// A description in one sentence: "The service wuauserv is disabled since 2026-11-10 03:12 UTC."
    pub summary: String,
    /// When it started.
    pub since: Option<String>,
    /// The line that started it.
    pub evidence: EvidenceLine,
}
