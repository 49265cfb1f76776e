//! The results of operations for a flow without a run in the logs.

use knowledge::{Flow, Operation, Step, spell};
use report::{FlowVerdict, Severity, Verdict};

use crate::judge::analysis::Analysis;
use crate::judge::operations::{FailureEnding, KeyedOperation};
use crate::judge::problem::Problem;
use crate::render::sentences;
use crate::sort;

/// The maximum number of codes that a sentence names.
const MOST_CODES: usize = 4;

/// The operations of a flow, counted by their subjects.
pub(crate) struct FlowResults<'a> {
    /// Operations whose last result is a success.
    pub(crate) ok: u32,
    /// Operations whose last result is a failure.
    pub(crate) failed: u32,
    /// The operation that is counted: the one furthest along the flow that has results.
    operation: Option<&'static Operation>,
    keyed: Vec<&'a KeyedOperation>,
    /// The most severe finding of its operations, above the severity "info".
    worst: Option<&'a Problem>,
}

impl<'a> FlowResults<'a> {
    /// The results of a flow.
    pub(crate) fn of(flow: &'static Flow, analysis: &'a Analysis, findings: &'a [Problem]) -> Self {
        let is_own = |keyed: &&KeyedOperation| keyed.operation.flow == flow.id;
        let keyed: Vec<&KeyedOperation> = analysis.operations.keyed.iter().filter(is_own).collect();
        // An operation that names its subject is more specific than calls that handle several subjects at once.
        let place = |keyed: &&KeyedOperation| {
            let step = flow.steps.iter().position(|step| step.id == keyed.operation.step);
            (keyed.operation.severity != Severity::Info, keyed.is_keyed, step)
        };
        // Part of another operation: counted only if no top-level operation ended.
        let is_top_level = |keyed: &&&KeyedOperation| keyed.operation.part_of.is_empty();
        let top_level = keyed.iter().filter(is_top_level).copied().max_by_key(place);
        let operation = top_level.or(keyed.iter().copied().max_by_key(place)).map(|keyed| keyed.operation);
        let counted =
            || keyed.iter().filter(|keyed| Some(keyed.operation.id) == operation.map(|known| known.id));
        let is_of_flow = |problem: &&Problem| {
            problem.flow.id == flow.id && problem.operation().is_some() && problem.severity != Severity::Info
        };
        Self {
            ok: counted().filter(|keyed| !has_failed(keyed) && keyed.succeeded > 0).count() as u32,
            failed: counted().filter(|keyed| has_failed(keyed)).count() as u32,
            operation,
            worst: findings.iter().find(is_of_flow),
            keyed,
        }
    }

    /// The verdict of the flow.
    pub(crate) fn verdict(&self) -> FlowVerdict {
        match self.worst {
            Some(problem) if problem.severity == Severity::Error || self.ok == 0 => FlowVerdict::Failed,
            _ if self.ok > 0 => FlowVerdict::Ok,
            _ => FlowVerdict::NoLog,
        }
    }

    /// The finding of a failed operation with the severity "error".
    pub(crate) fn failure(&self) -> Option<&Problem> {
        self.worst.filter(|problem| problem.severity == Severity::Error)
    }

    /// The sentence of the verdict; `None` if no operation ended.
    pub(crate) fn summary(&self) -> Option<String> {
        let (one, many) = self.operation?.run;
        let all = self.ok + self.failed;
        let several = self.several_failed().filter(|_| self.verdict() == FlowVerdict::Failed);
        let counted = match (self.ok, all) {
            _ if let Some(several) = &several => several.clone(),
            (1, 1) => format!("The {one} succeeded."),
            (ok, all) if ok == all => format!("All {all} {many} succeeded."),
            (ok, all) => format!("{ok} of {all} {many} succeeded."),
        };
        match (self.verdict(), self.worst) {
            (FlowVerdict::Failed, Some(worst)) if several.is_some() => {
                Some(format!("{counted} {}.", sentences::of_finding(worst)))
            }
            (FlowVerdict::Failed, Some(worst)) if self.ok == 0 => Some(sentences::of_finding(worst)),
            (FlowVerdict::Failed, Some(worst)) => {
                Some(format!("{}. {counted}", sentences::of_finding(worst)))
            }
            (FlowVerdict::Ok, Some(worst)) => Some(format!("{counted} {}.", sentences::of_finding(worst))),
            (FlowVerdict::Ok, None) => Some(counted),
            _ => None,
        }
    }

    /// How many of several updates failed, and with which codes: "3 of 5 installations of updates failed: 0x80070643
    /// (2), 0x800F0922 (1)."; `None` if at most one failed.
    pub(crate) fn several_failed(&self) -> Option<String> {
        let operation = self.operation.filter(|operation| operation.is_of_updates && self.failed > 1)?;
        let mut codes: Vec<(String, u32)> = Vec::new();
        let failed =
            self.keyed.iter().filter(|keyed| keyed.operation.id == operation.id && has_failed(keyed));
        for code in failed.filter_map(|keyed| keyed.failure.as_ref()?.code.map(spell)) {
            match codes.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => codes.push((code, 1)),
            }
        }
        sort::by(&mut codes, |(a, many), (b, more)| more.cmp(many).then(a.cmp(b)));
        let named: Vec<String> =
            codes.iter().take(MOST_CODES).map(|(code, count)| format!("{code} ({count})")).collect();
        let others = if codes.len() > MOST_CODES { ", and others" } else { "" };
        let codes = if named.is_empty() { String::new() } else { format!(": {}{others}", named.join(", ")) };
        Some(format!("{} of {} {} failed{codes}.", self.failed, self.ok + self.failed, operation.run.1))
    }

    /// The verdict of a step of the flow; `None` if no operation of the step ended.
    pub(crate) fn verdict_of(&self, step: &Step) -> Option<Verdict> {
        let of_step = || self.keyed.iter().filter(|keyed| keyed.operation.step == step.id);
        match (of_step().any(|keyed| has_failed(keyed)), of_step().any(|keyed| keyed.succeeded > 0)) {
            (true, _) => Some(Verdict::Failed),
            (false, true) => Some(Verdict::Ok),
            (false, false) => None,
        }
    }
}

/// Whether the last result of an operation is a failure.
fn has_failed(keyed: &KeyedOperation) -> bool {
    keyed.failure.as_ref().is_some_and(|failure| matches!(failure.ending, FailureEnding::Decisive))
}
