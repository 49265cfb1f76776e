//! A failure, in the form in which the rules of causes are checked.

use knowledge::EvidenceId;

use crate::judge::flow_steps::is_part_of;
use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;

/// A failure, in the form in which the rules of causes are checked.
pub(crate) struct FailureContext<'a> {
    /// The flow.
    pub(crate) flow: &'static str,
    /// The step, or the part of a step.
    pub(crate) step: &'static str,
    /// The innermost code first, then the code with which the run ended and those of its layers.
    pub(crate) codes: Vec<u32>,
    /// The run that it belongs to.
    pub(crate) run: Option<&'a FlowRun>,
    /// Whether the run used WSUS; `None` if no line names the service.
    pub(crate) is_wsus: Option<bool>,
    /// Its time in milliseconds.
    pub(crate) ms: i64,
    /// Lines of the machine that are still in effect, or that are in the time of the failure.
    pub(crate) machine: Vec<TimedSighting>,
    /// All sightings of all logs, in time order.
    pub(crate) all_sightings: &'a [TimedSighting],
    /// The logs.
    pub(crate) logs: &'a [GivenLog],
}

impl FailureContext<'_> {
    /// The lines to check: those of the run, and those of the machine at that time.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &TimedSighting> {
        self.run.into_iter().flat_map(|run| &run.sightings).chain(&self.machine)
    }

    /// The first line of this evidence.
    pub(crate) fn find(&self, id: EvidenceId) -> Option<&TimedSighting> {
        self.lines().find(|seen| seen.evidence.index == id)
    }

    /// The last line of this evidence.
    pub(crate) fn newest(&self, id: EvidenceId) -> Option<&TimedSighting> {
        self.lines().filter(|seen| seen.evidence.index == id).max_by_key(|seen| seen.order())
    }

    /// A line of this evidence after the failure, in any run.
    pub(crate) fn later(&self, id: EvidenceId) -> Option<&TimedSighting> {
        self.all_sightings.iter().find(|seen| seen.evidence.index == id && seen.last_ms >= self.ms)
    }

    /// Whether the failure is at `flow/step`, or in a part of that step.
    pub(crate) fn is_at(&self, at: &str) -> bool {
        at.split_once('/').is_some_and(|(flow, step)| flow == self.flow && self.is_in(step))
    }

    /// Whether the failure is at a step of its flow, or in a part of that step.
    pub(crate) fn is_in(&self, step: &str) -> bool {
        self.step == step || is_part_of(self.step, step)
    }
}
