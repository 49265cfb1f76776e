//! The patterns of all evidence, facts, and moments, which are searched in every entry, indexed by their literals.
//!
//! One pass over a message finds the literals; a pattern runs only if its own literal was found.
//! The component of a record limits which patterns apply, so records of other components are not searched.

use std::collections::HashMap;
use std::sync::OnceLock;

use knowledge::{Evidence, Fact, MomentKind};
use logfile::{Entry, Format};
use regex::bytes::{CaptureLocations, Regex, RegexBuilder};

use crate::scan::literals::Literals;
use crate::scan::sighting::Places;

/// The patterns of all evidence, facts and moments, compiled once and shared by all readers.
pub struct PatternMatcher {
    sets: Vec<PatternSet>,
    /// The set of each component, by its name in lower case.
    of_component: HashMap<Vec<u8>, usize>,
    /// The sets of formats whose lines have no component, by their names in `logs.toml`.
    of_format: HashMap<&'static str, usize>,
    /// The set of all patterns, for lines without a known origin.
    all: usize,
    patterns: Vec<LazyPattern>,
}

/// A pattern, compiled when its literal is first found.
struct LazyPattern {
    known: &'static knowledge::Pattern,
    regex: OnceLock<Option<Regex>>,
}

/// The patterns that apply to one kind of record.
struct PatternSet {
    literals: Literals,
    /// The index of each literal's line, among all evidence, then all facts, then all moments.
    lines: Vec<u16>,
}

/// A line that matched.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PatternHit {
    /// It is evidence of a step.
    Evidence(&'static Evidence),
    /// It is a fact about an update or a setting.
    Fact(&'static Fact),
    /// It is an event on the machine, with its index among all moments.
    Moment(usize, &'static MomentKind),
}

/// A line to search for: its index, and how it is recognized.
#[derive(Clone, Copy)]
struct SearchedLine {
    log: &'static str,
    components: &'static [&'static str],
    pattern: &'static knowledge::Pattern,
}

/// All evidence, then all facts, then all moments.
fn lines() -> impl Iterator<Item = SearchedLine> {
    let of_evidence = |evidence: &'static Evidence| SearchedLine {
        log: evidence.log,
        components: evidence.components,
        pattern: knowledge::pattern(evidence),
    };
    let of_fact = |fact: &'static Fact| SearchedLine {
        log: fact.log,
        components: fact.components,
        pattern: &fact.pattern,
    };
    let of_moment = |moment: &'static MomentKind| SearchedLine {
        log: moment.log,
        components: moment.components,
        pattern: &moment.pattern,
    };
    let evidence = knowledge::all_evidence().iter().map(of_evidence);
    evidence.chain(knowledge::facts().iter().map(of_fact)).chain(knowledge::moments().iter().map(of_moment))
}

/// The line at an index.
fn hit(at: u16) -> Option<PatternHit> {
    let (evidence, facts, at) = (knowledge::all_evidence(), knowledge::facts(), usize::from(at));
    if let Some(evidence) = evidence.get(at) {
        return Some(PatternHit::Evidence(evidence));
    }
    let at = at - evidence.len();
    let of_moment = |at: usize| Some(PatternHit::Moment(at, knowledge::moments().get(at)?));
    facts.get(at).map(PatternHit::Fact).or_else(|| of_moment(at - facts.len()))
}

impl Default for PatternMatcher {
    fn default() -> Self {
        let all: Vec<SearchedLine> = lines().collect();
        let mut sets = Vec::new();
        let mut of_component: HashMap<Vec<u8>, usize> = HashMap::new();
        let add = |sets: &mut Vec<PatternSet>, is_included: &dyn Fn(&SearchedLine) -> bool| {
            sets.push(PatternSet::new(&all, is_included));
            sets.len() - 1
        };
        for component in all.iter().flat_map(|line| line.components) {
            let name = component.to_ascii_lowercase().into_bytes();
            let writes = |line: &SearchedLine| {
                line.components.iter().any(|other| other.eq_ignore_ascii_case(component))
            };
            of_component.entry(name).or_insert_with(|| add(&mut sets, &writes));
        }
        let format_of = |line: &SearchedLine| knowledge::log(line.log).map(|log| log.format);
        let mut of_format: HashMap<&'static str, usize> = HashMap::new();
        for format in all.iter().filter_map(format_of).filter(|format| *format != "cmtrace") {
            let writes = |line: &SearchedLine| format_of(line) == Some(format);
            of_format.entry(format).or_insert_with(|| add(&mut sets, &writes));
        }
        let everything = add(&mut sets, &|_| true);
        let pattern = |line: &SearchedLine| LazyPattern { known: line.pattern, regex: OnceLock::new() };
        let patterns = all.iter().map(pattern).collect();
        Self { sets, of_component, of_format, all: everything, patterns }
    }
}

