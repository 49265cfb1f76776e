//! How times and texts of a report are written for people.

/// A time of the report for people: `2026-11-17 07:12:48 UTC`, or without a zone if none is known.
pub(crate) fn moment(time: &str) -> String {
    let (time, zone) = time.strip_suffix('Z').map_or((time, ""), |time| (time, " UTC"));
    let seconds = time.split_once('.').map_or(time, |(seconds, _)| seconds);
    format!("{}{zone}", seconds.replace('T', " "))
}

/// The beginning of a text of a log, in one line: a log may have several lines in an entry.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).take(300).collect()
}
