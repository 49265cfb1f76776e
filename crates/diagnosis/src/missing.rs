//! The logs that would settle what is open: by name, folder and minutes.

use logfile::{rfc3339_local, rfc3339_utc};
use report::{FlowRow, FlowVerdict, MissingLog, Verdict};

use crate::findings::Grounds;
use crate::judge::Judged;
use crate::log::{Coverage, coverage};
use crate::steps::{has_parts, logs_of};

/// The minutes around a run that a log should cover.
const AROUND: i64 = 60_000;

/// The logs that are missing for the verdicts of these flows, the most telling first.
pub(crate) fn missing(grounds: &Grounds<'_, '_>, flows: &[FlowRow]) -> Vec<MissingLog> {
    let mut rows: Vec<MissingLog> = Vec::new();
    for row in flows {
        let Some(flow) = knowledge::flow(&row.flow) else { continue };
        let run = row.leading_run.and_then(|id| grounds.runs.get(id as usize - 1));
        let is_own = run.map_or_else(|| grounds.logs.iter().any(|log| log.is_configmgr_client()), |run| run.run.is_own());
        let failing = run.and_then(|run| run.failure.as_ref()).map(|failure| failure.step);
        // Where no run can begin, no other log would change that; after the step that failed, none is needed.
        if row.leading_run.is_none() && row.verdict == FlowVerdict::Failed {
            continue;
        }
        for judged in &row.steps {
            let Some(step) = flow.steps.iter().find(|step| step.id == judged.step) else { continue };
            if has_parts(flow, step) {
                continue;
            }
            let is_failing = failing == Some(step.id);
            if judged.verdict == Verdict::NoLog || is_failing {
                for name in logs_of(step).filter(|name| is_own || is_every_callers(step, name)) {
                    rows.extend(row_of(grounds, name, run, step, is_failing));
                }
            }
            if is_failing {
                break;
            }
        }
    }
    let mut seen: Vec<String> = Vec::new();
    rows.retain(|row| {
        let is_new = !seen.contains(&row.log);
        seen.push(row.log.clone());
        is_new
    });
    // What tells why comes before what would only judge a step.
    rows.sort_by_key(|row| !row.why.starts_with(WHY_FAILING));
    rows
}

const WHY_FAILING: &str = "tells why";

/// Whether a log holds lines of a step for any caller.
fn is_every_callers(step: &knowledge::Step, log: &str) -> bool {
    step.every_caller && step.evidence.iter().any(|evidence| evidence.log == log && evidence.components.is_empty())
}

fn row_of(
    grounds: &Grounds<'_, '_>,
    name: &str,
    run: Option<&Judged<'_>>,
    step: &knowledge::Step,
    is_failing: bool,
) -> Option<MissingLog> {
    let log = knowledge::log(name)?;
    let (span, outcome) = (run.map(|run| run.run.span()), run.map(|run| run.outcome));
    let found = match span {
        Some((from, to)) => coverage(grounds.logs, name, from, if is_failing { from } else { to }),
        None if grounds.logs.iter().any(|given| given.kinds.contains(&name)) => Coverage::Covers,
        None => Coverage::NotGiven,
    };
    let settles = if is_failing {
        format!("{WHY_FAILING} step {} failed", step.id)
    } else {
        format!("would judge step {}: {}", step.id, step.title)
    };
    let is_cut = outcome == Some(report::Outcome::Incomplete);
    let given_whole = grounds.logs.iter().any(|given| {
        given.files.iter().any(|file| file.given.whole_folder) && is_client_folder(grounds)
    });
    let why = match found {
        Coverage::Covers => return None,
        Coverage::NotGiven if given_whole && log.role == knowledge::Role::Client && log.format == "cmtrace" => {
            format!("{settles}; the folder was given whole, so this log was never written")
        }
        // Where the end of a run is missing, only its own logs can show it.
        Coverage::NotGiven if is_cut => return None,
        Coverage::NotGiven => settles,
        Coverage::BeginsAfter => format!("{settles}; the one given begins later: its rollover holds these minutes"),
        Coverage::EndsBefore => format!("{settles}; the one given ends before: copy it again"),
    };
    let is_utc = grounds.logs.iter().any(|log| log.clock.is_known());
    let time = |ms: i64| if is_utc { rfc3339_utc(ms) } else { rfc3339_local(ms) };
    Some(MissingLog {
        log: log.file.to_owned(),
        folder: log.folder.to_owned(),
        role: log.role.words().to_owned(),
        from: span.map(|(from, _)| time(from - AROUND)),
        to: span.map(|(_, to)| time(to + AROUND)),
        why,
    })
}

/// Whether so many different client logs were given that it must be the client's whole folder.
fn is_client_folder(grounds: &Grounds<'_, '_>) -> bool {
    let mut kinds: Vec<&str> = grounds.logs.iter().filter(|log| log.is_configmgr_client()).flat_map(|log| log.kinds.iter().copied()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() >= 10
}
