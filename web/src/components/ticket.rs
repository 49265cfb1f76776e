//! The report as text for a ticket: what fails and where, the evidence, and what to do.

use report::{EvidenceLine, Finding, Report, visible, visible_lines};

use super::fix_plan::commands;
use super::missing::minutes;
use super::scope::scope_text;
use crate::fill::Fill;
use crate::flow::{causes_of, decisive, is_possible, leading, leading_run};
use crate::view::View;
use crate::words::sure;

/// The text, for a copy button.
pub(crate) fn ticket(view: &View, report: &Report) -> String {
    let mut text = Ticket::default();
    let finding = decisive(report);
    text.line(&[&report.headline.summary]);
    if finding.is_some_and(is_possible) {
        text.line(&["Possible: no line shows how the operation ended."]);
    }
    if !report.machine.is_empty() {
        text.line(&["Machine: ", &report.machine]);
    }
    report.active_conditions.iter().for_each(|condition| text.line(&[&condition.summary]));
    let flow = leading(report);
    if let Some((flow, run)) = flow.and_then(|flow| Some((flow, leading_run(report, flow)?))) {
        let mut fact = |name: &str, value: &Option<String>| {
            if let Some(value) = value {
                text.line(&[name, value]);
            }
        };
        fact("Start (UTC): ", &run.start);
        fact("Server: ", &run.server);
        fact("Failing since (UTC): ", &flow.failing_since);
    }
    if let Some(flow) = flow {
        text.title("Steps");
        for step in flow.steps.iter().filter(|step| !step.step.contains('.')) {
            let title = knowledge::step(&flow.flow, &step.step).map_or("", |step| step.title);
            text.line(&[&step.step, ". ", title, ": ", step.verdict.word()]);
        }
    }
    if let Some(finding) = finding {
        found(view, &mut text, finding);
    }
    if !report.missing_logs.is_empty() {
        text.title("Missing logs");
        for log in &report.missing_logs {
            let place = [&log.log, " in ", &log.folder, " on the ", &log.role, &minutes(log, None)].concat();
            text.line(&[&place, ": ", &log.reason]);
        }
        for collection in &report.log_collections {
            text.own("\n");
            text.own(&collection.command);
        }
    }
    let scope = scope_text(view);
    if !scope.is_empty() {
        text.title("Scope");
        text.own(&scope);
    }
    text.0
}

fn found(view: &View, text: &mut Ticket, finding: &Finding) {
    text.title("Evidence");
    for line in &finding.evidence {
        text.evidence(line, &line.time);
    }
    for side in &finding.server_requests {
        text.evidence(&side.evidence, &side.summary);
    }
    if is_possible(finding) {
        text.title("Possible causes");
        for (cause, confidence) in causes_of(finding) {
            text.line(&[cause.title, " (", sure(confidence), ")"]);
        }
    } else if let Some(cause) = finding.cause.as_deref().and_then(knowledge::cause) {
        let fill = Fill::of(Some(finding), view.state);
        text.title("What to do");
        let rejected = finding.rejected_values.iter().filter_map(|name| knowledge::placeholder(name));
        rejected.for_each(|rejected| text.line(&["Note: ", &rejected.rejected()]));
        text.own(&commands(cause, fill));
    }
}

/// The text under construction. Most of it comes from logs: no piece of a line is allowed to start another line.
#[derive(Default)]
struct Ticket(String);

impl Ticket {
    /// Adds a line of pieces that can come from logs.
    fn line(&mut self, pieces: &[&str]) {
        pieces.iter().for_each(|piece| self.0.push_str(&visible(piece)));
        self.0.push('\n');
    }

    /// Adds a heading.
    fn title(&mut self, title: &str) {
        self.0.extend(["\n", title, "\n"]);
    }

    /// Adds a log line: its location, the text `with`, and its own text, indented, even if it has several lines.
    fn evidence(&mut self, line: &EvidenceLine, with: &str) {
        self.line(&[&line.log, ":", &line.line.to_string(), " ", with]);
        line.text.lines().for_each(|text| self.line(&["    ", text]));
    }

    /// Adds trusted text: our own, or the user's.
    fn own(&mut self, text: &str) {
        self.0.push_str(&visible_lines(text));
    }
}
