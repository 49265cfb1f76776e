//! The core of the log viewer: what a page needs to show a log of any size, in a worker and natively.
//!
//! Nothing here reads a file. Each job returns the range of bytes that it needs next, and is given them: the same code
//! works over a `File` of a browser, over a file on disk and over bytes in memory. A job does a bounded amount of work
//! per call, so that others can be done in between, and dropping it cancels it.
//!
//! [`Indexing`] reads a log once and makes its [`LogIndex`]: about four bytes per entry, no text.
//! [`RowRequest`] reads any entries again, as [`Row`]s with their text.
//! [`Search`] finds the entries that a [`Filter`] accepts or a [`Pattern`] matches, and keeps them as [`Hits`].
//! [`LogView`] does all this for a log that is shown while it is read.
//! [`Merge`] puts the entries of several logs in one order of time, and [`MergedView`] shows them.
//! [`overview`] counts what the bar beside the scrollbar shows, and [`compare`](fn@compare) aligns two sequences of entries.

#![forbid(unsafe_code)]

mod chip_counts;
mod clock;
mod compare;
mod counts;
mod diff;
mod facts;
mod filter;
mod filter_plan;
mod hits;
mod index;
mod indexing;
mod jump;
mod literal;
mod log_view;
mod merge;
mod merge_cursor;
mod merge_runs;
mod merged_jump;
mod merged_lane;
mod merged_progress;
mod merged_rows;
mod merged_target;
mod merged_view;
mod origins;
pub mod overview;
mod pair_view;
mod pattern;
mod required;
mod row;
mod row_request;
mod search;
mod segment;
mod source_file;
mod template;
mod varint;
mod view_asked;
mod view_growth;
mod view_job;
mod view_jump;
mod view_progress;
mod view_step;
mod view_target;
mod view_work;

pub use clock::{elapsed, elapsed_words};
pub use compare::{Comparison, Hunk, MOST_COMPARED, Side, compare};
pub use counts::LevelCounts;
pub use filter::{Chip, Condition, Filter};
pub use hits::Hits;
pub use index::LogIndex;
pub use indexing::{Indexing, MOST_ENTRIES};
pub use jump::{Direction, Position};
pub use log_view::LogView;
pub use merge::{Lane, Merge, MergedRow};
pub use merged_lane::MergedLog;
pub use merged_progress::LaneState;
pub use merged_rows::{MergedAnswer, MergedLine};
pub use merged_target::MergedTarget;
pub use merged_view::MergedView;
pub use origins::Origin;
pub use pair_view::{PairLogs, PairView};
pub use pattern::{Case, Pattern};
pub use row::{MOST_CHARACTERS, Row, entry_hash};
pub use row_request::RowRequest;
pub use search::{NextHit, Search, SearchStep};
pub use template::template;
pub use view_asked::ViewAnswer;
pub use view_progress::ViewProgress;
pub use view_step::{LaneRanges, LogRanges, ViewStep};
pub use view_target::Target;
