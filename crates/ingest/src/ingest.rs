//! The state machine: which file is read next, and how.

use std::collections::VecDeque;
use std::ops::Range;

use archive::{BundleLayout, IsKeyLog, UnpackBudget};
use logfile::EDGE;
use report::{FileMeta, FileProgress};

use crate::formats::{Lacking, TraceFormats};
use crate::host::{Body, Host, LogSink};
use crate::progress::Progress;
use crate::queue::{Queue, name_bundles, skipped};
use crate::reads::{OpenReads, ReadRequest};
use crate::task::{Stage, Task};

/// Bytes of a block: small enough to answer a request from the page within 25 ms while files are read.
pub const BLOCK: u64 = 4 * 1024 * 1024;

/// Why a file that was being read or waiting when reading was cancelled is incomplete.
pub const CANCELLED: &str = "Reading was cancelled here: drop it again to read the rest.";

/// The result of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IngestStep {
    /// These bytes are needed: start to read them, and pass them to [`Ingest::give`] when available. The next step may
    /// be taken before that: up to two requests are open at a time, which hides the latency of a disk.
    Read(ReadRequest),
    /// Nothing can be done until the bytes of an open request are given.
    Wait,
    /// A block of a log was passed to the sink.
    Block,
    /// Other work was done.
    Work,
    /// Everything that was given is read.
    Done,
}

/// Reads the given files. See the crate documentation.
pub struct Ingest {
    pub(crate) is_key_log: IsKeyLog,
    pub(crate) block: u64,
    queue: Queue,
    /// The files that are read now, in order; those that are added meanwhile wait in the queue.
    batch: VecDeque<Task>,
    /// The unpacking limits for the archives of the batch.
    pub(crate) budget: UnpackBudget,
    /// The file that is being read, after the archives it came from.
    pub(crate) tasks: Vec<Task>,
    pub(crate) reads: OpenReads,
    pub(crate) formats: TraceFormats,
    pub(crate) lacking: Lacking,
    pub(crate) progress: Progress,
    /// How many members were unpacked so far, for their numbers.
    pub(crate) members: u32,
}

impl Ingest {
    /// Starts with nothing to read. Logs whose name `is_key_log` are unpacked first.
    pub fn new(is_key_log: IsKeyLog) -> Self {
        Self {
            is_key_log,
            block: BLOCK,
            queue: Queue::default(),
            batch: VecDeque::new(),
            budget: UnpackBudget::default(),
            tasks: Vec::new(),
            reads: OpenReads::default(),
            formats: TraceFormats::default(),
            lacking: Lacking::default(),
            progress: Progress::default(),
            members: 0,
        }
    }

    /// Reads in blocks of another size, in bytes; at least [`EDGE`], which is needed to recognize a file.
    #[must_use]
    pub fn with_block(self, block: u64) -> Self {
        Self { block: block.max(EDGE as u64), ..self }
    }

    /// Adds files to read, numbered by the caller below [`report::MEMBERS`]. Each folder among them may be a bundle.
    pub fn add(&mut self, files: Vec<FileMeta>, sink: &mut dyn LogSink) {
        name_bundles(&files, sink);
        self.queue.add(files, self.is_key_log, &mut self.progress, sink);
    }

    /// Adds the files of one folder.
    pub fn add_folder(&mut self, folder: &str, files: Vec<FileMeta>, sink: &mut dyn LogSink) {
        let mut layout = BundleLayout::default();
        files.iter().for_each(|file| layout.add(&file.path, &file.name));
        if let Some(name) = layout.name(folder.rsplit('/').next().unwrap_or_default()) {
            sink.bundle(folder.to_owned(), name);
        }
        self.queue.add(files, self.is_key_log, &mut self.progress, sink);
    }

    /// Requests bytes, or handles at most one block.
    pub fn step(&mut self, host: &mut dyn Host) -> IngestStep {
        if let Some(request) = self.reads.next() {
            return IngestStep::Read(request);
        }
        let Some(task) = self.tasks.pop().or_else(|| self.next_task()) else { return IngestStep::Done };
        match self.advance(task, host) {
            IngestStep::Wait => self.reads.next().map_or(IngestStep::Wait, IngestStep::Read),
            step => step,
        }
    }

    /// Receives the bytes of a request, or one sentence that explains why they cannot be read.
    pub fn give(&mut self, request: &ReadRequest, bytes: Result<Vec<u8>, String>) {
        self.reads.give(request, bytes);
    }

    /// Whether a request is still waiting for its bytes.
    pub fn is_open(&self, request: &ReadRequest) -> bool {
        self.reads.is_open(request)
    }

    /// The progress of files and members that changed since the last call: if there are many, a part of
    /// them, the rest on the next calls, then none.
    pub fn progress(&mut self) -> Vec<FileProgress> {
        self.progress.take()
    }

    /// Cancels reading: what was read stays, the rest is reported as cancelled.
    pub fn cancel(&mut self, host: &mut dyn Host) {
        self.reads.clear();
        while let Some(task) = self.tasks.pop() {
            self.cancel_task(&task, host);
        }
        let waiting = std::mem::take(&mut self.batch);
        waiting.into_iter().for_each(|task| self.cancel_task(&task, host));
        for file in self.queue.take() {
            host.refuse(&file, CANCELLED);
            self.progress.end(file.file, Some(CANCELLED));
        }
    }

