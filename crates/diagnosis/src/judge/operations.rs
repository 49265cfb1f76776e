//! Operations: the results of all logs, by what each operation was for. The last result of an operation decides.

use std::collections::BTreeMap;

use knowledge::{Operation, ResultOutcome};
use report::UpdateClass;

use crate::judge::details::{DetailIndex, LAYER};
use crate::judge::update_class::class_of;
use crate::judge::update_series::series;
use crate::logs::given_log::{GivenLog, files_of};
use crate::runs::segments::bare;
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::facts::UpdateKey;
use crate::sort;

/// What the results of all logs say.
#[derive(Debug, Default)]
pub(crate) struct Operations {
    /// By what each operation was for.
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
    /// The code it names.
    pub(crate) code: Option<u32>,
    /// The code inside that one.
    pub(crate) inner: Option<u32>,
}

/// All results of one operation that was for one thing, and what follows from them.
#[derive(Debug)]
pub(crate) struct KeyedOperation {
    /// The operation.
    pub(crate) operation: &'static Operation,
    /// What it was for, where the logs name it.
    pub(crate) subject: Option<Subject>,
    /// Whether the results name what it was for, so that it is the same thing each time.
    pub(crate) is_keyed: bool,
    /// How many of its results are successes.
    pub(crate) succeeded: u32,
    /// Its last failure.
    pub(crate) failure: Option<OperationFailure>,
}

/// What an operation was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The title of an update, a command, a package.
    pub(crate) name: String,
    /// What kind of update it is, where it is one.
    pub(crate) class: UpdateClass,
}

/// The last failure of an operation, and those before it since the last success.
#[derive(Debug)]
pub(crate) struct OperationFailure {
    /// The result.
    pub(crate) seen: TimedSighting,
    /// The code it names.
    pub(crate) code: Option<u32>,
    /// The code inside that one.
    pub(crate) inner: Option<u32>,
    /// Lines of its thread before it that name failing codes, and failures of operations that are parts of it.
    pub(crate) layers: Vec<TimedSighting>,
    /// When it failed, in milliseconds: since the last success, or ever if that came later.
    pub(crate) times: Vec<i64>,
    /// What became of it.
    pub(crate) ending: FailureEnding,
}

/// What became of a failure.
#[derive(Clone, Debug)]
pub(crate) enum FailureEnding {
    /// It is the last word.
    Decisive,
    /// A later result is a success.
    Recovered(Box<TimedSighting>),
    /// It is inside the failure of the operation that this one is a part of.
    Layer,
}

/// One result.
#[derive(Clone, Debug)]
struct OperationResult {
    seen: TimedSighting,
    operation: &'static Operation,
    end: OperationEnd,
    code: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OperationEnd {
    Ok,
    Failed,
    Cancelled,
}

/// Two components, or two threads of one, write the same result within so many milliseconds.
const SAME: i64 = 2000;

/// The operations of all logs; `all` are their sightings in time order.
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
            succeeded: members.iter().filter(|&&at| results[at].end == OperationEnd::Ok).count() as u32,
            failure: failure_of(&results, &of_operation, (&members, !key.is_empty()), details, logs),
        })
    };
    let keyed = groups.into_iter().filter_map(keyed).collect();
    let failed = (0..results.len()).filter(|&at| results[at].end == OperationEnd::Failed);
    let failures = failed.map(|at| {
        let OperationResult { seen, operation, code, .. } = results[at].clone();
        let inner = inner_of(&results[at], &inside_of(&results, at), &[]);
        FailedResult { seen, operation, code, inner }
    });
    Operations { keyed, failures: failures.collect() }
}

/// The result that a line is, where it says how the operation ended.
fn result_of(seen: &TimedSighting) -> Option<OperationResult> {
    let line = seen.evidence.result?;
    let operation = knowledge::operation(line.operation)?;
    let code = seen.code();
    let is_failing = code.is_some_and(|code| code >> 31 == 1);
    let is_cancel = || {
        let flow = knowledge::flow(operation.flow);
        code.is_some_and(|code| {
            knowledge::is_cancelled(code) || flow.is_some_and(|flow| flow.cancelled.contains(&code))
        })
    };
    let is_benign = || code.and_then(knowledge::code).is_some_and(|known| known.benign.is_some());
    let end = match line.outcome {
        ResultOutcome::Ok => OperationEnd::Ok,
        ResultOutcome::Cancelled => OperationEnd::Cancelled,
        ResultOutcome::Failed | ResultOutcome::ByCode if is_failing && is_cancel() => {
            match inner_capture(seen) {
                Some(_) => OperationEnd::Failed,
                None => OperationEnd::Cancelled,
            }
        }
        ResultOutcome::Failed => OperationEnd::Failed,
        // A line without its code says nothing of the end.
        ResultOutcome::ByCode => match code? {
            code if code >> 31 == 0 => OperationEnd::Ok,
            _ if is_benign() => OperationEnd::Ok,
            _ => OperationEnd::Failed,
        },
    };
    Some(OperationResult { seen: seen.clone(), operation, end, code: code.filter(|_| is_failing) })
}

