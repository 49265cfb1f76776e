//! A session: files come in, blocks come in, a report can be asked for at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use logfile::{Format, Reading};
use report::{Report, Severity};

use crate::arrival::Arrival;
use crate::block::Block;
use crate::checks::settled;
use crate::file::{DroppedFile, FileRead};
use crate::findings::findings;
use crate::grounds::Grounds;
use crate::judge::judge;
use crate::log::{Log, logs_of};
use crate::log_rows::log_rows;
use crate::machine::{MachineFailure, machine_failures};
use crate::machines::{Machine, machines_of};
use crate::notes::notes;
use crate::runs::runs_of;
use crate::same::questions;
use crate::seen::{Seen, seen_in};
use crate::served::is_of_web_server;
use crate::service::Service;
use crate::timeline::Timeline;
use crate::unreadable::advice;
use crate::updates::Updates;
use crate::values::CommandValues;
use crate::watch::Watch;
use crate::{sort, trace, write};

/// All files of one analysis.
#[derive(Default)]
pub struct Session {
    watch: Arc<Watch>,
    pub(crate) files: BTreeMap<u32, FileRead>,
    pub(crate) arrival: Arrival,
    /// The machines that are one, as somebody said, by their names.
    same: Vec<Vec<String>>,
}

/// How many runs, in full, and updates of one machine a report has, however many machines there are.
const FEWEST: usize = 20;

/// How many runs and updates a report has at most.
#[derive(Clone, Copy, Debug, Default)]
pub struct Most {
    /// Runs, in full.
    pub runs: usize,
    /// Updates.
    pub updates: usize,
}

/// What a session keeps in memory, for the benchmarks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kept {
    /// How many entries were read.
    pub entries: u64,
    /// Bytes of their rows.
    pub row_bytes: usize,
    /// Bytes of the lines of evidence among them.
    pub evidence_bytes: usize,
}

impl Session {
    /// A session with patterns that are compiled already.
    pub fn with(watch: Arc<Watch>) -> Self {
        Self { watch, ..Self::default() }
    }

    /// The patterns, to be shared with those who read blocks.
    pub fn watch(&self) -> Arc<Watch> {
        Arc::clone(&self.watch)
    }

    /// Takes a new file, recognized from its first and last bytes ([`logfile::EDGE`] of each, or all of it).
    ///
    /// Returns how its blocks are to be read; none where there is nothing to read, and the report says why.
    pub fn add(&mut self, mut file: DroppedFile, head: &[u8], tail: &[u8]) -> Option<Arc<Reading>> {
        let number = file.file;
        file.whole_folder &= !self.arrival.is_torn(&file.path);
        let mut read = FileRead::new(file, head, tail);
        let reading = Arc::new(read.reading.clone());
        let is_readable = !matches!(reading.format, Format::Binary | Format::Empty);
        if reading.format == Format::Binary {
            read.problem = Some(advice(&read.given.name, head));
        }
        if let Some(source) = &reading.source {
            read.problem = trace::problem(source);
        }
        let is_readable = is_readable && read.problem.is_none();
        if !is_readable {
            read.is_done = true;
        }
        self.files.insert(number, read);
        is_readable.then_some(reading)
    }

    /// Takes a block that was read; blocks of one file may come in any order.
    pub fn take(&mut self, file: u32, block: Block) {
        if let Some(read) = self.files.get_mut(&file) {
            read.take(&self.watch, block);
        }
    }

    /// No more blocks of this file will come; what was read stays. `problem` says why, where something went wrong.
    pub fn stop(&mut self, file: u32, problem: Option<String>) {
        if let Some(read) = self.files.get_mut(&file) {
            read.finish(&self.watch);
            read.cut = problem;
        }
    }

    /// A file that could not even be opened.
    pub fn refuse(&mut self, file: DroppedFile, problem: String) {
        let number = file.file;
        let mut read = FileRead::new(file, &[], &[]);
        read.problem = Some(problem);
        read.is_done = true;
        self.files.insert(number, read);
    }

    /// How many bytes of a file are read and joined.
    pub fn bytes_read(&self, file: u32) -> u64 {
        self.files.get(&file).map_or(0, FileRead::bytes_joined)
    }

    /// What is kept of all files.
    pub fn kept(&self) -> Kept {
        self.files.values().fold(Kept::default(), |mut kept, file| {
            let (rows, evidence) = file.bytes_kept();
            kept.entries += file.entries();
            kept.row_bytes += rows;
            kept.evidence_bytes += evidence;
            kept
        })
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.files.clear();
        self.arrival = Arrival::default();
        self.same.clear();
    }

