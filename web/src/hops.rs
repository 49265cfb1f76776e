//! The steps of a run as messages between components: who acted on whom, when, and after which wait.
//!
//! The components are the actors of the steps in the knowledge base: `Scan Agent → Location Services`.

use std::borrow::Cow;

use report::{EvidenceKind, EvidenceLine, StepRow, Verdict};

use crate::flow::WAIT;
use crate::time::Moment;

/// A message from one component to another, or work of one.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hop<'a> {
    /// The step, and its title.
    pub(crate) step: &'a str,
    pub(crate) title: Cow<'static, str>,
    /// The lane it begins at, and the one it ends at; the same if a component works alone.
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) verdict: Verdict,
    /// The line to open: the one that failed, else the one that shows the end; none if nothing was logged.
    pub(crate) line: Option<&'a EvidenceLine>,
    /// How long nothing was logged before or in it, in milliseconds, if that is long.
    pub(crate) wait: Option<i64>,
}

/// The messages of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Hops<'a> {
    /// The components, in the order in which they act.
    pub(crate) lanes: Vec<String>,
    pub(crate) hops: Vec<Hop<'a>>,
    /// The steps that were not reached or cannot be judged.
    pub(crate) left: Vec<&'a StepRow>,
}

/// The messages of the steps of a run against a service.
pub(crate) fn hops<'a>(flow: &str, rows: &'a [StepRow], service: Option<&str>) -> Hops<'a> {
    let mut found = Hops::default();
    let waits = waits(rows);
    let has_parts = |row: &StepRow| {
        rows.iter().any(|other| other.step.split_once('.').is_some_and(|(whole, _)| whole == row.step))
    };
    for row in rows.iter().filter(|row| !has_parts(row)) {
        if knowledge::step(flow, &row.step).is_none() {
            continue;
        }
        if row.evidence.is_empty() && !matches!(row.verdict, Verdict::Ok | Verdict::Passed | Verdict::Failed)
        {
            found.left.push(row);
            continue;
        }
        let actor = knowledge::step_actor(flow, &row.step, service);
        let (from, to) = actors(&actor);
        let mut lane = |actor: &str| {
            let place = found.lanes.iter().position(|lane| lane.eq_ignore_ascii_case(actor));
            place.unwrap_or_else(|| {
                found.lanes.push(capitalized(actor));
                found.lanes.len() - 1
            })
        };
        let (from, to) = (lane(from), lane(to));
        let wait = waits.iter().filter(|(of, _)| *of == row.step).map(|(_, length)| *length).max();
        found.hops.push(Hop {
            step: &row.step,
            title: knowledge::step_title(flow, &row.step, service),
            from,
            to,
            verdict: row.verdict,
            line: line_of(row),
            wait,
        });
    }
    found
}

/// The first actor, and the last one of a chain; actors beside the first one are left out.
fn actors(actor: &str) -> (&str, &str) {
    let first = |part: &'_ str| part.split(',').next().map_or(0, str::len);
    let (from, to) = match actor.rsplit_once('\u{2192}') {
        Some((before, to)) => (before.split('\u{2192}').next().unwrap_or(before), to),
        None => (actor, actor),
    };
    (from[..first(from)].trim(), to[..first(to)].trim())
}

fn capitalized(actor: &str) -> String {
    let mut rest = actor.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// The line that shows how a step ended.
fn line_of(row: &StepRow) -> Option<&EvidenceLine> {
    let last = |kind| row.evidence.iter().rev().find(|line| line.kind == kind);
    let failed = || last(EvidenceKind::Failed).filter(|_| row.verdict == Verdict::Failed);
    failed().or_else(|| last(EvidenceKind::Done)).or_else(|| row.evidence.first())
}

/// The long waits of a run, each with the step in which it ends.
fn waits(rows: &[StepRow]) -> Vec<(&str, i64)> {
    let millis = |line: &EvidenceLine| line.utc.as_deref().and_then(Moment::parse).map(Moment::millis);
    let lines = rows.iter().flat_map(|row| row.evidence.iter().map(|line| (line, row.step.as_str())));
    let mut times: Vec<(i64, &str)> = lines.filter_map(|(line, step)| Some((millis(line)?, step))).collect();
    times.sort_by_key(|(time, _)| *time);
    let all = match (times.first(), times.last()) {
        (Some((first, _)), Some((last, _))) => last - first,
        _ => return Vec::new(),
    };
    let wait = |pair: &[(i64, &'_ str)]| {
        (pair[1].0 - pair[0].0 >= WAIT && (pair[1].0 - pair[0].0) * 5 >= all).then_some(pair[1].0 - pair[0].0)
    };
    times.windows(2).filter_map(|pair| Some((pair[1].1, wait(pair)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn actors_are_those_of_the_knowledge() {
        assert_eq!(actors("Scan Agent \u{2192} Location Services"), ("Scan Agent", "Location Services"));
        assert_eq!(actors("WUAHandler, Group Policy"), ("WUAHandler", "WUAHandler"));
        assert_eq!(actors("A \u{2192} B \u{2192} C"), ("A", "C"));
        assert_eq!(actors(""), ("", ""));
    }

    #[test]
    fn a_failed_scan_has_its_messages_in_order() {
        let rows = fixture::steps();
        let found = hops("client-scan", &rows, None);
        assert_eq!(found.lanes[..3], ["Scan Agent", "Location Services", "CCM Messaging"]);
        let last = found.hops.last().expect("a message");
        assert_eq!((last.step, last.verdict), ("3", Verdict::Failed));
        assert_eq!(found.lanes[last.from], "Windows Update Agent");
        assert_eq!(last.line.map(|line| line.id.as_str()), Some("search.failed"));
        let waits: Vec<_> = found.hops.iter().filter_map(|hop| Some((hop.step, hop.wait?))).collect();
        assert_eq!(waits, [("1.10", 38_300)]);
        assert_eq!(
            found.left.iter().map(|row| row.step.as_str()).collect::<Vec<_>>(),
            ["1.5", "1.6", "4", "5", "6", "7"]
        );
    }
}
