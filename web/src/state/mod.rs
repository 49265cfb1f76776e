//! What is on the screen; how it changes stands in `change.rs`.

mod change;
mod choices;
mod loading;
mod shown;
mod updates;

use std::ptr;
use std::rc::Rc;

use report::Report;

use crate::look_up::Search;
use crate::message::PASTED;
use crate::routes::{Of, Route};
use crate::session::{Engine, Session};

pub(crate) use choices::{Dialog, LINES, Lock, Theme};
pub(crate) use loading::Loading;
pub(crate) use shown::ShownReport;
pub(crate) use updates::{Column, Sift, Table};

/// All that is on the screen.
#[derive(Default)]
pub(crate) struct State {
    /// Where the reader is.
    pub route: Route,
    /// Whether the page stands in a frame of another one.
    pub embedded: bool,
    /// Whether the browser shows the page in a frame, with or without `?embed=1`.
    pub framed: bool,
    /// The address of the page without what stands after `#`.
    pub base: String,
    /// The colours that were chosen.
    pub theme: Theme,
    /// Whether the network is locked.
    pub lock: Lock,
    /// What the lock test tried, and whether the browser refused it.
    pub tried: Vec<(&'static str, bool)>,
    /// Files, engine, report.
    pub session: Session,
    /// The machine that was looked at last.
    pub machine: Of,
    /// How the table of updates is filtered and sorted.
    pub updates: Table,
    /// The search box.
    pub search: Search,
    /// The step whose proof is shown; none: the one the verdict is about.
    pub step: Option<String>,
    /// The run that the keyboard stands on in the strip.
    pub run: Option<u32>,
    /// Whether the sample is to be read as soon as it is there.
    pub wants_sample: bool,
    /// What is unfolded or chosen, by name.
    pub open: Rc<Vec<String>>,
    /// Values the reader filled into commands, as (placeholder, value).
    pub filled: Vec<(String, String)>,
    /// The lines whose codes are told in place.
    pub excerpt: String,
    /// The excerpt that was read like a file last.
    pub read_excerpt: String,
    /// Answers to the scoping questions, by the question's number; kept nowhere but here.
    pub answers: Vec<(usize, String)>,
    /// What was copied last.
    pub copied: Option<String>,
    /// The dialog that is open.
    pub dialog: Option<Dialog>,
    /// Whether files are held over the window.
    pub dragged: bool,
    /// What was mended: the sentence of the failure that a newer report does not have any more.
    pub mended: Option<String>,
    /// The sentence of the failure of the last complete report: reports of logs that are still being read say less.
    pub failed: Option<String>,
    /// What a screen reader is told next.
    pub said: String,
    /// The parts of the knowledge that were asked for.
    pub asked: Vec<usize>,
    /// The revision of the knowledge: it grows with each part that is given. It is a prop of each component that
    /// draws from the knowledge, since a component with equal props is not drawn again.
    pub revision: u32,
    /// How long the parts of the page take to load.
    pub loading: Loading,
}

impl State {
    /// Whether this page fetches the engine: one that only shows knowledge in a frame does without.
    pub(crate) fn has_engine(&self) -> bool {
        !self.embedded || !self.route.is_knowledge() || self.session.engine != Engine::Away
    }

    /// Whether something is unfolded.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// Whether pasted lines are all that was given.
    pub(crate) fn holds_lines_only(&self) -> bool {
        self.session.files.iter().all(|file| file.meta.name == PASTED)
    }

    /// The report of the excerpt, once it was read alone.
    pub(crate) fn excerpt_report(&self) -> Option<&Report> {
        let is_read = self.read_excerpt == self.excerpt && self.holds_lines_only() && !self.session.busy();
        self.session.report.as_deref().filter(|_| is_read)
    }

    /// The answer to a scoping question.
    pub(crate) fn answer(&self, question: usize) -> &str {
        self.answers.iter().find(|(at, _)| *at == question).map_or("", |(_, answer)| answer)
    }

    /// The machine that is shown, or that the way back leads to.
    pub(crate) fn of(&self) -> Of {
        self.route.of().unwrap_or(self.machine)
    }

    /// The report that is shown: where logs are of several machines that of one of them, or what belongs to none.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self.of() {
            Some(number) => self.session.machine(number),
            None => self.session.report.as_deref(),
        }
    }

    /// The report that is shown, for a component to hold.
    pub(crate) fn shown_report(&self) -> Option<ShownReport> {
        let (whole, shown) = (self.session.report.as_ref()?, self.report()?);
        let machine = whole.machines.iter().position(|machine| ptr::eq(machine, shown));
        Some(ShownReport { whole: Rc::clone(whole), machine, more: Rc::clone(&self.session.more) })
    }

    /// What is said of a wait that is not short.
    pub(crate) fn still_loading(&self) -> Option<String> {
        self.loading.words(knowledge::PARTS + usize::from(self.has_engine()))
    }
}

#[cfg(test)]
mod tests;
