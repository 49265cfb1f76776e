//! Event Trace Log files (`.etl`) to their events, on any system.
//!
//! A [`Reader`] takes the bytes of one file in pieces of any size and hands out its events, buffer after buffer; it never
//! holds more than one buffer, never reads past the bytes that a buffer says are filled, and never fails: what cannot be
//! read is counted in its [`Summary`].

#![forbid(unsafe_code)]

mod buffer;
mod bytes;
mod clock;
#[cfg(feature = "encode")]
pub mod encode;
mod event;
mod guid;
mod header;
mod reader;
mod record;
mod xpress;
mod zone;

pub use clock::{Clock, Ticks};
pub use event::{Described, Event, Message, Record, System};
pub use guid::Guid;
pub use header::{COMPRESSED, Header, KILOBYTES, NEW_FILE};
pub use reader::{Reader, Sink, Summary};
pub use zone::{Change, Day, Zone};
