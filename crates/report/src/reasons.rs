//! Why the diagnosis prefers a cause: what supports it, what contradicts it, and what would settle it.

use serde::{Deserialize, Serialize};

use crate::statement::Statement;

/// The reasons for and against one cause of a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CauseReasons {
    /// The cause's id.
    pub cause: String,
    /// Whether its rule did not match: one of its conditions is missing.
    pub is_almost: bool,
    /// What supports it.
    pub supporting: Vec<Statement>,
    /// What contradicts it; for a rule that did not match, the missing conditions.
    pub against: Vec<Statement>,
    /// What would settle it: the line to look for, in which log.
    pub settle: Vec<String>,
}
