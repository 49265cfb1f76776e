//! One block of a file, read and searched: a pure function of the reading and the bytes.

use logfile::{BlockRest, EntryColumns, Reading, Start, read_block};

use crate::scan::entry_scanner::{EntryScanner, ScanResult};
use crate::scan::pattern_matcher::PatternMatcher;

/// What one block holds, until the file is joined.
#[derive(Clone, Debug)]
pub struct LogBlock {
    pub(crate) piece: BlockRest,
    pub(crate) found: ScanResult,
}

impl LogBlock {
    /// Reads and searches the bytes at `offset` of a file.
    ///
    /// Blocks may be read in any order and by any number of workers, each byte of the file in exactly one.
    pub fn read(matcher: &PatternMatcher, reading: &Reading, offset: u64, bytes: &[u8]) -> Self {
        let mut search = EntryScanner::new(matcher, reading);
        search.found.columns = EntryColumns::with_room(bytes.len());
        let start = if offset == 0 { Start::Boundary } else { Start::Unknown };
        let edges = read_block(reading, offset, bytes, start, false, &mut |entry| search.scan_entry(entry));
        search.found.columns.shrink();
        Self { piece: BlockRest::new(offset, bytes, &edges), found: search.found }
    }

    /// The offset of the block in its file.
    pub fn offset(&self) -> u64 {
        self.piece.offset
    }
}
