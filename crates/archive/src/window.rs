//! A window on an archive: the piece of it that is in memory.

use crate::taker::{Source, Stop};

/// Bytes asked for at once.
const PIECE: u64 = 1 << 20;

/// The piece of an archive that is in memory.
pub(crate) struct Window<'s, S> {
    source: &'s mut S,
    size: u64,
    /// Where the piece begins.
    start: u64,
    bytes: Vec<u8>,
    /// Where nothing more is wanted from for now: what is read ahead ends here.
    until: u64,
}

impl<'s, S: Source> Window<'s, S> {
    pub(crate) fn new(source: &'s mut S, size: u64) -> Self {
        Self { source, size, start: 0, bytes: Vec::new(), until: size }
    }

    /// The size of the archive.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Reads ahead no further than this.
    pub(crate) fn expect_until(&mut self, until: u64) {
        self.until = until.min(self.size);
    }

    /// So many bytes from an offset on; none where the archive ends before.
    pub(crate) async fn exact(&mut self, at: u64, length: usize) -> Result<Option<&[u8]>, Stop> {
        let Some(end) = at.checked_add(length as u64).filter(|&end| end <= self.size) else {
            return Ok(None);
        };
        if at < self.start || end > self.start + self.bytes.len() as u64 {
            self.load(at, end).await?;
        }
        let from = (at - self.start) as usize;
        Ok(self.bytes.get(from..from + length))
    }

    /// The bytes from an offset on, as many as are at hand, one at least; none at `end`.
    pub(crate) async fn some(&mut self, at: u64, end: u64) -> Result<&[u8], Stop> {
        let end = end.min(self.size);
        if at >= end {
            return Ok(&[]);
        }
        if at < self.start || at >= self.start + self.bytes.len() as u64 {
            self.load(at, at + 1).await?;
        }
        let from = (at - self.start) as usize;
        let to = ((end - self.start).min(self.bytes.len() as u64)) as usize;
        Ok(self.bytes.get(from..to).unwrap_or_default())
    }

    /// Reads a piece from an offset on that holds what is wanted.
    async fn load(&mut self, at: u64, end: u64) -> Result<(), Stop> {
        let ahead = (at + PIECE).min(self.until);
        self.bytes.clear();
        self.start = at;
        self.source.read(at, end.max(ahead).min(self.size), &mut self.bytes).await
    }
}
