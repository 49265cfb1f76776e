//! The files that were given and the engine that reads them: a machine without a browser.
//!
//! It says what is to be done as [`Effect`]s. The engine may end at any time, by a trap or because a file keeps it
//! for ever; then it is started again without the file it was reading, and the rest is read anew.

mod given;

use std::rc::Rc;

pub(crate) use given::{GivenFile, Stand};
use report::{FileMeta, LineRow, Reply, Report, Request, Run};

use crate::message::Effect;

/// A worker that has said nothing for so long while a job ran is ended.
const SILENCE: f64 = 3_000.0;
/// When our own clock was this late, the whole browser slept, and silence means nothing.
const SLEPT: f64 = 2_000.0;

/// Everything about files and engine.
#[derive(Default)]
pub(crate) struct Session {
    /// The files, in the order they were given.
    pub files: Vec<GivenFile>,
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
    /// Something that happened to the engine, in a sentence.
    pub notice: Option<String>,
    /// The lines that are shown.
    pub lines: Option<Lines>,
    /// What is to be read next, batch by batch.
    queue: Vec<Vec<u32>>,
    /// What is being read.
    batch: Vec<u32>,
    heard: Option<f64>,
    ticked: f64,
    restarts: usize,
    ticket: u32,
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

/// Lines of a file around one of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lines {
    /// The file's number.
    pub file: u32,
    /// The file's name.
    pub log: String,
    /// The line in the middle.
    pub line: u64,
    /// How many entries before it were asked for.
    pub before: u32,
    /// How many after it.
    pub after: u32,
    /// The entries.
    pub rows: Vec<LineRow>,
    /// Why there are none.
    pub problem: Option<String>,
    /// Whether the answer is still to come.
    pub waiting: bool,
    ticket: u32,
}

