//! What is looked for in every entry: the patterns of all evidence, behind their literals.
//!
//! One Aho-Corasick pass over a message finds the literals; a pattern runs only where its own was found.
//! The component of a record says which evidence can stand in it, so a record of another component is not searched
//! at all.

use std::collections::HashMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use knowledge::Evidence;
use logfile::{Entry, Format};
use regex::bytes::{Captures, Regex, RegexBuilder};

/// The patterns of all evidence, compiled once and shared by all who read.
pub struct Watch {
    sets: Vec<Set>,
    /// The set of each component, by its name in lower case.
    of_component: HashMap<Vec<u8>, usize>,
    /// The set of WindowsUpdate.log, whose evidence is not told apart by component.
    windows_update: usize,
    /// The set of all evidence, for lines that do not say where they come from.
    all: usize,
    patterns: Vec<OnceLock<Option<Regex>>>,
}

/// The evidence that can stand in one kind of record.
struct Set {
    literals: Option<AhoCorasick>,
    /// The evidence of each literal.
    evidence: Vec<&'static Evidence>,
}

impl Default for Watch {
    fn default() -> Self {
        let all = knowledge::all_evidence();
        let mut sets = Vec::new();
        let mut of_component: HashMap<Vec<u8>, usize> = HashMap::new();
        let add = |sets: &mut Vec<Set>, wanted: &dyn Fn(&Evidence) -> bool| {
            sets.push(Set::new(all.iter().copied().filter(|&evidence| wanted(evidence))));
            sets.len() - 1
        };
        for component in all.iter().flat_map(|evidence| evidence.components) {
            let name = component.to_ascii_lowercase().into_bytes();
            if !of_component.contains_key(&name) {
                let writes = |evidence: &Evidence| {
                    evidence.components.iter().any(|other| other.eq_ignore_ascii_case(component))
                };
                let set = add(&mut sets, &writes);
                of_component.insert(name, set);
            }
        }
        let format_of = |evidence: &Evidence| knowledge::log(evidence.log).map(|log| log.format);
        let windows_update = add(&mut sets, &|evidence| format_of(evidence) == Some("windows-update"));
        let everything = add(&mut sets, &|_| true);
        let patterns = all.iter().map(|_| OnceLock::new()).collect();
        Self { sets, of_component, windows_update, all: everything, patterns }
    }
}

impl Set {
    fn new(evidence: impl Iterator<Item = &'static Evidence>) -> Self {
        let mut literals = Vec::new();
        let mut of_literal = Vec::new();
        for evidence in evidence {
            for literal in evidence.pattern().literals {
                literals.push(*literal);
                of_literal.push(evidence);
            }
        }
        let search = AhoCorasickBuilder::new().match_kind(MatchKind::Standard).build(&literals);
        Self { literals: search.ok().filter(|_| !literals.is_empty()), evidence: of_literal }
    }
}

/// Which evidence can stand in a record: a place in the watch, kept from record to record while the component stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Which(Option<usize>);

impl Watch {
    /// Which evidence can stand in records of this format and component.
    pub(crate) fn which(&self, format: Format, entry: &Entry<'_>) -> Which {
        Which(match format {
            Format::WindowsUpdate | Format::WindowsUpdateLegacy => Some(self.windows_update),
            Format::CmTrace | Format::SiteServer if !entry.component.is_empty() => {
                self.of_component.get(&entry.component().to_ascii_lowercase()).copied()
            }
            Format::Empty | Format::Binary => None,
            _ => Some(self.all),
        })
    }

    /// Calls `found` for every evidence whose pattern matches the message, in the order of the knowledge.
    pub(crate) fn search(&self, which: Which, message: &[u8], mut found: impl FnMut(&'static Evidence, &Captures<'_>)) {
        let Some(set) = which.0.map(|set| &self.sets[set]) else { return };
        let Some(literals) = &set.literals else { return };
        let mut hits: [u16; 16] = [0; 16];
        let mut count = 0;
        for hit in literals.find_overlapping_iter(message) {
            let index = set.evidence[hit.pattern().as_usize()].index.0;
            if count < hits.len() && !hits[..count].contains(&index) {
                hits[count] = index;
                count += 1;
            }
        }
        hits[..count].sort_unstable();
        for &index in &hits[..count] {
            let evidence = knowledge::all_evidence()[usize::from(index)];
            if let Some(captures) = self.pattern(evidence).and_then(|pattern| pattern.captures(message)) {
                found(evidence, &captures);
            }
        }
    }

    /// The compiled pattern; the build has compiled each one before, so there is always one.
    fn pattern(&self, evidence: &Evidence) -> Option<&Regex> {
        let slot = &self.patterns[usize::from(evidence.index.0)];
        slot.get_or_init(|| RegexBuilder::new(evidence.pattern().text).unicode(false).build().ok()).as_ref()
    }
}
