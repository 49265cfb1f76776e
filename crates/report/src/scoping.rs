//! Answers to the scoping questions, if logs can give them.

use serde::{Deserialize, Serialize};

use crate::statement::Statement;

/// An answer to a scoping question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScopingAnswer {
    /// The question's id in the knowledge base: `frequency`.
    pub question: String,
    /// The answer, a few sentences with their evidence.
    pub statements: Vec<Statement>,
}
