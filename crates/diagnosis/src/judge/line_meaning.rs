//! The meaning of one line for its run: an end, a failure, or a failure from which the run recovered.

use knowledge::{Ends, EvidenceKind};
use report::Outcome;

use crate::logs::coverage::{Coverage, coverage};
use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::sighting::{KEYS, SEVERAL};

/// Whether a line reports that its step failed.
pub(crate) fn is_failure_line(seen: &TimedSighting) -> bool {
    seen.evidence.shows == EvidenceKind::Failed
}

/// Whether a code is a success: its highest bit is clear.
fn is_success(code: u32) -> bool {
    code < 0x8000_0000
}

/// Whether a code means that the caller cancelled a run of this flow.
pub(crate) fn is_cancelled(flow: &knowledge::Flow, code: u32) -> bool {
    knowledge::is_cancelled(code) || flow.cancelled.contains(&code)
}

/// The outcome that a line gives its run, if it ends the run.
pub(crate) fn end_of(seen: &TimedSighting, run: &FlowRun) -> Option<Outcome> {
    let code = seen.code();
    let is_cancel = code.is_some_and(|code| is_cancelled(run.flow, code));
    match seen.evidence.effect.ends? {
        _ if is_cancel => Some(Outcome::Cancelled),
        Ends::Ok => Some(Outcome::Ok),
        Ends::Failed => Some(Outcome::Failed),
        Ends::Skipped => Some(Outcome::Skipped),
        Ends::Restart => None,
        Ends::ByCode if code.is_some_and(|code| !is_success(code)) => Some(Outcome::Failed),
        // A successful search ends the run only if no other component continues with its results.
        Ends::ByCode => {
            let is_all = run.sightings.iter().all(|seen| {
                knowledge::step(run.flow.id, seen.evidence.step).is_some_and(|step| step.every_caller)
            });
            is_all.then_some(Outcome::Ok)
        }
    }
}

/// Whether none of this evidence occurred although its logs cover the run.
pub(crate) fn is_absent(run: &FlowRun, evidence: &[knowledge::EvidenceId], logs: &[GivenLog]) -> bool {
    let (from, to) = run.span();
    evidence.iter().all(|&id| {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        !run.has(id) && coverage(logs, log, from, to) == Coverage::Covers
    })
}

/// Whether a later line of the run reports that a failure is resolved: of the same transfer, if both name one.
pub(crate) fn is_recovered_in_run(run: &FlowRun, failed: &TimedSighting) -> bool {
    let is_other = |seen: &TimedSighting| {
        let mut keys = KEYS[SEVERAL..].iter().filter_map(|key| seen.capture(key).zip(failed.capture(key)));
        keys.any(|(a, b)| !a.eq_ignore_ascii_case(b))
    };
    let over_by = failed.evidence.effect.over_by;
    let later = run.sightings.iter().filter(|seen| seen.order() > failed.order());
    later.into_iter().any(|seen| over_by.contains(&seen.evidence.index) && !is_other(seen))
}

/// Whether a line is an end by its code, and the code is a failure.
pub(crate) fn ends_badly(seen: &TimedSighting) -> bool {
    seen.evidence.effect.ends == Some(Ends::ByCode)
        && !seen.evidence.is_echo()
        && seen.code().is_some_and(|code| !is_success(code))
}

/// Whether the thread of a line logged nothing for so long that it counts as a failure.
pub(crate) fn is_overdue(run: &FlowRun, seen: &TimedSighting, logs: &[GivenLog]) -> bool {
    let limit = i64::from(seen.evidence.effect.overdue) * 1000;
    if limit == 0 || !seen.has_time {
        return false;
    }
    let next = run.sightings.iter().find(|next| {
        next.log == seen.log
            && next.sighting().thread == seen.sighting().thread
            && next.order() > seen.order()
    });
    let log = &logs[seen.log as usize];
    let until = next.map(|next| next.ms).or(log.span.map(|(_, last)| last)).unwrap_or(seen.ms);
    until - seen.ms >= limit && !log.has_gap(seen.ms, seen.ms + limit)
}

/// Whether the run logged no later step after this failure.
pub(crate) fn is_last_word(run: &FlowRun, failed: &TimedSighting) -> bool {
    let place = |step: &str| run.flow.steps.iter().position(|known| known.id == step);
    !run.sightings.iter().any(|seen| {
        seen.order() > failed.order()
            && !seen.evidence.is_echo()
            && (place(seen.evidence.step) > place(failed.evidence.step)
                || (seen.evidence.step == failed.evidence.step && seen.evidence.shows == EvidenceKind::Done))
    })
}
