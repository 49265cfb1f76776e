//! The ticket of one machine: the summary first, then the answers, the findings with the plan, what the runs show
//! together, and the logs.

use std::slice::from_ref;

use report::{Finding, FlowVerdict, Report, StepRow};

use crate::context::ExportContext;
use crate::finding::{add_brief, add_full};
use crate::labels::flow_title;
use crate::leading::{facts, leading_finding, leading_flow};
use crate::sections::{add_answers, add_history, add_logs, add_missing_logs};
use crate::ticket::{TicketPart, TicketText, add_list};
use crate::times::LogZones;
use crate::wording::{cited, count, headline};

/// How many findings are described; the others are counted.
const FINDINGS: usize = 20;

/// The ticket of one machine.
pub(crate) fn add_machine<'r>(
    parts: &mut Vec<TicketPart<'r>>,
    report: &'r Report,
    context: &ExportContext<'_>,
) {
    let zones = LogZones::of(report);
    let title = match report.machine.as_str() {
        "" => TicketText::from("Windows Update diagnosis"),
        machine => TicketText::from("Windows Update diagnosis of ").code(machine),
    };
    parts.push(TicketPart::Heading(1, title));
    parts.push(TicketPart::Paragraph(TicketText::default().strong(headline(report))));
    let facts = facts(report, &zones);
    if !facts.is_empty() {
        parts.push(TicketPart::Facts(facts));
    }
    add_since(parts, report, &zones);
    add_other_flows(parts, report);
    let conditions = report.active_conditions.iter();
    let conditions = conditions.map(|one| cited(one.summary.as_str().into(), from_ref(&one.evidence)));
    add_list(parts, "Still in effect when the logs end", conditions.collect());
    add_steps(parts, report);
    add_answers(parts, report, context);
    add_findings(parts, report, &zones);
    add_history(parts, report, &zones);
    add_missing_logs(parts, report, &zones);
    add_logs(parts, report, &zones);
}

/// The first line of the failure, and the lines that prove that others are over.
fn add_since<'r>(parts: &mut Vec<TicketPart<'r>>, report: &'r Report, zones: &LogZones) {
    if let Some(line) = leading_flow(report).and_then(|flow| flow.history.failing_since_line.as_ref()) {
        parts.push(TicketPart::Paragraph("The first failure since the last success:".into()));
        parts.push(TicketPart::Quote(line));
    }
    for recovery in report.flows.iter().filter_map(|flow| flow.history.recovery.as_ref()) {
        let what = recovery.code.as_deref().unwrap_or("the failure");
        let last = zones.show_or(recovery.last_failed.as_ref(), "at an unknown time");
        let good = zones.show_or(recovery.good_since.as_ref(), "an unknown time");
        let text = TicketText::default().strong("Fixed:");
        let text = text.plain(format!(" {what} at step {} last {last}, good since {good}:", recovery.step));
        parts.push(TicketPart::Paragraph(text));
        parts.push(TicketPart::Quote(&recovery.evidence));
    }
}

/// The sentences of the other flows that have logs.
fn add_other_flows(parts: &mut Vec<TicketPart<'_>>, report: &Report) {
    let leading = leading_flow(report).map(|flow| flow.flow.as_str());
    let others = report.flows.iter().filter(|flow| {
        let is_shown = report.headline.summary.contains(flow.summary.trim_end_matches('.'));
        Some(flow.flow.as_str()) != leading && flow.verdict != FlowVerdict::NoLog && !is_shown
    });
    let others = others.map(|flow| TicketText::from(format!("{}: {}", flow_title(&flow.flow), flow.summary)));
    add_list(parts, "Other processes", others.collect());
}

/// The steps of the leading flow with their verdicts.
fn add_steps(parts: &mut Vec<TicketPart<'_>>, report: &Report) {
    let Some(flow) = leading_flow(report) else { return };
    let steps = flow.steps.iter().filter(|step| !step.step.contains('.'));
    let service = report.service_of(flow.leading_run);
    let steps = steps.map(|row| {
        let title = knowledge::step_title(&flow.flow, &row.step, service);
        let text = TicketText::from(format!("Step {}, {title}: ", row.step)).strong(row.verdict.word());
        text.plain(step_note(row))
    });
    add_list(parts, "Steps", steps.collect());
}

fn step_note(row: &StepRow) -> String {
    row.note.as_ref().map_or(String::new(), |note| format!(" – {note}"))
}

/// All findings: the leading one with its plan.
fn add_findings<'r>(parts: &mut Vec<TicketPart<'r>>, report: &'r Report, zones: &LogZones) {
    if report.findings.is_empty() {
        return;
    }
    parts.push(TicketPart::Heading(2, "Findings".into()));
    let leading = leading_finding(report).or(report.findings.first());
    let others = report.findings.iter().filter(|finding| Some(finding.id.as_str()) != id_of(leading));
    for (number, finding) in (1..).zip(leading.into_iter().chain(others)).take(FINDINGS) {
        if number == 1 {
            add_full(parts, report, finding, zones);
        } else {
            add_brief(parts, report, (number, finding), zones);
        }
    }
    let more = report.findings.len().saturating_sub(FINDINGS);
    if more > 0 {
        let text = format!("{} not shown here.", count(more as u64, "more finding is", "more findings are"));
        parts.push(TicketPart::Paragraph(text.into()));
    }
}

fn id_of(finding: Option<&Finding>) -> Option<&str> {
    finding.map(|finding| finding.id.as_str())
}
