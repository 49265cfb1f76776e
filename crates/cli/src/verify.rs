//! `wuscope verify`: whether the lines that a saved report quotes are in these logs.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use diagnosis::CitationCheck;
use export::ReportContent;
use ingest::LogSink;
use report::{
    CHANGED_LINES, Citation, FileMeta, MORE_LINES, MOST_REPORT, MOVED_LINES, NO_LOG_OF_NAME, SkippedFile,
    Verification,
};

use crate::args::Verify;
use crate::files::{self, FoundFile};
use crate::output::{BOLD, GREEN, Output, PrintedLines, RED, print_message};
use crate::read::read_into;

/// The exit status if a quoted line is not in the logs.
const NOT_VERIFIED: u8 = 1;

/// The exit status if the report or all logs cannot be read.
const NOTHING_READ: u8 = 3;

/// Compares the report with the logs; returns the exit status.
pub(crate) fn verify(options: &Verify, out: &mut Output) -> io::Result<u8> {
    let ReportContent { citations, is_cut, .. } = match content_of(&options.report) {
        Ok(content) => content,
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
    let found = Verification::of(&sink.check.finish(), usize::MAX);
    let mut lines = out.new_lines();
    // Writing lines never fails.
    let _ = write(&found, is_cut, &mut lines);
    out.lines(&lines)?;
    Ok(if found.verified == found.lines && !is_cut { 0 } else { NOT_VERIFIED })
}

/// What a report contains, or why it cannot be read.
fn content_of(path: &Path) -> Result<ReportContent, String> {
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
        _ => ReportContent::read(&json).map_err(|why| {
            format!("{why} Pass a report that `wuscope analyze --format json` or the page saved as JSON, NDJSON or SARIF.")
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

/// What was found: the numbers, then each line that is not in its place.
fn write(found: &Verification, is_cut: bool, out: &mut PrintedLines) -> std::fmt::Result {
    let style = match found.lines {
        0 => BOLD,
        all if found.verified == all && !is_cut => GREEN,
        _ => RED,
    };
    out.add_styled(&[(style, &found.summary)]);
    if let Some(note) = &found.masked_note {
        writeln!(out, "{note}")?;
    }
    if is_cut {
        writeln!(out, "{MORE_LINES}")?;
    }
    if !found.changed.is_empty() {
        writeln!(out)?;
        writeln!(out, "{CHANGED_LINES}")?;
    }
    for changed in &found.changed {
        write_line(out, &changed.citation, "")?;
    }
    if !found.moved.is_empty() {
        writeln!(out)?;
        writeln!(out, "{MOVED_LINES}")?;
    }
    for moved in &found.moved {
        write_line(out, &moved.citation, &format!(", now {} line {}", moved.log, moved.line))?;
    }
    if !found.missing.is_empty() {
        writeln!(out)?;
        writeln!(out, "{NO_LOG_OF_NAME}")?;
    }
    for missing in &found.missing {
        let lines = if missing.lines == 1 { "line" } else { "lines" };
        writeln!(out, "  {}: {} {lines}", missing.log, missing.lines)?;
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
