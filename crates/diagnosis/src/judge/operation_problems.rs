//! Findings of operations: failures that results report and that no finding of a run covers.

use knowledge::EvidenceKind;
use report::{Outcome, Severity, UpdateClass};

use crate::judge::analysis::Analysis;
use crate::judge::causes::{CauseMatch, CauseMatches, causes_of};
use crate::judge::details::{LAYER, codes_after};
use crate::judge::failure_context::FailureContext;
use crate::judge::judged_run::JudgedRun;
use crate::judge::operation_subject::Subject;
use crate::judge::operations::{FailureEnding, KeyedOperation, OperationFailure};
use crate::judge::problem::{FailedOperation, Occurrences, Problem, ProblemSource, ServerEvidence};
use crate::judge::run_failure::RunFailure;
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// Names the subject of failed runs, if a result among their lines does.
pub(crate) fn name_subjects(analysis: &Analysis, problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|problem| problem.severity != Severity::Info) {
        let is_others = problem.last_run().is_some_and(|at| !analysis.runs[at].run.is_own());
        let is_line = |keyed: &&KeyedOperation| {
            keyed.operation.is_of_updates
                && keyed.operation.flow == problem.flow.id
                && keyed.failure.as_ref().is_some_and(|failure| {
                    is_decisive(failure) && problem.layers.iter().any(|line| line.is_line_of(&failure.seen))
                })
        };
        let subject = |keyed: &KeyedOperation| {
            let subject = Some(keyed.subject.clone()?);
            Some(FailedOperation { operation: keyed.operation, subject, count: 1 })
        };
        if is_others && !problem.is_stop() && problem.occurrences.count == 1 {
            problem.named = analysis.operations.keyed.iter().filter(is_line).find_map(subject);
        }
    }
}

/// The findings of operations, in addition to those of runs and of the machine.
pub(crate) fn operation_problems(analysis: &Analysis, others: &[Problem]) -> Vec<Problem> {
    let is_bad = |run: &&JudgedRun| matches!(run.outcome(), Outcome::Failed | Outcome::Cancelled);
    let failed_runs: Vec<&JudgedRun> = analysis.runs.iter().filter(is_bad).collect();
    let mut failures: Vec<(&KeyedOperation, &OperationFailure)> = analysis
        .operations
        .keyed
        .iter()
        .filter_map(|operation| Some((operation, operation.failure.as_ref()?)))
        .filter(|(_, failure)| !matches!(failure.ending, FailureEnding::Layer))
        .filter(|(operation, failure)| !is_reported(operation, failure, &failed_runs, others))
        .collect();
    // The most specific failure comes first; failures that repeat it are its layers.
    sort::by_key(&mut failures, |(operation, failure)| {
        let named = (operation.subject.is_some(), operation.is_keyed);
        let rank = (is_decisive(failure), named, operation.operation.is_of_updates);
        (std::cmp::Reverse(rank), failure.seen.order())
    });
    let mut groups: Vec<Vec<(&KeyedOperation, &OperationFailure)>> = Vec::new();
    for (operation, failure) in failures {
        let is_same = |group: &&mut Vec<(&KeyedOperation, &OperationFailure)>| {
            group.first().is_some_and(|(first, known)| is_same_failure(first, known, operation, failure))
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push((operation, failure)),
            None => groups.push(vec![(operation, failure)]),
        }
    }
    let problems = groups.iter().filter_map(|group| problem_of(analysis, group));
    problems.filter(|problem| !others.iter().any(|other| is_same_cause(problem, other))).collect()
}

/// Whether another finding of the same severity has the same code or cause at the same step: one failure is one
/// finding.
fn is_same_cause(problem: &Problem, other: &Problem) -> bool {
    let is_same_code = problem.code.is_some() && [other.code, other.outer_code].contains(&problem.code);
    let has_cause = |cause: &str| other.causes.iter().any(|fit| fit.cause.id == cause);
    other.severity <= problem.severity
        && (problem.flow.id, problem.step) == (other.flow.id, other.step)
        && (is_same_code || problem.best_cause().is_some_and(has_cause))
        && problem.operation().is_none_or(|failed| failed.subject.is_none())
}

fn is_decisive(failure: &OperationFailure) -> bool {
    matches!(failure.ending, FailureEnding::Decisive)
}

/// The most specific code of a failure.
fn innermost(failure: &OperationFailure) -> Option<u32> {
    failure.inner.or(failure.code)
}

