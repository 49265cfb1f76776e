//! A trace to its text.

/// Reads a trace.
pub(crate) struct Trace;

impl Trace {
    pub(crate) fn new(_formats: &[u8]) -> Self {
        Self
    }

    pub(crate) fn push(&mut self, _bytes: &[u8]) {}

    pub(crate) fn finish(self) -> Vec<u8> {
        Vec::new()
    }
}