impl Session {
    /// Takes files and reads them as soon as the engine can.
    pub(crate) fn add(&mut self, files: Vec<FileMeta>) -> Vec<Effect> {
        if files.is_empty() {
            return vec![];
        }
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
                self.go_on()
            }
            Reply::Ready { .. } => {
                self.fail("Page and engine are of two versions: reload the page without the cache (Ctrl+F5).")
            }
            Reply::Progress { files } => {
                for progress in files {
                    if let Some(file) = self.files.iter_mut().find(|file| file.meta.file == progress.file) {
                        file.progress(progress);
                    }
                }
                vec![]
            }
            Reply::Report { report, done, cancelled } => {
                self.arrived(Rc::new(*report), done, cancelled, engaged)
            }
            Reply::Lines { ticket, rows, problem } => {
                if let Some(lines) = self.lines.as_mut().filter(|lines| lines.ticket == ticket) {
                    let first = lines.rows.is_empty();
                    lines.waiting = false;
                    (lines.rows, lines.problem) = (rows, problem);
                    if first {
                        return vec![Effect::ScrollTo("chosen-line".to_owned())];
                    }
                }
                vec![]
            }
            Reply::Runs { runs, .. } => {
                self.more_runs.extend(runs);
                vec![]
            }
        }
    }

    fn arrived(&mut self, report: Rc<Report>, done: bool, cancelled: bool, engaged: bool) -> Vec<Effect> {
        if engaged && self.report.is_some() {
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
        for file in self.files.iter_mut().filter(|file| file.is_open()) {
            if cancelled {
                file.stand = Stand::Cut;
            } else if self.batch.contains(&file.meta.file) {
                file.stand = Stand::Read;
            }
        }
        self.go_on()
    }

    fn show(&mut self, report: Rc<Report>) {
        self.report = Some(report);
        self.newer = None;
        self.more_runs.clear();
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

    /// A look at the clock, about once a second: a worker that is silent for too long is ended.
    pub(crate) fn tick(&mut self, now: f64) -> Vec<Effect> {
        let slept = now - self.ticked > SLEPT;
        self.ticked = now;
        if !self.works() {
            return vec![];
        }
        match self.heard {
            Some(heard) if !slept && now - heard > SILENCE => self.broke(),
            Some(_) if !slept => vec![],
            _ => {
                self.heard = Some(now);
                vec![]
            }
        }
    }

    /// Whether the worker owes an answer.
    fn works(&self) -> bool {
        let asked = self.reading || self.lines.as_ref().is_some_and(|lines| lines.waiting);
        self.engine == Engine::Starting || (self.engine == Engine::Running && asked)
    }

    /// The worker trapped or fell silent: another is started, without the file that was being read.
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
        for file in self.files.iter_mut().filter(|file| !matches!(file.stand, Stand::Refused(_) | Stand::Cut))
        {
            (file.read, file.stand) = (0, Stand::Waiting);
            if !suspects.contains(&file.meta.file) {
                rest.push(file.meta.file);
            }
        }
        // Where several were being read at once, each is tried by itself after the others.
        let apart = if suspects.len() > 1 { suspects } else { vec![] };
        self.queue = [rest].into_iter().filter(|rest| !rest.is_empty()).collect();
        self.queue.extend(apart.into_iter().map(|file| vec![file]));
        self.batch.clear();
        self.reading = false;
        if let Some(lines) = self.lines.as_mut().filter(|lines| lines.waiting) {
            lines.waiting = false;
            lines.problem =
                Some("The engine stopped over these lines: try again when the files are read.".to_owned());
        }
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
        let open = |file: &&GivenFile| self.batch.contains(&file.meta.file) && file.is_open();
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
        file.stand = Stand::Refused("The engine stopped over this file: it was left out.".to_owned());
        let name = &file.meta.name;
        self.notice = Some(
            [
                "The engine stopped while it read ",
                name,
                ": this file was left out, the others are read again.",
            ]
            .concat(),
        );
    }

    /// The engine cannot be had.
    pub(crate) fn fail(&mut self, sentence: &str) -> Vec<Effect> {
        self.engine = Engine::Failed(sentence.to_owned());
        self.reading = false;
        vec![Effect::StopWorker]
    }

    /// Opens a line of a file.
    pub(crate) fn open(&mut self, file: u32, log: String, line: u64) -> Vec<Effect> {
        self.lines = Some(Lines {
            file,
            log,
            line,
            before: 12,
            after: 12,
            rows: vec![],
            problem: None,
            waiting: false,
            ticket: 0,
        });
        self.ask_lines()
    }

    /// Shows more before and after the line that is open.
    pub(crate) fn more_lines(&mut self, before: u32, after: u32) -> Vec<Effect> {
        if let Some(lines) = &mut self.lines {
            lines.before += before;
            lines.after += after;
        }
        self.ask_lines()
    }

    fn ask_lines(&mut self) -> Vec<Effect> {
        let Some(lines) = &mut self.lines else { return vec![] };
        if self.engine != Engine::Running {
            lines.problem = Some("The engine does not run: drop the file again to see its lines.".to_owned());
            return vec![];
        }
        self.ticket += 1;
        (lines.ticket, lines.waiting) = (self.ticket, true);
        if !self.reading {
            self.heard = None;
        }
        let &mut Lines { ticket, file, line, before, after, .. } = lines;
        vec![Effect::Ask(Request::Lines { ticket, file, line, before, after })]
    }

    /// Asks for the runs that the report did not carry.
    pub(crate) fn ask_runs(&mut self) -> Vec<Effect> {
        let Some(report) = &self.report else { return vec![] };
        self.ticket += 1;
        let from = (report.runs.len() + self.more_runs.len()) as u32;
        vec![Effect::Ask(Request::Runs { ticket: self.ticket, from, count: 500 })]
    }

    /// Bytes read and bytes to read, over all files that are not left out.
    pub(crate) fn bytes(&self) -> (u64, u64) {
        let counted = self.files.iter().filter(|file| !matches!(file.stand, Stand::Refused(_)));
        counted.fold((0, 0), |(read, size), file| {
            let all = file.stand == Stand::Read;
            (read + if all { file.meta.size } else { file.read }, size + file.meta.size)
        })
    }

    /// Whether files wait or are being read.
    pub(crate) fn busy(&self) -> bool {
        self.reading || !self.queue.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::FileProgress;

    fn file(number: u32) -> FileMeta {
        let name = format!("{number}.log");
        FileMeta { file: number, name, path: String::new(), size: 1_000, modified: None, whole_folder: false }
    }

    fn ready() -> Reply {
        Reply::Ready { build: report::VERSION.to_owned() }
    }

    fn at(number: u32, read: u64) -> Reply {
        let progress = FileProgress { file: number, read, size: 1_000, done: read == 1_000, problem: None };
        Reply::Progress { files: vec![progress] }
    }

    fn report(done: bool, cancelled: bool) -> Reply {
        Reply::Report { report: Box::default(), done, cancelled }
    }

    /// What the effects ask for, in words: `start`, `read 1 2`, `stop`.
    fn words(effects: &[Effect]) -> String {
        let word = |effect: &Effect| match effect {
            Effect::StartWorker => "start".to_owned(),
            Effect::StopWorker => "stop".to_owned(),
            Effect::Read(files) => {
                files.iter().fold("read".to_owned(), |all, file| format!("{all} {}", file.file))
            }
            Effect::Ask(Request::Cancel) => "cancel".to_owned(),
            Effect::Ask(Request::Lines { line, before, .. }) => format!("lines {line}-{before}"),
            other => format!("{other:?}"),
        };
        effects.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    fn stands(session: &Session) -> String {
        let word = |file: &GivenFile| match &file.stand {
            Stand::Refused(_) => "refused".to_owned(),
            stand => format!("{stand:?}").to_lowercase(),
        };
        session.files.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// A session whose engine reads the given files.
    fn reading(files: u32) -> Session {
        let mut session = Session::default();
        session.add((1..=files).map(file).collect());
        session.held();
        session.told(ready(), 0.0, false);
        session
    }

    #[test]
    fn files_wait_for_the_engine() {
        let mut session = Session::default();
        assert_eq!(words(&session.add(vec![file(1), file(2)])), "");
        assert!(session.busy());
        assert_eq!(words(&session.held()), "start");
        assert_eq!(words(&session.told(ready(), 0.0, false)), "read 1 2");
        assert_eq!(words(&session.add(vec![file(3)])), "", "a batch waits for the one before");
        session.told(at(1, 1_000), 1.0, false);
        session.told(at(2, 500), 1.0, false);
        assert_eq!((stands(&session).as_str(), session.bytes()), ("read reading waiting", (1_500, 3_000)));
        assert_eq!(words(&session.told(report(true, false), 2.0, false)), "read 3");
        assert_eq!(stands(&session), "read read waiting");
    }

    #[test]
    fn an_engine_of_another_build_is_refused() {
        let mut session = Session::default();
        session.add(vec![file(1)]);
        session.held();
        assert_eq!(words(&session.told(Reply::Ready { build: "0.0.1".into() }, 0.0, false)), "stop");
        assert!(matches!(session.engine, Engine::Failed(_)));
    }

    #[test]
    fn cancel_keeps_what_was_read() {
        let mut session = reading(2);
        session.told(at(1, 1_000), 1.0, false);
        session.told(at(2, 300), 1.0, false);
        session.add(vec![file(3)]);
        assert_eq!(words(&session.cancel()), "cancel");
        assert_eq!(words(&session.told(report(true, true), 2.0, false)), "");
        assert_eq!(stands(&session), "read cut cut");
        assert!(session.report.is_some() && !session.busy());
    }

    #[test]
    fn a_trap_costs_only_the_file_it_happened_in() {
        let mut session = reading(3);
        session.told(at(1, 1_000), 1.0, false);
        session.told(at(2, 300), 1.0, false);
        assert_eq!(words(&session.broke()), "stop, start");
        assert_eq!(stands(&session), "waiting refused waiting");
        assert!(session.notice.as_deref().is_some_and(|notice| notice.contains("2.log")));
        assert_eq!(words(&session.told(ready(), 2.0, false)), "read 1 3");
    }

    #[test]
    fn of_two_files_in_flight_the_guilty_one_is_found() {
        let mut session = reading(3);
        session.told(at(2, 300), 1.0, false);
        session.told(at(3, 300), 1.0, false);
        session.broke();
        assert_eq!(stands(&session), "waiting waiting waiting");
        assert_eq!(words(&session.told(ready(), 2.0, false)), "read 1");
        assert_eq!(words(&session.told(report(true, false), 3.0, false)), "read 2");
        assert_eq!(words(&session.told(report(true, false), 4.0, false)), "read 3");
        session.broke();
        assert_eq!(stands(&session), "waiting waiting refused");
        assert_eq!(words(&session.told(ready(), 5.0, false)), "read 1 2");
    }

    #[test]
    fn silence_ends_the_worker_and_sleep_does_not() {
        let mut session = reading(2);
        for second in 0..=3 {
            assert_eq!(words(&session.tick(f64::from(second) * 1_000.0)), "");
        }
        session.told(at(1, 10), 3_500.0, false);
        assert_eq!(words(&session.tick(4_000.0)), "");
        assert_eq!(words(&session.tick(60_000.0)), "", "the whole browser slept");
        for second in [61.0, 62.0, 63.0] {
            assert_eq!(words(&session.tick(second * 1_000.0)), "");
        }
        assert_eq!(words(&session.tick(64_000.0)), "stop, start");
        assert_eq!(stands(&session), "refused waiting");
    }

    #[test]
    fn an_idle_worker_may_be_silent() {
        let mut session = reading(1);
        session.told(report(true, false), 0.0, false);
        for second in 1..10 {
            assert_eq!(words(&session.tick(f64::from(second) * 1_000.0)), "");
        }
    }

    #[test]
    fn an_engine_that_never_runs_is_given_up() {
        let mut session = Session::default();
        session.add(vec![file(1)]);
        session.held();
        assert_eq!(words(&session.broke()), "stop");
        assert!(matches!(session.engine, Engine::Failed(_)));
    }

    #[test]
    fn a_report_that_arrives_while_one_is_read_waits() {
        let mut session = reading(1);
        session.told(report(false, false), 1.0, true);
        assert!(session.report.is_some() && session.newer.is_none(), "the first one is shown at once");
        session.told(report(true, false), 1.0, true);
        assert!(session.newer.is_some());
        session.show_newer();
        assert!(session.newer.is_none());
        session.told(report(true, false), 1.0, false);
        assert!(session.newer.is_none());
    }

    #[test]
    fn lines_are_asked_for_and_old_answers_are_not_taken() {
        let mut session = reading(1);
        session.told(report(true, false), 1.0, false);
        assert_eq!(words(&session.open(1, "1.log".into(), 40)), "lines 40-12");
        assert_eq!(words(&session.more_lines(30, 0)), "lines 40-42");
        session.told(Reply::Lines { ticket: 1, rows: vec![], problem: Some("old".into()) }, 1.0, false);
        assert!(session.lines.as_ref().is_some_and(|lines| lines.waiting && lines.problem.is_none()));
        session.told(Reply::Lines { ticket: 2, rows: vec![], problem: Some("changed".into()) }, 1.0, false);
        assert_eq!(session.lines.as_ref().and_then(|lines| lines.problem.as_deref()), Some("changed"));
    }

    #[test]
    fn a_trap_over_lines_reads_all_files_again() {
        let mut session = reading(2);
        session.told(report(true, false), 1.0, false);
        session.open(1, "1.log".into(), 40);
        assert_eq!(words(&session.broke()), "stop, start");
        assert_eq!(stands(&session), "waiting waiting");
        assert!(session.lines.as_ref().is_some_and(|lines| lines.problem.is_some()));
    }

    #[test]
    fn clear_forgets_files_and_report() {
        let mut session = reading(2);
        session.told(report(true, false), 1.0, false);
        session.clear();
        assert!(session.files.is_empty() && session.report.is_none() && session.engine == Engine::Held);
    }
}