/// Whether another finding, or a run that failed with it or was cancelled, already reports a failure.
fn is_reported(
    operation: &KeyedOperation,
    failure: &OperationFailure,
    failed_runs: &[&JudgedRun],
    others: &[Problem],
) -> bool {
    // The state of one update is determined by its own results, not by a run in which other updates succeeded.
    let is_decided = is_decisive(failure) && operation.is_keyed;
    let is_own = |problem: &&Problem| problem.severity != Severity::Info || !is_decided;
    let is_line = |seen: &TimedSighting| seen.is_line_of(&failure.seen);
    let is_finding = |problem: &&Problem| is_line(&problem.proof) || problem.layers.iter().any(is_line);
    if others.iter().filter(is_own).any(|problem| is_finding(&problem)) {
        return true;
    }
    let is_update = is_decided && operation.operation.is_of_updates;
    let is_near = |run: &JudgedRun| {
        let (from, to) = run.run.span();
        (from - LAYER..=to + LAYER).contains(&failure.seen.ms)
    };
    // A part of an operation, or a failure without a code, is less specific than the failure of a run of the same log.
    let is_vague = !operation.operation.part_of.is_empty() || failure.code.is_none();
    let of_log = |run: &JudgedRun| run.run.sightings.iter().any(|seen| seen.log == failure.seen.log);
    let names_it = |run: &JudgedRun| {
        let codes = [run.code, run.failure().and_then(|failure: &RunFailure| failure.code)];
        [failure.code, failure.inner].iter().flatten().any(|code| codes.contains(&Some(*code)))
            || run.run.sightings.iter().any(&is_line)
            || (is_vague && of_log(run))
    };
    let mut runs =
        failed_runs.iter().filter(|run| run.run.flow.id == operation.operation.flow && is_near(run));
    !is_update && runs.any(|run| names_it(run))
}

/// Whether two operations report one failure: of several subjects alike, or with the same code at the same moment.
fn is_same_failure(
    first: &KeyedOperation,
    known: &OperationFailure,
    operation: &KeyedOperation,
    failure: &OperationFailure,
) -> bool {
    let names_no_code = known.code.is_none() || failure.code.is_none();
    let is_same_code = innermost(known) == innermost(failure) || (names_no_code && is_near(known, failure));
    let (a, b) = (first.operation, operation.operation);
    // A call fails with the failure of one of its updates.
    let are_of_updates = a.is_of_updates && b.is_of_updates && a.step == b.step;
    let is_alike = || {
        ((a.id == b.id || are_of_updates) && class(first) == class(operation))
            || (is_near(known, failure) && a.flow == b.flow)
    };
    let is_layer =
        || is_near(known, failure) && known.layers.iter().any(|layer| layer.is_line_of(&failure.seen));
    is_decisive(known) == is_decisive(failure) && ((is_same_code && is_alike()) || is_layer())
}

/// Whether two failures were logged at the same moment.
fn is_near(a: &OperationFailure, b: &OperationFailure) -> bool {
    a.seen.log == b.seen.log && (a.seen.ms - b.seen.ms).abs() <= LAYER
}

fn class(operation: &KeyedOperation) -> UpdateClass {
    operation.subject.as_ref().map_or(UpdateClass::Product, |subject| subject.class)
}

fn problem_of(analysis: &Analysis, group: &[(&KeyedOperation, &OperationFailure)]) -> Option<Problem> {
    let (first, _) = group.first()?;
    let mut alike: Vec<(&KeyedOperation, &OperationFailure)> =
        group.iter().filter(|(other, _)| other.operation.id == first.operation.id).copied().collect();
    sort::by_key(&mut alike, |(_, failure)| failure.seen.order());
    let is_next = |a: &(&KeyedOperation, &OperationFailure), b: &(&KeyedOperation, &OperationFailure)| {
        first.operation.is_of_updates || b.1.seen.ms - a.1.seen.ms > LAYER
    };
    // Each update fails separately. Other failures at one moment are one failure: the first is inside the following
    // ones.
    let bursts: Vec<&[_]> = alike.chunk_by(|a, b| !is_next(a, b)).collect();
    let (leading, failure) = *bursts.last()?.first()?;
    let operation = leading.operation;
    let count = bursts.len() as u32;
    // The line with the code does not always name the subject: another one of that moment does.
    let named_subject = || bursts.last()?.iter().find_map(|(other, _)| other.subject.clone());
    let subject = leading.subject.clone().or_else(named_subject).filter(|_| count == 1);
    let went_on = went_on_after(analysis, leading, failure);
    let is_recovered = !is_decisive(failure) || went_on.is_some();
    // A failure without a code is explained by one with a code at the same moment.
    let of_moment = || std::iter::once(failure).chain(group.iter().map(|(_, other)| *other));
    let named = of_moment().find(|other| other.code.is_some());
    // A program that writes "failed" and its code in the next line reports one failure.
    let below = if named.is_some() { Vec::new() } else { codes_after(&analysis.logs, &failure.seen) };
    // Previous lines of the thread, or previous failures, are not necessarily a reason.
    let codes = named.map_or(Vec::new(), |named| named.inner.into_iter().chain(named.code).collect());
    let mut causes = causes_of_operation(analysis, leading, named.unwrap_or(failure), &codes);
    if let Some(code) = below.first().and_then(TimedSighting::code)
        && causes.matching.is_empty()
        && below.iter().all(|line| line.code() == Some(code))
    {
        causes = causes_of_operation(analysis, leading, failure, &[code]);
    }
    let mut times: Vec<i64> = bursts
        .iter()
        .flat_map(|burst| burst.first())
        .flat_map(|(_, failure)| failure.times.iter().copied())
        .collect();
    sort::by(&mut times, Ord::cmp);
    Some(Problem {
        flow: knowledge::flow(operation.flow)?,
        step: operation.step,
        severity: severity_of(leading, is_recovered),
        code: named.and_then(innermost),
        outer_code: named.and_then(|named| named.code.filter(|_| named.inner.is_some())),
        proof: failure.seen.clone(),
        layers: layers_of(group, failure, below, went_on),
        occurrences: Occurrences {
            bursts: crate::judge::machine_failures::bursts(times.iter().copied()),
            count: times.len() as u32,
            times,
        },
        source: ProblemSource::Operation(FailedOperation { operation, subject, count }),
        is_recovered,
        named: None,
        server: ServerEvidence::default(),
        causes: causes.matching,
        almost: causes.almost,
    })
}

