//! Findings: one per failure, its layers the evidence, the innermost code the cause; the same again is a count.

use report::{Outcome, Severity, Strength};

use crate::causes::{Case, Fit, fitting};
use crate::grounds::Grounds;
use crate::joined::Told;
use crate::judge::{Judged, is_got_over};
use crate::machine::{MachineFailure, bursts, is_turned};
use crate::seen::Seen;
use crate::service::Service;
use crate::sort;

/// What was found, before it is written into the report.
#[derive(Clone, Debug)]
pub(crate) struct Found<'s> {
    /// The flow and step.
    pub(crate) flow: &'static knowledge::Flow,
    pub(crate) step: &'static str,
    /// How much it matters.
    pub(crate) level: Severity,
    /// The innermost code, and the one the run ended with where that is another.
    pub(crate) code: Option<u32>,
    pub(crate) outer_code: Option<u32>,
    /// The causes that fit, best first.
    pub(crate) fits: Vec<Fit<'s>>,
    /// The line that proves it.
    pub(crate) proof: Seen<'s>,
    /// The line and its layers, in time order.
    pub(crate) layers: Vec<Seen<'s>>,
    /// When it was seen: a time per run, or per line.
    pub(crate) times: Vec<i64>,
    /// How often.
    pub(crate) count: u32,
    /// In how many bursts.
    pub(crate) bursts: u32,
    /// The place of the last run it was seen in, among the runs.
    pub(crate) run: Option<usize>,
    /// Who asked, against what, where it does not count.
    pub(crate) other: Option<(String, Option<String>)>,
    /// The service, where it was not ConfigMgr that searched.
    pub(crate) service: Option<Service<'s>>,
    /// How the run it was seen in ended.
    pub(crate) outcome: Outcome,
    /// Whether later runs were fine.
    pub(crate) is_recovered: bool,
    /// Whether it did not fail but stopped, and whether the step it stopped at came to its end.
    pub(crate) is_stop: bool,
    pub(crate) is_done: bool,
    /// Whether a line says it, or it follows from one that is not there.
    pub(crate) strength: Strength,
    /// What the web server's log says of it.
    pub(crate) server: Told,
}

/// The findings, the gravest first.
pub(crate) fn findings<'s>(grounds: &Grounds<'_, 's>) -> Vec<Found<'s>> {
    let mut found = of_runs(grounds);
    let is_told = |failure: &MachineFailure<'_>, found: &Found<'_>| {
        let (proof, last) = (&found.proof, failure.last());
        // Of the same line two flows may have evidence.
        let is_same_line = || {
            let place = |seen: &Seen<'_>| (seen.log, seen.part, seen.sighting.quote.offset);
            failure.seen.len() == 1 && place(proof) == place(last)
        };
        found.level != Severity::Info
            && found.code == failure.code
            && (proof.evidence.index == last.evidence.index || is_same_line())
    };
    // A run that fails by it tells of it already.
    let untold: Vec<&MachineFailure<'s>> = grounds
        .machine
        .iter()
        .filter(|failure| !is_echo_of_another(failure, grounds.machine))
        .filter(|failure| !found.iter().any(|found| is_told(failure, found)))
        .collect();
    for failure in untold {
        let Some(of_machine) = of_machine(grounds, failure) else { continue };
        // What keeps runs from beginning, and is why the last one failed, is one failure: its line is the proof.
        let of_run = found.iter_mut().find(|of_run| is_same_failure(of_run, &of_machine));
        let line = |of_run: &Found<'s>| failure.seen.iter().rfind(|line| line.ms <= of_run.proof.ms).copied();
        match of_run.and_then(|of_run| Some((line(of_run)?, of_run))) {
            Some((line, of_run)) => {
                of_run.proof = line;
                of_run.layers.push(line);
                sort::by_key(&mut of_run.layers, Seen::order);
            }
            None => found.push(of_machine),
        }
    }
    sort::by_key(&mut found, |found| {
        let last = found.times.last().copied().unwrap_or(i64::MIN);
        (found.level, std::cmp::Reverse(last), found.step, found.code)
    });
    found
}

/// Whether a run failed by what a line of the machine tells: at the same step, and for the same cause.
fn is_same_failure(of_run: &Found<'_>, of_machine: &Found<'_>) -> bool {
    let cause = |found: &Found<'_>| found.fits.first().map(|fit| fit.cause.id);
    of_run.run.is_some()
        && [of_run.level, of_machine.level] == [Severity::Error, Severity::Error]
        && (of_run.flow.id, of_run.step) == (of_machine.flow.id, of_machine.step)
        && cause(of_run).is_some()
        && cause(of_run) == cause(of_machine)
}

