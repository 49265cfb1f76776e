//! Requests to the engine for more runs, updates and logs than the report of a machine contains.

use std::rc::Rc;

use report::Request;

use super::{MoreRows, Session};
use crate::message::Effect;
use crate::routes::Of;

impl Session {
    /// Requests the runs that the report of a machine does not contain.
    pub(crate) fn ask_runs(&mut self, of: Of) -> Vec<Effect> {
        let Some((machine, report)) = self.place(of) else { return vec![] };
        let from = (report.runs.len() + self.more.runs.len()) as u32;
        let ticket = self.await_more();
        vec![Effect::Ask(Request::Runs { ticket, machine, from, count: 500 })]
    }

    /// Requests the updates that the report of a machine does not contain.
    pub(crate) fn ask_updates(&mut self, of: Of) -> Vec<Effect> {
        let Some((machine, report)) = self.place(of) else { return vec![] };
        let from = (report.updates.len() + self.more.updates.len()) as u32;
        let ticket = self.await_more();
        vec![Effect::Ask(Request::Updates { ticket, machine, from, count: MORE_UPDATES })]
    }

    /// Requests the logs that the report, of a machine or of none, does not contain.
    pub(crate) fn ask_logs(&mut self, of: Of) -> Vec<Effect> {
        let of = of.filter(|number| *number > 0);
        let Some((place, report)) = self.place(of) else { return vec![] };
        let from = (report.logs.len() + self.more.logs.len()) as u32;
        let machine = of.map(|_| place);
        let ticket = self.await_more();
        vec![Effect::Ask(Request::Logs { ticket, machine, from, count: 200 })]
    }

    fn await_more(&mut self) -> u32 {
        self.ticket += 1;
        self.asked_more = Some(self.ticket);
        self.ticket
    }

    /// Adds rows if they answer the last request; each answer is used once.
    pub(super) fn take_more(&mut self, ticket: u32, take: impl FnOnce(&mut MoreRows)) -> Vec<Effect> {
        if self.asked_more == Some(ticket) {
            self.asked_more = None;
            take(Rc::make_mut(&mut self.more));
        }
        vec![]
    }

    /// Removes the additional rows when another report is shown.
    pub(crate) fn forget_more(&mut self) {
        self.more = Rc::default();
        self.asked_more = None;
    }
}

/// How many more updates are loaded at a time.
pub(crate) const MORE_UPDATES: u32 = 1_000;
