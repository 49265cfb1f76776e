//! What a view needs next.

use std::ops::Range;

/// What a view needs next: of one log, of several, or of two sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewStep<R> {
    /// These bytes: they are given to the `add` of the view.
    Read(R),
    /// Another step; others can work in between.
    Work,
    /// Nothing: all is done until the next request.
    Idle,
}

/// Bytes of one log.
pub type LogRanges = Vec<Range<u64>>;

/// Bytes of several logs, each of the log with this number.
pub type LaneRanges = Vec<(usize, Range<u64>)>;