/// How many milliseconds may lie between a failure of the machine and the line that only repeats it.
const ECHO: i64 = 60_000;

/// Whether a failure of the machine only repeats what a deeper layer wrote of the same step a moment before.
fn is_echo_of_another(failure: &MachineFailure<'_>, machine: &[MachineFailure<'_>]) -> bool {
    let last = failure.last();
    let is_deeper = |seen: &Seen<'_>| {
        let (own, other) = (last.evidence, seen.evidence);
        !other.joins.echo
            && (own.flow, own.step) == (other.flow, other.step)
            && (0..=ECHO).contains(&(last.ms - seen.ms))
    };
    last.evidence.joins.echo && machine.iter().any(|other| is_deeper(other.last()))
}

/// What makes two failures the same one: flow, step, code, whose it was where it does not count, the service where it
/// was not ConfigMgr that searched, and how it ended.
type Same<'s> =
    (&'static str, &'static str, Option<u32>, Option<(String, Option<String>)>, Option<Service<'s>>, Outcome);

fn of_runs<'s>(grounds: &Grounds<'_, 's>) -> Vec<Found<'s>> {
    let mut groups: Vec<(Same<'s>, Vec<usize>)> = Vec::new();
    for (at, judged) in grounds.runs.iter().enumerate() {
        let step = match (&judged.failure, judged.outcome) {
            (Some(failure), _) => failure.step,
            (None, Outcome::Cancelled) => judged.run.seen.last().map_or("", |seen| seen.evidence.step),
            _ => continue,
        };
        let other = (!grounds.counting[at]).then(|| crate::service::who_and_where(&judged.run));
        let inner = judged.failure.as_ref().map_or(judged.code, |failure| failure.code);
        // What others' searches failed with inside is not told apart: nothing depends on it.
        let code = if other.is_some() { judged.code.or(inner) } else { inner };
        let service = (!judged.run.is_own()).then_some(grounds.services[at]);
        let same = (judged.run.flow.id, step, code, other, service, judged.outcome);
        match groups.iter_mut().find(|(known, _)| *known == same) {
            Some((_, runs)) => runs.push(at),
            None => groups.push((same, vec![at])),
        }
    }
    groups.into_iter().filter_map(|(same, runs)| of_group(grounds, same, &runs)).collect()
}

fn of_group<'s>(grounds: &Grounds<'_, 's>, same: Same<'s>, runs: &[usize]) -> Option<Found<'s>> {
    let (_, step, _, other, service, outcome) = same;
    // The run that leads may have a goal of its own, and another one with the same failure may have ended later.
    let leading = grounds.leading(same.0);
    let &last = runs.iter().max_by_key(|&&at| (leading == Some(at), grounds.ended(at)))?;
    let judged = &grounds.runs[last];
    let code = judged.failure.as_ref().map_or(judged.code, |failure| failure.code);
    let proof = match &judged.failure {
        Some(failure) => failure.proof,
        None => {
            let mut told = judged.run.seen.iter().filter(|seen| seen.code() == code);
            let first = told.clone().next();
            *told.find(|seen| !seen.evidence.joins.echo).or(first)?
        }
    };
    let fits = fitting(&case_of(grounds, last, step));
    if outcome == Outcome::Cancelled && fits.is_empty() {
        return None;
    }
    let is_recovered = grounds.is_recovered(last);
    let is_over = fits.first().is_some_and(|fit| fit.is_over);
    let level = match (outcome, other.is_some() || is_recovered || is_over) {
        (Outcome::Cancelled, _) | (_, true) => Severity::Info,
        _ if leading == Some(last) => Severity::Error,
        _ => Severity::Warning,
    };
    let times: Vec<i64> = runs.iter().map(|&at| grounds.runs[at].run.span().1).collect();
    let is_stop = judged.failure.as_ref().is_some_and(|failure| failure.is_stop);
    let is_done = judged.failure.as_ref().is_some_and(|failure| failure.is_done);
    Some(Found {
        flow: judged.run.flow,
        step,
        level,
        code,
        outer_code: judged.code.filter(|&outer| Some(outer) != code),
        proof,
        layers: layers_of(judged, &proof),
        count: runs.len() as u32,
        bursts: bursts(times.iter().copied()),
        times,
        run: Some(last),
        other,
        service,
        outcome,
        is_recovered,
        is_stop,
        is_done,
        strength: if is_stop { Strength::Inferred } else { Strength::Logged },
        server: Told::default(),
        fits,
    })
}

