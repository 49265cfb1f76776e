//! How often it happens, and whether it still happens.

use report::{Finding, FlowRow, FlowVerdict, Severity, Statement};

use crate::judge::analysis::Analysis;
use crate::render::report_rows::{evidence, moment};
use crate::render::sentences;

/// How often the runs of a failing flow fail; without runs, how often the most severe finding occurred.
pub(crate) fn repetition(
    analysis: &Analysis,
    failing: Option<&FlowRow>,
    findings: &[Finding],
) -> Vec<Statement> {
    let flow = failing.and_then(|row| Some((row, knowledge::flow(&row.flow)?)));
    match flow.filter(|(row, _)| row.counts.failed > 0 && row.leading_run.is_some()) {
        Some((row, flow)) => of_runs(analysis, row, flow),
        None => of_finding(findings),
    }
}

fn of_runs(analysis: &Analysis, row: &FlowRow, flow: &knowledge::Flow) -> Vec<Statement> {
    let (one, many) = flow.run;
    let (failed, all) = (row.counts.failed, row.counts.ok + row.counts.failed);
    let counted = match (failed, all) {
        (1, 1) => format!("The only {one} in these logs failed."),
        (failed, all) if failed == all => format!("All {all} {many} in these logs failed."),
        (failed, all) => format!("{failed} of {all} {many} failed."),
    };
    let mut statements = vec![Statement { summary: counted, evidence: Vec::new() }];
    let last = row.leading_run.and_then(|id| analysis.runs.get(id as usize - 1));
    let still = last.and_then(|judged| {
        let failure = judged.failure()?;
        let at = moment(&failure.proof, judged.run.span().1)
            .map_or_else(String::new, |time| [" at ", &sentences::time(&time)].concat());
        Some(Statement {
            summary: format!("It still happens: the last {one} failed{at}."),
            evidence: vec![evidence(&failure.proof, &analysis.logs)],
        })
    });
    let over = row.history.recovery.as_ref().filter(|_| row.verdict == FlowVerdict::Ok);
    let over = over.map(|recovery| Statement {
        summary: sentences::of_recovery(flow, recovery),
        evidence: vec![recovery.evidence.clone()],
    });
    statements.extend(still.or(over));
    let pattern = row.history.pattern.as_ref();
    statements
        .extend(pattern.map(|pattern| Statement { summary: pattern.summary.clone(), evidence: Vec::new() }));
    statements
}

/// How often the most severe finding occurred.
fn of_finding(findings: &[Finding]) -> Vec<Statement> {
    let worst = findings.first().filter(|finding| finding.severity != Severity::Info);
    let statement = |finding: &Finding| {
        let times = finding.first_seen.as_ref().zip(finding.last_seen.as_ref());
        let between = |(first, last): (&String, &String)| match finding.count {
            1 => format!(", at {}", sentences::time(first)),
            _ => format!(", first at {}, last at {}", sentences::time(first), sentences::time(last)),
        };
        let times = times.map_or_else(String::new, between);
        let count = if finding.count == 1 { "Once".to_owned() } else { format!("{} times", finding.count) };
        Statement {
            summary: format!("{count} in these logs{times}."),
            evidence: finding
                .evidence
                .iter()
                .filter(|line| line.text == finding.text)
                .take(1)
                .cloned()
                .collect(),
        }
    };
    worst.map(statement).into_iter().collect()
}
