//! A failure that later runs no longer have: when it occurred for the last time, and the line that proves the success.

use knowledge::spell;
use report::{FlowRow, FlowVerdict, Outcome, Recovery, Severity};

use crate::judge::analysis::Analysis;
use crate::judge::line_meaning::end_of;
use crate::judge::operations::{FailureEnding, KeyedOperation, OperationFailure};
use crate::render::report_rows::{evidence, moment};
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// How many failed runs are examined, the newest first.
const MOST_FAILED: usize = 20;

/// The last failure of a flow that later runs no longer have.
pub(crate) fn recovery(analysis: &Analysis, row: &FlowRow) -> Option<Recovery> {
    of_runs(analysis, &row.flow).or_else(|| {
        let has_no_run = row.leading_run.is_none() && row.verdict == FlowVerdict::Ok;
        if has_no_run { of_operations(analysis, &row.flow) } else { None }
    })
}

/// Whether runs with the goal of the last failed one failed, succeeded, and failed again: one more success does not
/// show that it is fixed.
pub(crate) fn is_intermittent(analysis: &Analysis, flow: &str) -> bool {
    let failed = |&at: &usize| analysis.runs[at].outcome() == Outcome::Failed;
    let last = analysis.counting_of(flow).filter(failed).max_by_key(|&at| analysis.ended(at));
    let Some(last) = last else { return false };
    let is_alike = |&at: &usize| analysis.runs[at].outcome().finished() && analysis.is_same_goal(at, last);
    let mut runs: Vec<usize> = analysis.counting_of(flow).filter(is_alike).collect();
    sort::by_key(&mut runs, |&at| analysis.ended(at));
    runs.chunk_by(|a, b| failed(a) == failed(b)).filter(|stretch| stretch.iter().all(failed)).count() > 1
}

fn of_runs(analysis: &Analysis, flow: &str) -> Option<Recovery> {
    let is = |outcome: Outcome| move |&at: &usize| analysis.runs[at].outcome() == outcome;
    let mut failed: Vec<usize> = analysis.counting_of(flow).filter(is(Outcome::Failed)).collect();
    sort::by_key(&mut failed, |&at| std::cmp::Reverse(analysis.ended(at)));
    let mut later: Vec<(&str, Option<u32>)> = Vec::new();
    for at in failed.into_iter().take(MOST_FAILED) {
        let judged = &analysis.runs[at];
        let Some(failure) = judged.failure() else { continue };
        let code = failure.code.or(judged.code).filter(|&code| code != 0);
        let is_new = !later.contains(&(failure.step, code));
        later.push((failure.step, code));
        let is_success =
            |&other: &usize| analysis.ended(other) > analysis.ended(at) && analysis.is_same_goal(other, at);
        let good = analysis.counting_of(flow).filter(is(Outcome::Ok)).filter(is_success);
        let Some(good) = good.min_by_key(|&other| analysis.ended(other)).filter(|_| is_new) else { continue };
        let end = end_line(analysis, good)?;
        return Some(Recovery {
            code: code.map(spell),
            step: failure.step.to_owned(),
            last_failed: moment(&failure.proof, judged.run.span().1),
            good_since: moment(end, end.last_ms),
            evidence: evidence(end, &analysis.logs),
        });
    }
    None
}

/// The line with which a successful run ended.
pub(crate) fn end_line(analysis: &Analysis, good: usize) -> Option<&TimedSighting> {
    let run = &analysis.runs[good].run;
    let is_end = |seen: &&TimedSighting| end_of(seen, run) == Some(Outcome::Ok);
    run.sightings.iter().rfind(is_end).or(run.sightings.last())
}

/// The last failed result of an operation that succeeded later.
fn of_operations(analysis: &Analysis, flow: &str) -> Option<Recovery> {
    let recovered = |keyed: &KeyedOperation| {
        let is_own = keyed.operation.flow == flow && keyed.operation.severity != Severity::Info;
        keyed.failure.as_ref().filter(|_| is_own).is_some_and(is_recovered)
    };
    let keyed = analysis.operations.keyed.iter().filter(|keyed| recovered(keyed));
    let failures = keyed.filter_map(|keyed| Some((keyed.operation, keyed.failure.as_ref()?)));
    let (operation, failure) = failures.max_by_key(|(_, failure)| failure.seen.order())?;
    let FailureEnding::Recovered(success) = &failure.ending else { return None };
    Some(Recovery {
        code: failure.inner.or(failure.code).map(spell),
        step: operation.step.to_owned(),
        last_failed: moment(&failure.seen, failure.seen.ms),
        good_since: moment(success, success.ms),
        evidence: evidence(success, &analysis.logs),
    })
}

fn is_recovered(failure: &OperationFailure) -> bool {
    matches!(failure.ending, FailureEnding::Recovered(_))
}
