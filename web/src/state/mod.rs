//! The state of the page; `change.rs` changes it.

mod asking;
mod bookmarks;
mod change;
mod choices;
mod for_host;
mod giving;
mod host;
mod loading;
mod noted_search;
mod shown;
mod updates;

use std::ptr;
use std::rc::Rc;

use report::{Bookmark, Report};
use yew::Html;

use crate::look_up::Search;
use crate::message::PASTED;
use crate::routes::{Of, Route};
use crate::session::{Engine, Session};

pub(crate) use bookmarks::BookmarkChange;
pub(crate) use choices::{Content, Dialog, Embedding, LOGS_FORGOTTEN, Lock, Theme};
pub(crate) use host::{Host, HostMessage, HostReply, Trust, folder_and_name, page_to_open};
pub(crate) use loading::Loading;
pub(crate) use noted_search::{Highlights, NotedSearch};
pub(crate) use shown::ShownReport;
pub(crate) use updates::{Column, Sift, Table};

/// The complete state of the page.
#[derive(Default)]
pub(crate) struct State {
    /// The current page.
    pub route: Route,
    /// The static page of the first URL, which web/boot.js shows; none as soon as the program can show the page itself.
    pub early: Option<Html>,
    /// Whether the page is embedded in another page.
    pub embedded: bool,
    /// Whether the browser shows the page in a frame, with or without `?embed=1`.
    pub framed: bool,
    /// The page around the frame.
    pub host: Host,
    /// Whether the page cannot store the theme: a sandboxed frame has no storage.
    pub forgets_theme: bool,
    /// The URL of the page without `#` and what follows.
    pub base: String,
    /// The SHA-256 of the page's programs and parts, in hexadecimal; empty if the build did not write it.
    pub payload: String,
    /// Whether the page is a single file, which contains all of its parts.
    pub is_single: bool,
    /// Whether the browser took the page from the copy that it keeps for use without a network.
    pub is_kept: bool,
    /// The day on which the page was opened, in days since 1970; 0 if it is not known.
    pub today: i64,
    /// The theme.
    pub theme: Theme,
    /// Whether the network is locked.
    pub lock: Lock,
    /// The results of the lock test: what it tried, and whether the browser refused it.
    pub tried: Vec<(&'static str, bool)>,
    /// Files, engine and report.
    pub session: Session,
    /// The machine that was shown last.
    pub machine: Of,
    /// The filter and order of the table of updates.
    pub updates: Table,
    /// The search box.
    pub search: Search,
    /// The step whose proof is shown; none: the step of the verdict.
    pub step: Option<String>,
    /// The run that the keyboard selected in the strip.
    pub run: Option<u32>,
    /// Whether to analyze the sample as soon as it has loaded.
    pub sample_requested: bool,
    /// The names of expanded or selected elements.
    pub open: Rc<Vec<String>>,
    /// Values that the user filled into commands, as (placeholder, value).
    pub filled: Vec<(String, String)>,
    /// The lines of the excerpt.
    pub excerpt: String,
    /// The excerpt that was analyzed last.
    pub read_excerpt: String,
    /// Answers to the scoping questions, by the question's number; kept only here.
    pub answers: Vec<(usize, String)>,
    /// The lines that the user marked in the log viewer; kept only here.
    pub bookmarks: Rc<Vec<Bookmark>>,
    /// The search and the highlights of the log that was left last.
    pub noted_search: NotedSearch,
    /// The name of the last copied text.
    pub copied: Option<String>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// What the dialog "Embed" writes.
    pub embedding: Embedding,
    /// Whether files are dragged over the window.
    pub dragged: bool,
    /// The fixed failure: its sentence, if a newer report does not have the failure any more.
    pub fixed: Option<String>,
    /// The sentence of the failure of the last complete report: partial reports can lack it.
    pub failed: Option<String>,
    /// The next announcement for screen readers.
    pub announcement: String,
    /// The requested parts of the knowledge base, and after their numbers the rest and the engine.
    pub asked: Vec<usize>,
    /// The revision of the knowledge base: it grows with each part that loads. It is a prop of each component that
    /// uses the knowledge base, because a component with equal props is not rendered again.
    pub revision: u32,
    /// How long the parts of the page take to load.
    pub loading: Loading,
}

impl State {
    /// Whether this page fetches the engine: a frame with a page of the knowledge base does not need it.
    pub(crate) fn has_engine(&self) -> bool {
        !self.embedded || !self.route.is_knowledge() || self.session.engine != Engine::Away
    }

    /// Whether an element is expanded.
    pub(crate) fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|open| open == name)
    }

    /// Whether pasted lines are the only input.
    pub(crate) fn holds_lines_only(&self) -> bool {
        self.session.files.iter().all(|file| file.meta.name == PASTED)
    }

    /// The report of the excerpt, if it was analyzed alone.
    pub(crate) fn excerpt_report(&self) -> Option<&Report> {
        let is_read = self.read_excerpt == self.excerpt && self.holds_lines_only() && !self.session.busy();
        self.session.report.as_deref().filter(|_| is_read)
    }

    /// The answer to a scoping question.
    pub(crate) fn answer(&self, question: usize) -> &str {
        self.answers.iter().find(|(at, _)| *at == question).map_or("", |(_, answer)| answer)
    }

    /// The machine that is shown, or that the report link leads to.
    pub(crate) fn of(&self) -> Of {
        self.route.of().unwrap_or(self.machine)
    }

    /// The report that is shown: with several machines, of one machine or of the logs that are not tied to one.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self.of() {
            Some(number) => self.session.machine(number),
            None => self.session.report.as_deref(),
        }
    }

    /// The report that is shown, as a prop.
    pub(crate) fn shown_report(&self) -> Option<ShownReport> {
        let (whole, shown) = (self.session.report.as_ref()?, self.report()?);
        let machine = whole.machines.iter().position(|machine| ptr::eq(machine, shown));
        Some(ShownReport { whole: Rc::clone(whole), machine, more: Rc::clone(&self.session.more) })
    }

    /// The sentence about a long wait.
    pub(crate) fn still_loading(&self) -> Option<String> {
        self.loading.words(knowledge::PARTS + usize::from(self.has_engine()))
    }
}

#[cfg(test)]
mod tests;
