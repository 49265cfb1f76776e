//! The bytes of a file to its events.

use crate::buffer::{self, BufferHead, BufferPlace, HEAD};
use crate::bytes::aligned;
use crate::header::{COMPRESSED, Header};
use crate::{Event, Record, record, xpress};

/// Takes events.
pub type Sink<'s> = &'s mut dyn FnMut(&Header, &Event<'_>);

/// Reads one file, whose bytes come in pieces of any size. It holds one buffer at most.
#[derive(Default)]
pub struct Reader {
    /// The bytes of a buffer that is not whole yet.
    held: Vec<u8>,
    /// What was compressed in a buffer.
    unpacked: Vec<u8>,
    /// How many bytes may still be unpacked.
    allowance: usize,
    /// The size of all buffers; 0 where they differ.
    stride: usize,
    /// Whether the bytes before made no sense either.
    is_astray: bool,
    /// Whether no more bytes will come.
    is_at_end: bool,
    summary: Summary,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The head of the trace; none where the file is no trace.
    pub header: Option<Header>,
    /// Bytes of the file.
    pub bytes: u64,
    /// How many buffers were read, damaged ones included.
    pub buffers: u64,
    /// How many of them were compressed.
    pub compressed: u64,
    /// How many stretches of the file make no sense and were passed over: whole buffers, the rest of one, the file's end.
    pub damaged: u64,
    /// How many buffers say that something was lost before them.
    pub losses: u64,
    /// How many events there were of providers.
    pub described: u64,
    /// How many messages of WPP.
    pub messages: u64,
    /// How many records of the system or of older kinds; the head of the file is none.
    pub systems: u64,
}

impl Summary {
    /// How many events the session lost, as the head of the file says.
    pub fn lost(&self) -> u64 {
        self.header.as_ref().map_or(0, |header| u64::from(header.lost))
    }
}

/// What is to be done with the bytes at hand.
enum ReadStep {
    /// So many are needed to say.
    Wants(usize),
    /// There is a buffer in the first so many.
    Reads(BufferHead, usize),
    /// The first so many were never written to.
    Skips(usize),
    /// The first so many make no sense.
    Strays(usize),
}

/// Of each byte of a file at most so many may be unpacked, and so many for nothing: buffers compress to a fifth.
const RATIO: usize = 32;
const ALLOWANCE: usize = 4 * 1024 * 1024;

/// In so many bytes at once the next buffer is looked for where one cannot be known by its place.
const STRETCH: usize = 64 * 1024;

impl Reader {
    /// Takes the next bytes of the file, and gives the events of the buffers that are whole with them.
    pub fn push(&mut self, bytes: &[u8], sink: Sink<'_>) {
        self.summary.bytes += bytes.len() as u64;
        let mut bytes = bytes;
        while !self.held.is_empty() {
            let mut held = std::mem::take(&mut self.held);
            let done = match self.step(&held) {
                ReadStep::Wants(wanted) => {
                    let more = wanted.saturating_sub(held.len()).min(bytes.len());
                    let (more, rest) = bytes.split_at_checked(more).unwrap_or_default();
                    held.extend_from_slice(more);
                    bytes = rest;
                    0
                }
                step => self.take(&step, &held, sink),
            };
            let is_waiting = done == 0 && bytes.is_empty();
            held.drain(..done.min(held.len()));
            self.held = held;
            if is_waiting {
                return;
            }
        }
        let rest = self.run(bytes, sink);
        self.held.extend_from_slice(rest);
    }

    /// The file is at its end: gives the events of a buffer that was cut off, and what was read in all.
    pub fn finish(mut self, sink: Sink<'_>) -> Summary {
        let held = std::mem::take(&mut self.held);
        self.is_at_end = true;
        let mut rest = held.as_slice();
        loop {
            rest = self.run(rest, sink);
            match buffer::head(rest) {
                BufferPlace::Buffer(head) if !self.is_astray => {
                    let done = self.read(&head, rest, sink);
                    rest = rest.get(done..).unwrap_or_default();
                }
                _ => break,
            }
        }
        if rest.iter().any(|&byte| byte != 0) {
            self.stray();
        }
        self.summary
    }

    /// Does what can be done with these bytes, and gives back the rest.
    fn run<'b>(&mut self, bytes: &'b [u8], sink: Sink<'_>) -> &'b [u8] {
        let mut bytes = bytes;
        loop {
            match self.step(bytes) {
                ReadStep::Wants(_) => return bytes,
                step => {
                    let done = self.take(&step, bytes, sink);
                    bytes = bytes.get(done..).unwrap_or_default();
                }
            }
        }
    }

    fn step(&self, bytes: &[u8]) -> ReadStep {
        if bytes.len() < HEAD {
            return ReadStep::Wants(HEAD);
        }
        if self.is_astray && self.stride == 0 {
            return self.look(bytes);
        }
        let (size, step) = match buffer::head(bytes) {
            // In a file whose buffers have one size another is damage, unless more than that is filled.
            BufferPlace::Buffer(head) if self.stride >= head.filled && !head.is_compressed => {
                (self.stride, ReadStep::Reads(head, self.stride))
            }
            BufferPlace::Buffer(head)
                if self.stride != 0 || self.summary.buffers == 0 || buffer::is_likely(bytes) =>
            {
                (head.size, ReadStep::Reads(head, head.size))
            }
            BufferPlace::Nothing if self.stride != 0 => (self.stride, ReadStep::Skips(self.stride)),
            _ => (self.stride, ReadStep::Strays(self.stride.max(1))),
        };
        if size > bytes.len() { ReadStep::Wants(size) } else { step }
    }

    /// Looks for the next buffer, wherever it begins.
    fn look(&self, bytes: &[u8]) -> ReadStep {
        if bytes.len() < HEAD + STRETCH && !self.is_at_end {
            return ReadStep::Wants(HEAD + STRETCH);
        }
        match bytes.windows(HEAD).position(buffer::is_likely) {
            Some(0) => match buffer::head(bytes) {
                BufferPlace::Buffer(head) if head.size <= bytes.len() => ReadStep::Reads(head, head.size),
                BufferPlace::Buffer(head) if !self.is_at_end => ReadStep::Wants(head.size),
                _ => ReadStep::Strays(1),
            },
            Some(at) => ReadStep::Strays(at),
            None => ReadStep::Strays(bytes.len() - HEAD + 1),
        }
    }

    /// Does a step, and says how many bytes are done with.
    fn take(&mut self, step: &ReadStep, bytes: &[u8], sink: Sink<'_>) -> usize {
        match step {
            ReadStep::Wants(_) => 0,
            ReadStep::Reads(head, size) => {
                self.is_astray = false;
                self.read(head, bytes.get(..*size).unwrap_or_default(), sink)
            }
            ReadStep::Skips(size) => *size,
            ReadStep::Strays(size) => {
                self.stray();
                *size
            }
        }
    }

    /// Counts a stretch that makes no sense once.
    fn stray(&mut self) {
        self.summary.damaged += u64::from(!self.is_astray);
        self.is_astray = true;
    }

    /// Reads a buffer, which may be cut off, and says how far the next one lies.
    fn read(&mut self, head: &BufferHead, bytes: &[u8], sink: Sink<'_>) -> usize {
        self.summary.buffers += 1;
        self.summary.losses += u64::from(head.has_loss);
        let stored = bytes.get(HEAD..).unwrap_or_default();
        let filled = head.filled - HEAD;
        if !head.is_compressed {
            let is_first = self.summary.header.is_none();
            self.read_records(head, filled, stored.get(..filled).unwrap_or(stored), sink);
            return if is_first { self.begin(head, bytes) } else { bytes.len() };
        }
        self.summary.compressed += 1;
        if self.summary.compressed == 1 {
            self.allowance = ALLOWANCE;
        }
        self.allowance = self.allowance.saturating_add(RATIO * stored.len());
        let mut unpacked = std::mem::take(&mut self.unpacked);
        unpacked.clear();
        let took = xpress::unpack(stored, &mut unpacked, filled.min(self.allowance));
        self.allowance = self.allowance.saturating_sub(unpacked.len());
        self.read_records(head, filled, &unpacked, sink);
        self.unpacked = unpacked;
        // A buffer ends where its last byte was unpacked from. Where another begins there its size was wrong.
        let end = took.map_or(bytes.len(), |took| HEAD + took);
        if bytes.get(end..).is_some_and(buffer::is_likely) {
            self.summary.damaged += 1;
            return end;
        }
        bytes.len()
    }

    /// After the first buffer: says how far the next one lies, and whether they all have one size.
    fn begin(&mut self, head: &BufferHead, bytes: &[u8]) -> usize {
        let buffer = self.summary.header.as_ref().map_or(0, |header| header.buffer as usize);
        // Where the head of the trace says another size and there is a buffer in this one, its size is wrong. Else nothing is
        // looked for: what is not filled shows old bytes, which may look like anything.
        let rest = bytes.get(head.filled..).filter(|_| buffer != bytes.len()).unwrap_or_default();
        let next = rest.windows(HEAD).position(buffer::is_likely);
        self.summary.damaged += u64::from(next.is_some());
        let size = next.map_or(bytes.len(), |next| head.filled + next);
        if let Some(header) = &self.summary.header
            && header.mode & COMPRESSED == 0
            && header.buffer as usize == size
        {
            self.stride = size;
        }
        size
    }

    /// Reads what is left of the so many bytes that a buffer's records fill.
    fn read_records(&mut self, head: &BufferHead, filled: usize, records: &[u8], sink: Sink<'_>) {
        let mut is_damaged = records.len() < filled;
        let mut rest = records;
        if self.summary.header.is_none() {
            let record = record::size(rest).and_then(|size| rest.get(..size));
            self.summary.header = record.and_then(Header::of);
            rest = rest.get(aligned(record.map_or(0, <[u8]>::len))..).unwrap_or_default();
        }
        let Summary { header: Some(header), described, messages, systems, .. } = &mut self.summary else {
            self.summary.damaged += 1;
            return;
        };
        while !rest.is_empty() && !is_unused(rest) {
            let Some(record) = record::size(rest).and_then(|size| rest.get(..size)) else {
                is_damaged = true;
                break;
            };
            match record::event(record, &header.clock, head.processor, header.pointer) {
                Some(event) => {
                    match event.record {
                        Record::Described(_) => *described += 1,
                        Record::Message(_) => *messages += 1,
                        Record::System(_) => *systems += 1,
                    }
                    sink(header, &event);
                }
                None => is_damaged = true,
            }
            rest = rest.get(aligned(record.len())..).unwrap_or_default();
        }
        self.summary.damaged += u64::from(is_damaged);
    }
}

/// Whether no record begins here because none was written any more: Windows marks that with ones, or there are but zeros.
fn is_unused(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF; 4]) || bytes.first() == Some(&0) && bytes.iter().all(|&byte| byte == 0)
}
