//! Findings: one per failure, with its layers as evidence and its innermost code as the cause; repetitions are counted.

use knowledge::EvidenceKind;
use report::{Outcome, Severity};

use crate::judge::analysis::Analysis;
use crate::judge::causes::{CauseMatch, causes_of};
use crate::judge::excerpts::possible_problems;
use crate::judge::failure_context::FailureContext;
use crate::judge::judged_run::JudgedRun;
use crate::judge::line_meaning::is_recovered_in_run;
use crate::judge::machine_failures::{MachineFailure, bursts};
use crate::judge::operation_problems::{name_subjects, operation_problems};
use crate::judge::problem::{
    BadEnding, FailedRuns, Occurrences, Problem, ProblemSource, Requester, ServerEvidence,
};
use crate::runs::service::{Service, requester_name};
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The findings, the most severe first.
pub(crate) fn problems(analysis: &Analysis) -> Vec<Problem> {
    let mut problems = of_runs(analysis);
    let is_reported = |failure: &MachineFailure, problem: &Problem| {
        let (proof, last) = (&problem.proof, failure.last());
        // Two flows can have evidence for the same line.
        let is_same_line = || {
            let place = |seen: &TimedSighting| (seen.log, seen.part, seen.sighting().quote.offset);
            failure.sightings.len() == 1 && place(proof) == place(last)
        };
        problem.severity != Severity::Info
            && problem.code == failure.code
            && (proof.evidence.index == last.evidence.index || is_same_line())
    };
    // A run that failed because of it already reports it.
    let unreported: Vec<&MachineFailure> = analysis
        .machine_failures
        .iter()
        .filter(|failure| !is_echo_of_another(failure, &analysis.machine_failures))
        .filter(|failure| !problems.iter().any(|problem| is_reported(failure, problem)))
        .collect();
    for failure in unreported {
        let Some(of_machine) = of_machine(analysis, failure) else { continue };
        // If a problem keeps runs from starting and also caused the last failure, it is one failure, proven by its own
        // line.
        let of_run = problems.iter_mut().find(|of_run| is_same_failure(of_run, &of_machine));
        let line =
            |of_run: &Problem| failure.sightings.iter().rfind(|line| line.ms <= of_run.proof.ms).cloned();
        match of_run.and_then(|of_run| Some((line(of_run)?, of_run))) {
            Some((line, of_run)) => {
                of_run.layers.push(line.clone());
                of_run.proof = line;
                sort::by_key(&mut of_run.layers, TimedSighting::order);
            }
            None => problems.push(of_machine),
        }
    }
    name_subjects(analysis, &mut problems);
    problems.extend(operation_problems(analysis, &problems));
    problems.extend(possible_problems(analysis, &problems));
    sort::by_key(&mut problems, |problem| {
        let last = problem.occurrences.times.last().copied().unwrap_or(i64::MIN);
        (problem.severity, std::cmp::Reverse(last), problem.step, problem.code)
    });
    problems
}

/// Whether a run failed because of a problem that a line of the machine reports: at the same step, with the same cause.
fn is_same_failure(of_run: &Problem, of_machine: &Problem) -> bool {
    let cause = |problem: &Problem| problem.best_cause();
    of_run.runs().is_some()
        && [of_run.severity, of_machine.severity] == [Severity::Error, Severity::Error]
        && (of_run.flow.id, of_run.step) == (of_machine.flow.id, of_machine.step)
        && cause(of_run).is_some()
        && cause(of_run) == cause(of_machine)
}

/// How many milliseconds may be between a failure of the machine and the line that only repeats it.
const ECHO: i64 = 60_000;

/// Whether a failure of the machine only repeats what a deeper layer logged about the same step a moment before.
fn is_echo_of_another(failure: &MachineFailure, machine: &[MachineFailure]) -> bool {
    let last = failure.last();
    let is_deeper = |seen: &TimedSighting| {
        let (own, other) = (last.evidence, seen.evidence);
        !other.is_echo()
            && (own.flow, own.step) == (other.flow, other.step)
            && (0..=ECHO).contains(&(last.ms - seen.ms))
    };
    last.evidence.is_echo() && machine.iter().any(|other| is_deeper(other.last()))
}

/// The key by which failures are grouped.
#[derive(PartialEq)]
struct ProblemKey {
    flow: &'static str,
    step: &'static str,
    code: Option<u32>,
    /// The caller, if the run does not count.
    foreign: Option<Requester>,
    /// The service, if the search was not by ConfigMgr.
    service: Option<Service>,
    /// How it ended.
    outcome: Outcome,
}

