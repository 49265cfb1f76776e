//! The data of a flow, arranged for rendering: steps and substeps, stretches of time, runs in order.

use knowledge::{Cause, Flow};
use report::{
    Confidence, EvidenceLine, Finding, FlowRow, FlowVerdict, Report, Run, Severity, StepRow, Strength,
    Verdict,
};

use crate::time::Moment;
use crate::words::{count, number};

/// The flow that the report shows: the flow of the headline's finding, else the first.
pub(crate) fn leading(report: &Report) -> Option<&FlowRow> {
    match report.headline.finding.as_ref().and_then(|_| decisive(report)) {
        Some(finding) => report.flows.iter().find(|flow| flow.flow == finding.flow),
        None => report.flows.first(),
    }
}

/// The run that determines the flow's verdict.
pub(crate) fn leading_run<'a>(report: &'a Report, flow: &FlowRow) -> Option<&'a Run> {
    flow.leading_run.and_then(|id| report.runs.iter().find(|run| run.id == id))
}

/// The main finding of the report: the one of the headline, else the most severe, unless it is only information.
pub(crate) fn decisive(report: &Report) -> Option<&Finding> {
    let id = report.headline.finding.as_ref();
    let of_headline = report.findings.iter().find(|finding| Some(&finding.id) == id);
    of_headline.or(report.findings.first().filter(|finding| finding.severity != Severity::Info))
}

/// Whether a finding is only possible: the logs do not show how its operation ended.
pub(crate) fn is_possible(finding: &Finding) -> bool {
    finding.strength == Strength::Possible
}

/// The rank of a machine by its verdict: 0 is the worst.
pub(crate) fn gravity(report: &Report) -> u8 {
    match (report.headline.verdict, decisive(report).map(|finding| finding.severity)) {
        (FlowVerdict::Failed, _) => 0,
        (FlowVerdict::Stopped, _) => 1,
        (_, Some(Severity::Error)) => 2,
        (_, Some(Severity::Warning)) => 3,
        (FlowVerdict::Ok, _) => 5,
        _ => 4,
    }
}

/// The number of machines and of those with a failure, as a sentence.
pub(crate) fn machines(report: &Report) -> String {
    let all = count(report.machines.len() as u64, "machine", "machines");
    let bad = report.machines.iter().filter(|machine| gravity(machine) <= 2).count() as u64;
    match bad {
        0 => ["No failure on ", &all, "."].concat(),
        1 => ["One of ", &all, " has a failure."].concat(),
        bad => [&number(bad), " of ", &all, " have a failure."].concat(),
    }
}

/// The step with the line that proves that an earlier failure is fixed.
pub(crate) fn proving_step(flow: &FlowRow) -> Option<String> {
    let recovery = flow.history.recovery.as_ref()?;
    let proof = &recovery.evidence;
    let is_proof = |line: &EvidenceLine| (line.file, line.line) == (proof.file, proof.line);
    let proving = flow.steps.iter().find(|row| row.evidence.iter().any(is_proof));
    let step = whole(proving.map_or(&recovery.step, |row| &row.step));
    steps(&flow.steps).any(|row| row.step == step).then(|| step.to_owned())
}

/// The steps without their substeps.
pub(crate) fn steps(rows: &[StepRow]) -> impl Iterator<Item = &StepRow> {
    rows.iter().filter(|row| !row.step.contains('.'))
}

/// The substeps of a step.
pub(crate) fn parts<'a>(rows: &'a [StepRow], step: &str) -> impl Iterator<Item = &'a StepRow> + use<'a> {
    let whole = step.to_owned();
    rows.iter().filter(move |row| row.step.split_once('.').is_some_and(|(of, _)| of == whole))
}

/// The step of a substep: `1` of `1.10`.
pub(crate) fn whole(step: &str) -> &str {
    step.split('.').next().unwrap_or(step)
}

/// The steps that fail because of these causes, each once.
pub(crate) fn causes_steps(causes: &[&Cause]) -> Vec<(&'static Flow, &'static str)> {
    let at = causes.iter().flat_map(|cause| cause.when).flat_map(|when| when.at);
    let steps =
        at.filter_map(|at| at.split_once('/').and_then(|(flow, step)| Some((knowledge::flow(flow)?, step))));
    once(steps, |(flow, step), (other, same)| flow.id == other.id && step == same)
}

/// The causes of a finding, most certain first.
pub(crate) fn causes_of(finding: &Finding) -> Vec<(&'static Cause, Confidence)> {
    let best = finding.cause.iter().map(|cause| (cause, finding.confidence));
    let others = finding.other_causes.iter().map(|other| (&other.cause, other.confidence));
    best.chain(others).filter_map(|(id, confidence)| Some((knowledge::cause(id)?, confidence))).collect()
}

/// The codes of a cause, each once.
pub(crate) fn codes_of(cause: &Cause) -> Vec<u32> {
    once(cause.when.iter().flat_map(|when| when.codes).copied(), u32::eq)
}

/// Each item once, in the order of first occurrence.
pub(crate) fn once<T>(things: impl Iterator<Item = T>, same: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for thing in things {
        if !once.iter().any(|other| same(other, &thing)) {
            once.push(thing);
        }
    }
    once
}

