//! How one log is to be read.

use crate::dates::DateOrder;
use crate::encoding::Encoding;
use crate::format::Format;
use crate::lines::LineEnd;
use crate::lost_columns::LostColumns;
use crate::source::Source;

/// How one file is to be read. It never changes once it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its encoding.
    pub encoding: Encoding,
    /// The length of its byte order mark in bytes.
    pub mark: usize,
    /// Its format.
    pub format: Format,
    /// What ends its lines.
    pub lines: LineEnd,
    /// Whether its times carry the bias with the opposite sign, as scripts write it.
    pub flip_bias: bool,
    /// How its dates order day and month, if they are written in the format of its locale.
    pub dates: DateOrder,
    /// The moment from which its times of day count, in milliseconds of its own clock: an entry's time is the first one
    /// at or after it. None if its entries have dates, or no date can be inferred.
    pub day: Option<i64>,
    /// What the text of a trace or an event log records about its source file.
    pub source: Option<Source>,
    /// What it lacks of the columns of its format, if it is a pasted excerpt.
    pub lost: Option<LostColumns>,
}

impl Reading {
    /// The display name of the format, with what an excerpt lacks: "WindowsUpdate.log, pasted without times".
    pub fn format_words(&self) -> String {
        match self.lost {
            Some(lost) => [self.format.log_words(), ", ", lost.words()].concat(),
            None => self.format.words().to_owned(),
        }
    }
}
