//! The verdict of each flow, from its last finished run that counts, or from other lines if there is no such run.

use knowledge::{Evidence, EvidenceKind, Flow, Step};
use logfile::Format;
use report::{FlowHistory, FlowRow, FlowVerdict, Outcome, OutcomeCounts, StepRow, Verdict};

use crate::judge::analysis::Analysis;
use crate::judge::flow_steps::{leaves, logs_of};
use crate::judge::judged_steps::{JudgedStep, judge_steps, with_parents};
use crate::judge::problem::Problem;
use crate::logs::given_log::GivenLog;
use crate::render::flow_results::FlowResults;
use crate::render::history::failing_stretch::FailingStretch;
use crate::render::report_rows;
use crate::render::retries::retries;
use crate::render::sentences::{Ending, of_finding};
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The rows of all flows that the logs mention: failed flows first, flows without a run last.
pub(crate) fn flow_rows(analysis: &Analysis, findings: &[Problem]) -> Vec<FlowRow> {
    let reported = knowledge::flows().iter().filter(|flow| is_reported(flow, analysis, findings));
    let mut rows: Vec<FlowRow> = reported.map(|flow| row(flow, analysis, findings)).collect();
    sort::by_key(&mut rows, |row| match row.verdict {
        FlowVerdict::Failed | FlowVerdict::Stopped => 0,
        FlowVerdict::NoLog => 2,
        _ => 1,
    });
    rows
}

/// Whether the report includes a flow: it has a run or a finding, or a log was provided that reports this flow first,
/// and no other flow of that log has a run or a finding.
fn is_reported(flow: &'static Flow, analysis: &Analysis, findings: &[Problem]) -> bool {
    let is_mentioned = |flow: &Flow| {
        analysis.runs.iter().any(|judged| judged.run.flow.id == flow.id)
            || findings.iter().any(|problem| problem.flow.id == flow.id)
            || analysis.operations.keyed.iter().any(|keyed| keyed.operation.flow == flow.id)
    };
    let flows_of = |log: &'static str| {
        let of_runs = move |flow: &'static Flow| leaves(flow).flat_map(logs_of).any(|known| known == log);
        // Some logs cover only the machine, not runs.
        let is_of_runs = knowledge::flows().iter().any(of_runs);
        let names = move |flow: &Flow| {
            let mut evidence = flow.steps.iter().flat_map(knowledge::evidence_of);
            evidence.any(|evidence| evidence.log == log && evidence.shows == EvidenceKind::Done)
        };
        let can_report = move |flow: &&'static Flow| if is_of_runs { of_runs(flow) } else { names(flow) };
        knowledge::flows().iter().filter(can_report)
    };
    let is_silent = |log: &'static str| {
        flows_of(log).next().is_some_and(|first| first.id == flow.id) && !flows_of(log).any(is_mentioned)
    };
    // An event log records everything on its machine, so it might contain nothing about a flow.
    let logs = analysis.logs.iter().filter(|log| log.format() != Format::EventLog);
    let mut kinds = logs.flat_map(|log| log.kinds.iter().copied());
    is_mentioned(flow) || kinds.any(is_silent)
}