impl PatternSet {
    fn new(all: &[SearchedLine], is_included: &dyn Fn(&SearchedLine) -> bool) -> Self {
        let mut literals: Vec<&'static [u8]> = Vec::new();
        let mut lines = Vec::new();
        for (at, line) in all.iter().enumerate().filter(|(_, line)| is_included(line)) {
            literals.extend(line.pattern.literals.iter().map(|literal| literal.as_bytes()));
            lines.resize(literals.len(), at as u16);
        }
        Self { literals: Literals::new(&literals), lines }
    }
}

/// The patterns that apply to a record: a set that is kept from record to record while the component stays the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PatternSetId(Option<usize>);

/// Buffers for the captures of patterns, kept from message to message.
#[derive(Default)]
pub(crate) struct CaptureBuffers(Vec<Option<CaptureLocations>>);

impl CaptureBuffers {
    fn of(&mut self, index: u16) -> &mut Option<CaptureLocations> {
        let index = usize::from(index);
        if self.0.len() <= index {
            self.0.resize(index + 1, None);
        }
        &mut self.0[index]
    }
}

/// One message contains few literals; if there are more, only the first ones count. A paragraph of a report, which is
/// searched for the lines of all logs, contains up to twenty.
const MOST_HITS: usize = 32;

impl PatternMatcher {
    /// The patterns for records of this format and component.
    pub(crate) fn which(&self, format: Format, entry: &Entry<'_>) -> PatternSetId {
        PatternSetId(match format {
            Format::CmTrace | Format::SiteServer | Format::CmTraceList if !entry.component.is_empty() => {
                self.of_component.get(&entry.component().to_ascii_lowercase()).copied()
            }
            Format::Empty | Format::Binary => None,
            Format::CmTrace | Format::SiteServer | Format::CmTraceList | Format::Stamped | Format::Plain => {
                Some(self.all)
            }
            _ => self.of_format.get(format.id()).copied(),
        })
    }

    /// Calls `found` for every evidence, fact, and moment whose pattern matches the message, in the order of the
    /// knowledge base.
    pub(crate) fn search(
        &self,
        which: PatternSetId,
        message: &[u8],
        scratch: &mut CaptureBuffers,
        mut found: impl FnMut(PatternHit, &Places),
    ) {
        let Some(set) = which.0.map(|set| &self.sets[set]) else { return };
        let mut hits = [(0, 0); MOST_HITS];
        let mut count = 0;
        set.literals.find(message, |literal, at| {
            let (index, at) = (set.lines[literal], at as u32);
            if count < hits.len() {
                // Insertion by index: a sort of this many items would add 3 kB of code.
                let place = hits[..count].partition_point(|hit| *hit < (index, at));
                hits.copy_within(place..count, place + 1);
                hits[place] = (index, at);
                count += 1;
            }
        });
        let mut last = None;
        for &(index, at) in &hits[..count] {
            if last != Some(index)
                && let Some(places) =
                    self.patterns[usize::from(index)].places(message, at as usize, scratch.of(index))
            {
                last = Some(index);
                if let Some(hit) = hit(index) {
                    found(hit, &places);
                }
            }
        }
    }
}

impl LazyPattern {
    /// The positions of the captured values in a message that contains the pattern's literal at `at`.
    fn places(&self, message: &[u8], at: usize, scratch: &mut Option<CaptureLocations>) -> Option<Places> {
        let mut places = Places::default();
        if self.known.is_literal {
            return Some(places);
        }
        // If the literal fixes where the match begins, the pattern is tried only there.
        let from = match self.known.lead {
            u16::MAX => 0,
            lead => at.checked_sub(usize::from(lead))?,
        };
        // The build has already compiled each pattern, so there is always one.
        let regex = self.regex.get_or_init(|| self.compile()).as_ref()?;
        let groups = scratch.get_or_insert_with(|| regex.capture_locations());
        regex.captures_read(groups, &message[from..])?;
        // Every group is named, in order; the first is the entire match.
        for (number, place) in places.iter_mut().enumerate() {
            *place = groups.get(number + 1).map(|(start, end)| from + start..from + end);
        }
        Some(places)
    }

    fn compile(&self) -> Option<Regex> {
        let anchored = format!("^(?:{})", self.known.text);
        let text = if self.known.lead == u16::MAX { self.known.text } else { &anchored };
        RegexBuilder::new(text).unicode(false).build().ok()
    }
}
