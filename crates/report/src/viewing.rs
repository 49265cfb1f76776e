//! The messages of the log viewer: a log is opened, its rows are requested as they are shown, filtered and searched.
//!
//! One log, or all logs of a machine, is open at a time. Entries are numbered from 0 in the order of the file; rows are the entries that the
//! filter shows, numbered from 0. While the index, the filter or the search is at work, the engine sends a
//! [`ViewReply::State`] several times a second, and the last one when all are complete.

use serde::{Deserialize, Serialize};

/// A request of the viewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewRequest {
    /// Open a file, and close the one that is open.
    Open {
        /// Identifies this opening: all replies about it have it, and replies with another one are outdated.
        view: u32,
        /// The file's number.
        file: u32,
    },
    /// Open several logs in one order of time, and close what is open. Their rows are numbered as those of one log, and
    /// there are none until all logs are read.
    OpenAll {
        /// Identifies this opening.
        view: u32,
        /// The logs; at the same time, rows are in their order.
        logs: Vec<ViewLog>,
    },
    /// Open two sides to compare them, and close what is open. The reply is a [`ViewReply::Pair`].
    OpenPair {
        /// Identifies this opening.
        view: u32,
        /// The left side.
        left: ViewSide,
        /// The right side.
        right: ViewSide,
    },
    /// Rows of a side to show.
    PairRows {
        /// Returned with the reply.
        ticket: u32,
        /// 0 for the left side, 1 for the right one.
        side: u32,
        /// The first row.
        from: u32,
        /// How many; 500 at most are sent.
        count: u32,
    },
    /// Close the log, and stop all work for it.
    Close,
    /// Rows to show.
    Rows {
        /// Returned with the reply.
        ticket: u32,
        /// The first row.
        from: u32,
        /// How many; 500 at most are sent.
        count: u32,
    },
    /// Show only the entries that all these chips leave; an empty list shows all.
    Filter {
        /// The chips.
        chips: Vec<ViewChip>,
        /// The entry to begin at: where the user is.
        near: u32,
    },
    /// Find a text in the rows; none ends the search. The reply of two sides is a [`ViewReply::PairFound`].
    Find {
        /// What to find.
        pattern: Option<ViewPattern>,
        /// The entry to begin at: where the user is.
        near: u32,
    },
    /// Find a row to go to.
    Jump {
        /// Returned with the reply.
        ticket: u32,
        /// The entry to start from.
        from: u32,
        /// What to go to.
        target: JumpTarget,
    },
    /// How many entries, errors and hits are in each part of the log.
    Overview {
        /// Returned with the reply.
        ticket: u32,
        /// How many parts, of the same number of entries each.
        parts: u32,
    },
    /// How many entries and errors each log has over time.
    Strips {
        /// Returned with the reply.
        ticket: u32,
        /// How many parts, of the same length of time each.
        parts: u32,
    },
}

/// One of several logs that are shown together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewLog {
    /// Its name, which no other one has.
    pub name: String,
    /// The numbers of its files, oldest first.
    pub files: Vec<u32>,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewSide {
    /// Its logs; at the same time, rows are in their order.
    pub logs: Vec<ViewLog>,
    /// The first time, and the first one after the last, in milliseconds since 1970 UTC; none for all entries.
    pub time: Option<(i64, i64)>,
}

/// A condition of the filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ViewChip {
    /// Which entries it applies to.
    pub condition: ViewCondition,
    /// Whether it hides them; otherwise only they are shown.
    pub hides: bool,
}

/// Which entries a chip applies to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewCondition {
    /// Those whose text matches.
    Text(ViewPattern),
    /// Those of this component.
    Component(String),
    /// Those of this thread; a process of 0 is any.
    Thread(u32, u32),
    /// Those of this level.
    Level(ViewLevel),
    /// Those of the log with this name, if several are shown together.
    Log(String),
    /// Those of this time, in milliseconds since 1970 UTC: the first, and the first one after.
    Time(i64, i64),
}

/// What to find.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewPattern {
    /// The text, or the regular expression.
    pub text: String,
    /// Whether it is a regular expression.
    pub is_expression: bool,
    /// Whether case matters.
    pub is_exact: bool,
}

