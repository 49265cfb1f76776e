//! The timeline of a machine: what its logs say happened, in the order of time, and what holds when they end.

use knowledge::{MachineCondition, MomentKind, spell};
use logfile::{rfc3339_local, rfc3339_utc};
use report::{EvidenceKind, MomentRow, Severity};

use crate::log::Log;
use crate::moments::Line;
use crate::sort;
use crate::write;

/// What happened on a machine.
pub(crate) struct Timeline {
    /// The newest moments, oldest first.
    pub(crate) rows: Vec<MomentRow>,
    /// How many there are in all.
    pub(crate) count: u64,
    /// What holds when the logs end, the gravest first.
    pub(crate) standing: Vec<report::ActiveCondition>,
}

/// A moment, and when it was.
#[derive(Clone, Copy)]
struct Told<'s> {
    moment: &'static MomentKind,
    line: &'s Line,
    /// Milliseconds since 1970, UTC where the log's clock is known.
    ms: i64,
    /// The log and its part.
    place: (usize, usize),
}

/// What holds from a moment on.
struct Open {
    standing: &'static MachineCondition,
    /// The place of the moment among all.
    by: usize,
    /// Since when, where it held already.
    since: usize,
}

/// So many moments a report has.
const MOST_ROWS: usize = 1000;

/// So many moments before another are looked at for one that is the same.
const NEIGHBOURS: usize = 100;

/// So many things can hold at a time; of more the oldest is forgotten.
const MOST_OPEN: usize = 200;

/// Moments alike with less than so many milliseconds between them are told as one.
const ALIKE: i64 = 60 * 60_000;

impl Timeline {
    /// What these logs tell.
    pub(crate) fn of(logs: &[Log<'_>]) -> Self {
        let (told, more) = told(logs);
        let mut rows: Vec<Option<MomentRow>> = told.iter().map(|told| row(told, logs)).collect();
        let open = follow(&told, &mut rows, logs);
        let standing = standing(&open, &told, logs);
        let rows = together(told.iter().map(|told| told.ms).zip(rows));
        let count = rows.iter().map(|row| u64::from(row.count)).sum::<u64>() + more;
        let rows = rows.into_iter().rev().take(MOST_ROWS);
        let mut rows: Vec<MomentRow> = rows.collect();
        rows.reverse();
        Self { rows, count, standing }
    }
}

/// All moments in the order of time, each once, and how many more were not kept.
fn told<'s>(logs: &[Log<'s>]) -> (Vec<Told<'s>>, u64) {
    let (mut all, mut more) = (Vec::new(), 0);
    for (at, log) in logs.iter().enumerate() {
        for (part, file) in log.files.iter().enumerate() {
            for (kind, lines) in file.moments.kinds() {
                let Some(moment) = knowledge::moments().get(kind) else { continue };
                more += if moment.is_listed { lines.more } else { 0 };
                all.extend(lines.lines.iter().filter_map(|line| {
                    let time = line.quote.time()?;
                    let ms = log.ms(part, line.quote.offset, time);
                    Some(Told { moment, line, ms, place: (at, part) })
                }));
            }
        }
    }
    sort::by_key(&mut all, |told| (told.ms, told.place, told.line.quote.offset));
    // Several lines tell of one moment: those of one kind within its time, and those of a log that was given twice.
    let mut kept: Vec<Told<'s>> = Vec::new();
    for told in all {
        let reach = i64::from(told.moment.within) * 1000;
        let near = kept.iter().rev().take(NEIGHBOURS).take_while(|known| told.ms - known.ms <= reach);
        if !near.into_iter().any(|known| is_same(known, &told)) {
            kept.push(told);
        }
    }
    (kept, more)
}

/// Whether two lines are of one kind and about the same.
fn is_same(a: &Told<'_>, b: &Told<'_>) -> bool {
    a.moment.id == b.moment.id
        && a.line.subject.eq_ignore_ascii_case(&b.line.subject)
        && (a.line.code, &a.line.title) == (b.line.code, &b.line.title)
}

