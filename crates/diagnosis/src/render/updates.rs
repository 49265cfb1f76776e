//! The table of updates: all lines about each update, merged by id and KB article.

use std::cmp::Reverse;

use knowledge::spell;
use report::{EvidenceKind, UpdateClass, UpdateEvent, UpdateFact, UpdateRow, UpdateState};

use crate::judge::update_class::class_of;
use crate::logs::given_log::{FilePlace, GivenLog, files_of};
use crate::render::report_rows;
use crate::scan::facts::{LatestFact, MOST_UPDATES, UpdateFacts, UpdateKey};
use crate::sort;

/// The updates of a machine, in report order. The details of a row are read from the logs again, so that the list takes
/// little memory.
#[derive(Debug)]
pub(crate) struct Updates {
    /// The updates; those that need attention come first.
    order: Vec<UpdateKeys>,
    /// The number of lines about updates beyond the limit.
    pub(crate) more: u64,
}

/// The keys under which the logs list one update.
#[derive(Clone, Copy, Debug)]
struct UpdateKeys {
    /// Its id or its KB article.
    key: UpdateKey,
    /// The number of its article, if lines that name only the article belong to this update too; else 0.
    article: u32,
}

/// One update.
struct Update<'s> {
    keys: UpdateKeys,
    /// Its names.
    named: UpdateFacts,
    /// The newest line of each kind, in time order.
    facts: Vec<TimedFact<'s>>,
    state: UpdateState,
}

/// A line, and when it was written.
#[derive(Clone, Copy)]
struct TimedFact<'s> {
    latest: &'s LatestFact,
    count: u32,
    /// The newest code reported with this event.
    code: Option<u32>,
    /// Milliseconds since 1970, if the time zone of the log is known.
    ms: i64,
    /// The file it is in.
    place: FilePlace,
}

impl TimedFact<'_> {
    fn order(&self) -> (i64, FilePlace, u64) {
        (self.ms, self.place, self.latest.quote.offset)
    }
}

impl Updates {
    /// All updates in these logs.
    pub(crate) fn of(logs: &[GivenLog]) -> Self {
        let mut more = 0;
        let mut rows: Vec<(UpdateKey, FilePlace, &UpdateFacts)> = Vec::new();
        for (place, _, file) in files_of(logs) {
            rows.extend(file.facts.updates.iter().map(|(key, timed)| (*key, place, timed)));
            more += file.facts.more;
        }
        sort::by_key(&mut rows, |(key, place, _)| (*key, *place));
        let mut all: Vec<Update<'_>> = Vec::new();
        for (key, place, timed) in rows {
            if all.last().is_none_or(|last| last.keys.key != key) {
                all.push(Update::new(UpdateKeys { key, article: 0 }));
            }
            if let Some(last) = all.last_mut() {
                last.add(timed, place, logs);
            }
        }
        let beyond = all.get(MOST_UPDATES..).unwrap_or_default();
        more +=
            beyond.iter().flat_map(|update| &update.facts).map(|timed| u64::from(timed.count)).sum::<u64>();
        all.truncate(MOST_UPDATES);
        let mut all = by_article(all);
        // The lines about all updates come first.
        let is_of_all = all.first().is_some_and(|first| first.keys.key == UpdateKey::ALL);
        let forwarded = if is_of_all { all.remove(0).facts } else { Vec::new() };
        for update in &mut all {
            update.settle(forwarded.first());
        }
        sort::by_key(&mut all, |update| {
            (update.named.is_app, update.state, Reverse(update.newest()), update.keys.key)
        });
        Self { order: all.into_iter().map(|update| update.keys).collect(), more }
    }

    /// The number of updates.
    pub(crate) fn count(&self) -> usize {
        self.order.len()
    }