    /// What is known now, with every run in full.
    pub fn report(&self) -> Report {
        self.report_with(Most { runs: usize::MAX, updates: usize::MAX })
    }

    /// What is known now, with at most so many runs in full, in the order of their time, and updates: those that matter
    /// most.
    ///
    /// Where the files are those of several machines, there is a report of each in it, and the runs are shared out.
    pub fn report_with(&self, most: Most) -> Report {
        let mut machines = self.machines();
        let listed = numbers(machines.iter().flat_map(|machine| machine.files.iter().chain(&machine.copied)));
        let is_left = |file: &&FileRead| !listed.contains(&file.given.file);
        let mut rest =
            Machine::new(String::new(), self.files.values().filter(is_left).collect()).without_copies();
        rest.copied.append(&mut rest.files);
        let report = match &mut machines[..] {
            [] => self.report_of(&rest, most),
            [machine] => {
                machine.copied.append(&mut rest.copied);
                machine.copies.append(&mut rest.copies);
                self.report_of(machine, most)
            }
            several => {
                let share = |most: usize| (most / several.len()).max(FEWEST);
                let most = Most { runs: share(most.runs), updates: share(most.updates) };
                let same_machine = questions(several);
                let machines = several.iter().map(|machine| self.report_of(machine, most)).collect();
                Report {
                    machines,
                    same_machine_questions: same_machine,
                    ..self.report_of(&rest, Most::default())
                }
            }
        };
        Report { skipped_files: self.arrival.skipped(), ..report }
    }

    /// What is known now, with every run in full, and with numbers of the files that follow their folders, names and
    /// contents: the same files give the same report, in whichever order they were added.
    pub fn stable_report(&self) -> Report {
        let mut files: Vec<&FileRead> = self.files.values().collect();
        sort::by(&mut files, |a, b| a.order().cmp(&b.order()));
        let places = files.iter().enumerate().map(|(at, file)| (file.given.file, at as u32));
        let places: BTreeMap<u32, u32> = places.collect();
        let mut report = self.report();
        report.each_file(&mut |file| *file = places.get(file).copied().unwrap_or(*file));
        report
    }

    /// These machines, by their names in the report, are one: the answer to a question of [`Report::same_machine`].
    pub fn unite(&mut self, machines: Vec<String>) {
        self.same.push(machines);
    }

    /// The machines whose files these are.
    fn machines(&self) -> Vec<Machine<'_>> {
        machines_of(self.files.values(), &self.same)
    }

    /// The files of a machine, by its place in the report.
    fn files_of(&self, machine: usize) -> Vec<&FileRead> {
        let machines = self.machines();
        machines.into_iter().nth(machine).map_or_else(Vec::new, |machine| machine.files)
    }

    /// The logs of web servers among all files, whichever machine they come from.
    fn web_servers(&self) -> Vec<&FileRead> {
        let is_web = |file: &&FileRead| matches!(file.reading.format, Format::Iis | Format::HttpErr);
        Machine::new(String::new(), self.files.values().filter(is_web).collect()).without_copies().files
    }

    /// The report of a machine.
    fn report_of(&self, machine: &Machine<'_>, most: Most) -> Report {
        let files = &machine.files[..];
        grounds(files, |grounds| {
            let mut found = findings(grounds);
            crate::joined::join(grounds, &mut found, &self.web_servers());
            let flows = crate::flows::flow_rows(grounds, &found);
            // What is equally grave stands in the order of the flows.
            sort::by_key(&mut found, |found| {
                (found.level, flows.iter().position(|flow| flow.flow == found.flow.id))
            });
            let grave = found.iter().filter(|found| found.level != Severity::Info);
            let of_findings = grave.flat_map(|found| found.code.into_iter().chain(found.outer_code));
            let failed = grounds.runs.iter().zip(grounds.counting);
            let failed = failed.filter(|&(run, &counts)| counts && run.failure.is_some());
            let decisive: Vec<u32> = of_findings.chain(failed.filter_map(|(run, _)| run.code)).collect();
            let finding = |found| {
                let (values, rejected_values) = CommandValues::of_run(grounds, found).into_rows();
                report::Finding { values, rejected_values, ..write::finding(found, grounds.logs) }
            };
            let (findings, settings) = settled(found.iter().map(finding).collect(), grounds.logs);
            let updates = Updates::of(grounds.logs);
            let timeline = Timeline::of(grounds.logs);
            Report {
                version: report::VERSION.to_owned(),
                machine: machine.name.clone(),
                updates: updates.rows(0, most.updates, grounds.logs),
                update_count: updates.count() as u32,
                bundle: self.arrival.bundle(files.iter().map(|file| file.given.path.as_str())),
                logs: log_rows(grounds.logs, machine),
                runs: write::runs(grounds, 0, most.runs),
                run_count: grounds.runs.len() as u32,
                findings,
                settings,
                active_conditions: timeline.standing,
                moments: timeline.rows,
                moment_count: timeline.count,
                codes: write::codes(grounds.logs, &decisive),
                missing_logs: crate::missing::missing(grounds, &flows),
                notes: notes(grounds.logs, &crate::missing::never_written(grounds, &flows), updates.more),
                flows,
                ..Report::default()
            }
        })
    }

    /// More runs of a machine than a report carried: those from a place on, counted in the order of how much they
    /// matter. The machine is told by its place in the report.
    pub fn runs(&self, machine: usize, from: usize, count: usize) -> Vec<report::Run> {
        grounds(&self.files_of(machine), |grounds| write::runs(grounds, from, count))
    }

    /// More updates of a machine than a report carried: those from a place on.
    pub fn updates(&self, machine: usize, from: usize, count: usize) -> Vec<report::UpdateRow> {
        let logs = logs_of(self.files_of(machine).into_iter());
        Updates::of(&logs).rows(from, count, &logs)
    }
}

