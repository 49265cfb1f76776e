//! What the reader should know of the gaps of a log: a remark for each reason.

use logfile::rfc3339_utc;
use report::{Note, Severity};

use crate::logs::given_log::GivenLog;
use crate::logs::log_gap::{GapCause, LogGap};

/// In how many files a kind of gap is named; of more the rest is counted.
const MOST_NAMED: usize = 3;

/// What the reader should know of the gaps of a log, a remark for each reason.
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

/// The file of a gap, and its minutes.
fn place_of(log: &GivenLog, gap: &LogGap) -> String {
    // The remark is beside the name of the log, which is that of its last file.
    let is_last = gap.file + 1 == log.files.len();
    let name = log.files.get(gap.file).map_or("", |file| file.given.name.as_str());
    let name = if is_last { "this file" } else { name };
    format!("{name} (from {} to {} UTC)", minute(gap.from), minute(gap.to))
}

/// What is missing, in one sentence that says what it means.
fn sentence(why: GapCause, count: u64, places: &str) -> String {
    let mut missing = missing(why, count, places);
    if let Some(first) = missing.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    match why {
        GapCause::Symbols => {
            format!("{missing}: run Get-WindowsUpdateLog on that machine, and drop the log it writes.")
        }
        _ => format!("{missing}: what is not seen there may have happened all the same."),
    }
}

fn missing(why: GapCause, count: u64, places: &str) -> String {
    let of = |one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let events = of("event", "events");
    match why {
        GapCause::Files => format!("{} missing before {places}", of("trace is", "traces are")),
        GapCause::Lost => format!("Windows had lost {events} of the session by the end of {places}"),
        GapCause::Damaged => format!("{} damaged in {places}", of("stretch is", "stretches are")),
        GapCause::Symbols => format!("the text of {events} in {places} is in Microsoft's symbols"),
        GapCause::Undecoded => format!("{events} in {places} could be read in part only"),
        GapCause::Cut => format!("{events} in {places} lie beyond the limit of what is read of one file"),
    }
}

/// `2026-11-12 09:22` of milliseconds since 1970.
fn minute(ms: i64) -> String {
    let text = rfc3339_utc(ms);
    text.get(..16).unwrap_or_default().replace('T', " ")
}
