//! Excerpts of logs that lost columns on their way through forums, mails and tickets: which log they are of, and what
//! they lack.
//!
//! A short text without the structure of a log is compared with the looser shapes that each format has for
//! excerpts ([`Format::excerpt_spec`]). What was inferred is part of the [`Reading`], so that the report can show it.

use crate::block::{Start, read_block};
use crate::format::Format;
use crate::lines::LineEnd;
use crate::lost_columns::LostColumns;
use crate::reading::Reading;

/// The longest excerpt, in bytes.
pub(crate) const LONGEST: u64 = 256 * 1024;

/// The formats of which excerpts are recognized. If an excerpt may be of several, the one with the most entries is
/// chosen, and among equals the first.
pub(crate) const FORMATS: [Format; 6] = [
    Format::WindowsUpdate,
    Format::WindowsUpdateLegacy,
    Format::Servicing,
    Format::Msi,
    Format::ReportingEvents,
    Format::SoftwareDistribution,
];

/// The format that a text without structure is an excerpt of, if at least a fifth of its lines look so.
pub(crate) fn excerpt_format(lines: LineEnd, text: &[u8]) -> Option<Format> {
    let mut best = None;
    let mut most = 0;
    for format in FORMATS {
        let Some(spec) = format.excerpt_spec() else { continue };
        let (found, all) = spec.matching_lines(lines, text);
        if found > most && found * 5 >= all {
            (best, most) = (Some(format), found);
        }
    }
    best
}

/// What most entries of an excerpt lack.
pub(crate) fn lost_columns(reading: &Reading, text: &[u8]) -> LostColumns {
    let (mut all, mut times, mut clocks, mut threads, mut components) = (0, 0, 0, 0, 0);
    read_block(reading, 0, text, Start::Boundary, true, &mut |entry| {
        if entry.level == crate::entry::EntryLevel::Plain {
            return;
        }
        all += 1;
        times += u32::from(entry.time.is_some());
        clocks += u32::from(!entry.written[1].is_empty());
        threads += u32::from(entry.thread > 0);
        components += u32::from(!entry.component.is_empty());
    });
    let most_lack = |found: u32| found * 2 < all || all == 0;
    // An installer's dates are at the head of its log, and few of its entries have a component.
    let is_installer = reading.format == Format::Msi;
    let has_dates = !most_lack(times) || is_installer;
    match () {
        () if most_lack(clocks) && most_lack(components) && !is_installer => LostColumns::All,
        () if most_lack(clocks) => LostColumns::Times,
        () if !has_dates => LostColumns::Dates,
        () if most_lack(threads) && reading.format.has_threads() => LostColumns::Threads,
        () => LostColumns::Gaps,
    }
}

impl Format {
    /// Whether each of its entries names a thread.
    fn has_threads(self) -> bool {
        matches!(self, Self::WindowsUpdate | Self::WindowsUpdateLegacy | Self::Msi)
    }

    /// The log that an excerpt of this format is of, in words.
    pub(crate) fn log_words(self) -> &'static str {
        match self {
            Self::WindowsUpdate | Self::WindowsUpdateLegacy => "WindowsUpdate.log",
            Self::Servicing => "CBS.log, dism.log or setupact.log",
            Self::Msi => "Windows Installer log",
            Self::ReportingEvents => "ReportingEvents.log",
            Self::SoftwareDistribution => "SoftwareDistribution.log",
            _ => self.words(),
        }
    }
}

/// The format of a line that lost columns; none if it cannot be recognized.
pub(crate) fn line_format(line: &[u8]) -> Option<Format> {
    let is_entry = |format: &Format| format.excerpt_spec().is_some_and(|spec| (spec.is_entry)(line));
    FORMATS.into_iter().find(is_entry)
}
