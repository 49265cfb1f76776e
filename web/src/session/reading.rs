//! Reads the added files batch by batch, and handles the replies of the engine.

use std::collections::BTreeSet;
use std::rc::Rc;

use report::{FileMeta, FileProgress, Reply, Report, Request};

use super::{Engine, FileStatus, GivenFile, Session, drops};
use crate::message::Effect;

impl Session {
    /// Adds files and reads them as soon as the engine is ready.
    pub(crate) fn add(&mut self, files: Vec<FileMeta>) -> Vec<Effect> {
        if files.is_empty() {
            return vec![];
        }
        let mut again = BTreeSet::new();
        again.extend(files.iter().map(drops::print));
        self.cut.retain(|print| !again.contains(print));
        let files = drops::apart(&self.files, files);
        self.queue.push(files.iter().map(|file| file.file).collect());
        self.files.extend(files.into_iter().map(GivenFile::new));
        self.go_on()
    }

    /// The parts of the engine are loaded and the network is locked.
    pub(crate) fn held(&mut self) -> Vec<Effect> {
        self.engine = Engine::Held;
        self.go_on()
    }

    /// Starts the worker, or sends it the next batch, if there is one.
    pub(super) fn go_on(&mut self) -> Vec<Effect> {
        if self.queue.is_empty() {
            return vec![];
        }
        match self.engine {
            Engine::Held => {
                self.engine = Engine::Starting;
                self.last_reply = None;
                vec![Effect::StartWorker]
            }
            Engine::Running if !self.reading => {
                self.batch = self.queue.remove(0);
                self.sent = 0;
                self.reading = true;
                self.last_reply = None;
                self.hand_over()
            }
            _ => vec![],
        }
    }

    /// Sends the engine the next files of the batch: not all at once, because a folder can contain a hundred thousand.
    fn hand_over(&mut self) -> Vec<Effect> {
        let next = &self.batch[self.sent..self.batch.len().min(self.sent + AT_ONCE)];
        let place = |number: &u32| self.files.binary_search_by_key(number, |file| file.meta.file).ok();
        let metas = next.iter().filter_map(|number| Some(self.files[place(number)?].meta.clone())).collect();
        self.sent += next.len();
        vec![Effect::Read(metas, self.sent < self.batch.len())]
    }

    /// Handles a reply of the engine. `engaged`: the user is reading the shown report.
    pub(crate) fn receive(&mut self, reply: Reply, now: f64, engaged: bool) -> Vec<Effect> {
        self.last_reply = Some(now);
        match reply {
            Reply::Ready { build } if build == report::VERSION => {
                self.engine = Engine::Running;
                let mut effects = self.tell_united();
                effects.extend(self.go_on());
                effects
            }
            Reply::Ready { .. } => {
                self.fail("The page and the engine have different versions: reload the page without the cache (Ctrl+F5).")
            }
            Reply::Taken if self.opened().is_some() => self.hand_over(),
            Reply::Taken => vec![],
            Reply::Progress { files } => {
                files.into_iter().for_each(|progress| self.progress(progress));
                vec![]
            }
            Reply::Report { report, done, cancelled } => {
                self.arrived(Rc::new(*report), done, cancelled, engaged)
            }
            // The viewer receives its replies directly, nothing requests single lines, and the state takes saved reports.
            Reply::View(_) | Reply::Lines { .. } | Reply::SavedReports { .. } => vec![],
            Reply::Runs { ticket, runs } => self.take_more(ticket, |more| more.runs.extend(runs)),
            Reply::Updates { ticket, updates } => self.take_more(ticket, |more| more.updates.extend(updates)),
            Reply::Logs { ticket, logs } => self.take_more(ticket, |more| more.logs.extend(logs)),
            Reply::Converted { ticket, bytes, done, problem } => self.converted(ticket, bytes, done, problem),
            Reply::Exported { ticket, text, key } => self.exported(ticket, text, key),
            Reply::CodeLines { ticket, lines, more } => self.take_code_lines(ticket, lines, more),
        }
    }

    /// Updates the progress of a file or of an archive member, which can be new.
    pub(super) fn progress(&mut self, progress: FileProgress) {
        if progress.parent.is_none() {
            // Files are numbered in the order in which they are added.
            let place = self.files.binary_search_by_key(&progress.file, |file| file.meta.file);
            if let Some(file) = place.ok().and_then(|place| self.files.get_mut(place)) {
                file.progress(progress);
            }
            return;
        }
        let place = self.members.binary_search_by_key(&progress.file, |member| member.meta.file);
        let place = place.unwrap_or_else(|place| {
            self.members.insert(place, GivenFile::member(&progress));
            place
        });
        if let Some(member) = self.members.get_mut(place) {
            member.progress(progress);
        }
    }

