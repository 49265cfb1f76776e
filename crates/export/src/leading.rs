//! What a report is about first: its leading flow, run and finding, and the facts of the machine.

use report::{Finding, FlowRow, FlowVerdict, Report, Run, Severity};

use crate::ticket::TicketText;
use crate::times::LogZones;
use crate::wording::count;

/// The machine, since when it fails, and how its runs ended.
pub(crate) fn facts(report: &Report, zones: &LogZones) -> Vec<(&'static str, TicketText)> {
    let mut facts: Vec<(&'static str, TicketText)> = Vec::new();
    if !report.machine.is_empty() {
        facts.push(("Machine", TicketText::default().code(report.machine.as_str())));
    }
    if let Some(client) = report.client_kind {
        facts.push(("Client", client.words().into()));
    }
    if let Some(bundle) = &report.bundle {
        facts.push(("Source", bundle.as_str().into()));
    }
    let Some(flow) = leading_flow(report) else { return facts };
    if let Some(since) = &flow.failing_since {
        facts.push(("Failing since", zones.show(since).into()));
    }
    let is_bad = matches!(flow.verdict, FlowVerdict::Failed | FlowVerdict::Stopped);
    if is_bad || flow.last_success.is_some() {
        let last = zones.show_or(flow.last_success.as_ref(), "none in these logs");
        facts.push(("Last success", last.into()));
    }
    if flow.counts.all() > 0 {
        facts.push(("Runs", runs(flow).into()));
    }
    if let Some(run) = leading_run(report, flow) {
        if let Some(server) = &run.server {
            facts.push(("Server", TicketText::default().code(server.as_str())));
        }
        if let Some(start) = &run.start {
            facts.push(("Start of the run shown", zones.show(start).into()));
        }
    }
    facts
}

/// How the runs of a flow ended: "15 of 42 runs failed, 16 succeeded".
fn runs(flow: &FlowRow) -> String {
    let counts = &flow.counts;
    let ways = [
        (counts.ok, "succeeded"),
        (counts.cancelled, "cancelled by the caller"),
        (counts.skipped, "answered from the cache"),
        (counts.incomplete, "incomplete"),
    ];
    let ways = ways.into_iter().filter(|(number, _)| *number > 0);
    let ways: Vec<String> = ways.map(|(number, way)| format!("{number} {way}")).collect();
    let all = count(counts.all().into(), "run", "runs");
    match (counts.failed, ways.join(", ")) {
        (0, ways) => format!("{all}: {ways}"),
        (failed, ways) if ways.is_empty() => format!("{failed} of {all} failed"),
        (failed, ways) => format!("{failed} of {all} failed, {ways}"),
    }
}

/// The finding of the headline, else the most severe, unless it is only information.
pub(crate) fn leading_finding(report: &Report) -> Option<&Finding> {
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

/// The run that a flow's verdict is taken from.
fn leading_run<'r>(report: &'r Report, flow: &FlowRow) -> Option<&'r Run> {
    flow.leading_run.and_then(|id| report.runs.iter().find(|run| run.id == id))
}
