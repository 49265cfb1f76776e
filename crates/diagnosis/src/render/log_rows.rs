//! The logs of a report: a row of each, and of each file that does not count, with the reason.

use std::collections::BTreeSet;
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
    for file in files().filter(|file| !listed.contains(&file.given.file)) {
        let mut row = log_row(&GivenLog::new(vec![Arc::clone(file)]));
        let counts = machine.copies.get(&file.given.file);
        if let Some(other) = counts.and_then(|counts| files().find(|other| other.given.file == *counts)) {
            row.problem = Some(why_not(file, other));
        }
        rows.push(row);
    }
    sort::by(&mut rows, |a, b| {
        let names = a.name.to_ascii_lowercase().cmp(&b.name.to_ascii_lowercase());
        let rest = (&a.folder, a.size, a.entries, &a.kind, &a.problem);
        names.then_with(|| rest.cmp(&(&b.folder, b.size, b.entries, &b.kind, &b.problem)))
    });
    rows
}

/// Why a copy does not count, in a sentence.
fn why_not(copy: &ScannedFile, counts: &ScannedFile) -> String {
    if copy.contents.equals(&counts.contents) && copy.size() == counts.size() {
        return "This file was dropped twice; it counts once.".to_owned();
    }
    let (path, name) = (&counts.given.path, &counts.given.name);
    let place = if path.is_empty() { name.clone() } else { [path, "/", name].concat() };
    format!("All lines of this file are also in {place}: they count once.")
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
