//! One dropped file: recognized, its blocks joined in file order, and its scan results.

use std::collections::BTreeMap;

use basics::fnv64;
use logfile::{Encoding, EntryColumns, Format, Joiner, Reading, recognize};

use crate::logs::file_tally::FileTally;
use crate::logs::web_server_log::WebServerLog;
use crate::scan::codes::CodeTally;
use crate::scan::details::DetailTally;
use crate::scan::entry_scanner::{EntryScanner, ScanResult, push};
use crate::scan::facts::FactTally;
use crate::scan::failure_lines::FailureLines;
use crate::scan::line_hashes::LineHashes;
use crate::scan::log_block::LogBlock;
use crate::scan::moments::MomentTally;
use crate::scan::pattern_matcher::PatternMatcher;
use crate::scan::sighting::Sighting;

pub use report::FileMeta as DroppedFile;

/// The maximum number of sightings per file. The newest are kept, because the verdict depends on the last run. A limit
/// per file, instead of a limit for all, does not depend on the order in which files are dropped.
const MOST_SIGHTINGS: usize = 200_000;

/// How many of the oldest are removed at once when there are too many.
const FORGOTTEN: usize = 20_000;

/// A file that is being read, or was read.
#[derive(Clone, Debug)]
pub(crate) struct ScannedFile {
    pub(crate) given: DroppedFile,
    pub(crate) reading: Reading,
    /// Hashes to detect a file that was dropped twice: of the first bytes that were available, and of its beginning
    /// alone.
    pub(crate) print: u64,
    pub(crate) beginning: u64,
    /// Blocks that arrived before the blocks in front of them.
    waiting: BTreeMap<u64, LogBlock>,
    /// The offset up to which the file is joined.
    joined: u64,
    joiner: Joiner,
    pub(crate) columns: Vec<EntryColumns>,
    /// The totals over its rows.
    pub(crate) tally: FileTally,
    /// Its lines, for the detection of copies.
    pub(crate) contents: LineHashes,
    /// Whether its last line has no line end: it may have been copied while it was being written.
    pub(crate) ends_in_line: bool,
    pub(crate) sightings: Vec<Sighting>,
    /// The number of sightings that were counted but not kept.
    pub(crate) sightings_dropped: u64,
    pub(crate) codes: CodeTally,
    /// The failing codes that no result names.
    pub(crate) details: DetailTally,
    /// The lines near its beginning that report a failure in words only.
    pub(crate) failure_lines: FailureLines,
    pub(crate) facts: FactTally,
    pub(crate) moments: MomentTally,
    pub(crate) unread: u64,
    pub(crate) undecoded: u64,
    /// The number of entries whose time is not plausible for a log.
    pub(crate) out_of_time: u64,
    pub(crate) zones: Vec<(u64, i16)>,
    has_high_bytes: bool,
    /// The requests in a web server log.
    pub(crate) served: WebServerLog,
    /// Whether the file is complete.
    pub(crate) is_done: bool,
    /// Why it could not be read at all.
    pub(crate) problem: Option<String>,
    /// Why it was not read completely.
    pub(crate) cut: Option<String>,
}

impl ScannedFile {
    /// Recognizes a file from its first and last bytes (see [`logfile::EDGE`]).
    pub(crate) fn new(given: DroppedFile, head: &[u8], tail: &[u8]) -> Self {
        let reading = recognize(given.size, head, tail, given.modified);
        Self {
            print: fnv64([&given.size.to_le_bytes(), head, tail].into_iter().flatten().copied()),
            beginning: beginning_of(&reading, head),
            waiting: BTreeMap::new(),
            joined: 0,
            joiner: Joiner::default(),
            columns: Vec::new(),
            tally: FileTally::default(),
            contents: LineHashes::default(),
            ends_in_line: !tail.iter().rev().take(2).any(|byte| matches!(byte, b'\r' | b'\n')),
            sightings: Vec::new(),
            sightings_dropped: 0,
            codes: CodeTally::default(),
            details: DetailTally::default(),
            failure_lines: FailureLines::default(),
            facts: FactTally::default(),
            moments: MomentTally::default(),
            unread: 0,
            undecoded: 0,
            out_of_time: 0,
            zones: Vec::new(),
            has_high_bytes: false,
            served: WebServerLog::default(),
            is_done: false,
            problem: None,
            cut: None,
            reading,
            given,
        }
    }

    /// Adds a block; blocks can arrive in any order.
    pub(crate) fn merge(&mut self, matcher: &PatternMatcher, block: LogBlock) {
        self.waiting.insert(block.offset(), block);
        while let Some(entry) = self.waiting.first_entry() {
            if *entry.key() > self.joined {
                break;
            }
            let block = entry.remove();
            self.join(matcher, block);
        }
        if self.joined >= self.given.size && !self.is_done {
            self.finish(matcher);
        }
    }

    /// Reads the rest at the end; the file is complete.
    pub(crate) fn finish(&mut self, matcher: &PatternMatcher) {
        if self.is_done {
            return;
        }
        let mut across = EdgeScanner::new(matcher, &self.reading);
        self.joiner.finish(&self.reading, &mut |line, entry| across.scan_entry(line, entry));
        self.add(across.found());
        self.contents.finish();
        self.is_done = true;
        self.waiting.clear();
    }

