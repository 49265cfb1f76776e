//! The logs that would settle a guess: the complete ones of which only an excerpt was given.

use logfile::{rfc3339_local, rfc3339_utc};
use report::{MissingLog, Severity};

use crate::judge::problem::Problem;
use crate::logs::coverage::file_and_folder;
use crate::logs::given_log::GivenLog;

/// How long before the first line of an excerpt its operation may have begun, in milliseconds.
const BEFORE: i64 = 60_000;

const REASON: &str = "shows how the operation ended; only an excerpt of it was given";

/// The complete logs of these guesses, each once, in their order.
pub(crate) fn settling_logs(problems: &[&Problem], logs: &[GivenLog]) -> Vec<MissingLog> {
    let is_guess = |problem: &&&Problem| problem.is_possible() && problem.severity != Severity::Info;
    let mut rows: Vec<MissingLog> = Vec::new();
    for row in problems.iter().filter(is_guess).filter_map(|problem| settling_log(problem, logs)) {
        if rows.iter().all(|known| known.log != row.log) {
            rows.push(row);
        }
    }
    rows
}

fn settling_log(problem: &Problem, logs: &[GivenLog]) -> Option<MissingLog> {
    let place = problem.proof.file_place();
    let log = logs.get(place.log)?;
    let kind = log.kind?;
    let (file, folder) = file_and_folder(logs, kind.name);
    let time = |ms: i64| if log.clock.is_known() { rfc3339_utc(ms) } else { rfc3339_local(ms) };
    Some(MissingLog {
        log: file,
        folder: folder.to_owned(),
        role: kind.role.words().to_owned(),
        from: log.span_of(place.part).map(|(first, _)| time(first - BEFORE)),
        to: None,
        reason: [REASON, if kind.get.is_empty() { "" } else { ". " }, kind.get].concat(),
    })
}
