//! `wuscope verify`: whether the lines that a saved report quotes are in these logs.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use diagnosis::{CitationCheck, CitationStatus};
use ingest::LogSink;
use report::{Citation, FileMeta, SkippedFile};

use crate::args::Verify;
use crate::files::{self, FoundFile};
use crate::output::{BOLD, GREEN, Output, PrintedLines, RED, print_message};
use crate::read::read_into;

/// The longest report that is read, in bytes.
const MOST_REPORT: u64 = 256 << 20;

/// The exit status if a quoted line is not in the logs.
const NOT_VERIFIED: u8 = 1;

/// The exit status if the report or all logs cannot be read.
const NOTHING_READ: u8 = 3;

/// Compares the report with the logs; returns the exit status.
pub(crate) fn verify(options: &Verify, out: &mut Output) -> io::Result<u8> {
    let citations = match citations_of(&options.report) {
        Ok(citations) => citations,
        Err(why) => {
            print_message(&format!("{}: {why}", options.report.display()));
            return Ok(NOTHING_READ);
        }
    };
    let found = files::find(&options.paths);
    found.unreadable.iter().for_each(|sentence| print_message(sentence));
    if !found.files.iter().any(FoundFile::is_selected) {
        if found.unreadable.is_empty() {
            print_message("No file to read: pass a log or a folder that contains logs.");
        }
        return Ok(NOTHING_READ);
    }
    let mut sink = CheckSink { check: CitationCheck::new(citations), log: String::new() };
    read_into(&mut sink, &found);
    let results = sink.check.finish();
    let mut lines = out.new_lines();
    // Writing lines never fails.
    let _ = write(&results, &mut lines);
    out.lines(&lines)?;
    Ok(if results.iter().all(|(_, status)| is_verified(status)) { 0 } else { NOT_VERIFIED })
}

/// The lines that a report quotes, or why it cannot be read.
fn citations_of(path: &Path) -> Result<Vec<Citation>, String> {
    let mut json = String::new();
    let file = File::open(path).map_err(|error| format!("It cannot be read: {error}."))?;
    match file.take(MOST_REPORT + 1).read_to_string(&mut json) {
        Ok(length) if length as u64 > MOST_REPORT => {
            Err("It is larger than 256 MB, so it is no report.".to_owned())
        }
        Err(error) if error.kind() != io::ErrorKind::InvalidData => {
            Err(format!("It cannot be read: {error}."))
        }
        // The reason is the same for text that is not UTF-8.
        _ => export::citations(&json).map_err(|why| {
            format!("{why} Pass a report that `wuscope analyze --format json` or the page saved as JSON.")
        }),
    }
}

/// A check as a sink for logs.
struct CheckSink {
    check: CitationCheck,
    /// The name of the log that was opened last.
    log: String,
}

impl LogSink for CheckSink {
    fn open(&mut self, file: &FileMeta, head: &[u8], tail: &[u8]) -> bool {
        self.log.clone_from(&file.name);
        self.check.open(file, head, tail)
    }

    fn block(&mut self, _: u32, _: u64, bytes: Vec<u8>) {
        self.check.block(&bytes);
    }

    fn close(&mut self, _: u32, problem: Option<&str>) {
        self.check.close();
        if let Some(problem) = problem {
            print_message(&format!("{}: {problem}", self.log));
        }
    }

    fn refuse(&mut self, file: &FileMeta, reason: &str) {
        print_message(&format!("{}: {reason}", file.name));
    }

    fn skip(&mut self, _: SkippedFile, _: bool) {}

    fn bundle(&mut self, _: String, _: &'static str) {}
}

/// Whether a line is in the logs as it was quoted.
fn is_verified(status: &CitationStatus) -> bool {
    matches!(status, CitationStatus::Same | CitationStatus::Masked | CitationStatus::Moved(..))
}

/// What was found: the numbers, then each line that is not in its place.
fn write(results: &[(Citation, CitationStatus)], out: &mut PrintedLines) -> std::fmt::Result {
    let count =
        |is_it: fn(&CitationStatus) -> bool| results.iter().filter(|(_, status)| is_it(status)).count();
    let verified = count(is_verified);
    let (style, sentence) = match results.len() {
        0 => (BOLD, "The report quotes no lines.".to_owned()),
        1 if verified == 1 => (GREEN, "The line that the report quotes is in these logs.".to_owned()),
        all if verified == all => {
            (GREEN, format!("All {all} lines that the report quotes are in these logs."))
        }
        1 => (RED, "The line that the report quotes is not in these logs.".to_owned()),
        all => (RED, format!("{verified} of {all} lines that the report quotes are in these logs.")),
    };
    out.add_styled(&[(style, &sentence)]);
    let masked = count(|status| *status == CitationStatus::Masked);
    if masked > 0 {
        writeln!(out, "The names in {masked} of them are not compared: the report has stand-ins for them.")?;
    }
    let mut changed = results.iter().filter(|(_, status)| *status == CitationStatus::Changed).peekable();
    if changed.peek().is_some() {
        writeln!(out)?;
        writeln!(out, "Changed: the log is here, and the quoted line is not in it")?;
    }
    for (citation, _) in changed {
        write_line(out, citation, "")?;
    }
    let mut moved = results
        .iter()
        .filter_map(|(citation, status)| match status {
            CitationStatus::Moved(log, line) => Some((citation, format!(", now {log} line {line}"))),
            _ => None,
        })
        .peekable();
    if moved.peek().is_some() {
        writeln!(out)?;
        writeln!(out, "Moved: the line is in the logs, but in another place")?;
    }
    for (citation, place) in moved {
        write_line(out, citation, &place)?;
    }
    let mut missing: BTreeMap<&str, u32> = BTreeMap::new();
    for (citation, _) in results.iter().filter(|(_, status)| *status == CitationStatus::NoLog) {
        *missing.entry(&citation.log).or_default() += 1;
    }
    if !missing.is_empty() {
        writeln!(out)?;
        writeln!(out, "No log of this name is here")?;
    }
    for (log, count) in missing {
        writeln!(out, "  {log}: {count} {}", if count == 1 { "line" } else { "lines" })?;
    }
    Ok(())
}

/// A quoted line: its place and its time, then its text.
fn write_line(out: &mut PrintedLines, citation: &Citation, now: &str) -> std::fmt::Result {
    let time = citation.time.as_deref().filter(|time| !time.is_empty());
    let time = time.map_or(String::new(), |time| format!(", {time}"));
    writeln!(out, "  {} line {}{time}{now}", citation.log, citation.line)?;
    writeln!(out, "    {}", citation.text)
}
