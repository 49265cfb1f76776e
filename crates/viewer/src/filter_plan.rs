//! A filter, prepared for one log: what an entry's facts decide, and what only its text does.

use logfile::{Entry, EntryLevel};

use crate::facts::Fact;
use crate::filter::{Condition, Filter};
use crate::index::LogIndex;
use crate::origins::{Origin, component_text};
use crate::pattern::Pattern;
use crate::row::entry_hash;
use crate::segment::Segment;
use crate::source_file::source_file;

/// Whether an entry is shown, if that is certain without its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Shown,
    Hidden,
    /// Its text decides.
    Text,
}

/// A filter for one log.
#[derive(Clone, Debug)]
pub(crate) struct FilterPlan {
    filter: Filter,
    /// The number of the log.
    log: u32,
    /// The bias of entries that give none.
    bias: i16,
    /// For each origin, whether the filter accepts it; none for origins that are not kept.
    origins: Vec<Option<bool>>,
    /// For each level, whether the filter accepts it.
    levels: [bool; 4],
    /// Whether the filter accepts the log.
    accepts_log: bool,
    /// The times that are shown, and those that are hidden.
    shown_times: Vec<(i64, i64)>,
    hidden_times: Vec<(i64, i64)>,
    /// Whether a condition concerns the text.
    needs_text: bool,
}

/// The kinds of conditions: showing chips of one kind are alternatives.
const KINDS: usize = 8;

fn kind(condition: &Condition) -> usize {
    match condition {
        Condition::Text(_) => 0,
        Condition::Column(_) => 1,
        Condition::Component(_) => 2,
        Condition::Thread { .. } => 3,
        Condition::Level(_) => 4,
        Condition::Log(_) => 5,
        Condition::Time { .. } => 6,
        Condition::Hash(_) => 7,
    }
}

impl FilterPlan {
    /// Prepares a filter for the log with this number; `bias` is that of its entries that give none.
    pub(crate) fn new(filter: Filter, index: &LogIndex, log: u32, bias: i16) -> Self {
        let times = |hides: bool| {
            let chips = filter.chips.iter().filter(move |chip| chip.hides == hides);
            chips.filter_map(|chip| match chip.condition {
                Condition::Time { from, before } => Some((from, before)),
                _ => None,
            })
        };
        let (shown_times, hidden_times) = (times(false).collect(), times(true).collect());
        let is_text = |condition: &Condition| {
            matches!(condition, Condition::Text(_) | Condition::Column(_) | Condition::Hash(_))
        };
        let needs_text = filter.chips.iter().any(|chip| is_text(&chip.condition));
        let levels =
            [EntryLevel::Error, EntryLevel::Warning, EntryLevel::Info, EntryLevel::Plain].map(|level| {
                accepts(&filter, |condition| match condition {
                    Condition::Level(other) => Some(*other == level),
                    _ => None,
                })
            });
        let accepts_log = accepts(&filter, |condition| match condition {
            Condition::Log(other) => Some(*other == log),
            _ => None,
        });
        let mut plan = Self {
            filter,
            log,
            bias,
            origins: Vec::new(),
            levels,
            accepts_log,
            shown_times,
            hidden_times,
            needs_text,
        };
        plan.take_origins(index);
        plan
    }

    /// Prepares for origins that were added to the index.
    pub(crate) fn take_origins(&mut self, index: &LogIndex) {
        let known = self.origins.len();
        let filter = &self.filter;
        let is_any = !filter.chips.iter().any(|chip| is_of_origin(&chip.condition));
        let row = |origin: Option<Origin>| match origin {
            _ if is_any => Some(true),
            Some(origin) => Some(accepts_origin(filter, &origin.component, origin.process, origin.thread)),
            None => None,
        };
        self.origins.extend(index.origins.all().skip(known).map(row));
    }

    /// What the facts of an entry decide.
    #[inline]
    pub(crate) fn verdict(&self, fact: &Fact) -> Verdict {
        if !self.levels[fact.level as usize & 3] {
            return Verdict::Hidden;
        }
        let origin = self.origins.get(fact.origin as usize).copied().flatten();
        if origin == Some(false) {
            return Verdict::Hidden;
        }
        let has_times = !self.shown_times.is_empty() || !self.hidden_times.is_empty();
        if has_times && !self.accepts_moment(fact.clock.moment(self.bias)) {
            return Verdict::Hidden;
        }
        if self.needs_text || origin.is_none() { Verdict::Text } else { Verdict::Shown }
    }

