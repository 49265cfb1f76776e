//! The answers for one machine, in the order of the questions.

use report::{Finding, FlowRow, FlowVerdict, MomentRow, ScopingAnswer, SettingRow, Severity, Statement};

use crate::judge::analysis::Analysis;
use crate::render::scoping::attempts::attempts;
use crate::render::scoping::last_success::last_success;
use crate::render::scoping::repetition::repetition;
use crate::render::scoping::versions::versions;

/// The maximum number of findings in the answer to what fails.
const MOST_FINDINGS: usize = 3;

/// The answers for one machine. Questions that its logs do not answer have none.
pub(crate) fn scoping_answers(
    analysis: &Analysis,
    flows: &[FlowRow],
    findings: &[Finding],
    settings: &[SettingRow],
    moments: &[MomentRow],
) -> Vec<ScopingAnswer> {
    let is_failing = |row: &&FlowRow| matches!(row.verdict, FlowVerdict::Failed | FlowVerdict::Stopped);
    let failed_before = |row: &&FlowRow| row.history.recovery.is_some();
    let failing = flows.iter().find(is_failing).or_else(|| flows.iter().find(failed_before));
    let answers = |question: &knowledge::Question| match question.id {
        "failure" => failures(findings),
        "frequency" => repetition(analysis, failing, findings),
        "last-worked" => failing.map_or_else(Vec::new, |row| last_success(analysis, row)),
        "versions" => versions(&analysis.logs, settings),
        "tried" => attempts(analysis, failing, moments),
        _ => Vec::new(),
    };
    let answer = |question: &knowledge::Question| ScopingAnswer {
        question: question.id.to_owned(),
        statements: answers(question),
    };
    let all = knowledge::questions().iter().map(answer);
    all.filter(|answer| !answer.statements.is_empty()).collect()
}

/// What fails: the most severe findings.
fn failures(findings: &[Finding]) -> Vec<Statement> {
    let severe = findings.iter().filter(|finding| finding.severity != Severity::Info);
    let statement = |finding: &Finding| Statement {
        summary: [finding.summary.trim_end_matches('.'), "."].concat(),
        evidence: finding.evidence.iter().filter(|line| line.text == finding.text).take(1).cloned().collect(),
    };
    severe.take(MOST_FINDINGS).map(statement).collect()
}
