//! The logs of a report: a row of each, and of each file that does not count, with the reason.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use logfile::{Format, Reading, rfc3339_local, rfc3339_utc};
use report::{LogPart, LogRow};

use crate::logs::gaps::lost_in;
use crate::logs::given_log::GivenLog;
use crate::logs::machines::Machine;
use crate::logs::scanned_file::ScannedFile;
use crate::scan::log_names::is_other_trace;
use crate::sort;

/// The rows of the logs of a machine, and of its files that are part of none.
pub(crate) fn log_rows(logs: &[GivenLog], machine: &Machine) -> Vec<LogRow> {
    let mut rows: Vec<LogRow> = logs.iter().map(log_row).collect();
    let files = || machine.files.iter().chain(&machine.copied);
    let listed = logs.iter().flat_map(|log| &log.files);
    let listed: BTreeSet<u32> = listed.map(|file| file.given.file).collect();
    let by_number: BTreeMap<u32, &Arc<ScannedFile>> = files().map(|file| (file.given.file, file)).collect();
    // The copies of a file, and what each says of it.
    let mut copies: BTreeMap<(u32, bool), LogRow> = BTreeMap::new();
    for file in files().filter(|file| !listed.contains(&file.given.file)) {
        let row = log_row(&GivenLog::new(vec![Arc::clone(file)]));
        let Some(counts) = machine.copies.get(&file.given.file).and_then(|counts| by_number.get(counts))
        else {
            rows.push(row);
            continue;
        };
        let is_same = file.contents.equals(&counts.contents) && file.size() == counts.size();
        match copies.entry((counts.given.file, is_same)) {
            Entry::Occupied(mut alike) => {
                let alike = alike.get_mut();
                alike.count += 1;
                alike.parts.extend(row.parts);
                alike.problem = Some(why_not(alike.count, is_same, counts));
            }
            Entry::Vacant(first) => {
                first.insert(LogRow { problem: Some(why_not(1, is_same, counts)), ..row });
            }
        }
    }
    rows.extend(copies.into_values());
    by_name(&mut rows);
    rows
}

/// So many of the rows from a place on, in the order of how much they matter: those with a problem, then the known logs.
/// They come by name.
pub(crate) fn chosen(mut rows: Vec<LogRow>, from: usize, count: usize) -> Vec<LogRow> {
    if from > 0 || count < rows.len() {
        sort::by_key(&mut rows, |row| {
            let is_known = knowledge::log(&row.kind).is_some();
            (row.problem.is_none() || row.count > 1, !is_known, row.unparsed == 0)
        });
        rows = rows.into_iter().skip(from).take(count).collect();
        by_name(&mut rows);
    }
    rows
}

fn by_name(rows: &mut [LogRow]) {
    sort::by(rows, |a, b| {
        let names = a.name.to_ascii_lowercase().cmp(&b.name.to_ascii_lowercase());
        let rest = (&a.folder, a.size, a.entries, &a.kind, &a.problem);
        names.then_with(|| rest.cmp(&(&b.folder, b.size, b.entries, &b.kind, &b.problem)))
    });
}

/// Why so many copies of a file do not count, in a sentence; `is_same` of those that are as long.
fn why_not(copies: u32, is_same: bool, counts: &ScannedFile) -> String {
    let (path, name) = (&counts.given.path, &counts.given.name);
    let place = if path.is_empty() { name.clone() } else { [path, "/", name].concat() };
    match (copies, is_same) {
        (1, true) => "This file was dropped twice; it counts once.".to_owned(),
        (_, true) => format!("{copies} copies of {place} were dropped; it counts once."),
        (1, false) => format!("All lines of this file are also in {place}: they count once."),
        (_, false) => format!("All lines of these {copies} files are also in {place}: they count once."),
    }
}

fn log_row(log: &GivenLog) -> LogRow {
    let newest = log.files.last();
    let time = |ms: i64| if log.clock.is_known() { rfc3339_utc(ms) } else { rfc3339_local(ms) };
    let part = |file: &Arc<ScannedFile>| LogPart {
        file: file.given.file,
        name: file.given.name.clone(),
        size: file.size(),
        entries: file.entries(),
    };
    let words = newest.map_or_else(String::new, |file| format_in_words(&file.reading, log.kind));
    let sources = || log.files.iter().filter_map(|file| file.reading.source.as_ref());
    LogRow {
        name: log.name().to_owned(),
        count: 1,
        folder: newest.map_or(String::new(), |file| file.given.path.clone()),
        kind: log.kind.map_or_else(|| words.clone(), |kind| kind.name.to_owned()),
        format: words,
        encoding: newest.map_or(String::new(), |file| file.encoding()),
        entries: log.files.iter().map(|file| file.entries()).sum(),
        unparsed: log.files.iter().map(|file| file.unread).sum(),
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

/// The logs that would answer, by file name, where this one cannot: that of a web server can if its rows are of clients.
fn instead_of(log: &GivenLog) -> Vec<String> {
    let is_of_clients = log.files.iter().any(|file| file.served.clients() > 0);
    let others = log.kind.map_or(&[][..], |kind| kind.instead).iter().filter(|_| !is_of_clients);
    others.filter_map(|name| knowledge::log(name)).map(|log| log.file.to_owned()).collect()
}

/// The format of a file in words, and of an excerpt the log that it was inferred to be of.
fn format_in_words(reading: &Reading, kind: Option<&knowledge::Log>) -> String {
    // Of one without events nobody knows what it was.
    let has_events = reading.source.as_ref().is_some_and(|source| source.events > 0);
    match (reading.format, kind) {
        _ if has_events && is_other_trace(reading) => "not a Windows Update trace".to_owned(),
        (Format::Plain, Some(log)) => [log.name, ".log, pasted without columns"].concat(),
        (Format::Stamped, Some(log)) => [log.name, ".log, pasted with times only"].concat(),
        _ => reading.format_words(),
    }
}
