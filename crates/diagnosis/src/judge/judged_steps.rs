//! The verdict of each step of a run, and of each part of a step.

use knowledge::{EvidenceKind, Flow, LogLevel, Step};
use report::{Outcome, Verdict};

use crate::judge::flow_steps::{DecidingLog, deciding, has_parts, is_part_of, leaves, logs_of};
use crate::judge::judged_run::{JudgedRun, RunEnding};
use crate::judge::line_meaning::is_recovered_in_run;
use crate::judge::run_failure::{FailureKind, RunFailure};
use crate::logs::coverage::{Coverage, coverage, file_and_folder, has_gap};
use crate::logs::given_log::GivenLog;
use crate::runs::timed_sightings::TimedSighting;

/// A step, or a part of a step, of a run, with its verdict.
#[derive(Clone, Debug)]
pub(crate) struct JudgedStep {
    /// The step.
    pub(crate) step: &'static Step,
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Its lines, in time order.
    pub(crate) sightings: Vec<TimedSighting>,
    /// The reason, if the lines do not show it.
    pub(crate) note: Option<String>,
}

/// Judges the steps of a run, parts after their step, in flow order.
pub(crate) fn judge_steps(judged: &JudgedRun, logs: &[GivenLog]) -> Vec<JudgedStep> {
    let flow = judged.run.flow;
    let steps: Vec<&'static Step> =
        leaves(flow).filter(|step| judged.run.is_own() || step.every_caller).collect();
    let of_leaf = judge_leaves(judged, &steps, logs);
    let mut all = with_parents(flow, of_leaf);
    // Steps that a run answered from the cache skipped were not needed.
    if judged.outcome() == Outcome::Skipped {
        for at in 0..all.len() {
            let mut parts = all.iter().filter(|part| is_part_of(part.step.id, all[at].step.id));
            if parts.any(|part| part.verdict == Verdict::Ok) {
                all[at].verdict = Verdict::Ok;
            }
        }
    }
    all
}

/// Inserts the steps that have parts before their parts.
pub(crate) fn with_parents(flow: &'static Flow, leaves: Vec<JudgedStep>) -> Vec<JudgedStep> {
    let mut all: Vec<JudgedStep> = Vec::new();
    for leaf in leaves {
        let parent = leaf.step.id.split_once('.').and_then(|(step, _)| knowledge::step(flow.id, step));
        if let Some(parent) = parent.filter(|parent| all.iter().all(|known| known.step.id != parent.id)) {
            all.push(JudgedStep {
                step: parent,
                verdict: Verdict::Passed,
                sightings: Vec::new(),
                note: None,
            });
        }
        all.push(leaf);
    }
    for at in 0..all.len() {
        if has_parts(flow, all[at].step) {
            let parts = all.iter().filter(|part| is_part_of(part.step.id, all[at].step.id));
            let verdicts: Vec<Verdict> = parts.map(|part| part.verdict).collect();
            all[at].verdict = sum_up(&verdicts, &all[at + 1..]);
        }
    }
    all
}

/// The verdict of a step, based on its parts.
fn sum_up(parts: &[Verdict], after: &[JudgedStep]) -> Verdict {
    let has = |verdict| parts.contains(&verdict);
    if has(Verdict::Failed) {
        return Verdict::Failed;
    }
    if has(Verdict::Stopped) {
        return Verdict::Stopped;
    }
    if has(Verdict::NotReached) {
        // It started and did not end, or it never started.
        return if has(Verdict::Ok) { Verdict::Stopped } else { Verdict::NotReached };
    }
    let went_on = after.iter().any(|step| !step.step.id.contains('.') && !step.sightings.is_empty());
    match (has(Verdict::Ok), has(Verdict::NoLog)) {
        (true, false) => Verdict::Ok,
        (true, true) if went_on => Verdict::Ok,
        (_, true) => Verdict::NoLog,
        (false, false) => Verdict::Passed,
    }
}

