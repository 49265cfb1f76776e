//! The logs of a report: a row per log, and a row with the reason per file that is not counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use logfile::{Format, Reading, rfc3339_local, rfc3339_utc};
use report::{LogPart, LogRow, LogTotals};

use crate::logs::gaps::lost_in;
use crate::logs::given_log::GivenLog;
use crate::logs::machines::Machine;
use crate::logs::scanned_file::ScannedFile;
use crate::scan::log_names::is_other_trace;
use crate::sort;

/// The logs of a machine, and its files that are part of no log. There can be a hundred thousand of them, so rows are
/// built only on request.
pub(crate) struct LogRows<'a> {
    logs: &'a [GivenLog],
    others: Vec<OtherLog<'a>>,
}

/// A file that is part of no log, or copies of a file.
struct OtherLog<'a> {
    log: GivenLog,
    /// If the file is a copy: the file that is counted, and whether both have the same size and content.
    copy_of: Option<(&'a ScannedFile, bool)>,
    more_copies: Vec<&'a Arc<ScannedFile>>,
}

impl<'a> LogRows<'a> {
    /// The rows of a machine.
    pub(crate) fn of(logs: &'a [GivenLog], machine: &'a Machine) -> Self {
        let files = || machine.files.iter().chain(&machine.copied);
        let listed: BTreeSet<u32> =
            logs.iter().flat_map(|log| &log.files).map(|file| file.given.file).collect();
        let by_number: BTreeMap<u32, &Arc<ScannedFile>> =
            files().filter(|_| !machine.copies.is_empty()).map(|file| (file.given.file, file)).collect();
        let mut others: Vec<OtherLog> = Vec::new();
        // The index of the copies of each file.
        let mut places: BTreeMap<(u32, bool), usize> = BTreeMap::new();
        for file in files().filter(|file| !listed.contains(&file.given.file)) {
            let counts = machine.copies.get(&file.given.file).and_then(|counts| by_number.get(counts));
            let is_same =
                |counts: &ScannedFile| file.contents.equals(&counts.contents) && file.size() == counts.size();
            let copy_of = counts.map(|counts| (&***counts, is_same(counts)));
            let next = others.len();
            let place = copy_of
                .map_or(next, |(counts, same)| *places.entry((counts.given.file, same)).or_insert(next));
            match others.get_mut(place) {
                Some(alike) => alike.more_copies.push(file),
                None => {
                    let log = GivenLog::new(vec![Arc::clone(file)]);
                    others.push(OtherLog { log, copy_of, more_copies: Vec::new() });
                }
            }
        }
        Self { logs, others }
    }

    /// The totals of all logs.
    pub(crate) fn totals(&self) -> LogTotals {
        let mut totals = LogTotals::default();
        for log in self.logs.iter().chain(self.others.iter().map(|other| &other.log)) {
            totals.add(log.entries(), log.unread());
        }
        totals
    }

    /// Up to `count` rows from index `from` on. Logs with a problem have priority, then known logs; the rows returned
    /// are sorted by name.
    pub(crate) fn rows(&self, from: usize, count: usize) -> Vec<LogRow> {
        let mut all: Vec<(&GivenLog, Option<&OtherLog>)> = self.logs.iter().map(|log| (log, None)).collect();
        all.extend(self.others.iter().map(|other| (&other.log, Some(other))));
        if from > 0 || count < all.len() {
            let matter = |log: &GivenLog| (!has_problem(log), log.kind.is_none(), log.unread() == 0);
            sort::by(&mut all, |(a, _), (b, _)| matter(a).cmp(&matter(b)).then_with(|| name(a).cmp(name(b))));
        }
        let chosen = all.into_iter().skip(from).take(count);
        let mut rows: Vec<LogRow> =
            chosen.map(|(log, other)| other.map_or_else(|| log_row(log), OtherLog::row)).collect();
        by_name(&mut rows);
        rows
    }
}

impl OtherLog<'_> {
    fn row(&self) -> LogRow {
        let mut row = log_row(&self.log);
        if let Some((counts, is_same)) = self.copy_of {
            row.count += self.more_copies.len() as u32;
            row.parts.extend(self.more_copies.iter().map(|file| part(file)));
            row.problem = Some(why_not(row.count, is_same, counts));
        }
        row
    }
}

