//! The formats of logs: where their entries begin, and how one is read.
//!
//! Each format answers two questions about its text, both without looking at anything that stands before:
//! where the next entry begins, and what the entry between two such places says.
//! Each has a file of its own, which ends in its [`Shape`]; CMTrace and plain text, whose entries do not begin with a
//! line that can be told, are read by themselves.

mod check_sur;
mod cmtrace;
mod event_csv;
mod event_log;
mod event_text;
mod events;
mod http_err;
mod iis;
mod msi;
mod plain;
mod registry;
mod registry_query;
mod registry_value;
mod reporting_events;
mod servicing;
mod setup_diag;
mod site_server;
mod software_distribution;
mod sql_profiler;
mod stamped;
mod sup_setup;
pub(crate) mod trace;
pub(crate) mod w3c;
pub(crate) mod windows_update;

pub use registry_value::{RegistryData, RegistryValue};

use std::ops::Range;

use crate::dates::{DateOrder, order_of};
use crate::encoding::Text;
use crate::entry::Entry;
use crate::lines::LineEnd;
use crate::reading::Reading;

/// The format of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// `<![LOG[message]LOG]!><time="…" date="…" component="…" …>` of Configuration Manager.
    CmTrace,
    /// `message  $$<COMPONENT><date time><thread=…>` of older site servers.
    SiteServer,
    /// What `events` makes of a trace (`.etl`).
    Trace,
    /// What `events` makes of an event log (`.evtx`).
    EventLog,
    /// WindowsUpdate.log as Get-WindowsUpdateLog writes it on Windows 10 and later.
    WindowsUpdate,
    /// WindowsUpdate.log of Windows 7 and 8.1, with tabs.
    WindowsUpdateLegacy,
    /// CBS.log, dism.log, setupact.log and setuperr.log: `2026-03-23 14:30:00, Info                  CBS    message`.
    Servicing,
    /// CheckSUR.log and CheckSUR.persist.log of Windows 7.
    CheckSur,
    /// A verbose log of Windows Installer.
    Msi,
    /// The results of SetupDiag, as text.
    SetupDiag,
    /// ReportingEvents.log, with tabs.
    ReportingEvents,
    /// SoftwareDistribution.log of WSUS.
    SoftwareDistribution,
    /// Change.log of WSUS: the lines of SoftwareDistribution.log that tell of changes.
    WsusChanges,
    /// SUPSetup.log: `<06/30/21 10:22:50> message`.
    SupSetup,
    /// The W3C format of IIS, whose columns a line `#Fields:` names.
    Iis,
    /// The error log of HTTP.sys.
    HttpErr,
    /// Text saved by SQL Server Profiler.
    SqlProfiler,
    /// A registry export: REGEDIT4, or version 5.
    Registry,
    /// What `reg query` prints.
    RegistryQuery,
    /// Events of an event log, as text.
    EventText,
    /// Events of an event log, as a table with commas or tabs.
    EventCsv,
    /// Lines that begin with a time, of no known log.
    Stamped,
    /// Lines of text.
    Plain,
    /// Nothing but a byte order mark, blanks or zero bytes.
    Empty,
    /// Not text.
    Binary,
}

/// What the entries of a format look like, where each begins with a line that can be told by itself.
pub(crate) struct Shape {
    /// The format in words, for the reader.
    words: &'static str,
    /// The format as `logs.toml` names it.
    id: &'static str,
    /// Whether the first or last 64 kB of a text are surely of this format: a head line that no other format has.
    is_sure: fn(&[u8]) -> bool,
    /// Whether a line is an entry of this format and of no other; the format with the most such lines is meant.
    is_entry: fn(&[u8]) -> bool,
    /// Whether a line begins an entry; the slice begins with the line and may go on behind it.
    begins: fn(&[u8]) -> bool,
    /// Reads what lies between two such places: one entry or several, in order, that hold all of it.
    read: Read,
}

/// Reads the bytes of one place of a text and hands on its entries.
pub(crate) type Read = for<'t> fn(&Reading, &'t Text<'t>, Range<usize>, &mut dyn FnMut(Entry<'t>));

/// The formats that are told by their shape. Where one text is of several, the one with the most entries is meant,
/// and of equal ones the first.
pub(crate) const SHAPED: [Format; 21] = [
    Format::Trace,
    Format::EventLog,
    Format::WindowsUpdate,
    Format::WindowsUpdateLegacy,
    Format::SiteServer,
    Format::Servicing,
    Format::CheckSur,
    Format::Msi,
    Format::SetupDiag,
    Format::ReportingEvents,
    Format::SoftwareDistribution,
    Format::WsusChanges,
    Format::SupSetup,
    Format::Iis,
    Format::HttpErr,
    Format::SqlProfiler,
    Format::Registry,
    Format::RegistryQuery,
    Format::EventText,
    Format::EventCsv,
    Format::Stamped,
];

impl Format {
    /// All formats that have entries.
    pub fn readable() -> impl Iterator<Item = Self> + Clone {
        SHAPED.into_iter().chain([Self::CmTrace, Self::Plain])
    }

