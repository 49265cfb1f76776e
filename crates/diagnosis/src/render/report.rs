//! The report of one machine: the conclusions from its files, written as rows.

use std::collections::BTreeMap;
use std::sync::Arc;

use knowledge::spell;
use logfile::LocalTime;
use report::{LogRow, Report};

use crate::judge::analysis::Analysis;
use crate::judge::operations::KeyedOperation;
use crate::judge::problem::Problem;
use crate::judge::problems::problems;
use crate::logs::arrival::Arrival;
use crate::logs::given_log::{GivenLog, files_of};
use crate::logs::machines::Machine;
use crate::logs::scanned_file::ScannedFile;
use crate::render::client_kind::client_kind;
use crate::render::code_rows::code_rows;
use crate::render::collect::log_collections;
use crate::render::command_values::CommandValues;
use crate::render::flows::flow_rows;
use crate::render::headline::headline;
use crate::render::history::flow_history::add_history;
use crate::render::line_search::line_search;
use crate::render::log_rows::LogRows;
use crate::render::missing_logs::{missing, never_written};
use crate::render::notes::notes;
use crate::render::reasons::reasons;
use crate::render::report_rows;
use crate::render::scoping::answers::scoping_answers;
use crate::render::setting_checks::settled;
use crate::render::settling_logs::settling_logs;
use crate::render::timeline::Timeline;
use crate::render::updates::Updates;
use crate::server::join::join;
use crate::sort;

/// The maximum number of rows in a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReportLimits {
    /// Runs with all details.
    pub runs: usize,
    /// Updates.
    pub updates: usize,
    /// Logs.
    pub logs: usize,
    /// Codes, notes, and the file names listed per code.
    pub codes: usize,
}

impl ReportLimits {
    /// Everything.
    pub const UNLIMITED: Self =
        Self { runs: usize::MAX, updates: usize::MAX, logs: usize::MAX, codes: usize::MAX };
    /// What a page loads at first. It requests more runs, updates, and logs when somebody opens them.
    pub const OF_A_PAGE: Self = Self { runs: 500, updates: 1_000, logs: 200, codes: 1_000 };
}

/// The conclusions from the files of one machine. Rows can be requested from it any number of times.
#[derive(Debug)]
pub(crate) struct Diagnosis {
    /// The machine and its files.
    pub(crate) machine: Machine,
    analysis: Analysis,
    /// The failures, the most severe first.
    problems: Vec<Problem>,
    updates: Updates,
}

impl Diagnosis {
    /// Analyzes the files of a machine; `servers` are the logs of web servers of all machines.
    pub(crate) fn of(machine: Machine, servers: &[Arc<ScannedFile>]) -> Self {
        let analysis = Analysis::of(&machine.files);
        let mut problems = problems(&analysis);
        join(&analysis, &mut problems, servers);
        let updates = Updates::of(&analysis.logs);
        Self { machine, analysis, problems, updates }
    }

