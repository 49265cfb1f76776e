//! A session: files and blocks are added at any time, and a report can be requested at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use logfile::{Format, LocalTime, Reading, document};
use report::{CodeLine, LineRow, Report, SkippedFile};

use crate::groups::comparison::comparison;
use crate::groups::failure_groups::failure_groups;
use crate::groups::machine_properties::properties_of;
use crate::logs::arrival::Arrival;
use crate::logs::machines::{Machine, machines_of};
use crate::logs::same_machine::questions;
use crate::logs::scanned_file::{DroppedFile, ScannedFile};
use crate::logs::unreadable::{advice, advice_about, source_problem};
use crate::render::code_lines::code_lines;
use crate::render::line_context::{LineContext, line_context, lines_around};
use crate::render::report::{Diagnosis, ReportLimits};
use crate::render::scoping::share::affected_share;
use crate::scan::log_block::LogBlock;
use crate::scan::pattern_matcher::PatternMatcher;
use crate::sort;

/// All files of one analysis.
#[derive(Default)]
pub struct DiagnosisSession {
    matcher: Arc<PatternMatcher>,
    files: BTreeMap<u32, Arc<ScannedFile>>,
    arrival: Arrival,
    /// The machines that the user marked as the same, by name.
    same: Vec<Vec<String>>,
    /// The conclusions from all this; empty after every change.
    conclusions: OnceLock<Conclusions>,
}

/// The conclusions about all machines.
struct Conclusions {
    /// The conclusions about each machine, in the order of the report.
    machines: Vec<Diagnosis>,
    /// The conclusions about files that belong to none of several machines.
    rest: Diagnosis,
}

/// The maximum number of rows of one machine in a report, regardless of the number of machines.
const FEWEST: usize = 5;

/// The memory use of a session, for the benchmarks.
#[derive(Clone, Copy, Debug, Default)]
pub struct MemoryStats {
    /// The number of entries read.
    pub entries: u64,
    /// The size of their rows in bytes.
    pub row_bytes: usize,
    /// The size of the lines of evidence in bytes.
    pub evidence_bytes: usize,
}

impl DiagnosisSession {
    /// A session with patterns that are already compiled.
    pub fn with_matcher(matcher: Arc<PatternMatcher>) -> Self {
        Self { matcher, ..Self::default() }
    }

    /// The patterns, to share with those who read blocks.
    pub fn matcher(&self) -> Arc<PatternMatcher> {
        Arc::clone(&self.matcher)
    }

