//! The table of updates: what all logs say of each, put together by id and article.

use std::cmp::Reverse;

use knowledge::spell;
use report::{EvidenceKind, UpdateEvent, UpdateFact, UpdateRow, UpdateState};

use crate::facts::{MOST_UPDATES, Said, UpdateKey, UpdateTold};
use crate::log::Log;
use crate::sort;
use crate::write;

/// The updates of a machine.
pub(crate) struct Updates<'s> {
    /// The updates, those that need a look first.
    all: Vec<Update<'s>>,
    /// How many lines are about updates beyond the limit.
    pub(crate) more: u64,
}

/// One update.
struct Update<'s> {
    key: UpdateKey,
    /// What it is called.
    named: UpdateTold,
    /// The newest line of each kind, in time order.
    said: Vec<Told<'s>>,
    state: UpdateState,
}

/// A line, and when it was written.
#[derive(Clone, Copy)]
struct Told<'s> {
    said: &'s Said,
    count: u32,
    /// The newest code that it is said with.
    code: Option<u32>,
    /// Milliseconds since 1970, as far as the log's clock is known; then its log and its part of that.
    at: (i64, usize, usize),
}

impl Told<'_> {
    fn order(&self) -> (i64, usize, usize, u64) {
        (self.at.0, self.at.1, self.at.2, self.said.quote.offset)
    }
}

