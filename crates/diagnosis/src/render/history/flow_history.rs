//! Adds to each flow of a report what its runs show together.

use report::{FlowRow, MomentRow};

use crate::judge::analysis::Analysis;
use crate::judge::problem::Problem;
use crate::render::flows::is_never;
use crate::render::history::changes::{between, changes};
use crate::render::history::failing_stretch::FailingStretch;
use crate::render::history::failure_pattern::failure_pattern;
use crate::render::history::recovery::recovery;
use crate::render::report_rows::evidence;
use crate::runs::timed_sightings::TimedSighting;

/// Adds to each flow what its runs show together. `moments` are the events on the machine.
pub(crate) fn add_history(
    flows: &mut [FlowRow],
    analysis: &Analysis,
    problems: &[Problem],
    moments: &[MomentRow],
) {
    for row in flows {
        let Some(flow) = knowledge::flow(&row.flow) else { continue };
        row.history.recovery = recovery(analysis, row);
        row.history.pattern = failure_pattern(analysis, flow);
        if row.failing_since.is_none() {
            continue;
        }
        let never = problems.iter().find(|problem| is_never(problem, flow));
        let shown = row.leading_run.map(|id| id as usize - 1);
        let stretch = FailingStretch::of(analysis, flow.id, shown);
        let first = match never {
            Some(never) => first_line(analysis, never),
            None => stretch.first_bad.and_then(|at| Some(&analysis.runs[at].failure()?.proof)),
        };
        row.history.failing_since_line = first.map(|seen| evidence(seen, &analysis.logs));
        row.history.changes = match (never, stretch.last_good, first) {
            (None, _, _) => changes(analysis, stretch, moments),
            (Some(_), Some(good), Some(first)) => between(analysis, good, first, moments),
            _ => None,
        };
    }
}

/// The first line that reports a problem of the machine.
fn first_line<'a>(analysis: &'a Analysis, problem: &'a Problem) -> Option<&'a TimedSighting> {
    let first = problem.occurrences.times.first()?;
    let is_first =
        |seen: &&TimedSighting| seen.ms == *first && seen.evidence.index == problem.proof.evidence.index;
    analysis.sightings.iter().find(is_first).or(Some(&problem.proof))
}
