//! Which causes match a failure: compares the conditions of the knowledge base with the logs.

use knowledge::{Cause, Confidence, EvidenceId, LogValue, When};

use crate::logs::coverage::{Coverage, coverage};
use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// A failure, in the form in which the conditions of causes are checked.
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

/// A cause that matches.
#[derive(Clone, Debug)]
pub(crate) struct CauseMatch {
    /// The cause.
    pub(crate) cause: &'static Cause,
    /// Its confidence, reduced by contradicting evidence.
    pub(crate) confidence: Confidence,
    /// Lines that contradict it.
    pub(crate) against: Vec<TimedSighting>,
    /// Whether a later line reports that the problem is resolved.
    pub(crate) is_over: bool,
    /// Whether it matches the code of an outer layer and not the innermost code.
    pub(crate) is_outer: bool,
    /// How specific the condition is: of two matching causes, the more specific one is used.
    pub(crate) weight: usize,
}

impl CauseMatch {
    /// The sort key of causes: a match of the innermost code first, then higher confidence, then the more specific
    /// condition.
    fn rank(&self) -> (bool, bool, Confidence, usize, &'static str) {
        (self.is_over, self.is_outer, self.confidence, usize::MAX - self.weight, self.cause.id)
    }
}

/// The matching causes, best first.
pub(crate) fn matching_causes(context: &FailureContext<'_>) -> Vec<CauseMatch> {
    let mut fits: Vec<CauseMatch> = Vec::new();
    for cause in knowledge::causes().iter().filter(|cause| !cause.manual_only) {
        let best = cause.when.iter().filter_map(|when| fit(context, cause, when));
        fits.extend(best.min_by_key(CauseMatch::rank));
    }
    sort::by_key(&mut fits, CauseMatch::rank);
    fits
}

/// The cause, if one of its conditions matches the failure.
pub(crate) fn fit(
    context: &FailureContext<'_>,
    cause: &'static Cause,
    when: &'static When,
) -> Option<CauseMatch> {
    let code_fits = when.codes.is_empty() || context.codes.iter().any(|code| when.codes.contains(code));
    let step_fits = when.at.is_empty() || when.at.iter().any(|at| is_at(context, at));
    // If no line names the service, it might be WSUS: this reduces the confidence.
    let is_service_open = when.wsus == Some(true) && context.is_wsus.is_none();
    let service_fits = is_service_open || when.wsus.is_none_or(|expected| context.is_wsus == Some(expected));
    if !code_fits
        || !step_fits
        || !service_fits
        || !all_seen(context, when)
        || !all_absent(context, when.absent)
    {
        return None;
    }
    if let Some((a, b)) = when.differs
        && !differ(context, a, b)
    {
        return None;
    }
    // A condition that refers to nothing in this failure would match any failure.
    let names_the_step =
        when.seen.iter().any(|&id| knowledge::evidence(id).is_some_and(|seen| is_in(context, seen.step)));
    if when.codes.is_empty() && when.at.is_empty() && !names_the_step {
        return None;
    }
    let against: Vec<TimedSighting> = when.against.iter().filter_map(|&id| find(context, id)).collect();
    let is_over = when.unless.iter().any(|&id| seen_after(context, id));
    let weight = when.codes.len().min(1) + when.at.len().min(1) + when.seen.len() + when.absent.len();
    let is_doubtful = is_service_open || !against.is_empty();
    let confidence = if is_doubtful { less(when.confidence) } else { when.confidence };
    let is_outer =
        !when.codes.is_empty() && context.codes.first().is_some_and(|inner| !when.codes.contains(inner));
    Some(CauseMatch { cause, confidence, against, is_over, is_outer, weight })
}

fn less(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::High => Confidence::Medium,
        Confidence::Medium | Confidence::Low => Confidence::Low,
    }
}

/// Whether the failure is at `flow/step`, or in a part of that step.
fn is_at(context: &FailureContext<'_>, at: &str) -> bool {
    at.split_once('/').is_some_and(|(flow, step)| flow == context.flow && is_in(context, step))
}

fn is_in(context: &FailureContext<'_>, step: &str) -> bool {
    context.step == step || crate::judge::flow_steps::is_part_of(context.step, step)
}

/// The lines to check: those of the run, and those of the machine at that time.
fn lines<'a>(context: &'a FailureContext<'_>) -> impl Iterator<Item = &'a TimedSighting> {
    context.run.into_iter().flat_map(|run| &run.sightings).chain(&context.machine)
}

fn find(context: &FailureContext<'_>, id: EvidenceId) -> Option<TimedSighting> {
    lines(context).find(|seen| seen.evidence.index == id).cloned()
}

/// Whether all evidence occurred, in this order, within the time allowed.
fn all_seen(context: &FailureContext<'_>, when: &When) -> bool {
    let Some((&first, rest)) = when.seen.split_first() else { return true };
    let starts = lines(context).filter(|seen| seen.evidence.index == first);
    let limit = if when.within == 0 { i64::MAX } else { i64::from(when.within) * 1000 };
    starts.into_iter().any(|start| {
        let mut at = start.ms;
        rest.iter().all(|&id| {
            let next = lines(context)
                .filter(|seen| seen.evidence.index == id && seen.last_ms >= at)
                .map(|seen| seen.ms);
            match next.min().filter(|&ms| ms.saturating_sub(start.ms) <= limit) {
                Some(ms) => {
                    at = at.max(ms);
                    true
                }
                None => false,
            }
        })
    })
}

/// Whether none of this evidence occurred, although its logs would show it.
fn all_absent(context: &FailureContext<'_>, absent: &[EvidenceId]) -> bool {
    let Some(run) = context.run else {
        return absent.iter().all(|&id| {
            let was_given = |log: &str| context.logs.iter().any(|given| given.kinds.contains(&log));
            knowledge::evidence(id).is_some_and(|evidence| was_given(evidence.log))
                && !seen_after(context, id)
        });
    };
    let (from, _) = run.span();
    absent.iter().all(|&id| {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        let covered = coverage(context.logs, log, from, from);
        find(context, id).is_none() && covered == Coverage::Covers
    })
}

/// Whether a line occurred after the failure, in any run.
fn seen_after(context: &FailureContext<'_>, id: EvidenceId) -> bool {
    context.all_sightings.iter().any(|seen| seen.evidence.index == id && seen.last_ms >= context.ms)
}

/// Whether two logs contain different values; false if one of them has no value.
fn differ(context: &FailureContext<'_>, a: LogValue, b: LogValue) -> bool {
    let value = |of: LogValue| {
        let mut found = lines(context).filter(|seen| seen.evidence.log == of.log);
        found
            .find_map(|seen| seen.capture(of.capture))
            .map(|value| value.trim_end_matches('/').to_ascii_lowercase())
    };
    matches!((value(a), value(b)), (Some(a), Some(b)) if a != b)
}