    fn accepts_moment(&self, moment: Option<i64>) -> bool {
        let is_in = |times: &[(i64, i64)]| {
            times.iter().any(|&(from, before)| moment.is_some_and(|at| (from..before).contains(&at)))
        };
        (self.shown_times.is_empty() || is_in(&self.shown_times)) && !is_in(&self.hidden_times)
    }

    /// Whether an entry of a segment may be shown; false if none can be.
    pub(crate) fn may_be_in(&self, segment: &Segment) -> bool {
        let has_level = || {
            let all = [EntryLevel::Error, EntryLevel::Warning, EntryLevel::Info, EntryLevel::Plain];
            all.into_iter().any(|level| self.levels[level as usize & 3] && segment.counts.of(level) > 0)
        };
        let is_in_time = || {
            let may_be = |&(from, before): &(i64, i64)| {
                segment.may_reach(from, self.bias) && segment.may_precede(before, self.bias)
            };
            self.shown_times.is_empty() || self.shown_times.iter().any(may_be)
        };
        self.accepts_log && has_level() && is_in_time()
    }

    /// Whether the text of a segment leaves its entries open. If not, the entries whose text decides are all shown or
    /// all hidden.
    pub(crate) fn text_verdict(&self, text: &[u8], has_other_origins: bool) -> Verdict {
        // A match in the text of an entry is one in the text of its segment, and in a column too.
        let texts = |hides: bool| {
            let chips = self.filter.chips.iter().filter(move |chip| chip.hides == hides);
            chips.filter_map(|chip| match &chip.condition {
                Condition::Text(pattern) => Some(pattern),
                _ => None,
            })
        };
        let may_be = |pattern: &Pattern| pattern.may_be_in(text);
        if texts(false).next().is_some() && !texts(false).any(may_be) {
            return Verdict::Hidden;
        }
        let is_decided =
            |condition: &Condition| !matches!(condition, Condition::Column(_) | Condition::Hash(_));
        let all_decided = self.filter.chips.iter().all(|chip| is_decided(&chip.condition));
        if all_decided && !has_other_origins && texts(false).next().is_none() && !texts(true).any(may_be) {
            return Verdict::Shown;
        }
        Verdict::Text
    }

    /// Whether an entry is shown whose facts leave it open.
    pub(crate) fn accepts_entry(&self, entry: &Entry<'_>) -> bool {
        accepts_origin(&self.filter, &component_text(entry.component()), entry.process, entry.thread)
            && accepts(&self.filter, |condition| match condition {
                Condition::Text(pattern) => Some(pattern.is_in(entry.message())),
                Condition::Column(pattern) => Some(is_in_a_column(pattern, entry)),
                Condition::Hash(hash) => Some(entry_hash(entry) == *hash),
                _ => None,
            })
    }

    /// The number of the log.
    pub(crate) fn log(&self) -> u32 {
        self.log
    }
}

fn is_of_origin(condition: &Condition) -> bool {
    matches!(condition, Condition::Component(_) | Condition::Thread { .. })
}

fn accepts_origin(filter: &Filter, component: &str, process: u32, thread: u32) -> bool {
    accepts(filter, |condition| match condition {
        Condition::Component(name) => Some(name == component),
        Condition::Thread { process: of, thread: number } => {
            Some(*number == thread && (*of == 0 || *of == process))
        }
        _ => None,
    })
}

fn is_in_a_column(pattern: &Pattern, entry: &Entry<'_>) -> bool {
    pattern.is_in(entry.message())
        || pattern.is_in(entry.component())
        || (entry.thread > 0 && pattern.is_in(entry.thread.to_string().as_bytes()))
        || source_file(entry).is_some_and(|source| pattern.is_in(source))
}

/// Whether the chips for which `applies` has an answer accept an entry.
fn accepts(filter: &Filter, applies: impl Fn(&Condition) -> Option<bool>) -> bool {
    let mut shown = [None; KINDS];
    for chip in &filter.chips {
        let Some(applies) = applies(&chip.condition) else { continue };
        match (chip.hides, applies) {
            (true, true) => return false,
            (true, false) => {}
            (false, applies) => {
                let kind = &mut shown[kind(&chip.condition)];
                *kind = Some(kind.unwrap_or(false) || applies);
            }
        }
    }
    !shown.contains(&Some(false))
}
