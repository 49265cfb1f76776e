//! The formats of logs: where their entries begin, and how one is read.
//!
//! Each format answers two questions about its text, both without looking at anything that stands before:
//! where the next entry begins, and what the entry between two such places says.

mod cmtrace;
mod plain;
mod site_server;
mod windows_update;

use std::ops::Range;

use crate::encoding::Text;
use crate::entry::Entry;
use crate::lines::LineEnd;

/// The format of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `<![LOG[message]LOG]!><time="…" date="…" component="…" …>` of Configuration Manager.
    CmTrace,
    /// `message  $$<COMPONENT><date time><thread=…>` of older site servers.
    SiteServer,
    /// WindowsUpdate.log as Get-WindowsUpdateLog writes it on Windows 10 and later.
    WindowsUpdate,
    /// WindowsUpdate.log of Windows 7 and 8.1, with tabs.
    WindowsUpdateLegacy,
    /// Lines of text.
    Plain,
    /// Nothing but a byte order mark, blanks or zero bytes.
    Empty,
    /// Not text.
    Binary,
}

impl Format {
    /// In words, for the reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::CmTrace => "CMTrace",
            Self::SiteServer => "site server",
            Self::WindowsUpdate => "Windows 10/11",
            Self::WindowsUpdateLegacy => "Windows 7/8.1",
            Self::Plain => "plain text",
            Self::Empty => "empty",
            Self::Binary => "binary",
        }
    }

    /// Whether a line that is no entry of its own is a fault of the file.
    pub fn has_structure(self) -> bool {
        !matches!(self, Self::Plain | Self::Empty | Self::Binary)
    }

    /// The place of the next entry that begins at or after `from`.
    ///
    /// `from` must be beyond the beginning of the text, unless the text begins with a line.
    pub(crate) fn next_boundary(self, lines: LineEnd, text: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::CmTrace => cmtrace::next_boundary(text, from),
            Self::WindowsUpdate => next_line_where(lines, text, from, windows_update::begins_entry),
            Self::WindowsUpdateLegacy => {
                next_line_where(lines, text, from, windows_update::begins_legacy_entry)
            }
            Self::SiteServer | Self::Plain => next_line_where(lines, text, from, is_not_blank),
            Self::Empty | Self::Binary => None,
        }
    }

    /// Reads the entry in `chunk`, which begins at a boundary and ends before the next, and what stands after it.
    pub(crate) fn read_chunk<'t>(
        self,
        lines: LineEnd,
        text: &'t Text<'t>,
        chunk: Range<usize>,
        emit: &mut impl FnMut(Entry<'t>),
    ) {
        match self {
            Self::CmTrace => cmtrace::read_chunk(lines, text, chunk, emit),
            Self::SiteServer => emit(site_server::read(text, chunk)),
            Self::WindowsUpdate => emit(windows_update::read(text, chunk)),
            Self::WindowsUpdateLegacy => emit(windows_update::read_legacy(text, chunk)),
            Self::Plain | Self::Empty | Self::Binary => plain::read_lines(lines, text, chunk, emit),
        }
    }

    /// How many of the lines of `text` begin an entry of this format, and how many lines it has.
    pub(crate) fn matching_lines(self, lines: LineEnd, text: &[u8]) -> (usize, usize) {
        let matches: fn(&[u8]) -> bool = match self {
            Self::WindowsUpdate => windows_update::begins_entry,
            Self::WindowsUpdateLegacy => windows_update::begins_legacy_entry,
            Self::SiteServer => site_server::has_trailer,
            _ => return (0, 0),
        };
        let (mut from, mut found, mut all) = (0, 0, 0);
        while from < text.len() {
            let (end, next) = lines.next(text, from).unwrap_or((text.len(), text.len()));
            let line = text[from..end].trim_ascii();
            all += usize::from(!line.is_empty());
            found += usize::from(matches(&text[from..end]));
            from = next;
        }
        (found, all)
    }
}

/// Whether `text` holds the mark that begins a CMTrace entry.
pub(crate) fn holds_cmtrace(text: &[u8]) -> bool {
    cmtrace::next_boundary(text, 0).is_some()
}

/// Whether a line has something on it; a blank one belongs to the line before.
fn is_not_blank(line: &[u8]) -> bool {
    line.iter().find(|byte| !matches!(byte, b' ' | b'\t')).is_some_and(|byte| !matches!(byte, b'\r' | b'\n'))
}

fn next_line_where(lines: LineEnd, text: &[u8], from: usize, matches: fn(&[u8]) -> bool) -> Option<usize> {
    let mut line = if lines.begins_line(text, from) { from } else { lines.next(text, from)?.1 };
    while line < text.len() {
        if matches(&text[line..]) {
            return Some(line);
        }
        line = lines.next(text, line)?.1;
    }
    None
}
