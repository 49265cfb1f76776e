//! A session: files come in, blocks come in, a report can be asked for at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use logfile::{Format, Reading};
use report::{LineRow, Report, SkippedFile};

use crate::logs::arrival::Arrival;
use crate::logs::machines::{Machine, machines_of};
use crate::logs::same_machine::questions;
use crate::logs::scanned_file::{DroppedFile, ScannedFile};
use crate::logs::unreadable::{advice, source_problem};
use crate::render::line_context::{LineContext, line_context, lines_around};
use crate::render::report::{Diagnosis, ReportLimits};
use crate::scan::log_block::LogBlock;
use crate::scan::pattern_matcher::PatternMatcher;
use crate::sort;

/// All files of one analysis.
#[derive(Default)]
pub struct DiagnosisSession {
    matcher: Arc<PatternMatcher>,
    files: BTreeMap<u32, Arc<ScannedFile>>,
    arrival: Arrival,
    /// The machines that are one, as somebody said, by their names.
    same: Vec<Vec<String>>,
    /// What was concluded from all this; empty after every change.
    conclusions: OnceLock<Conclusions>,
}

/// What was concluded of all machines.
struct Conclusions {
    /// Of each machine, in the order of the report.
    machines: Vec<Diagnosis>,
    /// Of the files that belong to none of several machines.
    rest: Diagnosis,
}

/// How many rows of one machine a report has, however many machines there are.
const FEWEST: usize = 5;

/// What a session keeps in memory, for the benchmarks.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryStats {
    /// How many entries were read.
    pub entries: u64,
    /// Bytes of their rows.
    pub row_bytes: usize,
    /// Bytes of the lines of evidence among them.
    pub evidence_bytes: usize,
}

impl DiagnosisSession {
    /// A session with patterns that are compiled already.
    pub fn with_matcher(matcher: Arc<PatternMatcher>) -> Self {
        Self { matcher, ..Self::default() }
    }

    /// The patterns, to be shared with those who read blocks.
    pub fn matcher(&self) -> Arc<PatternMatcher> {
        Arc::clone(&self.matcher)
    }

    /// Adds a new file, recognized from its first and last bytes ([`logfile::EDGE`] of each, or all of it).
    ///
    /// Returns how its blocks are to be read; none where there is nothing to read, and the report says why.
    pub fn add(&mut self, mut file: DroppedFile, head: &[u8], tail: &[u8]) -> Option<Arc<Reading>> {
        self.conclusions.take();
        let number = file.file;
        file.whole_folder &= !self.arrival.is_torn(&file.path);
        let mut read = ScannedFile::new(file, head, tail);
        let reading = Arc::new(read.reading.clone());
        let is_readable = !matches!(reading.format, Format::Binary | Format::Empty);
        if reading.format == Format::Binary {
            read.problem = Some(advice(&read.given.name, head));
        }
        if let Some(source) = &reading.source {
            read.problem = source_problem(source);
        }
        let is_readable = is_readable && read.problem.is_none();
        if !is_readable {
            read.is_done = true;
        }
        self.files.insert(number, Arc::new(read));
        is_readable.then_some(reading)
    }

    /// Merges a block that was read; blocks of one file may come in any order.
    pub fn merge(&mut self, file: u32, block: LogBlock) {
        let matcher = self.matcher();
        if let Some(read) = self.change(file) {
            read.merge(&matcher, block);
        }
    }

    /// No more blocks of this file will come; what was read stays. `problem` says why, where something went wrong.
    pub fn stop(&mut self, file: u32, problem: Option<String>) {
        let matcher = self.matcher();
        if let Some(read) = self.change(file) {
            read.finish(&matcher);
            read.cut = problem;
        }
    }

    /// A file that could not even be opened.
    pub fn refuse(&mut self, file: DroppedFile, problem: String) {
        self.conclusions.take();
        let number = file.file;
        let mut read = ScannedFile::new(file, &[], &[]);
        read.problem = Some(problem);
        read.is_done = true;
        self.files.insert(number, Arc::new(read));
    }

    /// Something that came out of an archive or a folder is not read. Where it may be a log, its folder is not complete
    /// any more: that another log is not in it says nothing.
    pub fn skip(&mut self, skipped: SkippedFile, is_log: bool) {
        self.conclusions.take();
        // Of one folder a thousand files may be left out: it is torn by the first.
        if is_log && !skipped.folder.is_empty() && !self.arrival.is_torn(&skipped.folder) {
            for file in self.files.values_mut().filter(|file| file.given.path == skipped.folder) {
                Arc::make_mut(file).given.whole_folder = false;
            }
            self.arrival.tear(&skipped.folder);
        }
        self.arrival.skip(skipped);
    }

