//! Logs: the files of a session, grouped, each recognized as a known log.

use std::sync::Arc;

use logfile::{Format, LocalTime};

use crate::logs::log_clock::LogClock;
use crate::logs::log_gap::LogGap;
use crate::logs::log_kind::{LogKind, is_plain};
use crate::logs::scanned_file::ScannedFile;

/// One log: a file, or the rollovers of one log.
#[derive(Debug)]
pub(crate) struct GivenLog {
    /// Its files, oldest first.
    pub(crate) files: Vec<Arc<ScannedFile>>,
    /// The known log, recognized by who wrote its entries, else by its name.
    pub(crate) kind: Option<&'static knowledge::Log>,
    /// All known logs that its components write, because people merge logs.
    pub(crate) kinds: Vec<&'static str>,
    /// How its times become UTC.
    pub(crate) clock: LogClock,
    /// Its earliest and latest time in milliseconds, in UTC if the time zone is known.
    pub(crate) span: Option<(i64, i64)>,
    /// Minutes of its span with possibly missing lines.
    pub(crate) gaps: Vec<LogGap>,
}

/// The index of a file among the logs of a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FilePlace {
    /// The index of its log.
    pub(crate) log: usize,
    /// Its index among the files of that log.
    pub(crate) part: usize,
}

/// The files of all logs, each with its index.
pub(crate) fn files_of(logs: &[GivenLog]) -> impl Iterator<Item = (FilePlace, &GivenLog, &Arc<ScannedFile>)> {
    logs.iter().enumerate().flat_map(|(at, log)| {
        let files = log.files.iter().enumerate();
        files.map(move |(part, file)| (FilePlace { log: at, part }, log, file))
    })
}

impl GivenLog {
    /// The name of the newest file.
    pub(crate) fn name(&self) -> &str {
        self.files.last().map_or("", |file| file.given.name.as_str())
    }

    /// The number of entries.
    pub(crate) fn entries(&self) -> u64 {
        self.files.iter().map(|file| file.entries()).sum()
    }

    /// The number of entries that could not be parsed.
    pub(crate) fn unread(&self) -> u64 {
        self.files.iter().map(|file| file.unread).sum()
    }

    /// Its format.
    pub(crate) fn format(&self) -> Format {
        self.files.last().map_or(Format::Empty, |file| file.reading.format)
    }

    /// Milliseconds of a time in one of its files, in UTC if the time zone is known.
    pub(crate) fn ms(&self, file: usize, offset: u64, time: LocalTime) -> i64 {
        self.clock.utc(file, offset, time).unwrap_or(time.local)
    }

    /// The earliest and latest time of one of its files.
    pub(crate) fn span_of(&self, at: usize) -> Option<(i64, i64)> {
        let (first, last) = self.files.get(at)?.tally.span?;
        Some((self.ms(at, 0, first), self.ms(at, u64::MAX, last)))
    }

    /// Whether lines may be missing in some of these minutes.
    pub(crate) fn has_gap(&self, from: i64, to: i64) -> bool {
        self.gaps.iter().any(|gap| gap.from <= to && from <= gap.to)
    }

    /// The one known log whose lines it contains, if its name identifies it and its lines name no component. Many
    /// programs write .NET exceptions in the same way.
    pub(crate) fn holds_only(&self) -> Option<&'static str> {
        let named = self.files.last().and_then(|file| knowledge::log_of_file_name(&file.given.name))?;
        (self.format() == Format::Plain && is_plain(named)).then_some(named.name)
    }

    /// Whether it is written by Configuration Manager on a client.
    pub(crate) fn is_configmgr_client(&self) -> bool {
        self.kind
            .is_some_and(|kind| kind.is_of_configuration_manager() && kind.role == knowledge::Role::Client)
    }
}

impl GivenLog {
    /// The log that consists of these files of one machine, oldest first. Its clock, its span, and its gaps are not
    /// set.
    pub(crate) fn new(files: Vec<Arc<ScannedFile>>) -> Self {
        let LogKind { kind, kinds } = LogKind::of(&files);
        Self { files, kind, kinds, clock: LogClock::Unknown, span: None, gaps: Vec::new() }
    }
}
