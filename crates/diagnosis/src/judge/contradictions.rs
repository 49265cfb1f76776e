//! Contradicted success: a run with a failed result between its lines did not succeed, even if its last line reports
//! success.

use std::collections::HashSet;

use knowledge::{Ends, EvidenceKind, ResultOutcome};
use report::{Outcome, Severity};

use crate::judge::details::LAYER;
use crate::judge::judged_run::{JudgedRun, RunEnding};
use crate::judge::operations::FailedResult;
use crate::judge::run_failure::{FailureKind, RunFailure};
use crate::logs::given_log::FilePlace;
use crate::runs::timed_sightings::TimedSighting;

/// The maximum number of failures checked per run.
const MOST_NEAR: usize = 1000;

/// Marks a successful run as failed if a failed result of its flow, on one of its threads and between its first and
/// last lines, belongs to no other run. `failures` are in time order.
pub(crate) fn contradict(runs: &mut [JudgedRun], failures: &[FailedResult]) {
    if failures.is_empty() {
        return;
    }
    let place = |seen: &TimedSighting| (seen.file_place(), seen.sighting().quote.offset);
    let of_runs: HashSet<(FilePlace, u64)> =
        runs.iter().flat_map(|judged| &judged.run.sightings).map(place).collect();
    for judged in runs.iter_mut().filter(|judged| judged.outcome() == Outcome::Ok) {
        let (from, to) = judged.run.span();
        let from = if shows_its_beginning(judged) { from } else { from - LAYER };
        let first = failures.partition_point(|failed| failed.seen.ms < from);
        let in_time = failures[first..].iter().take_while(|failed| failed.seen.ms <= to);
        let mut in_time =
            in_time.take(MOST_NEAR).filter(|failed| failed.operation.flow == judged.run.flow.id).peekable();
        if in_time.peek().is_none() {
            continue;
        }
        let threads = judged.run.sightings.iter().map(|seen| (seen.log, seen.sighting().thread));
        let threads: HashSet<(u32, (u32, u32))> = threads.collect();
        // Some lines of a log have no thread.
        let is_on_thread = |seen: &TimedSighting| {
            let (log, thread) = (seen.log, seen.sighting().thread);
            threads.contains(&(log, thread)) || threads.contains(&(log, (0, 0)))
        };
        let is_its_own = |failed: &&FailedResult| {
            (failed.operation.part_of.is_empty() || !has_success_line(judged))
                && failed.operation.severity != Severity::Info
                && !of_runs.contains(&place(&failed.seen))
                && is_on_thread(&failed.seen)
                && is_within(judged, &failed.seen)
        };
        let Some(failed) = in_time.filter(is_its_own).last() else { continue };
        judged.code = failed.code;
        judged.ending = RunEnding::Failed(RunFailure {
            step: failed.operation.step,
            proof: failed.seen.clone(),
            code: failed.inner.or(failed.code),
            kind: FailureKind::Failed,
        });
    }
}

/// Whether a line of a run reports success, and not only the end. In that case, the run recovered from failed parts.
fn has_success_line(judged: &JudgedRun) -> bool {
    let is_success = |seen: &TimedSighting| match seen.evidence.result.map(|line| line.outcome) {
        Some(ResultOutcome::Ok) => true,
        Some(ResultOutcome::ByCode) => seen.code().is_some_and(|code| code >> 31 == 0),
        _ => seen.evidence.effect.ends == Some(Ends::Ok),
    };
    judged.run.sightings.iter().any(is_success)
}

/// Whether the first line of a run is a start line: an excerpt can begin later.
fn shows_its_beginning(judged: &JudgedRun) -> bool {
    judged.run.sightings.first().is_some_and(|first| first.evidence.shows == EvidenceKind::Started)
}

/// Whether a line is between the first and the last line of a run, even if several lines have the same time. If the
/// beginning is not in the log: whether it is before the last line.
fn is_within(judged: &JudgedRun, seen: &TimedSighting) -> bool {
    let sightings = &judged.run.sightings;
    let is_after = sightings.first().is_some_and(|first| first.order() < seen.order());
    (is_after || !shows_its_beginning(judged))
        && sightings.last().is_some_and(|last| seen.order() < last.order())
}
