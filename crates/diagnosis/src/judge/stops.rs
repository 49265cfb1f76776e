//! Where a run without an end stopped, and which failures of the machine occurred there.

use knowledge::EvidenceKind;

use crate::judge::flow_steps::{leaves, logs_of, logs_of_end, next_leaf};
use crate::judge::machine_failures::MachineFailure;
use crate::judge::run_failure::{FailureKind, RunFailure};
use crate::logs::coverage::{Coverage, coverage};
use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// Where a run without an end stopped, if a log that would show its progress has no further lines for longer than the
/// step may take.
pub(crate) fn stop_of(run: &FlowRun, logs: &[GivenLog]) -> Option<RunFailure> {
    let last = run.sightings.iter().max_by_key(|seen| (leaf_place(run, seen), seen.order()))?;
    if run.is_restarted || !last.has_time {
        return None;
    }
    let step = knowledge::step(run.flow.id, last.evidence.step)?;
    let is_done = run
        .sightings
        .iter()
        .any(|seen| seen.evidence.step == step.id && seen.evidence.shows == EvidenceKind::Done);
    let open = leaves(run.flow).filter(|leaf| run.is_own() || leaf.every_caller);
    let open = open.skip_while(|leaf| leaf.id != step.id).skip(usize::from(is_done));
    let mut timeout = 0;
    // After a step at which the run may pause, no line is expected.
    let open = open.take_while(|leaf| !leaf.may_wait);
    let is_silent = open.into_iter().any(|leaf| {
        timeout = i64::from(leaf.timeout).max(timeout);
        let until = last.last_ms + timeout * 1000;
        leaf.silent.is_none()
            && logs_of_end(leaf).any(|log| coverage(logs, log, last.last_ms, until) == Coverage::Covers)
    });
    let kind = if is_done { FailureKind::StoppedAfter } else { FailureKind::StoppedIn };
    is_silent.then(|| RunFailure { step: step.id, proof: last.clone(), code: None, kind })
}

/// The failures of the machine at the point where a run stopped: lines of a later step, within the time the run may be
/// idle, unless a step between the two would have been logged.
pub(crate) fn met_after(
    run: &FlowRun,
    stop: &RunFailure,
    machine: &[&MachineFailure],
    logs: &[GivenLog],
) -> Vec<TimedSighting> {
    let Some(step) = knowledge::step(run.flow.id, stop.step)
        .filter(|_| stop.kind == FailureKind::StoppedAfter && stop.proof.is_utc)
    else {
        return Vec::new();
    };
    let from = stop.proof.last_ms;
    let timeout = next_leaf(run.flow, step.id).map_or(0, |next| next.timeout.max(step.timeout));
    let until = from + i64::from(timeout) * 1000;
    let next = leaves(run.flow).skip_while(|leaf| leaf.id != step.id).skip(1);
    let shows_itself = |leaf: &'static knowledge::Step| {
        leaf.silent.is_none() && logs_of(leaf).any(|log| coverage(logs, log, from, from) == Coverage::Covers)
    };
    let lines = machine.iter().filter(|failure| !failure.is_switch).flat_map(|failure| &failure.sightings);
    let lines: Vec<TimedSighting> =
        lines.filter(|seen| seen.is_utc && (from..=until).contains(&seen.ms)).cloned().collect();
    let is_of = |seen: &TimedSighting, leaf: &knowledge::Step| {
        seen.evidence.flow == run.flow.id && seen.evidence.step == leaf.id
    };
    for leaf in next {
        let mut met: Vec<TimedSighting> = lines.iter().filter(|seen| is_of(seen, leaf)).cloned().collect();
        if !met.is_empty() || shows_itself(leaf) {
            sort::by_key(&mut met, TimedSighting::order);
            return met;
        }
    }
    Vec::new()
}

/// A failure of the machine that has been in effect since this run ended.
pub(crate) fn active_since(run: &FlowRun, machine: &[&MachineFailure]) -> Option<TimedSighting> {
    let (_, end) = run.span();
    let is_active = |failure: &&&MachineFailure| !failure.is_over && !failure.is_switch;
    let since = |seen: &&TimedSighting| seen.ms > end && seen.evidence.flow == run.flow.id;
    let lines = machine.iter().filter(is_active).filter_map(|failure| failure.sightings.iter().find(since));
    lines.min_by_key(|seen| seen.order()).cloned()
}

/// The index of a line's step among the leaves of its flow.
fn leaf_place(run: &FlowRun, seen: &TimedSighting) -> usize {
    leaves(run.flow).position(|step| step.id == seen.evidence.step).unwrap_or(0)
}
