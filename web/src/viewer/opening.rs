//! A log is opened; its address, the lines of findings and the filter are kept in step with what is shown.

use std::rc::Rc;

use report::{JumpTarget, ViewRequest, ViewRow, ViewState, ViewStrips};
use yew::Context;

use super::model::{Follow, Viewer};
use super::{address, line_context};
use crate::browser::viewing;
use crate::routes::ViewAddress;

impl Viewer {
    /// Opens the file of the props.
    pub(super) fn open(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        (self.state, self.is_known, self.has_begun) = (ViewState::default(), false, false);
        (self.chosen, self.jump, self.pattern, self.timed) = (None, None, None, None);
        self.parts.clear();
        (self.strips, self.strips_of) = (ViewStrips::default(), 0);
        self.chips.clear();
        self.follow = Follow::default();
        self.view = viewing::next_number();
        let opening = self.opening(props);
        viewing::ask(opening);
        self.numbering += 1;
        self.note_proofs(ctx);
        self.address = ViewAddress { filter: Vec::new(), ..props.address.clone() };
        self.follow(&props.address);
        // The address has the place to go to.
        if !self.typed.text.is_empty() {
            self.mark_hits(0);
        }
    }

    pub(super) fn note_address(&mut self) {
        viewing::note_address(&self.route().href());
    }

    /// Notes the lines that findings are based on.
    pub(super) fn note_proofs(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        let mut proofs = props.report.as_ref().map(line_context::proofs).unwrap_or_default();
        proofs.retain(|(file, _)| props.is_merged || *file == props.file);
        self.proofs = Rc::new(proofs);
    }

    /// Notes a row that has a time.
    pub(super) fn note_time(&mut self, rows: &[Rc<ViewRow>]) {
        if let Some(row) = rows.iter().find(|row| row.utc.is_some()) {
            self.timed = Some(Rc::clone(row));
        }
    }

    /// Sends the filter, and then returns to the chosen row.
    pub(super) fn filter(&mut self) {
        let near = self.near();
        viewing::ask(ViewRequest::Filter { chips: self.chips.clone(), near });
        self.numbering += 1;
        self.address.filter = self.chips.iter().map(address::write).collect();
        self.note_address();
        match (self.chosen.take(), self.address.hash) {
            (Some(chosen), _) => self.return_to(near, &chosen.row),
            // The last filter hid all rows, and the address still has the line.
            (None, Some(hash)) => self.jump(0, JumpTarget::Hash(hash, self.address.line.unwrap_or(1))),
            (None, None) => {}
        }
    }

    /// The number of a hit is shown beside the search: only screen readers need it again.
    pub(super) fn news_class(&self) -> &'static str {
        let is_hit = self.pattern.is_some() && self.news == self.hits_in_words();
        if is_hit { "unseen" } else { "view-news" }
    }
}
