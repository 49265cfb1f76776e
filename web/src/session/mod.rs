//! The files that were given and the engine that reads them: a machine without a browser.
//!
//! It says what is to be done as [`Effect`](crate::message::Effect)s. The engine may end at any time, by a trap or because a file keeps it
//! for ever; then it is started again without the file it was reading, and the rest is read anew.

mod drops;
mod given;
mod lines;
mod machines;
mod more;
mod reading;
mod saving;
mod watch;

use std::collections::BTreeMap;
use std::rc::Rc;

use report::Report;

pub(crate) use given::{FileStatus, GivenFile};
pub(crate) use lines::Lines;
pub(crate) use more::{MORE_UPDATES, MoreRows};
pub(crate) use saving::{Saved, Saving};

/// Everything about files and engine.
#[derive(Default)]
pub(crate) struct Session {
    /// The files, in the order they were given.
    pub files: Vec<GivenFile>,
    /// What came out of archives among them, by number.
    pub members: Vec<GivenFile>,
    /// Where the engine stands.
    pub engine: Engine,
    /// How many files of a folder were found so far, while it is being listed.
    pub listed: Option<usize>,
    /// Whether files are being read.
    pub reading: bool,
    /// The report that is shown.
    pub report: Option<Rc<Report>>,
    /// A newer one that waits, because somebody reads the one that is shown.
    pub newer: Option<Rc<Report>>,
    /// Rows beyond those of the report, asked for later.
    pub more: Rc<MoreRows>,
    /// Something that happened to the engine, in a sentence.
    pub notice: Option<String>,
    /// The lines that are shown.
    pub lines: Option<Lines>,
    /// The text log that is to be saved.
    pub saving: Option<Saving>,
    /// The numbers of all machines that were seen, by name.
    numbers: BTreeMap<String, u32>,
    /// Which machines are one, as the reader said: the names of each.
    united: Vec<Vec<String>>,
    /// Whether the next report answers what the reader did, and is shown at once.
    answers: bool,
    /// What is to be read next, batch by batch.
    queue: Vec<Vec<u32>>,
    /// What is being read, the lowest number first.
    batch: Vec<u32>,
    /// How many files of it were handed to the engine.
    sent: usize,
    heard: Option<f64>,
    ticked: f64,
    restarts: usize,
    ticket: u32,
    /// The ticket of the last question for more runs or updates; an answer to another one is not taken.
    asked_more: Option<u32>,
}

/// Where the engine stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Its parts are not asked for yet.
    #[default]
    Away,
    /// Its parts are held, and the network is locked.
    Held,
    /// The worker was started and has not answered yet.
    Starting,
    /// It runs.
    Running,
    /// It cannot be had, for this reason.
    Failed(String),
}

#[cfg(test)]
mod tests;
