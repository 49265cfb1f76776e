//! The timeline of a machine: the logged events in time order, and the conditions still active when the logs end.

use knowledge::{MachineCondition, MomentKind, spell};
use logfile::{rfc3339_local, rfc3339_utc};
use report::{EvidenceKind, MomentRow, Severity};

use crate::logs::given_log::{FilePlace, GivenLog, files_of};
use crate::render::{report_rows, sentences};
use crate::scan::moments::MomentLine;
use crate::sort;

/// The events on a machine.
pub(crate) struct Timeline {
    /// The newest moments, oldest first.
    pub(crate) rows: Vec<MomentRow>,
    /// The total number of moments.
    pub(crate) count: u64,
    /// The conditions that are active when the logs end, the most severe first.
    pub(crate) conditions: Vec<report::ActiveCondition>,
}

/// A moment and its time.
#[derive(Clone, Copy)]
struct TimedMoment<'s> {
    moment: &'static MomentKind,
    line: &'s MomentLine,
    /// Milliseconds since 1970, in UTC if the time zone of the log is known.
    ms: i64,
    /// The file it is in.
    place: FilePlace,
}

/// A condition that is active from a moment on.
struct OpenCondition {
    condition: &'static MachineCondition,
    /// The index of its moment.
    by: usize,
    /// The index of the moment since which it has been active.
    since: usize,
}

/// The maximum number of moments in a report.
const MOST_ROWS: usize = 1000;

/// How many preceding moments are checked for a duplicate.
const NEIGHBOURS: usize = 100;

/// The maximum number of conditions that are active at the same time; beyond it, the oldest is dropped.
const MOST_OPEN: usize = 200;

/// Identical moments that are fewer than this many milliseconds apart are shown as one.
const ALIKE: i64 = 60 * 60_000;

impl Timeline {
    /// The timeline of these logs.
    pub(crate) fn of(logs: &[GivenLog]) -> Self {
        let (timed, more) = all_moments(logs);
        let mut rows: Vec<Option<MomentRow>> = timed.iter().map(|timed| row(timed, logs)).collect();
        let open = follow(&timed, &mut rows, logs);
        let conditions = active_conditions(&open, &timed, logs);
        let rows = together(timed.iter().map(|timed| timed.ms).zip(rows));
        let count = rows.iter().map(|row| u64::from(row.count)).sum::<u64>() + more;
        let rows = rows.into_iter().rev().take(MOST_ROWS);
        let mut rows: Vec<MomentRow> = rows.collect();
        rows.reverse();
        Self { rows, count, conditions }
    }
}

/// All moments in time order, without duplicates, and the number of moments that were not kept.
fn all_moments<'s>(logs: &'s [GivenLog]) -> (Vec<TimedMoment<'s>>, u64) {
    let (mut all, mut more) = (Vec::new(), 0);
    for (place, log, file) in files_of(logs) {
        for (kind, lines) in file.moments.kinds() {
            let Some(moment) = knowledge::moments().get(kind) else { continue };
            more += if moment.is_listed { lines.more } else { 0 };
            all.extend(lines.lines.iter().filter_map(|line| {
                let time = line.quote.time()?;
                let ms = log.ms(place.part, line.quote.offset, time);
                Some(TimedMoment { moment, line, ms, place })
            }));
        }
    }
    sort::by_key(&mut all, |timed| (timed.ms, timed.place, timed.line.quote.offset));
    // Several lines can report one moment: lines of one kind within its time, and lines of a log that was dropped
    // twice.
    let mut kept: Vec<TimedMoment<'s>> = Vec::new();
    for timed in all {
        let reach = i64::from(timed.moment.within) * 1000;
        let near = kept.iter().rev().take(NEIGHBOURS).take_while(|known| timed.ms - known.ms <= reach);
        if !near.into_iter().any(|known| is_same(known, &timed)) {
            kept.push(timed);
        }
    }
    (kept, more)
}

