//! Traces (`.etl`) and event logs (`.evtx`) of Windows to text logs, which `logfile` reads as any other.
//!
//! A [`Decoder`] takes the bytes of one file in pieces of any size and gives one text back: a head line that says what the
//! file is and how much of it could be read, then a line an event, in the order of their times. What the two texts look
//! like stands where they are read: `logfile/src/format/trace.rs` and `logfile/src/format/event_log.rs`.

#![deny(unsafe_code)]

#[cfg(feature = "encode")]
pub mod encode;
mod event_log;
// Natively these names would be those of the whole program.
#[cfg(target_family = "wasm")]
pub mod module;
#[cfg(target_family = "wasm")]
mod seeds;
mod trace;

use event_log::EventLog;
use trace::Trace;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An Event Trace Log file.
    Trace,
    /// An event log.
    EventLog,
}

/// At most so many bytes of text are made of one file; what is beyond is counted.
pub const MOST_TEXT: usize = 128 * 1024 * 1024;

/// Reads one file.
pub struct Decoder(Reads);

enum Reads {
    Trace(Box<Trace>),
    EventLog(EventLog),
}

impl Decoder {
    /// Begins with a file of this kind. `formats` holds the text of every `.tmf` file that was given: the texts of WPP's
    /// messages.
    pub fn new(kind: Kind, formats: &[u8]) -> Self {
        Self(match kind {
            Kind::Trace => Reads::Trace(Box::new(Trace::new(formats))),
            Kind::EventLog => Reads::EventLog(EventLog::new()),
        })
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            Reads::Trace(trace) => trace.push(bytes),
            Reads::EventLog(log) => log.push(bytes),
        }
    }

    /// The file is at its end: its text, in UTF-8.
    pub fn finish(self) -> Vec<u8> {
        match self.0 {
            Reads::Trace(trace) => trace.finish(),
            Reads::EventLog(log) => log.finish(),
        }
    }
}

/// The text of a file that is in memory whole.
pub fn text_of(kind: Kind, formats: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut decoder = Decoder::new(kind, formats);
    decoder.push(bytes);
    decoder.finish()
}
