//! What a line shows that names a failing code and nothing else: evidence of a step that its log is about.

use std::sync::OnceLock;

use knowledge::{Evidence, EvidenceId, EvidenceKind, FailureRole, LineScope, LogLevel, RunEffect, RunLink};

/// The steps that the failing lines of a log are about, those with most of its evidence first, as evidence that the log
/// names a code there; of all logs where it is none of the known ones. Never empty.
pub(crate) fn evidence_of_details(log: Option<&str>) -> impl Iterator<Item = &'static Evidence> {
    let known = rows().iter().any(|(row, _)| Some(row.log) == log);
    rows().iter().filter(move |(row, _)| !known || Some(row.log) == log).map(|(row, _)| row)
}

/// A row per log and step, with how many kinds of lines of runs the step has in that log; those with most first.
fn rows() -> &'static [(Evidence, usize)] {
    static ROWS: OnceLock<Vec<(Evidence, usize)>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows: Vec<(Evidence, usize)> = Vec::new();
        for evidence in knowledge::all_evidence() {
            let is_same = |row: &&mut (Evidence, usize)| {
                (row.0.log, row.0.flow, row.0.step) == (evidence.log, evidence.flow, evidence.step)
            };
            // What runs are recognized by says what a log is about.
            let weight = usize::from(evidence.scope != LineScope::Operation);
            match rows.iter_mut().find(is_same) {
                Some(row) => row.1 += weight,
                None => rows.push((detail(evidence), weight)),
            }
        }
        // Without a search nothing is downloaded or installed: where a log is about that, too, it comes first.
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
