//! An event log to its text.

/// Reads an event log.
pub(crate) struct EventLog;

impl EventLog {
    pub(crate) fn new() -> Self {
        Self
    }

    pub(crate) fn push(&mut self, _bytes: &[u8]) {}

    pub(crate) fn finish(self) -> Vec<u8> {
        Vec::new()
    }
}
