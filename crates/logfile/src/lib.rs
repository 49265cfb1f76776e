//! Reads the bytes of a log file as entries: encodings, formats, time, level, component, thread.
//!
//! A log is read in three steps.
//! [`recognize`](fn@recognize) decides from its head and tail how to read it: an immutable [`Reading`].
//! [`read_block`] is a pure function of that reading and one block of bytes, in any order, in any worker: it hands
//! every complete entry to a sink and reports which bytes at both edges belong to entries that cross them.
//! [`Joiner`] puts the blocks back in file order and reads the entries across their edges with the same function.
//!
//! Reading never fails: text that cannot be parsed becomes a plain entry and is counted.

#![forbid(unsafe_code)]

mod block;
mod columns;
mod date_order;
mod dates;
mod document;
mod encoding;
mod entry;
mod excerpt;
mod format;
mod formats;
mod join;
mod line_format;
mod lines;
mod lost_columns;
mod placeholder;
mod reading;
mod recognize;
mod rollover;
mod source;
mod stamp;
mod time;
mod update_log;

pub use block::{Edges, Start, read_block};
pub use columns::{EntryColumns, EntryRow};
pub use dates::DateOrder;
pub use document::{Document, document};
pub use encoding::{Encoding, Text, decode};
pub use entry::{Entry, EntryLevel};
pub use format::Format;
pub use formats::w3c::{W3cFields, w3c_day};
pub use formats::{RegistryData, RegistryValue};
pub use join::{BlockRest, Joiner};
pub use line_format::{
    begins_inside, begins_with_time, excerpt_begins_inside, excerpt_line_format, line_format,
};
pub use lines::LineEnd;
pub use lost_columns::LostColumns;
pub use reading::Reading;
pub use recognize::{EDGE, recognize};
pub use rollover::{Rollover, rollover};
pub use source::{Binary, MOST_FORMATS, Source, TOO_MANY_FORMATS, binary, is_formats};
pub use time::{LocalTime, rfc3339_local, rfc3339_utc};
pub use update_log::{first_time, to_update_log};
