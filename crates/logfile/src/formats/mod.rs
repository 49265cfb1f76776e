//! The formats of logs: where their entries begin, and how one is read.
//!
//! Each format answers two questions about its text, both without looking at preceding text:
//! where the next entry begins, and what the entry between two such places contains.
//! Each has a file of its own, which ends in its [`FormatSpec`]; CMTrace and plain text, whose entries do not begin
//! with a recognizable line, are read separately.

mod burn;
mod check_sur;
mod cmtrace;
mod cmtrace_list;
mod event_csv;
mod event_log;
mod event_text;
mod events;
mod http_err;
mod iis;
mod msi;
mod msi_excerpt;
mod plain;
mod registry;
mod registry_query;
mod registry_value;
mod reporting_events;
mod servicing;
mod servicing_excerpt;
mod setup_diag;
mod site_server;
mod software_distribution;
mod spec;
mod sql_profiler;
mod stamped;
mod sup_setup;
pub(crate) mod trace;
mod update_components;
pub(crate) mod update_excerpt;
pub(crate) mod w3c;
pub(crate) mod windows_update;

pub use registry_value::{RegistryData, RegistryValue};

use std::ops::Range;

use spec::FormatSpec;

use crate::date_order::order_of;
use crate::dates::DateOrder;
use crate::encoding::Text;
use crate::entry::Entry;
use crate::format::Format;
use crate::lines::{LineEnd, is_not_blank};
use crate::reading::Reading;

/// The formats that are recognized by their shape. If a text fits several, the one with the most entries is chosen,
/// and among equals the first.
pub(crate) const RECOGNIZED: [Format; 23] = [
    Format::Trace,
    Format::EventLog,
    Format::WindowsUpdate,
    Format::WindowsUpdateLegacy,
    Format::SiteServer,
    Format::CmTraceList,
    Format::Servicing,
    Format::CheckSur,
    Format::Msi,
    Format::Burn,
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
        RECOGNIZED.into_iter().chain([Self::CmTrace, Self::Plain])
    }

    pub(crate) fn spec(self) -> Option<&'static FormatSpec> {
        Some(match self {
            Self::SiteServer => &site_server::SPEC,
            Self::CmTraceList => &cmtrace_list::SPEC,
            Self::Trace => &trace::SPEC,
            Self::EventLog => &event_log::SPEC,
            Self::WindowsUpdate => &windows_update::SPEC,
            Self::WindowsUpdateLegacy => &windows_update::LEGACY,
            Self::Servicing => &servicing::SPEC,
            Self::CheckSur => &check_sur::SPEC,
            Self::Msi => &msi::SPEC,
            Self::Burn => &burn::SPEC,
            Self::SetupDiag => &setup_diag::SPEC,
            Self::ReportingEvents => &reporting_events::SPEC,
            Self::SoftwareDistribution => &software_distribution::SPEC,
            Self::WsusChanges => &software_distribution::CHANGES,
            Self::SupSetup => &sup_setup::SPEC,
            Self::Iis => &iis::SPEC,
            Self::HttpErr => &http_err::SPEC,
            Self::SqlProfiler => &sql_profiler::SPEC,
            Self::Registry => &registry::SPEC,
            Self::RegistryQuery => &registry_query::SPEC,
            Self::EventText => &event_text::SPEC,
            Self::EventCsv => &event_csv::SPEC,
            Self::Stamped => &stamped::SPEC,
            Self::CmTrace | Self::Plain | Self::Empty | Self::Binary => return None,
        })
    }

    /// The display name.
    pub fn words(self) -> &'static str {
        match self {
            Self::CmTrace => "CMTrace",
            Self::Empty => "empty",
            Self::Binary => "binary",
            _ => self.spec().map_or("plain text", |spec| spec.words),
        }
    }

    /// The format as `logs.toml` names it; empty if no log has it.
    pub fn id(self) -> &'static str {
        match self {
            Self::CmTrace => "cmtrace",
            _ => self.spec().map_or("", |spec| spec.id),
        }
    }

    /// How excerpts of this format without their columns look; none if they cannot be recognized.
    pub(crate) fn excerpt_spec(self) -> Option<&'static FormatSpec> {
        Some(match self {
            Self::WindowsUpdate => &update_excerpt::SPEC,
            Self::WindowsUpdateLegacy => &update_excerpt::LEGACY,
            Self::Servicing => &servicing_excerpt::SPEC,
            Self::Msi => &msi_excerpt::SPEC,
            Self::ReportingEvents => &reporting_events::EXCERPT,
            Self::SoftwareDistribution => &software_distribution::EXCERPT,
            _ => return None,
        })
    }

    /// How the dates of a log order day and month, inferred from its head and tail and from its last change.
    pub(crate) fn dates(self, texts: [&[u8]; 2], modified: Option<i64>) -> DateOrder {
        match self {
            Self::CmTraceList | Self::Msi | Self::SetupDiag | Self::EventText | Self::EventCsv => {
                order_of(texts, modified, true)
            }
            Self::Stamped => order_of(texts, modified, false),
            _ => DateOrder::Unknown,
        }
    }

    /// The moment from which the times of day of a log count, if only its head and tail contain the date.
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
        self.spec().is_some_and(|spec| (spec.is_sure)(text))
    }

    /// How many of the lines of `text` begin an entry of this format, and how many lines it has.
    pub(crate) fn matching_lines(self, lines: LineEnd, text: &[u8]) -> (usize, usize) {
        self.spec().map_or((0, 0), |spec| spec.matching_lines(lines, text))
    }
}

impl FormatSpec {
    /// How many of the lines of `text` begin an entry, and how many lines it has.
    pub(crate) fn matching_lines(&self, lines: LineEnd, text: &[u8]) -> (usize, usize) {
        let (mut from, mut found, mut all) = (0, 0, 0);
        while from < text.len() {
            let (end, next) = lines.next(text, from).unwrap_or((text.len(), text.len()));
            let line = text[from..end].trim_ascii();
            all += usize::from(!line.is_empty());
            found += usize::from(!line.is_empty() && (self.is_entry)(&text[from..end]));
            from = next;
        }
        (found, all)
    }
}

impl Reading {
    fn spec(&self) -> Option<&'static FormatSpec> {
        if self.lost.is_some() { self.format.excerpt_spec() } else { self.format.spec() }
    }

    /// The place of the next entry that begins at or after `from`.
    ///
    /// `from` must be beyond the beginning of the text, unless the text begins with a line.
    pub(crate) fn next_boundary(&self, text: &[u8], from: usize) -> Option<usize> {
        match self.format {
            Format::CmTrace => cmtrace::next_boundary(text, from),
            Format::Plain => next_line_where(self.lines, text, from, is_not_blank),
            _ => next_line_where(self.lines, text, from, self.spec()?.begins),
        }
    }

    /// Reads the entry in `chunk`, which begins at a boundary and ends before the next, and what is after it.
    pub(crate) fn read_chunk<'t>(
        &self,
        text: &'t Text<'t>,
        chunk: Range<usize>,
        emit: &mut impl FnMut(Entry<'t>),
    ) {
        match self.spec() {
            Some(spec) => (spec.read)(self, text, chunk, emit),
            None if self.format == Format::CmTrace => cmtrace::read_chunk(self.lines, text, chunk, emit),
            None => plain::read_lines(self.lines, text, chunk, emit),
        }
    }
}

/// Whether `text` holds the mark that begins a CMTrace entry.
pub(crate) fn holds_cmtrace(text: &[u8]) -> bool {
    cmtrace::next_boundary(text, 0).is_some()
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
