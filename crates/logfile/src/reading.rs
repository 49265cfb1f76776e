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
    /// How its dates order day and month, where they are written as its locale does.
    pub dates: DateOrder,
    /// The moment from which its times of day count, in milliseconds of its own clock: an entry's time is the first one
    /// at or after it. None where its entries have dates, or none can be told.
    pub day: Option<i64>,
    /// What the text of a trace or an event log says of the file it was made of.
    pub source: Option<Source>,
    /// What it lacks of the columns of its format, where it is an excerpt that somebody copied.
    pub lost: Option<LostColumns>,
}

impl Reading {
    /// The format in words, for the reader, with what an excerpt lacks: "WindowsUpdate.log, pasted without times".
    pub fn format_words(&self) -> String {
        match self.lost {
            Some(lost) => [self.format.log_words(), ", ", lost.words()].concat(),
            None => self.format.words().to_owned(),
        }
    }
}
