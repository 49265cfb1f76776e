//! A sentence and the lines that prove it: the form of everything that the report states besides verdicts and findings.

use serde::{Deserialize, Serialize};

use crate::evidence::EvidenceLine;

/// A sentence with its evidence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// The sentence.
    pub summary: String,
    /// The lines that prove it; none if it is about what is missing, or about counts.
    pub evidence: Vec<EvidenceLine>,
}
