//! The verdict of one run: how it ended, where it failed or stopped, and with which code.

use knowledge::Ends;
use report::Outcome;

use crate::judge::line_meaning::{
    end_of, ends_badly, is_absent, is_cancelled, is_failure_line, is_last_word, is_overdue,
    is_recovered_in_run,
};
use crate::judge::machine_failures::MachineFailure;
use crate::judge::run_failure::{FailureKind, RunFailure, failure_at};
use crate::judge::stops::{active_since, met_after, stop_of};
use crate::logs::given_log::GivenLog;
use crate::runs::flow_run::FlowRun;
use crate::runs::service::Service;
use crate::runs::timed_sightings::TimedSighting;

/// A run and how it ended.
#[derive(Clone, Debug)]
pub(crate) struct JudgedRun {
    /// The run.
    pub(crate) run: FlowRun,
    /// How it ended.
    pub(crate) ending: RunEnding,
    /// The code with which it ended, according to its end line.
    pub(crate) code: Option<u32>,
    /// The service that it used.
    pub(crate) service: Service,
    /// Whether it is used for the verdict of its flow.
    pub(crate) counts: bool,
}

/// How a run ended.
#[derive(Clone, Debug)]
pub(crate) enum RunEnding {
    /// It succeeded. If the machine has failed with something since then, its results might not have arrived.
    Ok(Option<TimedSighting>),
    /// It failed or stopped.
    Failed(RunFailure),
    /// Its caller cancelled it.
    Cancelled,
    /// It was answered from the cache.
    Skipped,
    /// No end was found, and its log does not continue for long enough.
    Incomplete,
}

impl JudgedRun {
    /// The outcome in terms of the report.
    pub(crate) fn outcome(&self) -> Outcome {
        match &self.ending {
            RunEnding::Ok(_) => Outcome::Ok,
            RunEnding::Failed(_) => Outcome::Failed,
            RunEnding::Cancelled => Outcome::Cancelled,
            RunEnding::Skipped => Outcome::Skipped,
            RunEnding::Incomplete => Outcome::Incomplete,
        }
    }

    /// Where it failed or stopped.
    pub(crate) fn failure(&self) -> Option<&RunFailure> {
        if let RunEnding::Failed(failure) = &self.ending { Some(failure) } else { None }
    }
}

/// Judges a run. `machine` are the failures that belong to no run.
pub(crate) fn judge(mut run: FlowRun, machine: &[&MachineFailure], logs: &[GivenLog]) -> JudgedRun {
    let ends = || run.sightings.iter().rev().filter_map(|seen| Some((seen, end_of(seen, &run)?)));
    // An end line without a code only closes what a previous line has decided.
    let names_code = |(seen, _): &(&TimedSighting, Outcome)| {
        seen.evidence.effect.ends != Some(Ends::ByCode) || seen.code().is_some()
    };
    let end = ends().find(names_code).or_else(|| ends().next());
    let end_code = end.and_then(|(seen, _)| seen.code());
    let failed = deciding_failure(&run, logs);
    let fails_at = |failed: &TimedSighting| {
        // The last failure line might not name the code, but a previous one does.
        let is_failure = |seen: &&TimedSighting| is_failure_line(seen) || ends_badly(seen);
        let code =
            end_code.or_else(|| run.sightings.iter().rev().filter(is_failure).find_map(TimedSighting::code));
        (RunEnding::Failed(failure_at(&run, failed, code)), code)
    };
    let (ending, code) = match (end, failed) {
        (Some((seen, Outcome::Ok)), _) => {
            let needed = seen.evidence.effect.skipped_without;
            let is_skipped = !needed.is_empty() && is_absent(&run, needed, logs);
            let ok = || RunEnding::Ok(active_since(&run, machine));
            (if is_skipped { RunEnding::Skipped } else { ok() }, end_code)
        }
        (Some((seen, Outcome::Failed)), failed) => fails_at(failed.unwrap_or(seen)),
        (Some((_, Outcome::Cancelled)), _) => (RunEnding::Cancelled, end_code),
        (Some((_, Outcome::Skipped)), _) => (RunEnding::Skipped, end_code),
        (None, Some(failed)) if is_last_word(&run, failed) => fails_at(failed),
        _ => match stop_of(&run, logs) {
            Some(stop) => {
                let met = met_after(&run, &stop, machine, logs);
                let failure = met.first().map_or(stop, |first| RunFailure {
                    step: first.evidence.step,
                    proof: first.clone(),
                    code: first.code(),
                    kind: FailureKind::Failed,
                });
                run.sightings.extend(met);
                let code = failure.code;
                (RunEnding::Failed(failure), code)
            }
            None => (RunEnding::Incomplete, None),
        },
    };
    // A failure caused by a cancellation counts as cancelled, regardless of the line that reports it.
    let ending = match ending {
        RunEnding::Failed(failure) if failure.code.is_some_and(|code| is_cancelled(run.flow, code)) => {
            RunEnding::Cancelled
        }
        ending => ending,
    };
    let service = Service::of(&run);
    JudgedRun { run, ending, code, service, counts: false }
}

/// The failure that decides the run: the last one that is not only the echo of a deeper one, else the first echo.
fn deciding_failure<'r>(run: &'r FlowRun, logs: &[GivenLog]) -> Option<&'r TimedSighting> {
    let is_deep = |seen: &&TimedSighting| {
        (seen.is_failure() || ends_badly(seen) || is_overdue(run, seen, logs))
            && !is_recovered_in_run(run, seen)
    };
    let is_echo = |seen: &&TimedSighting| seen.evidence.is_echo() && is_failure_line(seen);
    let deep = run.sightings.iter().rev().find(is_deep);
    deep.or_else(|| run.sightings.iter().find(is_echo))
}
