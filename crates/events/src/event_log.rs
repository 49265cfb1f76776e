//! Decodes an event log to its text.
//!
//! An `.evtx` is a header of 4 kB and self-contained chunks of 64 kB: each has the names and the templates that
//! its records need. So one chunk is in memory at a time, and a damaged one affects only itself.

mod chunk;
mod event;
mod lines;
mod messages;
mod values;
mod xml;

use event::LogEvent;
use lines::EventLines;

/// Bytes of the file's header.
const HEAD: usize = 4096;
/// Bytes of a chunk.
const CHUNK: usize = 65_536;

/// Reads an event log.
pub(crate) struct EventLog {
    /// The header, then the incomplete chunk.
    piece: Vec<u8>,
    /// Bytes of the file so far.
    bytes: u64,
    /// Windows had the file open when it was copied: the last writes have no checksum yet.
    open: bool,
    lines: EventLines,
    /// What the newest events report about the machine.
    source: LogSource,
    /// Records that could not be read, in chunks that could.
    undecoded: u64,
    damaged: u64,
}

/// What the head line reports about the file.
#[derive(Default)]
struct LogSource {
    /// The log that the events are of, as Windows names it: `System`.
    channel: String,
    computer: String,
    build: u64,
    /// When the event that reported it was written; the newest wins, because machines are renamed and updated.
    named: Option<i64>,
    built: Option<i64>,
}

impl EventLog {
    pub(crate) fn new() -> Self {
        Self {
            piece: Vec::new(),
            bytes: 0,
            open: false,
            lines: EventLines::default(),
            source: LogSource::default(),
            undecoded: 0,
            damaged: 0,
        }
    }

    pub(crate) fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let in_head = self.bytes < HEAD as u64;
            let whole = if in_head { HEAD } else { CHUNK };
            let (taken, rest) = bytes.split_at(bytes.len().min(whole - self.piece.len()));
            self.piece.extend_from_slice(taken);
            self.bytes += taken.len() as u64;
            bytes = rest;
            if self.piece.len() == whole {
                let piece = std::mem::take(&mut self.piece);
                if in_head {
                    self.head(&piece);
                } else {
                    self.chunk(piece, true);
                }
            }
        }
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let mut piece = std::mem::take(&mut self.piece);
        if self.bytes > HEAD as u64 && !piece.is_empty() {
            // The file is truncated: the existing part of its last chunk is still read.
            piece.resize(CHUNK, 0);
            self.chunk(piece, false);
        } else if self.bytes < HEAD as u64 {
            self.damaged += 1;
        }
        let LogSource { channel, computer, build, .. } = &self.source;
        let mut head = format!("#Events\tkind={channel}\tcomputer={computer}");
        if *build > 0 {
            head += &format!("\tbuild={build}");
        }
        let (lines, cut) = self.lines.sorted();
        head += &format!(
            "\tbytes={}\tevents={}\tundecoded={}\tdamaged={}\tcut={cut}\n",
            self.bytes,
            lines.count(),
            self.undecoded,
            self.damaged
        );
        lines.after(&head)
    }

    /// The flags at 120: 1 means that the log was not closed.
    fn head(&mut self, head: &[u8]) {
        self.open = head.get(120).is_some_and(|flags| flags & 1 != 0);
        if !head.starts_with(b"ElfFile\0") {
            self.damaged += 1;
        }
    }

    fn chunk(&mut self, bytes: Vec<u8>, whole: bool) {
        // Windows allocates many chunks at a time; unused ones are zero.
        if bytes.iter().take(8).all(|&byte| byte == 0) {
            return;
        }
        let Self { lines, source, open, .. } = self;
        let read = chunk::read(bytes, |record| {
            if let Some(event) = LogEvent::of(record) {
                source.take(&event);
                lines.take(&event);
                return true;
            }
            false
        });
        self.undecoded += read.undecoded;
        self.damaged += u64::from(!whole || !read.sound && !*open || read.broken);
    }
}

impl LogSource {
    fn take(&mut self, event: &LogEvent<'_>) {
        if Some(event.time) >= self.named {
            self.named = Some(event.time);
            self.channel = values::flat(&event.channel);
            self.computer = values::flat(&event.computer);
        }
        if let Some(build) = event.build()
            && Some(event.time) >= self.built
        {
            self.built = Some(event.time);
            self.build = build;
        }
    }
}