impl ProblemKey {
    /// `None` for a run that did not fail.
    fn of(judged: &JudgedRun) -> Option<Self> {
        let failure = judged.failure();
        let step = match (failure, judged.outcome()) {
            (Some(failure), _) => failure.step,
            (None, Outcome::Cancelled) => judged.run.sightings.last().map_or("", |seen| seen.evidence.step),
            _ => return None,
        };
        let requester = || Requester {
            name: requester_name(&judged.run),
            service: judged.service.words().map(str::to_owned),
        };
        let foreign = (!judged.counts).then(requester);
        let inner = failure.map_or(judged.code, |failure| failure.code);
        // The inner failures of other callers' searches are not distinguished, because nothing depends on them.
        let code = if foreign.is_some() { judged.code.or(inner) } else { inner };
        let service = (!judged.run.is_own()).then(|| judged.service.clone());
        Some(Self { flow: judged.run.flow.id, step, code, foreign, service, outcome: judged.outcome() })
    }
}

fn of_runs(analysis: &Analysis) -> Vec<Problem> {
    let mut groups: Vec<(ProblemKey, Vec<usize>)> = Vec::new();
    for (at, judged) in analysis.runs.iter().enumerate() {
        let Some(same) = ProblemKey::of(judged) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == same) {
            Some((_, runs)) => runs.push(at),
            None => groups.push((same, vec![at])),
        }
    }
    groups.into_iter().filter_map(|(same, runs)| of_group(analysis, same, &runs)).collect()
}

fn of_group(analysis: &Analysis, same: ProblemKey, runs: &[usize]) -> Option<Problem> {
    let ProblemKey { step, foreign, service, .. } = same;
    // The leading run may have its own goal, and another run with the same failure may have ended later.
    let leading = analysis.leading(same.flow);
    let &last = runs.iter().max_by_key(|&&at| (leading == Some(at), analysis.ended(at)))?;
    let judged = &analysis.runs[last];
    let code = judged.failure().map_or(judged.code, |failure| failure.code);
    let proof = match judged.failure() {
        Some(failure) => &failure.proof,
        None => {
            let mut naming = judged.run.sightings.iter().filter(|seen| seen.code() == code);
            let first = naming.clone().next();
            naming.find(|seen| !seen.evidence.is_echo()).or(first)?
        }
    };
    let ending = judged.failure().map_or(BadEnding::Cancelled, |failure| BadEnding::Failure(failure.kind));
    let causes = causes_of(&context_of(analysis, last, step));
    if ending == BadEnding::Cancelled && causes.matching.is_empty() {
        return None;
    }
    let is_recovered = analysis.is_recovered(last);
    let is_over = causes.matching.first().is_some_and(CauseMatch::is_over);
    let severity = match (ending, foreign.is_some() || is_recovered || is_over) {
        (BadEnding::Cancelled, _) | (_, true) => Severity::Info,
        _ if leading == Some(last) => Severity::Error,
        _ => Severity::Warning,
    };
    // If some logs have no times, the times of the other logs are used.
    let has_time = |at: &&usize| analysis.runs[**at].run.sightings.iter().any(|seen| seen.has_time);
    let is_dated = runs.iter().any(|at| has_time(&at));
    let times = runs.iter().filter(|at| !is_dated || has_time(at));
    let times: Vec<i64> = times.map(|&at| analysis.runs[at].run.span().1).collect();
    Some(Problem {
        flow: judged.run.flow,
        step,
        severity,
        code,
        outer_code: judged.code.filter(|&outer| Some(outer) != code),
        proof: proof.clone(),
        layers: layers_of(judged, proof),
        occurrences: Occurrences { bursts: bursts(times.iter().copied()), times, count: runs.len() as u32 },
        source: ProblemSource::Runs(FailedRuns { last, ending, foreign, service }),
        is_recovered,
        named: None,
        server: ServerEvidence::default(),
        causes: causes.matching,
        almost: causes.almost,
    })
}

