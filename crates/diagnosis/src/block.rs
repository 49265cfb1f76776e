//! One block of a file, read and searched: a pure function of the reading and the bytes.

use knowledge::Shows;
use logfile::{Columns, Entry, EntryLevel, Format, Piece, Reading, Start, read_block};

use crate::codes::{CodeTally, codes_in};
use crate::sighting::Sighting;
use crate::watch::{Watch, Which};

/// What one block holds, until the file is joined.
#[derive(Clone, Debug)]
pub struct Block {
    pub(crate) piece: Piece,
    pub(crate) found: Found,
}

impl Block {
    /// Reads and searches the bytes at `offset` of a file.
    ///
    /// Blocks may be read in any order and by any number of workers, each byte of the file in exactly one.
    pub fn read(watch: &Watch, reading: &Reading, offset: u64, bytes: &[u8]) -> Self {
        let mut search = Search::new(watch, reading);
        search.found.columns = Columns::with_room(bytes.len());
        let start = if offset == 0 { Start::Boundary } else { Start::Unknown };
        let edges = read_block(reading, offset, bytes, start, false, &mut |entry| search.look_at(entry));
        search.found.columns.shrink();
        Self { piece: Piece::new(offset, bytes, &edges), found: search.found }
    }

    /// The offset of the block in its file.
    pub fn offset(&self) -> u64 {
        self.piece.offset
    }
}

/// What was found in a stretch of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// Its entries, as rows.
    pub(crate) columns: Columns,
    /// The evidence seen; lines count from the beginning of the stretch until it is joined.
    pub(crate) sightings: Vec<Sighting>,
    /// The codes seen.
    pub(crate) codes: CodeTally,
    /// How many entries were not understood.
    pub(crate) unread: u64,
    /// How many entries could not be decoded by who wrote the log.
    pub(crate) undecoded: u64,
    /// Zones the log names itself: (offset of the entry, minutes to add for UTC).
    pub(crate) zones: Vec<(u64, i16)>,
    /// Whether an entry was not valid UTF-8.
    pub(crate) has_high_bytes: bool,
}

/// Looks at entries, one after the other.
pub(crate) struct Search<'w> {
    watch: &'w Watch,
    format: Format,
    has_structure: bool,
    /// The component of the entry before, and which evidence it can hold.
    component: Vec<u8>,
    which: Which,
    /// The log of that component, whose noise is known.
    noise: Option<&'static str>,
    pub(crate) found: Found,
}

impl<'w> Search<'w> {
    pub(crate) fn new(watch: &'w Watch, reading: &Reading) -> Self {
        let format = reading.format;
        Self {
            watch,
            format,
            has_structure: format.has_structure(),
            component: vec![0],
            which: Which::default(),
            noise: None,
            found: Found::default(),
        }
    }

    pub(crate) fn look_at(&mut self, entry: &Entry<'_>) {
        self.found.columns.push(entry);
        let message = entry.message();
        if entry.level == EntryLevel::Plain && self.has_structure {
            self.found.unread += 1;
        }
        if entry.component() != self.component {
            self.choose(entry);
        }
        let mut is_noise = false;
        let sightings = &mut self.found.sightings;
        self.watch.search(self.which, message, |evidence, places| {
            is_noise |= evidence.shows == Shows::Benign;
            push(sightings, Sighting::new(evidence, entry, places));
        });
        let (codes, noise) = (&mut self.found.codes, self.noise);
        codes_in(message, |code| {
            codes.add(code, is_noise || noise.is_some_and(|log| knowledge::noise(log, code).is_some()));
        });
        self.look_at_clock(entry, message);
        self.found.has_high_bytes |= !message.is_ascii() && std::str::from_utf8(message).is_err();
    }

    fn choose(&mut self, entry: &Entry<'_>) {
        self.component.clear();
        self.component.extend_from_slice(entry.component());
        self.which = self.watch.which(self.format, entry);
        self.noise = match self.format {
            Format::WindowsUpdate | Format::WindowsUpdateLegacy => Some("WindowsUpdate"),
            _ => std::str::from_utf8(entry.component()).ok().and_then(knowledge::log_of_component).map(|log| log.name),
        };
    }

    fn look_at_clock(&mut self, entry: &Entry<'_>, message: &[u8]) {
        match self.format {
            Format::WindowsUpdateLegacy => {
                if let Some(bias) = zone_of(message) {
                    self.found.zones.push((entry.offset(), bias));
                }
            }
            // A trace that was decoded without symbols has this line for every entry.
            Format::WindowsUpdate if message.ends_with(b"(No Format Information found).") => {
                self.found.undecoded += 1;
            }
            _ => {}
        }
    }
}

/// Adds a sighting, or counts it with the one before it.
pub(crate) fn push(sightings: &mut Vec<Sighting>, sighting: Sighting) {
    match sightings.last_mut() {
        Some(last) if last.takes_in(&sighting) => last.take_in(&sighting),
        _ => sightings.push(sighting),
    }
}

/// The zone in `Logging initialized (build: 7.5.7601.17514, tz: +0530)`, as minutes to add for UTC.
fn zone_of(message: &[u8]) -> Option<i16> {
    let at = memchr::memmem::find(message, b"Logging initialized")?;
    let zone = at + memchr::memmem::find(&message[at..], b"tz: ")? + 4;
    let [sign, digits @ ..] = message.get(zone..zone + 5)? else { return None };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |pair: &[u8]| i16::from(pair[0] - b'0') * 10 + i16::from(pair[1] - b'0');
    let minutes = number(&digits[..2]) * 60 + number(&digits[2..]);
    // Here the sign is the usual one: +0530 is ahead of UTC.
    match sign {
        b'+' => Some(-minutes),
        b'-' => Some(minutes),
        _ => None,
    }
}
