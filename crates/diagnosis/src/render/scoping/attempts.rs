//! What was tried since it fails, if it is logged: repairs, restarts, services that were enabled again.

use report::{FlowRow, MomentRow, Statement};

use crate::judge::analysis::Analysis;
use crate::render::report_rows::{evidence, moment};
use crate::render::sentences;
use crate::runs::timed_sightings::TimedSighting;

/// The operations that repair a client.
const REPAIRS: [&str; 4] = ["client-setup", "store-repair", "file-repair", "servicing-command"];

/// The moments that show an attempt.
const MOMENTS: [&str; 2] = ["windows.started", "service.enabled"];

/// The maximum number of different attempts listed.
const MOST_ATTEMPTS: usize = 6;

/// What was tried since the flow fails, or ever if no flow fails: for each kind of attempt, how often, and the last one.
pub(crate) fn attempts(
    analysis: &Analysis,
    failing: Option<&FlowRow>,
    moments: &[MomentRow],
) -> Vec<Statement> {
    let since = failing.and_then(|row| row.failing_since.as_deref());
    // A time without a zone cannot be compared with UTC.
    let is_after = |time: &str| since.is_none_or(|since| since.len() == time.len() && time > since);
    let mut found: Vec<Attempt> = Vec::new();
    for seen in analysis.sightings.iter().filter(|seen| is_repair(seen)) {
        let Some(time) = moment(seen, seen.ms).filter(|time| is_after(time)) else { continue };
        let line = evidence(seen, &analysis.logs);
        add(&mut found, Attempt { what: capitalized(seen.evidence.summary), time, count: 1, line });
    }
    for row in moments.iter().filter(|row| MOMENTS.contains(&row.id.as_str())) {
        let last = row.last_time.as_ref().or(row.time.as_ref());
        if let Some(time) = last.filter(|time| is_after(time)) {
            let (what, line) = (row.event.clone(), row.evidence.clone());
            add(&mut found, Attempt { what, time: time.clone(), count: row.count, line });
        }
    }
    found.into_iter().take(MOST_ATTEMPTS).map(Attempt::statement).collect()
}

/// Attempts of one kind.
struct Attempt {
    /// What happened: "Windows started".
    what: String,
    /// When it happened last.
    time: String,
    count: u32,
    /// The line of the last one.
    line: report::EvidenceLine,
}

impl Attempt {
    fn statement(self) -> Statement {
        let (what, time) = (self.what, sentences::time(&self.time));
        let summary = match self.count {
            1 => format!("{what} at {time}."),
            count => format!("{what} {count} times, last at {time}."),
        };
        Statement { summary, evidence: vec![self.line] }
    }
}

fn add(found: &mut Vec<Attempt>, attempt: Attempt) {
    match found.iter_mut().find(|known| known.what == attempt.what) {
        Some(known) => *known = Attempt { count: known.count + attempt.count, ..attempt },
        None => found.push(attempt),
    }
}

/// Whether a line reports the end of a repair.
fn is_repair(seen: &TimedSighting) -> bool {
    seen.evidence.result.is_some_and(|line| REPAIRS.contains(&line.operation))
}

fn capitalized(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}
