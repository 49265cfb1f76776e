//! Sightings with their time on the common clock.

use std::sync::Arc;

use knowledge::spelling::captured;
use knowledge::{Evidence, ResultOutcome};

use crate::logs::given_log::{FilePlace, GivenLog};
use crate::logs::scanned_file::ScannedFile;
use crate::scan::details::DetailKey;
use crate::scan::quote::Quote;
use crate::scan::sighting::Sighting;

/// A sighting and its time on the common clock.
#[derive(Clone, Debug)]
pub(crate) struct TimedSighting {
    /// The file it is in.
    file: Arc<ScannedFile>,
    /// Where the file stores it.
    at: SightingPlace,
    /// The index of the log among the logs.
    pub(crate) log: u32,
    /// The index of the file in the log.
    pub(crate) part: u32,
    /// The evidence.
    pub(crate) evidence: &'static Evidence,
    /// Milliseconds since 1970: UTC if the time zone of the log is known, else the log's own time; in a log without
    /// times, the number of the line.
    pub(crate) ms: i64,
    /// The same for the last line that it counts.
    pub(crate) last_ms: i64,
    /// Whether `ms` can be compared with that of another log.
    pub(crate) is_utc: bool,
    /// Whether `ms` is UTC: the time of its neighbor, if it has no time itself.
    pub(crate) is_ms_utc: bool,
    /// Whether it or a neighbor has a time.
    pub(crate) has_time: bool,
    /// Its position among the lines of its file in time order: the offset of the line, counted backwards in a file
    /// whose newest entry comes first. It is compared so often that it is stored here.
    place: u64,
}

/// Where a file stores a sighting.
#[derive(Clone, Copy, Debug)]
enum SightingPlace {
    /// Its index among the sightings.
    Seen(u32),
    /// Its group among the details, and its index there.
    Detail(DetailKey, u32),
    /// Its index among the lines that report a failure in words only.
    FailureLine(u32),
}

impl TimedSighting {
    /// A detail, stored at an index of its group, as a sighting of `evidence`.
    pub(crate) fn of_detail(
        logs: &[GivenLog],
        file: FilePlace,
        (key, at): (DetailKey, u32),
        evidence: &'static Evidence,
    ) -> Option<Self> {
        let quote =
            &logs[file.log].files.get(file.part)?.details.groups.get(&key)?.newest.get(at as usize)?.quote;
        Some(Self::of_line(logs, file, SightingPlace::Detail(key, at), quote, evidence))
    }

    /// Whether it is a line that only names a failing code.
    pub(crate) fn is_detail(&self) -> bool {
        matches!(self.at, SightingPlace::Detail(..))
    }

    /// A line that reports a failure in words only, stored at an index, as a sighting of `evidence`.
    pub(crate) fn of_failure_line(
        logs: &[GivenLog],
        file: FilePlace,
        at: u32,
        evidence: &'static Evidence,
    ) -> Option<Self> {
        let quote = &logs[file.log].files.get(file.part)?.failure_lines.lines.get(at as usize)?.quote;
        Some(Self::of_line(logs, file, SightingPlace::FailureLine(at), quote, evidence))
    }

    /// A line that is no evidence of its own, stored at this place.
    fn of_line(
        logs: &[GivenLog],
        file: FilePlace,
        at: SightingPlace,
        quote: &Quote,
        evidence: &'static Evidence,
    ) -> Self {
        let log = &logs[file.log];
        let time = quote.time().map(|time| log.ms(file.part, quote.offset, time));
        let first = log.span_of(file.part).map(|span| span.0);
        let ms = time.or(first).unwrap_or(quote.line as i64);
        Self {
            file: Arc::clone(&log.files[file.part]),
            at,
            log: file.log as u32,
            part: file.part as u32,
            evidence,
            ms,
            last_ms: ms,
            is_utc: log.clock.is_known() && time.is_some(),
            is_ms_utc: log.clock.is_known(),
            has_time: time.or(first).is_some(),
            place: quote.offset,
        }
    }

    /// The sighting.
    pub(crate) fn sighting(&self) -> &Sighting {
        match self.at {
            SightingPlace::Seen(at) => &self.file.sightings[at as usize],
            SightingPlace::Detail(key, at) => &self.file.details.groups[&key].newest[at as usize],
            SightingPlace::FailureLine(at) => &self.file.failure_lines.lines[at as usize],
        }
    }

