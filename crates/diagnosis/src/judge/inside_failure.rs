//! What is inside a failure: the failures of its parts, and the code that a collective one sums up.

use knowledge::Operation;

use crate::judge::details::LAYER;
use crate::judge::operation_result::{OperationEnd, OperationResult, inner_capture};
use crate::runs::timed_sightings::TimedSighting;

/// So many codes of its thread are layers of a failure.
pub(crate) const MOST_LAYERS: usize = 8;

/// So many results before a failure are looked at for what is inside it, however many are written in a moment.
const MOST_NEAR: usize = 200;

/// Whether the operation that a failed one is a part of failed shortly after it.
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

/// Whether an operation can be a part of another one: of the one it names, or of one that is no part itself.
fn is_part_of(part: &Operation, whole: &Operation) -> bool {
    !part.part_of.is_empty()
        && (part.part_of == whole.id || (whole.part_of.is_empty() && part.id != whole.id))
}

/// Whether two failures shortly after each other are of the same process, as far as both lines name one.
fn is_of_process(inner: &TimedSighting, outer: &TimedSighting) -> bool {
    let process = |seen: &TimedSighting| seen.sighting().thread.0;
    let is_same = process(inner) == process(outer) || process(inner) == 0 || process(outer) == 0;
    inner.log == outer.log && is_same
}

/// The failures shortly before a failed result that are inside it: of operations that are parts of its own, and where
/// its code is a collective one of any operation. The newest comes first.
pub(crate) fn inside_of<'a>(results: &'a [OperationResult<'a>], at: usize) -> Vec<&'a OperationResult<'a>> {
    let failed = &results[at];
    let is_collective = failed.code.is_none_or(knowledge::is_collective);
    // The agent and its callers, whose collective codes sum up what it failed with, are processes of their own.
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

/// The code inside the one that a result names: its own words first, then those of its parts; for a collective code the
/// newest of its thread.
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
