//! What changed between the last good run of a flow and the first bad one.

use report::{Changes, MomentRow};

use crate::judge::analysis::Analysis;
use crate::render::history::events::events_between;
use crate::render::history::failing_stretch::FailingStretch;
use crate::render::history::run_values::run_values;
use crate::render::history::setting_values::setting_values;
use crate::render::history::silence::silence_between;
use crate::render::history::value_change::ValueChange;
use crate::render::report_rows::moment;
use crate::runs::timed_sightings::TimedSighting;

/// What differs between the last good run and the first bad one, and what happened in between.
pub(crate) fn changes(
    analysis: &Analysis,
    stretch: FailingStretch,
    moments: &[MomentRow],
) -> Option<Changes> {
    let (good, bad) = stretch.last_good.zip(stretch.first_bad)?;
    let (values, compared) = run_values(analysis, good, bad);
    let settings = setting_values(analysis, good, bad, &compared);
    let mut changes = between(analysis, good, line_of(analysis, bad)?, moments)?;
    let (mut rows, mut unchanged) = (Vec::new(), Vec::new());
    for value in values.into_iter().chain(settings) {
        match value {
            ValueChange::Changed(change) => rows.push(change),
            ValueChange::Unchanged(name) => unchanged.push(name),
        }
    }
    rows.append(&mut changes.rows);
    let bad_run = &analysis.runs[bad].run;
    let begin = bad_run.sightings.first().and_then(|seen| moment(seen, seen.ms));
    Some(Changes { bad: begin, rows, unchanged, ..changes })
}

/// What happened between a good run and the line that reports the first failure.
pub(crate) fn between(
    analysis: &Analysis,
    good: usize,
    failed: &TimedSighting,
    moments: &[MomentRow],
) -> Option<Changes> {
    let run = &analysis.runs[good].run;
    let last = run.sightings.first()?;
    let (_, end) = run.span();
    let (from, to) = (moment(last, end), moment(failed, failed.ms));
    let mut rows = match (&from, &to) {
        (Some(from), Some(to)) => events_between(moments, from, to),
        _ => Vec::new(),
    };
    if last.is_ms_utc && failed.is_ms_utc {
        rows.extend(silence_between(&analysis.logs, end, failed.ms));
    }
    Some(Changes { good: from, bad: to, rows, unchanged: Vec::new() })
}

/// The line that reports the failure of a run.
fn line_of(analysis: &Analysis, bad: usize) -> Option<&TimedSighting> {
    analysis.runs[bad].failure().map(|failure| &failure.proof)
}
