//! The logs that would settle uncertain findings: the complete log if only an excerpt was provided, and the logs that
//! show why an operation failed if no cause is likely.

use logfile::{rfc3339_local, rfc3339_utc};
use report::{Confidence, MissingLog, Severity};

use crate::judge::flow_steps::deciding;
use crate::judge::problem::Problem;
use crate::logs::coverage::{Coverage, coverage, file_and_folder};
use crate::logs::given_log::GivenLog;
use crate::scan::log_names::is_installer_log;

/// The time around a line that a log should cover, in milliseconds.
const AROUND: i64 = 60_000;

const OF_EXCERPT: &str = "shows how the operation ended; only an excerpt was provided";

/// The logs that would settle these problems, each once, in the order of the problems.
pub(crate) fn settling_logs(problems: &[&Problem], logs: &[GivenLog]) -> Vec<MissingLog> {
    let mut rows: Vec<MissingLog> = Vec::new();
    for problem in problems {
        let is_likely = problem.causes.first().is_some_and(|fit| fit.confidence != Confidence::Low);
        let of_problem = match (problem.is_possible(), problem.severity) {
            (true, _) => logs_of_guess(problem, logs),
            (false, Severity::Info) => Vec::new(),
            (false, _) if problem.operation().is_some() && !is_likely => reason_logs(problem, logs),
            (false, _) => Vec::new(),
        };
        for row in of_problem {
            if rows.iter().all(|known| known.log != row.log) {
                rows.push(row);
            }
        }
    }
    rows
}

/// The complete log of an excerpt, or the logs that show what its own log cannot show.
fn logs_of_guess(problem: &Problem, logs: &[GivenLog]) -> Vec<MissingLog> {
    let place = problem.proof.file_place();
    let Some((log, kind)) = logs.get(place.log).and_then(|log| Some((log, log.kind?))) else {
        return Vec::new();
    };
    let minutes = (log.span_of(place.part).map(|(first, _)| first - AROUND), None);
    if kind.instead.is_empty() {
        let is_asked = problem.severity != Severity::Info;
        return is_asked.then(|| row(kind, logs, minutes, OF_EXCERPT)).into_iter().collect();
    }
    let is_given = |name: &str| logs.iter().any(|given| given.kinds.contains(&name));
    let others = kind.instead.iter().filter(|name| !is_given(name)).filter_map(|name| knowledge::log(name));
    let reason = ["shows why updates fail, which ", kind.file, " cannot show"].concat();
    others.map(|other| row(other, logs, minutes, &reason)).collect()
}

/// The logs of the failed step that were not provided. The log of an installer already shows the reason.
fn reason_logs(problem: &Problem, logs: &[GivenLog]) -> Vec<MissingLog> {
    let proof = &problem.proof;
    let Some(step) = knowledge::step(problem.flow.id, problem.step) else { return Vec::new() };
    if is_installer_log(proof.evidence.log) {
        return Vec::new();
    }
    let is_configmgr = logs.iter().any(GivenLog::is_configmgr_client);
    let is_of_client = |log: &str| {
        is_configmgr
            || knowledge::evidence_of(step).iter().any(|line| line.log == log && line.components.is_empty())
    };
    let is_missing = |log: &str| match proof.has_time {
        true => coverage(logs, log, proof.ms, proof.ms) == Coverage::NotGiven,
        false => !logs.iter().any(|given| given.kinds.contains(&log)),
    };
    let minutes = match proof.has_time {
        true => (Some(proof.ms - AROUND), Some(proof.ms + AROUND)),
        false => (None, None),
    };
    let reason = ["shows why step ", problem.step, " failed"].concat();
    let deciding_logs = deciding(step).into_iter().filter(|log| !log.is_echo && !log.is_verbose);
    let missing = deciding_logs.filter(|log| is_of_client(log.log) && is_missing(log.log));
    missing.filter_map(|log| Some(row(knowledge::log(log.log)?, logs, minutes, &reason))).collect()
}

fn row(
    kind: &'static knowledge::Log,
    logs: &[GivenLog],
    (from, to): (Option<i64>, Option<i64>),
    reason: &str,
) -> MissingLog {
    let (file, folder) = file_and_folder(logs, kind.name);
    let is_utc = logs.iter().any(|log| log.clock.is_known());
    let time = |ms: i64| if is_utc { rfc3339_utc(ms) } else { rfc3339_local(ms) };
    MissingLog {
        log: file,
        folder: folder.to_owned(),
        role: kind.role.words().to_owned(),
        from: from.map(time),
        to: to.map(time),
        reason: [reason, if kind.get.is_empty() { "" } else { ". " }, kind.get].concat(),
    }
}
