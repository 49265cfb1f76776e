//! One block of a file, read and searched: a pure function of the reading and the bytes.

use std::sync::Arc;

use knowledge::{EvidenceKind, Severity};
use logfile::{Columns, Entry, EntryLevel, Format, Piece, Reading, Start, read_block};
use spelling::captured;

use crate::codes::CodeTally;
use crate::contents::Contents;
use crate::facts::FactTally;
use crate::log::servicing_log;
use crate::moments::MomentTally;
use crate::registry::RegistryWatch;
use crate::rows::Rows;
use crate::sighting::Sighting;
use crate::trace;
use crate::watch::{Hit, Scratch, Watch, Which};

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
    /// Its lines, to know a copy by.
    pub(crate) contents: Contents,
    /// The evidence seen; lines count from the beginning of the stretch until it is joined.
    pub(crate) sightings: Vec<Sighting>,
    /// The codes seen.
    pub(crate) codes: CodeTally,
    /// What its lines say of updates and settings.
    pub(crate) facts: FactTally,
    /// What its lines say happened on the machine.
    pub(crate) moments: MomentTally,
    /// How many entries were not understood.
    pub(crate) unread: u64,
    /// How many entries could not be decoded by who wrote the log.
    pub(crate) undecoded: u64,
    /// How many entries have a time that is none of a log's.
    pub(crate) out_of_time: u64,
    /// Zones the log names itself: (offset of the entry, minutes to add for UTC).
    pub(crate) zones: Vec<(u64, i16)>,
    /// Whether an entry was not valid UTF-8.
    pub(crate) has_high_bytes: bool,
    /// The rows of a web server's log that matter; their lines count as those of the sightings do.
    pub(crate) rows: Rows,
}

/// What the entries of one component can hold.
struct Component {
    name: Box<[u8]>,
    /// Which evidence.
    which: Which,
    /// The codes that are noise in them, sorted.
    noise: Vec<u32>,
}

/// How many components of one block are remembered.
const MOST_COMPONENTS: usize = 64;

/// Looks at entries, one after the other.
pub(crate) struct Search<'w> {
    watch: &'w Watch,
    format: Format,
    /// The log that its entries are of, where the head of the file says so.
    log: Option<&'static str>,
    /// Whether it is a trace of something else, in which nothing is looked for.
    is_other: bool,
    has_structure: bool,
    /// What entries of each component can hold, in the order they were first seen.
    components: Vec<Component>,
    /// The place of the last entry's component.
    last: usize,
    scratch: Scratch,
    registry: RegistryWatch,
    /// How many lines stand before the stretch whose entries come.
    pub(crate) lines: u64,
    /// The message that each evidence was last seen in, by its index: lines repeat themselves.
    texts: Vec<Option<Arc<str>>>,
    pub(crate) found: Found,
}

impl<'w> Search<'w> {
    pub(crate) fn new(watch: &'w Watch, reading: &Reading) -> Self {
        let format = reading.format;
        Self {
            watch,
            format,
            log: trace::log_of(reading).map(|log| log.name),
            is_other: trace::is_other(reading),
            has_structure: format.has_structure(),
            components: Vec::new(),
            last: 0,
            scratch: Scratch::default(),
            registry: RegistryWatch::default(),
            lines: 0,
            texts: Vec::new(),
            found: Found::default(),
        }
    }

    pub(crate) fn look_at(&mut self, entry: &Entry<'_>) {
        self.found.columns.push(entry);
        self.found.contents.add(entry);
        self.found.out_of_time += u64::from(entry.is_out_of_time);
        self.found.rows.look_at(self.format, entry);
        let message = entry.message();
        if self.is_other {
            return;
        }
        if entry.level == EntryLevel::Plain && self.has_structure {
            self.found.unread += 1;
        }
        let is_registry = matches!(self.format, Format::Registry | Format::RegistryQuery);
        if is_registry && let Some(tells) = self.registry.look_at(self.format, entry) {
            self.found.facts.tell(tells, entry, self.lines);
        }
        // Eight digits in a row are anything in the registry, and seldom a code. Web servers log thousands of requests
        // that were served for each that was not.
        if is_registry || (self.format == Format::Iis && entry.level == EntryLevel::Info) {
            self.found.has_high_bytes |= !message.is_ascii() && std::str::from_utf8(message).is_err();
            return;
        }
        let component = self.component(entry);
        let which = self.components[component].which;
        let (mut is_noise, mut number) = (false, None);
        let (sightings, facts, lines) = (&mut self.found.sightings, &mut self.found.facts, self.lines);
        let moments = &mut self.found.moments;
        let texts = &mut self.texts;
        self.watch.search(which, message, &mut self.scratch, |hit, places| match hit {
            Hit::Evidence(evidence) => {
                is_noise |= evidence.shows == EvidenceKind::Benign;
                let place = usize::from(evidence.index.0);
                let like = texts.get(place).and_then(Option::as_ref);
                let sighting = Sighting::new(evidence, entry, lines, places, like);
                if let Some(text) =
                    sighting.quote.shared().filter(|text| like.is_none_or(|like| !Arc::ptr_eq(text, like)))
                {
                    texts.resize(texts.len().max(place + 1), None);
                    texts[place] = Some(Arc::clone(text));
                }
                number = number.or_else(|| sighting.capture("code").and_then(captured));
                push(sightings, sighting);
            }
            Hit::Fact(fact) => facts.add(fact, entry, lines, places),
            Hit::Moment(at, moment) => {
                // A code in it is a reason, or an app's, and nothing to mend.
                is_noise |= moment.is_listed && moment.severity == Severity::Info;
                moments.add(at, moment, entry, lines, places);
            }
        });
        let noise = &self.components[component].noise;
        self.found.codes.add(message, number, |code| is_noise || noise.binary_search(&code).is_ok());
        self.look_at_clock(entry, message);
        self.found.has_high_bytes |= !message.is_ascii() && std::str::from_utf8(message).is_err();
    }

    /// The place of what an entry's component can hold; most entries have that of the one before.
    fn component(&mut self, entry: &Entry<'_>) -> usize {
        let is_told_apart = matches!(self.format, Format::CmTrace | Format::SiteServer | Format::Servicing);
        if !is_told_apart && !self.components.is_empty() {
            return 0;
        }
        let name = if is_told_apart { entry.component() } else { &[] };
        if self.components.get(self.last).is_none_or(|last| *last.name != *name) {
            let known = self.components.iter().position(|known| *known.name == *name);
            self.last = known.unwrap_or_else(|| {
                let component = self.look_up(name, entry);
                // A log of thousands of components is none; the last place is good enough for its lines.
                self.components.truncate(MOST_COMPONENTS);
                self.components.push(component);
                self.components.len() - 1
            });
        }
        self.last
    }

    fn look_up(&self, name: &[u8], entry: &Entry<'_>) -> Component {
        let log = match self.format {
            Format::WindowsUpdate | Format::WindowsUpdateLegacy => Some("WindowsUpdate"),
            Format::Trace => self.log,
            Format::Servicing => Some(servicing_log(name)),
            _ => std::str::from_utf8(name).ok().and_then(knowledge::log_of_component).map(|log| log.name),
        };
        let noise = log.map_or_else(Vec::new, knowledge::noise_codes);
        // What the agent writes is looked for in its own trace alone: others use some of its code.
        let is_foreign = self.format == Format::Trace && log != Some("WindowsUpdate");
        let which = if is_foreign { Which::default() } else { self.watch.which(self.format, entry) };
        Component { name: name.into(), which, noise }
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