/// A line of a run of the same flow that reached a later step after the failure: the operation succeeded in the end. At
/// a step that runs of all callers share, another caller might have failed.
fn went_on_after(
    analysis: &Analysis,
    keyed: &KeyedOperation,
    failure: &OperationFailure,
) -> Option<TimedSighting> {
    let operation = keyed.operation;
    let flow = knowledge::flow(operation.flow)?;
    let place = |id: &str| flow.steps.iter().position(|step| step.id == id);
    if knowledge::step(flow.id, operation.step)?.every_caller || operation.is_of_updates {
        return None;
    }
    let runs = analysis.runs.iter().filter(|judged| judged.run.flow.id == flow.id && judged.run.is_own());
    let is_further = |seen: &&TimedSighting| {
        place(seen.evidence.step) > place(operation.step)
            && seen.evidence.shows != EvidenceKind::Failed
            && seen.order() > failure.seen.order()
            && seen.is_utc == failure.seen.is_utc
    };
    runs.flat_map(|judged| judged.run.sightings.iter().find(is_further))
        .min_by_key(|seen| seen.order())
        .cloned()
}

/// The maximum number of lines about other subjects that failed the same way in the evidence.
const MOST_LINES: usize = 20;

/// The lines of a finding: the layers of the leading failure, the failure, the codes below it, its success if there was
/// one, and the others.
fn layers_of(
    group: &[(&KeyedOperation, &OperationFailure)],
    failure: &OperationFailure,
    below: Vec<TimedSighting>,
    went_on: Option<TimedSighting>,
) -> Vec<TimedSighting> {
    let mut layers = failure.layers.clone();
    layers.extend(below);
    layers.push(failure.seen.clone());
    layers.extend(went_on);
    if let FailureEnding::Recovered(success) = &failure.ending {
        layers.push((**success).clone());
    }
    let others = group.iter().map(|(_, other)| other.seen.clone()).take(MOST_LINES);
    layers.extend(others);
    sort::by_key(&mut layers, TimedSighting::order);
    layers.dedup_by(|next, last| next.is_line_of(last));
    layers
}

fn severity_of(operation: &KeyedOperation, is_recovered: bool) -> Severity {
    let by_class = match operation.subject.as_ref() {
        Some(Subject { class: UpdateClass::App, .. }) => Severity::Info,
        Some(Subject { class: UpdateClass::Driver | UpdateClass::Definition, .. }) => Severity::Warning,
        _ => Severity::Error,
    };
    if is_recovered { Severity::Info } else { operation.operation.severity.max(by_class) }
}

fn causes_of_operation(
    analysis: &Analysis,
    operation: &KeyedOperation,
    failure: &OperationFailure,
    codes: &[u32],
) -> CauseMatches {
    let operation = operation.operation;
    // If no line shows what failed inside, no cause can be given. In a log that is not about updates, a code of many
    // different problems means something else than for an update.
    let kind = analysis.logs.get(failure.seen.log as usize).and_then(|log| log.kind);
    let is_other = kind.is_some_and(|kind| !kind.instead.is_empty());
    let explains_nothing =
        |code: u32| knowledge::is_collective(code) || is_other && knowledge::is_generic(code);
    if codes.first().copied().is_some_and(explains_nothing) {
        return CauseMatches::default();
    }
    let timeout =
        knowledge::step(operation.flow, operation.step).map_or(0, |step| i64::from(step.timeout) * 1000);
    let (from, until) = (failure.seen.ms - timeout, failure.seen.ms + timeout);
    let mut causes = causes_of(&FailureContext {
        flow: operation.flow,
        step: operation.step,
        codes: codes.to_vec(),
        run: None,
        is_wsus: None,
        ms: failure.seen.ms,
        machine: analysis.machine_lines.between(&analysis.sightings, from, until),
        all_sightings: &analysis.sightings,
        logs: &analysis.logs,
    });
    // A cause that only names the step would match any failure at this step.
    let is_specific =
        |when: &knowledge::When| !when.seen.is_empty() || when.codes.iter().any(|code| codes.contains(code));
    causes.matching.retain(|fit| fit.cause.when.iter().any(is_specific));
    causes.almost.retain(CauseMatch::is_specific);
    causes
}