fn row(flow: &'static Flow, analysis: &Analysis, findings: &[Problem]) -> FlowRow {
    let mut counts = OutcomeCounts::default();
    let runs: Vec<usize> = analysis.counting_of(flow.id).collect();
    for &at in &runs {
        counts.add(analysis.runs[at].outcome());
    }
    let end = |at: usize| analysis.ended(at);
    let leading = analysis.leading(flow.id);
    let is_unfinished = |&at: &usize| analysis.runs[at].outcome() == Outcome::Incomplete;
    let unfinished = runs.iter().copied().filter(is_unfinished).max_by_key(|&at| end(at));
    let never = findings.iter().find(|problem| is_never(problem, flow));
    let results = FlowResults::of(flow, analysis, findings);
    let shown = never.map_or_else(|| leading.or(unfinished).or_else(|| runs.last().copied()), |_| None);
    let verdict = match (never, shown) {
        (Some(_), _) => FlowVerdict::Failed,
        (None, None) => results.verdict(),
        (None, Some(at)) => match analysis.runs[at].outcome() {
            Outcome::Ok => FlowVerdict::Ok,
            Outcome::Failed if analysis.runs[at].failure().is_some_and(|failure| failure.kind.is_stop()) => {
                FlowVerdict::Stopped
            }
            Outcome::Failed => FlowVerdict::Failed,
            Outcome::Incomplete => FlowVerdict::Incomplete,
            Outcome::Cancelled => FlowVerdict::Cancelled,
            Outcome::Skipped => FlowVerdict::Skipped,
        },
    };
    if shown.is_none() && never.is_none() {
        (counts.ok, counts.failed) = (results.ok, results.failed);
    }
    let steps = match shown {
        Some(at) => judge_steps(&analysis.runs[at], &analysis.logs),
        None => steps_without_run(flow, analysis, findings, &results),
    };
    let FailingStretch { last_good, first_bad } = FailingStretch::of(analysis, flow.id, shown);
    let is_bad = matches!(verdict, FlowVerdict::Failed | FlowVerdict::Stopped) && leading.is_some();
    let when = |at: usize, ms: i64| {
        analysis.runs[at].run.sightings.first().and_then(|seen| report_rows::moment(seen, ms))
    };
    let mut row = FlowRow {
        flow: flow.id.to_owned(),
        verdict,
        summary: String::new(),
        leading_run: shown.map(|at| at as u32 + 1),
        steps: report_rows::steps(&steps, &analysis.logs),
        counts,
        history: FlowHistory { retries: retries(analysis, flow), ..FlowHistory::default() },
        failing_since: None,
        last_success: None,
        unfinished_run: unfinished
            .filter(|&at| shown.is_some_and(|shown| end(at) > end(shown)))
            .map(|at| at as u32 + 1),
    };
    if is_bad {
        row.failing_since = first_bad.and_then(|at| when(at, analysis.runs[at].run.span().0));
        row.last_success = last_good.and_then(|at| when(at, end(at).0));
    }
    if let Some(never) = never {
        row.failing_since =
            never.occurrences.times.first().and_then(|&ms| report_rows::moment(&never.proof, ms));
        row.last_success = last_good.and_then(|at| when(at, end(at).0));
    }
    let of_shown = findings.iter().find(|problem| {
        problem.foreign().is_none() && problem.runs().is_some() && problem.last_run() == shown
    });
    let last_step =
        shown.and_then(|at| analysis.runs[at].run.sightings.last()).map(|seen| seen.evidence.step);
    let code = shown.and_then(|at| analysis.runs[at].code);
    let is_restarted = shown.is_some_and(|at| analysis.runs[at].run.is_restarted);
    let ending = Ending { step: last_step.unwrap_or("?"), code, is_restarted };
    row.summary = crate::render::sentences::of_flow(flow, &row, never.or(of_shown), &ending);
    if let Some(summary) = results.summary().filter(|_| shown.is_none() && never.is_none()) {
        row.summary = summary;
    } else if let Some(failure) = results.failure().filter(|_| row.verdict == FlowVerdict::Ok) {
        // Successful runs do not make up for an operation that failed outside of them.
        row.verdict = FlowVerdict::Failed;
        row.summary = format!("{}. {}", of_finding(failure), row.summary);
    }
    let has_failed_step = row.steps.iter().any(|step| step.verdict == Verdict::Failed);
    if let Some(failure) = results.failure()
        && row.verdict == FlowVerdict::Failed
        && !has_failed_step
    {
        mark_failed(&mut row.steps, failure.step, shown.is_some());
    }
    row
}

