//! What one line means for its run: an end, a failure, a failure that it recovered from.

use knowledge::{Ends, EvidenceKind};
use report::Outcome;

use crate::logs::coverage::{Coverage, coverage};
use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::sighting::{KEYS, SEVERAL};

/// Whether a line says that its step failed.
pub(crate) fn is_failure_line(seen: &TimedSighting) -> bool {
    seen.evidence.shows == EvidenceKind::Failed
}

/// Whether a code is a success: its highest bit is clear.
fn is_success(code: u32) -> bool {
    code < 0x8000_0000
}

/// Whether a code says that whoever asked for a run of this flow cancelled it.
pub(crate) fn is_cancelled(flow: &knowledge::Flow, code: u32) -> bool {
    knowledge::is_cancelled(code) || flow.cancelled.contains(&code)
}

/// The outcome that a line gives its run, if it ends it.
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
        // A search that ended well ends the run only where nobody else goes on with its results.
        Ends::ByCode => {
            let is_all = run.sightings.iter().all(|seen| {
                knowledge::step(run.flow.id, seen.evidence.step).is_some_and(|step| step.every_caller)
            });
            is_all.then_some(Outcome::Ok)
        }
    }
}

/// Whether none of this evidence was seen although its log covers the run.
pub(crate) fn is_absent(run: &FlowRun, evidence: &[knowledge::EvidenceId], logs: &[GivenLog]) -> bool {
    let (from, to) = run.span();
    evidence.iter().all(|&id| {
        let log = knowledge::evidence(id).map_or("", |evidence| evidence.log);
        !run.has(id) && coverage(logs, log, from, to) == Coverage::Covers
    })
}

/// Whether a later line of the run says that a failure is over: of the same transfer, where both name one.
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

/// Whether nothing more came on the line's thread for as long as makes it a failure.
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

/// Whether the run said nothing of a later step after this failure.
pub(crate) fn is_last_word(run: &FlowRun, failed: &TimedSighting) -> bool {
    let place = |step: &str| run.flow.steps.iter().position(|known| known.id == step);
    !run.sightings.iter().any(|seen| {
        seen.order() > failed.order()
            && !seen.evidence.is_echo()
            && (place(seen.evidence.step) > place(failed.evidence.step)
                || (seen.evidence.step == failed.evidence.step && seen.evidence.shows == EvidenceKind::Done))
    })
}
