//! Operations: the results of all logs, grouped by subject. The last result of an operation decides.

use std::collections::BTreeMap;

use knowledge::Operation;

use crate::judge::details::{DetailIndex, LAYER};
use crate::judge::inside_failure::{MOST_LAYERS, inner_of, inside_of, is_in_parent};
use crate::judge::operation_result::{OperationEnd, OperationResult, result_of};
use crate::judge::operation_subject::{Subject, UpdateTitles, key_of, subject_of};
use crate::logs::given_log::GivenLog;
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The results of all logs.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    /// The operations, grouped by subject.
    pub(crate) keyed: Vec<KeyedOperation>,
    /// All failures, in time order.
    pub(crate) failures: Vec<FailedResult>,
}

/// A result that is a failure.
#[derive(Clone, Debug)]
pub(crate) struct FailedResult {
    /// The line.
    pub(crate) seen: TimedSighting,
    /// The operation.
    pub(crate) operation: &'static Operation,
    /// The code in the result.
    pub(crate) code: Option<u32>,
    /// The inner code.
    pub(crate) inner: Option<u32>,
}

/// All results of one operation with one subject, and the conclusions.
#[derive(Debug)]
pub(crate) struct KeyedOperation {
    /// The operation.
    pub(crate) operation: &'static Operation,
    /// The subject, if the logs name it.
    pub(crate) subject: Option<Subject>,
    /// Whether the results name the subject, so that it is the same each time.
    pub(crate) is_keyed: bool,
    /// The number of successful results.
    pub(crate) succeeded: u32,
    /// Its last failure.
    pub(crate) failure: Option<OperationFailure>,
}

/// The last failure of an operation, and the failures before it since the last success.
#[derive(Debug)]
pub(crate) struct OperationFailure {
    /// The result.
    pub(crate) seen: TimedSighting,
    /// The code in the result.
    pub(crate) code: Option<u32>,
    /// The inner code.
    pub(crate) inner: Option<u32>,
    /// Previous lines of its thread that name failing codes, and failures of operations that are parts of it.
    pub(crate) layers: Vec<TimedSighting>,
    /// When it failed, in milliseconds: since the last success, or ever if the success came later.
    pub(crate) times: Vec<i64>,
    /// What happened after it.
    pub(crate) ending: FailureEnding,
}

/// What happened after a failure.
#[derive(Clone, Debug)]
pub(crate) enum FailureEnding {
    /// No later result: the failure is final.
    Decisive,
    /// A later result is a success.
    Recovered(Box<TimedSighting>),
    /// It is inside the failure of the operation that this one is a part of.
    Layer,
}

/// Two components, or two threads of one component, write the same result within this many milliseconds.
const SAME: i64 = 2000;