/// Follows what each moment opens and ends; says in the rows until when it held, and gives back what holds still.
fn follow(told: &[Told<'_>], rows: &mut [Option<MomentRow>], logs: &[Log<'_>]) -> Vec<Open> {
    let mut open: Vec<Open> = Vec::new();
    for (at, now) in told.iter().enumerate() {
        // The time of a log of which nobody knows the zone says nothing of what another tells.
        let is_comparable = |by: usize| told.get(by).is_some_and(|by| is_comparable(by, now, logs));
        open.retain(|one| {
            let lasts = i64::from(one.standing.lasts) * 1000;
            lasts == 0 || told.get(one.by).is_some_and(|by| now.ms - by.ms <= lasts)
        });
        let during =
            open.iter().rev().find(|one| one.standing.id == now.moment.during && is_comparable(one.by));
        if let Some((during, Some(row))) = during.and_then(|one| told.get(one.by)).zip(rows.get_mut(at)) {
            let title = if during.line.title.is_empty() { &during.line.subject } else { &during.line.title };
            row.event = filled(now.moment.then, now, title);
        }
        open.retain(|one| {
            let is_over = now.moment.ends.contains(&one.standing.id)
                && is_comparable(one.by)
                && told.get(one.by).is_some_and(|by| is_about(by, now));
            if is_over && let Some(Some(row)) = rows.get_mut(one.by) {
                row.ended = Some(time(now, logs));
            }
            !is_over
        });
        if let Some(standing) = knowledge::standings().iter().find(|standing| standing.id == now.moment.opens)
        {
            let before = open.iter().find(|one| {
                one.standing.id == standing.id
                    && is_comparable(one.by)
                    && told.get(one.by).is_some_and(|by| is_about(by, now))
            });
            let since = before.map_or(at, |before| before.since);
            open.push(Open { standing, by: at, since });
            if open.len() > MOST_OPEN {
                open.remove(0);
            }
        }
    }
    open.retain(|one| told.get(one.by).is_some_and(|by| would_show(one.standing, by, logs)));
    for one in open.iter().filter(|one| !one.standing.summary.is_empty()) {
        if let Some(Some(row)) = rows.get_mut(one.by) {
            (row.is_active, row.severity) = (true, row.severity.min(one.standing.severity));
        }
    }
    open
}

/// Whether the times of two moments can be held against each other.
fn is_comparable(a: &Told<'_>, b: &Told<'_>, logs: &[Log<'_>]) -> bool {
    let is_known = |told: &Told<'_>| logs.get(told.place.0).is_some_and(|log| log.clock.is_known());
    a.place.0 == b.place.0 || (is_known(a) && is_known(b))
}

/// Whether a moment ends what another opened, as far as whom they are about: what names nobody ends it for all.
fn is_about(opened: &Told<'_>, by: &Told<'_>) -> bool {
    by.line.subject.is_empty() || opened.line.subject.eq_ignore_ascii_case(&by.line.subject)
}

/// Whether a log was given that would show the end of what a moment opened: it is there from that moment on.
fn would_show(standing: &MachineCondition, by: &Told<'_>, logs: &[Log<'_>]) -> bool {
    // What is about somebody ends nothing that is about nobody.
    let is_about_all =
        |end: &MomentKind| end.subject.is_empty() && !end.pattern.captures.contains(&"subject");
    let ends = |end: &MomentKind| {
        end.ends.contains(&standing.id) && (!by.line.subject.is_empty() || is_about_all(end))
    };
    let logs_of_ends: Vec<&str> =
        knowledge::moments().iter().filter(|end| ends(end)).map(|end| end.log).collect();
    let tells = |log: &Log<'_>| logs_of_ends.iter().any(|end| log.kinds.contains(end));
    let mut logs = logs.iter().enumerate().filter(|(at, log)| *at == by.place.0 || log.clock.is_known());
    logs.any(|(_, log)| tells(log) && log.span.is_some_and(|(from, to)| from <= by.ms && to >= by.ms))
}

