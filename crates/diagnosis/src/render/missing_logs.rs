//! The logs that would settle open questions: name, folder, and time range.

use knowledge::Ends;
use logfile::{rfc3339_local, rfc3339_utc};
use report::{FlowRow, FlowVerdict, MissingLog, Outcome, Severity, Verdict};

use crate::judge::analysis::Analysis;
use crate::judge::flow_steps::{DecidingLog, deciding, has_parts};
use crate::judge::judged_run::JudgedRun;
use crate::judge::problem::Problem;
use crate::logs::coverage::{Coverage, coverage, file_and_folder, was_never_written};
use crate::logs::given_log::GivenLog;
use crate::logs::log_gap::GapCause;
use crate::render::flows::fails_only_in_a_run;
use crate::runs::timed_sightings::TimedSighting;
use crate::scan::log_names::{is_installer_log, is_of_web_server};
use crate::sort;

/// The time around a run that a log should cover, in milliseconds.
const AROUND: i64 = 60_000;

/// The logs that are missing for the verdicts of these flows, the most useful ones first.
pub(crate) fn missing(analysis: &Analysis, flows: &[FlowRow], problems: &[Problem]) -> Vec<MissingLog> {
    let mut rows: Vec<(LogPurpose, MissingLog)> = Vec::new();
    for row in flows {
        let Some(flow) = knowledge::flow(&row.flow) else { continue };
        let run = row.leading_run.and_then(|id| analysis.runs.get(id as usize - 1));
        // A flow without any line has no open question: nobody asked about it.
        let is_mentioned = |seen: &TimedSighting| {
            let of = seen.evidence;
            of.flow == row.flow && !is_of_web_server(of) && !fails_only_in_a_run(of)
        };
        // The same applies if there is no run but a failure: its finding asks for the logs that would explain it.
        let is_found = |problem: &Problem| {
            let is_relevant = problem.severity != Severity::Info || problem.operation().is_some();
            problem.flow.id == row.flow && is_relevant
        };
        if row.leading_run.is_none()
            && (!analysis.sightings.iter().any(is_mentioned) || problems.iter().any(is_found))
        {
            continue;
        }
        // If no run can begin, no other log would change that. Of the flows after the first one, only failed flows ask
        // for logs.
        let is_bad = matches!(row.verdict, FlowVerdict::Failed | FlowVerdict::Stopped);
        let is_first = flows.first().is_some_and(|first| first.flow == row.flow);
        if (row.leading_run.is_none() && is_bad) || (!is_first && !is_bad) {
            continue;
        }
        rows.extend(of_flow(analysis, flow, row, run));
    }
    // A log that shows why a step failed comes before a log that only shows the state of a step.
    sort::by_key(&mut rows, |(purpose, _)| *purpose);
    let mut all: Vec<MissingLog> = Vec::new();
    for (_, row) in rows {
        if all.iter().all(|known| known.log != row.log) {
            all.push(row);
        }
    }
    all
}

/// Why a log is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum LogPurpose {
    /// To show why the run failed.
    Reason,
    /// To show what happened after the last line.
    Rest,
    /// To judge one step.
    Step,
}

fn of_flow(
    analysis: &Analysis,
    flow: &'static knowledge::Flow,
    row: &FlowRow,
    run: Option<&JudgedRun>,
) -> Vec<(LogPurpose, MissingLog)> {
    let failure = run.and_then(|run| run.failure());
    let is_own =
        run.map_or_else(|| analysis.logs.iter().any(GivenLog::is_configmgr_client), |run| run.run.is_own());
    // After a restart, no step was reached, so no log is missing for these steps.
    let is_cut = run.is_some_and(|run| run.outcome() == Outcome::Incomplete);
    let (mut rows, mut is_after) = (Vec::new(), false);
    for judged in &row.steps {
        let Some(step) = flow.steps.iter().find(|step| step.id == judged.step && !has_parts(flow, step))
        else {
            continue;
        };
        if is_after && judged.verdict == Verdict::NotReached {
            break;
        }
        let is_mentioned = failure.is_some_and(|failure| {
            let evidence = failure.proof.evidence;
            evidence.is_root() || (failure.code.is_some() && is_installer_log(evidence.log))
        });
        let is_failing = failure.is_some_and(|failure| failure.step == step.id);
        let purpose = match (is_failing || is_after, judged.verdict) {
            // The log of the installer already shows the reason.
            (true, _) if is_mentioned => break,
            (true, _) => LogPurpose::Reason,
            (false, Verdict::NoLog) if is_cut => LogPurpose::Rest,
            (false, Verdict::NoLog) => LogPurpose::Step,
            _ => continue,
        };
        let logs = deciding(step);
        // Verbose-only logs are requested only if no other log shows the step.
        let is_verbose = logs.iter().all(|log| log.is_verbose);
        let is_needed = |log: &&DecidingLog| {
            let is_known = failure.is_some_and(|failure| failure.code.is_some());
            let repeats = purpose == LogPurpose::Reason && log.is_echo && is_known;
            (purpose == LogPurpose::Reason || is_verbose == log.is_verbose) && !repeats
        };
        let of_caller = |log: &&DecidingLog| is_own || is_every_callers(step, log.log);
        let most = if purpose == LogPurpose::Reason || !is_verbose { usize::MAX } else { 1 };
        for log in logs.iter().filter(is_needed).filter(of_caller).take(most) {
            rows.extend(row_of(analysis, log.log, run, (flow.id, step), purpose).map(|row| (purpose, row)));
        }
        // After a failed step, no further log is needed. After a step where the run stopped, the logs up to the next
        // visible step are.
        is_after = (is_after || is_failing) && failure.is_some_and(|failure| failure.kind.is_stop());
        // Steps after one that can end the run do not show what happened next.
        let ends = knowledge::evidence_of(step).iter().any(|evidence| evidence.effect.ends == Some(Ends::Ok));
        if (is_failing && !is_after) || (purpose == LogPurpose::Rest && ends) {
            break;
        }
    }
    rows
}

