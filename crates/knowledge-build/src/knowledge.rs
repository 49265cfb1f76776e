//! The knowledge as it was read.

use knowledge_model::evidence::Pattern;
use knowledge_model::model::{CauseSample, Code, Remedy};
use knowledge_model::names::Names;
use knowledge_model::tables::{Guides, KnowledgeTables};

/// The knowledge as it was read.
#[derive(Clone, Debug)]
pub struct Knowledge {
    pub(crate) tables: KnowledgeTables,
    pub(crate) guides: Guides,
    pub(crate) codes: Vec<&'static [Code]>,
    pub(crate) remedies: Vec<&'static [Remedy]>,
    pub(crate) patterns: &'static [Pattern],
    pub(crate) cause_samples: &'static [CauseSample],
    pub(crate) fact_samples: &'static [&'static [&'static str]],
    pub(crate) moment_samples: &'static [&'static [&'static str]],
    pub(crate) symbols: Names,
}

impl Knowledge {
    /// All tables.
    pub fn tables(&self) -> &KnowledgeTables {
        &self.tables
    }

    /// The remedies of all causes.
    pub fn remedies(&self) -> impl Iterator<Item = &Remedy> {
        self.remedies.iter().copied().flatten()
    }

    /// All codes, by value.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().copied().flatten()
    }
}