    /// The files below a folder came in a bundle, named in words: "Support Center bundle".
    pub fn bundle(&mut self, path: String, name: &'static str) {
        self.conclusions.take();
        self.arrival.bundle(path, name);
    }

    /// These machines, by their names in the report, are one: the answer to a question of
    /// [`Report::same_machine_questions`].
    pub fn unite(&mut self, machines: Vec<String>) {
        self.conclusions.take();
        self.same.push(machines);
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::with_matcher(self.matcher());
    }

    /// How many bytes of a file are read and joined.
    pub fn bytes_read(&self, file: u32) -> u64 {
        self.files.get(&file).map_or(0, |file| file.bytes_joined())
    }

    /// What is kept of all files.
    pub fn memory_stats(&self) -> MemoryStats {
        self.files.values().fold(MemoryStats::default(), |mut kept, file| {
            let (rows, evidence) = file.bytes_kept();
            kept.entries += file.entries();
            kept.row_bytes += rows;
            kept.evidence_bytes += evidence;
            kept
        })
    }

    /// What is known now, with every run in full.
    pub fn report(&self) -> Report {
        self.report_with(ReportLimits::UNLIMITED)
    }

    /// What is known now, with at most so many rows: those that matter most.
    ///
    /// Where the files are those of several machines, there is a report of each in it, and the rows are shared out.
    pub fn report_with(&self, most: ReportLimits) -> Report {
        let Conclusions { machines, rest } = self.conclusions();
        let report = match &machines[..] {
            [] => rest.report(&self.arrival, most),
            [machine] => machine.report(&self.arrival, most),
            several => {
                let share = |most: usize| (most / several.len()).max(FEWEST);
                let each = ReportLimits {
                    runs: share(most.runs),
                    updates: share(most.updates),
                    logs: share(most.logs),
                    codes: share(most.codes),
                };
                let same_machine_questions = questions(several.iter().map(|one| &one.machine));
                let machines = several.iter().map(|machine| machine.report(&self.arrival, each)).collect();
                Report {
                    machines,
                    same_machine_questions,
                    ..rest.report(&self.arrival, ReportLimits { runs: 0, updates: 0, ..most })
                }
            }
        };
        Report { skipped_files: self.arrival.skipped(), ..report }
    }

    /// What is known now, with every run in full, and with numbers of the files that follow their folders, names and
    /// contents: the same files give the same report, in whichever order they were added.
    pub fn stable_report(&self) -> Report {
        let mut files: Vec<&Arc<ScannedFile>> = self.files.values().collect();
        sort::by(&mut files, |a, b| a.order().cmp(&b.order()));
        let places = files.iter().enumerate().map(|(at, file)| (file.given.file, at as u32));
        let places: BTreeMap<u32, u32> = places.collect();
        let mut report = self.report();
        report.each_file(&mut |file| *file = places.get(file).copied().unwrap_or(*file));
        report
    }

    /// More runs of a machine than a report carried: those from a place on, counted in the order of how much they
    /// matter. The machine is named by its place in the report.
    pub fn runs(&self, machine: usize, from: usize, count: usize) -> Vec<report::Run> {
        let machine = self.conclusions().machines.get(machine);
        machine.map_or_else(Vec::new, |machine| machine.runs(from, count))
    }

    /// More updates of a machine than a report carried: those from a place on.
    pub fn updates(&self, machine: usize, from: usize, count: usize) -> Vec<report::UpdateRow> {
        let machine = self.conclusions().machines.get(machine);
        machine.map_or_else(Vec::new, |machine| machine.updates(from, count))
    }

    /// More logs of a machine than a report carried, or of those that are beside machines, or of the only one: those from
    /// a place on.
    pub fn logs(&self, machine: Option<usize>, from: usize, count: usize) -> Vec<report::LogRow> {
        let Conclusions { machines, rest } = self.conclusions();
        let whole = if let [one] = &machines[..] { one } else { rest };
        machine.map_or(Some(whole), |at| machines.get(at)).map_or_else(Vec::new, |of| of.logs(from, count))
    }

    /// Where the entries around a line of a file are: `before` and `after` it that many, as far as they fit 4 MB.
    pub fn line_context(&self, file: u32, line: u64, before: usize, after: usize) -> Option<LineContext> {
        line_context(self.files.get(&file)?, line, before, after)
    }

