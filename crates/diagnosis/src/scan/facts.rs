//! What the lines of a file say about updates and settings: of each the newest line of every kind.
//!
//! Such lines come in thousands, so none is kept for itself. What is kept does not depend on how the file was cut into
//! blocks: the newest line is the one furthest down, and where a limit is passed the order of the values decides.

use std::collections::BTreeMap;

use knowledge::spelling::captured;
use knowledge::{Fact, FactKind, UpdateEvent};
use logfile::Entry;

use crate::scan::captures::Captures;
use crate::scan::quote::Quote;
use crate::scan::registry::RegistryFact;
use crate::scan::sighting::Places;
use crate::sort;

/// What the lines of a file say.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FactTally {
    /// Of each update.
    pub(crate) updates: BTreeMap<UpdateKey, UpdateFacts>,
    /// How many lines were about updates beyond the limit.
    pub(crate) more: u64,
    /// Of each setting, by who reports it.
    pub(crate) settings: Vec<SettingFacts>,
}

/// An update: its id as a number; or the number of its article, which is below 2³².
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct UpdateKey(pub(crate) u128);

impl UpdateKey {
    /// What is reported for all updates.
    pub(crate) const ALL: Self = Self(0);

    /// The id, as 32 hexadecimal digits between which hyphens may be.
    pub(crate) fn of_id(id: &[u8]) -> Option<Self> {
        let digits = || id.iter().filter(|&&byte| byte != b'-');
        let number = digits()
            .try_fold(0_u128, |number, &byte| Some(number << 4 | u128::from(char::from(byte).to_digit(16)?)));
        number.filter(|number| digits().count() == 32 && *number > u128::from(u32::MAX)).map(Self)
    }

    /// The id as reports write it; none for an article.
    pub(crate) fn id(self) -> Option<String> {
        let digits = format!("{:032x}", self.0);
        let part = |range| digits.get(range).unwrap_or_default();
        let parts = [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)];
        self.article().is_none().then(|| parts.join("-"))
    }

    /// The number of the article, where it is one; 0 for what is reported for all updates.
    pub(crate) fn article(self) -> Option<u32> {
        u32::try_from(self.0).ok()
    }

    /// The article, as decimal digits.
    pub(crate) fn of_article(number: &[u8]) -> Option<Self> {
        let number = std::str::from_utf8(number).ok()?.parse::<u32>().ok()?;
        (number > 0).then_some(Self(number.into()))
    }
}

/// What is said of one update.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct UpdateFacts {
    /// Its highest revision; 0 where none is named.
    pub(crate) revision: u32,
    /// The number of its article; 0 where none is named.
    pub(crate) article: u32,
    /// Its longest title.
    pub(crate) title: Box<str>,
    /// The ids of some updates that supersede it, sorted.
    pub(crate) superseded_by: Vec<UpdateKey>,
    /// The newest line of each kind.
    pub(crate) said: Vec<LatestFact>,
    /// Whether it is an app of the Store.
    pub(crate) is_app: bool,
}

/// The newest line that says something of an update.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LatestFact {
    /// What it says.
    pub(crate) says: UpdateEvent,
    /// Its fact.
    pub(crate) fact: &'static Fact,
    /// The code it names.
    pub(crate) code: Option<u32>,
    /// The code of the newest line that says so and names one.
    pub(crate) last_code: Option<u32>,
    /// How many lines say so.
    pub(crate) count: u32,
    /// The line.
    pub(crate) quote: Quote,
}

/// What one source says about one setting.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SettingFacts {
    /// The setting.
    pub(crate) setting: &'static str,
    /// Who says so.
    pub(crate) source: &'static str,
    /// How many lines do.
    pub(crate) count: u32,
    /// Its last different values, the newest first.
    pub(crate) values: Vec<LoggedValue>,
}

/// A value, and the newest line that names it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LoggedValue {
    /// The value.
    pub(crate) value: Box<str>,
    /// The line.
    pub(crate) quote: Quote,
}

/// So many updates are distinguished in one file, and on one machine.
pub(crate) const MOST_UPDATES: usize = 100_000;

/// So many updates that supersede one are named.
pub(crate) const MOST_SUPERSEDING: usize = 8;

/// So many different values of a setting are kept of one source.
pub(crate) const MOST_VALUES: usize = 4;

/// How many bytes of a line are quoted, and of a title or value kept.
const QUOTED: usize = 1024;

