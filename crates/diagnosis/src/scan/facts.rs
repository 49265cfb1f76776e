//! The facts in the lines of a file about updates and settings: for each of them, the newest line of every kind.
//!
//! There are thousands of such lines, so they are not kept individually. The result does not depend on how the file was
//! split into blocks: the newest line is the one furthest down, and at a limit the order of the values decides.

use std::collections::BTreeMap;

use knowledge::spelling::captured;
use knowledge::{Fact, FactKind, UpdateEvent};
use logfile::Entry;

use crate::scan::captures::Captures;
use crate::scan::quote::Quote;
use crate::scan::registry::RegistryFact;
use crate::scan::sighting::Places;

/// The facts in the lines of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FactTally {
    /// The facts of each update.
    pub(crate) updates: BTreeMap<UpdateKey, UpdateFacts>,
    /// The number of lines about updates beyond the limit.
    pub(crate) more: u64,
    /// The facts of each setting, by source.
    pub(crate) settings: Vec<SettingFacts>,
}

/// An update: its id as a number, or the number of its article, which is below 2³².
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UpdateKey(pub(crate) u128);

impl UpdateKey {
    /// The key for lines about all updates.
    pub(crate) const ALL: Self = Self(0);

    /// Parses an id of 32 hexadecimal digits, optionally with hyphens between them.
    pub(crate) fn of_id(id: &[u8]) -> Option<Self> {
        let digits = || id.iter().filter(|&&byte| byte != b'-');
        let number = digits()
            .try_fold(0_u128, |number, &byte| Some(number << 4 | u128::from(char::from(byte).to_digit(16)?)));
        number.filter(|number| digits().count() == 32 && *number > u128::from(u32::MAX)).map(Self)
    }

    /// The id as written in reports; `None` for an article.
    pub(crate) fn id(self) -> Option<String> {
        let digits = format!("{:032x}", self.0);
        let part = |range| digits.get(range).unwrap_or_default();
        let parts = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)];
        self.article().is_none().then(|| parts.join("-"))
    }

    /// The number of the article, if it is one; 0 for lines about all updates.
    pub(crate) fn article(self) -> Option<u32> {
        u32::try_from(self.0).ok()
    }

    /// The article, as decimal digits.
    pub(crate) fn of_article(number: &[u8]) -> Option<Self> {
        let number = std::str::from_utf8(number).ok()?.parse::<u32>().ok()?;
        (number > 0).then_some(Self(number.into()))
    }
}

/// The facts of one update.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct UpdateFacts {
    /// Its highest revision; 0 if no line names one.
    pub(crate) revision: u32,
    /// The number of its article; 0 if no line names one.
    pub(crate) article: u32,
    /// Its longest title.
    pub(crate) title: Box<str>,
    /// The ids of some updates that supersede it, sorted.
    pub(crate) superseded_by: Vec<UpdateKey>,
    /// The newest line of each kind.
    pub(crate) latest: Vec<LatestFact>,
    /// Whether it is an app of the Store.
    pub(crate) is_app: bool,
}

/// The newest line with a certain event of an update.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LatestFact {
    /// The event.
    pub(crate) event: UpdateEvent,
    /// Its fact.
    pub(crate) fact: &'static Fact,
    /// The code in this line.
    pub(crate) code: Option<u32>,
    /// The code of the newest line that reports this event with a code.
    pub(crate) last_code: Option<u32>,
    /// The number of lines that report it.
    pub(crate) count: u32,
    /// The line.
    pub(crate) quote: Quote,
}

/// The values of one setting from one source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SettingFacts {
    /// The setting.
    pub(crate) setting: &'static str,
    /// Who reports it.
    pub(crate) source: &'static str,
    /// The number of lines that report it.
    pub(crate) count: u32,
    /// Its last distinct values, the newest first.
    pub(crate) values: Vec<LoggedValue>,
}

/// A value, and the lines between which the source reports no other one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LoggedValue {
    /// The value.
    pub(crate) value: Box<str>,
    /// The newest line that contains it.
    pub(crate) quote: Quote,
    /// The line from which on the source reports no other value until `quote`.
    pub(crate) since: Quote,
    /// Whether `since` is the first line of the source: an earlier stretch of the file may end with the same value.
    is_first: bool,
}

impl LoggedValue {
    fn new(value: Box<str>, quote: Quote) -> Self {
        Self { value, since: quote.clone(), quote, is_first: true }
    }
}

/// The maximum number of updates per file and per machine.
pub(crate) const MOST_UPDATES: usize = 100_000;

/// The maximum number of superseding updates listed per update.
pub(crate) const MOST_SUPERSEDING: usize = 8;

/// The maximum number of distinct values kept per setting and source.
pub(crate) const MOST_VALUES: usize = 4;

/// The maximum number of bytes quoted per line and kept per title or value.
const QUOTED: usize = 1024;

