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
    /// No column, but the separators: blanks instead of tabs, for example.
    Gaps,
}

impl LostColumns {
    /// The text shown after the name of a log.
    pub fn words(self) -> &'static str {
        match self {
            Self::All => "pasted without columns",
            Self::Times => "pasted without times",
            Self::Dates => "pasted without dates",
            Self::Threads => "pasted without process and thread",
            Self::Gaps => "pasted with changed spacing",
        }
    }
}
