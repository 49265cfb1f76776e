//! The leaves of a flow (steps without parts, and parts), and the logs that can decide about each.

use knowledge::{EvidenceKind, Flow, LogLevel, Step};

use crate::sort;

/// The steps of a flow without parts, and the parts of the others.
pub(crate) fn leaves(flow: &'static Flow) -> impl Iterator<Item = &'static Step> {
    flow.steps.iter().filter(move |step| !has_parts(flow, step))
}

/// Whether a step has parts.
pub(crate) fn has_parts(flow: &'static Flow, step: &Step) -> bool {
    flow.steps.iter().any(|other| is_part_of(other.id, step.id))
}

/// Whether `part` is a part of `step`: `1.10` of `1`.
pub(crate) fn is_part_of(part: &str, step: &str) -> bool {
    part.strip_prefix(step).is_some_and(|rest| rest.starts_with('.'))
}

/// The leaf after a step.
pub(crate) fn next_leaf(flow: &'static Flow, step: &str) -> Option<&'static Step> {
    leaves(flow).skip_while(|leaf| leaf.id != step).nth(1)
}

/// A log that can decide about a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DecidingLog {
    /// Its name.
    pub(crate) log: &'static str,
    /// Whether it does so only with verbose logging.
    pub(crate) is_verbose: bool,
    /// Whether it only repeats what another log reports.
    pub(crate) is_echo: bool,
}

/// The logs that can decide about a step, each once; logs written at the default level come first.
///
/// A log that only shows progress decides nothing.
pub(crate) fn deciding(step: &'static Step) -> Vec<DecidingLog> {
    let decides = |evidence: &&knowledge::Evidence| {
        matches!(evidence.shows, EvidenceKind::Started | EvidenceKind::Done | EvidenceKind::Failed)
            && !evidence.is_of_machine()
            && !is_spare(evidence)
    };
    let mut logs: Vec<DecidingLog> = Vec::new();
    for evidence in knowledge::evidence_of(step).iter().filter(decides) {
        let is_verbose = evidence.level != LogLevel::Default;
        let is_echo = evidence.is_echo() && evidence.shows == EvidenceKind::Failed;
        match logs.iter_mut().find(|known| known.log == evidence.log) {
            Some(known) => {
                known.is_verbose &= is_verbose;
                known.is_echo &= is_echo;
            }
            None => logs.push(DecidingLog { log: evidence.log, is_verbose, is_echo }),
        }
    }
    sort::by_key(&mut logs, |log| log.is_verbose);
    logs
}

/// Whether users are never asked for the log of this evidence.
fn is_spare(evidence: &knowledge::Evidence) -> bool {
    knowledge::log(evidence.log).is_some_and(|log| log.optional)
}

/// The names of the logs that can decide about a step; logs written at the default level come first.
pub(crate) fn logs_of(step: &'static Step) -> impl Iterator<Item = &'static str> {
    deciding(step).into_iter().map(|deciding| deciding.log)
}

/// The logs that show at the default level how a step ends, not only that a deeper layer failed.
pub(crate) fn logs_of_end(step: &'static Step) -> impl Iterator<Item = &'static str> {
    let ends = |evidence: &&knowledge::Evidence| {
        let is_echo = evidence.is_echo() && evidence.shows == EvidenceKind::Failed;
        matches!(evidence.shows, EvidenceKind::Done | EvidenceKind::Failed)
            && evidence.level == LogLevel::Default
            && !evidence.is_of_machine()
            && !is_echo
            && !is_spare(evidence)
    };
    knowledge::evidence_of(step).iter().filter(ends).map(|evidence| evidence.log)
}
