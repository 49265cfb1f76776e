//! Which causes fit a failure: the conditions of the knowledge held against what was seen.

use knowledge::{Cause, Confidence, EvidenceId, LogValue, When};

use crate::log::Log;
use crate::runs::Gathered;
use crate::seen::Seen;
use crate::sort;

/// A failure, as the conditions of causes see it.
pub(crate) struct Case<'a, 's> {
    /// The flow.
    pub(crate) flow: &'static str,
    /// The step, or the part of one.
    pub(crate) step: &'static str,
    /// The innermost code first, then the one it ended with and those of its layers.
    pub(crate) codes: Vec<u32>,
    /// The run it belongs to.
    pub(crate) run: Option<&'a Gathered<'s>>,
    /// Whether it was made against WSUS; none where no line says against what.
    pub(crate) is_wsus: Option<bool>,
    /// When it was, in milliseconds.
    pub(crate) ms: i64,
    /// Lines of the machine that are not over, or lie in its time.
    pub(crate) machine: Vec<Seen<'s>>,
    /// All sightings of all logs, in time order.
    pub(crate) all: &'a [Seen<'s>],
    /// The logs.
    pub(crate) logs: &'a [Log<'s>],
}

/// A cause that fits.
#[derive(Clone, Debug)]
pub(crate) struct Fit<'s> {
    /// The cause.
    pub(crate) cause: &'static Cause,
    /// How sure it is, once what speaks against it was taken off.
    pub(crate) sure: Confidence,
    /// Lines that speak against it.
    pub(crate) against: Vec<Seen<'s>>,
    /// Whether a later line says that it is over.
    pub(crate) is_over: bool,
    /// Whether it names the code of an outer layer and not the innermost one.
    is_outer: bool,
    /// How much the condition asks for: of two that fit, the one that asks for more is meant.
    weight: usize,
}

impl Fit<'_> {
    /// What orders causes: the innermost code is the cause, then the surer one, then the one that asks for more.
    fn rank(&self) -> (bool, bool, Confidence, usize, &'static str) {
        (self.is_over, self.is_outer, self.sure, usize::MAX - self.weight, self.cause.id)
    }
}

/// The causes that fit, best first.
pub(crate) fn fitting<'s>(case: &Case<'_, 's>) -> Vec<Fit<'s>> {
    let mut fits: Vec<Fit<'s>> = Vec::new();
    for cause in knowledge::causes().iter().filter(|cause| !cause.manual_only) {
        let best = cause.when.iter().filter_map(|when| fit(case, cause, when));
        fits.extend(best.min_by_key(Fit::rank));
    }
    sort::by_key(&mut fits, Fit::rank);
    fits
}

fn fit<'s>(case: &Case<'_, 's>, cause: &'static Cause, when: &'static When) -> Option<Fit<'s>> {
    let code_fits = when.codes.is_empty() || case.codes.iter().any(|code| when.codes.contains(code));
    let step_fits = when.at.is_empty() || when.at.iter().any(|at| is_at(case, at));
    let service_fits = when.wsus.is_none_or(|wanted| case.is_wsus == Some(wanted));
    if !code_fits || !step_fits || !service_fits || !all_seen(case, when) || !all_absent(case, when.absent) {
        return None;
    }
    if let Some((a, b)) = when.differs
        && !differ(case, a, b)
    {
        return None;
    }
    // A condition that names nothing of this failure would hold for any.
    let names_the_step =
        when.seen.iter().any(|&id| knowledge::evidence(id).is_some_and(|seen| is_in(case, seen.step)));
    if when.codes.is_empty() && when.at.is_empty() && !names_the_step {
        return None;
    }
    let against: Vec<Seen<'s>> = when.against.iter().filter_map(|&id| find(case, id)).collect();
    let is_over = when.unless.iter().any(|&id| seen_after(case, id));
    let weight = when.codes.len().min(1) + when.at.len().min(1) + when.seen.len() + when.absent.len();
    let sure = if against.is_empty() { when.confidence } else { less(when.confidence) };
    let is_outer =
        !when.codes.is_empty() && case.codes.first().is_some_and(|inner| !when.codes.contains(inner));
    Some(Fit { cause, sure, against, is_over, is_outer, weight })
}

fn less(sure: Confidence) -> Confidence {
    match sure {
        Confidence::High => Confidence::Medium,
        Confidence::Medium | Confidence::Low => Confidence::Low,
    }
}

/// Whether the failure lies at `flow/step`, or in a part of that step.
fn is_at(case: &Case<'_, '_>, at: &str) -> bool {
    at.split_once('/').is_some_and(|(flow, step)| flow == case.flow && is_in(case, step))
}

fn is_in(case: &Case<'_, '_>, step: &str) -> bool {
    case.step == step || crate::leaf::is_part_of(case.step, step)
}

/// Lines of the case: those of its run, and those of the machine in its time.
fn lines<'a, 's>(case: &'a Case<'_, 's>) -> impl Iterator<Item = &'a Seen<'s>> {
    case.run.into_iter().flat_map(|run| &run.seen).chain(&case.machine)
}

fn find<'s>(case: &Case<'_, 's>, id: EvidenceId) -> Option<Seen<'s>> {
    lines(case).find(|seen| seen.evidence.index == id).copied()
}

/// Whether all evidence was seen, in this order, within the time allowed.
fn all_seen(case: &Case<'_, '_>, when: &When) -> bool {
    let Some((&first, rest)) = when.seen.split_first() else { return true };
    let starts = lines(case).filter(|seen| seen.evidence.index == first);
    let limit = if when.within == 0 { i64::MAX } else { i64::from(when.within) * 1000 };
    starts.into_iter().any(|start| {
        let mut at = start.ms;
        rest.iter().all(|&id| {
            let next = lines(case)
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

/// Whether none of this evidence was seen, although its logs would show it.
fn all_absent(case: &Case<'_, '_>, absent: &[EvidenceId]) -> bool {
    let Some(run) = case.run else {
        return absent.iter().all(|&id| {
            let was_given = |log: &str| case.logs.iter().any(|given| given.kinds.contains(&log));
            knowledge::evidence(id).is_some_and(|evidence| was_given(evidence.log)) && !seen_after(case, id)
        });
    };
    let (from, _) = run.span();
    absent.iter().all(|&id| {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        let covered = crate::log::coverage(case.logs, log, from, from);
        find(case, id).is_none() && covered == crate::log::Coverage::Covers
    })
}

/// Whether a line was seen after the failure, in whichever run.
fn seen_after(case: &Case<'_, '_>, id: EvidenceId) -> bool {
    case.all.iter().any(|seen| seen.evidence.index == id && seen.last_ms >= case.ms)
}

/// Whether two logs give different values, as far as both give one.
fn differ(case: &Case<'_, '_>, a: LogValue, b: LogValue) -> bool {
    let value = |of: LogValue| {
        let mut found = lines(case).filter(|seen| seen.evidence.log == of.log);
        found
            .find_map(|seen| seen.capture(of.capture))
            .map(|value| value.trim_end_matches('/').to_ascii_lowercase())
    };
    matches!((value(a), value(b)), (Some(a), Some(b)) if a != b)
}
