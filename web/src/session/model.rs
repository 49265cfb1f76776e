//! What is known of files and engine, and of what the engine is asked for later.

use std::collections::BTreeMap;
use std::rc::Rc;

use report::{LineRow, LogRow, Report, Run, UpdateRow};

use super::GivenFile;

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
    pub(super) numbers: BTreeMap<String, u32>,
    /// Which machines are one, as the reader said: the names of each.
    pub(super) united: Vec<Vec<String>>,
    /// Whether the next report answers what the reader did, and is shown at once.
    pub(super) answers: bool,
    /// What is to be read next, batch by batch.
    pub(super) queue: Vec<Vec<u32>>,
    /// What is being read, the lowest number first.
    pub(super) batch: Vec<u32>,
    /// How many files of it were handed to the engine.
    pub(super) sent: usize,
    pub(super) heard: Option<f64>,
    pub(super) ticked: f64,
    pub(super) restarts: usize,
    pub(super) ticket: u32,
    /// The ticket of the last question for more runs or updates; an answer to another one is not taken.
    pub(super) asked_more: Option<u32>,
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

/// Rows beyond those of the report, asked for later.
#[derive(Clone, Default)]
pub(crate) struct MoreRows {
    /// Runs.
    pub runs: Vec<Run>,
    /// Updates.
    pub updates: Vec<UpdateRow>,
    /// Logs.
    pub logs: Vec<LogRow>,
}

/// Lines of a file around one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lines {
    /// The file's number.
    pub file: u32,
    /// The file's name.
    pub log: String,
    /// The line in the middle.
    pub line: u64,
    /// How many entries before it were asked for.
    pub before: u32,
    /// How many after it.
    pub after: u32,
    /// The entries.
    pub rows: Vec<LineRow>,
    /// Why there are none.
    pub problem: Option<String>,
    /// Whether the answer is still to come.
    pub waiting: bool,
    pub(super) ticket: u32,
}

/// A text log that is to be saved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Saving {
    /// The name it is saved under.
    pub name: String,
    /// The traces it is made of, oldest first.
    pub files: Vec<u32>,
    /// Whether its times are UTC, and not those of the machine.
    pub utc: bool,
    /// How many bytes are written.
    pub bytes: u64,
    /// Where it stands.
    pub status: Saved,
    pub(super) ticket: u32,
}

/// Where a text log stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Saved {
    /// It waits for its times to be chosen.
    Open,
    /// It is being written.
    Writing,
    /// It was handed to the browser.
    Done,
    /// It could not be written, for this reason.
    Failed(String),
}