    /// The members of an archive.
    pub(crate) fn members_of(&self, archive: u32) -> impl Iterator<Item = &GivenFile> {
        self.members.iter().filter(move |member| member.parent == Some(archive))
    }

    /// Whether a file or one of its members is not completely read.
    pub(super) fn has_open(&self, file: &GivenFile) -> bool {
        file.is_open() || self.members_of(file.meta.file).any(|member| self.has_open(member))
    }

    fn arrived(&mut self, report: Rc<Report>, done: bool, cancelled: bool, engaged: bool) -> Vec<Effect> {
        // A user who cancels or answers a question waits for the result.
        let is_awaited = std::mem::take(&mut self.answers) || cancelled;
        if engaged && self.report.is_some() && !is_awaited {
            self.newer = Some(report);
        } else {
            self.show(report);
        }
        if !done {
            return vec![];
        }
        self.reading = false;
        self.end_grown(self.last_reply.unwrap_or_default());
        if cancelled {
            self.queue.clear();
            let (read, all) = self.cut_at;
            // Files that cannot be read do not count in the total.
            self.cut_at.0 = read.max(self.read_bytes().min(all));
        }
        for file in self.files.iter_mut().chain(&mut self.members).filter(|file| file.is_open()) {
            if cancelled {
                file.status = FileStatus::Cut;
            } else if file.parent.is_some() || is_in(&self.batch, file) {
                file.status = FileStatus::Read;
            }
        }
        self.go_on()
    }

    fn show(&mut self, report: Rc<Report>) {
        self.report = Some(report);
        self.number_machines();
        self.newer = None;
        self.forget_more();
    }

    /// Shows the waiting report.
    pub(crate) fn show_newer(&mut self) {
        if let Some(report) = self.newer.take() {
            self.show(report);
        }
    }

    /// Cancels listing and reading; lines that were read stay.
    pub(crate) fn cancel(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.listed.take().is_some() {
            effects.push(Effect::EndListing);
        }
        self.note_cut();
        self.queue.clear();
        if self.sent < self.batch.len() {
            // The engine waits for more files of the drop, but there are none.
            self.batch.truncate(self.sent);
            effects.push(Effect::Read(vec![], false));
        }
        for file in self.files.iter_mut().filter(|file| !is_in(&self.batch, file)) {
            if file.status == FileStatus::Waiting {
                file.status = FileStatus::Cut;
            }
        }
        if self.reading {
            effects.push(Effect::Ask(Request::Cancel));
        }
        effects
    }

    /// Notes which files will not be read completely.
    pub(super) fn note_cut(&mut self) {
        let open = self.files.iter().filter(|file| file.is_open());
        self.cut.extend(open.map(|file| drops::print(&file.meta)));
        self.cut_at = self.bytes();
    }

    /// The bytes that the engine has read, also of files whose reading was cancelled: it reads a block to its end.
    fn read_bytes(&self) -> u64 {
        self.files.iter().chain(&self.members).map(GivenFile::bytes_read).sum()
    }

    /// The bytes read and in total when reading was cancelled; none if all files were read.
    pub(crate) fn cancelled_at(&self) -> Option<(u64, u64)> {
        (!self.cut.is_empty()).then_some(self.cut_at)
    }

    /// Removes all files and their results.
    pub(crate) fn clear(&mut self) -> Vec<Effect> {
        let lists = self.listed.is_some();
        let stops = matches!(self.engine, Engine::Starting | Engine::Running);
        let engine = if stops { Engine::Held } else { std::mem::take(&mut self.engine) };
        *self = Self { engine, ticket: self.ticket, ..Self::default() };
        let mut effects = vec![Effect::ForgetFiles];
        if lists {
            effects.push(Effect::EndListing);
        }
        if stops {
            effects.push(Effect::StopWorker);
        }
        effects
    }

    /// Bytes read and bytes in total, of all files that are not skipped.
    pub(crate) fn bytes(&self) -> (u64, u64) {
        let all = self.files.iter().chain(&self.members);
        let counted = all.filter(|file| !file.is_unreadable());
        counted.fold((0, 0), |(read, size), file| (read + file.bytes_read(), size + file.meta.size))
    }

    /// The number of files that the engine has received, while the rest of the batch is sent.
    pub(crate) fn opened(&self) -> Option<usize> {
        (self.reading && self.sent < self.batch.len()).then_some(self.sent)
    }

    /// Whether files are being listed, waiting or being read for the first time.
    pub(crate) fn busy(&self) -> bool {
        self.reading && !self.reads_grown() || !self.queue.is_empty() || self.listed.is_some()
    }
}

/// How many files are sent to the engine at once: a few milliseconds of work.
const AT_ONCE: usize = 250;

/// Whether a batch contains a file.
pub(super) fn is_in(batch: &[u32], file: &GivenFile) -> bool {
    batch.binary_search(&file.meta.file).is_ok()
}
