//! The entries around a line, as text, from the bytes of the file.

use std::collections::VecDeque;
use std::ops::Range;

use logfile::{Start, read_block};
use report::LineRow;

use crate::logs::scanned_file::ScannedFile;

/// The bytes of a file to read to show the entries around a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineContext {
    /// The byte range in the file.
    pub bytes: Range<u64>,
    /// The number of lines that end before the range.
    lines: u64,
}

/// The maximum number of bytes read to show the entries around a line.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The maximum number of characters shown of one entry.
const MOST_CHARACTERS: usize = 16 * 1024;

/// The location of the entries around a line: `before` entries before it and `after` entries after it, up to 4 MB.
pub(crate) fn line_context(
    read: &ScannedFile,
    line: u64,
    before: usize,
    after: usize,
) -> Option<LineContext> {
    // For each row, its offset and the number of lines that end before it: the rows before the line, its own, and those
    // after.
    let mut rows: VecDeque<(u64, u64)> = VecDeque::new();
    let mut found = None;
    'rows: for columns in &read.columns {
        let mut lines = columns.first_line();
        for row in columns.rows() {
            match found {
                Some(at) if rows.len() - at > after.saturating_add(1) => break 'rows,
                Some(_) => {}
                None if rows.len() > before => drop(rows.pop_front()),
                None => {}
            }
            rows.push_back((row.offset, lines));
            lines += u64::from(row.lines);
            if found.is_none() && lines >= line {
                found = Some(rows.len() - 1);
            }
        }
    }
    // The last entry of a log may have no line end, but it is still a line.
    let is_last = || rows.back().is_some_and(|&(_, lines)| lines + 1 == line);
    let found = found.or_else(|| is_last().then(|| rows.len() - 1));
    let at = found?;
    let next = at.saturating_add(after).saturating_add(1);
    let end = rows.get(next).map_or(read.given.size, |&(offset, _)| offset);
    let chosen = rows.get(at)?.0;
    let first = rows.iter().position(|&(offset, _)| chosen - offset <= MOST_BYTES / 2)?;
    let (start, lines) = rows[first];
    Some(LineContext { bytes: start..end.min(start + MOST_BYTES), lines })
}

/// The entries in the bytes that [`line_context`] returned. The entry that contains `line` is marked.
pub(crate) fn lines_around(
    read: &ScannedFile,
    around: &LineContext,
    bytes: &[u8],
    line: u64,
) -> Vec<LineRow> {
    let mut rows = Vec::new();
    read_block(&read.reading, around.bytes.start, bytes, Start::Boundary, true, &mut |entry| {
        let first = around.lines + u64::from(entry.line) + 1;
        let last = first + u64::from(entry.lines).max(1) - 1;
        let mut text = entry.characters(entry.message.clone());
        if let Some((end, _)) = text.char_indices().nth(MOST_CHARACTERS) {
            text.truncate(end);
        }
        rows.push(LineRow {
            line: first,
            time: entry.time_as_written(),
            level: entry.level.word().to_owned(),
            component: entry.characters(entry.component.clone()),
            thread: match (entry.process, entry.thread) {
                (0, 0) => String::new(),
                (0, thread) => thread.to_string(),
                (process, thread) => format!("{process}, {thread}"),
            },
            text,
            chosen: (first..=last).contains(&line),
        });
    });
    rows
}
