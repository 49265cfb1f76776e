//! What a report is about first: its leading finding and flow.

use report::{Finding, FlowRow, Report, Severity};

/// The finding of the headline, else the most severe, unless it is only information.
fn leading_finding(report: &Report) -> Option<&Finding> {
    let id = report.headline.finding.as_deref();
    let of_headline = report.findings.iter().find(|finding| Some(finding.id.as_str()) == id);
    of_headline.or(report.findings.first().filter(|finding| finding.severity != Severity::Info))
}

/// The flow of the headline's finding, else the first.
pub(crate) fn leading_flow(report: &Report) -> Option<&FlowRow> {
    let finding = report.headline.finding.as_ref().and_then(|_| leading_finding(report));
    let of_finding = finding.and_then(|finding| report.flows.iter().find(|flow| flow.flow == finding.flow));
    of_finding.or(report.flows.first())
}
