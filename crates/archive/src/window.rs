//! The piece of an archive that is in memory.

use std::rc::Rc;

use crate::channel::Channel;

/// Bytes requested at once.
const PIECE: u64 = 1 << 20;

/// The piece of an archive that is in memory.
pub(crate) struct Window {
    channel: Rc<Channel>,
    size: u64,
    /// Where the piece begins.
    start: u64,
    bytes: Vec<u8>,
    /// Nothing is needed beyond this offset for now: read-ahead ends here.
    until: u64,
}

impl Window {
    pub(crate) fn new(channel: Rc<Channel>, size: u64) -> Self {
        Self { channel, size, start: 0, bytes: Vec::new(), until: size }
    }

    /// The size of the archive.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Reads ahead no further than this.
    pub(crate) fn expect_until(&mut self, until: u64) {
        self.until = until.min(self.size);
    }

    /// `length` bytes from an offset on; none if the archive ends before.
    pub(crate) async fn exact(&mut self, at: u64, length: usize) -> Option<&[u8]> {
        let end = at.checked_add(length as u64).filter(|&end| end <= self.size)?;
        if at < self.start || end > self.start + self.bytes.len() as u64 {
            self.load(at, end).await;
        }
        let from = (at - self.start) as usize;
        self.bytes.get(from..from + length)
    }

    /// The bytes from an offset on, as many as are in memory, at least one; none at `end`.
    pub(crate) async fn some(&mut self, at: u64, end: u64) -> &[u8] {
        let end = end.min(self.size);
        if at >= end {
            return &[];
        }
        if at < self.start || at >= self.start + self.bytes.len() as u64 {
            self.load(at, at + 1).await;
        }
        let from = (at - self.start) as usize;
        let to = ((end - self.start).min(self.bytes.len() as u64)) as usize;
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// Reads a piece that contains the requested bytes, from an offset on.
    async fn load(&mut self, at: u64, end: u64) {
        let ahead = (at + PIECE).min(self.until);
        self.bytes = Vec::new();
        self.start = at;
        self.bytes = self.channel.read(at..end.max(ahead).min(self.size)).await;
    }
}