    /// Whether another one is the same line.
    pub(crate) fn is_line_of(&self, other: &Self) -> bool {
        self.file_place() == other.file_place()
            && self.sighting().quote.offset == other.sighting().quote.offset
    }

    /// The location of its file.
    pub(crate) fn file_place(&self) -> FilePlace {
        FilePlace { log: self.log as usize, part: self.part as usize }
    }

    /// The sort key for sightings of different logs, independent of the order of the drop.
    pub(crate) fn order(&self) -> (i64, u32, u32, u64) {
        (self.ms, self.log, self.part, self.place)
    }

    /// Whether it is a failure and not only the echo of a deeper one.
    pub(crate) fn is_failure(&self) -> bool {
        self.evidence.shows == knowledge::EvidenceKind::Failed && !self.evidence.is_echo()
    }

    /// The code that it captured: as a number, as a Windows error, or by the HTTP status.
    pub(crate) fn code(&self) -> Option<u32> {
        if let SightingPlace::Detail(key, _) = self.at {
            return Some(key.code);
        }
        if let Some(code) = self.capture("code") {
            let is_windows_error = |code: u32| (1..=0xFFFF).contains(&code) && self.is_failed_result();
            return captured(code).map(|code| if is_windows_error(code) { 0x8007_0000 | code } else { code });
        }
        if let Some(error) = self.capture("win32") {
            return error.parse().ok().map(|error: u32| 0x8007_0000 | error);
        }
        let status = || self.capture("http")?.parse().ok();
        let of_status = || knowledge::code_of_http(status()?).map(|code| code.value);
        let meant = || self.evidence.result.map(|line| line.code).filter(|&code| code > 0);
        of_status().or_else(meant)
    }

    /// Whether it reports that an operation failed, with any number: `Return code = 0x00000643`.
    fn is_failed_result(&self) -> bool {
        self.evidence.result.is_some_and(|line| line.outcome == ResultOutcome::Failed)
    }

    /// A captured value.
    pub(crate) fn capture(&self, name: &str) -> Option<&str> {
        self.sighting().capture(name)
    }
}

/// All sightings of each log, in the order of its files.
pub(crate) fn sightings_of(logs: &[GivenLog]) -> Vec<Vec<TimedSighting>> {
    logs.iter().enumerate().map(|(at, log)| of_log(at, log)).collect()
}

fn of_log(at: usize, log: &GivenLog) -> Vec<TimedSighting> {
    let evidence = knowledge::all_evidence();
    let mut all = Vec::new();
    // An entry without a time gets the time of its neighbor: the previous one, or the first that has a time.
    let mut before = None;
    let only = log.holds_only();
    for (part, file) in log.files.iter().enumerate() {
        let from = all.len();
        let time_of =
            |sighting: &Sighting| sighting.quote.time().map(|time| log.ms(part, sighting.quote.offset, time));
        let first = || file.sightings.iter().find_map(time_of).or(log.span_of(part).map(|span| span.0));
        before = before.or_else(first);
        let is_own = |sighting: &Sighting| {
            only.is_none_or(|name| evidence[usize::from(sighting.evidence.0)].log == name)
        };
        for (place, sighting) in file.sightings.iter().enumerate().filter(|(_, sighting)| is_own(sighting)) {
            let quote = &sighting.quote;
            let time = time_of(sighting);
            let ms = time.or(before).unwrap_or(quote.line as i64);
            before = time.or(before);
            all.push(TimedSighting {
                file: Arc::clone(file),
                at: SightingPlace::Seen(place as u32),
                log: at as u32,
                part: part as u32,
                evidence: &evidence[usize::from(sighting.evidence.0)],
                ms,
                last_ms: sighting.last().map_or(ms, |time| log.ms(part, quote.offset, time)),
                is_utc: log.clock.is_known() && time.is_some(),
                is_ms_utc: log.clock.is_known(),
                has_time: time.is_some() || before.is_some(),
                place: quote.offset,
            });
        }
        if log.format().may_be_newest_first() {
            in_time_order(&mut all[from..]);
        }
    }
    all
}

/// Reverses the lines of a file whose newest entry comes first.
fn in_time_order(lines: &mut [TimedSighting]) {
    let is_newest_first = lines.first().zip(lines.last()).is_some_and(|(first, last)| first.ms > last.ms);
    if is_newest_first {
        lines.reverse();
        for line in lines {
            line.place = u64::MAX - line.place;
        }
    }
}
