//! Files that are given: by a drop, a choice or a paste.

use report::FileMeta;

use super::{LOGS_FORGOTTEN, Lock, State};
use crate::message::{Effect, PASTED};
use crate::routes::{Route, ViewAddress};
use crate::session::Engine;

/// A card in a frame fetches no engine, and after the lock none can be fetched.
pub(super) const WITHOUT_ENGINE: &str =
    "This frame shows the knowledge base only and cannot read logs: open the full page, and drop them there.";

impl State {
    pub(super) fn given(&mut self, files: Vec<FileMeta>) -> Vec<Effect> {
        self.dragged = false;
        self.session.listed = None;
        if !self.can_read() {
            return self.notice(WITHOUT_ENGINE.to_owned());
        }
        if files.is_empty() {
            return vec![];
        }
        // The notice is about the earlier logs.
        self.session.notice = self.session.notice.take().filter(|notice| notice != LOGS_FORGOTTEN);
        let is_excerpt = self.route == Route::Excerpt && files.iter().all(|file| file.name == PASTED);
        let shown = self.shown_again(&files);
        let mut effects = self.session.add(files);
        if let Some(address) = shown {
            let number = self.session.count_named(&address.log);
            effects.extend(self.go(Route::View(ViewAddress { number, ..address })));
        }
        effects.push(Effect::NoteLogs(true));
        effects.extend(self.show_report(is_excerpt));
        effects
    }

    /// The log in the viewer, if it is among these files too: the viewer then shows the newer copy.
    fn shown_again(&self, files: &[FileMeta]) -> Option<ViewAddress> {
        let Route::View(address) = &self.route else { return None };
        let is_once = files.iter().filter(|file| file.name == address.log).count() == 1;
        let is_shown = self.session.file_of(&address.log, address.number).is_some();
        (is_once && is_shown).then(|| address.clone())
    }

    pub(super) fn can_read(&self) -> bool {
        !self.embedded || self.lock == Lock::Open || self.session.engine != Engine::Away
    }

    /// Goes to the report, unless the current page already shows the added logs.
    pub(super) fn show_report(&mut self, is_shown: bool) -> Vec<Effect> {
        let is_shown = is_shown || self.route.is_viewer();
        if self.route.needs_report() || is_shown { vec![] } else { self.go(Route::Report(None)) }
    }
}