    /// Adds a new file, recognized from its first and last bytes ([`logfile::EDGE`] of each, or all of it).
    ///
    /// Returns how to read its blocks; `None` if there is nothing to read, and the report shows the reason.
    pub fn add(&mut self, mut file: DroppedFile, head: &[u8], tail: &[u8]) -> Option<Arc<Reading>> {
        self.conclusions.take();
        let number = file.file;
        file.whole_folder &= !self.arrival.is_torn(&file.path);
        let mut read = ScannedFile::new(file, head, tail);
        let reading = Arc::new(read.reading.clone());
        let is_readable = !matches!(reading.format, Format::Binary | Format::Empty);
        // The first bytes of a PDF file are text.
        if let Some(document) = document(&read.given.name, head, tail) {
            read.problem = Some(advice_about(document));
        } else if reading.format == Format::Binary {
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

    /// Merges a block; blocks of one file can arrive in any order.
    pub fn merge(&mut self, file: u32, block: LogBlock) {
        let matcher = self.matcher();
        if let Some(read) = self.change(file) {
            read.merge(&matcher, block);
        }
    }

    /// Ends a file: no more blocks follow, and the blocks read so far stay. `problem` is the reason if something went
    /// wrong.
    pub fn stop(&mut self, file: u32, problem: Option<String>) {
        let matcher = self.matcher();
        if let Some(read) = self.change(file) {
            read.finish(&matcher);
            read.cut = problem;
        }
    }

    /// The logs whose lines were read, by number.
    pub fn logs_read(&self) -> impl Iterator<Item = &DroppedFile> {
        self.files.values().filter(|file| file.problem.is_none()).map(|file| &file.given)
    }

    /// Adds a file that could not be opened.
    pub fn refuse(&mut self, file: DroppedFile, problem: String) {
        self.conclusions.take();
        let number = file.file;
        let mut read = ScannedFile::new(file, &[], &[]);
        read.problem = Some(problem);
        read.is_done = true;
        self.files.insert(number, Arc::new(read));
    }

    /// Records something in an archive or a folder that is not read. If it might be a log, its folder is no longer
    /// complete, so a missing log proves nothing.
    pub fn skip(&mut self, skipped: SkippedFile, is_log: bool) {
        self.conclusions.take();
        // A thousand files of one folder can be skipped: the first one makes it incomplete.
        if is_log && !skipped.folder.is_empty() && !self.arrival.is_torn(&skipped.folder) {
            for file in self.files.values_mut().filter(|file| file.given.path == skipped.folder) {
                Arc::make_mut(file).given.whole_folder = false;
            }
            self.arrival.tear(&skipped.folder);
        }
        self.arrival.skip(skipped);
    }

    /// Records the bundle in which the files below a folder came, as text: "Support Center bundle".
    pub fn bundle(&mut self, path: String, name: &'static str) {
        self.conclusions.take();
        self.arrival.bundle(path, name);
    }

    /// Marks these machines, by their names in the report, as the same: the answer to a question of
    /// [`Report::same_machine_questions`].
    pub fn unite(&mut self, machines: Vec<String>) {
        self.conclusions.take();
        self.same.push(machines);
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        *self = Self::with_matcher(self.matcher());
    }

    /// How many bytes of a file are read and joined.
    pub fn bytes_read(&self, file: u32) -> u64 {
        self.files.get(&file).map_or(0, |file| file.bytes_joined())
    }

    /// The memory use for all files.
    pub fn memory_stats(&self) -> MemoryStats {
        self.files.values().fold(MemoryStats::default(), |mut kept, file| {
            let (rows, evidence) = file.bytes_kept();
            kept.entries += file.entries();
            kept.row_bytes += rows;
            kept.evidence_bytes += evidence;
            kept
        })
    }

    /// The current report, with all details of every run.
    pub fn report(&self) -> Report {
        self.report_with(ReportLimits::UNLIMITED)
    }

    /// The current report, with at most the given numbers of rows: the most important ones.
    ///
    /// If the files come from several machines, the report contains one report per machine, and they share the rows.
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
                let machines: Vec<Report> =
                    several.iter().map(|machine| machine.report(&self.arrival, each)).collect();
                let properties: Vec<_> = machines.iter().map(properties_of).collect();
                let groups = failure_groups(&machines, &properties);
                Report {
                    scoping: affected_share(&machines),
                    comparison: comparison(&machines, &properties, &groups),
                    groups,
                    machines,
                    same_machine_questions,
                    ..rest.report(&self.arrival, ReportLimits { runs: 0, updates: 0, ..most })
                }
            }
        };
        Report { skipped_files: self.arrival.skipped(), ..report }
    }

    /// The current report, with all details of every run, and with file numbers that follow folder, name, and content:
    /// the same files give the same report, regardless of the order in which they were added.
    pub fn stable_report(&self) -> Report {
        let mut files: Vec<&Arc<ScannedFile>> = self.files.values().collect();
        sort::by(&mut files, |a, b| a.order().cmp(&b.order()));
        let places = files.iter().enumerate().map(|(at, file)| (file.given.file, at as u32));
        let places: BTreeMap<u32, u32> = places.collect();
        let mut report = self.report();
        report.each_file(&mut |file| *file = places.get(file).copied().unwrap_or(*file));
        report
    }

    /// More runs of a machine than a report contained: those from an index on, ordered by importance. The machine is
    /// identified by its index in the report.
    pub fn runs(&self, machine: usize, from: usize, count: usize) -> Vec<report::Run> {
        let machine = self.conclusions().machines.get(machine);
        machine.map_or_else(Vec::new, |machine| machine.runs(from, count))
    }

    /// More updates of a machine than a report contained: those from an index on.
    pub fn updates(&self, machine: usize, from: usize, count: usize) -> Vec<report::UpdateRow> {
        let machine = self.conclusions().machines.get(machine);
        machine.map_or_else(Vec::new, |machine| machine.updates(from, count))
    }

    /// More logs than a report contained, from an index on: of a machine, of the files that belong to no machine, or of
    /// the only machine.
    pub fn logs(&self, machine: Option<usize>, from: usize, count: usize) -> Vec<report::LogRow> {
        let Conclusions { machines, rest } = self.conclusions();
        let whole = if let [one] = &machines[..] { one } else { rest };
        machine.map_or(Some(whole), |at| machines.get(at)).map_or_else(Vec::new, |of| of.logs(from, count))
    }

    /// The newest entries of each file that contain a code, at most `most` in all, without their times and texts; and
    /// whether there are more.
    pub fn code_lines(&self, code: u32, most: usize) -> (Vec<CodeLine>, bool) {
        let Conclusions { machines, rest } = self.conclusions();
        let mut files: Vec<_> = machines.iter().chain([rest]).flat_map(Diagnosis::files).collect();
        sort::by(&mut files, |a, b| a.order().cmp(&b.order()));
        code_lines(files.into_iter(), code, most)
    }

    /// The location of the entries around a line: `before` entries before it and `after` entries after it, up to 4 MB.
    pub fn line_context(&self, file: u32, line: u64, before: usize, after: usize) -> Option<LineContext> {
        line_context(self.files.get(&file)?, line, before, after)
    }

    /// The entries in the bytes that [`DiagnosisSession::line_context`] returned. The entry that contains `line` is
    /// marked.
    pub fn lines_around(&self, file: u32, around: &LineContext, bytes: &[u8], line: u64) -> Vec<LineRow> {
        self.files.get(&file).map_or_else(Vec::new, |file| lines_around(file, around, bytes, line))
    }

    /// How a file is read, if it is a log that was recognized.
    pub fn reading(&self, file: u32) -> Option<Reading> {
        self.files.get(&file).map(|file| file.reading.clone())
    }

    /// The time of an entry that names no zone, in milliseconds since 1970 UTC: `local` on the clock of its log, at an
    /// offset in a file. None if the zone of the log is not known yet.
    pub fn utc(&self, file: u32, offset: u64, local: i64) -> Option<i64> {
        let Conclusions { machines, rest } = self.conclusions.get()?;
        let time = LocalTime { local, bias: None };
        machines.iter().chain([rest]).find_map(|of| of.utc(file, offset, time))
    }

    /// A file that is about to change: all conclusions are discarded.
    fn change(&mut self, file: u32) -> Option<&mut ScannedFile> {
        // Everything that shares the file must be dropped first, or a copy would be changed.
        self.conclusions.take();
        self.files.get_mut(&file).map(Arc::make_mut)
    }

    /// The conclusions about all machines, calculated once after each change.
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

    /// The logs of web servers among all files, regardless of their machines.
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
    use crate::testing::{dropped, scan_all};

    const LOGS: &str = "
        --- WUAHandler.log
        09:13:43 4712 Async searching of updates using WUAgent started.
        09:13:46 4712 Scan failed with error = 0x80244022.
        09:13:47 4712 Update (Missing): Cumulative Update (KB5068861) (505fda07-b4f3-45fb-83d9-8642554e2773, 200)
    ";

    /// A session that has read the logs above.
    fn session() -> DiagnosisSession {
        read_session(LOGS)
    }

    /// A session that has read these logs.
    fn read_session(logs: &str) -> DiagnosisSession {
        let mut session = DiagnosisSession::default();
        scan_all(&mut session, logs);
        session
    }

    /// A file that no session has yet.
    fn other() -> DroppedFile {
        let (file, _) = dropped("--- other.log raw\nnothing").swap_remove(0);
        DroppedFile { file: 7, ..file }
    }

    /// How many analyses this takes.
    fn analyses(ask: impl FnOnce()) -> usize {
        let before = MADE.get();
        ask();
        MADE.get() - before
    }

    /// Why a file of these bytes is not read.
    fn problem(bytes: &[u8]) -> Option<String> {
        let mut session = DiagnosisSession::default();
        let size = bytes.len() as u64;
        let is_read = session.add(DroppedFile { size, ..other() }, bytes, bytes).is_some();
        let problem = session.report().logs.swap_remove(0).problem;
        assert_ne!(is_read, problem.is_some());
        problem
    }

    #[test]
    fn a_document_is_refused_with_advice() {
        let advice = "This is a PDF file: copy its text and paste it here.";
        assert_eq!(problem(b"%PDF-1.7\n1 0 obj\n").as_deref(), Some(advice));
        let advice = "This is a Word file: copy its text and paste it here.";
        let of_word = b"PK\x03\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml word/document.xml";
        assert_eq!(problem(of_word).as_deref(), Some(advice));
        let picture = problem(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0").unwrap_or_default();
        assert!(picture.starts_with("This is not text"), "{picture}");
        assert_eq!(problem(b"nothing"), None);
    }

    #[test]
    fn a_request_for_more_rows_does_not_analyze_again() {
        let session = session();
        assert!(analyses(|| assert_eq!(session.report().run_count, 1)) > 0);
        assert_eq!(analyses(|| assert_eq!(session.runs(0, 0, 9).len(), 1)), 0);
        assert_eq!(analyses(|| assert_eq!(session.updates(0, 0, 9).len(), 1)), 0);
        assert_eq!(
            analyses(|| _ = session.report_with(ReportLimits { runs: 1, ..ReportLimits::default() })),
            0
        );
        assert_eq!(analyses(|| _ = session.stable_report()), 0);
        assert_eq!(analyses(|| assert_eq!(session.code_lines(0x8024_4022, 9).0.len(), 1)), 0);
    }

    /// The lines with 0x80244022, as `file name:line`, and whether there are more.
    #[track_caller]
    fn check_code_lines(logs: &str, most: usize, expected: &[&str], more: bool) {
        let (lines, has_more) = read_session(logs).code_lines(0x8024_4022, most);
        let lines: Vec<String> =
            lines.iter().map(|line| format!("{} {}:{}", line.file, line.log, line.line)).collect();
        assert_eq!(lines, expected, "{logs}");
        assert_eq!(has_more, more, "{logs}");
    }

    #[test]
    fn the_lines_of_a_code_are_found_in_all_files() {
        check_code_lines(LOGS, 9, &["0 WUAHandler.log:2"], false);
        check_code_lines("--- WUAHandler.log\n09:13:43 4712 Nothing to see.", 9, &[], false);
        let several = "
            --- PC01/WUAHandler.log
            09:13:46 4712 Scan failed with error = 0x80244022.
            09:14:46 4712 Something else.
            09:15:46 4712 Scan failed with error = 0x80244022.
            --- PC01/z.log raw
            code -2145107934 in a plain text
        ";
        let all = ["0 WUAHandler.log:1", "0 WUAHandler.log:3", "1 z.log:1"];
        check_code_lines(several, 9, &all, false);
        check_code_lines(several, 3, &all, false);
        check_code_lines(several, 2, &all[..2], true);
        check_code_lines(several, 0, &[], true);
    }

    #[test]
    fn the_newest_lines_of_a_frequent_code_are_found() {
        let line = "09:13:46 4712 Scan failed with error = 0x80244022.\n";
        let session = read_session(&["--- WUAHandler.log\n", &line.repeat(60)].concat());
        let (lines, more) = session.code_lines(0x8024_4022, 200);
        assert_eq!((lines.len(), more), (50, true));
        assert_eq!((lines[0].line, lines[49].line), (11, 60));
    }

    #[test]
    fn every_change_is_analyzed() {
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
