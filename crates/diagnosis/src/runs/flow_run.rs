//! A run: one pass through a flow.

use knowledge::{EvidenceId, Flow};

use crate::runs::timed_sightings::TimedSighting;

/// One pass through a flow, as seen in the logs.
#[derive(Clone, Debug)]
pub(crate) struct FlowRun {
    /// The flow.
    pub(crate) flow: &'static Flow,
    /// All its sightings, in time order.
    pub(crate) sightings: Vec<TimedSighting>,
    /// Who requested it.
    pub(crate) caller: Option<String>,
    /// Whether a service restarted during the run.
    pub(crate) is_restarted: bool,
}

impl FlowRun {
    /// Whether it has a line of this evidence.
    pub(crate) fn has(&self, evidence: EvidenceId) -> bool {
        self.sightings.iter().any(|seen| seen.evidence.index == evidence)
    }

    /// Whether its caller is the flow's own, and not another program that uses the same components.
    pub(crate) fn is_own(&self) -> bool {
        self.caller.as_deref() == Some(self.flow.caller)
    }

    /// The times of its first and last line.
    pub(crate) fn span(&self) -> (i64, i64) {
        let first = self.sightings.first().map_or(0, |seen| seen.ms);
        (first, self.sightings.iter().map(|seen| seen.last_ms).max().unwrap_or(first))
    }
}