    /// Up to `count` rows from index `from` on.
    pub(crate) fn rows(&self, from: usize, count: usize, logs: &[GivenLog]) -> Vec<UpdateRow> {
        let forwarded = Update::read(UpdateKeys { key: UpdateKey::ALL, article: 0 }, logs).facts;
        let row = |keys: &UpdateKeys| {
            let mut update = Update::read(*keys, logs);
            update.settle(forwarded.first());
            update.row(logs)
        };
        self.order.iter().skip(from).take(count).map(row).collect()
    }
}

/// Merges lines that name only an article into the one update with that article. If there are several, they stay
/// separate.
fn by_article(mut all: Vec<Update<'_>>) -> Vec<Update<'_>> {
    // Articles are the lowest keys.
    let ids = all.partition_point(|update| update.keys.key.article().is_some());
    let ids_of_all = all.split_off(ids);
    let (articles, mut all) = (all, ids_of_all);
    let mut of_article: Vec<(u32, usize)> =
        all.iter().enumerate().map(|(at, update)| (update.named.article(), at)).collect();
    sort::by(&mut of_article, Ord::cmp);
    let mut alone = Vec::new();
    for article in articles {
        let number = article.keys.key.article().unwrap_or_default();
        let from = of_article.partition_point(|(known, _)| *known < number);
        let to = of_article.partition_point(|(known, _)| *known <= number);
        match of_article.get(from..to) {
            Some([(_, at)]) if number > 0 => all[*at].join(article),
            _ => alone.push(article),
        }
    }
    alone.extend(all);
    alone
}

impl<'s> Update<'s> {
    fn new(keys: UpdateKeys) -> Self {
        Self { keys, named: UpdateFacts::default(), facts: Vec::new(), state: UpdateState::Named }
    }

    /// Everything in the logs about one update.
    fn read(keys: UpdateKeys, logs: &'s [GivenLog]) -> Self {
        let of_key = |key| {
            let mut update = Self::new(UpdateKeys { key, article: 0 });
            for (place, _, file) in files_of(logs) {
                if let Some(timed) = file.facts.updates.get(&key) {
                    update.add(timed, place, logs);
                }
            }
            update
        };
        let mut update = of_key(keys.key);
        if keys.article > 0 {
            update.join(of_key(UpdateKey(keys.article.into())));
        }
        update
    }

    fn add(&mut self, timed: &'s UpdateFacts, place: FilePlace, logs: &'s [GivenLog]) {
        self.named.name(timed);
        timed.superseded_by.iter().for_each(|by| self.named.supersede(*by));
        let log = logs.get(place.log);
        for latest in &timed.latest {
            // A line without a time is as old as its log.
            let ms =
                latest.quote.time().and_then(|time| Some(log?.ms(place.part, latest.quote.offset, time)));
            let ms = ms.or_else(|| Some(log?.span?.0)).unwrap_or(i64::MIN);
            self.take(TimedFact { latest, count: latest.count, code: latest.last_code, ms, place });
        }
    }

    fn join(&mut self, other: Self) {
        self.keys.article = other.keys.key.article().unwrap_or_default();
        self.named.name(&other.named);
        other.facts.into_iter().for_each(|timed| self.take(timed));
    }

    fn take(&mut self, timed: TimedFact<'s>) {
        match self.facts.iter_mut().find(|known| known.latest.event == timed.latest.event) {
            Some(known) => {
                let count = known.count.saturating_add(timed.count);
                let is_newer = timed.order() > known.order();
                let code = if is_newer { timed.code.or(known.code) } else { known.code.or(timed.code) };
                if is_newer {
                    *known = timed;
                }
                (known.count, known.code) = (count, code);
            }
            None => self.facts.push(timed),
        }
    }

    fn newest(&self) -> i64 {
        self.facts.last().map_or(i64::MIN, |timed| timed.ms)
    }

    /// Sorts its lines and determines its last state. `forwarded` is the time at which state messages were forwarded.
    fn settle(&mut self, forwarded: Option<&TimedFact<'s>>) {
        let raised = self.facts.iter().find(|timed| timed.latest.event == UpdateEvent::StateRaised);
        if let Some((raised, forwarded)) = raised.zip(forwarded)
            && forwarded.order() > raised.order()
        {
            self.facts.push(*forwarded);
        }
        sort::by_key(&mut self.facts, TimedFact::order);
        let states = self.facts.iter().map(|timed| timed.latest.event);
        self.state = states.fold(UpdateState::Named, after);
    }

    fn class(&self) -> UpdateClass {
        class_of(&self.named.title, self.named.is_app)
    }

    fn row(&self, logs: &[GivenLog]) -> UpdateRow {
        let failed = match self.state {
            UpdateState::InstallFailed => Some(UpdateEvent::InstallFailed),
            UpdateState::DownloadFailed => Some(UpdateEvent::DownloadFailed),
            _ => None,
        };
        let code = self.facts.iter().find(|timed| Some(timed.latest.event) == failed);
        let article = self.named.article();
        UpdateRow {
            id: self.keys.key.id(),
            revision: (self.named.revision > 0).then_some(self.named.revision),
            kb: (article > 0).then(|| article.to_string()),
            title: (!self.named.title.is_empty()).then(|| self.named.title.to_string()),
            class: self.class(),
            state: self.state,
            superseded_by: self.named.superseded_by.iter().filter_map(|by| by.id()).collect(),
            code: code.and_then(|timed| timed.code).map(spell),
            inner_code: None,
            facts: self.facts.iter().map(|timed| fact(timed, logs)).collect(),
        }
    }
}

/// The state of an update after another event.
fn after(state: UpdateState, event: UpdateEvent) -> UpdateState {
    match event {
        UpdateEvent::Installed | UpdateEvent::InstallDone => UpdateState::Installed,
        UpdateEvent::InstallFailed => UpdateState::InstallFailed,
        UpdateEvent::DownloadFailed => UpdateState::DownloadFailed,
        UpdateEvent::Downloaded => UpdateState::Downloaded,
        UpdateEvent::DownloadStarted | UpdateEvent::InstallStarted if state == UpdateState::Named => {
            UpdateState::InProgress
        }
        // The download ended: its caller cancelled it.
        UpdateEvent::DownloadCancelled if state == UpdateState::InProgress => UpdateState::Named,
        UpdateEvent::RestartPending => UpdateState::RestartPending,
        UpdateEvent::NotApplicable => UpdateState::NotApplicable,
        // `Superseded` does not replace `Installed`; `Missing` does not replace a downloaded, failed, or
        // restart-pending state.
        UpdateEvent::Superseded if state != UpdateState::Installed => UpdateState::Superseded,
        UpdateEvent::Missing
            if matches!(
                state,
                UpdateState::Named
                    | UpdateState::InProgress
                    | UpdateState::Superseded
                    | UpdateState::Installed
                    | UpdateState::NotApplicable
            ) =>
        {
            UpdateState::Missing
        }
        _ => state,
    }
}

fn fact(timed: &TimedFact<'_>, logs: &[GivenLog]) -> UpdateFact {
    let latest = timed.latest;
    let shows = match latest.event {
        UpdateEvent::DownloadFailed | UpdateEvent::InstallFailed => EvidenceKind::Failed,
        UpdateEvent::Downloaded | UpdateEvent::InstallDone | UpdateEvent::Installed => EvidenceKind::Done,
        UpdateEvent::DownloadStarted | UpdateEvent::InstallStarted => EvidenceKind::Started,
        _ => EvidenceKind::Progress,
    };
    let evidence = report::EvidenceLine {
        count: timed.count,
        ..report_rows::quoted(latest.fact.id, shows, &latest.quote, timed.place, logs)
    };
    UpdateFact { event: latest.event, code: latest.code.filter(|code| *code != 0).map(spell), evidence }
}
