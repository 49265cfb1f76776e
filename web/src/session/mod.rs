//! The files that were given and the engine that reads them: a machine without a browser.
//!
//! It says what is to be done as [`Effect`]s. The engine may end at any time, by a trap or because a file keeps it
//! for ever; then it is started again without the file it was reading, and the rest is read anew.

mod drops;
mod given;
mod lines;
mod machines;
mod members;
mod more;
mod saving;
mod watch;

use std::rc::Rc;

pub(crate) use given::{GivenFile, Stand};
pub(crate) use lines::Lines;
pub(crate) use more::MORE_UPDATES;
use report::{FileMeta, Reply, Report, Request, Run, UpdateRow};
pub(crate) use saving::{Saved, Saving};

use crate::message::Effect;

/// Everything about files and engine.
#[derive(Default)]
pub(crate) struct Session {
    /// The files, in the order they were given.
    pub files: Vec<GivenFile>,
    /// What came out of archives among them, by number.
    pub members: Vec<GivenFile>,
    /// Where the engine stands.
    pub engine: Engine,
    /// Whether files are being read.
    pub reading: bool,
    /// The report that is shown.
    pub report: Option<Rc<Report>>,
    /// A newer one that waits, because somebody reads the one that is shown.
    pub newer: Option<Rc<Report>>,
    /// Runs beyond those of the report, asked for later.
    pub more_runs: Vec<Run>,
    /// Updates beyond those of the report, asked for later.
    pub more_updates: Vec<UpdateRow>,
    /// Something that happened to the engine, in a sentence.
    pub notice: Option<String>,
    /// The lines that are shown.
    pub lines: Option<Lines>,
    /// The text log that is to be saved.
    pub saving: Option<Saving>,
    /// The names of all machines that were seen; their place is their number.
    names: Vec<String>,
    /// Which machines are one, as the reader said: the names of each.
    united: Vec<Vec<String>>,
    /// Whether the next report answers what the reader did, and is shown at once.
    answers: bool,
    /// What is to be read next, batch by batch.
    queue: Vec<Vec<u32>>,
    /// What is being read.
    batch: Vec<u32>,
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

impl Session {
    /// Takes files and reads them as soon as the engine can.
    pub(crate) fn add(&mut self, files: Vec<FileMeta>) -> Vec<Effect> {
        if files.is_empty() {
            return vec![];
        }
        let files = drops::apart(&self.files, files);
        self.queue.push(files.iter().map(|file| file.file).collect());
        self.files.extend(files.into_iter().map(GivenFile::new));
        self.go_on()
    }

    /// The parts of the engine are held and the network is locked.
    pub(crate) fn held(&mut self) -> Vec<Effect> {
        self.engine = Engine::Held;
        self.go_on()
    }

    /// Starts the worker, or sends it the next batch, where there is something to do.
    fn go_on(&mut self) -> Vec<Effect> {
        if self.queue.is_empty() {
            return vec![];
        }
        match self.engine {
            Engine::Held => {
                self.engine = Engine::Starting;
                self.heard = None;
                vec![Effect::StartWorker]
            }
            Engine::Running if !self.reading => {
                self.batch = self.queue.remove(0);
                self.reading = true;
                self.heard = None;
                let batch = &self.batch;
                let sent = self.files.iter().filter(|file| batch.contains(&file.meta.file));
                vec![Effect::Read(sent.map(|file| file.meta.clone()).collect())]
            }
            _ => vec![],
        }
    }

    /// The engine told something. `engaged` says that somebody is reading the report that is shown.
    pub(crate) fn told(&mut self, reply: Reply, now: f64, engaged: bool) -> Vec<Effect> {
        self.heard = Some(now);
        match reply {
            Reply::Ready { build } if build == report::VERSION => {
                self.engine = Engine::Running;
                let mut effects = self.tell_united();
                effects.extend(self.go_on());
                effects
            }
            Reply::Ready { .. } => {
                self.fail("Page and engine are of two versions: reload the page without the cache (Ctrl+F5).")
            }
            Reply::Progress { files } => {
                files.into_iter().for_each(|progress| self.progress(progress));
                vec![]
            }
            Reply::Report { report, done, cancelled } => {
                self.arrived(Rc::new(*report), done, cancelled, engaged)
            }
            Reply::Lines { ticket, rows, problem } => self.answered(ticket, rows, problem),
            Reply::Runs { ticket, runs } => {
                if self.awaits(ticket) {
                    self.more_runs.extend(runs);
                }
                vec![]
            }
            Reply::Updates { ticket, updates } => {
                if self.awaits(ticket) {
                    self.more_updates.extend(updates);
                }
                vec![]
            }
            Reply::Converted { ticket, bytes, done, problem } => self.converted(ticket, bytes, done, problem),
        }
    }

    fn arrived(&mut self, report: Rc<Report>, done: bool, cancelled: bool, engaged: bool) -> Vec<Effect> {
        if engaged && self.report.is_some() && !std::mem::take(&mut self.answers) {
            self.newer = Some(report);
        } else {
            self.show(report);
        }
        if !done {
            return vec![];
        }
        self.reading = false;
        if cancelled {
            self.queue.clear();
        }
        for file in self.files.iter_mut().chain(&mut self.members).filter(|file| file.is_open()) {
            if cancelled {
                file.stand = Stand::Cut;
            } else if file.parent.is_some() || self.batch.contains(&file.meta.file) {
                file.stand = Stand::Read;
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

    /// Shows the report that waits.
    pub(crate) fn show_newer(&mut self) {
        if let Some(report) = self.newer.take() {
            self.show(report);
        }
    }

    /// Stops reading; what was read stays.
    pub(crate) fn cancel(&mut self) -> Vec<Effect> {
        self.queue.clear();
        for file in self.files.iter_mut().filter(|file| !self.batch.contains(&file.meta.file)) {
            if file.stand == Stand::Waiting {
                file.stand = Stand::Cut;
            }
        }
        if self.reading { vec![Effect::Ask(Request::Cancel)] } else { vec![] }
    }

    /// Forgets all files and what was found in them.
    pub(crate) fn clear(&mut self) -> Vec<Effect> {
        let stops = matches!(self.engine, Engine::Starting | Engine::Running);
        let engine = if stops { Engine::Held } else { std::mem::take(&mut self.engine) };
        *self = Self { engine, ticket: self.ticket, ..Self::default() };
        let mut effects = vec![Effect::ForgetFiles];
        if stops {
            effects.push(Effect::StopWorker);
        }
        effects
    }

    /// Bytes read and bytes to read, over all files that are not left out.
    pub(crate) fn bytes(&self) -> (u64, u64) {
        let all = self.files.iter().chain(&self.members);
        let counted = all.filter(|file| !matches!(file.stand, Stand::Refused(_)));
        counted.fold((0, 0), |(read, size), file| {
            let whole = file.stand == Stand::Read;
            (read + if whole { file.meta.size } else { file.read }, size + file.meta.size)
        })
    }

    /// Whether files wait or are being read.
    pub(crate) fn busy(&self) -> bool {
        self.reading || !self.queue.is_empty()
    }
}

#[cfg(test)]
mod tests;
