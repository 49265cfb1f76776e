//! Notes about the parsing itself: gaps, limits, clocks.

use report::{Note, Severity};

use crate::logs::given_log::GivenLog;
use crate::render::gap_notes::notes_of_gaps;
use crate::scan::facts::MOST_UPDATES;

/// Notes about the parsing itself.
pub(crate) fn notes(logs: &[GivenLog], never_written: &[&str], more_updates: u64) -> Vec<Note> {
    let mut notes = Vec::new();
    if more_updates > 0 {
        let sentence = format!(
            "The logs contain more than {MOST_UPDATES} updates: {more_updates} lines about other updates are not listed."
        );
        notes.push(Note { severity: Severity::Info, summary: sentence, log: None });
    }
    for log in never_written {
        notes.push(Note {
            severity: Severity::Info,
            summary: format!(
                "{log}.log is not in the folder. The folder is complete, so the client has not written this log."
            ),
            log: None,
        });
    }
    for log in logs {
        notes.extend(notes_of_gaps(log));
        let mut note = |level, sentence: String| {
            notes.push(Note { severity: level, summary: sentence, log: Some(log.name().to_owned()) });
        };
        let undecoded: u64 = log.files.iter().map(|file| file.undecoded).sum();
        if undecoded > 0 {
            note(
                Severity::Warning,
                format!(
                    "{undecoded} entries were decoded without symbols and have no text: run Get-WindowsUpdateLog on the \
                    machine the trace comes from, then drop the log that it creates."
                ),
            );
        }
        // An entry that could not be decoded has no time either.
        let out_of_time =
            log.files.iter().map(|file| file.out_of_time).sum::<u64>().saturating_sub(undecoded);
        if out_of_time > 0 {
            let entries = if out_of_time == 1 {
                "1 entry has".to_owned()
            } else {
                format!("{out_of_time} entries have")
            };
            note(
                Severity::Info,
                format!("{entries} a time outside the years 1990 to 2100; that time is ignored."),
            );
        }
        let dropped: u64 = log.files.iter().map(|file| file.sightings_dropped).sum();
        if dropped > 0 {
            let sentence = format!(
                "This log has too many lines of evidence: the oldest {dropped} were counted but not kept, so earlier runs \
                are not shown."
            );
            note(Severity::Warning, sentence);
        }
        let requests: u64 = log.files.iter().map(|file| file.served.dropped).sum();
        if requests > 0 {
            let sentence = format!(
                "This log has too many failed requests: the oldest {requests} are not compared with client logs."
            );
            note(Severity::Info, sentence);
        }
        let codes: u64 = log.files.iter().map(|file| file.codes.more).sum();
        if codes > 0 {
            note(
                Severity::Info,
                format!(
                    "This log has too many different codes: the codes of {codes} entries are not listed."
                ),
            );
        }
        if log.files.iter().any(|file| file.reading.flip_bias) {
            note(
                Severity::Info,
                "Its timestamps have the time zone with the opposite sign, as the last modified time of the file shows."
                    .to_owned(),
            );
        }
        if log.span.is_some() && !log.clock.is_known() {
            note(Severity::Info, "The time zone of this log is unknown: times are shown as written and are not compared with other logs.".to_owned());
        }
    }
    notes
}
