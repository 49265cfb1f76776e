//! Reads the events of Event Trace Log files (`.etl`), on any system.
//!
//! A [`Reader`] takes the bytes of one file in pieces of any size and passes on its events, buffer after buffer. It
//! holds one buffer at most, never reads past the filled bytes of a buffer, and never fails: what cannot be read is
//! counted in its [`Summary`].
//!
//! ```
//! use etl::{Reader, Record, SelfDescribed};
//!
//! # use etl::encode::{TraceLine, TraceSession, TraceWriter};
//! # let mut trace = TraceWriter::new(TraceSession::default());
//! # trace.line(&TraceLine { component: "Agent", text: "* START * Finding updates", ..TraceLine::default() });
//! # let file = trace.finish();
//! let mut lines = Vec::new();
//! let mut reader = Reader::default();
//! for piece in file.chunks(64 * 1024) {
//!     reader.push(piece, &mut |header, event| {
//!         let Record::Described(described) = &event.record else { return };
//!         let Some(own) = SelfDescribed::of(described) else { return };
//!         let (local, bias) = header.zone.local(event.time);
//!         for field in own.fields().flatten() {
//!             let mut line = format!("{bias} {} {}: ", own.event, field.name);
//!             field.value.write(&mut line);
//!             lines.push((local, line));
//!         }
//!     });
//! }
//! let summary = reader.finish(&mut |_, _| {});
//! assert_eq!((summary.described, summary.damaged, summary.lost()), (1, 0, 0));
//! assert_eq!(lines[0].1, "420 Agent Info: * START * Finding updates");
//! ```
//!
//! [`SelfDescribed`] reads the content of self-describing events (TraceLogging); the texts of WPP's messages
//! come from `.tmf` files, which [`Formats`] reads. Events of several processors come buffer by buffer: [`Order`] puts
//! them in the order of their times. [`join`](fn@join) puts the files of a session in order and finds which are missing.

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
mod split;
mod template;
mod text;
mod value;
mod wpp;
mod xpress;
mod zone;

pub use clock::{Clock, Ticks};
pub use date::Date;
pub use event::{Described, Event, Message, Record, System};
pub use fields::{Fields, Malformed};
pub use formats::{Formats, MessageFormat};
pub use guid::Guid;
pub use header::{COMPRESSED, Header, KILOBYTES, NEW_FILE};
pub use join::{Joined, TraceGap, TracePart, join};
pub use order::Order;
pub use reader::{Reader, Sink, Summary};
pub use self_described::SelfDescribed;
pub use value::{Field, FieldValue};
pub use zone::{Change, Day, Zone};