    /// The report of the machine, with at most the given numbers of rows.
    pub(crate) fn report(&self, arrival: &Arrival, most: ReportLimits) -> Report {
        let (analysis, logs) = (&self.analysis, &self.analysis.logs);
        let timeline = Timeline::of(logs);
        let mut flows = flow_rows(analysis, &self.problems);
        add_history(&mut flows, analysis, &self.problems, &timeline.rows);
        // Findings of equal severity are in the order of the flows.
        let mut problems: Vec<&Problem> = self.problems.iter().collect();
        sort::by_key(&mut problems, |problem| {
            (problem.severity, flows.iter().position(|flow| flow.flow == problem.flow.id))
        });
        let finding = |problem: &&Problem| {
            let (values, rejected_values) = CommandValues::of_run(analysis, problem).into_rows();
            report::Finding {
                values,
                rejected_values,
                reasons: reasons(problem, logs),
                line_search: line_search(problem),
                ..report_rows::finding(problem, logs)
            }
        };
        let (mut findings, settings) = settled(problems.iter().map(finding).collect(), logs);
        number_repeated(&mut findings);
        let mut missing_logs = settling_logs(&problems, logs);
        for row in missing(analysis, &flows, &self.problems) {
            if missing_logs.iter().all(|known| known.log != row.log) {
                missing_logs.push(row);
            }
        }
        let paths = self.machine.files.iter().map(|file| file.given.path.as_str());
        let log_rows = LogRows::of(logs, &self.machine);
        let mut codes = code_rows(analysis, &self.problems, most.codes);
        let code_count = codes.len() as u32;
        codes.truncate(most.codes);
        let mut notes = notes(logs, &never_written(analysis, &flows), self.updates.more);
        notes.truncate(most.codes);
        Report {
            version: report::VERSION.to_owned(),
            headline: headline(&flows, &findings, &timeline.conditions, analysis, &self.problems),
            scoping: scoping_answers(analysis, &flows, &findings, &settings, &timeline.rows),
            machine: self.machine.name.clone(),
            updates: self.updates(0, most.updates),
            update_count: self.updates.count() as u32,
            client_kind: client_kind(analysis, &settings),
            bundle: arrival.bundle_of(paths),
            logs: log_rows.rows(0, most.logs),
            log_totals: log_rows.totals(),
            runs: self.runs(0, most.runs),
            run_count: analysis.runs.len() as u32,
            findings,
            settings,
            active_conditions: timeline.conditions,
            moments: timeline.rows,
            moment_count: timeline.count,
            codes,
            code_count,
            log_collections: log_collections(&missing_logs),
            missing_logs,
            notes,
            flows,
            ..Report::default()
        }
    }

    /// Runs with all details: up to `count` from index `from` on, the most important first.
    pub(crate) fn runs(&self, from: usize, count: usize) -> Vec<report::Run> {
        report_rows::runs(&self.analysis, from, count)
    }

    /// Updates: up to `count` from index `from` on.
    pub(crate) fn updates(&self, from: usize, count: usize) -> Vec<report::UpdateRow> {
        let mut rows = self.updates.rows(from, count, &self.analysis.logs);
        for row in rows.iter_mut().filter(|row| row.code.is_some()) {
            row.inner_code = self.inner_code_of(row).map(spell);
        }
        rows
    }

    /// Logs: up to `count` from index `from` on, the most important first.
    pub(crate) fn logs(&self, from: usize, count: usize) -> Vec<LogRow> {
        LogRows::of(&self.analysis.logs, &self.machine).rows(from, count)
    }

    /// Its files, in the order of its logs.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<ScannedFile>> {
        files_of(&self.analysis.logs).map(|(_, _, file)| file)
    }

    /// A time of one of its files in UTC, if the zone of the log is known.
    pub(crate) fn utc(&self, file: u32, offset: u64, time: LocalTime) -> Option<i64> {
        let of_log = |log: &GivenLog| {
            let part = log.files.iter().position(|part| part.given.file == file)?;
            log.clock.utc(part, offset, time)
        };
        self.analysis.logs.iter().find_map(of_log)
    }

    /// The inner code of a failed update, if its results name both codes.
    fn inner_code_of(&self, row: &report::UpdateRow) -> Option<u32> {
        let keyed = self.analysis.operations.keyed.iter();
        let is_it = |keyed: &&KeyedOperation| {
            let name = keyed.subject.as_ref().map(|subject| &subject.name);
            keyed.operation.is_of_updates && name.is_some() && name == row.title.as_ref()
        };
        let mut failures = keyed.filter(is_it).filter_map(|keyed| keyed.failure.as_ref());
        failures.find(|failure| failure.code.map(spell) == row.code)?.inner
    }
}

/// Numbers findings that would have the same id, because two excerpts can name the same code.
fn number_repeated(findings: &mut [report::Finding]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.id = format!("{}/{count}", finding.id);
        }
    }
}
