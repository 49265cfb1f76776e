//! The failing codes that no result names, sorted so that the ones before a line are found quickly.

use crate::judge::detail_evidence::evidence_of_details;
use crate::logs::given_log::{FilePlace, GivenLog, files_of};
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::details::{DetailGroup, DetailKey};
use crate::scan::noise::{is_noise_line, is_noise_of_any_log};
use crate::scan::sighting::Sighting;
use crate::sort;

/// Up to this many milliseconds before a failed result, a line of its thread is a layer of the result.
pub(crate) const LAYER: i64 = 60_000;

/// The details of all logs.
#[derive(Debug)]
pub(crate) struct DetailIndex {
    /// By log, process, and thread, then in time order.
    lines: Vec<DetailLine>,
}

/// A line that names a failing code and is not a result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DetailLine {
    /// The file it is in.
    pub(crate) file: FilePlace,
    /// Its process and thread.
    thread: (u32, u32),
    /// Its time, like that of sightings; its line number if the log has no times.
    ms: i64,
    /// Its offset in the file.
    offset: u64,
    /// Its group.
    pub(crate) key: DetailKey,
    /// Its index in that group.
    pub(crate) at: u32,
}

impl DetailLine {
    /// The line, as evidence of the main step of its log.
    pub(crate) fn sighting(&self, logs: &[GivenLog]) -> Option<TimedSighting> {
        let kind = logs.get(self.file.log)?.kind.map(|kind| kind.name);
        TimedSighting::of_detail(logs, self.file, (self.key, self.at), evidence_of_details(kind).next()?)
    }

    fn order(&self) -> (usize, (u32, u32), i64, usize, u64, DetailKey) {
        (self.file.log, self.thread, self.ms, self.file.part, self.offset, self.key)
    }
}

impl DetailIndex {
    /// The details that are kept of all files, except noise.
    pub(crate) fn of(logs: &[GivenLog]) -> Self {
        let mut lines = Vec::new();
        for (place, log, file) in files_of(logs) {
            let first = log.span_of(place.part).map(|span| span.0);
            for (&key, group) in
                file.details.groups.iter().filter(|(key, group)| !is_noise(log, key.code, group))
            {
                for (at, seen) in group.newest.iter().enumerate() {
                    let (quote, thread) = (&seen.quote, seen.thread);
                    let time = quote.time().map(|time| log.ms(place.part, quote.offset, time));
                    let ms = time.or(first).unwrap_or(quote.line as i64);
                    lines.push(DetailLine {
                        file: place,
                        thread,
                        ms,
                        offset: quote.offset,
                        key,
                        at: at as u32,
                    });
                }
            }
        }
        sort::by_key(&mut lines, DetailLine::order);
        Self { lines }
    }

    /// The details on the thread of a line, shortly before it, in time order.
    pub(crate) fn before(&self, seen: &TimedSighting) -> impl Iterator<Item = &DetailLine> {
        let (place, thread) = (seen.file_place(), seen.sighting().thread);
        let offset = seen.sighting().quote.offset;
        let of_thread = |line: &DetailLine| (line.file.log, line.thread);
        let from = self
            .lines
            .partition_point(|line| (of_thread(line), line.ms) < ((place.log, thread), seen.ms - LAYER));
        let rest = self.lines[from..].iter();
        let is_before =
            move |line: &&DetailLine| (line.ms, line.file.part, line.offset) < (seen.ms, place.part, offset);
        rest.take_while(move |line| of_thread(line) == (place.log, thread) && line.ms <= seen.ms)
            .filter(is_before)
    }
}

/// How many lines after a failure without a code can name its code.
const AFTER: u64 = 5;

/// The lines directly after a failure that name a failing code: programs write "failed" first and the code below it.
pub(crate) fn codes_after(logs: &[GivenLog], failed: &TimedSighting) -> Vec<TimedSighting> {
    let (place, at) = (failed.file_place(), failed.sighting().quote.line);
    let Some((log, file)) = logs.get(place.log).and_then(|log| Some((log, log.files.get(place.part)?)))
    else {
        return Vec::new();
    };
    let Some(evidence) = evidence_of_details(log.kind.map(|kind| kind.name)).next() else {
        return Vec::new();
    };
    let groups = file.details.groups.iter().filter(|(key, group)| !is_noise(log, key.code, group));
    let lines = groups.flat_map(|(&key, group)| {
        let numbers = group.newest.iter().zip(0..);
        let is_after = move |seen: &Sighting| (at + 1..=at + AFTER).contains(&seen.quote.line);
        numbers.filter(move |(seen, _)| is_after(seen)).map(move |(_, at)| (key, at))
    });
    lines.filter_map(|line| TimedSighting::of_detail(logs, place, line, evidence)).collect()
}

/// Whether healthy machines write the same lines with this code, according to evidence or to a rule of the knowledge
/// base.
pub(crate) fn is_noise(log: &GivenLog, code: u32, group: &DetailGroup) -> bool {
    let is_known = || knowledge::code(code).is_some_and(|known| known.benign.is_some());
    let is_ruled = || {
        let newest = group.newest.back().map_or("", |seen| seen.quote.text());
        let of_kind = log.kinds.iter().any(|kind| is_noise_line(kind, code, newest.as_bytes()));
        of_kind || log.kinds.is_empty() && is_noise_of_any_log(code, newest.as_bytes())
    };
    group.benign == group.count || is_known() || is_ruled()
}