impl ViewPattern {
    /// The texts to find, any of them; none for a regular expression. A code such as `0x80244022` or `-2145107934` is
    /// found in all forms in which logs write it, unless case matters.
    pub fn texts(&self) -> Vec<String> {
        match code_of(&self.text) {
            _ if self.is_expression => Vec::new(),
            Some(code) if !self.is_exact => {
                let written = basics::hex(code, 8);
                let digits = written.trim_start_matches("0x").to_owned();
                vec![written, digits, (code as i32).to_string(), code.to_string()]
            }
            _ => vec![self.text.clone()],
        }
    }
}

/// The code of a failure that a text is: `0x` and eight digits, or a negative number.
fn code_of(text: &str) -> Option<u32> {
    let text = text.trim();
    let digits =
        text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).filter(|digits| digits.len() == 8);
    let code = match digits {
        Some(digits) => basics::parse_hex(digits.as_bytes())?,
        None => text.strip_prefix('-').and(text.parse::<i32>().ok())? as u32,
    };
    Some(code).filter(|code| *code >= 0x8000_0000)
}

/// The level of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ViewLevel {
    /// The log has no levels, or the line is not an entry.
    #[default]
    Plain,
    /// Information.
    Info,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// Where to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JumpTarget {
    /// The entry on this line, from 1.
    Line(u64),
    /// The entry with this hash that is nearest to this line.
    Hash(u64, u64),
    /// The entry on this line of the file with this number, if several logs are shown together; with a hash, the entry
    /// with that hash that is nearest.
    InLog(u32, u64, Option<u64>),
    /// The first entry of this time or later, in milliseconds since 1970 UTC.
    Time(i64),
    /// The next row of this level after the start.
    NextOfLevel(ViewLevel),
    /// The last row of this level before the start.
    PreviousOfLevel(ViewLevel),
    /// The next row after the start that was found; after the last one, the first.
    NextHit,
    /// The last row before the start that was found; before the first one, the last.
    PreviousHit,
}

/// Two sides, compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewPair {
    /// The opening it is about.
    pub view: u32,
    /// All rows of both sides, in their order.
    pub stretches: Vec<PairStretch>,
    /// Of each side, whether it has more rows, which are not compared.
    pub is_cut: (bool, bool),
}

/// A stretch of a comparison: rows that both sides have, or rows that only one of them has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairStretch {
    /// How many rows of the left side.
    pub left: u32,
    /// How many of the right side.
    pub right: u32,
    /// Whether they are pairs.
    pub is_common: bool,
    /// The pairs, by their place in the stretch, whose numbers or names differ.
    pub changed: Vec<u32>,
}

/// A reply to the viewer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewReply {
    /// How far the log is.
    State(Box<ViewState>),
    /// The requested rows. There are fewer at the end of the log, or if it is not read that far.
    Rows {
        /// The ticket of the request.
        ticket: u32,
        /// The first row.
        from: u32,
        /// The rows.
        rows: Vec<ViewRow>,
        /// Why there are none, in one sentence with advice.
        problem: Option<String>,
    },
    /// The row to go to.
    Jumped {
        /// The ticket of the request.
        ticket: u32,
        /// The row, and its entry; none if there is none.
        found: Option<(u32, u32)>,
        /// Whether the log is not read or searched far enough for a final answer: ask again after the next state.
        is_searching: bool,
    },
    /// The comparison of two sides.
    Pair(Box<ViewPair>),
    /// The rows of two sides that were found.
    PairFound {
        /// The opening it is about.
        view: u32,
        /// The rows of the left side, and of the right one.
        rows: (Vec<u32>, Vec<u32>),
        /// Why the pattern cannot be searched, in one sentence.
        problem: Option<String>,
    },
    /// A file that is followed is no longer the same log: it is shorter, or begins differently.
    Replaced {
        /// The file's number.
        file: u32,
    },
    /// The parts of the overview bar.
    Overview {
        /// The ticket of the request.
        ticket: u32,
        /// The parts.
        parts: Vec<OverviewPart>,
    },
    /// The logs over time; the reply is missing if no entry has a time.
    Strips(Box<ViewStrips>),
}