fn judge_leaves(judged: &JudgedRun, steps: &[&'static Step], logs: &[GivenLog]) -> Vec<JudgedStep> {
    let failing = judged.failure();
    let place_of = |id: &str| steps.iter().position(|step| step.id == id);
    let failing_place = failing.and_then(|failure| place_of(failure.step));
    // The echo of a failure is a layer of the failed step, and so are its consequences.
    let step_of = |seen: &TimedSighting| {
        let own = place_of(seen.evidence.step);
        let is_layer =
            seen.evidence.is_echo() && (seen.evidence.shows == EvidenceKind::Failed || own > failing_place);
        if failing_place.is_some() && is_layer { failing_place } else { own }
    };
    let mut of_step: Vec<Vec<TimedSighting>> = steps.iter().map(|_| Vec::new()).collect();
    for seen in &judged.run.sightings {
        if let Some(at) = step_of(seen) {
            of_step[at].push(seen.clone());
        }
    }
    let last_seen = of_step.iter().rposition(|seen| !seen.is_empty());
    // How far a run that was answered from the cache went by itself, before its end was reported.
    let reached = match judged.outcome() {
        Outcome::Skipped => of_step.iter().rposition(|seen| seen.iter().any(goes_on)),
        _ => last_seen,
    };
    let mut all: Vec<JudgedStep> = Vec::new();
    for (at, (&step, seen)) in steps.iter().zip(of_step).enumerate() {
        let is_last = last_seen == Some(at);
        let (verdict, note) = if failing_place == Some(at) {
            (stopped_or_failed(judged), None)
        } else if !seen.is_empty() {
            own_verdict(judged, &seen, is_last, logs)
        } else if reached.is_some_and(|last| last > at) {
            (Verdict::Passed, None)
        } else if all
            .last()
            .is_some_and(|before| before.verdict == Verdict::NotReached && before.note.is_none())
        {
            // A step that was not reached cannot lead to this one.
            (Verdict::NotReached, None)
        } else {
            silent_verdict(judged, step, logs)
        };
        all.push(JudgedStep { step, verdict, sightings: seen, note });
    }
    all
}

/// Whether a line shows that its run continues, and does not only close it or repeat other logs.
fn goes_on(seen: &TimedSighting) -> bool {
    seen.evidence.link.opens && seen.evidence.effect.ends.is_none()
}

fn stopped_or_failed(judged: &JudgedRun) -> Verdict {
    match judged.failure().map(|failure| failure.kind) {
        // The last logged step ended; the next step is missing.
        Some(FailureKind::StoppedAfter) => Verdict::Ok,
        Some(FailureKind::StoppedIn) => Verdict::Stopped,
        Some(FailureKind::Failed) | None => Verdict::Failed,
    }
}

/// The verdict of a step with its own lines that is not the step at which the run failed.
fn own_verdict(
    judged: &JudgedRun,
    seen: &[TimedSighting],
    is_last: bool,
    logs: &[GivenLog],
) -> (Verdict, Option<String>) {
    let decides = |seen: &&TimedSighting| match seen.evidence.shows {
        EvidenceKind::Failed => !is_recovered_in_run(&judged.run, seen),
        shows => shows == EvidenceKind::Done,
    };
    let decided = seen.iter().rev().find(decides);
    match (decided.map(|seen| seen.evidence.shows), judged.outcome()) {
        // Later steps are sufficient proof.
        _ if !is_last => (Verdict::Ok, None),
        (_, Outcome::Cancelled) => (Verdict::Stopped, Some("Cancelled by its caller.".to_owned())),
        // A failure followed by a later step did not stop the run.
        (Some(EvidenceKind::Failed), outcome) if outcome != Outcome::Ok => (Verdict::Failed, None),
        (None, Outcome::Incomplete) if judged.run.is_restarted => {
            (Verdict::Stopped, Some("The service restarted before this step ended.".to_owned()))
        }
        (None, Outcome::Incomplete) => {
            let Some(last) = seen.last() else { return (Verdict::NoLog, None) };
            let (log, name) = (&logs[last.log as usize], logs[last.log as usize].name());
            let timeout =
                knowledge::step(judged.run.flow.id, last.evidence.step).map_or(0, |step| step.timeout);
            let has_gap = log.has_gap(last.last_ms, last.last_ms + i64::from(timeout) * 1000);
            let why = if has_gap { "might lack lines from this time" } else { "ends before this step ended" };
            (Verdict::NoLog, Some(format!("{name} {why}.")))
        }
        _ => (Verdict::Ok, None),
    }
}

/// The verdict of a step without lines of its own or of later steps.
fn silent_verdict(judged: &JudgedRun, step: &'static Step, logs: &[GivenLog]) -> (Verdict, Option<String>) {
    match judged.outcome() {
        Outcome::Skipped => {
            return (Verdict::NotReached, Some("Not needed in this run.".to_owned()));
        }
        Outcome::Cancelled => return (Verdict::NotReached, None),
        Outcome::Incomplete if judged.run.is_restarted => return (Verdict::NotReached, None),
        Outcome::Failed if judged.failure().is_some_and(RunFailure::is_certain) => {
            return (Verdict::NotReached, None);
        }
        _ => {}
    }
    let (_, end) = judged.run.span();
    // A log that only repeats another log does not prove that the step was not reached. Of equally good logs, the first
    // is the most informative.
    let deciding_logs = deciding(step).into_iter().filter(|log| !log.is_echo).map(|deciding| deciding.log);
    let until = end + i64::from(step.timeout) * 1000;
    let covers = |log| match coverage(logs, log, end, end) {
        // The end of the run was logged, so the verdict does not depend on missing lines.
        Coverage::HasGap if judged.outcome() == Outcome::Ok => Coverage::Covers,
        Coverage::Covers if judged.outcome() != Outcome::Ok && has_gap(logs, log, end, until) => {
            Coverage::HasGap
        }
        coverage => coverage,
    };
    let deciding_logs: Vec<_> = deciding_logs.map(|log| (covers(log), log)).collect();
    let Some((found, log)) = deciding_logs.into_iter().rev().max_by_key(|(found, _)| rank(*found)) else {
        return (Verdict::NoLog, None);
    };
    let file = file_and_folder(logs, log).0;
    match found {
        Coverage::NotGiven => (Verdict::NoLog, None),
        Coverage::BeginsAfter => (Verdict::NoLog, Some(format!("{file} begins after this run."))),
        Coverage::EndsBefore => (Verdict::NoLog, Some(format!("{file} ends before this step could occur."))),
        Coverage::HasGap => (Verdict::NoLog, Some(format!("{file} might lack lines from this time."))),
        Coverage::Covers => match (&judged.ending, step.silent) {
            (RunEnding::Ok(Some(doubt)), Some(_)) if decides(step, doubt.evidence.log) => {
                (Verdict::NotReached, Some(format!("Since then {}.", doubt.evidence.summary)))
            }
            (RunEnding::Ok(_), Some(_)) if is_missing_despite_verbose_logging(judged, step, logs) => {
                let note = "Verbose logging is on, but this step is not logged.";
                (Verdict::NotReached, Some(note.to_owned()))
            }
            (RunEnding::Ok(_), silent) => (Verdict::Passed, silent.map(str::to_owned)),
            (RunEnding::Incomplete, _) => {
                (Verdict::NoLog, Some(format!("{log}.log ends before this step could occur.")))
            }
            // If missing lines are normal, they do not show whether the step was reached.
            (_, Some(silent)) => (Verdict::NoLog, Some(silent.to_owned())),
            (_, None) => (Verdict::NotReached, None),
        },
    }
}

/// Whether a step that only verbose logging shows is not logged for as long as it may take, although one of its logs
/// contains other verbose lines of the run.
fn is_missing_despite_verbose_logging(judged: &JudgedRun, step: &'static Step, logs: &[GivenLog]) -> bool {
    let (_, end) = judged.run.span();
    let until = end + i64::from(step.timeout) * 1000;
    let deciding = deciding(step);
    let is_verbose = |log: &str| {
        judged
            .run
            .sightings
            .iter()
            .any(|seen| seen.evidence.log == log && seen.evidence.level == LogLevel::Verbose)
    };
    let is_silent =
        |log: &DecidingLog| is_verbose(log.log) && coverage(logs, log.log, end, until) == Coverage::Covers;
    deciding.iter().all(|log| log.is_verbose) && deciding.iter().any(is_silent)
}

fn rank(coverage: Coverage) -> u8 {
    match coverage {
        Coverage::NotGiven => 0,
        Coverage::EndsBefore => 1,
        Coverage::BeginsAfter => 2,
        Coverage::HasGap => 3,
        Coverage::Covers => 4,
    }
}

fn decides(step: &'static Step, log: &str) -> bool {
    logs_of(step).any(|known| known == log)
}
