//! The messages between the page and the worker that holds the engine.
//!
//! They are sent as bytes in a transferred buffer, serialized with `postcard`: the page decodes a report with 8 kB of
//! code (brotli) instead of 40 for JSON, and faster. `File` objects accompany a [`Request::Read`], in the order of
//! its rows, and a [`Request::Grow`].

use serde::{Deserialize, Serialize};

use crate::bookmark::Bookmark;
use crate::viewing::{ViewReply, ViewRequest};
use crate::{Report, SavedReport};

/// A request from the page to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read these files, in addition to those read before.
    Read {
        /// One row per `File` that accompanies the message, in the same order.
        files: Vec<FileMeta>,
        /// Whether more files of the same drop follow after [`Reply::Taken`]; reading begins after the last of them.
        more: bool,
    },
    /// A file that is followed has grown. It accompanies the message; the log that is shown continues with it.
    Grow {
        /// The file's number.
        file: u32,
    },
    /// Read these files again, with what [`Request::Grow`] passed of them. No report is sent until they are read.
    ReadAgain {
        /// The files.
        files: Vec<FileMeta>,
    },
    /// Stop reading between two blocks; results so far stay.
    Cancel,
    /// Discard everything.
    Clear,
    /// Treat these machines as one, by their names in the report.
    Unite {
        /// Their names.
        machines: Vec<String>,
    },
    /// The entries around one line, from the file's own bytes.
    Lines {
        /// Returned with the reply.
        ticket: u32,
        /// The file's number.
        file: u32,
        /// The entry that holds this line, from 1, is in the middle.
        line: u64,
        /// How many entries before it.
        before: u32,
        /// How many after it.
        after: u32,
    },
    /// Runs beyond those in the report.
    Runs {
        /// Returned with the reply.
        ticket: u32,
        /// The machine's index in the report; 0 if there is only one.
        machine: u32,
        /// The first run's index, in order of importance.
        from: u32,
        /// How many.
        count: u32,
    },
    /// Updates beyond those in the report.
    Updates {
        /// Returned with the reply.
        ticket: u32,
        /// The machine's index in the report; 0 if there is only one.
        machine: u32,
        /// The first update's index, in order of importance.
        from: u32,
        /// How many.
        count: u32,
    },
    /// Logs beyond those in the report.
    Logs {
        /// Returned with the reply.
        ticket: u32,
        /// The machine's index in the report; none for logs that belong to no machine, or to the only one.
        machine: Option<u32>,
        /// The first log's index, in order of importance.
        from: u32,
        /// How many.
        count: u32,
    },
    /// The text log that Windows' own command would create from traces.
    Convert {
        /// Returned with the reply.
        ticket: u32,
        /// The traces, in their order.
        files: Vec<u32>,
        /// Whether times are in UTC instead of the local time of the machine that wrote the traces.
        utc: bool,
    },
    /// The report in another form, to copy or to save.
    Export {
        /// Returned with the reply.
        ticket: u32,
        /// The form.
        form: ExportForm,
        /// Whether names of machines, users, domains and addresses are replaced by stand-ins.
        mask: bool,
        /// The machine's index in the report; none for all machines, or the only one.
        machine: Option<u32>,
        /// The user's answers to the scoping questions: the question's id, the answer.
        answers: Vec<(String, String)>,
        /// The lines that the user marked in the log viewer.
        bookmarks: Vec<Bookmark>,
        /// Parts of the knowledge base that the engine lacks, by number: the prose of causes.
        knowledge: Vec<(u32, Vec<u8>)>,
    },
    /// The entries that contain a code.
    CodeLines {
        /// Returned with the reply.
        ticket: u32,
        /// The code.
        code: u32,
        /// The most entries to return.
        most: u32,
    },
    /// A request of the log viewer.
    View(ViewRequest),
}

/// A form in which a report leaves Wuscope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportForm {
    /// Markdown for a ticket.
    Markdown,
    /// Plain text for a ticket.
    Plain,
    /// One HTML file that needs nothing else.
    Html,
    /// A table of the findings, safe to open in a spreadsheet.
    Csv,
    /// One JSON object per line: findings, runs, codes, logs.
    Ndjson,
    /// SARIF 2.1.0, for viewers of code scanning.
    Sarif,
    /// A Mermaid flowchart of the leading flow.
    Flowchart,
    /// A Mermaid sequence diagram of the leading run.
    Sequence,
    /// The whole report as JSON, as the terminal prints it.
    Json,
}

impl Request {
    /// Serializes it for the worker.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Deserializes bytes from the page; none if they are not a request of this build.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// One dropped file, as described by the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileMeta {
    /// The page's number for it, unique in the session.
    pub file: u32,
    /// Its name.
    pub name: String,
    /// The folder below the one that was dropped; empty for a single file.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in milliseconds since 1970 UTC; none for pasted text.
    pub modified: Option<i64>,
    /// Whether its complete folder was dropped.
    pub whole_folder: bool,
}