    fn shape(self) -> Option<&'static Shape> {
        Some(match self {
            Self::SiteServer => &site_server::SHAPE,
            Self::Trace => &trace::SHAPE,
            Self::EventLog => &event_log::SHAPE,
            Self::WindowsUpdate => &windows_update::SHAPE,
            Self::WindowsUpdateLegacy => &windows_update::LEGACY,
            Self::Servicing => &servicing::SHAPE,
            Self::CheckSur => &check_sur::SHAPE,
            Self::Msi => &msi::SHAPE,
            Self::SetupDiag => &setup_diag::SHAPE,
            Self::ReportingEvents => &reporting_events::SHAPE,
            Self::SoftwareDistribution => &software_distribution::SHAPE,
            Self::WsusChanges => &software_distribution::CHANGES,
            Self::SupSetup => &sup_setup::SHAPE,
            Self::Iis => &iis::SHAPE,
            Self::HttpErr => &http_err::SHAPE,
            Self::SqlProfiler => &sql_profiler::SHAPE,
            Self::Registry => &registry::SHAPE,
            Self::RegistryQuery => &registry_query::SHAPE,
            Self::EventText => &event_text::SHAPE,
            Self::EventCsv => &event_csv::SHAPE,
            Self::Stamped => &stamped::SHAPE,
            Self::CmTrace | Self::Plain | Self::Empty | Self::Binary => return None,
        })
    }

    /// In words, for the reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::CmTrace => "CMTrace",
            Self::Empty => "empty",
            Self::Binary => "binary",
            _ => self.shape().map_or("plain text", |shape| shape.words),
        }
    }

    /// The format as `logs.toml` names it; empty where no log has it.
    pub fn id(self) -> &'static str {
        match self {
            Self::CmTrace => "cmtrace",
            _ => self.shape().map_or("", |shape| shape.id),
        }
    }

    /// Whether a line that is no entry of its own is a fault of the file.
    pub fn has_structure(self) -> bool {
        !matches!(self, Self::Stamped | Self::Plain | Self::Empty | Self::Binary)
    }

    /// Whether its newest entry may stand first.
    pub fn may_be_newest_first(self) -> bool {
        matches!(self, Self::EventText | Self::EventCsv)
    }

    /// The place of the next entry that begins at or after `from`.
    ///
    /// `from` must be beyond the beginning of the text, unless the text begins with a line.
    pub(crate) fn next_boundary(self, lines: LineEnd, text: &[u8], from: usize) -> Option<usize> {
        match self {
            Self::CmTrace => cmtrace::next_boundary(text, from),
            Self::Plain => next_line_where(lines, text, from, is_not_blank),
            _ => next_line_where(lines, text, from, self.shape()?.begins),
        }
    }

    /// Reads the entry in `chunk`, which begins at a boundary and ends before the next, and what stands after it.
    pub(crate) fn read_chunk<'t>(
        self,
        reading: &Reading,
        text: &'t Text<'t>,
        chunk: Range<usize>,
        emit: &mut impl FnMut(Entry<'t>),
    ) {
        match self.shape() {
            Some(shape) => (shape.read)(reading, text, chunk, emit),
            None if self == Self::CmTrace => cmtrace::read_chunk(reading.lines, text, chunk, emit),
            None => plain::read_lines(reading.lines, text, chunk, emit),
        }
    }

    /// How the dates of a log order day and month, told from its head and tail and from when it was last changed.
    pub(crate) fn dates(self, texts: [&[u8]; 2], modified: Option<i64>) -> DateOrder {
        match self {
            Self::Msi | Self::SetupDiag | Self::EventText | Self::EventCsv => order_of(texts, modified, true),
            Self::Stamped => order_of(texts, modified, false),
            _ => DateOrder::Unknown,
        }
    }

    /// The moment from which the times of day of a log count, where only its head and tail tell the date.
    pub(crate) fn day(self, head: &[u8], tail: &[u8], dates: DateOrder) -> Option<i64> {
        match self {
            Self::Msi => msi::begun(head, tail, dates),
            Self::SetupDiag => setup_diag::ended(head, dates),
            Self::Iis | Self::HttpErr => w3c::day_of(head),
            _ => None,
        }
    }

    /// Whether `text` has a head line that only this format has.
    pub(crate) fn is_sure(self, text: &[u8]) -> bool {
        self.shape().is_some_and(|shape| (shape.is_sure)(text))
    }

    /// How many of the lines of `text` begin an entry of this format, and how many lines it has.
    pub(crate) fn matching_lines(self, lines: LineEnd, text: &[u8]) -> (usize, usize) {
        let Some(shape) = self.shape() else { return (0, 0) };
        let (mut from, mut found, mut all) = (0, 0, 0);
        while from < text.len() {
            let (end, next) = lines.next(text, from).unwrap_or((text.len(), text.len()));
            let line = text[from..end].trim_ascii();
            all += usize::from(!line.is_empty());
            found += usize::from(!line.is_empty() && (shape.is_entry)(&text[from..end]));
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