impl<'s> Updates<'s> {
    /// All that these logs tell of.
    pub(crate) fn of(logs: &[Log<'s>]) -> Self {
        let mut more = 0;
        let mut rows: Vec<(UpdateKey, (usize, usize), &'s UpdateTold)> = Vec::new();
        for (at, log) in logs.iter().enumerate() {
            for (part, file) in log.files.iter().enumerate() {
                rows.extend(file.facts.updates.iter().map(|(key, told)| (*key, (at, part), told)));
                more += file.facts.more;
            }
        }
        sort::by_key(&mut rows, |(key, place, _)| (*key, *place));
        let mut all: Vec<Update<'s>> = Vec::new();
        for (key, place, told) in rows {
            if all.last().is_none_or(|last| last.key != key) {
                all.push(Update::new(key));
            }
            if let Some(last) = all.last_mut() {
                last.add(told, place, logs);
            }
        }
        all.retain(|update| !update.named.is_app);
        let beyond = all.get(MOST_UPDATES..).unwrap_or_default();
        more += beyond.iter().flat_map(|update| &update.said).map(|told| u64::from(told.count)).sum::<u64>();
        all.truncate(MOST_UPDATES);
        let mut all = by_article(all);
        // The lines that are told of all updates stand before them.
        let is_of_all = all.first().is_some_and(|first| first.key == UpdateKey::ALL);
        let forwarded = if is_of_all { all.remove(0).said } else { Vec::new() };
        for update in &mut all {
            update.settle(forwarded.first());
        }
        sort::by_key(&mut all, |update| (update.state, Reverse(update.newest()), update.key));
        Self { all, more }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.all.len()
    }

    /// So many of them from a place on, as rows.
    pub(crate) fn rows(&self, from: usize, count: usize, logs: &[Log<'_>]) -> Vec<UpdateRow> {
        self.all.iter().skip(from).take(count).map(|update| update.row(logs)).collect()
    }
}

/// Gives what is known by its article alone to the one update that is named with it; where there are several, it stays.
fn by_article(mut all: Vec<Update<'_>>) -> Vec<Update<'_>> {
    // Articles are the lowest keys.
    let ids = all.partition_point(|update| update.key.article().is_some());
    let ids_of_all = all.split_off(ids);
    let (articles, mut all) = (all, ids_of_all);
    let mut of_article: Vec<(u32, usize)> =
        all.iter().enumerate().map(|(at, update)| (update.named.article(), at)).collect();
    sort::by(&mut of_article, Ord::cmp);
    let mut alone = Vec::new();
    for article in articles {
        let number = article.key.article().unwrap_or_default();
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
    fn new(key: UpdateKey) -> Self {
        Self { key, named: UpdateTold::default(), said: Vec::new(), state: UpdateState::Named }
    }

    fn add(&mut self, told: &'s UpdateTold, place: (usize, usize), logs: &[Log<'s>]) {
        self.named.name(told);
        told.superseded_by.iter().for_each(|by| self.named.supersede(*by));
        let log = logs.get(place.0);
        for said in &told.said {
            // A line without a time is as old as its log.
            let ms = said.quote.time().and_then(|time| Some(log?.ms(place.1, said.quote.offset, time)));
            let ms = ms.or_else(|| Some(log?.span?.0)).unwrap_or(i64::MIN);
            self.take(Told { said, count: said.count, code: said.last_code, at: (ms, place.0, place.1) });
        }
    }

    fn join(&mut self, other: Self) {
        self.named.name(&other.named);
        other.said.into_iter().for_each(|told| self.take(told));
    }

    fn take(&mut self, told: Told<'s>) {
        match self.said.iter_mut().find(|known| known.said.says == told.said.says) {
            Some(known) => {
                let count = known.count.saturating_add(told.count);
                let is_newer = told.order() > known.order();
                let code = if is_newer { told.code.or(known.code) } else { known.code.or(told.code) };
                if is_newer {
                    *known = told;
                }
                (known.count, known.code) = (count, code);
            }
            None => self.said.push(told),
        }
    }

    fn newest(&self) -> i64 {
        self.said.last().map_or(i64::MIN, |told| told.at.0)
    }

    /// Sets its lines in order, and tells what is known of it last. `forwarded` is when state messages were handed on.
    fn settle(&mut self, forwarded: Option<&Told<'s>>) {
        let raised = self.said.iter().find(|told| told.said.says == UpdateEvent::StateRaised);
        if let Some((raised, forwarded)) = raised.zip(forwarded)
            && forwarded.order() > raised.order()
        {
            self.said.push(*forwarded);
        }
        sort::by_key(&mut self.said, Told::order);
        let states = self.said.iter().map(|told| told.said.says);
        self.state = states.fold(UpdateState::Named, after);
    }

    fn row(&self, logs: &[Log<'_>]) -> UpdateRow {
        let failed = match self.state {
            UpdateState::InstallFailed => Some(UpdateEvent::InstallFailed),
            UpdateState::DownloadFailed => Some(UpdateEvent::DownloadFailed),
            _ => None,
        };
        let code = self.said.iter().find(|told| Some(told.said.says) == failed);
        let article = self.named.article();
        UpdateRow {
            id: self.key.id(),
            revision: (self.named.revision > 0).then_some(self.named.revision),
            kb: (article > 0).then(|| article.to_string()),
            title: (!self.named.title.is_empty()).then(|| self.named.title.to_string()),
            state: self.state,
            superseded_by: self.named.superseded_by.iter().filter_map(|by| by.id()).collect(),
            code: code.and_then(|told| told.code).map(spell),
            facts: self.said.iter().map(|told| fact(told, logs)).collect(),
        }
    }
}

/// The state of an update of which a line says something new.
fn after(state: UpdateState, says: UpdateEvent) -> UpdateState {
    match says {
        UpdateEvent::Installed | UpdateEvent::InstallDone => UpdateState::Installed,
        UpdateEvent::InstallFailed => UpdateState::InstallFailed,
        UpdateEvent::DownloadFailed => UpdateState::DownloadFailed,
        UpdateEvent::Downloaded => UpdateState::Downloaded,
        UpdateEvent::DownloadStarted | UpdateEvent::InstallStarted if state == UpdateState::Named => {
            UpdateState::InProgress
        }
        // It did end: whoever asked for it gave it up.
        UpdateEvent::DownloadCancelled if state == UpdateState::InProgress => UpdateState::Named,
        UpdateEvent::RestartPending => UpdateState::RestartPending,
        UpdateEvent::NotApplicable => UpdateState::NotApplicable,
        // What is there, or was on its way, is that still where a scan finds it missing or superseded.
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

fn fact(told: &Told<'_>, logs: &[Log<'_>]) -> UpdateFact {
    let said = told.said;
    let shows = match said.says {
        UpdateEvent::DownloadFailed | UpdateEvent::InstallFailed => EvidenceKind::Failed,
        UpdateEvent::Downloaded | UpdateEvent::InstallDone | UpdateEvent::Installed => EvidenceKind::Done,
        UpdateEvent::DownloadStarted | UpdateEvent::InstallStarted => EvidenceKind::Started,
        _ => EvidenceKind::Progress,
    };
    let evidence = report::EvidenceLine {
        count: told.count,
        ..write::quoted(said.fact.id, shows, &said.quote, (told.at.1, told.at.2), logs)
    };
    UpdateFact { event: said.says, code: said.code.filter(|code| *code != 0).map(spell), evidence }
}