impl FactTally {
    /// Takes an entry that holds a fact, whose pattern captured the values at these places of the message.
    pub(crate) fn add(&mut self, fact: &'static Fact, entry: &Entry<'_>, lines: u64, places: &Places) {
        let captures = Captures { pattern: &fact.pattern, places, entry, most: QUOTED };
        let text = |name: &str| captures.text(name).map(String::into_boxed_str);
        let event = match fact.kind {
            FactKind::Setting { setting, source } => {
                let Some(value) = text("value") else { return };
                let values = vec![LoggedValue { value, quote: captures.quote(lines) }];
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
            says: by_code(event, code),
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
            said: event.map(line).into_iter().collect(),
            is_app: event.is_none(),
        };
        match self.updates.get_mut(&key) {
            Some(known) => known.merge(facts),
            None => _ = self.updates.insert(key, facts),
        }
    }

    /// Takes an entry of a registry export that gives a setting this value.
    pub(crate) fn add_registry_fact(&mut self, fact: RegistryFact, entry: &Entry<'_>, lines: u64) {
        let RegistryFact { setting, source, mut value } = fact;
        let end = value.floor_char_boundary(QUOTED);
        value.truncate(end);
        let values =
            vec![LoggedValue { value: value.into(), quote: Quote::new(entry, lines, QUOTED, None).0 }];
        self.add_setting(SettingFacts { setting, source, count: 1, values });
    }

    /// Moves all lines down by so many that are before them.
    pub(crate) fn move_down(&mut self, lines: u64) {
        let of_updates = self.updates.values_mut().flat_map(|facts| &mut facts.said);
        let of_settings = self.settings.iter_mut().flat_map(|facts| &mut facts.values);
        let quotes = of_updates.map(|said| &mut said.quote).chain(of_settings.map(|value| &mut value.quote));
        quotes.for_each(|quote| quote.line += lines);
    }

    /// Adds what another stretch of the same file says.
    pub(crate) fn merge(&mut self, other: Self) {
        for (key, facts) in other.updates {
            match self.updates.get_mut(&key) {
                Some(known) => known.merge(facts),
                None => _ = self.updates.insert(key, facts),
            }
            // The lowest ids stay, so that no order of blocks can leave another set.
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

    /// Bytes it takes in memory, without the tree's own.
    pub(crate) fn bytes_kept(&self) -> usize {
        let of_update = |facts: &UpdateFacts| {
            let lines: usize =
                facts.said.iter().map(|said| size_of::<LatestFact>() + said.quote.text_bytes()).sum();
            size_of::<UpdateFacts>() + facts.title.len() + lines
        };
        self.updates.values().map(of_update).sum()
    }
}

impl UpdateFacts {
    /// How many lines are about it.
    pub(crate) fn lines(&self) -> u64 {
        self.said.iter().map(|said| u64::from(said.count)).sum()
    }

    fn merge(&mut self, other: Self) {
        self.name(&other);
        for key in other.superseded_by {
            self.supersede(key);
        }
        for said in other.said {
            // In the order of what they say, however the file was cut.
            let at = self.said.partition_point(|known| known.says < said.says);
            match self.said.get_mut(at).filter(|known| known.says == said.says) {
                Some(known) => {
                    let count = known.count.saturating_add(said.count);
                    let last_code = said.last_code.or(known.last_code);
                    if said.quote.offset >= known.quote.offset {
                        *known = said;
                    }
                    (known.count, known.last_code) = (count, last_code);
                }
                None => self.said.insert(at, said),
            }
        }
    }

    /// The number of its article: the one that was named, else the one in its title; 0 where there is none.
    pub(crate) fn article(&self) -> u32 {
        if self.article > 0 { self.article } else { article_in(&self.title) }
    }

    /// Takes what another line calls it: the highest revision and article, the longest title.
    pub(crate) fn name(&mut self, other: &Self) {
        self.is_app |= other.is_app;
        self.revision = self.revision.max(other.revision);
        self.article = self.article.max(other.article);
        if (other.title.len(), &other.title) > (self.title.len(), &self.title) {
            self.title.clone_from(&other.title);
        }
    }

    /// Takes another update that supersedes it; the lowest ids stay.
    pub(crate) fn supersede(&mut self, by: UpdateKey) {
        let at = self.superseded_by.partition_point(|known| *known < by);
        if self.superseded_by.get(at) != Some(&by) {
            self.superseded_by.insert(at, by);
            self.superseded_by.truncate(MOST_SUPERSEDING);
        }
    }
}

impl SettingFacts {
    /// Takes what the same source says elsewhere in the file.
    fn merge(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        for facts in other.values {
            match self.values.iter_mut().find(|known| known.value == facts.value) {
                Some(known) if known.quote.offset <= facts.quote.offset => *known = facts,
                Some(_) => {}
                None => self.values.push(facts),
            }
        }
        sort::by_key(&mut self.values, |facts| std::cmp::Reverse(facts.quote.offset));
        self.values.truncate(MOST_VALUES);
    }
}

/// The number of the article that a title names: `… for x64-based Systems (KB5005565)`; 0 where it names none.
fn article_in(title: &str) -> u32 {
    let numbers = title.split("KB").skip(1).filter_map(|rest| {
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..length).filter(|digits| (6..=8).contains(&digits.len()))?.parse().ok()
    });
    numbers.last().unwrap_or_default()
}

/// What a line says about an update, where it may also say that it failed: by its code.
fn by_code(says: UpdateEvent, code: Option<u32>) -> UpdateEvent {
    let failed = match says {
        UpdateEvent::DownloadStarted | UpdateEvent::Downloaded => UpdateEvent::DownloadFailed,
        UpdateEvent::InstallStarted | UpdateEvent::InstallDone | UpdateEvent::RestartPending => {
            UpdateEvent::InstallFailed
        }
        _ => says,
    };
    match code {
        Some(code) if code >> 31 == 1 => failed,
        _ => says,
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
    fn a_failing_code_makes_an_end_a_failure() {
        let check = |says, code, expected| assert_eq!(by_code(says, code), expected, "{says:?} {code:?}");
        check(UpdateEvent::InstallDone, Some(0), UpdateEvent::InstallDone);
        check(UpdateEvent::InstallDone, Some(0x0024_0005), UpdateEvent::InstallDone);
        check(UpdateEvent::InstallDone, Some(0x8007_0643), UpdateEvent::InstallFailed);
        check(UpdateEvent::RestartPending, Some(0x8007_0643), UpdateEvent::InstallFailed);
        check(UpdateEvent::Downloaded, Some(0x8024_6008), UpdateEvent::DownloadFailed);
        check(UpdateEvent::DownloadCancelled, Some(0x8024_000B), UpdateEvent::DownloadCancelled);
        check(UpdateEvent::Missing, None, UpdateEvent::Missing);
    }
}
