//! What is known of files and engine.

use std::collections::BTreeMap;
use std::rc::Rc;

use report::Report;

use super::dialogs::{Lines, Saving};
use super::given::GivenFile;
use super::more::MoreRows;

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
