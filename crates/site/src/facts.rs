//! What belongs together in the knowledge: the codes and steps of causes, and the lines of logs.

use knowledge::{Cause, Evidence, EvidenceKind, Flow, Step};

/// Each item once, in the order of first occurrence.
pub(crate) fn once<T: PartialEq>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut once: Vec<T> = Vec::new();
    for thing in things {
        if !once.contains(&thing) {
            once.push(thing);
        }
    }
    once
}

/// The codes of a cause.
pub(crate) fn codes_of(cause: &Cause) -> Vec<u32> {
    once(cause.when.iter().flat_map(|when| when.codes).copied())
}

/// The steps that fail because of a cause, as `flow/step`.
pub(crate) fn steps_of(cause: &Cause) -> Vec<&'static str> {
    once(cause.when.iter().flat_map(|when| when.at).copied())
}

/// A step by its flow and ID: `client-scan/3`.
pub(crate) fn step_at(at: &str) -> Option<(&'static Flow, &'static Step)> {
    let (flow, step) = at.split_once('/')?;
    Some((knowledge::flow(flow)?, knowledge::step(flow, step)?))
}

/// The causes that make a step or one of its substeps fail.
pub(crate) fn causes_at(flow: &str, step: &str) -> Vec<&'static Cause> {
    let whole = |step: &str| step.split('.').next().unwrap_or_default().to_owned();
    let is_here = |at: &&str| {
        at.split_once('/')
            .is_some_and(|(of, id)| of == flow && (id == step || whole(id) == step || whole(step) == id))
    };
    knowledge::causes().iter().filter(|cause| steps_of(cause).iter().any(is_here)).collect()
}

/// Whether a line shows a failure, or the reason inside one.
pub(crate) fn shows_failure(line: &Evidence) -> bool {
    line.shows == EvidenceKind::Failed || line.is_reason()
}

/// The first sample of a line.
pub(crate) fn sample(line: &Evidence) -> Option<&'static str> {
    knowledge::evidence_samples(line.index).first().copied()
}
