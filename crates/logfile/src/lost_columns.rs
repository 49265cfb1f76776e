//! What an excerpt lacks of the columns of its log, and how the report shows it.

/// What most entries of an excerpt lack of the columns of their log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostColumns {
    /// Dates and times, and the components too.
    All,
    /// Dates and times.
    Times,
    /// Dates, or the hours before minutes and seconds.
    Dates,
    /// Process and thread.
    Threads,
    /// No column, but what parted them: blanks for tabs, say.
    Gaps,
}

impl LostColumns {
    /// In words, behind the name of a log.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "pasted without columns",
            Self::Times => "pasted without times",
            Self::Dates => "pasted without dates",
            Self::Threads => "pasted without process and thread",
            Self::Gaps => "pasted with other gaps",
        }
    }
}