/// A message from the engine to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The engine is running; `build` must be the page's own.
    Ready {
        /// The engine's version.
        build: String,
    },
    /// The files of a request were received; the next files of the same drop can be sent.
    Taken,
    /// The progress of files.
    Progress {
        /// One row per file whose progress changed since the last message.
        files: Vec<FileProgress>,
    },
    /// The report so far.
    Report {
        /// The report.
        report: Box<Report>,
        /// Whether reading is complete: every file was read to its end, or reading was cancelled.
        done: bool,
        /// Whether reading was cancelled.
        cancelled: bool,
    },
    /// The requested lines.
    Lines {
        /// The ticket of the request.
        ticket: u32,
        /// The rows, in the file's order.
        rows: Vec<LineRow>,
        /// Why there are none, in one sentence with advice.
        problem: Option<String>,
    },
    /// The requested runs.
    Runs {
        /// The ticket of the request.
        ticket: u32,
        /// The runs, in order of time.
        runs: Vec<crate::Run>,
    },
    /// The requested updates.
    Updates {
        /// The ticket of the request.
        ticket: u32,
        /// The updates, those that need attention first.
        updates: Vec<crate::UpdateRow>,
    },
    /// The requested logs.
    Logs {
        /// The ticket of the request.
        ticket: u32,
        /// The logs, by name.
        logs: Vec<crate::LogRow>,
    },
    /// The next part of the requested text.
    Converted {
        /// The ticket of the request.
        ticket: u32,
        /// Some of its bytes.
        bytes: Vec<u8>,
        /// Whether this is the last part.
        done: bool,
        /// Why the rest is missing, in one sentence with advice.
        problem: Option<String>,
    },
    /// The requested form of the report.
    Exported {
        /// The ticket of the request.
        ticket: u32,
        /// The text.
        text: String,
        /// What was replaced, as (stand-in, original), by stand-in; empty without masking. It stays on this machine.
        key: Vec<(String, String)>,
    },
    /// The entries that contain a code.
    CodeLines {
        /// The ticket of the request.
        ticket: u32,
        /// The entries, in the order of the files.
        lines: Vec<CodeLine>,
        /// Whether there are more.
        more: bool,
    },
    /// The saved reports among the files: first as they are, and again when their lines were compared with the logs.
    SavedReports {
        /// The reports, in the order of their files.
        reports: Vec<SavedReport>,
    },
    /// A reply to the log viewer.
    View(ViewReply),
}

impl Reply {
    /// Serializes it for the page.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Deserializes bytes from the worker; none if they are not a reply of this build.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The first number for members of archives.
pub const MEMBERS: u32 = 1 << 31;

/// The progress of one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileProgress {
    /// The page's number for it; the engine numbers members of archives, from [`MEMBERS`] on.
    pub file: u32,
    /// The archive it is a member of.
    pub parent: Option<u32>,
    /// Its name if it is a member of an archive; otherwise empty, because the page knows it.
    pub name: String,
    /// Bytes read so far.
    pub read: u64,
    /// Its size in bytes.
    pub size: u64,
    /// Whether reading of it is finished.
    pub done: bool,
    /// Why it could not be read, in one sentence with advice.
    pub problem: Option<String>,
}

/// An entry that contains a code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeLine {
    /// The file's number.
    pub file: u32,
    /// The file's name.
    pub log: String,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its time as written.
    pub time: String,
    /// Its message.
    pub text: String,
}

/// One entry of a log, as text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineRow {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its time as written.
    pub time: String,
    /// `error`, `warning`, `info` or `plain`.
    pub level: String,
    /// Its component.
    pub component: String,
    /// Its thread.
    pub thread: String,
    /// Its message.
    pub text: String,
    /// Whether it is the requested one.
    pub chosen: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Report, StepRow, Verdict};

    #[test]
    fn messages_survive_a_round_trip() {
        let file = FileMeta {
            file: 7,
            name: "a.log".into(),
            path: String::new(),
            size: 1 << 40,
            modified: Some(-1),
            whole_folder: true,
        };
        let request = Request::Read { files: vec![file], more: false };
        assert_eq!(Request::from_bytes(&request.to_bytes()), Some(request));
        let step = StepRow {
            step: "1.10".into(),
            verdict: Verdict::NoLog,
            evidence: vec![],
            start: None,
            end: None,
            note: Some("é".into()),
        };
        let report = Report { logs: vec![], run_count: 3, ..Report::default() };
        let mut reply = Reply::Report { report: Box::new(report), done: true, cancelled: false };
        assert_eq!(Reply::from_bytes(&reply.to_bytes()), Some(reply.clone()));
        if let Reply::Report { report, .. } = &mut reply {
            report.flows.push(crate::FlowRow {
                flow: "client-scan".into(),
                verdict: crate::FlowVerdict::Failed,
                summary: "…".into(),
                leading_run: Some(62),
                steps: vec![step],
                counts: crate::OutcomeCounts::default(),
                history: crate::FlowHistory::default(),
                failing_since: None,
                last_success: None,
                unfinished_run: None,
            });
        }
        assert_eq!(Reply::from_bytes(&reply.to_bytes()), Some(reply));
    }

    #[test]
    fn truncated_bytes_are_no_message() {
        let bytes = Reply::Ready { build: "0.1.0".into() }.to_bytes();
        assert_eq!(Reply::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Request::from_bytes(&[]), None);
    }
}