    fn cancel_task(&mut self, task: &Task, host: &mut dyn Host) {
        let file = &task.file;
        let has_text = matches!(task.body, Body::Text(_));
        match &task.stage {
            Stage::Start { .. } | Stage::Decode { .. } if task.is_again && !has_text => {
                self.progress.end(file.file, None);
                return self.forget(task.body, host);
            }
            Stage::Start { .. } | Stage::Decode { .. } => host.refuse(file, CANCELLED),
            Stage::Log { .. } => host.close(file.file, Some(CANCELLED)),
            Stage::Formats { .. } | Stage::SavedReport { .. } => self.skip_file(file, CANCELLED, false, host),
            Stage::Archive(unpacking) => {
                if let Some(arriving) = &unpacking.member {
                    host.refuse(&arriving.meta(), CANCELLED);
                    host.storage().forget(Body::Member(arriving.file));
                    self.progress.end(arriving.file, Some(CANCELLED));
                }
                self.skip_file(file, CANCELLED, true, host);
            }
        }
        self.progress.end(file.file, Some(CANCELLED));
        self.forget(task.body, host);
    }

    /// Forgets all that was given, and all `.tmf` files.
    pub fn clear(&mut self) {
        self.reads.clear();
        self.tasks.clear();
        self.batch.clear();
        self.queue.take();
        self.formats = TraceFormats::default();
        self.lacking.clear();
        self.progress.clear();
    }

    /// The next file to read: of the batch, else of those added meanwhile, else a trace whose formats have arrived.
    fn next_task(&mut self) -> Option<Task> {
        if self.batch.is_empty() {
            self.budget = UnpackBudget::default();
            let given = |file: FileMeta| {
                let body = Body::Given(file.file);
                Task::new(file, body, 1)
            };
            self.batch = self.queue.take().into_iter().map(given).collect();
        }
        if self.batch.is_empty() {
            let again = self.lacking.take(&self.formats).into_iter();
            let again =
                again.map(|(file, body, depth)| Task { is_again: true, ..Task::new(file, body, depth) });
            self.batch = again.collect();
            self.batch.iter().for_each(|task| self.progress.restart(task.file.file));
        }
        self.batch.pop_front()
    }

    fn advance(&mut self, task: Task, host: &mut dyn Host) -> IngestStep {
        match task.stage {
            Stage::Start { .. } => self.recognize(task, host),
            Stage::Log { .. } => self.read_log(task, host),
            Stage::Decode { .. } => self.decode(task, host),
            Stage::Formats { .. } => self.read_formats(task, host),
            Stage::SavedReport { .. } => self.read_saved_report(task, host),
            Stage::Archive(_) => self.unpack(task, host),
        }
    }

    /// The task continues.
    pub(crate) fn keep(&mut self, task: Task, step: IngestStep) -> IngestStep {
        self.tasks.push(task);
        step
    }

    /// Ends the task, with a reason if it ends before its file does.
    pub(crate) fn finish(&mut self, task: &Task, problem: Option<&str>, host: &mut dyn Host) -> IngestStep {
        self.reads.forget(task.file.file);
        self.progress.end(task.file.file, problem);
        self.forget(task.body, host);
        IngestStep::Work
    }

    /// Deletes a body, unless it will be decoded again.
    pub(crate) fn forget(&self, body: Body, host: &mut dyn Host) {
        let member = Body::Member(body.file());
        if let Body::Text(_) = body {
            host.storage().forget(body);
        }
        if body.file() >= report::MEMBERS && !self.lacking.keeps(member) {
            host.storage().forget(member);
        }
    }

    /// The bytes that a task needs now; `following` will be needed next. None if they are not available yet.
    pub(crate) fn bytes(
        &mut self,
        request: &ReadRequest,
        following: Option<ReadRequest>,
    ) -> Option<Result<Vec<u8>, String>> {
        // Nothing is stored for an empty member.
        if request.range.is_empty() && !matches!(request.body, Body::Given(_)) {
            return Some(Ok(Vec::new()));
        }
        self.reads.ask(request.clone());
        if let Some(following) = following {
            self.reads.ask(following);
        }
        self.reads.take(request)
    }

    /// The next range of a file that is read sequentially.
    pub(crate) fn following(&self, task: &Task, end: u64, is_begun: bool) -> Option<ReadRequest> {
        if end < task.file.size {
            return Some(ReadRequest { body: task.body, range: self.block_at(&task.file, end), is_begun });
        }
        // The next range of an archive is unknown.
        if !self.tasks.is_empty() {
            return None;
        }
        let Task { file, body, .. } = self.batch.front()?;
        let range = self.tail_of(file).unwrap_or_else(|| self.block_at(file, 0));
        Some(ReadRequest { body: *body, range, is_begun: false })
    }

    /// The block of a file that begins at a byte.
    pub(crate) fn block_at(&self, file: &FileMeta, from: u64) -> Range<u64> {
        from..(from + self.block).min(file.size)
    }

    /// The tail of a file of more than one block: it is read first, because it helps to recognize the file.
    pub(crate) fn tail_of(&self, file: &FileMeta) -> Option<Range<u64>> {
        (file.size > self.block).then(|| file.size - EDGE as u64..file.size)
    }

    /// Reports a file that is not read and is not a log.
    pub(crate) fn skip_file(
        &self,
        file: &FileMeta,
        reason: &str,
        may_hide_log: bool,
        sink: &mut dyn LogSink,
    ) {
        let (name, path, size) = (file.name.clone(), file.path.clone(), Some(file.size));
        sink.skip(skipped(name, path, size, reason.to_owned()), may_hide_log);
    }
}
