//! The headline of a machine on which nothing failed: what was fixed, what was checked, and what the logs do not cover.

use knowledge::Flow;
use report::{FlowRow, FlowVerdict, Verdict};

use crate::judge::analysis::Analysis;
use crate::judge::flow_steps::{deciding, has_parts};
use crate::judge::problem::{BadEnding, Problem};
use crate::logs::given_log::GivenLog;
use crate::render::history::recovery::is_intermittent;
use crate::render::sentences::{self, in_a_sentence};

/// The maximum number of logs named for one gap.
const MOST_LOGS: usize = 3;

/// The sentences for these flows, the first of which succeeded; `None` if one of them is not finished or fails again and
/// again.
pub(crate) fn good_news(flows: &[FlowRow], analysis: &Analysis, problems: &[Problem]) -> Option<String> {
    let known = flows.iter().filter_map(|row| Some((row, knowledge::flow(&row.flow)?)));
    let known: Vec<(&FlowRow, &'static Flow)> = known.collect();
    // An update is being installed, or no line shows the end of a step.
    let is_open = |(row, flow): &(&FlowRow, &'static Flow)| match row.verdict {
        FlowVerdict::Ok => has_open_step(row),
        FlowVerdict::Incomplete => is_of_updates(flow),
        FlowVerdict::Failed | FlowVerdict::Stopped => true,
        FlowVerdict::Cancelled | FlowVerdict::Skipped | FlowVerdict::NoLog => false,
    };
    let fails_again = |(row, flow): &(&FlowRow, &'static Flow)| {
        row.history.recovery.is_some() && is_intermittent(analysis, flow.id)
    };
    if known.iter().any(is_open) || known.iter().any(fails_again) {
        return None;
    }
    let good = || known.iter().filter(|(row, _)| row.verdict == FlowVerdict::Ok);
    let fixed: Vec<String> = good().filter_map(|(row, flow)| fixed(row, flow)).collect();
    // A failed app, or a failed search by another program, does not change the verdict, but might need action.
    let is_other = |problem: &Problem| !problem.is_recovered && problem.ending() != BadEnding::Cancelled;
    let lead = match flows.first().filter(|_| problems.iter().any(is_other)) {
        Some(first) => first.summary.clone(),
        None => "No action needed.".to_owned(),
    };
    let mut sentences = if fixed.is_empty() { vec![lead] } else { fixed };
    let checked: Vec<String> = good().filter_map(|(row, flow)| checked(row, flow)).collect();
    if !checked.is_empty() {
        sentences.push(format!("Checked: {}.", checked.join(", ")));
    }
    // Results without a run are counted in the sentence of their flow.
    for (row, _) in good().filter(|(row, _)| row.leading_run.is_none()) {
        if !sentences.contains(&row.summary) {
            sentences.push(row.summary.clone());
        }
    }
    let missing = not_covered(&known, &analysis.logs);
    if !missing.is_empty() {
        sentences.push(format!("Not covered: {}.", missing.join("; ")));
    }
    Some(sentences.join(" "))
}

/// "Fixed: the scan last failed at step 3 …".
fn fixed(row: &FlowRow, flow: &Flow) -> Option<String> {
    let sentence = sentences::of_recovery(flow, row.history.recovery.as_ref()?);
    Some(format!("Fixed: {}", in_a_sentence(&sentence)))
}

/// "client scan (12 runs)".
fn checked(row: &FlowRow, flow: &Flow) -> Option<String> {
    let finished = row.counts.ok + row.counts.failed;
    let runs = if finished == 1 { "run" } else { "runs" };
    row.leading_run.is_some().then(|| format!("{} ({finished} {runs})", in_a_sentence(flow.title)))
}

/// What the logs do not cover, each with the logs that would.
fn not_covered(known: &[(&FlowRow, &'static Flow)], logs: &[GivenLog]) -> Vec<String> {
    let mut parts = Vec::new();
    for (row, flow) in known.iter().filter(|(row, _)| row.verdict == FlowVerdict::Ok) {
        parts.extend(steps_without_log(row, flow, logs));
    }
    // The other flows with which updates reach a client matter if one of them was checked.
    let is_client = known.iter().any(|(row, flow)| row.verdict == FlowVerdict::Ok && is_of_updates(flow));
    for flow in knowledge::flows() {
        let verdict = known.iter().find(|(_, other)| other.id == flow.id).map(|(row, _)| row.verdict);
        let title = in_a_sentence(flow.title);
        let is_missing = match verdict {
            Some(verdict) => verdict == FlowVerdict::NoLog,
            None => is_client && is_of_updates(flow),
        };
        if is_missing {
            parts.push(with_logs(&title, logs_of_flow(flow, logs)));
        } else if verdict == Some(FlowVerdict::Incomplete) {
            parts.push(format!("the end of {title}"));
        }
    }
    let is_cut = |log: &&GivenLog| log.files.iter().any(|file| file.cut.is_some());
    let cut: Vec<&str> = logs.iter().filter(is_cut).map(GivenLog::name).take(MOST_LOGS).collect();
    if !cut.is_empty() {
        parts.push(format!("the rest of {}, not read completely", cut.join(", ")));
    }
    parts
}

/// "steps 6 and 7 of the client scan (UpdatesStore.log, StateMessage.log)"; `None` if there are none.
fn steps_without_log(row: &FlowRow, flow: &'static Flow, logs: &[GivenLog]) -> Option<String> {
    let is_open = |step: &&'static knowledge::Step| {
        let verdict = row.steps.iter().find(|judged| judged.step == step.id).map(|judged| judged.verdict);
        let is_shown = matches!(verdict, Some(Verdict::Ok | Verdict::Passed));
        let is_missing = if row.leading_run.is_some() {
            verdict == Some(Verdict::NoLog)
        } else {
            // Without a run, only the steps of updates matter.
            has_updates(flow, step.id) && !is_shown
        };
        is_missing && !has_parts(flow, step)
    };
    let steps: Vec<&'static knowledge::Step> = flow.steps.iter().filter(is_open).collect();
    let mut missing = Vec::new();
    for &step in &steps {
        if let Some(log) = missing_logs_of(step, logs).next()
            && !missing.contains(&log)
        {
            missing.push(log);
        }
    }
    let title = in_a_sentence(flow.title);
    let which = match &steps[..] {
        [] => return None,
        [step] => format!("step {} of the {title}", step.id),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(|step| step.id).collect();
            format!("steps {} and {} of the {title}", first.join(", "), last.id)
        }
    };
    Some(with_logs(&which, missing))
}

/// A part and the logs that would show it.
fn with_logs(part: &str, logs: Vec<&'static str>) -> String {
    if logs.is_empty() {
        return format!("{part} (nothing in these logs)");
    }
    let names: Vec<&str> = logs.into_iter().take(MOST_LOGS).collect();
    format!("{part} ({})", names.join(", "))
}

/// The file names of the logs that decide about the steps of a flow and were not given; those of the client, if it
/// writes any of them.
fn logs_of_flow(flow: &'static Flow, logs: &[GivenLog]) -> Vec<&'static str> {
    // What happens to an update is shown by the steps of its operations.
    let is_main =
        |step: &&'static knowledge::Step| !is_of_updates(flow) || has_updates(flow, step.id) || flow.service;
    let mut names = Vec::new();
    for step in flow.steps.iter().filter(is_main) {
        for name in missing_logs_of(step, logs) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let is_of_client =
        |name: &str| knowledge::log_of_file_name(name).is_some_and(|log| log.role == knowledge::Role::Client);
    if names.iter().any(|name| is_of_client(name)) {
        names.retain(|name| is_of_client(name));
    }
    names
}

/// The file names of the logs that decide about a step at the default log level, and were not given.
fn missing_logs_of(step: &'static knowledge::Step, logs: &[GivenLog]) -> impl Iterator<Item = &'static str> {
    let is_given = move |name: &str| logs.iter().any(|log| log.kinds.contains(&name));
    deciding(step)
        .into_iter()
        .filter(move |log| !log.is_verbose && !log.is_echo && !is_given(log.log))
        .filter_map(|log| Some(knowledge::log(log.log)?.file))
}

/// Whether a step of a successful flow has no end in the logs, although its log covers it.
fn has_open_step(row: &FlowRow) -> bool {
    let is_open =
        |verdict: Verdict| matches!(verdict, Verdict::NotReached | Verdict::Failed | Verdict::Stopped);
    row.leading_run.is_some() && row.steps.iter().any(|step| is_open(step.verdict))
}

/// Whether updates reach a client by this flow: it searches a service, or has operations of updates.
fn is_of_updates(flow: &Flow) -> bool {
    flow.service || flow.steps.iter().any(|step| has_updates(flow, step.id))
}

fn has_updates(flow: &Flow, step: &str) -> bool {
    let is_its = |operation: &knowledge::Operation| {
        operation.is_of_updates && operation.flow == flow.id && operation.step == step
    };
    knowledge::operations().iter().any(is_its)
}
