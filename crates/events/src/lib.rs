//! Decodes traces (`.etl`) and event logs (`.evtx`) of Windows to text logs, which `logfile` reads like any other.
//!
//! A [`Decoder`] takes the bytes of one file in pieces of any size and returns one text: a head line that describes the
//! file and how much of it could be read, then one line per event, in order of time. The formats of the two texts
//! are documented where they are read: `logfile/src/format/trace.rs` and `logfile/src/format/event_log.rs`.

#![deny(unsafe_code)]

mod decoder;
#[cfg(feature = "encode")]
pub mod encode;
mod event_log;
mod limits;
// Natively these names would be visible in the entire program.
#[cfg(target_family = "wasm")]
pub mod module;
#[cfg(target_family = "wasm")]
mod seeds;
mod trace;

pub use decoder::{Decoder, Kind};
pub use limits::MOST_TEXT;

/// The text of a file that is completely in memory.
pub fn text_of(kind: Kind, formats: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut decoder = Decoder::new(kind, formats);
    decoder.push(bytes);
    decoder.finish()
}