/// The causes that make a step or one of its substeps fail.
pub(crate) fn causes_at(flow: &str, step: &str) -> Vec<&'static Cause> {
    let here = |at: &str| {
        at.split_once('/')
            .is_some_and(|(of, id)| of == flow && (id == step || whole(id) == step || whole(step) == id))
    };
    let stops = |cause: &&Cause| cause.when.iter().any(|when| when.at.iter().any(|at| here(at)));
    knowledge::causes().iter().filter(stops).collect()
}

/// All lines of a step, including its substeps.
pub(crate) fn lines<'a>(rows: &'a [StepRow], step: &str) -> Vec<&'a EvidenceLine> {
    rows.iter().filter(|row| whole(&row.step) == step).flat_map(|row| &row.evidence).collect()
}

/// The step to show if none is selected: the finding's, else the first that is not OK.
pub(crate) fn step_to_show(rows: &[StepRow], finding: Option<&Finding>) -> Option<String> {
    let of_finding =
        finding.map(|finding| whole(&finding.step)).filter(|step| rows.iter().any(|row| row.step == *step));
    let unwell = || {
        let bad = |row: &&StepRow| matches!(row.verdict, Verdict::Failed | Verdict::Stopped);
        steps(rows).find(bad).or_else(|| steps(rows).next()).map(|row| row.step.as_str())
    };
    of_finding.or_else(unwell).map(str::to_owned)
}

/// A stretch of a run's time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch<'a> {
    /// Its length in milliseconds.
    pub length: i64,
    /// The step in which it ends.
    pub step: &'a str,
    /// That step's verdict.
    pub verdict: Verdict,
    /// The line before it, if nothing was logged for a long time.
    pub waits: Option<&'a EvidenceLine>,
}

/// A gap of at least this many milliseconds and a fifth of the run is a wait.
pub(crate) const WAIT: i64 = 3_000;

/// The time of a run as consecutive stretches.
pub(crate) fn stretches(steps: &[StepRow]) -> Vec<Stretch<'_>> {
    let mut lines: Vec<(i64, &StepRow, &EvidenceLine)> = Vec::new();
    for step in steps {
        for line in &step.evidence {
            let Some(at) = line.utc.as_deref().and_then(Moment::parse).map(Moment::millis) else { continue };
            // Logs are already nearly in order; only a few lines move.
            let place = lines.iter().rposition(|(other, ..)| *other <= at).map_or(0, |place| place + 1);
            lines.insert(place, (at, step, line));
        }
    }
    let all = match (lines.first(), lines.last()) {
        (Some((start, ..)), Some((end, ..))) => end - start,
        _ => return vec![],
    };
    let verdict =
        |step: &str| steps.iter().find(|row| row.step == step).map_or(Verdict::Ok, |row| row.verdict);
    let mut stretches: Vec<Stretch> = Vec::new();
    for pair in lines.windows(2) {
        let [(before, _, line), (after, step, _)] = pair else { continue };
        let length = after - before;
        let waits = (length >= WAIT && length * 5 >= all).then_some(*line);
        let step = whole(&step.step);
        match stretches.last_mut() {
            Some(last) if last.step == step && waits.is_none() && last.waits.is_none() => {
                last.length += length;
            }
            _ if length == 0 => {}
            _ => stretches.push(Stretch { length, step, verdict: verdict(step), waits }),
        }
    }
    stretches
}

/// Runs by the time of their first line.
pub(crate) fn in_order<'a>(runs: impl Iterator<Item = &'a Run>) -> Vec<&'a Run> {
    let mut ordered: Vec<&Run> = Vec::new();
    for run in runs {
        let place = ordered.partition_point(|other| other.id < run.id);
        ordered.insert(place, run);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn substeps_belong_to_their_step() {
        let rows = fixture::steps();
        let ids: Vec<&str> = steps(&rows).map(|row| row.step.as_str()).collect();
        assert_eq!(ids, ["1", "2", "3", "4", "5", "6", "7"]);
        assert_eq!(parts(&rows, "1").count(), 11);
        assert_eq!(parts(&rows, "3").count(), 0);
        assert_eq!(lines(&rows, "1").len(), 9);
        assert_eq!(lines(&rows, "3").len(), 4);
    }

    #[test]
    fn the_step_of_the_finding_is_shown_first() {
        let report = fixture::report();
        let rows = fixture::steps();
        assert_eq!(step_to_show(&rows, decisive(&report)).as_deref(), Some("3"));
        assert_eq!(step_to_show(&rows, None).as_deref(), Some("3"), "the failed one");
        assert_eq!(step_to_show(&rows[..2], None).as_deref(), Some("1"));
        assert_eq!(step_to_show(&[], None), None);
    }

    #[test]
    fn a_long_gap_is_a_wait_after_a_line() {
        let rows = fixture::steps();
        let stretches = stretches(&rows);
        let shown: Vec<_> = stretches
            .iter()
            .map(|one| (one.step, one.length, one.waits.map(|line| line.id.as_str())))
            .collect();
        assert_eq!(
            shown,
            [("1", 1_806, None), ("1", 38_300, Some("policy.waiting")), ("2", 223, None), ("3", 1_068, None)]
        );
    }

    #[test]
    fn runs_are_put_in_order() {
        let report = fixture::report();
        let ids: Vec<u32> = in_order(report.runs.iter()).iter().map(|run| run.id).collect();
        assert!(ids.is_sorted() && ids.len() == 62);
    }
}