/// Marks the step of an operation that failed, so that a failed flow is not shown with good steps only.
fn mark_failed(steps: &mut [StepRow], failing: &str, is_of_run: bool) {
    let is_or_has = |row: &&mut StepRow| {
        failing.strip_prefix(&row.step).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    for row in steps.iter_mut().filter(is_or_has) {
        row.verdict = Verdict::Failed;
        row.note = is_of_run.then(|| "The run shown succeeded. What failed is not a part of it.".to_owned());
    }
}

/// Whether a finding reports that no run of the flow can begin.
pub(crate) fn is_never(problem: &Problem, flow: &Flow) -> bool {
    problem.flow.id == flow.id && problem.is_of_machine() && problem.severity == report::Severity::Error
}

/// Whether a line is a failure only within a run: without one, healthy clients log it too.
pub(crate) fn fails_only_in_a_run(evidence: &Evidence) -> bool {
    let Evidence { link, shows, result, .. } = evidence;
    *shows == EvidenceKind::Failed && !link.opens && !link.near.is_empty() && result.is_none()
}

/// The steps of a flow without a known run.
fn steps_without_run(
    flow: &'static Flow,
    analysis: &Analysis,
    findings: &[Problem],
    results: &FlowResults<'_>,
) -> Vec<JudgedStep> {
    let is_configmgr = analysis.logs.iter().any(GivenLog::is_configmgr_client);
    // A flow that only Configuration Manager and WSUS use is shown in full.
    let is_shared = flow.steps.iter().any(|step| step.every_caller);
    let failing = results.failure().map(|failure| failure.step);
    let is_of_caller = |step: &Step| is_configmgr || !is_shared || step.every_caller;
    let steps = leaves(flow).filter(|step| is_of_caller(step) || failing == Some(step.id));
    // Lines of earlier runs show nothing about the current state.
    let has_runs = analysis.runs.iter().any(|judged| judged.run.flow.id == flow.id);
    let mut is_blocked = false;
    // If no run can begin, earlier results show nothing about the current state either.
    let is_never = findings.iter().any(|problem| is_never(problem, flow));
    let of_results = |step| if is_never { None } else { results.verdict_of(step) };
    let judged = steps.map(|step| {
        let is_failing =
            findings.iter().any(|problem| self::is_never(problem, flow) && problem.step == step.id);
        is_blocked |= is_failing;
        let given = analysis.logs.iter().filter(|log| logs_of(step).any(|known| log.kinds.contains(&known)));
        let (complete, torn): (Vec<&GivenLog>, Vec<&GivenLog>) = given.partition(|log| log.gaps.is_empty());
        let verdict = match (is_failing, is_blocked || !complete.is_empty()) {
            (true, _) => Verdict::Failed,
            (false, _) if let Some(verdict) = of_results(step) => verdict,
            (false, true) => Verdict::NotReached,
            (false, false) => Verdict::NoLog,
        };
        let torn = torn.first().filter(|_| verdict == Verdict::NoLog);
        let note = torn.map(|log| format!("{} might lack lines.", log.name()));
        // The last line of each kind about the machine. A switch is listed only with its current state.
        let mut seen: Vec<TimedSighting> = Vec::new();
        let of_step = |seen: &&TimedSighting| {
            seen.evidence.flow == flow.id
                && seen.evidence.step == step.id
                && seen.evidence.shows != EvidenceKind::Benign
                && !fails_only_in_a_run(seen.evidence)
                && (seen.evidence.is_of_machine() || !has_runs)
                && !analysis.machine_lines.is_turned(&analysis.sightings, seen)
        };
        for line in
            analysis.sightings.iter().filter(of_step).filter(|seen| seen.evidence.effect.ends.is_none())
        {
            match seen.iter_mut().find(|known| known.evidence.index == line.evidence.index) {
                Some(known) => *known = line.clone(),
                None => seen.push(line.clone()),
            }
        }
        sort::by_key(&mut seen, TimedSighting::order);
        JudgedStep { step, verdict, sightings: seen, note }
    });
    with_parents(flow, judged.collect())
}
