//! The verdict of each step of a run, and of each part of a step.

use knowledge::{Flow, LogLevel, Shows, Step};
use report::{Outcome, Verdict};

use crate::judge::Judged;
use crate::log::{Coverage, Log, coverage};
use crate::seen::Seen;

/// What is known of one step, or part of a step, of a run.
#[derive(Clone, Debug)]
pub(crate) struct StepJudged<'s> {
    /// The step.
    pub(crate) step: &'static Step,
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Its lines, in time order.
    pub(crate) seen: Vec<Seen<'s>>,
    /// Why, where the lines do not say it.
    pub(crate) note: Option<String>,
}

/// The steps of a flow that have no parts, and the parts of those that have.
pub(crate) fn leaves(flow: &'static Flow) -> impl Iterator<Item = &'static Step> {
    flow.steps.iter().filter(move |step| !has_parts(flow, step))
}

/// Whether a step has parts.
pub(crate) fn has_parts(flow: &'static Flow, step: &Step) -> bool {
    flow.steps.iter().any(|other| is_part_of(other.id, step.id))
}

/// Whether `part` is a part of `step`: `1.10` of `1`.
pub(crate) fn is_part_of(part: &str, step: &str) -> bool {
    part.strip_prefix(step).is_some_and(|rest| rest.starts_with('.'))
}

/// The leaf after a step.
pub(crate) fn next_leaf(flow: &'static Flow, step: &str) -> Option<&'static Step> {
    leaves(flow).skip_while(|leaf| leaf.id != step).nth(1)
}

/// Judges the steps of a run, parts after their step, in the flow's order.
pub(crate) fn judge_steps<'s>(judged: &Judged<'s>, logs: &[Log<'s>]) -> Vec<StepJudged<'s>> {
    let flow = judged.run.flow;
    let steps: Vec<&'static Step> =
        leaves(flow).filter(|step| judged.run.is_own() || step.every_caller).collect();
    let of_leaf = judge_leaves(judged, &steps, logs);
    with_parents(flow, of_leaf)
}

/// Puts the steps that have parts before their parts.
pub(crate) fn with_parents<'s>(flow: &'static Flow, leaves: Vec<StepJudged<'s>>) -> Vec<StepJudged<'s>> {
    let mut all: Vec<StepJudged<'s>> = Vec::new();
    for leaf in leaves {
        let parent = leaf.step.id.split_once('.').and_then(|(step, _)| knowledge::step(flow.id, step));
        if let Some(parent) = parent.filter(|parent| all.iter().all(|known| known.step.id != parent.id)) {
            all.push(StepJudged { step: parent, verdict: Verdict::Passed, seen: Vec::new(), note: None });
        }
        all.push(leaf);
    }
    for at in 0..all.len() {
        if has_parts(flow, all[at].step) {
            let parts = all.iter().filter(|part| is_part_of(part.step.id, all[at].step.id));
            all[at].verdict = sum_up(parts.map(|part| part.verdict), &all[at + 1..]);
        }
    }
    all
}

/// The verdict of a step from those of its parts.
fn sum_up(parts: impl Iterator<Item = Verdict> + Clone, after: &[StepJudged<'_>]) -> Verdict {
    let has = |verdict| parts.clone().any(|part| part == verdict);
    if has(Verdict::Failed) {
        return Verdict::Failed;
    }
    if has(Verdict::Stopped) {
        return Verdict::Stopped;
    }
    if has(Verdict::NotReached) {
        // It began and did not come to its end, or it never began.
        return if has(Verdict::Ok) { Verdict::Stopped } else { Verdict::NotReached };
    }
    let went_on = after.iter().any(|step| !step.step.id.contains('.') && !step.seen.is_empty());
    match (has(Verdict::Ok), has(Verdict::NoLog)) {
        (true, false) => Verdict::Ok,
        (true, true) if went_on => Verdict::Ok,
        (_, true) => Verdict::NoLog,
        (false, false) => Verdict::Passed,
    }
}

fn judge_leaves<'s>(judged: &Judged<'s>, steps: &[&'static Step], logs: &[Log<'s>]) -> Vec<StepJudged<'s>> {
    let failing = judged.failure.as_ref();
    let place_of = |id: &str| steps.iter().position(|step| step.id == id);
    let of_step = |step: &Step| -> Vec<Seen<'s>> {
        let seen = judged.run.seen.iter().filter(|seen| {
            // The echo of a failure is a layer of the step that failed.
            match failing {
                Some(failure) if seen.evidence.joins.echo => failure.step == step.id,
                _ => seen.evidence.step == step.id,
            }
        });
        seen.copied().collect()
    };
    let mut all: Vec<StepJudged<'s>> = Vec::new();
    let last_seen = steps.iter().rposition(|step| !of_step(step).is_empty());
    let failing_place = failing.and_then(|failure| place_of(failure.step));
    for (at, &step) in steps.iter().enumerate() {
        let seen = of_step(step);
        let (verdict, note) = if failing_place == Some(at) {
            stopped_or_failed(judged, &seen)
        } else if !seen.is_empty() && judged.outcome == Outcome::Cancelled && last_seen == Some(at) {
            (Verdict::Stopped, Some("Its caller gave it up.".to_owned()))
        } else if !seen.is_empty() {
            (own_verdict(judged, &seen, last_seen == Some(at)), None)
        } else if last_seen.is_some_and(|last| last > at) {
            (Verdict::Passed, None)
        } else {
            silent_verdict(judged, step, logs)
        };
        all.push(StepJudged { step, verdict, seen, note });
    }
    all
}

fn stopped_or_failed(judged: &Judged<'_>, seen: &[Seen<'_>]) -> (Verdict, Option<String>) {
    let is_stop = judged.failure.as_ref().is_some_and(|failure| failure.is_stop);
    let is_done = seen.iter().any(|seen| seen.evidence.shows == Shows::Done);
    match (is_stop, is_done) {
        (false, _) => (Verdict::Failed, None),
        // What was seen last reached its end; the next step is the one that did not come.
        (true, true) => (Verdict::Ok, None),
        (true, false) => (Verdict::Stopped, None),
    }
}