/// The failure of a run, as the conditions of causes see it.
fn case_of<'a, 's>(grounds: &'a Grounds<'_, 's>, at: usize, step: &'static str) -> Case<'a, 's> {
    let judged = &grounds.runs[at];
    let (from, to) = judged.run.span();
    let patience = knowledge::step(judged.run.flow.id, step).map_or(0, |step| i64::from(step.timeout) * 1000);
    let until = to + patience;
    let mut codes: Vec<u32> = judged.failure.iter().filter_map(|failure| failure.code).collect();
    codes.extend(judged.code);
    // What the run got over says nothing of why it failed in the end.
    let tells = |seen: &&Seen<'_>| {
        seen.evidence.shows == knowledge::EvidenceKind::Failed && !is_got_over(&judged.run, seen)
    };
    codes.extend(judged.run.seen.iter().filter(tells).filter_map(Seen::code));
    let failure = judged.failure.as_ref().map_or(to, |failure| failure.proof.ms);
    let in_time = |seen: &&Seen<'_>| {
        // A switch holds from its line on, until another line turns it.
        let holds = || seen.evidence.joins.switch.is_some() && !is_turned(grounds.all, seen, until);
        seen.evidence.joins.machine && seen.ms <= until && (seen.ms >= from || holds())
    };
    Case {
        flow: judged.run.flow.id,
        step,
        codes,
        run: Some(&judged.run),
        is_wsus: grounds.services[at].is_wsus(),
        ms: failure,
        machine: grounds.all.iter().filter(in_time).copied().collect(),
        all: grounds.all,
        logs: grounds.logs,
    }
}

/// The lines that tell of the failure: its reason, itself and its echoes, each kind once.
fn layers_of<'s>(judged: &Judged<'s>, proof: &Seen<'s>) -> Vec<Seen<'s>> {
    let step = judged.failure.as_ref().map_or(proof.evidence.step, |failure| failure.step);
    let tells = |seen: &&Seen<'s>| {
        let joins = &seen.evidence.joins;
        let is_failure = seen.evidence.shows == knowledge::EvidenceKind::Failed
            || joins.ends == Some(knowledge::Ends::ByCode);
        let is_layer = seen.evidence.step == step || joins.echo;
        is_layer && (is_failure || seen.order() == proof.order())
    };
    let mut layers: Vec<Seen<'s>> = Vec::new();
    for seen in judged.run.seen.iter().filter(tells) {
        match layers.iter_mut().find(|layer| layer.evidence.index == seen.evidence.index) {
            Some(layer) if layer.order() != proof.order() => *layer = *seen,
            Some(_) => {}
            None => layers.push(*seen),
        }
    }
    if !layers.iter().any(|layer| layer.order() == proof.order()) {
        layers.push(*proof);
    }
    sort::by_key(&mut layers, Seen::order);
    layers
}

fn of_machine<'s>(grounds: &Grounds<'_, 's>, failure: &MachineFailure<'s>) -> Option<Found<'s>> {
    let last = *failure.last();
    let flow = knowledge::flow(last.evidence.flow)?;
    // A run after the switch says that it was turned.
    let ran_after = grounds.runs.iter().zip(grounds.counting).any(|(judged, &counts)| {
        counts && judged.run.flow.id == flow.id && judged.run.is_own() && judged.run.span().0 > last.ms
    });
    if failure.is_switch && ran_after {
        return None;
    }
    let own = |judged: &&Judged<'s>| judged.run.flow.id == flow.id && judged.run.is_own();
    let before = grounds.runs.iter().filter(own).rfind(|judged| judged.run.span().0 <= last.ms);
    let case = Case {
        flow: flow.id,
        step: last.evidence.step,
        codes: failure.code.into_iter().collect(),
        run: before.filter(|_| !failure.is_switch).map(|judged| &judged.run),
        is_wsus: crate::served::is_wsus(last.evidence),
        ms: last.ms,
        machine: failure.seen.clone(),
        all: grounds.all,
        logs: grounds.logs,
    };
    let fits = fitting(&case);
    let is_over = failure.is_over || fits.first().is_some_and(|fit| fit.is_over);
    if failure.is_switch && (fits.is_empty() || is_over) {
        return None;
    }
    let level = match (failure.is_switch, is_over) {
        (true, _) => Severity::Error,
        (false, true) => Severity::Info,
        (false, false) => Severity::Warning,
    };
    let times: Vec<i64> = failure.seen.iter().map(|seen| seen.ms).collect();
    Some(Found {
        flow,
        step: last.evidence.step,
        level,
        code: failure.code,
        outer_code: None,
        fits,
        proof: last,
        layers: vec![last],
        count: failure.seen.iter().map(|seen| seen.sighting.count).sum(),
        bursts: bursts(times.iter().copied()),
        times,
        run: None,
        other: None,
        service: None,
        outcome: Outcome::Failed,
        is_recovered: is_over,
        is_stop: false,
        is_done: false,
        strength: Strength::Logged,
        server: Told::default(),
    })
}
