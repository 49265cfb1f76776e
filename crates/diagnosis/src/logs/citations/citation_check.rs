//! Compares the lines that a saved report quotes with logs, while these are read.

use std::collections::BTreeMap;

use logfile::{BlockRest, Edges, Entry, Format, Joiner, Reading, recognize};
use report::{Citation, CitationStatus};

use crate::logs::citations::stand_ins::{begins_like_original_of, is_original_of};
use crate::logs::scanned_file::DroppedFile;

/// The most citations of one time that are searched for in other places: each is compared with all entries of its time.
const MOST_OF_A_TIME: usize = 200;

/// Compares citations with logs. The logs come one after the other, each from its first byte to its last.
pub struct CitationCheck {
    /// The citations, and what was found of each.
    citations: Vec<(Citation, CitationStatus)>,
    /// Which of them are from a log, by its name.
    by_log: BTreeMap<String, Vec<usize>>,
    /// Which of them are on a line.
    by_line: BTreeMap<u64, Vec<usize>>,
    /// Which of them have a time.
    by_time: BTreeMap<String, Vec<usize>>,
    open: Option<OpenLog>,
}

/// The log that is being read.
struct OpenLog {
    file: u32,
    name: String,
    reading: Reading,
    joiner: Joiner,
    /// How many of its bytes were read.
    read: u64,
}

impl CitationCheck {
    /// A check that has read no log.
    pub fn new(citations: Vec<Citation>) -> Self {
        let (mut by_line, mut by_time) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        let mut by_log = BTreeMap::<_, Vec<usize>>::new();
        for (at, citation) in citations.iter().enumerate() {
            by_log.entry(citation.log.clone()).or_default().push(at);
            by_line.entry(citation.line).or_default().push(at);
            if let Some(time) = citation.time.clone().filter(|time| !time.is_empty()) {
                let of_time = by_time.entry(time).or_default();
                if of_time.len() < MOST_OF_A_TIME {
                    of_time.push(at);
                }
            }
        }
        let citations = citations.into_iter().map(|citation| (citation, CitationStatus::NoLog)).collect();
        Self { citations, by_log, by_line, by_time, open: None }
    }

    /// Begins a log, with its first and last bytes ([`logfile::EDGE`] of each, or all of it). Returns whether its blocks
    /// are needed.
    pub fn open(&mut self, file: &DroppedFile, head: &[u8], tail: &[u8]) -> bool {
        self.close();
        let reading = recognize(file.size, head, tail, file.modified);
        for at in self.by_log.iter().filter(|(log, _)| is_name(&file.name, log)).flat_map(|(_, all)| all) {
            let found = CitationStatus::Changed { log: file.name.clone(), file: file.file };
            raise(&mut self.citations[*at].1, found);
        }
        let is_readable = !matches!(reading.format, Format::Binary | Format::Empty);
        if is_readable {
            let (file, name) = (file.file, file.name.clone());
            self.open = Some(OpenLog { file, name, reading, joiner: Joiner::default(), read: 0 });
        }
        is_readable
    }

    /// Adds the next bytes of the log that was opened last.
    pub fn block(&mut self, bytes: &[u8]) {
        let Some(mut log) = self.open.take() else { return };
        // All bytes belong to entries that began before, so the joiner reads every entry.
        let piece = BlockRest::new(log.read, bytes, &Edges { whole: None, lines: 0 });
        log.read += bytes.len() as u64;
        log.joiner.push(&log.reading, &piece, &mut |lines, entry| {
            self.compare((log.file, &log.name), lines, entry);
        });
        self.open = Some(log);
    }

    /// Ends the log that was opened last.
    pub fn close(&mut self) {
        let Some(mut log) = self.open.take() else { return };
        let of = (log.file, log.name.as_str());
        log.joiner.finish(&log.reading, &mut |lines, entry| self.compare(of, lines, entry));
    }

    /// Whether a line of a log of this name is cited.
    pub fn names(&self, log: &str) -> bool {
        self.by_log.contains_key(log)
    }

    /// Whether no other log can show anything more.
    pub fn is_settled(&self) -> bool {
        self.citations.iter().all(|(_, status)| is_settled(status))
    }

    /// Each citation with what the logs show about it.
    pub fn finish(mut self) -> Vec<(Citation, CitationStatus)> {
        self.close();
        self.citations
    }

    fn compare(&mut self, (file, log): (u32, &str), lines: u64, entry: &Entry<'_>) {
        let line = lines + u64::from(entry.line) + 1;
        for &at in self.by_line.get(&line).into_iter().flatten() {
            let (citation, status) = &mut self.citations[at];
            if let Some(found) = in_place(citation, log, entry) {
                raise(status, found);
            }
        }
        if self.by_time.is_empty() {
            return;
        }
        for &at in self.by_time.get(&entry.time_as_written()).into_iter().flatten() {
            let (citation, status) = &mut self.citations[at];
            // Of a long message only the beginning is quoted.
            if !is_settled(status) && entry.characters(entry.message.clone()).starts_with(&citation.text) {
                raise(status, CitationStatus::Moved { log: log.to_owned(), line, file });
            }
        }
    }
}

/// Whether a line is in its place.
fn is_settled(status: &CitationStatus) -> bool {
    matches!(status, CitationStatus::Same | CitationStatus::Masked)
}

/// Takes what one more log shows. Of two places the first by name and line stays, in whichever order logs are read.
fn raise(status: &mut CitationStatus, found: CitationStatus) {
    let is_better = match (&*status, &found) {
        (CitationStatus::Moved { .. }, CitationStatus::Moved { .. })
        | (CitationStatus::Changed { .. }, CitationStatus::Changed { .. }) => found < *status,
        _ => *status < found,
    };
    if is_better {
        *status = found;
    }
}

/// How an entry on the line of a citation agrees with it; none if it is something else.
fn in_place(citation: &Citation, log: &str, entry: &Entry<'_>) -> Option<CitationStatus> {
    if citation.time.as_ref().is_some_and(|time| *time != entry.time_as_written()) {
        return None;
    }
    let message = entry.message.clone();
    let text = match citation.bytes {
        Some([from, to]) => {
            let end = entry.text.place_of(to);
            let is_there = entry.text.file_offset(message.start) == from
                && (message.start..=message.end).contains(&end)
                && entry.text.file_offset(end) == to;
            is_there.then(|| entry.characters(message.start..end))?
        }
        // Only the name of the log shows that its line is meant.
        None if !is_name(log, &citation.log) => return None,
        None => {
            let text = entry.characters(message);
            return match text.starts_with(&citation.text) {
                true => Some(CitationStatus::Same),
                false => begins_like_original_of(&text, &citation.text).then_some(CitationStatus::Masked),
            };
        }
    };
    if text == citation.text {
        return Some(CitationStatus::Same);
    }
    is_original_of(&text, &citation.text).then_some(CitationStatus::Masked)
}

/// Whether a log has the name that a citation names.
fn is_name(name: &str, cited: &str) -> bool {
    name.eq_ignore_ascii_case(cited) || is_original_of(name, cited)
}
