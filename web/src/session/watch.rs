//! Monitors the worker: if it traps or stops responding, another one replaces it.

use super::reading::is_in;
use super::{Engine, FileStatus, GivenFile, Saved, Session};
use crate::message::Effect;

/// The timeout in milliseconds of a worker that does not respond while a job runs.
const SILENCE: f64 = 3_000.0;
/// Additional milliseconds for each file: the worker writes one report of all files.
const SILENCE_OF_A_FILE: f64 = 0.5;
/// If our own clock is this late, the browser was suspended, and the timeout does not apply.
const SLEPT: f64 = 2_000.0;

impl Session {
    /// Checks the clock, about once a second: a worker that exceeds its timeout is terminated.
    pub(crate) fn tick(&mut self, now: f64) -> Vec<Effect> {
        let slept = now - self.ticked > SLEPT;
        self.ticked = now;
        if !self.works() {
            return self.read_grown(now);
        }
        let timeout = SILENCE + SILENCE_OF_A_FILE * self.files.len() as f64;
        match self.last_reply {
            Some(last) if !slept && now - last > timeout => self.broke(),
            Some(_) if !slept => vec![],
            _ => {
                self.last_reply = Some(now);
                vec![]
            }
        }
    }

    /// Whether the worker must still answer.
    fn works(&self) -> bool {
        let writes = self.saving.as_ref().is_some_and(|saving| saving.status == Saved::Writing);
        let asked = self.reading || writes;
        self.engine == Engine::Starting || (self.engine == Engine::Running && asked)
    }

    /// The worker trapped or stopped responding: starts another one, without the file that was being read.
    pub(crate) fn broke(&mut self) -> Vec<Effect> {
        if !matches!(self.engine, Engine::Starting | Engine::Running) {
            return vec![];
        }
        self.restarts += 1;
        if self.engine == Engine::Starting || self.restarts > self.files.len() + 2 {
            return self
                .fail("The engine does not run in this browser: reload the page, or use a newer browser.");
        }
        let suspects = self.suspects();
        if let [suspect] = suspects[..] {
            self.leave_out(suspect);
        }
        let mut rest = Vec::new();
        let counts = |file: &&mut GivenFile| !matches!(file.status, FileStatus::LeftOut(_) | FileStatus::Cut);
        for file in self.files.iter_mut().filter(counts) {
            // The next engine does not receive the file, and its report does not contain it.
            if let FileStatus::Refused(why) = &mut file.status {
                file.status = FileStatus::LeftOut(std::mem::take(why));
                continue;
            }
            (file.read, file.status) = (0, FileStatus::Waiting);
            if !suspects.contains(&file.meta.file) {
                rest.push(file.meta.file);
            }
        }
        self.members.clear();
        // If several files were being read, each is tried alone after the others.
        let apart = if suspects.len() > 1 { suspects } else { vec![] };
        self.queue = [rest].into_iter().filter(|rest| !rest.is_empty()).collect();
        self.queue.extend(apart.into_iter().map(|file| vec![file]));
        self.batch.clear();
        self.reading = false;
        self.end_grown(self.ticked);
        self.abort_saving();
        self.abort_export();
        self.engine = Engine::Held;
        let mut effects = vec![Effect::StopWorker];
        effects.extend(self.go_on());
        effects
    }

    /// The files that were being read when the worker ended.
    fn suspects(&self) -> Vec<u32> {
        if !self.reading {
            return vec![];
        }
        let open = |file: &&GivenFile| is_in(&self.batch, file) && self.has_open(file);
        let begun: Vec<u32> =
            self.files.iter().filter(open).filter(|file| file.read > 0).map(|file| file.meta.file).collect();
        if begun.is_empty() {
            self.files.iter().find(open).map(|file| file.meta.file).into_iter().collect()
        } else {
            begun
        }
    }

    fn leave_out(&mut self, number: u32) {
        let Some(file) = self.files.iter_mut().find(|file| file.meta.file == number) else { return };
        file.status = FileStatus::LeftOut("The engine stopped on this file: it was skipped.".to_owned());
        let name = &file.meta.name;
        let then = ": this file was skipped, the others are read again.";
        self.notice = Some(["The engine stopped while it read ", name, then].concat());
    }

    /// The engine is not available.
    pub(crate) fn fail(&mut self, sentence: &str) -> Vec<Effect> {
        self.engine = Engine::Failed(sentence.to_owned());
        if std::mem::take(&mut self.reading) {
            self.note_cut();
        }
        vec![Effect::StopWorker]
    }
}
