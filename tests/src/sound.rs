//! Whether a report is sound: its quotations are at their positions, its verdict is that of its runs, and it is the
//! same for all ways of reading its files.

use std::collections::BTreeMap;

use diagnosis::DiagnosisSession;
use report::{EvidenceLine, FlowHistory, FlowVerdict, Outcome, Report, Verdict};

use crate::analyze::{Way, analyze, session_of, texts_by_number};
use crate::notation::TestFile;
use crate::text::text_of;

/// Panics if the report depends on how the files were read: block size, order, workers.
pub fn check_ways(files: &[TestFile], block: usize) {
    let whole = analyze(files, Way::default());
    for way in [
        Way { block, ..Way::default() },
        Way { block, backwards: true, workers: 1 },
        Way { block, backwards: false, workers: 3 },
    ] {
        assert_eq!(analyze(files, way), whole, "{way:?}");
    }
}

/// Panics if the report depends on the order in which the files were dropped.
pub fn check_order(files: &[TestFile]) {
    let expected = text_of(&analyze(files, Way::default()));
    let turned: Vec<TestFile> = files.iter().rev().cloned().collect();
    assert_eq!(text_of(&analyze(&turned, Way::default())), expected, "dropped the other way round");
}

/// Panics if the lines around a quotation of the report are missing, or do not contain it.
pub fn check_lines(files: &[TestFile]) {
    let (session, texts) = (session_of(files, Way::default()), texts_by_number(files));
    for evidence in evidence_of(&session.report()) {
        check_line(&session, evidence, &texts);
    }
}

fn check_line(session: &DiagnosisSession, evidence: &EvidenceLine, texts: &BTreeMap<u32, Vec<u8>>) {
    let around = session.line_context(evidence.file, evidence.line, 2, 2);
    let Some(around) = around else { panic!("nothing is around {evidence:?}") };
    let bytes = &texts[&evidence.file];
    let bytes = &bytes[around.bytes.start as usize..around.bytes.end as usize];
    let rows = session.lines_around(evidence.file, &around, bytes, evidence.line);
    // Lines are asked for by their number: of many entries on one line only those next to its last are shown.
    let share_the_line = rows.iter().filter(|row| row.chosen).count() > 1;
    // Both are cut if they are very long, the quotation earlier.
    let quoted = rows.iter().any(|row| row.chosen && row.text.starts_with(&evidence.text));
    assert!(quoted || share_the_line, "{evidence:?} is not in {rows:?}");
}

/// Every line that the report quotes.
fn evidence_of(report: &Report) -> impl Iterator<Item = &EvidenceLine> {
    let steps = report.runs.iter().flat_map(|run| &run.steps);
    let steps = steps.chain(report.flows.iter().flat_map(|flow| &flow.steps));
    let of_steps = steps.flat_map(|step| &step.evidence);
    let against = report.findings.iter().flat_map(|finding| &finding.contradictions);
    let against = against.filter_map(|against| against.evidence.as_ref());
    let sides = report.findings.iter().flat_map(|finding| &finding.server_requests);
    let of_findings = report.findings.iter().flat_map(|finding| &finding.evidence);
    let of_updates = report.updates.iter().flat_map(|update| &update.facts).map(|fact| &fact.evidence);
    let of_settings = report.settings.iter().flat_map(|setting| &setting.values).map(|value| &value.evidence);
    let of_runs = of_steps.chain(of_findings).chain(against).chain(sides.map(|side| &side.evidence));
    let of_histories = report.flows.iter().flat_map(|flow| evidence_of_history(&flow.history));
    let of_answers = report.scoping.iter().flat_map(|answer| &answer.statements);
    let of_answers = of_answers.flat_map(|statement| &statement.evidence);
    of_runs.chain(of_updates).chain(of_settings).chain(of_histories).chain(of_answers)
}

/// Every line that the history of a flow quotes.
fn evidence_of_history(history: &FlowHistory) -> impl Iterator<Item = &EvidenceLine> {
    let changes = history.changes.iter().flat_map(|changes| &changes.rows);
    let retries = history.retries.iter().flat_map(|retry| &retry.evidence);
    let recovery = history.recovery.iter().map(|recovery| &recovery.evidence);
    let of_changes = changes.flat_map(|change| &change.evidence);
    history.failing_since_line.iter().chain(recovery).chain(of_changes).chain(retries)
}

