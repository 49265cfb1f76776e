//! The notes about the gaps of a log: one note per reason.

use logfile::rfc3339_utc;
use report::{Note, Severity};

use crate::logs::given_log::GivenLog;
use crate::logs::log_gap::{GapCause, LogGap};

/// How many files a note names for one kind of gap; the others are only counted.
const MOST_NAMED: usize = 3;

/// The notes about the gaps of a log, one per reason.
pub(crate) fn notes_of_gaps(log: &GivenLog) -> Vec<Note> {
    let whys = [
        GapCause::Files,
        GapCause::Lost,
        GapCause::Damaged,
        GapCause::Symbols,
        GapCause::Undecoded,
        GapCause::Cut,
    ];
    let mut notes = Vec::new();
    for why in whys {
        let gaps: Vec<&LogGap> = log.gaps.iter().filter(|gap| gap.why == why).collect();
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

/// The file and the minutes of a gap.
fn place_of(log: &GivenLog, gap: &LogGap) -> String {
    // The note is shown next to the name of the log, which is the name of its last file.
    let is_last = gap.file + 1 == log.files.len();
    let name = log.files.get(gap.file).map_or("", |file| file.given.name.as_str());
    let name = if is_last { "this file" } else { name };
    format!("{name} (from {} to {} UTC)", minute(gap.from), minute(gap.to))
}

/// What is missing and what that means, in one sentence.
fn sentence(why: GapCause, count: u64, places: &str) -> String {
    let mut missing = missing(why, count, places);
    if let Some(first) = missing.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match why {
        GapCause::Symbols => {
            format!("{missing}: run Get-WindowsUpdateLog on that machine, then drop the log that it creates.")
        }
        _ => format!("{missing}: events that are not logged there might still have happened."),
    }
}

fn missing(why: GapCause, count: u64, places: &str) -> String {
    let of = |one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let events = of("event", "events");
    match why {
        GapCause::Files => format!("{} missing before {places}", of("trace is", "traces are")),
        GapCause::Lost => format!("Windows lost {events} of the session by the end of {places}"),
        GapCause::Damaged => format!("{} damaged in {places}", of("section is", "sections are")),
        GapCause::Symbols => format!("the text of {events} in {places} is in Microsoft's symbols"),
        GapCause::Undecoded => format!("{events} in {places} could only be decoded in part"),
        GapCause::Cut => format!("{events} in {places} exceed the read limit for one file"),
    }
}

/// Formats milliseconds since 1970 as `2026-11-12 09:22`.
fn minute(ms: i64) -> String {
    let text = rfc3339_utc(ms);
    text.get(..16).unwrap_or_default().replace('T', " ")
}