/// How far the log is that is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ViewState {
    /// The opening it is about.
    pub view: u32,
    /// How many bytes are read.
    pub read: u64,
    /// The size of the file in bytes.
    pub size: u64,
    /// How many entries are read.
    pub entries: u32,
    /// How many of them are errors.
    pub errors: u32,
    /// How many of them are warnings.
    pub warnings: u32,
    /// How many of them the filter shows so far.
    pub rows: u32,
    /// Whether the filter is still at work.
    pub is_filtering: bool,
    /// How many rows were found so far.
    pub hits: u32,
    /// Whether the search is still at work.
    pub is_finding: bool,
    /// The components, with the number of their entries, in the order of first appearance: 200 at most.
    pub components: Vec<(String, u32)>,
    /// Whether there are entries beyond the limit, which are not shown.
    pub is_cut: bool,
    /// How many entries each chip of the filter hides if it is alone; none while it is counted.
    pub hidden: Vec<Option<u32>>,
    /// What is known about each log, if several are shown together.
    pub logs: Vec<ViewLogState>,
    /// Why the log cannot be shown, or the pattern cannot be searched, in one sentence with advice.
    pub problem: Option<String>,
}

/// What is known about one of several logs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewLogState {
    /// How many entries it has.
    pub entries: u32,
    /// Whether no entry has a time: then they are after all others.
    pub is_without_times: bool,
    /// How often its clock was set back.
    pub set_backs: u32,
    /// Why it, or a part of it, is left out: a part of a sentence.
    pub problem: Option<String>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ViewRow {
    /// The number of its entry; of several logs, its number among all rows.
    pub entry: u32,
    /// The number of its file.
    pub file: u32,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its message, with all its lines.
    pub text: String,
    /// Whether the message is too long, and the rest is missing.
    pub is_cut: bool,
    /// Its component; empty if it has none.
    pub component: String,
    /// The number of its process; 0 if it has none.
    pub process: u32,
    /// The number of its thread; 0 if it has none.
    pub thread: u32,
    /// The file and line of the program, if the log names them.
    pub source: String,
    /// Its time as written; empty if it has none.
    pub written: String,
    /// Its time in milliseconds since 1970 UTC, if known; a log without zone is read in that of its machine.
    pub utc: Option<i64>,
    /// Its level.
    pub level: ViewLevel,
    /// Identifies it in an address: the same after the log has grown.
    pub hash: u64,
    /// Whether it was found.
    pub is_hit: bool,
    /// Its number among the rows that were found, from 1; 0 if it was not found, or the number is not known.
    pub hit: u32,
}

/// Logs over time, on one axis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewStrips {
    /// The ticket of the request.
    pub ticket: u32,
    /// The first time, and the first one after the last, in milliseconds since 1970 UTC.
    pub from: i64,
    /// See `from`.
    pub before: i64,
    /// The parts of each log, in their order; of several logs, those of all of them are the last.
    pub logs: Vec<Vec<OverviewPart>>,
}

/// A part of the overview bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverviewPart {
    /// How many entries are in it.
    pub entries: u32,
    /// How many of them are errors.
    pub errors: u32,
    /// How many are warnings.
    pub warnings: u32,
    /// How many were found.
    pub hits: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        ViewPattern { text: text.to_owned(), ..ViewPattern::default() }.texts()
    }

    #[test]
    fn a_code_is_found_in_all_its_forms() {
        let forms = ["0x8024401B", "8024401B", "-2145107941", "2149859355"];
        for text in ["0x8024401b", "0X8024401B", " -2145107941 "] {
            assert_eq!(texts(text), forms, "{text}");
        }
    }

    #[test]
    fn other_texts_are_found_as_they_are() {
        for text in ["scan failed", "0x8024401", "0x00000643", "8024401b", "-", "-5 x", "1603", ""] {
            assert_eq!(texts(text), [text]);
        }
        let code = || "0x8024401b".to_owned();
        assert_eq!(ViewPattern { text: code(), is_exact: true, is_expression: false }.texts(), [code()]);
        assert!(ViewPattern { text: code(), is_exact: false, is_expression: true }.texts().is_empty());
    }
}
