//! Scans entries one after the other and collects everything that is kept of them.

use std::sync::Arc;

use knowledge::spelling::captured;
use knowledge::{EvidenceKind, Severity};
use logfile::{Entry, EntryColumns, EntryLevel, Format, Reading};

use crate::scan::codes::CodeTally;
use crate::scan::details::DetailTally;
use crate::scan::facts::FactTally;
use crate::scan::failure_lines::{FailureLines, is_searched};
use crate::scan::line_hashes::LineHashes;
use crate::scan::log_names::{AGENT_LOG, is_other_trace, log_of_format, servicing_log, trace_log};
use crate::scan::message_texts::code_in_words;
use crate::scan::moments::MomentTally;
use crate::scan::pattern_matcher::{CaptureBuffers, PatternHit, PatternMatcher, PatternSetId};
use crate::scan::registry::RegistryReader;
use crate::scan::sighting::Sighting;
use crate::scan::web_rows::WebRows;

/// The scan results of a stretch of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ScanResult {
    /// Its entries, as rows.
    pub(crate) columns: EntryColumns,
    /// Its lines, for the detection of copies.
    pub(crate) contents: LineHashes,
    /// The evidence found; line numbers are relative to the stretch until it is joined.
    pub(crate) sightings: Vec<Sighting>,
    /// The codes found.
    pub(crate) codes: CodeTally,
    /// The failing codes that no result names.
    pub(crate) details: DetailTally,
    /// The lines that report a failure in words only.
    pub(crate) failure_lines: FailureLines,
    /// Facts about updates and settings.
    pub(crate) facts: FactTally,
    /// Events on the machine.
    pub(crate) moments: MomentTally,
    /// The number of entries that could not be parsed.
    pub(crate) unread: u64,
    /// The number of entries that the writer of the log could not decode.
    pub(crate) undecoded: u64,
    /// The number of entries whose time is not plausible for a log.
    pub(crate) out_of_time: u64,
    /// The time zones that the log names: (offset of the entry, minutes to add for UTC).
    pub(crate) zones: Vec<(u64, i16)>,
    /// Whether an entry was not valid UTF-8.
    pub(crate) has_high_bytes: bool,
    /// The rows of a web server log that matter; their line numbers are relative like those of the sightings.
    pub(crate) rows: WebRows,
}

/// The patterns that apply to the entries of one component.
struct Component {
    name: Box<[u8]>,
    /// The set of patterns.
    which: PatternSetId,
}

/// How many components are remembered per block.
const MOST_COMPONENTS: usize = 64;

/// Scans entries one after the other.
pub(crate) struct EntryScanner<'w> {
    matcher: &'w PatternMatcher,
    format: Format,
    /// The log that its entries belong to, if the head of the file names it.
    log: Option<&'static str>,
    /// Whether it is a trace of another product, which is not searched.
    is_other: bool,
    has_structure: bool,
    /// The patterns for each component, in the order in which the components first appeared.
    components: Vec<Component>,
    /// The index of the last entry's component.
    last: usize,
    scratch: CaptureBuffers,
    registry: RegistryReader,
    /// The number of lines before the current stretch.
    pub(crate) lines: u64,
    /// The last message of each evidence, by its index, because lines repeat.
    texts: Vec<Option<Arc<str>>>,
    pub(crate) found: ScanResult,
}

impl<'w> EntryScanner<'w> {
    pub(crate) fn new(matcher: &'w PatternMatcher, reading: &Reading) -> Self {
        let format = reading.format;
        Self {
            matcher,
            format,
            log: trace_log(reading).map(|log| log.name),
            is_other: is_other_trace(reading),
            has_structure: format.has_structure(),
            components: Vec::new(),
            last: 0,
            scratch: CaptureBuffers::default(),
            registry: RegistryReader::default(),
            lines: 0,
            texts: Vec::new(),
            found: ScanResult::default(),
        }
    }

