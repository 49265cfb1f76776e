//! Whether it ever worked, when it stopped, and what changed just before.

use report::{Change, Changes, FlowRow, Outcome, Statement};

use crate::judge::analysis::Analysis;
use crate::render::history::failing_stretch::FailingStretch;
use crate::render::history::recovery::end_line;
use crate::render::report_rows::evidence;
use crate::render::sentences;

/// The maximum number of changes in the answer.
const MOST_CHANGES: usize = 6;

/// When a failing flow last worked, and what changed before it failed. A flow that works again has no answer: when it
/// failed is part of how often it failed.
pub(crate) fn last_success(analysis: &Analysis, row: &FlowRow) -> Vec<Statement> {
    let (Some(flow), Some(since)) = (knowledge::flow(&row.flow), &row.failing_since) else {
        return Vec::new();
    };
    let (one, many) = flow.run;
    let shown = row.leading_run.map(|id| id as usize - 1);
    let good = FailingStretch::of(analysis, flow.id, shown).last_good;
    let end = good.and_then(|at| end_line(analysis, at));
    let others = shown.map_or(0, |shown| successes_of_others(analysis, flow.id, shown));
    let goal = shown.filter(|_| others > 0).map_or("", |shown| goal(analysis, shown));
    let worked = match &row.last_success {
        Some(last) => format!("The last successful {one}{goal} ended at {}.", sentences::time(last)),
        None if others > 0 => {
            let runs = if others == 1 { one } else { many };
            format!("These logs contain no successful {one}{goal}; {others} other {runs} succeeded.")
        }
        None => format!("These logs contain no successful {one}."),
    };
    let mut statements = vec![Statement {
        summary: worked,
        evidence: end.map(|seen| evidence(seen, &analysis.logs)).into_iter().collect(),
    }];
    let since = sentences::time(since);
    let failing = if row.leading_run.is_some() {
        format!("All {many}{goal} have failed since {since}.")
    } else {
        format!("No {one} has been possible since {since}.")
    };
    let first = row.history.failing_since_line.clone();
    statements.push(Statement { summary: failing, evidence: first.into_iter().collect() });
    statements.extend(row.history.changes.as_ref().map_or_else(Vec::new, of_changes));
    statements
}

/// How many runs with another goal than the shown one succeeded.
fn successes_of_others(analysis: &Analysis, flow: &str, shown: usize) -> usize {
    let is_good = |&at: &usize| analysis.runs[at].outcome() == Outcome::Ok;
    analysis.counting_of(flow).filter(is_good).filter(|&at| !analysis.is_same_goal(at, shown)).count()
}

/// What runs with the goal of this one have in common: the words after "the installation".
fn goal(analysis: &Analysis, at: usize) -> &'static str {
    let names = |name: &str| analysis.runs[at].run.sightings.iter().any(|seen| seen.capture(name).is_some());
    let goals = [
        ("title", " of the same update"),
        ("assignment", " for the same deployment"),
        ("command", " of the same kind"),
    ];
    goals.into_iter().find(|(name, _)| names(name)).map_or(" against the same service", |(_, words)| words)
}

/// The changes before the first failure, each in a sentence.
fn of_changes(changes: &Changes) -> Vec<Statement> {
    let sentence = |change: &Change| {
        let at = change.time.as_ref().map_or_else(String::new, |at| format!(" at {}", sentences::time(at)));
        let Change { name, before, after, .. } = change;
        let summary = if before.is_empty() && after.is_empty() {
            format!("{name}{at}.")
        } else {
            format!("{name} changed from {before} to {after}{at}.")
        };
        Statement { summary, evidence: change.evidence.clone() }
    };
    changes.rows.iter().take(MOST_CHANGES).map(sentence).collect()
}
