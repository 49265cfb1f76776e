//! What logs show about the lines that a saved report quotes, in numbers, lists and sentences.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Citation, CitationStatus};

/// The title of the lines that changed.
pub const CHANGED_LINES: &str = "Changed: the log is here, and the quoted line is not in it";
/// The title of the lines that moved.
pub const MOVED_LINES: &str = "Moved: the line is in the logs, but in another place";
/// The title of the logs that are missing.
pub const NO_LOG_OF_NAME: &str = "No log of this name is here";
/// The note about a report that quotes too many lines.
pub const MORE_LINES: &str = "The report quotes more lines than are compared.";

/// The lines of a saved report, compared with logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// How many lines the report quotes.
    pub lines: u32,
    /// How many of them are in the logs.
    pub verified: u32,
    /// The result in one sentence.
    pub summary: String,
    /// The sentence about names that are not compared, if the report has stand-ins for them.
    pub masked_note: Option<String>,
    /// The first lines that changed, where the report quotes them.
    pub changed: Vec<QuotedLine>,
    /// How many lines changed.
    pub changed_count: u32,
    /// The first lines that moved, where they are now.
    pub moved: Vec<QuotedLine>,
    /// How many lines moved.
    pub moved_count: u32,
    /// The first logs that are missing, by name.
    pub missing: Vec<MissingQuotedLog>,
    /// How many logs are missing.
    pub missing_count: u32,
}

/// A line that a saved report quotes, and its place in a log that is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedLine {
    /// The line as the report quotes it.
    pub citation: Citation,
    /// The number of the file.
    pub file: u32,
    /// The name of that file.
    pub log: String,
    /// The line on which the entry begins, from 1.
    pub line: u64,
}

/// A log that a report quotes, and that is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingQuotedLog {
    /// Its name.
    pub log: String,
    /// How many of its lines the report quotes.
    pub lines: u32,
}

impl Verification {
    /// The results of citations; each list has at most `most` rows.
    pub fn of(results: &[(Citation, CitationStatus)], most: usize) -> Self {
        let mut all = Self { lines: results.len() as u32, ..Self::default() };
        let (mut masked, mut missing) = (0_u32, BTreeMap::<&str, u32>::new());
        let add = |list: &mut Vec<QuotedLine>, citation: &Citation, file: u32, log: &String, line: u64| {
            if list.len() < most {
                list.push(QuotedLine { citation: citation.clone(), file, log: log.clone(), line });
            }
        };
        for (citation, status) in results {
            match status {
                CitationStatus::NoLog => *missing.entry(&citation.log).or_default() += 1,
                CitationStatus::Changed { file, log } => {
                    all.changed_count += 1;
                    add(&mut all.changed, citation, *file, log, citation.line);
                }
                CitationStatus::Moved { log, line, file } => {
                    all.moved_count += 1;
                    add(&mut all.moved, citation, *file, log, *line);
                }
                CitationStatus::Masked => masked += 1,
                CitationStatus::Same => {}
            }
        }
        all.verified = all.lines - all.changed_count - missing.values().sum::<u32>();
        all.summary = summary(all.verified, all.lines);
        all.masked_note = (masked > 0).then(|| {
            format!("The names in {masked} of them are not compared: the report has stand-ins for them.")
        });
        all.missing_count = missing.len() as u32;
        let missing = missing.into_iter().take(most);
        all.missing = missing.map(|(log, lines)| MissingQuotedLog { log: log.to_owned(), lines }).collect();
        all
    }
}

/// How many of all quoted lines are in the logs.
fn summary(verified: u32, all: u32) -> String {
    match all {
        0 => "The report quotes no lines.".to_owned(),
        1 if verified == 1 => "The line that the report quotes is in these logs.".to_owned(),
        1 => "The line that the report quotes is not in these logs.".to_owned(),
        _ if verified == all => format!("All {all} lines that the report quotes are in these logs."),
        _ => format!("{verified} of {all} lines that the report quotes are in these logs."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation(log: &str, line: u64) -> Citation {
        Citation { log: log.to_owned(), line, bytes: None, time: None, text: "Error".to_owned() }
    }

    #[test]
    fn results_are_counted_and_listed() {
        let moved = CitationStatus::Moved { log: "b.log".to_owned(), line: 9, file: 4 };
        let results = [
            (citation("a.log", 1), CitationStatus::Same),
            (citation("a.log", 2), CitationStatus::Masked),
            (citation("a.log", 3), moved.clone()),
            (citation("a.log", 4), moved),
            (citation("a.log", 5), CitationStatus::Changed { log: "A.log".to_owned(), file: 2 }),
            (citation("c.log", 6), CitationStatus::NoLog),
            (citation("c.log", 7), CitationStatus::NoLog),
        ];
        let all = Verification::of(&results, 1);
        assert_eq!((all.lines, all.verified, all.changed_count, all.moved_count), (7, 4, 1, 2));
        assert_eq!(all.summary, "4 of 7 lines that the report quotes are in these logs.");
        let note = "The names in 1 of them are not compared: the report has stand-ins for them.";
        assert_eq!(all.masked_note.as_deref(), Some(note));
        let moved = QuotedLine { citation: citation("a.log", 3), file: 4, log: "b.log".to_owned(), line: 9 };
        let changed =
            QuotedLine { citation: citation("a.log", 5), file: 2, log: "A.log".to_owned(), line: 5 };
        assert_eq!((all.changed, all.moved), (vec![changed], vec![moved]));
        assert_eq!(all.missing, [MissingQuotedLog { log: "c.log".to_owned(), lines: 2 }]);
        assert_eq!(all.missing_count, 1);
    }

    #[test]
    fn the_sentence_fits_the_numbers() {
        for (verified, all, sentence) in [
            (0, 0, "The report quotes no lines."),
            (1, 1, "The line that the report quotes is in these logs."),
            (0, 1, "The line that the report quotes is not in these logs."),
            (2, 2, "All 2 lines that the report quotes are in these logs."),
            (0, 2, "0 of 2 lines that the report quotes are in these logs."),
        ] {
            assert_eq!(summary(verified, all), sentence);
        }
    }
}
