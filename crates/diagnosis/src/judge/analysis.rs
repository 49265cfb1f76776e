//! The analysis of one machine: its logs, its runs with their verdicts, and everything else that was found.

use std::sync::Arc;

use report::Outcome;

use crate::judge::contradictions::contradict;
use crate::judge::details::DetailIndex;
use crate::judge::judged_run::{JudgedRun, judge};
use crate::judge::machine_failures::{MachineFailure, machine_failures};
use crate::judge::machine_lines::MachineLines;
use crate::judge::operations::{Operations, operations_of};
use crate::judge::relevance::mark_relevant;
use crate::judge::update_series::series;
use crate::logs::given_log::GivenLog;
use crate::logs::rollovers::logs_of;
use crate::logs::scanned_file::ScannedFile;
use crate::runs::gather::runs_of;
use crate::runs::timed_sightings::{TimedSighting, sightings_of};
use crate::scan::log_names::is_of_web_server;
use crate::sort;

/// The source of the findings and rows in a machine's report.
#[derive(Debug)]
pub(crate) struct Analysis {
    /// The logs.
    pub(crate) logs: Vec<GivenLog>,
    /// All sightings of all logs, in time order.
    pub(crate) sightings: Vec<TimedSighting>,
    /// Those of them that are about the machine.
    pub(crate) machine_lines: MachineLines,
    /// The runs, in time order.
    pub(crate) runs: Vec<JudgedRun>,
    /// The failures that belong to no run.
    pub(crate) machine_failures: Vec<MachineFailure>,
    /// The results of operations, in any run.
    pub(crate) operations: Operations,
}

#[cfg(test)]
std::thread_local! {
    /// The number of analyses in this thread.
    pub(crate) static MADE: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

impl Analysis {
    /// Analyzes the files of one machine.
    pub(crate) fn of(files: &[Arc<ScannedFile>]) -> Self {
        #[cfg(test)]
        MADE.set(MADE.get() + 1);
        let logs = logs_of(files);
        let seen = sightings_of(&logs);
        let runs = runs_of(&logs, &seen);
        let mut all: Vec<TimedSighting> = seen.into_iter().flatten().collect();
        sort::by_key(&mut all, TimedSighting::order);
        let machine = machine_failures(&all, &logs);
        // Web server log entries about other clients do not stop a run of this client.
        let is_own = |failure: &&MachineFailure| !is_of_web_server(failure.last().evidence);
        let own: Vec<&MachineFailure> = machine.iter().filter(is_own).collect();
        let mut runs: Vec<JudgedRun> = runs.into_iter().map(|run| judge(run, &own, &logs)).collect();
        let operations = operations_of(&logs, &all, &DetailIndex::of(&logs));
        contradict(&mut runs, &operations.failures);
        mark_relevant(&mut runs, &logs);
        let machine_lines = MachineLines::of(&all);
        Self { logs, sightings: all, machine_lines, runs, machine_failures: machine, operations }
    }

    /// When a run ended; its index distinguishes runs that ended at the same time.
    pub(crate) fn ended(&self, at: usize) -> (i64, usize) {
        (self.runs[at].run.span().1, at)
    }

    /// The indexes of the runs of a flow that determine its verdict.
    pub(crate) fn counting_of(&self, flow: &str) -> impl Iterator<Item = usize> {
        (0..self.runs.len()).filter(move |&at| self.runs[at].counts && self.runs[at].run.flow.id == flow)
    }

    /// The leading run of a flow: the last run that counts and ended.
    ///
    /// A successful run against one service does not repair a failure against another. If the last runs against each
    /// service include a failed one, the failed run leads.
    pub(crate) fn leading(&self, flow: &str) -> Option<usize> {
        let mut runs: Vec<usize> =
            self.counting_of(flow).filter(|&at| self.runs[at].outcome().finished()).collect();
        sort::by_key(&mut runs, |&at| self.ended(at));
        // An event log can contain thousands of runs, each for its own subject: only failed runs are compared with
        // later runs.
        let failed =
            (0..runs.len()).rev().filter(|&place| self.runs[runs[place]].outcome() == Outcome::Failed);
        let is_last =
            |&place: &usize| !runs[place + 1..].iter().any(|&at| self.is_same_goal(runs[place], at));
        failed.into_iter().find(is_last).map(|place| runs[place]).or(runs.last().copied())
    }

    /// Whether a later run against the same service that counts the same way was successful.
    pub(crate) fn is_recovered(&self, at: usize) -> bool {
        let of = |at: usize| {
            let judged = &self.runs[at];
            (judged.run.flow.id, judged.counts, (!judged.counts).then_some(&judged.run.caller))
        };
        let is_good =
            |other: usize| self.runs[other].outcome() == Outcome::Ok && self.ended(other) > self.ended(at);
        (0..self.runs.len())
            .any(|other| is_good(other) && of(other) == of(at) && self.is_same_goal(other, at))
    }

    /// Whether two runs had the same goal: from the same command, for the same deployment if both name one, and against
    /// the same service, or both by ConfigMgr, which uses only one service.
    pub(crate) fn is_same_goal(&self, a: usize, b: usize) -> bool {
        let is_own = |at: usize| self.runs[at].run.is_own();
        let value = |at: usize, name| self.runs[at].run.sightings.iter().find_map(|seen| seen.capture(name));
        let is_other = |a: &str, b: &str| !a.eq_ignore_ascii_case(b);
        let command = |at: usize| value(at, "command").unwrap_or_default();
        let title = |at: usize| value(at, "title").map(series);
        if is_other(command(a), command(b))
            || title(a).zip(title(b)).is_some_and(|(a, b)| a != b)
            || value(a, "assignment").zip(value(b, "assignment")).is_some_and(|(a, b)| is_other(a, b))
        {
            return false;
        }
        (is_own(a) && is_own(b)) || self.runs[a].service == self.runs[b].service
    }
}
