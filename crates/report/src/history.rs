//! What the runs of a flow show together: since when it fails, what changed, how it retries, when it fails.

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;
use crate::statement::Statement;

/// What the runs of one flow show together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FlowHistory {
    /// The line with which the first failure since the last success is reported.
    pub failing_since_line: Option<EvidenceLine>,
    /// The failure that later runs no longer have: "0x80244022 last at 10:00, good since 12:00".
    pub recovery: Option<Recovery>,
    /// Retries and fail-over, each in a sentence: the attempts, their rhythm, the change of the server.
    pub retries: Vec<Statement>,
    /// What changed between the last good and the first bad run.
    pub changes: Option<Changes>,
    /// How failures are distributed over hours and weekdays; none if there are too few runs for it.
    pub pattern: Option<FailurePattern>,
}

/// A failure that later runs no longer have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Recovery {
    /// The code, `0x` and eight upper-case digits.
    pub code: Option<String>,
    /// The step that failed.
    pub step: String,
    /// When it failed for the last time.
    pub last_failed: Option<String>,
    /// When it was first successful after that.
    pub good_since: Option<String>,
    /// The line that proves the success.
    pub evidence: EvidenceLine,
}

/// What changed between the last good and the first bad run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changes {
    /// When the last good run ended.
    pub good: Option<String>,
    /// When the first bad run began.
    pub bad: Option<String>,
    /// What differs, and what happened in between; what most likely matters first.
    pub rows: Vec<Change>,
    /// What both runs name and is the same: "Server", "Proxy".
    pub unchanged: Vec<String>,
}

/// Something that changed, or that happened in between.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// What: "Server", "Agent version", "Windows restarted".
    pub name: String,
    /// The value before; empty for an event.
    pub before: String,
    /// The value after; empty for an event.
    pub after: String,
    /// When: the time of the first line with the new value, or of the event.
    pub time: Option<String>,
    /// The lines that show it: the old value, the new one; or the event.
    pub evidence: Vec<EvidenceLine>,
}

/// How runs are distributed over hours and weekdays, in the machine's local time if it is known, else in the time of
/// the logs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FailurePattern {
    /// All finished runs, per hour of the day.
    pub runs_by_hour: Vec<u32>,
    /// The failed ones among them.
    pub failed_by_hour: Vec<u32>,
    /// All finished runs, per weekday from Monday on.
    pub runs_by_weekday: Vec<u32>,
    /// The failed ones among them.
    pub failed_by_weekday: Vec<u32>,
    /// The pattern in one sentence; empty if there is none: failures are spread like the runs.
    pub summary: String,
}
