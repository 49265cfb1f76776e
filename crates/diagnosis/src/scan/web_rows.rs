//! Rows of a web server's log, as one block holds them: kept as they are until the file is joined in order.
//!
//! Which columns a row has is said by a line that may be in another block, so nothing is read off it here; only
//! rows that ask for nothing of WSUS or Configuration Manager are left out.

use logfile::{Entry, Format};

/// Rows in the order of the file, their texts in one piece.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WebRows {
    rows: Vec<WebRowSpan>,
    text: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct WebRowSpan {
    /// The line on which it begins, from 1.
    line: u64,
    /// Where its message is in the file.
    bytes: [u64; 2],
    /// Its time in milliseconds since 1970; none for a directive.
    ms: Option<i64>,
    /// Whether the day of that time is the one at the file's head.
    has_day: bool,
    /// Where it begins in `text`, where its message begins there, and where both end.
    from: u32,
    message: u32,
    to: u32,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WebRow<'r> {
    /// The line on which it begins, from 1.
    pub(crate) line: u64,
    /// Where its message is in the file.
    pub(crate) bytes: [u64; 2],
    /// Its time in milliseconds since 1970, UTC; none where it has none.
    pub(crate) ms: Option<i64>,
    /// Whether the row itself names the day.
    pub(crate) has_day: bool,
    /// All of it, and the part that is its message.
    pub(crate) text: &'r [u8],
    pub(crate) message: &'r [u8],
}

impl WebRow<'_> {
    /// Its time as written; empty where it is not before the message.
    pub(crate) fn written(&self) -> &[u8] {
        self.text[..self.text.len() - self.message.len()].trim_ascii()
    }
}

impl WebRows {
    /// Takes an entry, if it is one of a web server's log that matters.
    pub(crate) fn add_entry(&mut self, format: Format, entry: &Entry<'_>) {
        if !matches!(format, Format::Iis | Format::HttpErr) {
            return;
        }
        let text = entry.text.bytes[entry.place.clone()].trim_ascii_end();
        let is_directive = text.first() == Some(&b'#');
        if !is_directive && (entry.time.is_none() || !asks_for_updates(text)) {
            return;
        }
        let from = self.text.len() as u32;
        let message = entry.message.start - entry.place.start;
        self.text.extend_from_slice(text);
        self.rows.push(WebRowSpan {
            line: u64::from(entry.line) + 1,
            bytes: [&entry.message.start, &entry.message.end].map(|&at| entry.text.file_offset(at)),
            ms: entry.time.map(|time| time.local),
            has_day: !entry.written[0].is_empty(),
            from,
            message: from + message.min(text.len()) as u32,
            to: self.text.len() as u32,
        });
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Moves the rows from a place on down by so many lines.
    pub(crate) fn move_down(&mut self, from: usize, lines: u64) {
        for row in self.rows.iter_mut().skip(from) {
            row.line += lines;
        }
    }

    /// All of them, in the order of the file.
    pub(crate) fn iter(&self) -> impl Iterator<Item = WebRow<'_>> {
        let text = |from: u32, to: u32| &self.text[from as usize..to as usize];
        self.rows.iter().map(move |row| WebRow {
            line: row.line,
            bytes: row.bytes,
            ms: row.ms,
            has_day: row.has_day,
            text: text(row.from, row.to),
            message: text(row.message, row.to),
        })
    }
}

/// Whether one of the values of a row is a path that matters.
fn asks_for_updates(text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, b" /").any(|at| knowledge::endpoint(&text[at + 1..]).is_some())
}
