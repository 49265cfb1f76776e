//! Reading one block: a pure function of the reading and the block's bytes.
//!
//! Entries begin at *natural* boundaries, which a format recognizes from the bytes alone.
//! If a window of 512 kB contains none (windows start at multiples of that in the file), the end of the
//! window is a *forced* boundary, so that an entry ends before 1 MB, regardless of its bytes.
//! Both kinds depend on the file alone and never on how it is cut into blocks.

use std::ops::Range;

use crate::encoding::Text;
use crate::entry::Entry;
use crate::format::Format;
use crate::reading::Reading;

/// What a block begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The beginning of an entry.
    Boundary,
    /// Anything.
    Unknown,
}

/// Which bytes of a block belong to entries that cross its edges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edges {
    /// The bytes from the first boundary to the last: their entries were passed on. None if the block holds
    /// no boundary at all: all of its bytes belong to an entry that began before.
    pub whole: Option<Range<usize>>,
    /// How many lines end inside `whole`.
    pub lines: u32,
}

const WINDOW: u64 = 512 * 1024;

/// The minimum distance of a forced boundary from the end: a natural one is recognized from this many bytes.
const LOOK_AHEAD: u64 = 256;

/// Reads the entries that are completely inside `bytes`, which begin at `offset` in the file, and passes them to `sink`.
///
/// If `closed`, the bytes end at the end of an entry (the end of the file, or the next block's first boundary), and
/// the last one is passed on too.
pub fn read_block(
    reading: &Reading,
    offset: u64,
    bytes: &[u8],
    start: Start,
    closed: bool,
    sink: &mut impl FnMut(&Entry<'_>),
) -> Edges {
    let text = Text::new(reading.encoding, offset, bytes);
    let mut walk = BlockWalk { reading, text: &text, offset, end: offset + bytes.len() as u64, closed };
    let Some(first) = walk.first(start) else { return Edges { whole: None, lines: 0 } };
    let (mut at, mut line) = (first, 0);
    while let Some(next) = walk.next(at) {
        walk.read(at..next, &mut line, sink);
        at = next;
    }
    if closed {
        walk.read(at..text.bytes.len(), &mut line, sink);
        at = text.bytes.len();
    }
    let in_block = |place: usize| {
        if place == text.bytes.len() && closed {
            bytes.len()
        } else {
            (text.file_offset(place) - offset) as usize
        }
    };
    Edges { whole: Some(in_block(first)..in_block(at).min(bytes.len())), lines: line }
}

struct BlockWalk<'t> {
    reading: &'t Reading,
    text: &'t Text<'t>,
    offset: u64,
    end: u64,
    closed: bool,
}

impl<'t> BlockWalk<'t> {
    /// The first boundary.
    fn first(&mut self, start: Start) -> Option<usize> {
        if start == Start::Boundary {
            return Some(self.text.place_of(self.offset.max(self.reading.mark as u64)));
        }
        // A block that begins in the middle does not know the start of its first line.
        let natural = match self.reading.format {
            Format::CmTrace => self.natural(0),
            _ if self.text.bytes.is_empty() => None,
            _ => self.natural(1),
        };
        self.forced_before(self.offset, natural).or(natural)
    }

    /// The boundary after the one at `place`.
    fn next(&mut self, place: usize) -> Option<usize> {
        if place + 1 >= self.text.bytes.len() {
            return None;
        }
        let natural = self.natural(place + 1);
        self.forced_before(self.text.file_offset(place), natural).or(natural)
    }

    fn natural(&self, from: usize) -> Option<usize> {
        self.reading.next_boundary(&self.text.bytes, from)
    }

    /// The first forced boundary after the file offset `from` and before `natural`.
    fn forced_before(&self, from: u64, natural: Option<usize>) -> Option<usize> {
        let forced = from.next_multiple_of(WINDOW) + WINDOW;
        if forced >= self.end {
            return None;
        }
        let limit = match natural {
            Some(place) => self.text.file_offset(place),
            None if self.closed => self.end,
            None => self.end.saturating_sub(LOOK_AHEAD),
        };
        (forced < limit).then(|| self.text.place_of(forced))
    }

    fn read(&self, chunk: Range<usize>, line: &mut u32, sink: &mut impl FnMut(&Entry<'_>)) {
        let lines = self.reading.lines;
        if self.text.bytes[chunk.clone()].trim_ascii_start().is_empty() {
            *line += lines.count(&self.text.bytes[chunk]);
            return;
        }
        let flip = self.reading.flip_bias;
        let boundary = chunk.start;
        self.reading.read_chunk(self.text, chunk, &mut |mut entry: Entry<'t>| {
            entry.line = *line;
            entry.is_boundary = entry.place.start == boundary;
            entry.lines = lines.count(&self.text.bytes[entry.place.clone()]);
            *line += entry.lines;
            // An implausible time stays as written, and is ignored.
            let time = entry.time.take();
            entry.time = time.filter(|time| time.is_plausible());
            entry.is_out_of_time = entry.time != time;
            if flip && let Some(time) = &mut entry.time {
                time.bias = time.bias.map(|bias| -bias);
            }
            sink(&entry);
        });
    }
}