/// The failing code that a result names inside its own.
fn inner_capture(seen: &TimedSighting) -> Option<u32> {
    let inner = knowledge::spelling::captured(seen.capture("inner")?)?;
    (inner >> 31 == 1 && Some(inner) != seen.code() && !knowledge::is_collective(inner)).then_some(inner)
}

/// Leaves out results that say the same as the one before them at the same moment, and failures without a code where
/// another result of that moment names one.
fn without_repeats(results: &[OperationResult], mut members: Vec<usize>) -> Vec<usize> {
    let distance = |a: usize, b: usize| (results[a].seen.ms - results[b].seen.ms).abs();
    let all = members.clone();
    let names_code = |at: usize| results[at].seen.code().is_some();
    let is_said = |place: usize, at: usize| {
        let around = &all[place.saturating_sub(MOST_REPEATS)..(place + MOST_REPEATS).min(all.len())];
        around.iter().any(|&other| names_code(other) && distance(other, at) <= LAYER)
    };
    let mut place = 0;
    members.retain(|&at| {
        place += 1;
        results[at].end != OperationEnd::Failed || names_code(at) || !is_said(place - 1, at)
    });
    let what = |at: usize| (results[at].end, results[at].code);
    members.dedup_by(|next, last| what(*next) == what(*last) && distance(*next, *last) <= SAME);
    members
}

/// So many results before and after one are looked at for one that says more.
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
        // Where nothing names what a part was for, a later one that succeeds is another one.
        Some(_) if !is_keyed && is_in_parent(results, at) => FailureEnding::Layer,
        Some(success) => FailureEnding::Recovered(Box::new(success.seen.clone())),
        None => ending_in_parent(results, of_operation, at),
    };
    let since = members[..place].iter().rposition(|&at| results[at].end == OperationEnd::Ok);
    let times = members[since.map_or(0, |at| at + 1)..=place].iter();
    let mut failures: Vec<usize> =
        times.copied().filter(|&at| results[at].end == OperationEnd::Failed).collect();
    // A collective code behind the code of the same call counts no second time.
    let is_summary = |at: usize| results[at].code.is_none_or(knowledge::is_collective);
    failures
        .dedup_by(|next, last| is_summary(*next) && results[*next].seen.ms - results[*last].seen.ms <= SAME);
    let times = failures.iter().map(|&at| results[at].seen.ms).collect();
    let inside = inside_of(results, at);
    let mut layers: Vec<TimedSighting> = inside.iter().map(|result| result.seen.clone()).collect();
    layers.extend(earlier(results, &members[..place], failed.code));
    let of_thread = details.before(&failed.seen);
    let mut of_thread: Vec<TimedSighting> = of_thread.filter_map(|line| line.sighting(logs)).collect();
    // A code that its thread repeats a hundred times is one layer: its newest line.
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

/// The last failures before with other codes: of each code the newest.
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

/// So many results before a failure are looked at for what is inside it, however many are written in a moment.
const MOST_NEAR: usize = 200;

/// So many codes of its thread are layers of a failure.
const MOST_LAYERS: usize = 8;

/// What became of a failure that no result of the same operation follows: the operation it is a part of decides.
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

/// Whether the operation that a failed one is a part of failed shortly after it.
fn is_in_parent(results: &[OperationResult], at: usize) -> bool {
    let failed = &results[at];
    let mut near = results[at + 1..]
        .iter()
        .take(MOST_NEAR)
        .take_while(|result| result.seen.ms - failed.seen.ms <= LAYER);
    near.any(|result| {
        result.end == OperationEnd::Failed
            && is_part_of(failed.operation, result.operation)
            && is_inside(&failed.seen, &result.seen)
    })
}

/// Whether an operation can be a part of another one: of the one it names, or of one that is no part itself.
fn is_part_of(part: &Operation, whole: &Operation) -> bool {
    !part.part_of.is_empty()
        && (part.part_of == whole.id || (whole.part_of.is_empty() && part.id != whole.id))
}

/// Whether a failure came shortly before another one of the same process, as far as both lines name one.
fn is_inside(inner: &TimedSighting, outer: &TimedSighting) -> bool {
    let process = |seen: &TimedSighting| seen.sighting().thread.0;
    let is_same = process(inner) == process(outer) || process(inner) == 0 || process(outer) == 0;
    inner.log == outer.log && is_same && outer.ms - inner.ms <= LAYER
}

/// Whether a failure is what a collective code sums up: it came shortly before it in the same log, where the agent and
/// its callers are processes of their own.
fn is_summed_up(inner: &TimedSighting, outer: &TimedSighting) -> bool {
    inner.log == outer.log && outer.ms - inner.ms <= LAYER
}

