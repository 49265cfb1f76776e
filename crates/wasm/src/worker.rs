//! The engine in a worker: reads what the page drops, and reports.

use std::cell::RefCell;
use std::rc::Rc;

use diagnosis::ReportLimits;
use ingest::{Body, Ingest, IngestStep, ReadRequest};
use js_sys::{ArrayBuffer, WebAssembly};
use report::{FileMeta, Reply};
use web_sys::{Blob, File};

use crate::host::WorkerHost;
use crate::missing::CHANGED;
use crate::open_merged::SharedMerged;
use crate::open_pair::SharedPair;
use crate::open_view::SharedView;
use crate::reading::BlobReader;
use crate::send::send;

/// The state of the engine between two messages.
pub(crate) struct EngineWorker {
    pub(crate) host: WorkerHost,
    /// The log that is shown.
    pub(crate) view: Option<SharedView>,
    /// The logs that are shown together.
    pub(crate) merged: Option<SharedMerged>,
    /// The sides that are compared.
    pub(crate) pair: Option<SharedPair>,
    ingest: Ingest,
    /// The files of a drop that is still arriving.
    arriving: Vec<FileMeta>,
    pub(crate) is_reading: bool,
    /// Whether files are read again that have grown: no report is sent about a part of them, because what they showed
    /// before is still true.
    is_again: bool,
    /// Whether reading was cancelled, and nothing was dropped since.
    is_cancelled: bool,
    /// When progress was sent last, in milliseconds of a clock that may be set back.
    sent_progress: f64,
    /// When the last report was sent.
    sent_report: f64,
    /// How long after it the next report is due.
    pause: f64,
}

/// The engine, shared by concurrent tasks.
pub(crate) type Shared = Rc<RefCell<EngineWorker>>;

impl BlobReader for EngineWorker {
    fn step(&mut self) -> IngestStep {
        let mut step = self.ingest.step(&mut self.host);
        if let IngestStep::Read(request) = &step
            && let Some(bytes) = self.host.held(request)
        {
            self.ingest.give(request, Ok(bytes));
            step = IngestStep::Work;
        }
        self.send_progress(step == IngestStep::Done);
        match step {
            IngestStep::Block if !self.is_again => self.send_report(false),
            IngestStep::Done => {
                (self.is_reading, self.is_again) = (false, false);
                self.send_report(true);
                self.is_cancelled = false;
            }
            _ => {}
        }
        step
    }

    fn blob(&mut self, body: Body) -> Option<Blob> {
        self.host.blob(body)
    }

    fn is_open(&self, request: &ReadRequest) -> bool {
        self.ingest.is_open(request)
    }

    fn give(&mut self, request: &ReadRequest, bytes: Option<ArrayBuffer>) {
        let bytes = bytes.map(|bytes| self.host.received(request, &bytes));
        self.ingest.give(request, bytes.ok_or_else(|| CHANGED.to_owned()));
    }
}

impl EngineWorker {
    pub(crate) fn new(events: WebAssembly::Module) -> Self {
        Self {
            host: WorkerHost::new(events),
            view: None,
            merged: None,
            pair: None,
            ingest: Ingest::new(knowledge::is_key_log),
            arriving: Vec::new(),
            is_reading: false,
            is_again: false,
            is_cancelled: false,
            sent_progress: 0.0,
            sent_report: 0.0,
            pause: 0.0,
        }
    }

    /// Takes some files of a drop, and the bytes of those that were already read.
    pub(crate) fn take(&mut self, metas: &[FileMeta], files: &[File], read: Vec<(u32, Box<[u8]>)>) {
        self.host.small.extend(read);
        for (meta, file) in metas.iter().zip(files) {
            if self.host.small.get(meta.file).is_none() {
                self.host.add(meta.file, file.clone().into());
            }
        }
        self.arriving.extend_from_slice(metas);
        // Nothing else is reported while they arrive, and the page assumes that a silent worker has failed.
        self.send_progress(false);
    }

    /// Reports that some files of a drop were received; returns whether the drop is complete.
    pub(crate) fn taken(&mut self, more: bool) -> bool {
        if more {
            send(&Reply::Taken);
            return false;
        }
        self.is_cancelled = false;
        self.ingest.add(std::mem::take(&mut self.arriving), &mut self.host);
        self.send_progress(true);
        true
    }

    /// Reads files again that have grown.
    pub(crate) fn read_again(&mut self, files: Vec<FileMeta>) {
        self.is_again = !self.is_reading;
        // The page knows the size that each file has by now; the worker, how much of it can be read.
        let there = |file: FileMeta| Some(FileMeta { size: self.host.log(file.file)?.size() as u64, ..file });
        let files: Vec<FileMeta> = files.into_iter().filter_map(there).collect();
        self.ingest.add(files, &mut self.host);
    }

    pub(crate) fn cancel(&mut self) {
        self.is_cancelled = self.is_reading;
        self.ingest.cancel(&mut self.host);
    }

    pub(crate) fn clear(&mut self) {
        self.is_cancelled = self.is_reading;
        self.arriving.clear();
        self.ingest.clear();
        self.host.clear();
        self.close_views();
    }

    /// Closes what the viewer shows.
    pub(crate) fn close_views(&mut self) {
        (self.view, self.merged, self.pair) = (None, None, None);
    }

    /// The user confirms which machines are one. Files that are being read get their report later.
    pub(crate) fn unite(&mut self, machines: Vec<String>) {
        self.host.session.unite(machines);
        if !self.is_reading {
            self.send_report(true);
        }
    }

    /// Sends how far the files are: all changes now, or some of them if the last message is too old.
    fn send_progress(&mut self, now: bool) {
        let time = js_sys::Date::now();
        if now || (time - self.sent_progress).abs() >= 100.0 {
            self.sent_progress = time;
            send(&Reply::Progress { files: self.ingest.progress() });
            while let Some(files) = now.then(|| self.ingest.progress()).filter(|files| !files.is_empty()) {
                send(&Reply::Progress { files });
            }
        }
    }

    /// Sends a report, at most four times a second, and never for more than a fifth of the time.
    fn send_report(&mut self, done: bool) {
        let time = js_sys::Date::now();
        if !done && (time - self.sent_report).abs() < self.pause {
            return;
        }
        let report = Box::new(self.host.session.report_with(ReportLimits::OF_A_PAGE));
        send(&Reply::Report { report, done, cancelled: done && self.is_cancelled });
        self.sent_report = js_sys::Date::now();
        self.pause = f64::max(250.0, 4.0 * (self.sent_report - time));
    }
}
