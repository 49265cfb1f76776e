//! Event Trace Log files (`.etl`) to their events, on any system.
//!
//! A [`Reader`] takes the bytes of one file in pieces of any size and hands out its events, buffer after buffer; it never
//! holds more than one buffer, never reads past the bytes that a buffer says are filled, and never fails: what cannot be
//! read is counted in its [`Summary`].

#![forbid(unsafe_code)]

mod buffer;
mod bytes;
mod clock;
mod cursor;
mod date;
mod digits;
#[cfg(feature = "encode")]
pub mod encode;
mod event;
mod fields;
mod float;
mod formats;
mod guid;
mod header;
mod join;
mod order;
mod reader;
mod record;
mod self_described;
mod template;
mod text;
mod value;
mod wpp;
mod xpress;
mod zone;

pub use clock::{Clock, Ticks};
pub use date::Date;
pub use event::{Described, Event, Message, Record, System};
pub use fields::{Field, Fields, Malformed};
pub use formats::{Format, Formats};
pub use guid::Guid;
pub use header::{COMPRESSED, Header, KILOBYTES, NEW_FILE};
pub use join::{Gap, Joined, Part, join};
pub use order::Order;
pub use reader::{Reader, Sink, Summary};
pub use self_described::SelfDescribed;
pub use value::Value;
pub use zone::{Change, Day, Zone};