/// Whether two lines are of the same kind and about the same subject.
fn is_same(a: &TimedMoment<'_>, b: &TimedMoment<'_>) -> bool {
    a.moment.id == b.moment.id
        && a.line.subject.eq_ignore_ascii_case(&b.line.subject)
        && (a.line.code, &a.line.title) == (b.line.code, &b.line.title)
}

/// Follows the conditions that moments start and end. Writes into the rows when a condition ended, and returns the
/// conditions that are still in effect.
fn follow(
    timed: &[TimedMoment<'_>],
    rows: &mut [Option<MomentRow>],
    logs: &[GivenLog],
) -> Vec<OpenCondition> {
    let mut open: Vec<OpenCondition> = Vec::new();
    for (at, now) in timed.iter().enumerate() {
        // The times of a log without a known time zone cannot be compared with other logs.
        let is_comparable = |by: usize| timed.get(by).is_some_and(|by| is_comparable(by, now, logs));
        open.retain(|one| {
            let lasts = i64::from(one.condition.lasts) * 1000;
            lasts == 0 || timed.get(one.by).is_some_and(|by| now.ms - by.ms <= lasts)
        });
        let during =
            open.iter().rev().find(|one| one.condition.id == now.moment.during && is_comparable(one.by));
        if let Some((during, Some(row))) = during.and_then(|one| timed.get(one.by)).zip(rows.get_mut(at)) {
            let title = if during.line.title.is_empty() { &during.line.subject } else { &during.line.title };
            row.event = filled(now.moment.then, now, title);
        }
        open.retain(|one| {
            let is_over = now.moment.ends.contains(&one.condition.id)
                && is_comparable(one.by)
                && timed.get(one.by).is_some_and(|by| is_about(by, now));
            if is_over && let Some(Some(row)) = rows.get_mut(one.by) {
                row.ended = Some(time(now, logs));
            }
            !is_over
        });
        if let Some(condition) =
            knowledge::conditions().iter().find(|condition| condition.id == now.moment.opens)
        {
            let before = open.iter().find(|one| {
                one.condition.id == condition.id
                    && is_comparable(one.by)
                    && timed.get(one.by).is_some_and(|by| is_about(by, now))
            });
            let since = before.map_or(at, |before| before.since);
            open.push(OpenCondition { condition, by: at, since });
            if open.len() > MOST_OPEN {
                open.remove(0);
            }
        }
    }
    open.retain(|one| timed.get(one.by).is_some_and(|by| would_show(one.condition, by, logs)));
    for one in open.iter().filter(|one| !one.condition.summary.is_empty()) {
        if let Some(Some(row)) = rows.get_mut(one.by) {
            (row.is_active, row.severity) = (true, row.severity.min(one.condition.severity));
        }
    }
    open
}

/// Whether the times of two moments can be compared with each other.
fn is_comparable(a: &TimedMoment<'_>, b: &TimedMoment<'_>, logs: &[GivenLog]) -> bool {
    let is_known =
        |timed: &TimedMoment<'_>| logs.get(timed.place.log).is_some_and(|log| log.clock.is_known());
    a.place.log == b.place.log || (is_known(a) && is_known(b))
}

/// Whether a moment ends what another started, by subject. A moment without a subject ends it for all subjects.
fn is_about(opened: &TimedMoment<'_>, by: &TimedMoment<'_>) -> bool {
    by.line.subject.is_empty() || opened.line.subject.eq_ignore_ascii_case(&by.line.subject)
}

/// Whether a log was provided that would show the end of a condition: it covers the time from the moment on.
fn would_show(condition: &MachineCondition, by: &TimedMoment<'_>, logs: &[GivenLog]) -> bool {
    // A moment with a subject does not end a condition without a subject.
    let is_about_all =
        |end: &MomentKind| end.subject.is_empty() && !end.pattern.captures.contains(&"subject");
    let ends = |end: &MomentKind| {
        end.ends.contains(&condition.id) && (!by.line.subject.is_empty() || is_about_all(end))
    };
    let logs_of_ends: Vec<&str> =
        knowledge::moments().iter().filter(|end| ends(end)).map(|end| end.log).collect();
    let reports_end = |log: &GivenLog| logs_of_ends.iter().any(|end| log.kinds.contains(end));
    let mut logs = logs.iter().enumerate().filter(|(at, log)| *at == by.place.log || log.clock.is_known());
    logs.any(|(_, log)| reports_end(log) && log.span.is_some_and(|(from, to)| from <= by.ms && to >= by.ms))
}

/// The sentences of the conditions still in effect, each once, with the first line since which it applies.
fn active_conditions(
    open: &[OpenCondition],
    timed: &[TimedMoment<'_>],
    logs: &[GivenLog],
) -> Vec<report::ActiveCondition> {
    let mut conditions: Vec<report::ActiveCondition> = Vec::new();
    for one in open.iter().filter(|one| !one.condition.summary.is_empty()) {
        let Some(since) = timed.get(one.since) else { continue };
        let at = time(since, logs);
        let sentence = one.condition.summary.replace("{subject}", &since.line.subject);
        let of_whom = one.condition.summary.contains("{subject}").then(|| since.line.subject.clone());
        let sentence = sentence.replace("{since}", &sentences::time(&at));
        // The earliest condition represents all conditions with the same sentence.
        let is_known = |known: &report::ActiveCondition| {
            known.id == one.condition.id
                && of_whom.as_ref().is_none_or(|whom| known.summary.contains(&**whom))
        };
        if !conditions.iter().any(is_known) {
            let shows = shows(one.condition.severity);
            conditions.push(report::ActiveCondition {
                id: one.condition.id.to_owned(),
                severity: one.condition.severity,
                summary: sentence,
                since: Some(at),
                evidence: report_rows::quoted(since.moment.id, shows, &since.line.quote, since.place, logs),
            });
        }
    }
    sort::by_key(&mut conditions, |condition| {
        (condition.severity, condition.since.clone(), condition.id.clone())
    });
    conditions
}

/// The row of a moment; `None` if it is not listed.
fn row(timed: &TimedMoment<'_>, logs: &[GivenLog]) -> Option<MomentRow> {
    let moment = timed.moment;
    moment.is_listed.then(|| MomentRow {
        id: moment.id.to_owned(),
        topic: moment.about.to_owned(),
        time: Some(time(timed, logs)),
        last_time: None,
        event: filled(moment.summary, timed, &timed.line.title),
        severity: moment.severity,
        ended: None,
        is_active: false,
        count: 1,
        evidence: report_rows::quoted(
            moment.id,
            shows(moment.severity),
            &timed.line.quote,
            timed.place,
            logs,
        ),
    })
}

/// Merges consecutive identical moments into one row; each row comes with its milliseconds.
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
fn time(timed: &TimedMoment<'_>, logs: &[GivenLog]) -> String {
    let is_utc = logs.get(timed.place.log).is_some_and(|log| log.clock.is_known());
    if is_utc { rfc3339_utc(timed.ms) } else { rfc3339_local(timed.ms) }
}

/// The sentence of a moment, with its values filled in.
fn filled(sentence: &str, timed: &TimedMoment<'_>, title: &str) -> String {
    let code = timed.line.code.map_or_else(String::new, spell);
    let mut filled =
        sentence.replace("{subject}", &timed.line.subject).replace("{code}", &code).replace("{title}", title);
    // A sentence that begins with a value keeps the case of the log.
    if let Some(first) = filled.get_mut(..1).filter(|_| !sentence.starts_with('{')) {
        first.make_ascii_uppercase();
    }
    filled
}

fn shows(grade: Severity) -> EvidenceKind {
    if grade == Severity::Info { EvidenceKind::Progress } else { EvidenceKind::Failed }
}
