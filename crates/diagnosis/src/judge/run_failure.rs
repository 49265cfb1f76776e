//! Where one run failed: at which step, in which line, with which code.

use knowledge::EvidenceKind;

use crate::judge::flow_steps::{is_part_of, leaves, logs_of_end, next_leaf};
use crate::judge::line_meaning::ends_badly;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;

/// Where a run failed or stopped.
#[derive(Clone, Debug)]
pub(crate) struct RunFailure {
    /// The step, or the part of a step.
    pub(crate) step: &'static str,
    /// The line that proves it: the reason inside the failure if it was logged, else the failure itself.
    pub(crate) proof: TimedSighting,
    /// The innermost code.
    pub(crate) code: Option<u32>,
    /// Whether it failed or stopped.
    pub(crate) kind: FailureKind,
}

/// How a run failed to finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// A line reports that the step failed.
    Failed,
    /// The step started, and its end is missing although its log continues.
    StoppedIn,
    /// The step ended, but the next step is missing.
    StoppedAfter,
}

impl FailureKind {
    /// Whether it stopped instead of failing: this is inferred from a missing line.
    pub(crate) fn is_stop(self) -> bool {
        self != Self::Failed
    }
}

impl RunFailure {
    /// Whether it is certain that the run ended here and no later step was reached: a stop is inferred, and an echo
    /// without a code does not show its origin.
    pub(crate) fn is_certain(&self) -> bool {
        !self.kind.is_stop() && (self.code.is_some() || !self.proof.evidence.is_echo())
    }
}

/// How long before a failure its reason may be.
const REASON: i64 = 60_000;

/// Where a run failed, according to the line that reports it, and why, according to the lines before it.
pub(crate) fn failure_at(run: &FlowRun, failed: &TimedSighting, end_code: Option<u32>) -> RunFailure {
    let own = failed.evidence.step;
    let step = if failed.evidence.is_echo() && deeper_end_was_seen(run, failed) {
        next_leaf(run.flow, own).map_or(own, |step| step.id)
    } else if let Some(beyond) = beyond(run, own).filter(|_| failed.evidence.is_echo()) {
        beyond
    } else if failed.evidence.is_echo() {
        // An echo does not show its origin: the code does if it is known, else the progress of the run.
        let reached = reached_before(run, failed);
        let is_of = |step| failed.code().or(end_code).is_some_and(|code| is_code_of(run.flow, step, code));
        if is_of(own) || (end_code.is_some() && !is_of(reached)) { own } else { reached }
    } else {
        own
    };
    let root = run.sightings.iter().find(|seen| seen.evidence.is_root() && seen.order() <= failed.order());
    if let Some(root) = root.filter(|root| root.evidence.step == step) {
        let code = root.code().or_else(|| failed.code()).or(end_code);
        return RunFailure { step, proof: root.clone(), code, kind: FailureKind::Failed };
    }
    // The reason inside: the last one shortly before the end, unless work continued after it.
    let is_inner = |seen: &TimedSighting| seen.evidence.is_reason() && seen.evidence.step == own;
    let reason = run.sightings.iter().rev().find(|seen| {
        is_inner(seen)
            && seen.order() <= failed.order()
            && failed.ms - seen.ms <= REASON
            && seen.code().is_some()
            && !went_on_after(run, seen, failed)
    });
    let code = reason.and_then(TimedSighting::code).or_else(|| failed.code()).or(end_code);
    // Of the lines about the reason, the deepest layer writes the first.
    let proof = reason.map(|last| {
        let names_reason = |seen: &&TimedSighting| {
            is_inner(seen)
                && seen.code() == code
                && seen.order() <= last.order()
                && !went_on_after(run, seen, last)
        };
        run.sightings
            .iter()
            .filter(|seen| last.ms - seen.ms <= REASON)
            .find(names_reason)
            .unwrap_or(last)
            .clone()
    });
    let is_overdue = failed.evidence.effect.overdue > 0 && failed.evidence.shows != EvidenceKind::Failed;
    let kind = if is_overdue { FailureKind::StoppedIn } else { FailureKind::Failed };
    RunFailure { step, proof: proof.unwrap_or_else(|| failed.clone()), code, kind }
}

/// Whether a cause names this code at this step.
fn is_code_of(flow: &knowledge::Flow, step: &str, code: u32) -> bool {
    let is_at = |at: &&str| {
        let of_flow = at.split_once('/').filter(|(id, _)| *id == flow.id);
        of_flow.is_some_and(|(_, known)| known == step || is_part_of(step, known))
    };
    let whens = knowledge::causes().iter().flat_map(|cause| cause.when);
    whens.into_iter().any(|when| when.codes.contains(&code) && when.at.iter().any(is_at))
}

/// The step of a failure that only an echo without a code reports: the step of the echo, or an earlier one if no line
/// shows that the step of the echo was reached.
fn reached_before(run: &FlowRun, echo: &TimedSighting) -> &'static str {
    let own = echo.evidence.step;
    let place = |id: &str| leaves(run.flow).position(|leaf| leaf.id == id);
    let furthest = run
        .sightings
        .iter()
        .filter(|seen| !seen.evidence.is_echo())
        .filter_map(|seen| place(seen.evidence.step));
    let (Some(furthest), Some(of_own)) = (furthest.max(), place(own)) else { return own };
    // If a step started, and the log of the echo would have shown its end, the run was still at this step.
    let shows = |shows: EvidenceKind| {
        run.sightings
            .iter()
            .any(|seen| seen.evidence.shows == shows && place(seen.evidence.step) == Some(furthest))
    };
    let would_show = leaves(run.flow)
        .nth(furthest)
        .is_some_and(|leaf| logs_of_end(leaf).any(|log| log == echo.evidence.log));
    let is_under_way = would_show && shows(EvidenceKind::Started) && !shows(EvidenceKind::Done);
    let reached = furthest + usize::from(!is_under_way);
    leaves(run.flow).nth(reached.min(of_own)).map_or(own, |leaf| leaf.id)
}

/// The furthest step that a run reached by itself, if it is after another one.
fn beyond(run: &FlowRun, step: &'static str) -> Option<&'static str> {
    let place = |id: &str| leaves(run.flow).position(|leaf| leaf.id == id);
    let own = run.sightings.iter().filter(|seen| !seen.evidence.is_echo());
    let furthest = own.map(|seen| seen.evidence.step).max_by_key(|&step| place(step))?;
    (place(furthest) > place(step)).then_some(furthest)
}

/// Whether the end of the step was logged elsewhere than in the log that only repeats a failure.
fn deeper_end_was_seen(run: &FlowRun, echo: &TimedSighting) -> bool {
    run.sightings.iter().any(|seen| {
        seen.evidence.step == echo.evidence.step
            && seen.evidence.shows == EvidenceKind::Done
            && seen.log != echo.log
            && !ends_badly(seen)
    })
}

/// Whether the step progressed between a reason and the failure, so that it recovered from the reason.
fn went_on_after(run: &FlowRun, reason: &TimedSighting, failed: &TimedSighting) -> bool {
    run.sightings.iter().any(|seen| {
        seen.order() > reason.order()
            && seen.order() < failed.order()
            && seen.log == reason.log
            && seen.sighting().thread == reason.sighting().thread
            && seen.evidence.step == reason.evidence.step
            && !seen.evidence.is_reason()
            && seen.evidence.shows == EvidenceKind::Progress
            && seen.capture("code").is_none()
    })
}
