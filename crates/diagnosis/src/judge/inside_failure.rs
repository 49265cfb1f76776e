//! The inside of a failure: the failures of its parts, and the code behind a collective code.

use knowledge::Operation;

use crate::judge::details::LAYER;
use crate::judge::operation_result::{OperationEnd, OperationResult, inner_capture};
use crate::runs::timed_sightings::TimedSighting;

/// The maximum number of codes of its thread that are layers of a failure.
pub(crate) const MOST_LAYERS: usize = 8;

/// The maximum number of results before a failure that are checked for its inside, even if many are written at once.
const MOST_NEAR: usize = 200;

/// Whether the parent of a failed operation failed shortly after it.
pub(crate) fn is_in_parent(results: &[OperationResult], at: usize) -> bool {
    let failed = &results[at];
    let mut near = results[at + 1..]
        .iter()
        .take(MOST_NEAR)
        .take_while(|result| result.seen.ms - failed.seen.ms <= LAYER);
    near.any(|result| {
        result.end == OperationEnd::Failed
            && is_part_of(failed.operation, result.operation)
            && is_of_process(failed.seen, result.seen)
    })
}

/// Whether an operation can be a part of another: of the operation that it names, or of one that is not a part itself.
fn is_part_of(part: &Operation, parent: &Operation) -> bool {
    !part.part_of.is_empty()
        && (part.part_of == parent.id || (parent.part_of.is_empty() && part.id != parent.id))
}

/// Whether two failures shortly after each other are of the same process; true if one line names no process.
fn is_of_process(inner: &TimedSighting, outer: &TimedSighting) -> bool {
    let process = |seen: &TimedSighting| seen.sighting().thread.0;
    let is_same = process(inner) == process(outer) || process(inner) == 0 || process(outer) == 0;
    inner.log == outer.log && is_same
}

/// The failures inside a failed result, shortly before it: of operations that are its parts, and, if its code is a
/// collective one, of any operation. The newest comes first.
pub(crate) fn inside_of<'a>(results: &'a [OperationResult<'a>], at: usize) -> Vec<&'a OperationResult<'a>> {
    let failed = &results[at];
    let is_collective = failed.code.is_none_or(knowledge::is_collective);
    // The agent and its callers, whose collective codes summarize the agent's failures, are separate processes.
    let is_summed_up = |result: &OperationResult| result.seen.log == failed.seen.log;
    let is_part = |result: &&OperationResult| {
        let names_more = result.code.is_some_and(|code| !knowledge::is_collective(code));
        let is_part =
            || is_part_of(result.operation, failed.operation) && is_of_process(result.seen, failed.seen);
        result.end == OperationEnd::Failed
            && (is_part() || (is_collective && names_more && is_summed_up(result)))
    };
    let before = results[..at].iter().rev().take(MOST_NEAR);
    before
        .take_while(|result| failed.seen.ms - result.seen.ms <= LAYER)
        .filter(is_part)
        .take(MOST_LAYERS)
        .collect()
}

/// The inner code of a result: from its own text first, then from its parts; for a collective code, the newest code of
/// its thread.
pub(crate) fn inner_of(
    failed: &OperationResult,
    inside: &[&OperationResult],
    of_thread: &[TimedSighting],
) -> Option<u32> {
    let names_more = |code: &u32| Some(*code) != failed.code && !knowledge::is_collective(*code);
    let of_parts = || {
        let codes = inside.iter().filter_map(|result| inner_capture(result.seen).or(result.code));
        codes.into_iter().find(names_more)
    };
    let is_collective = failed.code.is_some_and(knowledge::is_collective);
    let of_details = || of_thread.iter().filter_map(TimedSighting::code).find(names_more);
    inner_capture(failed.seen).or_else(of_parts).or_else(|| of_details().filter(|_| is_collective))
}
