//! Which runs are used for the verdict of their flow.

use report::Outcome;

use crate::judge::judged_run::JudgedRun;
use crate::logs::given_log::GivenLog;

/// Marks the runs that count: if ConfigMgr is present, only its own; else searches against WSUS if there are any; else
/// all, except failed searches for apps if there were other searches.
pub(crate) fn mark_relevant(runs: &mut [JudgedRun], logs: &[GivenLog]) {
    // Operations of the site itself prove nothing about the client, because no one else uses their flows.
    let is_clients = |run: &JudgedRun| run.run.flow.steps.iter().any(|step| step.every_caller);
    let is_configmgr = logs.iter().any(GivenLog::is_configmgr_client)
        || runs.iter().any(|run| run.run.is_own() && is_clients(run));
    // Per flow: whether one of its runs was against WSUS, and whether one was for more than apps.
    let mut flows: Vec<(&str, bool, bool)> = Vec::new();
    for run in &*runs {
        let (wsus, windows) = (run.service.leads(), !run.service.has_apps());
        match flows.iter_mut().find(|known| known.0 == run.run.flow.id) {
            Some(known) => *known = (known.0, known.1 || wsus, known.2 || windows),
            None => flows.push((run.run.flow.id, wsus, windows)),
        }
    }
    for run in runs {
        let of_flow = flows.iter().find(|known| known.0 == run.run.flow.id);
        let (_, is_wsus, is_windows) = of_flow.copied().unwrap_or(("", false, false));
        // Runs of a flow that any caller can start and that no specific caller owns count, regardless of the caller.
        let is_anybodys = run.run.flow.steps.iter().all(|step| step.every_caller);
        run.counts = match (is_configmgr && !is_anybodys, is_wsus) {
            (true, _) => run.run.is_own(),
            (false, true) => run.service.leads(),
            (false, false) => !(is_windows && run.service.has_apps() && run.outcome() == Outcome::Failed),
        };
    }
}
