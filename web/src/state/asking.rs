//! Requests to the engine that depend on what the page shows: the report in another form, the lines of a code.

use report::ExportForm;

use super::{Dialog, State};
use crate::message::{Action, Effect};
use crate::routes::Route;

impl State {
    /// Requests the report in a form.
    pub(super) fn export(&mut self, form: ExportForm, mask: bool, is_for_copy: bool) -> Vec<Effect> {
        self.session.export(form, mask, is_for_copy);
        self.ask_export()
    }

    pub(super) fn ask_export(&mut self) -> Vec<Effect> {
        let answer = |(at, answer): &(usize, String)| {
            knowledge::questions().get(*at).map(|question| (question.id.to_owned(), answer.clone()))
        };
        let answers = self.answers.iter().filter_map(answer).collect();
        self.session.ask_export(self.of(), answers, self.bookmarks.to_vec())
    }

    /// After a text was copied, or not. Some browsers refuse to copy a ticket that arrived after the click: then the
    /// dialog opens, which has a button for it.
    pub(super) fn ticket_copied(&mut self, is_copied: bool) -> Vec<Effect> {
        match self.session.export.as_mut().filter(|export| export.is_for_copy && export.text.is_some()) {
            None => vec![],
            Some(_) if is_copied => {
                self.session.export = None;
                vec![]
            }
            Some(export) => {
                export.is_for_copy = false;
                self.act(Action::Dialog(Dialog::Export))
            }
        }
    }

    /// On the page of a code: requests the lines of the logs that contain it.
    pub(super) fn ask_code_lines(&mut self) -> Vec<Effect> {
        match self.route {
            Route::Code(code) if !self.session.busy() => self.session.ask_code_lines(code),
            _ => vec![],
        }
    }
}
