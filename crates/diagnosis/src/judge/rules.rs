//! The conditions of a rule, compared with a failure: which of them the failure does not meet.

use std::collections::BTreeSet;

use knowledge::{EvidenceId, LogValue, When};

use crate::judge::failure_context::FailureContext;
use crate::logs::coverage::{Coverage, coverage};
use crate::runs::timed_sightings::TimedSighting;

/// A condition of a rule that a failure does not meet.
#[derive(Clone, Debug)]
pub(crate) enum UnmetCondition {
    /// The failure has none of the rule's codes.
    Code,
    /// The failure is at another step.
    Step,
    /// The run used another service.
    Service,
    /// The rule names nothing of this failure, so it would match any failure.
    Reference,
    /// No line of this evidence was seen.
    Seen(EvidenceId),
    /// The lines were seen, but not in this order within the time allowed.
    Order,
    /// This line was seen, and the rule requires that there is none like it.
    Present(TimedSighting),
    /// This evidence must be absent, and its log does not cover the failure.
    Uncovered(EvidenceId),
    /// No two lines show that the values differ.
    Values,
}

/// The conditions of a rule that a failure does not meet, at most two: with two, the rule is not even close.
///
/// `present` are the kinds of evidence among the lines of the failure. They decide most rules without a look at the
/// lines.
pub(crate) fn unmet_conditions(
    context: &FailureContext<'_>,
    present: &BTreeSet<EvidenceId>,
    when: &When,
) -> Vec<UnmetCondition> {
    let mut unmet = Vec::new();
    add_plain(context, when, &mut unmet);
    if unmet.len() < 2 {
        add_seen(context, present, when, &mut unmet);
    }
    if unmet.len() < 2 {
        add_absent(context, when, &mut unmet);
    }
    if when.differs.is_some_and(|pair| unmet.len() < 2 && differing(context, pair).is_none()) {
        unmet.push(UnmetCondition::Values);
    }
    unmet.truncate(2);
    unmet
}

/// Whether no line names the service of a run, so that it might be WSUS.
pub(crate) fn is_service_open(context: &FailureContext<'_>, when: &When) -> bool {
    when.wsus == Some(true) && context.is_wsus.is_none()
}

/// The code of a failure that a rule names; the innermost one first.
pub(crate) fn named_code(context: &FailureContext<'_>, when: &When) -> Option<u32> {
    context.codes.iter().copied().find(|code| when.codes.contains(code))
}

/// The lines of two logs that contain different values; `None` if one of them has no value.
pub(crate) fn differing<'c>(
    context: &'c FailureContext<'_>,
    (a, b): (LogValue, LogValue),
) -> Option<[&'c TimedSighting; 2]> {
    let line = |of: LogValue| {
        let mut lines = context.lines().filter(|seen| seen.evidence.log == of.log);
        lines.find_map(|seen| Some((seen, seen.capture(of.capture)?.trim_end_matches('/'))))
    };
    let ((one, value), (other, another)) = line(a).zip(line(b))?;
    (!value.eq_ignore_ascii_case(another)).then_some([one, other])
}

/// Adds the conditions that need no line: the code, the step, the service.
fn add_plain(context: &FailureContext<'_>, when: &When, unmet: &mut Vec<UnmetCondition>) {
    if !when.codes.is_empty() && named_code(context, when).is_none() {
        unmet.push(UnmetCondition::Code);
    }
    if !when.at.is_empty() && !when.at.iter().any(|at| context.is_at(at)) {
        unmet.push(UnmetCondition::Step);
    }
    let is_other = when.wsus.is_some_and(|expected| context.is_wsus != Some(expected));
    if is_other && !is_service_open(context, when) {
        unmet.push(UnmetCondition::Service);
    }
    let names_the_step =
        || when.seen.iter().any(|&id| knowledge::evidence(id).is_some_and(|seen| context.is_in(seen.step)));
    if when.codes.is_empty() && when.at.is_empty() && !names_the_step() {
        unmet.push(UnmetCondition::Reference);
    }
}

/// Adds the evidence that was not seen, or not in its order.
fn add_seen(
    context: &FailureContext<'_>,
    present: &BTreeSet<EvidenceId>,
    when: &When,
    unmet: &mut Vec<UnmetCondition>,
) {
    let before = unmet.len();
    let missing = when.seen.iter().filter(|id| !present.contains(id));
    unmet.extend(missing.map(|&id| UnmetCondition::Seen(id)));
    if unmet.len() == before && !is_in_order(context, when) {
        unmet.push(UnmetCondition::Order);
    }
}

/// Whether all evidence occurred, in this order, within the time allowed.
fn is_in_order(context: &FailureContext<'_>, when: &When) -> bool {
    let Some((&first, rest)) = when.seen.split_first() else { return true };
    if rest.is_empty() {
        return true;
    }
    let starts = context.lines().filter(|seen| seen.evidence.index == first);
    let limit = if when.within == 0 { i64::MAX } else { i64::from(when.within) * 1000 };
    starts.into_iter().any(|start| {
        let mut at = start.ms;
        rest.iter().all(|&id| {
            let next = context
                .lines()
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

/// Adds the evidence that must be absent and was seen, or whose log does not cover the failure.
fn add_absent(context: &FailureContext<'_>, when: &When, unmet: &mut Vec<UnmetCondition>) {
    for &id in when.absent {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        let (seen, is_covered) = match context.run {
            Some(run) => {
                let (from, _) = run.span();
                (context.find(id), coverage(context.logs, log, from, from) == Coverage::Covers)
            }
            None => (context.later(id), context.logs.iter().any(|given| given.kinds.contains(&log))),
        };
        match seen {
            Some(line) => unmet.push(UnmetCondition::Present(line.clone())),
            None if !is_covered => unmet.push(UnmetCondition::Uncovered(id)),
            None => {}
        }
    }
}
