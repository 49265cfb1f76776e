//! A finding as parts of a ticket: its lines, its causes with the reasons, and what to do.

use knowledge::Cause;
use knowledge::prose::Shell;
use report::{CauseReasons, CodeSeen, Confidence, EvidenceLine, Finding, Report, Severity, Strength};

use crate::labels::{cause_title, flow_title};
use crate::plan::PlanValues;
use crate::ticket::{TicketPart, TicketText};
use crate::times::LogZones;
use crate::wording::{certainty, cited, count, kind, statement};

/// How many lines of the leading finding are quoted, and of the others.
const LINES: (usize, usize) = (6, 2);

/// Adds a finding in full: the first one of the ticket.
pub(crate) fn add_full<'r>(
    parts: &mut Vec<TicketPart<'r>>,
    report: &'r Report,
    finding: &'r Finding,
    zones: &LogZones,
) {
    add_head(parts, report, (1, finding), zones);
    add_lines(parts, finding, LINES.0);
    for request in &finding.server_requests {
        let how = certainty(request.confidence);
        parts.push(TicketPart::Paragraph(format!("On the server: {} ({how})", request.summary).into()));
        parts.push(TicketPart::Quote(&request.evidence));
    }
    add_contradictions(parts, finding);
    add_reasons(parts, finding);
    let values = PlanValues { values: &finding.values, client: report.client_kind };
    let rejected = finding.rejected_values.iter().filter_map(|name| knowledge::placeholder(name));
    parts.extend(rejected.map(|rejected| TicketPart::Paragraph(rejected.rejected().into())));
    if finding.strength == Strength::Possible {
        for (cause, confidence) in causes(finding) {
            parts.push(TicketPart::Heading(4, cause_text("Possible cause: ", cause, confidence)));
            values.add_actions(parts, knowledge::remedy(cause).check);
        }
    } else if let Some(cause) = cause_of(finding).filter(|_| finding.severity != Severity::Info) {
        values.add_plan(parts, cause);
    }
    if let Some(query) = &finding.line_search {
        let text = "This CMPivot query finds the same line on other clients:";
        parts.push(TicketPart::Paragraph(text.into()));
        parts.push(TicketPart::Command(Shell::Text, query.clone()));
    }
}

/// Adds a finding in short: its lines, its cause, and the first thing to check.
pub(crate) fn add_brief<'r>(
    parts: &mut Vec<TicketPart<'r>>,
    report: &'r Report,
    (number, finding): (usize, &'r Finding),
    zones: &LogZones,
) {
    add_head(parts, report, (number, finding), zones);
    add_lines(parts, finding, LINES.1);
    add_contradictions(parts, finding);
    let check = cause_of(finding).and_then(|cause| knowledge::remedy(cause).check.first());
    if let Some(check) = check.filter(|_| finding.severity != Severity::Info) {
        let place = format!(" ({}{})", check.at(), check.on);
        let text = TicketText::from("First check: ").strong(check.title).plain(place);
        parts.push(TicketPart::Paragraph(text));
    }
}

/// The sentence of a finding, and its facts.
fn add_head(
    parts: &mut Vec<TicketPart<'_>>,
    report: &Report,
    (number, finding): (usize, &Finding),
    zones: &LogZones,
) {
    let title = format!("{number}. {}: {}", kind(finding), finding.summary);
    parts.push(TicketPart::Heading(3, TicketText::from("Finding ").plain(title)));
    let mut facts: Vec<(&'static str, TicketText)> = Vec::new();
    if let Some(subject) = &finding.subject {
        facts.push(("Subject", TicketText::default().code(subject.as_str())));
    }
    if let Some(code) = &finding.code {
        facts.push(("Code", code_text(report, code)));
    }
    if let Some(code) = &finding.outer_code {
        facts.push(("Reported as", code_text(report, code)));
    }
    facts.push(("Step", step_text(report, finding).into()));
    facts.push(("Seen", seen(finding, zones).into()));
    facts.push(("Evidence", strength(finding.strength).into()));
    let causes = causes(finding);
    if let Some((cause, confidence)) = causes.first().filter(|_| finding.strength != Strength::Possible) {
        facts.push(("Cause", cause_text("", cause, *confidence)));
        let others = causes.iter().skip(1);
        let others =
            others.map(|(cause, confidence)| format!("{} ({})", cause.title, certainty(*confidence)));
        let others: Vec<String> = others.collect();
        if !others.is_empty() {
            facts.push(("Other possible causes", others.join("; ").into()));
        }
    }
    facts.push(("ID", TicketText::default().code(finding.id.as_str())));
    parts.push(TicketPart::Facts(facts));
}

/// How sure it is that it happened.
fn strength(strength: Strength) -> &'static str {
    match strength {
        Strength::Logged => "logged: a line shows it",
        Strength::Inferred => "inferred from lines, or from a missing line",
        Strength::Possible => "possible: no line shows how the operation ended",
    }
}

