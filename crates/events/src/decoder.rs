//! Reads a file of either kind in pieces of any size.

use crate::event_log::EventLog;
use crate::trace::TraceText;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An Event Trace Log file.
    Trace,
    /// An event log.
    EventLog,
}

/// Reads one file.
pub struct Decoder(Reads);

enum Reads {
    Trace(Box<TraceText>),
    EventLog(EventLog),
}

impl Decoder {
    /// Begins with a file of this kind. `formats` holds the text of every `.tmf` file that was given: the texts of
    /// WPP's messages.
    pub fn new(kind: Kind, formats: &[u8]) -> Self {
        Self(match kind {
            Kind::Trace => Reads::Trace(Box::new(TraceText::new(formats))),
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

    /// Ends the file and returns its text, in UTF-8.
    pub fn finish(self) -> Vec<u8> {
        match self.0 {
            Reads::Trace(trace) => trace.finish(),
            Reads::EventLog(log) => log.finish(),
        }
    }
}
