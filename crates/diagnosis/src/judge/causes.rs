//! Which causes match a failure, and which almost do: compares the rules of the knowledge base with the logs.

use std::collections::BTreeSet;

use knowledge::{Cause, Confidence, EvidenceId, When};

use crate::judge::failure_context::FailureContext;
use crate::judge::rules::{UnmetCondition, differing, is_service_open, named_code, unmet_conditions};
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The causes of a failure.
#[derive(Clone, Debug, Default)]
pub(crate) struct CauseMatches {
    /// Those that match, best first.
    pub(crate) matching: Vec<CauseMatch>,
    /// Those that match but for one condition, best first.
    pub(crate) almost: Vec<CauseMatch>,
}

/// A cause that matches, or that matches but for one condition.
#[derive(Clone, Debug)]
pub(crate) struct CauseMatch {
    /// The cause.
    pub(crate) cause: &'static Cause,
    /// Its rule.
    pub(crate) when: &'static When,
    /// The condition that the failure does not meet; `None` if the cause matches.
    pub(crate) unmet: Option<UnmetCondition>,
    /// Its confidence, reduced by contradicting evidence.
    pub(crate) confidence: Confidence,
    /// The code of the failure that it names.
    pub(crate) code: Option<u32>,
    /// The lines that it requires.
    pub(crate) seen: Vec<TimedSighting>,
    /// The lines whose values differ.
    pub(crate) differing: Vec<TimedSighting>,
    /// Lines that contradict it.
    pub(crate) against: Vec<TimedSighting>,
    /// A later line that reports that the problem is resolved.
    pub(crate) over: Option<TimedSighting>,
    /// Whether it requires WSUS, and no line names the service.
    pub(crate) is_service_open: bool,
    /// Whether the lines of a run were compared; without a run, what must be absent is absent after the failure.
    pub(crate) is_of_run: bool,
    /// Whether it matches the code of an outer layer and not the innermost code.
    pub(crate) is_outer: bool,
    /// Evidence that a rule of the same cause with more confidence lacks, and nothing else.
    pub(crate) would_confirm: Vec<EvidenceId>,
    /// How specific the condition is: of two matching causes, the more specific one is used.
    pub(crate) weight: usize,
}

impl CauseMatch {
    /// Whether a later line reports that the problem is resolved.
    pub(crate) fn is_over(&self) -> bool {
        self.over.is_some()
    }

    /// The sort key of causes: a match of the innermost code first, then higher confidence, then the more specific
    /// condition.
    fn rank(&self) -> (bool, bool, Confidence, usize, &'static str) {
        (self.is_over(), self.is_outer, self.confidence, usize::MAX - self.weight, self.cause.id)
    }

    /// The sort key of causes that almost match: the more they fit, the earlier.
    fn almost_rank(&self) -> (usize, Confidence, &'static str) {
        (usize::MAX - self.fitting_parts(), self.confidence, self.cause.id)
    }

    /// How much of the failure it names: a code and lines are more specific than a step.
    fn fitting_parts(&self) -> usize {
        let has_step = !self.when.at.is_empty() && !matches!(self.unmet, Some(UnmetCondition::Step));
        2 * usize::from(self.code.is_some()) + 2 * self.seen.len() + usize::from(has_step)
    }

    /// Whether it can be the cause although another one is likely.
    fn is_alternative(&self) -> bool {
        self.is_specific() && !matches!(self.unmet, Some(UnmetCondition::Code | UnmetCondition::Service))
    }

    /// Whether what fits is specific: a code with few causes, or a line.
    pub(crate) fn is_specific(&self) -> bool {
        !self.seen.is_empty() || self.code.is_some_and(|code| !knowledge::is_generic(code))
    }
}

/// The maximum number of causes that almost match.
const MOST_ALMOST: usize = 3;

/// The causes of a failure: those that match, and those that almost do.
pub(crate) fn causes_of(context: &FailureContext<'_>) -> CauseMatches {
    causes_among(context, knowledge::causes())
}

