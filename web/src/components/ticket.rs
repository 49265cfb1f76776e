//! The report as a text for a ticket: what fails and where, the lines that prove it, and what to do.

use report::{Finding, FlowRow, Report};

use super::fix_plan::commands;
use super::scope::scope_text;
use crate::fill::Fill;
use crate::flow::{decisive, leading_run};
use crate::ui::Ui;

/// The text, for a copy button.
pub(crate) fn ticket(ui: &Ui, report: &Report, flow: &FlowRow) -> String {
    let mut text = [&flow.sentence, "\n"].concat();
    if !report.name.is_empty() {
        text.extend(["Machine: ", &report.name, "\n"]);
    }
    report.standing.iter().for_each(|standing| text.extend([&standing.sentence, "\n"]));
    if let Some(run) = leading_run(report, flow) {
        let mut fact = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                text.extend([name, value, "\n"]);
            }
        };
        fact("Begin (UTC): ", &run.start);
        fact("Server: ", &run.server);
        fact("Failing since (UTC): ", &flow.failing_since);
    }
    text.push_str("\nSteps\n");
    for step in flow.steps.iter().filter(|step| !step.step.contains('.')) {
        let title = knowledge::step(&flow.flow, &step.step).map_or("", |step| step.title);
        text.extend([&step.step, ". ", title, ": ", step.verdict.word(), "\n"]);
    }
    if let Some(finding) = decisive(report) {
        found(ui, &mut text, finding);
    }
    if !report.missing.is_empty() {
        text.push_str("\nMissing logs\n");
        for log in &report.missing {
            text.extend([&log.log, " in ", &log.folder, ": ", &log.why, "\n"]);
        }
    }
    let scope = scope_text(ui);
    if !scope.is_empty() {
        text.extend(["\nScope\n", &scope]);
    }
    text
}

fn found(ui: &Ui, text: &mut String, finding: &Finding) {
    text.push_str("\nEvidence\n");
    for line in &finding.evidence {
        text.extend([&line.log, ":", &line.line.to_string(), " ", &line.time, "\n    ", &line.text, "\n"]);
    }
    for side in &finding.server_side {
        let line = &side.evidence;
        text.extend([
            &line.log,
            ":",
            &line.line.to_string(),
            " ",
            &side.sentence,
            "\n    ",
            &line.text,
            "\n",
        ]);
    }
    if let Some(cause) = finding.cause.as_deref().and_then(knowledge::cause) {
        let fill = Fill::of(Some(finding), &ui.state.filled);
        text.push_str("\nWhat to do\n");
        let rejected = finding.rejected_values.iter().filter_map(|name| knowledge::placeholder(name));
        rejected.for_each(|rejected| text.extend(["Note: ", &rejected.rejected(), "\n"]));
        text.push_str(&commands(cause, fill));
    }
}