/// Panics if the report contradicts itself; `what` names it.
pub fn check_sound(report: &Report, files: &[TestFile], what: &str) {
    for machine in &report.machines {
        check_sound(machine, files, what);
    }
    let texts = texts_by_number(files);
    for evidence in evidence_of(report) {
        check_quote(evidence, &texts, what);
    }
    let mut ids: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(
        ids.len(),
        all,
        "{what}: {:?}",
        report.findings.iter().map(|finding| &finding.id).collect::<Vec<_>>()
    );
    for finding in &report.findings {
        assert!(is_complete(&finding.summary), "{what}: {}", finding.summary);
        assert!(
            finding.evidence.iter().any(|evidence| evidence.text == finding.text),
            "{what}: {}",
            finding.id
        );
    }
    for flow in &report.flows {
        assert!(is_complete(&flow.summary), "{what}: {}", flow.summary);
        let mut verdicts = flow.steps.iter().map(|step| step.verdict);
        assert!(
            flow.verdict != FlowVerdict::Failed || verdicts.any(|verdict| verdict == Verdict::Failed),
            "{what}: {} failed, but none of its steps: {}",
            flow.flow,
            flow.summary
        );
        let Some(run) = flow.leading_run.map(|id| &report.runs[id as usize - 1]) else { continue };
        let fits = match flow.verdict {
            FlowVerdict::Ok => run.outcome == Outcome::Ok,
            // Something may have failed beside the run that leads.
            FlowVerdict::Failed => run.outcome == Outcome::Failed || is_failed_beside(report, &flow.flow),
            FlowVerdict::Stopped => run.outcome == Outcome::Failed,
            FlowVerdict::Incomplete => run.outcome == Outcome::Incomplete,
            FlowVerdict::Cancelled => run.outcome == Outcome::Cancelled,
            FlowVerdict::Skipped => run.outcome == Outcome::Skipped,
            FlowVerdict::NoLog => false,
        };
        assert!(fits, "{what}: {:?} of a run that is {:?}", flow.verdict, run.outcome);
        let failed = run.steps.iter().any(|step| step.verdict == Verdict::Failed);
        assert!(
            !failed || run.outcome == Outcome::Failed,
            "{what}: a step of a run that is {:?} failed",
            run.outcome
        );
        let is_reported = report.findings.iter().any(|finding| finding.summary == flow.summary);
        assert!(is_reported || run.outcome != Outcome::Failed, "{what}: no finding reports {}", flow.summary);
    }
}

/// Whether a sentence is one nonempty line with every `{placeholder}` of the knowledge base filled; what it takes
/// from a log may contain braces.
fn is_complete(sentence: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b == b'_' || b.is_ascii_lowercase());
    let mut braced = sentence.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    !sentence.is_empty() && !sentence.contains(['\r', '\n']) && !braced.any(is_name)
}

fn check_quote(evidence: &EvidenceLine, texts: &BTreeMap<u32, Vec<u8>>, what: &str) {
    let bytes = &texts[&evidence.file];
    let encoding = logfile::recognize(bytes.len() as u64, bytes, bytes, None).encoding;
    let [from, to] = evidence.bytes;
    let quoted = &bytes[from as usize..to as usize];
    assert_eq!(
        logfile::decode(encoding, from, quoted),
        evidence.text,
        "{what}: {} line {}",
        evidence.log,
        evidence.line
    );
    assert!(evidence.line >= 1 && evidence.line <= bytes.len() as u64 + 1, "{what}");
}

/// Whether an operation of a flow failed that is no run.
fn is_failed_beside(report: &Report, flow: &str) -> bool {
    let is_error = |finding: &&report::Finding| finding.severity == report::Severity::Error;
    let mut errors = report.findings.iter().filter(is_error);
    errors.any(|finding| finding.flow == flow && finding.last_run.is_none())
}
