//! The worker as a driver of [`ingest`]: files are blobs, and logs go to the session.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use diagnosis::{DiagnosisSession, LogBlock};
use export::{ReportContent, skipped_report};
use ingest::{Body, Decode, Host, LogSink, ReadRequest, Storage};
use js_sys::{Array, ArrayBuffer, Uint8Array, WebAssembly};
use logfile::{Binary, Reading};
use report::{FileMeta, MEMBERS, SkippedFile};
use web_sys::Blob;

use crate::blobs::Blobs;
use crate::copies::Copies;
use crate::decoder::ModuleDecoder;
use crate::saved_reports::SavedReports;
use crate::small_files::SmallFiles;

/// How many reads may be in progress at once.
const OPEN_READS: usize = 2;

/// What the worker stores about the dropped files.
#[derive(Default)]
pub(crate) struct WorkerHost {
    pub(crate) session: DiagnosisSession,
    pub(crate) copies: Copies,
    pub(crate) saved: SavedReports,
    /// The second module, which decodes traces and event logs.
    events: Option<WebAssembly::Module>,
    /// The dropped files, and the bytes of small ones.
    files: BTreeMap<u32, Blob>,
    pub(crate) small: SmallFiles,
    blobs: Blobs,
    /// How the log that was opened last is read.
    open: Option<Arc<Reading>>,
    /// The blocks that were read last, as they were read: they become the copy of a file.
    recent: VecDeque<(u32, u64, ArrayBuffer)>,
}

impl WorkerHost {
    /// Without any files.
    pub(crate) fn new(events: WebAssembly::Module) -> Self {
        Self { events: Some(events), ..Self::default() }
    }

    /// Adds a dropped file.
    pub(crate) fn add(&mut self, file: u32, blob: Blob) {
        self.files.insert(file, blob);
    }

    /// The bytes of a request, if they are stored.
    pub(crate) fn held(&self, request: &ReadRequest) -> Option<Vec<u8>> {
        let Body::Given(file) = request.body else { return None };
        let range = request.range.start as usize..request.range.end as usize;
        self.small.get(file)?.get(range).map(<[u8]>::to_vec)
    }

    /// What to read lines of a file from.
    pub(crate) fn source(&self, file: u32) -> Option<Blob> {
        let small = || self.small.get(file).filter(|_| !self.copies.is_made(file));
        self.copies.source(file).or_else(|| {
            let bytes = Array::of1(&Uint8Array::from(small()?));
            Blob::new_with_u8_array_sequence(&bytes).ok()
        })
    }

    /// Whether the bytes of a file are kept: they can be read after it has changed.
    pub(crate) fn has_copy(&self, file: u32) -> bool {
        self.small.get(file).is_some() || self.copies.has(file)
    }

    /// Replaces a file, or its copy, by what it has grown to.
    pub(crate) fn replace(&mut self, file: u32, grown: &Blob, is_copy: bool) {
        self.files.insert(file, grown.clone());
        self.small.remove(file);
        self.copies.replace(file, grown, is_copy);
    }

    /// What to show a log from: also one that is not read yet.
    pub(crate) fn log(&self, file: u32) -> Option<Blob> {
        self.source(file).or_else(|| self.files.get(&file).cloned())
    }

    /// What the bytes of a request are read from.
    pub(crate) fn blob(&mut self, body: Body) -> Option<Blob> {
        match body {
            Body::Given(file) => self.files.get(&file).cloned(),
            Body::Member(_) | Body::Text(_) => self.blobs.get(body),
        }
    }

    /// Takes the bytes of a request, to be passed on.
    pub(crate) fn received(&mut self, request: &ReadRequest, bytes: &ArrayBuffer) -> Vec<u8> {
        if let Body::Given(file) = request.body {
            self.recent.push_back((file, request.range.start, bytes.clone()));
            if self.recent.len() > OPEN_READS {
                self.recent.pop_front();
            }
        }
        Uint8Array::new(bytes).to_vec()
    }

    /// Drops everything.
    pub(crate) fn clear(&mut self) {
        self.session.clear();
        self.copies.clear();
        self.saved.clear();
        self.files.clear();
        self.small = SmallFiles::default();
        self.blobs.clear();
        self.recent.clear();
    }
}

impl LogSink for WorkerHost {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        let number = file.file;
        if let Some(text) = self.blobs.get(Body::Text(number)) {
            self.copies.keep(number, &text, file.size);
        } else {
            let body = if number >= MEMBERS { Body::Member(number) } else { Body::Given(number) };
            if let Some(blob) = self.blob(body) {
                self.copies.begin(number, &blob, file.size);
            }
        }
        self.open = self.session.add(file.clone(), head, tail);
        self.open.is_some()
    }

    fn block(&mut self, file: u32, offset: u64, bytes: Vec<u8>) {
        let is_this = |(of, from, _): &(u32, u64, ArrayBuffer)| (*of, *from) == (file, offset);
        if let Some(at) = self.recent.iter().position(is_this)
            && let Some((.., block)) = self.recent.remove(at)
        {
            self.copies.add(file, &block);
        }
        if let Some(reading) = &self.open {
            let block = LogBlock::read(&self.session.matcher(), reading, offset, &bytes);
            self.session.merge(file, block);
        }
    }

    fn close(&mut self, file: u32, problem: Option<&str>) {
        if let Some(problem) = problem {
            self.session.stop(file, Some(problem.to_owned()));
        }
        self.copies.end(file);
    }

    fn saved_report(&mut self, file: &FileMeta, json: &str) -> bool {
        let Ok(content) = ReportContent::read(json) else { return false };
        self.session.skip(skipped_report(file), false);
        self.saved.add(file, content);
        true
    }

    fn refuse(&mut self, file: &FileMeta, reason: &str) {
        self.session.refuse(file.clone(), reason.to_owned());
    }

    fn skip(&mut self, skipped: SkippedFile, may_hide_log: bool) {
        self.session.skip(skipped, may_hide_log);
    }

    fn bundle(&mut self, folder: String, name: &'static str) {
        self.session.bundle(folder, name);
    }
}

impl Host for WorkerHost {
    fn storage(&mut self) -> &mut dyn Storage {
        &mut self.blobs
    }

    fn decoder(&mut self, kind: Binary, formats: &[u8]) -> Option<Box<dyn Decode>> {
        let module = self.events.as_ref()?;
        Some(Box::new(ModuleDecoder::new(module, kind, formats)))
    }
}
