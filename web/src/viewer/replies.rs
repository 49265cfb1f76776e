//! What the engine replies to the viewer.

use std::rc::Rc;

use report::{ViewReply, ViewRequest};
use yew::Context;

use super::model::Viewer;
use crate::browser::viewing;

/// How many parts the overview has.
const PARTS: u32 = 160;

impl Viewer {
    pub(super) fn receive(&mut self, ctx: &Context<Self>, reply: &ViewReply) -> bool {
        match reply {
            ViewReply::State(state) if state.view == self.view => {
                let has_found = self.state.is_finding && !state.is_finding || self.state.hits != state.hits;
                let has_grown = self.is_known && self.state.size != state.size;
                self.state = (**state).clone();
                self.is_known = true;
                self.note_new_entries();
                // The last rows can have changed.
                if has_found || has_grown {
                    self.revision += 1;
                }
                self.parts_ticket = viewing::next_number();
                viewing::ask(ViewRequest::Overview { ticket: self.parts_ticket, parts: PARTS });
                self.ask_strips();
                self.jump_again();
                self.begin();
            }
            ViewReply::Overview { ticket, parts } if *ticket == self.parts_ticket => {
                if self.parts == *parts {
                    return false;
                }
                self.parts.clone_from(parts);
            }
            ViewReply::Strips(strips) if strips.ticket == self.strips_ticket => {
                self.strips.clone_from(strips);
            }
            ViewReply::Replaced { file } => self.take_replaced(ctx, *file),
            ViewReply::Rows { problem: Some(problem), .. } => self.state.problem = Some(problem.clone()),
            ViewReply::Rows { ticket, rows, .. } => {
                let is_first = self.timed.is_none();
                if let Some(row) = rows.iter().find(|row| is_first && row.utc.is_some()) {
                    self.timed = Some(Rc::new(row.clone()));
                }
                self.take_rows(ctx, *ticket, rows);
                // Chips and strips name times in the zone of the first row.
                return is_first && !(self.chips.is_empty() && self.strips.logs.is_empty());
            }
            ViewReply::Jumped { ticket, found, is_searching } => {
                return self.take_jump(*ticket, *found, *is_searching);
            }
            _ => return false,
        }
        true
    }

    pub(super) fn why_empty(&self) -> &'static str {
        match &self.state {
            _ if !self.logs.is_empty() && self.state.rows == 0 && self.state.read < self.state.size => {
                "Reading the logs: rows appear when all of them are read and merged."
            }
            _ if !self.is_known => "Loading the log",
            state if state.is_filtering => "Filtering",
            state if !self.chips.is_empty() && state.entries > 0 => {
                "The filter hides all entries: remove one of its conditions above."
            }
            state if state.read < state.size => "Loading the log",
            _ => "The log has no entries.",
        }
    }
}