impl FactTally {
    /// Adds an entry that contains a fact. Its pattern captured the values at these positions of the message.
    pub(crate) fn add(&mut self, fact: &'static Fact, entry: &Entry<'_>, lines: u64, places: &Places) {
        let captures = Captures { pattern: &fact.pattern, places, entry, most: QUOTED };
        let text = |name: &str| captures.text(name).map(String::into_boxed_str);
        let event = match fact.kind {
            FactKind::Setting { setting, source } => {
                let Some(value) = text("value") else { return };
                let values = vec![LoggedValue::new(value, captures.quote(lines))];
                self.add_setting(SettingFacts { setting, source, count: 1, values });
                return;
            }
            FactKind::Update(event) => Some(event),
            FactKind::StoreApp => None,
        };
        let bytes = |name: &str| captures.bytes(name);
        let number = |name| bytes(name).and_then(UpdateKey::of_article).map_or(0, |key| key.0 as u32);
        let article = number("kb");
        let key = match bytes("update").and_then(UpdateKey::of_id) {
            Some(key) => key,
            None if event == Some(UpdateEvent::StateForwarded) => UpdateKey::ALL,
            None if article > 0 => UpdateKey(article.into()),
            None => return,
        };
        let code = text("code").and_then(|code| captured(&code));
        let line = |event| LatestFact {
            event: by_code(event, code),
            fact,
            code,
            last_code: code,
            count: 1,
            quote: captures.quote(lines),
        };
        let facts = UpdateFacts {
            revision: number("revision"),
            article,
            title: text("title").unwrap_or_default(),
            superseded_by: bytes("superseded_by").and_then(UpdateKey::of_id).into_iter().collect(),
            latest: event.map(line).into_iter().collect(),
            is_app: event.is_none(),
        };
        match self.updates.get_mut(&key) {
            Some(known) => known.merge(facts),
            None => _ = self.updates.insert(key, facts),
        }
    }

    /// Adds an entry of a registry export that gives a setting this value.
    pub(crate) fn add_registry_fact(&mut self, fact: RegistryFact, entry: &Entry<'_>, lines: u64) {
        let RegistryFact { setting, source, mut value } = fact;
        let end = value.floor_char_boundary(QUOTED);
        value.truncate(end);
        let values = vec![LoggedValue::new(value.into(), Quote::new(entry, lines, QUOTED, None).0)];
        self.add_setting(SettingFacts { setting, source, count: 1, values });
    }

    /// Shifts all line numbers by the number of lines before the stretch.
    pub(crate) fn move_down(&mut self, lines: u64) {
        let of_updates = self.updates.values_mut().flat_map(|facts| &mut facts.latest);
        let of_settings = self.settings.iter_mut().flat_map(|facts| &mut facts.values);
        let of_settings = of_settings.flat_map(|value| [&mut value.quote, &mut value.since]);
        let quotes = of_updates.map(|fact| &mut fact.quote).chain(of_settings);
        quotes.for_each(|quote| quote.line += lines);
    }

    /// Adds the facts of another stretch of the same file.
    pub(crate) fn merge(&mut self, other: Self) {
        for (key, facts) in other.updates {
            match self.updates.get_mut(&key) {
                Some(known) => known.merge(facts),
                None => _ = self.updates.insert(key, facts),
            }
            // The lowest ids are kept, so that the order of the blocks does not matter.
            while self.updates.len() > MOST_UPDATES {
                let last = self.updates.pop_last();
                self.more += last.map_or(0, |(_, facts)| facts.lines());
            }
        }
        self.more += other.more;
        other.settings.into_iter().for_each(|facts| self.add_setting(facts));
    }

    fn add_setting(&mut self, facts: SettingFacts) {
        let is_same =
            |known: &&mut SettingFacts| (known.setting, known.source) == (facts.setting, facts.source);
        match self.settings.iter_mut().find(is_same) {
            Some(known) => known.merge(facts),
            None => self.settings.push(facts),
        }
    }

    /// Its size in memory in bytes, without the tree itself.
    pub(crate) fn bytes_kept(&self) -> usize {
        let of_update = |facts: &UpdateFacts| {
            let lines: usize =
                facts.latest.iter().map(|fact| size_of::<LatestFact>() + fact.quote.text_bytes()).sum();
            size_of::<UpdateFacts>() + facts.title.len() + lines
        };
        self.updates.values().map(of_update).sum()
    }
}

impl UpdateFacts {
    /// The number of lines about it.
    pub(crate) fn lines(&self) -> u64 {
        self.latest.iter().map(|fact| u64::from(fact.count)).sum()
    }

    fn merge(&mut self, other: Self) {
        self.name(&other);
        for key in other.superseded_by {
            self.supersede(key);
        }
        for fact in other.latest {
            // Sorted by event, so that the result does not depend on how the file was split.
            let at = self.latest.partition_point(|known| known.event < fact.event);
            match self.latest.get_mut(at).filter(|known| known.event == fact.event) {
                Some(known) => {
                    let count = known.count.saturating_add(fact.count);
                    let last_code = fact.last_code.or(known.last_code);
                    if fact.quote.offset >= known.quote.offset {
                        *known = fact;
                    }
                    (known.count, known.last_code) = (count, last_code);
                }
                None => self.latest.insert(at, fact),
            }
        }
    }