/// The logs of these flows that the client never wrote, although it would have if their steps had been reached.
pub(crate) fn never_written(analysis: &Analysis, flows: &[FlowRow]) -> Vec<&'static str> {
    let is_open = |judged: &&report::StepRow| matches!(judged.verdict, Verdict::NotReached | Verdict::Passed);
    let has_run = |row: &&FlowRow| row.leading_run.is_some();
    let steps = flows.iter().filter(has_run).flat_map(|row| {
        row.steps.iter().filter(is_open).filter_map(|judged| knowledge::step(&row.flow, &judged.step))
    });
    let mut logs: Vec<&'static str> = Vec::new();
    for log in steps.flat_map(deciding).filter(|log| !log.is_verbose && !log.is_echo) {
        if !logs.contains(&log.log) && was_never_written(&analysis.logs, log.log) {
            logs.push(log.log);
        }
    }
    logs
}

/// Whether a log contains the lines of a step for any caller.
fn is_every_callers(step: &knowledge::Step, log: &str) -> bool {
    step.every_caller
        && knowledge::evidence_of(step)
            .iter()
            .any(|evidence| evidence.log == log && evidence.components.is_empty())
}

fn row_of(
    analysis: &Analysis,
    name: &str,
    run: Option<&JudgedRun>,
    (flow, step): (&str, &knowledge::Step),
    purpose: LogPurpose,
) -> Option<MissingLog> {
    let log = knowledge::log(name)?;
    let span = run.map(|run| run.run.span());
    let failure = run.and_then(|run| run.failure());
    let moment = match (purpose, failure, span) {
        (LogPurpose::Reason, Some(failure), _) => Some(failure.proof.ms),
        (_, _, span) => span.map(|(_, to)| to),
    };
    // A pasted excerpt and a log without timestamps have no times.
    let has_time = run.is_some_and(|run| run.run.sightings.iter().any(|seen| seen.has_time));
    let was_given = || analysis.logs.iter().any(|given| given.kinds.contains(&name));
    let found = match moment {
        Some(ms) if has_time => coverage(&analysis.logs, name, ms, ms),
        _ if was_given() => Coverage::Covers,
        _ => Coverage::NotGiven,
    };
    let settles = match (purpose, failure) {
        (LogPurpose::Reason, Some(failure)) if failure.kind.is_stop() => {
            format!("shows why nothing follows step {}", failure.step)
        }
        (LogPurpose::Reason, _) => format!("shows why step {} failed", step.id),
        (LogPurpose::Rest, _) => "shows what happened next".to_owned(),
        (LogPurpose::Step, _) => {
            let service = run.and_then(|run| run.service.words());
            let title = knowledge::step_title(flow, step.id, service);
            format!("is required to check step {}: {title}", step.id)
        }
    };
    let (file, folder) = file_and_folder(&analysis.logs, name);
    let are_traces = folder == log.traces;
    let why = match (found, purpose) {
        (Coverage::NotGiven, _) if !log.get.is_empty() => format!("{settles}. {}", log.get),
        (Coverage::NotGiven, _) => settles,
        (Coverage::BeginsAfter, _) if are_traces => {
            format!("{settles}; the traces provided start later: earlier traces cover this time")
        }
        (Coverage::BeginsAfter, _) => {
            format!("{settles}; the log provided starts later: its rollover covers this time")
        }
        // It covers the last line, but does not contain the end of the run.
        (Coverage::EndsBefore, _) | (Coverage::Covers, LogPurpose::Rest) => {
            format!("{settles}; the log provided ends earlier: copy it again")
        }
        // Traces that still exist can be dropped. Events that Windows never wrote cannot be recovered.
        (Coverage::HasGap, _) if lacks_files(&analysis.logs, name, moment) => {
            format!("{settles}; some traces in between are missing: drop them too, if they still exist")
        }
        (Coverage::HasGap, _) => {
            format!(
                "{settles}; the log provided might lack lines from this time: copy it again after the next run"
            )
        }
        (Coverage::Covers, _) => return None,
    };
    let is_utc = analysis.logs.iter().any(|log| log.clock.is_known());
    let time = |ms: i64| if is_utc { rfc3339_utc(ms) } else { rfc3339_local(ms) };
    let (from, to) = match span.filter(|_| has_time) {
        Some((_, to)) if purpose == LogPurpose::Rest => (Some(to), None),
        Some((from, to)) => (Some(from - AROUND), Some(to + AROUND)),
        None => (None, None),
    };
    Some(MissingLog {
        log: file,
        folder: folder.to_owned(),
        role: log.role.words().to_owned(),
        from: from.map(time),
        to: to.map(time),
        reason: why,
    })
}

/// Whether, at or after a moment, files of a log are missing between the files that were provided.
fn lacks_files(logs: &[GivenLog], name: &str, moment: Option<i64>) -> bool {
    let gaps = logs.iter().filter(|log| log.kinds.contains(&name)).flat_map(|log| &log.gaps);
    gaps.into_iter().any(|gap| gap.why == GapCause::Files && moment.is_none_or(|ms| gap.to >= ms))
}