/// Those of the given causes that match a failure, and those that almost do.
pub(crate) fn causes_among(
    context: &FailureContext<'_>,
    given: impl IntoIterator<Item = &'static Cause>,
) -> CauseMatches {
    let present: BTreeSet<EvidenceId> = context.lines().map(|seen| seen.evidence.index).collect();
    let mut causes = CauseMatches::default();
    for cause in given.into_iter().filter(|cause| !cause.manual_only) {
        let fits = cause.when.iter().filter_map(|when| fit(context, &present, cause, when));
        let (matching, almost): (Vec<CauseMatch>, Vec<CauseMatch>) =
            fits.partition(|fit| fit.unmet.is_none());
        match matching.into_iter().min_by_key(CauseMatch::rank) {
            Some(mut best) => {
                best.would_confirm = almost.iter().filter_map(|other| confirms(other, &best)).collect();
                causes.matching.push(best);
            }
            None => causes.almost.extend(almost.into_iter().min_by_key(CauseMatch::almost_rank)),
        }
    }
    sort::by_key(&mut causes.matching, CauseMatch::rank);
    sort::by_key(&mut causes.almost, CauseMatch::almost_rank);
    // If a cause is likely, a cause that explains another code, or that occurs with another service, is no alternative.
    let is_likely = causes.matching.first().is_some_and(|fit| fit.confidence != Confidence::Low);
    causes.almost.retain(|fit| !is_likely || fit.is_alternative());
    causes.almost.truncate(MOST_ALMOST);
    causes
}

/// The evidence that would confirm a cause: a rule with more confidence lacks only that.
fn confirms(other: &CauseMatch, best: &CauseMatch) -> Option<EvidenceId> {
    match other.unmet {
        Some(UnmetCondition::Seen(id)) if other.when.confidence < best.confidence => Some(id),
        _ => None,
    }
}

/// A cause, if one of its rules matches the failure, or matches but for one condition that leaves something of the
/// failure in it.
pub(crate) fn fit(
    context: &FailureContext<'_>,
    present: &BTreeSet<EvidenceId>,
    cause: &'static Cause,
    when: &'static When,
) -> Option<CauseMatch> {
    let mut unmet = unmet_conditions(context, present, when);
    if unmet.len() > 1 {
        return None;
    }
    let unmet = unmet.pop();
    if unmet.as_ref().is_some_and(|unmet| !is_close(context, present, when, unmet)) {
        return None;
    }
    let is_service_open = is_service_open(context, when);
    let lines = |ids: &[EvidenceId]| ids.iter().filter_map(|&id| context.newest(id)).cloned().collect();
    let against: Vec<TimedSighting> = lines(when.against);
    let is_doubtful = is_service_open || !against.is_empty();
    let code = named_code(context, when);
    let fit = CauseMatch {
        cause,
        when,
        confidence: if is_doubtful { less(when.confidence) } else { when.confidence },
        code,
        seen: lines(when.seen),
        differing: when
            .differs
            .and_then(|pair| differing(context, pair))
            .map_or_else(Vec::new, |lines| lines.into_iter().cloned().collect()),
        against,
        over: when.unless.iter().find_map(|&id| context.later(id)).cloned(),
        is_service_open,
        is_of_run: context.run.is_some(),
        is_outer: code.is_some() && code != context.codes.first().copied(),
        would_confirm: Vec::new(),
        weight: when.codes.len().min(1) + when.at.len().min(1) + when.seen.len() + when.absent.len(),
        unmet,
    };
    (fit.unmet.is_none() || !fit.is_over()).then_some(fit)
}

/// Whether a rule that lacks one condition is worth a mention: it names the code or the step of the failure, and what
/// fits is specific, or the log that would show the rest was not given.
fn is_close(
    context: &FailureContext<'_>,
    present: &BTreeSet<EvidenceId>,
    when: &When,
    unmet: &UnmetCondition,
) -> bool {
    let is_given = |id: EvidenceId| {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        context.logs.iter().any(|given| given.kinds.contains(&log))
    };
    let is_open = match unmet {
        UnmetCondition::Reference => return false,
        UnmetCondition::Seen(id) => !is_given(*id),
        UnmetCondition::Uncovered(_) => true,
        _ => false,
    };
    let code = named_code(context, when);
    let is_specific = code.is_some_and(|code| !knowledge::is_generic(code))
        || when.seen.iter().any(|id| present.contains(id));
    (code.is_some() || when.at.iter().any(|at| context.is_at(at))) && (is_specific || is_open)
}

fn less(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::High => Confidence::Medium,
        Confidence::Medium | Confidence::Low => Confidence::Low,
    }
}
