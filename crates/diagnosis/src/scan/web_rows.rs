//! Rows of a web server log in one block, kept unchanged until the file is joined in order.
//!
//! The line that names the columns can be in another block, so no column is read here. Only rows that request nothing
//! from WSUS or Configuration Manager are dropped.

use logfile::{Entry, Format};

/// Rows in the order of the file, with their texts in one buffer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct WebRows {
    rows: Vec<WebRowSpan>,
    text: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct WebRowSpan {
    /// The line on which it begins, starting at 1.
    line: u64,
    /// The position of its message in the file.
    bytes: [u64; 2],
    /// Its time in milliseconds since 1970; `None` for a directive.
    ms: Option<i64>,
    /// Whether the date of that time comes from the head of the file.
    has_day: bool,
    /// Where it begins in `text`, where its message begins there, and where both end.
    from: u32,
    message: u32,
    to: u32,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WebRow<'r> {
    /// The line on which it begins, starting at 1.
    pub(crate) line: u64,
    /// The position of its message in the file.
    pub(crate) bytes: [u64; 2],
    /// Its time in milliseconds since 1970, UTC; `None` if it has none.
    pub(crate) ms: Option<i64>,
    /// Whether the row itself contains the date.
    pub(crate) has_day: bool,
    /// The complete row, and the part that is its message.
    pub(crate) text: &'r [u8],
    pub(crate) message: &'r [u8],
}

impl WebRow<'_> {
    /// Its time as written; empty if it is not before the message.
    pub(crate) fn written(&self) -> &[u8] {
        self.text[..self.text.len() - self.message.len()].trim_ascii()
    }
}

impl WebRows {
    /// Adds an entry if it is a relevant row of a web server log.
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

    /// The number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Shifts the line numbers of the rows from an index on.
    pub(crate) fn move_down(&mut self, from: usize, lines: u64) {
        for row in self.rows.iter_mut().skip(from) {
            row.line += lines;
        }
    }

    /// All rows, in the order of the file.
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

/// Whether one of the values of a row is a relevant path.
fn asks_for_updates(text: &[u8]) -> bool {
    memchr::memmem::find_iter(text, b" /").any(|at| knowledge::endpoint(&text[at + 1..]).is_some())
}
