//! The report as a prop: a prop cannot borrow from the state.

use std::ops::Deref;
use std::rc::Rc;

use report::{Finding, LogRow, Report, Run, UpdateRow};

use crate::session::MoreRows;

/// The report that is shown, and the rows that were loaded later. Two are equal if they are the same in memory:
/// comparing all their lines at each change of the page would be slow.
#[derive(Clone)]
pub(crate) struct ShownReport {
    pub(super) whole: Rc<Report>,
    /// The index of the shown machine.
    pub(super) machine: Option<usize>,
    pub(super) more: Rc<MoreRows>,
}

impl ShownReport {
    /// All runs that the engine sent.
    pub(crate) fn all_runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().chain(&self.more.runs)
    }

    /// All runs that the engine sent, those of all machines included; each with its machine's index, if there are several.
    pub(crate) fn runs_of_machines(&self) -> impl Iterator<Item = (Option<usize>, &Run)> {
        let machines = self.whole.machines.iter().enumerate();
        let of_machines =
            machines.flat_map(|(at, machine)| machine.runs.iter().map(move |run| (Some(at), run)));
        let more = self.more.runs.iter().map(|run| (self.machine, run));
        self.whole.runs.iter().map(|run| (None, run)).chain(of_machines).chain(more)
    }

    /// All findings, those of all machines included; each with its machine's index, if there are several.
    pub(crate) fn findings_of_machines(&self) -> impl Iterator<Item = (Option<usize>, &Finding)> {
        let machines = self.whole.machines.iter().enumerate();
        let of_machines = machines
            .flat_map(|(at, machine)| machine.findings.iter().map(move |finding| (Some(at), finding)));
        self.whole.findings.iter().map(|finding| (None, finding)).chain(of_machines)
    }

    /// The report of all machines.
    pub(crate) fn whole(&self) -> &Report {
        &self.whole
    }

    /// All logs that the engine sent.
    pub(crate) fn all_logs(&self) -> impl Iterator<Item = &LogRow> {
        self.logs.iter().chain(&self.more.logs)
    }

    /// All updates that the engine sent.
    pub(crate) fn all_updates(&self) -> impl Iterator<Item = &UpdateRow> {
        self.updates.iter().chain(&self.more.updates)
    }
}

impl Deref for ShownReport {
    type Target = Report;

    fn deref(&self) -> &Report {
        self.machine.and_then(|place| self.whole.machines.get(place)).unwrap_or(&self.whole)
    }
}

impl PartialEq for ShownReport {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.whole, &other.whole)
            && self.machine == other.machine
            && Rc::ptr_eq(&self.more, &other.more)
    }
}
