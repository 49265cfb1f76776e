//! Gaps: minutes of a trace or an event log of which lines may be missing. What is not seen in them may have happened
//! all the same.

use std::collections::BTreeMap;

use logfile::rfc3339_utc;
use report::{Note, Severity};

use crate::file::FileRead;
use crate::log::Log;
use crate::trace::{is_other, place};

/// Minutes of a log of which lines may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// From when to when, in milliseconds of the log's span, both included.
    pub(crate) from: i64,
    pub(crate) to: i64,
    /// The place of the file among those of its log: the one that has it, or that comes after it.
    pub(crate) file: usize,
    /// Why.
    pub(crate) why: Why,
    /// How many lines, files or stretches are missing.
    pub(crate) count: u64,
}

/// Why lines are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Files of the same session were not given.
    Files,
    /// Windows lost events while it wrote the file.
    Lost,
    /// Stretches of the file are damaged.
    Damaged,
    /// The texts of events are in Microsoft's symbols.
    Symbols,
    /// Events make no sense.
    Undecoded,
    /// Events are beyond the limit of what is kept of a file.
    Cut,
}

/// The gaps of a log whose clock and span are set.
pub(crate) fn gaps_of(log: &Log<'_>) -> Vec<Gap> {
    let is_read = |file: &&FileRead| file.reading.source.is_some() && !is_other(&file.reading);
    if !log.files.iter().all(is_read) {
        return Vec::new();
    }
    let (mut gaps, mut before) = (Vec::new(), None);
    for (at, (file, since)) in log.files.iter().zip(since(&log.files)).enumerate() {
        let (Some(source), Some((from, to))) = (&file.reading.source, log.span_of(at)) else { continue };
        // Windows deletes the oldest files: those before the first one given need not be missing.
        if let Some(end) = before.filter(|_| since.files > 0) {
            gaps.push(Gap { from: from.min(end), to: from, file: at, why: Why::Files, count: since.files });
        }
        before = before.max(Some(to));
        let counts = [
            (Why::Lost, since.lost),
            (Why::Damaged, source.damaged),
            (Why::Symbols, source.symbols),
            (Why::Undecoded, source.undecoded),
            (Why::Cut, source.cut),
        ];
        let counts = counts.into_iter().filter(|&(_, count)| count > 0);
        gaps.extend(counts.map(|(why, count)| Gap { from, to, file: at, why, count }));
    }
    gaps
}

/// How many events Windows lost while it wrote these files of one log.
pub(crate) fn lost_in(files: &[&FileRead]) -> u64 {
    since(files).iter().map(|since| since.lost).sum()
}

/// What happened since the file of the same session that comes before one.
struct Since {
    /// How many files of the session are missing between the two.
    files: u64,
    /// How many events were lost.
    lost: u64,
}

fn since(files: &[&FileRead]) -> Vec<Since> {
    // Of each session the number of its last file, and how many events were lost until its end.
    let mut sessions: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let of_file = |file: &&FileRead| {
        let lost = file.reading.source.as_ref().map_or(0, |source| source.lost);
        let Some((session, number)) = place(file) else { return Since { files: 0, lost } };
        let (last, before) = sessions.insert(session, (number, lost)).unwrap_or_default();
        // Windows counts what a session has lost so far, in each of its files.
        Since { files: number.saturating_sub(last + 1), lost: lost.checked_sub(before).unwrap_or(lost) }
    };
    files.iter().map(of_file).collect()
}

/// In how many files a kind of gap is named; of more the rest is counted.
const MOST_NAMED: usize = 3;

/// What the reader should know of the gaps of a log, a remark for each reason.
pub(crate) fn notes_of_gaps(log: &Log<'_>) -> Vec<Note> {
    let whys = [Why::Files, Why::Lost, Why::Damaged, Why::Symbols, Why::Undecoded, Why::Cut];
    let mut notes = Vec::new();
    for why in whys {
        let gaps: Vec<&Gap> = log.gaps.iter().filter(|gap| gap.why == why).collect();
        if gaps.is_empty() {
            continue;
        }
        let count = gaps.iter().map(|gap| gap.count).sum();
        let mut places: Vec<String> = gaps.iter().take(MOST_NAMED).map(|gap| place_of(log, gap)).collect();
        if gaps.len() > MOST_NAMED {
            places.push(format!("{} more", gaps.len() - MOST_NAMED));
        }
        let sentence = sentence(why, count, &places.join(", "));
        notes.push(Note { severity: Severity::Warning, summary: sentence, log: Some(log.name().to_owned()) });
    }
    notes
}

/// The file of a gap, and its minutes.
fn place_of(log: &Log<'_>, gap: &Gap) -> String {
    // The remark stands beside the name of the log, which is that of its last file.
    let is_last = gap.file + 1 == log.files.len();
    let name = log.files.get(gap.file).map_or("", |file| file.given.name.as_str());
    let name = if is_last { "this file" } else { name };
    format!("{name} (from {} to {} UTC)", minute(gap.from), minute(gap.to))
}

/// What is missing, in one sentence that says what it means.
fn sentence(why: Why, count: u64, places: &str) -> String {
    let mut missing = missing(why, count, places);
    if let Some(first) = missing.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match why {
        Why::Symbols => {
            format!("{missing}: run Get-WindowsUpdateLog on that machine, and drop the log it writes.")
        }
        _ => format!("{missing}: what is not seen there may have happened all the same."),
    }
}

fn missing(why: Why, count: u64, places: &str) -> String {
    let of = |one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let events = of("event", "events");
    match why {
        Why::Files => format!("{} missing before {places}", of("trace is", "traces are")),
        Why::Lost => format!("Windows had lost {events} of the session by the end of {places}"),
        Why::Damaged => format!("{} damaged in {places}", of("stretch is", "stretches are")),
        Why::Symbols => format!("the text of {events} in {places} is in Microsoft's symbols"),
        Why::Undecoded => format!("{events} in {places} could be read in part only"),
        Why::Cut => format!("{events} in {places} lie beyond the limit of what is read of one file"),
    }
}

/// `2026-11-12 09:22` of milliseconds since 1970.
fn minute(ms: i64) -> String {
    let text = rfc3339_utc(ms);
    text.get(..16).unwrap_or_default().replace('T', " ")
}