/// The verdict of a step with lines of its own that is not the one the run failed at.
fn own_verdict(judged: &Judged<'_>, seen: &[Seen<'_>], is_last: bool) -> Verdict {
    let decided = seen.iter().rev().find(|seen| matches!(seen.evidence.shows, Shows::Done | Shows::Failed));
    match decided.map(|seen| seen.evidence.shows) {
        Some(Shows::Done) => Verdict::Ok,
        // A failure that a later step was reached in spite of did not stop the run.
        Some(Shows::Failed) if is_last && judged.outcome != Outcome::Ok => Verdict::Failed,
        _ if is_last && judged.outcome == Outcome::Incomplete => Verdict::Ok,
        _ => Verdict::Ok,
    }
}

/// The verdict of a step without a line of its own, and with none of a later step.
fn silent_verdict(judged: &Judged<'_>, step: &'static Step, logs: &[Log<'_>]) -> (Verdict, Option<String>) {
    let (from, to) = judged.run.span();
    let best = logs_of(step).map(|log| (coverage(logs, log, from, to), log)).max_by_key(|(found, _)| rank(*found));
    let Some((found, log)) = best else { return (Verdict::NoLog, None) };
    match found {
        Coverage::NotGiven => (Verdict::NoLog, None),
        Coverage::BeginsAfter => (Verdict::NoLog, Some(format!("{log}.log begins after this run."))),
        Coverage::EndsBefore => (Verdict::NoLog, Some(format!("{log}.log ends before this could happen."))),
        Coverage::Covers => match (judged.outcome, step.silent) {
            (Outcome::Ok, silent) => (Verdict::Passed, silent.map(str::to_owned)),
            (Outcome::Incomplete, _) => (Verdict::NoLog, Some(format!("{log}.log ends before this could happen."))),
            _ => (Verdict::NotReached, None),
        },
    }
}

fn rank(coverage: Coverage) -> u8 {
    match coverage {
        Coverage::NotGiven => 0,
        Coverage::EndsBefore => 1,
        Coverage::BeginsAfter => 2,
        Coverage::Covers => 3,
    }
}

/// The logs that can decide about a step, each once, those written at the default level first.
///
/// A log that only shows progress decides nothing.
pub(crate) fn logs_of(step: &'static Step) -> impl Iterator<Item = &'static str> {
    let decides = |evidence: &&knowledge::Evidence| {
        matches!(evidence.shows, Shows::Started | Shows::Done | Shows::Failed) && !evidence.joins.machine
    };
    let mut logs: Vec<(bool, &'static str)> = Vec::new();
    for evidence in step.evidence.iter().filter(decides) {
        let is_verbose = evidence.level != LogLevel::Default;
        match logs.iter_mut().find(|(_, log)| *log == evidence.log) {
            Some(known) => known.0 &= is_verbose,
            None => logs.push((is_verbose, evidence.log)),
        }
    }
    logs.sort_by_key(|(is_verbose, _)| *is_verbose);
    logs.into_iter().map(|(_, log)| log)
}
