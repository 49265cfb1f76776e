//! The buffers of a trace: each processor fills one, full ones are in the file.

use super::xpress;
use crate::buffer::HEAD;
use crate::bytes::aligned;

pub(super) struct Buffers {
    size: usize,
    is_compressed: bool,
    /// What each processor has filled.
    open: Vec<(u16, Vec<u8>)>,
    /// The full ones, as they are in the file.
    full: Vec<u8>,
    count: u64,
    /// The content of the last buffer. The unfilled part of the next one still contains it, as on Windows.
    stale: Vec<u8>,
}

impl Buffers {
    pub(super) fn new(size: usize, is_compressed: bool) -> Self {
        Self { size, is_compressed, open: Vec::new(), full: Vec::new(), count: 0, stale: Vec::new() }
    }

    pub(super) fn count(&self) -> u64 {
        self.count + self.open.iter().filter(|(_, records)| !records.is_empty()).count() as u64
    }

    /// Puts a record into the buffer of a processor. False if it is too large for any.
    pub(super) fn push(&mut self, processor: u16, record: &[u8]) -> bool {
        if HEAD + aligned(record.len()) > self.size {
            return false;
        }
        let room = self.size - HEAD;
        let nth = self.open.iter().position(|(other, _)| *other == processor);
        let nth = nth.unwrap_or_else(|| {
            self.open.push((processor, Vec::new()));
            self.open.len() - 1
        });
        if self.open[nth].1.len() + aligned(record.len()) > room {
            self.flush(processor);
        }
        let records = &mut self.open[nth].1;
        records.extend_from_slice(record);
        records.resize(aligned(records.len()), 0);
        true
    }

    pub(super) fn flush(&mut self, processor: u16) {
        let open = self.open.iter_mut().find(|(other, records)| *other == processor && !records.is_empty());
        let Some((_, records)) = open else { return };
        let records = std::mem::take(records);
        self.count += 1;
        let buffer = self.buffer(processor, self.count, 0, &records);
        self.full.extend(buffer);
    }

    pub(super) fn finish(mut self, head: &[u8]) -> Vec<u8> {
        for nth in 0..self.open.len() {
            self.flush(self.open[nth].0);
        }
        // The header describes everything that follows, so it is written last, over a reserved first buffer.
        let is_compressed = std::mem::replace(&mut self.is_compressed, false);
        // As on Windows, the filled part ends where the next record would begin.
        let mut head = head.to_vec();
        head.resize(aligned(head.len()), 0);
        let mut file = self.buffer(0, 0, 4, &head);
        if is_compressed {
            file.truncate(1024);
            file[..4].copy_from_slice(&1024u32.to_le_bytes());
        }
        file.extend(self.full);
        file
    }

    fn buffer(&mut self, processor: u16, sequence: u64, kind: u16, records: &[u8]) -> Vec<u8> {
        let filled = (HEAD + records.len()) as u32;
        let mut body = if self.is_compressed { xpress::pack(records) } else { records.to_vec() };
        if !self.is_compressed {
            if let Some(stale) = self.stale.get(body.len()..self.size - HEAD) {
                body.extend_from_slice(stale);
            }
            body.resize(self.size - HEAD, 0);
            self.stale.clone_from(&body);
        }
        let flags = if self.is_compressed { 0x60u16 } else { 0x20 };
        let mut buffer = vec![0; HEAD];
        let mut put = |at: usize, bytes: &[u8]| buffer[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &((HEAD + body.len()) as u32).to_le_bytes());
        put(4, &filled.to_le_bytes());
        put(8, &filled.to_le_bytes());
        put(0x18, &sequence.to_le_bytes());
        put(0x28, &processor.to_le_bytes());
        put(0x2A, &19u16.to_le_bytes());
        put(0x2C, &3u32.to_le_bytes());
        put(0x30, &filled.to_le_bytes());
        put(0x34, &flags.to_le_bytes());
        put(0x36, &kind.to_le_bytes());
        buffer.extend(body);
        buffer
    }
}