/// The operations of all logs; `all` contains their sightings in time order.
pub(crate) fn operations_of(logs: &[GivenLog], all: &[TimedSighting], details: &DetailIndex) -> Operations {
    let results: Vec<OperationResult> = all.iter().filter_map(result_of).collect();
    let titles = UpdateTitles::of(logs);
    let mut groups: BTreeMap<(&'static str, Vec<u8>), Vec<usize>> = BTreeMap::new();
    let mut of_operation: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (at, result) in results.iter().enumerate() {
        of_operation.entry(result.operation.id).or_default().push(at);
        groups.entry((result.operation.id, key_of(result, &titles))).or_default().push(at);
    }
    let keyed = |((_, key), members): ((&str, Vec<u8>), Vec<usize>)| {
        let members = without_repeats(&results, members);
        let operation = results[*members.first()?].operation;
        let subject = members.iter().rev().find_map(|&at| subject_of(&results[at], &titles));
        Some(KeyedOperation {
            operation,
            subject,
            is_keyed: !key.is_empty(),
            succeeded: members.iter().map(|&at| results[at].successes()).sum(),
            failure: failure_of(&results, &of_operation, (&members, !key.is_empty()), details, logs),
        })
    };
    let keyed = groups.into_iter().filter_map(keyed).collect();
    let failed = (0..results.len()).filter(|&at| results[at].end == OperationEnd::Failed);
    let failures = failed.map(|at| {
        let OperationResult { seen, operation, code, .. } = results[at];
        let inner = inner_of(&results[at], &inside_of(&results, at), &[]);
        FailedResult { seen: seen.clone(), operation, code, inner }
    });
    Operations { keyed, failures: failures.collect() }
}

/// Removes results that repeat the previous one at the same moment, and failures without a code if another result of
/// that moment has one.
fn without_repeats(results: &[OperationResult], mut members: Vec<usize>) -> Vec<usize> {
    let distance = |a: usize, b: usize| (results[a].seen.ms - results[b].seen.ms).abs();
    let all = members.clone();
    let names_code = |at: usize| results[at].seen.code().is_some();
    let has_code_nearby = |place: usize, at: usize| {
        let around = &all[place.saturating_sub(MOST_REPEATS)..(place + MOST_REPEATS).min(all.len())];
        around.iter().any(|&other| names_code(other) && distance(other, at) <= LAYER)
    };
    let mut place = 0;
    members.retain(|&at| {
        place += 1;
        results[at].end != OperationEnd::Failed || names_code(at) || !has_code_nearby(place - 1, at)
    });
    let what = |at: usize| (results[at].end, results[at].code);
    members.dedup_by(|next, last| what(*next) == what(*last) && distance(*next, *last) <= SAME);
    members
}

/// How many results before and after a result are checked for one with more details.
const MOST_REPEATS: usize = 8;

fn failure_of(
    results: &[OperationResult],
    of_operation: &BTreeMap<&'static str, Vec<usize>>,
    (members, is_keyed): (&[usize], bool),
    details: &DetailIndex,
    logs: &[GivenLog],
) -> Option<OperationFailure> {
    let place = members.iter().rposition(|&at| results[at].end == OperationEnd::Failed)?;
    let at = members[place];
    let failed = &results[at];
    let after = members[place + 1..].iter().map(|&at| &results[at]);
    let success = after.into_iter().find(|result| result.end == OperationEnd::Ok);
    let ending = match success {
        // If no line names the subject of a part, a later part that succeeds is a different one.
        Some(_) if !is_keyed && is_in_parent(results, at) => FailureEnding::Layer,
        Some(success) => FailureEnding::Recovered(Box::new(success.seen.clone())),
        None => ending_in_parent(results, of_operation, at),
    };
    let since = members[..place].iter().rposition(|&at| results[at].end == OperationEnd::Ok);
    let times = members[since.map_or(0, |at| at + 1)..=place].iter();
    let mut failures: Vec<usize> =
        times.copied().filter(|&at| results[at].end == OperationEnd::Failed).collect();
    // A collective code after the code of the same call does not count as a second failure.
    let is_summary = |at: usize| results[at].code.is_none_or(knowledge::is_collective);
    failures
        .dedup_by(|next, last| is_summary(*next) && results[*next].seen.ms - results[*last].seen.ms <= SAME);
    let times = failures.iter().map(|&at| results[at].seen.ms).collect();
    let inside = inside_of(results, at);
    let mut layers: Vec<TimedSighting> = inside.iter().map(|result| result.seen.clone()).collect();
    layers.extend(earlier(results, &members[..place], failed.code));
    let of_thread = details.before(failed.seen);
    let mut of_thread: Vec<TimedSighting> = of_thread.filter_map(|line| line.sighting(logs)).collect();
    // If a thread repeats a code a hundred times, it is one layer: its newest line.
    of_thread.reverse();
    let mut seen_codes = Vec::new();
    of_thread.retain(|seen| {
        let is_new = !seen_codes.contains(&seen.code());
        seen_codes.push(seen.code());
        is_new
    });
    let inner = inner_of(failed, &inside, &of_thread);
    layers.extend(of_thread.into_iter().take(MOST_LAYERS));
    sort::by_key(&mut layers, TimedSighting::order);
    Some(OperationFailure { seen: failed.seen.clone(), code: failed.code, inner, layers, times, ending })
}

/// The previous failures with other codes: for each code, the newest.
fn earlier(results: &[OperationResult], before: &[usize], code: Option<u32>) -> Vec<TimedSighting> {
    let mut codes = vec![code];
    let mut lines = Vec::new();
    for result in
        before.iter().rev().map(|&at| &results[at]).filter(|result| result.end == OperationEnd::Failed)
    {
        if !codes.contains(&result.code) && lines.len() < MOST_LAYERS {
            codes.push(result.code);
            lines.push(result.seen.clone());
        }
    }
    lines
}

/// What happened after a failure without a later result of the same operation: the parent operation decides.
fn ending_in_parent(
    results: &[OperationResult],
    of_operation: &BTreeMap<&'static str, Vec<usize>>,
    at: usize,
) -> FailureEnding {
    let failed = &results[at];
    let parent = failed.operation.part_of;
    let of_parent = of_operation.get(parent).map_or(&[][..], |places| places);
    let after = of_parent[of_parent.partition_point(|&place| place <= at)..].iter().map(|&at| &results[at]);
    let decided = after.into_iter().find(|result| result.end != OperationEnd::Cancelled);
    if let Some(success) = decided.filter(|result| result.end == OperationEnd::Ok) {
        return FailureEnding::Recovered(Box::new(success.seen.clone()));
    }
    if is_in_parent(results, at) { FailureEnding::Layer } else { FailureEnding::Decisive }
}