    /// The entries in the bytes that [`DiagnosisSession::line_context`] named; the one that holds `line` is marked.
    pub fn lines_around(&self, file: u32, around: &LineContext, bytes: &[u8], line: u64) -> Vec<LineRow> {
        self.files.get(&file).map_or_else(Vec::new, |file| lines_around(file, around, bytes, line))
    }

    /// A file that is about to change: nothing that was concluded holds any more.
    fn change(&mut self, file: u32) -> Option<&mut ScannedFile> {
        // Whatever shares the file must go first, or a copy would be changed.
        self.conclusions.take();
        self.files.get_mut(&file).map(Arc::make_mut)
    }

    /// What was concluded of all machines, once after each change.
    fn conclusions(&self) -> &Conclusions {
        self.conclusions.get_or_init(|| {
            let mut machines = machines_of(self.files.values(), &self.same);
            let listed = machines.iter().flat_map(|machine| machine.files.iter().chain(&machine.copied));
            let listed: BTreeSet<u32> = listed.map(|file| file.given.file).collect();
            let rest = self.files.values().filter(|file| !listed.contains(&file.given.file));
            let mut rest = Machine::new(String::new(), rest.cloned().collect()).without_copies();
            rest.copied.append(&mut rest.files);
            if let [machine] = &mut machines[..] {
                machine.copied.append(&mut rest.copied);
                machine.copies.append(&mut rest.copies);
            }
            let servers = self.web_servers();
            let machines = machines.into_iter().map(|machine| Diagnosis::of(machine, &servers)).collect();
            Conclusions { machines, rest: Diagnosis::of(rest, &servers) }
        })
    }

    /// The logs of web servers among all files, whichever machine they come from.
    fn web_servers(&self) -> Vec<Arc<ScannedFile>> {
        let is_web = |file: &&Arc<ScannedFile>| matches!(file.reading.format, Format::Iis | Format::HttpErr);
        let files = self.files.values().filter(is_web).cloned().collect();
        Machine::new(String::new(), files).without_copies().files
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::analysis::MADE;
    use crate::testing::dropped;

    const LOGS: &str = "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        09:13:47 4712 Update (Missing): Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
    ";

    /// A session that has read these logs.
    fn session() -> DiagnosisSession {
        let mut session = DiagnosisSession::default();
        for (file, bytes) in dropped(LOGS) {
            let number = file.file;
            if let Some(reading) = session.add(file, &bytes, &bytes) {
                let block = LogBlock::read(&session.matcher(), &reading, 0, &bytes);
                session.merge(number, block);
            }
        }
        session
    }

    /// A file that no session has yet.
    fn other() -> DroppedFile {
        let (file, _) = dropped("--- other.log raw\nnothing").swap_remove(0);
        DroppedFile { file: 7, ..file }
    }

    /// How many analyses are made for this.
    fn analyses(ask: impl FnOnce()) -> usize {
        let before = MADE.get();
        ask();
        MADE.get() - before
    }

    #[test]
    fn asking_for_more_judges_nothing_again() {
        let session = session();
        assert!(analyses(|| assert_eq!(session.report().run_count, 1)) > 0);
        assert_eq!(analyses(|| assert_eq!(session.runs(0, 0, 9).len(), 1)), 0);
        assert_eq!(analyses(|| assert_eq!(session.updates(0, 0, 9).len(), 1)), 0);
        assert_eq!(
            analyses(|| _ = session.report_with(ReportLimits { runs: 1, ..ReportLimits::default() })),
            0
        );
        assert_eq!(analyses(|| _ = session.stable_report()), 0);
    }

    #[test]
    fn every_change_is_judged() {
        let check = |change: &dyn Fn(&mut DiagnosisSession)| {
            let mut session = session();
            session.report();
            change(&mut session);
            assert!(analyses(|| _ = session.report()) > 0);
        };
        check(&|session| _ = session.add(other(), b"nothing", b"nothing"));
        check(&|session| session.refuse(other(), "it cannot be opened".to_owned()));
        check(&|session| session.stop(0, Some("it was cancelled".to_owned())));
        check(&|session| session.bundle("folder".to_owned(), "a bundle"));
        check(&|session| session.unite(vec!["PC01".to_owned(), "PC02".to_owned()]));
        check(&DiagnosisSession::clear);
        check(&|session| {
            session.add(other(), b"nothing", b"nothing");
            session.report();
            let reading = logfile::recognize(7, b"nothing", b"nothing", None);
            let block = LogBlock::read(&session.matcher(), &reading, 0, b"nothing");
            session.merge(7, block);
        });
    }
}