/// The failures shortly before a failed result that are inside it: of operations that are parts of its own, and where
/// its code is a collective one of any operation. The newest comes first.
fn inside_of(results: &[OperationResult], at: usize) -> Vec<&OperationResult> {
    let failed = &results[at];
    let is_collective = failed.code.is_none_or(knowledge::is_collective);
    let is_part = |result: &&OperationResult| {
        let names_more = result.code.is_some_and(|code| !knowledge::is_collective(code));
        let is_part =
            || is_part_of(result.operation, failed.operation) && is_inside(&result.seen, &failed.seen);
        result.end == OperationEnd::Failed
            && (is_part() || (is_collective && names_more && is_summed_up(&result.seen, &failed.seen)))
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
fn inner_of(
    failed: &OperationResult,
    inside: &[&OperationResult],
    of_thread: &[TimedSighting],
) -> Option<u32> {
    let names_more = |code: &u32| Some(*code) != failed.code && !knowledge::is_collective(*code);
    let of_parts = || {
        let codes = inside.iter().filter_map(|result| inner_capture(&result.seen).or(result.code));
        codes.into_iter().find(names_more)
    };
    let is_collective = failed.code.is_some_and(knowledge::is_collective);
    let of_details = || of_thread.iter().filter_map(TimedSighting::code).find(names_more);
    inner_capture(&failed.seen).or_else(of_parts).or_else(|| of_details().filter(|_| is_collective))
}

/// The titles of updates, and which of them are apps.
struct UpdateTitles<'s>(BTreeMap<UpdateKey, (&'s str, bool)>);

impl<'s> UpdateTitles<'s> {
    fn of(logs: &'s [GivenLog]) -> Self {
        let mut titles: BTreeMap<UpdateKey, (&'s str, bool)> = BTreeMap::new();
        for (_, _, file) in files_of(logs) {
            for (key, facts) in &file.facts.updates {
                let known = titles.entry(*key).or_default();
                known.0 = if facts.title.len() > known.0.len() { &facts.title } else { known.0 };
                known.1 |= facts.is_app;
            }
        }
        Self(titles)
    }

    fn get(&self, result: &OperationResult) -> Option<(&'s str, bool)> {
        let key = result.seen.evidence.result.map_or("", |line| line.key);
        let ids = ["update", key].into_iter().filter_map(|name| result.seen.capture(name));
        ids.filter_map(|id| self.0.get(&UpdateKey::of_id(guid_in(id).as_bytes())?)).next().copied()
    }
}

/// An id without braces and revision: `{GUID}.200` and `GUID.200` are of the same update.
fn guid_in(value: &str) -> &str {
    let bare = value.trim().trim_start_matches('{');
    bare.get(..36).unwrap_or(bare)
}

/// What the operation of a result was for: results with the same key are of the same.
fn key_of(result: &OperationResult, titles: &UpdateTitles<'_>) -> Vec<u8> {
    if result.operation.is_of_updates {
        // A later version of the same update takes the place of an earlier one.
        let known = titles.get(result).map(|(title, _)| title).filter(|title| !title.is_empty());
        if let Some(title) = result.seen.capture("title").or(known) {
            return series(title);
        }
    }
    let name = result.seen.evidence.result.map_or("", |line| line.key);
    match (name, result.seen.capture(name)) {
        ("", _) | (_, None) => Vec::new(),
        ("title", Some(title)) => series(title),
        ("update", Some(id)) => bare(guid_in(id)).collect(),
        (_, Some(value)) => bare(value).collect(),
    }
}

/// The captures that name what an operation was for in words, best first.
const NAMES: [&str; 4] = ["title", "name", "package", "command"];

/// So many characters of a name are part of a sentence.
const LONGEST_NAME: usize = 200;

fn subject_of(result: &OperationResult, titles: &UpdateTitles<'_>) -> Option<Subject> {
    let titled = titles.get(result).filter(|(title, _)| !title.is_empty());
    let kb = || result.seen.capture("kb").map(|kb| format!("KB{kb}"));
    let caller = || {
        let caller = result.seen.capture("caller")?;
        Some(knowledge::caller_name(caller).map_or(caller, |name| name.name).to_owned())
    };
    // The text of an event ends with a full stop, and so does a title at its end.
    let bare = |name: &str| name.trim_end_matches(['.', ' ']).to_owned();
    let captured = || NAMES.iter().find_map(|name| result.seen.capture(name)).map(bare).or_else(caller);
    let (name, is_app) = match titled {
        Some((title, is_app)) => (title.to_owned(), is_app),
        None => (captured().or_else(kb)?, false),
    };
    // In one line, and without braces, which stand for what is to be filled in.
    let words: Vec<&str> =
        name.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let name: String =
        words.join(" ").replace('{', "<").replace('}', ">").chars().take(LONGEST_NAME).collect();
    let class = if result.operation.is_of_updates { class_of(&name, is_app) } else { UpdateClass::Product };
    Some(Subject { name, class })
}
