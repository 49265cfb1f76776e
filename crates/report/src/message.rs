//! The messages between the page and the worker that holds the engine.
//!
//! They travel as bytes whose buffer is transferred, written by `postcard`: the page decodes a report with 8 kB of
//! code (brotli) where JSON takes 40, and faster. `File` objects ride beside a [`Request::Read`], in the order of
//! its rows.

use serde::{Deserialize, Serialize};

use crate::Report;

/// What the page asks of the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read these files, and join them with those read before.
    Read {
        /// One row per `File` that rides beside the message, in the same order.
        files: Vec<FileMeta>,
        /// Whether more of the same drop come once these are [`Reply::Taken`]; reading begins after the last of them.
        more: bool,
    },
    /// Stop reading between two blocks; what was read stays.
    Cancel,
    /// Forget everything.
    Clear,
    /// These machines, by their names in the report, are one.
    Unite {
        /// Their names.
        machines: Vec<String>,
    },
    /// The entries around one line, from the file's own bytes.
    Lines {
        /// Comes back with the answer.
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
    /// More of the runs than the report carried.
    Runs {
        /// Comes back with the answer.
        ticket: u32,
        /// The machine's place in the report; 0 where there is one only.
        machine: u32,
        /// The first run's place, counted in the order of how much runs matter.
        from: u32,
        /// How many.
        count: u32,
    },
    /// More of the updates than the report carried.
    Updates {
        /// Comes back with the answer.
        ticket: u32,
        /// The machine's place in the report; 0 where there is one only.
        machine: u32,
        /// The first update's place, counted in the order of how much they need a look.
        from: u32,
        /// How many.
        count: u32,
    },
    /// More of the logs than the report carried.
    Logs {
        /// Comes back with the answer.
        ticket: u32,
        /// The machine's place in the report; none for the logs that are beside those of machines, or of the only one.
        machine: Option<u32>,
        /// The first log's place, counted in the order of how much logs matter.
        from: u32,
        /// How many.
        count: u32,
    },
    /// The text log that Windows' own command would have made of traces.
    Convert {
        /// Comes back with the answer.
        ticket: u32,
        /// The traces, in their order.
        files: Vec<u32>,
        /// Whether times are to be UTC, and not those of the machine that wrote the traces.
        utc: bool,
    },
}

impl Request {
    /// As it crosses to the worker.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// From what came from the page; none where it is no request of this build.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// One dropped file, as the page knows it.
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
    /// Whether it came with its whole folder.
    pub whole_folder: bool,
}

/// What the engine tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The engine runs; `build` must be the page's own.
    Ready {
        /// The engine's version.
        build: String,
    },
    /// The files of a request were taken, and the next of the same drop may come.
    Taken,
    /// How far files are.
    Progress {
        /// One row per file of which this changed since the last time.
        files: Vec<FileProgress>,
    },
    /// The report so far.
    Report {
        /// The report.
        report: Box<Report>,
        /// Whether every file was read to its end, or reading was cancelled.
        done: bool,
        /// Whether reading was cancelled.
        cancelled: bool,
    },
    /// The lines asked for.
    Lines {
        /// The ticket of the question.
        ticket: u32,
        /// The rows, in the file's order.
        rows: Vec<LineRow>,
        /// Why there are none, in one sentence that says what to do.
        problem: Option<String>,
    },
    /// The runs asked for.
    Runs {
        /// The ticket of the question.
        ticket: u32,
        /// The runs, in the order of their time.
        runs: Vec<crate::Run>,
    },
    /// The updates asked for.
    Updates {
        /// The ticket of the question.
        ticket: u32,
        /// The updates, those that need a look first.
        updates: Vec<crate::UpdateRow>,
    },
    /// The logs asked for.
    Logs {
        /// The ticket of the question.
        ticket: u32,
        /// The logs, by name.
        logs: Vec<crate::LogRow>,
    },
    /// More of the text asked for, in order.
    Converted {
        /// The ticket of the question.
        ticket: u32,
        /// Some of its bytes.
        bytes: Vec<u8>,
        /// Whether these are the last.
        done: bool,
        /// Why there are no more, in one sentence that says what to do.
        problem: Option<String>,
    },
}

impl Reply {
    /// As it crosses to the page.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// From what came from the worker; none where it is no reply of this build.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// The first number of what comes out of archives.
pub const MEMBERS: u32 = 1 << 31;

/// How far one file is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileProgress {
    /// The page's number for it; what comes out of an archive has numbers of the engine's, from [`MEMBERS`] on.
    pub file: u32,
    /// The archive it came out of.
    pub parent: Option<u32>,
    /// Its name, where it came out of an archive; else empty, as the page knows it.
    pub name: String,
    /// Bytes read so far.
    pub read: u64,
    /// Its size in bytes.
    pub size: u64,
    /// Whether nothing more will be read of it.
    pub done: bool,
    /// Why it could not be read, in one sentence that says what to do.
    pub problem: Option<String>,
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
    /// Whether it is the one asked for.
    pub chosen: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Report, StepRow, Verdict};

    #[test]
    fn what_one_side_sends_the_other_reads() {
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
                failing_since: None,
                last_success: None,
                unfinished_run: None,
            });
        }
        assert_eq!(Reply::from_bytes(&reply.to_bytes()), Some(reply));
    }

    #[test]
    fn what_is_cut_is_no_message() {
        let bytes = Reply::Ready { build: "0.1.0".into() }.to_bytes();
        assert_eq!(Reply::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Request::from_bytes(&[]), None);
    }
}