    pub(crate) fn scan_entry(&mut self, entry: &Entry<'_>) {
        self.found.columns.push(entry);
        self.found.contents.add(entry);
        self.found.out_of_time += u64::from(entry.is_out_of_time);
        self.found.rows.add_entry(self.format, entry);
        let message = entry.message();
        if self.is_other {
            return;
        }
        if entry.level == EntryLevel::Plain && self.has_structure {
            self.found.unread += 1;
        }
        let is_registry = matches!(self.format, Format::Registry | Format::RegistryQuery);
        if is_registry && let Some(fact) = self.registry.read_entry(self.format, entry) {
            self.found.facts.add_registry_fact(fact, entry, self.lines);
        }
        // In the registry, eight digits in a row can be anything and are seldom a code. Web servers log thousands of
        // successful requests for each failed one.
        if is_registry || (self.format == Format::Iis && entry.level == EntryLevel::Info) {
            self.found.has_high_bytes |= !message.is_ascii() && std::str::from_utf8(message).is_err();
            return;
        }
        let component = self.component(entry);
        let which = self.components[component].which;
        let (mut is_known, mut is_benign, mut is_result, mut number) = (false, false, false, None);
        let (sightings, facts, lines) = (&mut self.found.sightings, &mut self.found.facts, self.lines);
        let moments = &mut self.found.moments;
        let texts = &mut self.texts;
        self.matcher.search(which, message, &mut self.scratch, |hit, places| match hit {
            PatternHit::Evidence(evidence) => {
                is_known = true;
                is_benign |= evidence.shows == EvidenceKind::Benign;
                is_result |= evidence.result.is_some();
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
            PatternHit::Fact(fact) => facts.add(fact, entry, lines, places),
            PatternHit::Moment(at, moment) => {
                // A code in it is a reason, or the code of an app, and requires no action.
                is_benign |= moment.is_listed && moment.severity == Severity::Info;
                moments.add(at, moment, entry, lines, places);
            }
        });
        let details = &mut self.found.details;
        self.found.codes.add(message, number, is_benign, lines + u64::from(entry.line) + 1, |code| {
            if code >> 31 == 1 {
                is_known = true;
                if !is_result {
                    details.add(code, is_benign, entry, lines);
                }
            }
        });
        // The words in a request are those of its URL.
        let is_request = matches!(self.format, Format::Iis | Format::HttpErr);
        let has_levels = matches!(self.format, Format::CmTrace | Format::Servicing);
        if !is_known && !is_request && is_searched(entry, has_levels) {
            match code_in_words(entry) {
                Some(code) => self.found.details.add(code, is_benign, entry, lines),
                None => self.found.failure_lines.add(entry, lines),
            }
        }
        self.scan_zone(entry, message);
        self.found.has_high_bytes |= !message.is_ascii() && std::str::from_utf8(message).is_err();
    }

    /// The index of the entry's component. Most entries have the component of the previous entry.
    fn component(&mut self, entry: &Entry<'_>) -> usize {
        let has_component = matches!(
            self.format,
            Format::CmTrace | Format::SiteServer | Format::CmTraceList | Format::Servicing
        );
        if !has_component && !self.components.is_empty() {
            return 0;
        }
        let name = if has_component { entry.component() } else { &[] };
        if self.components.get(self.last).is_none_or(|last| *last.name != *name) {
            let known = self.components.iter().position(|known| *known.name == *name);
            self.last = known.unwrap_or_else(|| {
                let component = self.look_up(name, entry);
                // A real log does not have thousands of components; the last index is good enough for such lines.
                self.components.truncate(MOST_COMPONENTS);
                self.components.push(component);
                self.components.len() - 1
            });
        }
        self.last
    }

    fn look_up(&self, name: &[u8], entry: &Entry<'_>) -> Component {
        let log = match self.format {
            Format::WindowsUpdate | Format::WindowsUpdateLegacy => log_of_format(self.format),
            Format::Trace => self.log,
            Format::Servicing => Some(servicing_log(name)),
            _ => std::str::from_utf8(name).ok().and_then(knowledge::log_of_component).map(|log| log.name),
        };
        // The agent's messages are searched only in its own trace, because other programs share some of its code.
        let is_foreign = self.format == Format::Trace && log != Some(AGENT_LOG);
        let which = if is_foreign { PatternSetId::default() } else { self.matcher.which(self.format, entry) };
        Component { name: name.into(), which }
    }

    fn scan_zone(&mut self, entry: &Entry<'_>, message: &[u8]) {
        match self.format {
            Format::WindowsUpdateLegacy => {
                if let Some(bias) = zone_of(message) {
                    self.found.zones.push((entry.offset(), bias));
                }
            }
            // A trace that was decoded without symbols has this text in every entry.
            Format::WindowsUpdate if message.ends_with(b"(No Format Information found).") => {
                self.found.undecoded += 1;
            }
            _ => {}
        }
    }
}

/// Adds a sighting, or merges it with the previous one.
pub(crate) fn push(sightings: &mut Vec<Sighting>, sighting: Sighting) {
    match sightings.last_mut() {
        Some(last) if last.is_continued_by(&sighting) => last.merge(&sighting),
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