    /// The number of its article: the one that a line named, else the one in its title; 0 if there is none.
    pub(crate) fn article(&self) -> u32 {
        if self.article > 0 { self.article } else { article_in(&self.title) }
    }

    /// Adds the names from another line: the highest revision and article, the longest title.
    pub(crate) fn name(&mut self, other: &Self) {
        self.is_app |= other.is_app;
        self.revision = self.revision.max(other.revision);
        self.article = self.article.max(other.article);
        if (other.title.len(), &other.title) > (self.title.len(), &self.title) {
            self.title.clone_from(&other.title);
        }
    }

    /// Adds another update that supersedes it; the lowest ids are kept.
    pub(crate) fn supersede(&mut self, by: UpdateKey) {
        let at = self.superseded_by.partition_point(|known| *known < by);
        if self.superseded_by.get(at) != Some(&by) {
            self.superseded_by.insert(at, by);
            self.superseded_by.truncate(MOST_SUPERSEDING);
        }
    }
}

impl SettingFacts {
    /// Adds the values that the same source reports in another stretch of the file.
    fn merge(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        let newest = |values: &[LoggedValue]| values.first().map(|known| known.quote.offset);
        let (mut earlier, mut later) = (std::mem::take(&mut self.values), other.values);
        if newest(&earlier) > newest(&later) {
            std::mem::swap(&mut earlier, &mut later);
        }
        if let Some(before) = earlier.first() {
            for known in later.iter_mut().filter(|known| known.is_first) {
                if known.value == before.value {
                    known.since = before.since.clone();
                    known.is_first = before.is_first;
                } else {
                    known.is_first = false;
                }
            }
        }
        earlier.retain(|known| later.iter().all(|newer| newer.value != known.value));
        later.append(&mut earlier);
        later.truncate(MOST_VALUES);
        self.values = later;
    }
}

/// The number of the article in a title: `… for x64-based Systems (KB5005565)`; 0 if there is none.
fn article_in(title: &str) -> u32 {
    let numbers = title.split("KB").skip(1).filter_map(|rest| {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..length).filter(|digits| (6..=8).contains(&digits.len()))?.parse().ok()
    });
    numbers.last().unwrap_or_default()
}

/// The event of a line that can also report a failure: the code decides.
fn by_code(event: UpdateEvent, code: Option<u32>) -> UpdateEvent {
    let failed = match event {
        UpdateEvent::DownloadStarted | UpdateEvent::Downloaded => UpdateEvent::DownloadFailed,
        UpdateEvent::InstallStarted | UpdateEvent::InstallDone | UpdateEvent::RestartPending => {
            UpdateEvent::InstallFailed
        }
        _ => event,
    };
    match code {
        Some(code) if code >> 31 == 1 => failed,
        _ => event,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_in_every_spelling() {
        let check = |written: &str, id: Option<&str>| {
            let found = UpdateKey::of_id(written.as_bytes()).and_then(UpdateKey::id);
            assert_eq!(found.as_deref(), id, "{written}");
        };
        let id = "505fda07-b4f3-45fb-83d9-8642554e2773";
        check(id, Some(id));
        check("505FDA07-B4F3-45FB-83D9-8642554E2773", Some(id));
        check("505fda07b4f345fb83d98642554e2773", Some(id));
        check("505fda07-b4f3-45fb-83d9-8642554e277", None);
        check("505fda07-b4f3-45fb-83d9-8642554e277x", None);
        check("00000000-0000-0000-0000-000000000000", None);
    }

    #[test]
    fn a_title_names_its_article() {
        let check = |title: &str, article| assert_eq!(article_in(title), article, "{title}");
        check("2026-11 Cumulative Update for Windows 11 (KB5068861)", 5_068_861);
        check("Security Intelligence Update - KB2267602 (Version 1.441.10.0)", 2_267_602);
        check("KB890830: Tool, replaces KB12", 890_830);
        check("9NBLGGH4LS1F-Microsoft.StorePurchaseApp", 0);
        check("KB", 0);
    }

    #[test]
    fn a_failing_code_turns_an_end_into_a_failure() {
        let check = |event, code, expected| assert_eq!(by_code(event, code), expected, "{event:?} {code:?}");
        check(UpdateEvent::InstallDone, Some(0), UpdateEvent::InstallDone);
        check(UpdateEvent::InstallDone, Some(0x0024_0005), UpdateEvent::InstallDone);
        check(UpdateEvent::InstallDone, Some(0x8007_0643), UpdateEvent::InstallFailed);
        check(UpdateEvent::RestartPending, Some(0x8007_0643), UpdateEvent::InstallFailed);
        check(UpdateEvent::Downloaded, Some(0x8024_6008), UpdateEvent::DownloadFailed);
        check(UpdateEvent::DownloadCancelled, Some(0x8024_000B), UpdateEvent::DownloadCancelled);
        check(UpdateEvent::Missing, None, UpdateEvent::Missing);
    }
}
