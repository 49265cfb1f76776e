//! The report as components hold it: a prop cannot borrow from the state.

use std::ops::Deref;
use std::ptr;
use std::rc::Rc;

use report::{Report, Run, UpdateRow};

use super::State;

/// The report that is shown, and the rows beyond it that were asked for. Two are equal if they are the same in
/// memory: comparing all their lines with each change of the page would take long.
#[derive(Clone)]
pub(crate) struct ShownReport {
    whole: Rc<Report>,
    /// The place in it of the machine that is shown.
    machine: Option<usize>,
    more: MoreRows,
}

/// The rows that the engine was asked for beyond the report.
#[derive(Clone, Default)]
pub(crate) struct MoreRows {
    runs: Rc<[Run]>,
    updates: Rc<[UpdateRow]>,
}

impl ShownReport {
    /// All runs that the engine sent.
    pub(crate) fn all_runs(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().chain(&*self.more.runs)
    }

    /// All updates that the engine sent.
    pub(crate) fn all_updates(&self) -> impl Iterator<Item = &UpdateRow> {
        self.updates.iter().chain(&*self.more.updates)
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
            && Rc::ptr_eq(&self.more.runs, &other.more.runs)
            && Rc::ptr_eq(&self.more.updates, &other.more.updates)
    }
}

impl State {
    /// The report that is shown, for a component to hold.
    pub(crate) fn shown_report(&self) -> Option<ShownReport> {
        let (whole, shown) = (self.session.report.as_ref()?, self.report()?);
        let machine = whole.machines.iter().position(|machine| ptr::eq(machine, shown));
        Some(ShownReport { whole: Rc::clone(whole), machine, more: self.more.clone() })
    }

    /// Copies the rows beyond the report after they changed. A message adds some of them or removes all, so their
    /// number shows it.
    pub(super) fn share_more(&mut self) {
        let (runs, updates) = (&self.session.more_runs, &self.session.more_updates);
        if self.more.runs.len() != runs.len() {
            self.more.runs = runs.as_slice().into();
        }
        if self.more.updates.len() != updates.len() {
            self.more.updates = updates.as_slice().into();
        }
    }
}
