//! Which machines of a report may be one.

use serde::{Deserialize, Serialize};

/// The prefix of the folder name that the page assigns to single files dropped after others of the same
/// names; a number follows.
pub const LATER_DROP: &str = "Drop ";

/// A question that only a person who knows the machines can answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SameMachineQuestion {
    /// The names of the machines that may be one.
    pub machines: Vec<String>,
    /// The question, with what their logs have in common.
    pub question: String,
}
