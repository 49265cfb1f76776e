//! A ticket for several machines: the groups that fail alike, what differs, and each machine in short.

use report::{FlowVerdict, MachineComparison, Report, Severity};

use crate::context::ExportContext;
use crate::finding::{cause_of, cause_text, proof};
use crate::leading::{facts, leading_finding};
use crate::sections::{add_answers, add_logs};
use crate::ticket::{TicketPart, TicketText, add_list};
use crate::times::LogZones;
use crate::wording::{count, headline};

/// How many machines are described; the others are counted.
const MACHINES: usize = 100;

/// How many names of machines are in a list.
const NAMES: usize = 50;

/// How many machines are compared side by side.
const COLUMNS: usize = 8;

/// Adds the ticket of several machines.
pub(crate) fn add_machines<'r>(
    parts: &mut Vec<TicketPart<'r>>,
    report: &'r Report,
    context: &ExportContext<'_>,
) {
    let all = report.machines.len();
    let machines = count(all as u64, "machine", "machines");
    parts.push(TicketPart::Heading(1, format!("Windows Update diagnosis of {machines}").into()));
    let failing = report.machines.iter().filter(|machine| fails(machine)).count();
    let failing = match failing {
        0 => format!("No failure on {machines}."),
        1 => format!("One of {machines} has a failure."),
        failing => format!("{failing} of {machines} have a failure."),
    };
    parts.push(TicketPart::Paragraph(TicketText::default().strong(failing)));
    let questions = report.same_machine_questions.iter();
    let questions = questions
        .map(|asked| format!("{} They are treated as different machines.", asked.question).into())
        .collect();
    add_list(parts, "Machines that might be one", questions);
    add_groups(parts, report);
    add_comparison(parts, &report.comparison);
    add_answers(parts, report, context);
    parts.push(TicketPart::Heading(2, "Machines".into()));
    for machine in report.machines.iter().take(MACHINES) {
        add_short(parts, machine);
    }
    if all > MACHINES {
        let more = count((all - MACHINES) as u64, "more machine is", "more machines are");
        parts.push(TicketPart::Paragraph(format!("{more} not shown here.").into()));
    }
    add_logs(parts, report, &LogZones::of(report));
}

/// Whether a machine has a failure: its verdict is one, or a finding of severity error.
fn fails(machine: &Report) -> bool {
    matches!(machine.headline.verdict, FlowVerdict::Failed | FlowVerdict::Stopped)
        || leading_finding(machine).is_some_and(|finding| finding.severity == Severity::Error)
}

/// The machines that fail alike, and what they share.
fn add_groups(parts: &mut Vec<TicketPart<'_>>, report: &Report) {
    if report.groups.is_empty() {
        return;
    }
    parts.push(TicketPart::Heading(2, "Groups".into()));
    for group in &report.groups {
        parts.push(TicketPart::Paragraph(TicketText::default().strong(group.summary.as_str())));
        let shared = group.shared.iter().map(|shared| TicketText::from(shared.as_str()));
        let items = std::iter::once(names(&group.machines)).chain(shared);
        parts.push(TicketPart::List(items.collect()));
    }
}

/// The names of machines, as many as fit.
fn names(machines: &[String]) -> TicketText {
    let mut text = TicketText::from(if machines.len() == 1 { "Machine: " } else { "Machines: " });
    for (at, name) in machines.iter().take(NAMES).enumerate() {
        text = text.plain(if at > 0 { ", " } else { "" }).code(name.as_str());
    }
    match machines.len().saturating_sub(NAMES) {
        0 => text,
        more => text.plain(format!(" and {more} more")),
    }
}

/// The table of what differs, of the first machines.
fn add_comparison(parts: &mut Vec<TicketPart<'_>>, comparison: &MachineComparison) {
    if comparison.rows.is_empty() {
        return;
    }
    parts.push(TicketPart::Heading(2, "What differs".into()));
    let cells = |first: &str, values: &[String]| {
        let values = values.iter().take(COLUMNS).map(|value| match value.as_str() {
            "" => TicketText::from("–"),
            value => TicketText::default().code(value),
        });
        std::iter::once(TicketText::from(first)).chain(values).collect()
    };
    let rows = comparison.rows.iter().map(|row| cells(&row.name, &row.values)).collect();
    parts.push(TicketPart::Table(cells("Property", &comparison.machines), rows));
    if let Some(more) = comparison.machines.len().checked_sub(COLUMNS).filter(|more| *more > 0) {
        let more = count(more as u64, "more machine is", "more machines are");
        parts.push(TicketPart::Paragraph(format!("{more} not in this table.").into()));
    }
}

/// A machine in short: its verdict, its first finding with the proving line, and the cause.
fn add_short<'r>(parts: &mut Vec<TicketPart<'r>>, machine: &'r Report) {
    parts.push(TicketPart::Heading(3, TicketText::default().code(machine.machine.as_str())));
    parts.push(TicketPart::Paragraph(TicketText::default().strong(headline(machine))));
    let mut facts = facts(machine, &LogZones::of(machine));
    facts.retain(|(name, _)| *name != "Machine");
    let finding = leading_finding(machine);
    if let Some((finding, cause)) = finding.and_then(|finding| Some((finding, cause_of(finding)?))) {
        facts.push(("Cause", cause_text("", cause, finding.confidence)));
        if let Some(check) = knowledge::remedy(cause).check.first() {
            facts.push(("First check", format!("{} ({}{})", check.title, check.at(), check.on).into()));
        }
    }
    let missing: Vec<&str> = machine.missing_logs.iter().map(|log| log.log.as_str()).collect();
    if !missing.is_empty() {
        facts.push(("Missing logs", TicketText::default().code(missing.join(", "))));
    }
    if !facts.is_empty() {
        parts.push(TicketPart::Facts(facts));
    }
    parts.extend(finding.and_then(proof).map(TicketPart::Quote));
}
