//! The meaning of a line that only names a failing code: evidence of a step that its log covers.

use std::sync::OnceLock;

use knowledge::{Evidence, EvidenceId, EvidenceKind, FailureRole, LineScope, LogLevel, RunEffect, RunLink};

/// The steps that the failing lines of a log can belong to, those with most of its evidence first, as evidence that the
/// log names a code there. For an unknown log: the steps of all logs. Never empty.
pub(crate) fn evidence_of_details(log: Option<&str>) -> impl Iterator<Item = &'static Evidence> {
    let known = rows().iter().any(|(row, _)| Some(row.log) == log);
    rows().iter().filter(move |(row, _)| !known || Some(row.log) == log).map(|(row, _)| row)
}

/// A line of this log that reports a failure in words only, as evidence of the step with most of its evidence; for an
/// unknown log, of the first step of all.
pub(crate) fn evidence_of_failure_line(log: Option<&str>) -> Option<&'static Evidence> {
    static ROWS: OnceLock<Vec<Evidence>> = OnceLock::new();
    let in_words = |(row, _): &(Evidence, usize)| Evidence { summary: "a line reports a failure", ..*row };
    ROWS.get_or_init(|| rows().iter().map(in_words).collect())
        .iter()
        .find(|row| log.is_none_or(|log| row.log == log))
}

/// A row per log and step, with the number of kinds of lines that the step has in that log; the highest number first.
fn rows() -> &'static [(Evidence, usize)] {
    static ROWS: OnceLock<Vec<(Evidence, usize)>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows: Vec<(Evidence, usize)> = Vec::new();
        for evidence in knowledge::all_evidence() {
            let is_same = |row: &&mut (Evidence, usize)| {
                (row.0.log, row.0.flow, row.0.step) == (evidence.log, evidence.flow, evidence.step)
            };
            // The lines by which runs are recognized show what a log is about.
            let weight = usize::from(evidence.scope != LineScope::Operation);
            match rows.iter_mut().find(is_same) {
                Some(row) => row.1 += weight,
                None => rows.push((detail(evidence), weight)),
            }
        }
        // Nothing is downloaded or installed without a search: if a log covers searches too, they come first.
        let is_search = |row: &Evidence| knowledge::flow(row.flow).is_some_and(|flow| flow.service);
        crate::sort::by_key(&mut rows, |(row, count)| std::cmp::Reverse((is_search(row), *count)));
        rows
    })
}

/// A detail of the step of this evidence, in its log.
fn detail(evidence: &Evidence) -> Evidence {
    Evidence {
        index: EvidenceId(u16::MAX),
        id: "detail",
        flow: evidence.flow,
        step: evidence.step,
        summary: "the log names a failing code",
        log: evidence.log,
        components: &[],
        shows: EvidenceKind::Failed,
        level: LogLevel::Default,
        topic: 0,
        scope: LineScope::Operation,
        link: RunLink::NONE,
        effect: RunEffect { role: FailureRole::Reason, ..RunEffect::NONE },
        result: None,
    }
}