/// The numbers of these files.
pub(crate) fn numbers<'f, 's: 'f>(files: impl Iterator<Item = &'f &'s FileRead>) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    numbers.extend(files.map(|file| file.given.file));
    numbers
}

/// Puts together what everything else of a machine is drawn from.
fn grounds<R>(files: &[&FileRead], then: impl FnOnce(&Grounds<'_, '_>) -> R) -> R {
    let logs = logs_of(files.iter().copied());
    let seen = seen_in(&logs);
    let runs = runs_of(&logs, &seen);
    // Only now, so that no more copies of all sightings are in memory at a time than must be.
    let mut all: Vec<Seen<'_>> = seen.into_iter().flatten().collect();
    sort::by_key(&mut all, Seen::order);
    let machine = machine_failures(&all, &logs);
    // What a web server tells of all its clients stops none of this one's runs.
    let is_own = |failure: &&MachineFailure<'_>| !is_of_web_server(failure.last().evidence);
    let own: Vec<MachineFailure<'_>> = machine.iter().filter(is_own).cloned().collect();
    let runs: Vec<_> = runs.into_iter().map(|run| judge(run, &own, &logs)).collect();
    let services: Vec<Service<'_>> = runs.iter().map(|run| Service::of(&run.run)).collect();
    let counting = counting(&runs, &services, &logs);
    let (runs, services, counting, machine) = (&runs, &services, &counting, &machine);
    then(&Grounds { runs, services, counting, machine, all: &all, logs: &logs })
}

/// Which runs count for their flow's verdict: where ConfigMgr is present only its own; else searches against WSUS
/// where there is one; else all, but failed searches for apps where others were made.
fn counting(runs: &[crate::judge::Judged<'_>], services: &[Service<'_>], logs: &[Log<'_>]) -> Vec<bool> {
    // What the site does for itself says nothing of the client: its flows are nobody else's.
    let is_clients = |run: &crate::judge::Judged<'_>| run.run.flow.steps.iter().any(|step| step.every_caller);
    let is_configmgr = logs.iter().any(Log::is_configmgr_client)
        || runs.iter().any(|run| run.run.is_own() && is_clients(run));
    // Of each flow: whether one of its runs was against WSUS, and one for more than apps.
    let mut flows: Vec<(&str, bool, bool)> = Vec::new();
    for (run, service) in runs.iter().zip(services) {
        let (wsus, windows) = (service.leads(), !service.has_apps());
        match flows.iter_mut().find(|known| known.0 == run.run.flow.id) {
            Some(known) => *known = (known.0, known.1 || wsus, known.2 || windows),
            None => flows.push((run.run.flow.id, wsus, windows)),
        }
    }
    let counts = |(run, service): (&crate::judge::Judged<'_>, &Service<'_>)| {
        let of_flow = flows.iter().find(|known| known.0 == run.run.flow.id);
        let (_, is_wsus, is_windows) = of_flow.copied().unwrap_or(("", false, false));
        // What anybody may begin, and nobody in particular does, counts whoever began it.
        let is_anybodys = run.run.flow.steps.iter().all(|step| step.every_caller);
        match (is_configmgr && !is_anybodys, is_wsus) {
            (true, _) => run.run.is_own(),
            (false, true) => service.leads(),
            (false, false) => !(is_windows && service.has_apps() && run.outcome == report::Outcome::Failed),
        }
    };
    runs.iter().zip(services).map(counts).collect()
}