/// The sentences of what holds still, each once, with the first line from which on it holds.
fn standing(open: &[Open], told: &[Told<'_>], logs: &[Log<'_>]) -> Vec<report::ActiveCondition> {
    let mut standing: Vec<report::ActiveCondition> = Vec::new();
    for one in open.iter().filter(|one| !one.standing.summary.is_empty()) {
        let Some(since) = told.get(one.since) else { continue };
        let at = time(since, logs);
        let sentence = one.standing.summary.replace("{subject}", &since.line.subject);
        let of_whom = one.standing.summary.contains("{subject}").then(|| since.line.subject.clone());
        let sentence = sentence.replace("{since}", &in_words(&at));
        // What began first stands for all that say the same.
        let is_told = |known: &report::ActiveCondition| {
            known.id == one.standing.id && of_whom.as_ref().is_none_or(|whom| known.summary.contains(&**whom))
        };
        if !standing.iter().any(is_told) {
            let shows = shows(one.standing.severity);
            standing.push(report::ActiveCondition {
                id: one.standing.id.to_owned(),
                severity: one.standing.severity,
                summary: sentence,
                since: Some(at),
                evidence: write::quoted(since.moment.id, shows, &since.line.quote, since.place, logs),
            });
        }
    }
    sort::by_key(&mut standing, |standing| (standing.severity, standing.since.clone(), standing.id.clone()));
    standing
}

/// The row of a moment; none where it is not told.
fn row(told: &Told<'_>, logs: &[Log<'_>]) -> Option<MomentRow> {
    let moment = told.moment;
    moment.is_listed.then(|| MomentRow {
        id: moment.id.to_owned(),
        topic: moment.about.to_owned(),
        time: Some(time(told, logs)),
        last_time: None,
        event: filled(moment.summary, told, &told.line.title),
        severity: moment.severity,
        ended: None,
        is_active: false,
        count: 1,
        evidence: write::quoted(moment.id, shows(moment.severity), &told.line.quote, told.place, logs),
    })
}

/// Tells moments alike that follow one another as one; each comes with its milliseconds.
fn together(rows: impl Iterator<Item = (i64, Option<MomentRow>)>) -> Vec<MomentRow> {
    let of = |row: &MomentRow| (row.id.clone(), row.event.clone(), row.ended.clone(), row.is_active);
    let (mut kept, mut before): (Vec<MomentRow>, i64) = (Vec::new(), i64::MIN);
    for (ms, row) in rows.filter_map(|(ms, row)| Some((ms, row?))) {
        match kept.last_mut() {
            Some(last) if ms.saturating_sub(before) <= ALIKE && of(last) == of(&row) => {
                last.count += 1;
                last.last_time = row.time;
            }
            _ => kept.push(row),
        }
        before = ms;
    }
    kept
}

/// The time of a moment.
fn time(told: &Told<'_>, logs: &[Log<'_>]) -> String {
    let is_utc = logs.get(told.place.0).is_some_and(|log| log.clock.is_known());
    if is_utc { rfc3339_utc(told.ms) } else { rfc3339_local(told.ms) }
}

/// A time inside a sentence: `2026-11-10 03:12 UTC`.
fn in_words(time: &str) -> String {
    let zone = if time.ends_with('Z') { " UTC" } else { "" };
    format!("{}{zone}", time.get(..16).unwrap_or(time).replace('T', " "))
}

/// What is said of a moment, with its values.
fn filled(says: &str, told: &Told<'_>, title: &str) -> String {
    let code = told.line.code.map_or_else(String::new, spell);
    let mut filled =
        says.replace("{subject}", &told.line.subject).replace("{code}", &code).replace("{title}", title);
    // What begins with a value stays as its log writes it.
    if let Some(first) = filled.get_mut(..1).filter(|_| !says.starts_with('{')) {
        first.make_ascii_uppercase();
    }
    filled
}

fn shows(grade: Severity) -> EvidenceKind {
    if grade == Severity::Info { EvidenceKind::Progress } else { EvidenceKind::Failed }
}
