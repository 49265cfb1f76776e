//! Logs in the notation of the scenarios (`tests/src/notation.rs`), reduced to what the unit tests need.
//!
//! ```text
//! --- WUAHandler.log
//! 09:13:43 4712 Async searching of updates using WUAgent started.
//! 09:13:46 4712 [CCMEXEC] an entry of another component
//! 2026-11-13 09:13:46 4712 an entry of another day
//! --- PC01/WindowsUpdate.log windows-update changed 2026-11-12 09:00:00
//! 09:14:21 1020 6716 Agent an entry of process 1020, of thread 6716 and of component Agent
//! --- u_ex261112.log raw
//! a line as it is
//! ```
//!
//! Times are in UTC+01:00 on 12 November 2026. `{J1}`, `{L1}`, and `{U}` are placeholders for the ids of a scan job, of
//! a location request, and of the update source. `whole` marks a file that came with its complete folder.

use std::sync::{Arc, LazyLock};

use basics::days_from_civil;
use logfile::EDGE;

use crate::logs::scanned_file::{DroppedFile, ScannedFile};
use crate::scan::log_block::LogBlock;
use crate::scan::pattern_matcher::PatternMatcher;
use crate::session::DiagnosisSession;

static MATCHER: LazyLock<PatternMatcher> = LazyLock::new(PatternMatcher::default);

/// Files that were read completely.
pub(crate) fn read(text: &str) -> Vec<Arc<ScannedFile>> {
    let files = dropped(text).into_iter();
    files.map(|(file, bytes)| Arc::new(scanned(file, &bytes))).collect()
}

/// Adds the files of this text to a session and reads them.
pub(crate) fn scan_all(session: &mut DiagnosisSession, text: &str) {
    for (file, bytes) in dropped(text) {
        let number = file.file;
        if let Some(reading) = session.add(file, &bytes, &bytes) {
            let block = LogBlock::read(&session.matcher(), &reading, 0, &bytes);
            session.merge(number, block);
        }
    }
}

/// Reads one file in blocks of 100 bytes, the last one first.
pub(crate) fn scanned(file: DroppedFile, bytes: &[u8]) -> ScannedFile {
    const BLOCK: usize = 100;
    let (head, tail) = (&bytes[..bytes.len().min(EDGE)], &bytes[bytes.len().saturating_sub(EDGE)..]);
    let mut scanned = ScannedFile::new(file, head, tail);
    for (at, block) in bytes.chunks(BLOCK).enumerate().collect::<Vec<_>>().into_iter().rev() {
        let block = LogBlock::read(&MATCHER, &scanned.reading, (at * BLOCK) as u64, block);
        scanned.merge(&MATCHER, block);
    }
    scanned
}

/// The files that a text in the notation describes, with their bytes.
pub(crate) fn dropped(text: &str) -> Vec<(DroppedFile, Vec<u8>)> {
    let mut files: Vec<(DroppedFile, Vec<u8>)> = Vec::new();
    let mut kind = "";
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(head) = line.strip_prefix("--- ") {
            let mut words = head.split(' ');
            let name = words.next().unwrap_or_default();
            let (path, name) = name.rsplit_once('/').unwrap_or(("", name));
            let options: Vec<&str> = words.collect();
            kind = options
                .first()
                .copied()
                .filter(|kind| ["raw", "windows-update"].contains(kind))
                .unwrap_or("");
            let changed = options.iter().position(|word| *word == "changed");
            let file = DroppedFile {
                file: files.len() as u32,
                name: name.to_owned(),
                path: path.to_owned(),
                size: 0,
                modified: changed
                    .and_then(|at| Some(milliseconds(options.get(at + 1)?, options.get(at + 2)?))),
                whole_folder: options.contains(&"whole"),
            };
            files.push((file, Vec::new()));
        } else if let Some((file, bytes)) = files.last_mut() {
            bytes.extend(entry(&with_ids(line), kind, &file.name).bytes().chain(*b"\r\n"));
            file.size = bytes.len() as u64;
        }
    }
    files
}

fn entry(line: &str, kind: &str, name: &str) -> String {
    if kind == "raw" {
        return line.to_owned();
    }
    let (date, line) = match line.split_once(' ') {
        Some((date, rest)) if date.contains('-') => (date, rest),
        _ => ("2026-11-12", line),
    };
    let mut words = line.splitn(if kind.is_empty() { 3 } else { 5 }, ' ');
    let mut word = || words.next().unwrap_or_default();
    let (time, process) = (word(), word());
    let [year, month, day] = date.split('-').collect::<Vec<_>>()[..] else { return line.to_owned() };
    if kind == "windows-update" {
        let (thread, component, message) = (word(), word(), word());
        return format!(
            "{year}/{month}/{day} {time}.0000000 {process:<5} {thread:<5} {component:<15} {message}"
        );
    }
    let message = word();
    let log = knowledge::log_of_file_name(name).and_then(|log| log.components.first());
    let named = message.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    let (component, message) = named.unwrap_or((log.copied().unwrap_or("Unknown"), message));
    format!(
        "<![LOG[{message}]LOG]!><time=\"{time}.000-60\" date=\"{month}-{day}-{year}\" component=\"{component}\" \
         context=\"\" type=\"1\" thread=\"{process}\" file=\"\">"
    )
}

fn with_ids(line: &str) -> String {
    let id = |kind: char, number: char| format!("{{0A1B2C3D-0000-4000-8000-00000000{kind}00{number}}}");
    let mut line = line.replace("{U}", "{57260DFE-227C-45E3-9FFC-2FC77A67F95A}");
    for number in '1'..='9' {
        line = line.replace(&format!("{{J{number}}}"), &id('A', number));
        line = line.replace(&format!("{{L{number}}}"), &id('B', number));
    }
    line
}

/// Milliseconds since 1970 of a date and a time in UTC.
fn milliseconds(date: &str, time: &str) -> i64 {
    let numbers = |text: &str, at: char| -> Vec<i64> {
        text.split(at).map(|part| part.parse().unwrap_or_default()).collect()
    };
    let ([year, month, day], [hours, minutes, seconds]) = (&numbers(date, '-')[..], &numbers(time, ':')[..])
    else {
        return 0;
    };
    let days = days_from_civil(*year, *month as u32, *day as u32);
    (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
}

/// Compares the output of a stage with the expected lines, ignoring indentation.
#[track_caller]
pub(crate) fn compare(input: &str, found: &[String], expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "{input}");
}