/// The name of a log in lowercase, for sorting.
fn name(log: &GivenLog) -> impl Iterator<Item = u8> {
    log.name().bytes().map(|byte| byte.to_ascii_lowercase())
}

fn has_problem(log: &GivenLog) -> bool {
    log.files.iter().any(|file| file.problem.is_some() || file.cut.is_some())
}

fn by_name(rows: &mut [LogRow]) {
    sort::by(rows, |a, b| {
        let names = a.name.to_ascii_lowercase().cmp(&b.name.to_ascii_lowercase());
        let rest = (&a.folder, a.size, a.entries, &a.kind, &a.problem);
        names.then_with(|| rest.cmp(&(&b.folder, b.size, b.entries, &b.kind, &b.problem)))
    });
}

/// Why these copies of a file are not counted. `is_same` is whether the copies are identical to the counted file.
fn why_not(copies: u32, is_same: bool, counts: &ScannedFile) -> String {
    let (path, name) = (&counts.given.path, &counts.given.name);
    let place = if path.is_empty() { name.clone() } else { [path, "/", name].concat() };
    match (copies, is_same) {
        (1, true) => "This file was dropped twice and is counted once.".to_owned(),
        (_, true) => format!("{copies} copies of {place} were dropped; the file is counted once."),
        (1, false) => format!("All lines of this file are also in {place} and are counted once."),
        (_, false) => format!("All lines of these {copies} files are also in {place} and are counted once."),
    }
}

fn part(file: &Arc<ScannedFile>) -> LogPart {
    LogPart {
        file: file.given.file,
        name: file.given.name.clone(),
        size: file.size(),
        entries: file.entries(),
    }
}

fn log_row(log: &GivenLog) -> LogRow {
    let newest = log.files.last();
    let time = |ms: i64| if log.clock.is_known() { rfc3339_utc(ms) } else { rfc3339_local(ms) };
    let words = newest.map_or_else(String::new, |file| format_in_words(&file.reading, log.kind));
    let sources = || log.files.iter().filter_map(|file| file.reading.source.as_ref());
    LogRow {
        name: log.name().to_owned(),
        count: 1,
        folder: newest.map_or(String::new(), |file| file.given.path.clone()),
        kind: log.kind.map_or_else(|| words.clone(), |kind| kind.name.to_owned()),
        format: words,
        encoding: newest.map_or(String::new(), |file| file.encoding()),
        entries: log.entries(),
        unparsed: log.unread(),
        first_time: log.span.map(|(first, _)| time(first)),
        last_time: log.span.map(|(_, last)| time(last)),
        size: log.files.iter().map(|file| file.size()).sum(),
        parts: log.files.iter().map(part).collect(),
        clock: if log.span.is_some() { log.clock.words() } else { String::new() },
        windows_build: sources().map(|source| source.build).rfind(|&build| build > 0),
        lost_events: lost_in(&log.files),
        convertible: log.format() == Format::Trace
            && log.kind.is_some_and(|kind| kind.name == "WindowsUpdate"),
        documentation_only: log.kind.is_some_and(|kind| kind.documentation_only),
        instead: instead_of(log),
        problem: log.files.iter().find_map(|file| file.problem.clone().or_else(|| file.cut.clone())),
    }
}

/// The file names of the logs to use instead if this log shows no cause. A web server log shows causes if it has client
/// rows.
fn instead_of(log: &GivenLog) -> Vec<String> {
    let is_of_clients = log.files.iter().any(|file| file.served.clients() > 0);
    let others = log.kind.map_or(&[][..], |kind| kind.instead).iter().filter(|_| !is_of_clients);
    others.filter_map(|name| knowledge::log(name)).map(|log| log.file.to_owned()).collect()
}

/// The description of a file's format, and for an excerpt, of the log that it appears to be from.
fn format_in_words(reading: &Reading, kind: Option<&knowledge::Log>) -> String {
    // For a trace without events, the kind is unknown.
    let has_events = reading.source.as_ref().is_some_and(|source| source.events > 0);
    match (reading.format, kind) {
        _ if has_events && is_other_trace(reading) => "not a Windows Update trace".to_owned(),
        (Format::Plain, Some(log)) => [log.name, ".log, pasted without columns"].concat(),
        (Format::Stamped, Some(log)) => [log.name, ".log, pasted with times only"].concat(),
        _ => reading.format_words(),
    }
}
