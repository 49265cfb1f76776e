//! Joining blocks in file order: entries that cross their edges are read with the same function.

use crate::block::{Edges, Start, read_block};
use crate::entry::Entry;
use crate::reading::Reading;

/// What is left of a block after its complete entries were passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRest {
    /// The file offset of the block.
    pub offset: u64,
    /// Its length in bytes.
    pub length: u64,
    /// The bytes before its first boundary; all of them if it has none.
    before: Box<[u8]>,
    /// The bytes after its last boundary, and how many lines end between the two; none if it has none.
    after: Option<(Box<[u8]>, u32)>,
}

impl BlockRest {
    /// What is left of the block `bytes` at `offset`, whose complete entries are between these edges.
    pub fn new(offset: u64, bytes: &[u8], edges: &Edges) -> Self {
        let (before, after) = match &edges.whole {
            Some(whole) => (&bytes[..whole.start], Some((bytes[whole.end..].into(), edges.lines))),
            None => (bytes, None),
        };
        Self { offset, length: bytes.len() as u64, before: before.into(), after }
    }
}

/// Puts the blocks of one file back together; they must come in file order.
#[derive(Clone, Debug, Default)]
pub struct Joiner {
    /// Bytes of an entry that has not ended yet.
    carry: Vec<u8>,
    /// Where they begin in the file.
    offset: u64,
    /// How many lines end before them.
    lines: u64,
}

/// From this length on, complete entries inside the carried bytes are read before more is added to them.
const CARRY: usize = 2 * 1024 * 1024;

impl Joiner {
    /// Adds the next block, passes the entries that cross its beginning to `sink`, and returns how many lines
    /// end before the block's own first entry.
    ///
    /// The sink's first argument is the number of lines that end before the stretch the entry was read in: its
    /// line in the file, from 1, is that plus `entry.line` plus one.
    pub fn push(
        &mut self,
        reading: &Reading,
        piece: &BlockRest,
        sink: &mut impl FnMut(u64, &Entry<'_>),
    ) -> u64 {
        self.carry.extend_from_slice(&piece.before);
        let Some((after, lines)) = &piece.after else {
            if self.carry.len() >= CARRY {
                self.read(reading, false, sink);
            }
            return self.lines;
        };
        self.read(reading, true, sink);
        let before_block = self.lines;
        self.lines += u64::from(*lines);
        self.carry.extend_from_slice(after);
        self.offset = piece.offset + piece.length - after.len() as u64;
        before_block
    }

    /// Passes on what is left at the end of the file.
    pub fn finish(&mut self, reading: &Reading, sink: &mut impl FnMut(u64, &Entry<'_>)) {
        self.read(reading, true, sink);
        // A drop may have a hundred thousand files.
        self.carry = Vec::new();
    }

    fn read(&mut self, reading: &Reading, closed: bool, sink: &mut impl FnMut(u64, &Entry<'_>)) {
        let lines = self.lines;
        let edges = read_block(reading, self.offset, &self.carry, Start::Boundary, closed, &mut |entry| {
            sink(lines, entry);
        });
        let read = if closed { self.carry.len() } else { edges.whole.map_or(0, |whole| whole.end) };
        self.carry.drain(..read);
        self.offset += read as u64;
        self.lines += u64::from(edges.lines);
    }
}