    fn join(&mut self, matcher: &PatternMatcher, block: LogBlock) {
        let mut across = EdgeScanner::new(matcher, &self.reading);
        let lines =
            self.joiner.push(&self.reading, &block.piece, &mut |line, entry| across.scan_entry(line, entry));
        self.add(across.found());
        let mut found = block.found;
        found.columns.move_down(lines);
        for sighting in &mut found.sightings {
            sighting.quote.line += lines;
        }
        found.codes.move_down(lines);
        found.details.move_down(lines);
        found.failure_lines.move_down(lines);
        found.facts.move_down(lines);
        found.moments.move_down(lines);
        found.rows.move_down(0, lines);
        self.add(found);
        self.joined = block.piece.offset + block.piece.length;
    }

    fn add(&mut self, found: ScanResult) {
        self.contents.append(&found.contents);
        if !found.columns.is_empty() {
            self.tally.add(&found.columns);
            // Most files have one block: room for four would be most of the memory of a small file.
            self.columns.reserve_exact(usize::from(self.columns.is_empty()));
            self.columns.push(found.columns);
        }
        for sighting in found.sightings {
            push(&mut self.sightings, sighting);
            if self.sightings.len() > MOST_SIGHTINGS {
                let oldest = self.sightings.drain(..FORGOTTEN);
                self.sightings_dropped += oldest.map(|sighting| u64::from(sighting.count)).sum::<u64>();
            }
        }
        self.served.add(&found.rows);
        self.codes.merge(&found.codes);
        self.details.merge(found.details);
        self.failure_lines.append(found.failure_lines);
        self.facts.merge(found.facts);
        self.moments.append(found.moments);
        self.unread += found.unread;
        self.undecoded += found.undecoded;
        self.out_of_time += found.out_of_time;
        self.zones.extend(found.zones);
        self.has_high_bytes |= found.has_high_bytes;
    }

    /// Whether its first and its last line might be cut off.
    pub(crate) fn torn(&self) -> [bool; 2] {
        let first = self.columns.first().and_then(|columns| columns.rows().next());
        let begins_in_line =
            self.reading.format.has_structure() && first.is_some_and(|row| row.local.is_none());
        [begins_in_line, self.ends_in_line || self.cut.is_some()]
    }

    /// The sort order of files, independent of the drop: folder, name, and content. Only files that are equal in all of
    /// them have the same position.
    pub(crate) fn order(&self) -> impl Ord + '_ {
        let DroppedFile { path, name, size, modified, whole_folder, .. } = &self.given;
        let lower = (path.to_ascii_lowercase(), name.to_ascii_lowercase());
        (lower, path, name, *size, (self.print, self.contents.sum), *modified, *whole_folder)
    }

    /// The number of joined bytes.
    pub(crate) fn bytes_joined(&self) -> u64 {
        self.joined
    }

    /// Its size in bytes: for a trace or an event log, the size of the file and not of the text generated from it.
    pub(crate) fn size(&self) -> u64 {
        self.reading.source.as_ref().map_or(self.given.size, |source| source.bytes)
    }

    /// The number of entries read.
    pub(crate) fn entries(&self) -> u64 {
        self.columns.iter().map(|columns| columns.len() as u64).sum()
    }

    /// The encoding in words.
    pub(crate) fn encoding(&self) -> String {
        if self.reading.source.is_some() {
            return "binary".to_owned();
        }
        let name = match self.reading.encoding {
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::EightBit if self.has_high_bytes => "Windows-1252",
            Encoding::EightBit => "UTF-8",
        };
        if self.reading.mark > 0 { format!("{name} with BOM") } else { name.to_owned() }
    }

    /// Whether it is text.
    pub(crate) fn is_text(&self) -> bool {
        !matches!(self.reading.format, Format::Binary)
    }

    /// The size of its rows in memory in bytes, and the size of its sightings and facts.
    pub(crate) fn bytes_kept(&self) -> (usize, usize) {
        let rows = self.columns.iter().map(EntryColumns::bytes).sum();
        let sightings: usize = self.sightings.iter().map(Sighting::bytes_kept).sum();
        let sightings = sightings + self.contents.bytes_kept() + self.codes.bytes_kept();
        let sightings = sightings + self.details.bytes_kept() + self.failure_lines.bytes_kept();
        (rows, sightings + self.served.bytes_kept() + self.facts.bytes_kept() + self.moments.bytes_kept())
    }
}

/// The entries across the edges of blocks; their line numbers count from the beginning of the file.
struct EdgeScanner<'w> {
    search: EntryScanner<'w>,
}

impl<'w> EdgeScanner<'w> {
    fn new(matcher: &'w PatternMatcher, reading: &Reading) -> Self {
        Self { search: EntryScanner::new(matcher, reading) }
    }

    fn scan_entry(&mut self, lines: u64, entry: &logfile::Entry<'_>) {
        let rows_before = self.search.found.rows.len();
        let is_first = self.search.found.columns.is_empty();
        self.search.lines = lines;
        self.search.scan_entry(entry);
        if is_first {
            self.search.found.columns.move_down(lines);
        }
        self.search.found.rows.move_down(rows_before, lines);
    }

    fn found(self) -> ScanResult {
        self.search.found
    }
}

/// A hash of the beginning of a file. The head of generated text counts the events of its file, so growing parts come
/// later.
fn beginning_of(reading: &Reading, head: &[u8]) -> u64 {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let line = reading.source.as_ref().and_then(|_| head.iter().position(is_end)).unwrap_or(0);
    let behind = &head[line..];
    let head = if behind.trim_ascii().is_empty() { head } else { behind };
    let computer = reading.source.as_ref().map_or("", |source| &source.computer);
    fnv64(head.iter().take(256).chain(computer.as_bytes()).copied())
}