fn step_text(report: &Report, finding: &Finding) -> String {
    let (flow, service) = (flow_title(&finding.flow), report.service_of(finding.last_run));
    match knowledge::step_title(&finding.flow, &finding.step, service) {
        title if title.is_empty() => format!("{} ({flow})", finding.step),
        title => format!("{}, {title} ({flow})", finding.step),
    }
}

/// How often and when it occurred.
fn seen(finding: &Finding, zones: &LogZones) -> String {
    let (first, last) = (finding.first_seen.as_ref(), finding.last_seen.as_ref());
    if finding.count <= 1 {
        return format!("once, {}", zones.show_or(first, "at an unknown time"));
    }
    let mut seen = count(finding.count.into(), "time", "times");
    if (2..finding.count).contains(&finding.bursts) {
        seen.push_str(&format!(" in {} bursts", finding.bursts));
    }
    if let Some((first, last)) = first.zip(last) {
        seen.push_str(&format!(", first {}, last {}", zones.show(first), zones.show(last)));
    }
    seen
}

/// The last lines of a finding, and the one that proves it.
fn add_lines<'r>(parts: &mut Vec<TicketPart<'r>>, finding: &'r Finding, most: usize) {
    let from = finding.evidence.len().saturating_sub(most);
    let shown = finding.evidence.iter().enumerate();
    let shown: Vec<&EvidenceLine> =
        shown.filter(|(at, line)| *at >= from || proves(finding, line)).map(|(_, line)| line).collect();
    let left_out = finding.evidence.len().saturating_sub(shown.len());
    if left_out > 0 {
        let text = format!("{} left out here.", count(left_out as u64, "line is", "lines are"));
        parts.push(TicketPart::Paragraph(text.into()));
    }
    parts.extend(shown.into_iter().map(TicketPart::Quote));
}

/// Whether a line is the one that proves the finding.
fn proves(finding: &Finding, line: &EvidenceLine) -> bool {
    line.line == finding.line && line.log == finding.log
}

/// The line that proves a finding.
pub(crate) fn proof(finding: &Finding) -> Option<&EvidenceLine> {
    finding.evidence.iter().find(|line| proves(finding, line)).or(finding.evidence.last())
}

fn add_contradictions(parts: &mut Vec<TicketPart<'_>>, finding: &Finding) {
    if !finding.contradictions.is_empty() {
        parts.push(TicketPart::Paragraph("Contradicting evidence and open questions:".into()));
        let items = finding.contradictions.iter().map(|against| {
            let lines = against.evidence.as_slice();
            cited(against.summary.as_str().into(), lines)
        });
        parts.push(TicketPart::List(items.collect()));
    }
}

/// Why the causes are ranked as they are.
fn add_reasons(parts: &mut Vec<TicketPart<'_>>, finding: &Finding) {
    if finding.reasons.is_empty() {
        return;
    }
    parts.push(TicketPart::Heading(4, "Why this cause".into()));
    for reasons in &finding.reasons {
        let almost = if reasons.is_almost { " (almost: a condition is missing)" } else { "" };
        parts.push(TicketPart::Paragraph(
            TicketText::default().strong(cause_title(&reasons.cause)).plain(almost),
        ));
        let items = reason_items(reasons);
        if !items.is_empty() {
            parts.push(TicketPart::List(items));
        }
    }
}

fn reason_items(reasons: &CauseReasons) -> Vec<TicketText> {
    let against = if reasons.is_almost { "Missing: " } else { "Against: " };
    let supporting = reasons.supporting.iter().map(|reason| statement("For: ", reason));
    let against = reasons.against.iter().map(|reason| statement(against, reason));
    let settle = reasons.settle.iter().map(|line| TicketText::from(format!("To settle it: {line}")));
    supporting.chain(against).chain(settle).collect()
}

/// The causes of a finding, the most certain first.
fn causes(finding: &Finding) -> Vec<(&'static Cause, Confidence)> {
    let best = finding.cause.iter().map(|cause| (cause, finding.confidence));
    let others = finding.other_causes.iter().map(|other| (&other.cause, other.confidence));
    best.chain(others).filter_map(|(id, confidence)| Some((knowledge::cause(id)?, confidence))).collect()
}

/// The most likely cause of a finding.
pub(crate) fn cause_of(finding: &Finding) -> Option<&'static Cause> {
    finding.cause.as_deref().and_then(knowledge::cause)
}

/// A cause with its confidence and its id.
pub(crate) fn cause_text(before: &str, cause: &Cause, confidence: Confidence) -> TicketText {
    let text = format!("{before}{} ({}), ", cause.title, certainty(confidence));
    TicketText::from(text).code(cause.id)
}

/// A code with its symbol, as the report has it.
fn code_text(report: &Report, code: &str) -> TicketText {
    let seen: Option<&CodeSeen> = report.codes.iter().find(|seen| seen.code == code);
    match seen.and_then(|seen| seen.symbol.as_deref()) {
        Some(symbol) => TicketText::from(code).plain(" (").code(symbol).plain(")"),
        None => code.into(),
    }
}
