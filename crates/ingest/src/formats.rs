//! The message formats (`.tmf` files) that old traces are decoded with, and the traces that lack some.

use logfile::MOST_FORMATS;
use report::FileMeta;

use crate::host::Body;

/// The `.tmf` files that were given, concatenated, up to [`MOST_FORMATS`] bytes.
#[derive(Debug, Default)]
pub struct TraceFormats(Vec<u8>);

impl TraceFormats {
    /// Adds one file, if there is room for it.
    pub fn add(&mut self, text: &[u8]) -> bool {
        let has_room = text.len() as u64 <= self.room();
        if has_room {
            self.0.extend_from_slice(text);
            self.0.push(b'\n');
        }
        has_room
    }

    /// How many bytes one more file may have.
    pub fn room(&self) -> u64 {
        MOST_FORMATS.saturating_sub(self.0.len() + 1) as u64
    }

    /// The text of all formats.
    pub fn text(&self) -> &[u8] {
        &self.0
    }
}

/// The most bytes of traces from archives that are kept until their formats arrive.
const MOST_KEPT: u64 = 256 << 20;

/// The traces that hold messages whose format is unknown.
#[derive(Debug, Default)]
pub(crate) struct Lacking(Vec<LackingTrace>);

#[derive(Debug)]
struct LackingTrace {
    file: FileMeta,
    body: Body,
    depth: u32,
    /// The length of the text of all formats when it was decoded.
    known: usize,
}

impl Lacking {
    /// Keeps a trace until more formats arrive; one from an archive stays in storage meanwhile, if there is room.
    pub(crate) fn add(&mut self, file: FileMeta, body: Body, depth: u32, formats: &TraceFormats) {
        let stored = self.0.iter().filter(|trace| matches!(trace.body, Body::Member(_)));
        let stored: u64 = stored.map(|trace| trace.file.size).sum();
        if matches!(body, Body::Given(_)) || stored + file.size <= MOST_KEPT {
            self.0.push(LackingTrace { file, body, depth, known: formats.text().len() });
        }
    }

    /// Whether a body is kept.
    pub(crate) fn keeps(&self, body: Body) -> bool {
        self.0.iter().any(|trace| trace.body == body)
    }

    /// The traces to read again because formats have arrived since.
    pub(crate) fn take(&mut self, formats: &TraceFormats) -> Vec<(FileMeta, Body, u32)> {
        let more = self.0.extract_if(.., |trace| trace.known < formats.text().len());
        more.map(|trace| (trace.file, trace.body, trace.depth)).collect()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