/// The failure of a run, in the form in which the conditions of causes are checked.
fn context_of<'a>(analysis: &'a Analysis, at: usize, step: &'static str) -> FailureContext<'a> {
    let judged = &analysis.runs[at];
    let (from, to) = judged.run.span();
    let timeout = knowledge::step(judged.run.flow.id, step).map_or(0, |step| i64::from(step.timeout) * 1000);
    let until = to + timeout;
    let mut codes: Vec<u32> = judged.failure().into_iter().filter_map(|failure| failure.code).collect();
    codes.extend(judged.code);
    // A failure from which the run recovered is not the reason for its final failure.
    let is_of_failure = |seen: &&TimedSighting| {
        seen.evidence.shows == EvidenceKind::Failed && !is_recovered_in_run(&judged.run, seen)
    };
    codes.extend(judged.run.sightings.iter().filter(is_of_failure).filter_map(TimedSighting::code));
    let failure = judged.failure().map_or(to, |failure| failure.proof.ms);
    FailureContext {
        flow: judged.run.flow.id,
        step,
        codes,
        run: Some(&judged.run),
        is_wsus: analysis.runs[at].service.is_wsus(),
        ms: failure,
        machine: analysis.machine_lines.in_effect(&analysis.sightings, from, until),
        all_sightings: &analysis.sightings,
        logs: &analysis.logs,
    }
}

/// The lines of the failure: its reason, the failure, and its echoes, each kind once.
fn layers_of(judged: &JudgedRun, proof: &TimedSighting) -> Vec<TimedSighting> {
    let step = judged.failure().map_or(proof.evidence.step, |failure| failure.step);
    let is_of_failure = |seen: &&TimedSighting| {
        let evidence = seen.evidence;
        let is_failure = seen.evidence.shows == EvidenceKind::Failed
            || evidence.effect.ends == Some(knowledge::Ends::ByCode);
        let is_layer = seen.evidence.step == step || evidence.is_echo();
        is_layer && (is_failure || seen.order() == proof.order())
    };
    let mut layers: Vec<TimedSighting> = Vec::new();
    for seen in judged.run.sightings.iter().filter(is_of_failure) {
        match layers.iter_mut().find(|layer| layer.evidence.index == seen.evidence.index) {
            Some(layer) if layer.order() != proof.order() => *layer = seen.clone(),
            Some(_) => {}
            None => layers.push(seen.clone()),
        }
    }
    if !layers.iter().any(|layer| layer.order() == proof.order()) {
        layers.push(proof.clone());
    }
    sort::by_key(&mut layers, TimedSighting::order);
    layers
}

fn of_machine(analysis: &Analysis, failure: &MachineFailure) -> Option<Problem> {
    let last = failure.last();
    let flow = knowledge::flow(last.evidence.flow)?;
    // A run after the switch shows that it was changed.
    let ran_after = analysis.runs.iter().any(|judged| {
        judged.counts && judged.run.flow.id == flow.id && judged.run.is_own() && judged.run.span().0 > last.ms
    });
    if failure.is_switch && ran_after {
        return None;
    }
    let own = |judged: &&JudgedRun| judged.run.flow.id == flow.id && judged.run.is_own();
    let before = analysis.runs.iter().filter(own).rfind(|judged| judged.run.span().0 <= last.ms);
    let context = FailureContext {
        flow: flow.id,
        step: last.evidence.step,
        codes: failure.code.into_iter().collect(),
        run: before.filter(|_| !failure.is_switch).map(|judged| &judged.run),
        is_wsus: crate::scan::log_names::is_wsus(last.evidence),
        ms: last.ms,
        machine: failure.sightings.clone(),
        all_sightings: &analysis.sightings,
        logs: &analysis.logs,
    };
    let causes = causes_of(&context);
    let is_over = failure.is_over || causes.matching.first().is_some_and(CauseMatch::is_over);
    if failure.is_switch && (causes.matching.is_empty() || is_over) {
        return None;
    }
    let severity = match (failure.is_switch, is_over) {
        (true, _) => Severity::Error,
        (false, true) => Severity::Info,
        (false, false) => Severity::Warning,
    };
    let times: Vec<i64> = failure.sightings.iter().map(|seen| seen.ms).collect();
    Some(Problem {
        flow,
        step: last.evidence.step,
        severity,
        code: failure.code,
        outer_code: None,
        causes: causes.matching,
        almost: causes.almost,
        proof: last.clone(),
        layers: vec![last.clone()],
        occurrences: Occurrences {
            bursts: bursts(times.iter().copied()),
            times,
            count: failure.sightings.iter().map(|seen| seen.sighting().count).sum(),
        },
        source: ProblemSource::Machine,
        is_recovered: is_over,
        named: None,
        server: ServerEvidence::default(),
    })
}
