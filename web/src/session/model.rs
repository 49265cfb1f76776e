//! The state of files and engine, and of later requests to the engine.

use std::collections::BTreeMap;
use std::rc::Rc;

use report::{CodeLine, ExportForm, LogRow, Report, Run, SavedReport, UpdateRow};

use super::GivenFile;

/// The complete state of files and engine.
#[derive(Default)]
pub(crate) struct Session {
    /// The files, in the order in which they were added.
    pub files: Vec<GivenFile>,
    /// The archive members, by number.
    pub members: Vec<GivenFile>,
    /// The status of the engine.
    pub engine: Engine,
    /// The number of files found so far while a folder is listed.
    pub listed: Option<usize>,
    /// Whether files are being read.
    pub reading: bool,
    /// The report that is shown.
    pub report: Option<Rc<Report>>,
    /// A newer report that waits because the user is reading the shown one.
    pub newer: Option<Rc<Report>>,
    /// Rows that were requested in addition to the report's.
    pub more: Rc<MoreRows>,
    /// The saved reports among the files.
    pub saved_reports: Vec<SavedReport>,
    /// The bytes read and in total when reading was cancelled.
    pub(super) cut_at: (u64, u64),
    /// The files that were not read completely because of that, by [`drops::print`](super::drops::print).
    pub(super) cut: Vec<u64>,
    /// A sentence about an event of the engine.
    pub notice: Option<String>,
    /// The text log to save.
    pub saving: Option<Saving>,
    /// The report in another form.
    pub export: Option<ExportedText>,
    /// The number of files that the page around the frame gave.
    pub host_files: usize,
    /// The lines with the code whose page was opened last.
    pub code_lines: Option<CodeOccurrences>,
    /// The numbers of all machines, by name.
    pub(super) numbers: BTreeMap<String, u32>,
    /// The names that the user confirmed to be the same machine.
    pub(super) united: Vec<Vec<String>>,
    /// Whether the next report is the result of a user action, and is shown immediately.
    pub(super) answers: bool,
    /// The batches to read next.
    pub(super) queue: Vec<Vec<u32>>,
    /// The files being read, lowest number first.
    pub(super) batch: Vec<u32>,
    /// How many of these files the engine has received.
    pub(super) sent: usize,
    /// The files that have grown since they were read.
    pub(super) grown: GrownFiles,
    pub(super) last_reply: Option<f64>,
    pub(super) ticked: f64,
    pub(super) restarts: usize,
    pub(super) ticket: u32,
    /// The ticket of the last report for the page around the frame.
    pub(super) result: Option<u32>,
    /// The ticket of the last request for more runs or updates; other answers are ignored.
    pub(super) asked_more: Option<u32>,
}

/// The files that have grown.
#[derive(Default)]
pub(super) struct GrownFiles {
    /// Those that are to be read again.
    pub(super) files: Vec<u32>,
    /// When reading began, if they are being read.
    pub(super) began: Option<f64>,
    /// When they can be read next.
    pub(super) due: f64,
}

/// The status of the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Engine {
    /// Its parts are not loaded yet.
    #[default]
    Away,
    /// Its parts are loaded, and the network is locked.
    Held,
    /// The worker was started and has not answered yet.
    Starting,
    /// It runs.
    Running,
    /// It is not available, for this reason.
    Failed(String),
}

/// Rows that were requested in addition to the report's.
#[derive(Clone, Default)]
pub(crate) struct MoreRows {
    /// Runs.
    pub runs: Vec<Run>,
    /// Updates.
    pub updates: Vec<UpdateRow>,
    /// Logs.
    pub logs: Vec<LogRow>,
}

/// A text log to save.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Saving {
    /// The file name.
    pub name: String,
    /// The traces, oldest first.
    pub files: Vec<u32>,
    /// Whether its times are in UTC instead of the machine's local time.
    pub utc: bool,
    /// The number of bytes written.
    pub bytes: u64,
    /// The status.
    pub status: Saved,
    pub(super) ticket: u32,
}

/// The status of a text log.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Saved {
    /// The user is choosing the time zone.
    Open,
    /// It is being written.
    Writing,
    /// The browser saves it.
    Done,
    /// It could not be written, for this reason.
    Failed(String),
}

/// The lines with a code.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CodeOccurrences {
    /// The code.
    pub code: u32,
    /// The lines; none until they arrive.
    pub lines: Option<Vec<CodeLine>>,
    /// Whether the logs contain more.
    pub more: bool,
    pub(super) ticket: u32,
}

/// The report in another form.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExportedText {
    /// The form.
    pub form: ExportForm,
    /// Whether names of machines, users and addresses are replaced.
    pub mask: bool,
    /// The text; none until it arrives.
    pub text: Option<String>,
    /// What was replaced, as (stand-in, original).
    pub key: Vec<(String, String)>,
    /// Why there is no text.
    pub problem: Option<&'static str>,
    /// Whether it is copied as soon as it arrives, without a dialog.
    pub is_for_copy: bool,
    pub(super) ticket: u32,
}
