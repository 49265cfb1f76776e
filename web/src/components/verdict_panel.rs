//! The verdict: the top sentence, what it rests on, and the next thing to do.

use knowledge::prose::{Block, Span};
use report::{Finding, FlowRow, Report, Run, Strength};

use super::icon::Icon;
use super::mark::Mark;
use super::missing::minutes;
use super::old::icon;
use super::old::mark;
use super::old::{button, copy, tag, text_button, with_codes};
use super::spans::spans;
use super::ticket::ticket;
use crate::fill::Fill;
use crate::flow::{decisive, is_possible, leading_run};
use crate::message::Action;
use crate::time::{Moment, show, span, zone_of};
use crate::ui::Ui;
use crate::words::{count, number, sure};

/// A command longer than this stands in the plan alone.
const SHORT: usize = 80;

/// The panel; `flow` is the one that the report shows, if these logs hold one.
pub(crate) fn verdict_panel(ui: &mut Ui, report: &Report, flow: Option<&FlowRow>) {
    let sign = Mark::of_report(report);
    let finding = decisive(report);
    ui.el("section", |ui| {
        ui.class(&["panel verdict", sign.class()]);
        ui.set("id", "verdict");
        ui.set("tabindex", "-1");
        ui.set("aria-labelledby", "verdict-title");
        ui.el("div.verdict-head", |ui| {
            mark(ui, sign);
            ui.el("h1", |ui| {
                ui.set("id", "verdict-title");
                with_codes(ui, &report.headline.summary);
            });
            if finding.is_some_and(is_possible) {
                tag(ui, sign, "Possible");
            }
            ui.el("div.buttons", |ui| {
                button(ui, "button.button", Icon::Plus, "Add logs", Action::Pick { folder: false });
                copy(ui, "ticket", ticket(ui, report), "Copy for a ticket");
            });
        });
        ui.el("dl.facts", |ui| {
            of_machine(ui, report, finding);
            if let Some(flow) = flow {
                of_flow(ui, report, flow);
            }
            if let Some(finding) = finding {
                of_finding(ui, finding);
            }
        });
        if let Some(finding) = finding {
            next(ui, report, finding);
        }
    });
}

fn fact(ui: &mut Ui, name: &str, value: &str, more: &str) {
    ui.el("div", |ui| {
        ui.say("dt", name);
        ui.el("dd", |ui| {
            ui.say("strong", value);
            ui.says("span", &[" ", more]);
        });
    });
}

fn of_machine(ui: &mut Ui, report: &Report, finding: Option<&Finding>) {
    let fill = Fill::of(finding, &[]);
    if !report.machine.is_empty() {
        let site = fill.known("site_code").map_or_else(String::new, |site| ["(site ", site, ")"].concat());
        fact(ui, "Machine", &report.machine, &site);
    }
    if let Some(bundle) = &report.bundle {
        fact(ui, "Source", bundle, "");
    }
}

fn of_flow(ui: &mut Ui, report: &Report, flow: &FlowRow) {
    let run = leading_run(report, flow);
    let zone = run.and_then(zone_of);
    if let Some((words, zone)) = run.and_then(|run| this_run(run, zone)) {
        fact(ui, "This run", &words, &zone);
    }
    if let Some(since) = &flow.failing_since {
        let (failed, all) = (number(flow.counts.failed.into()), number(flow.counts.all().into()));
        let counts =
            if flow.counts.all() > 0 { ["(", &failed, " of ", &all, ")"].concat() } else { String::new() };
        fact(ui, "Failing since", &show(since, zone, Moment::short), &counts);
    }
    if let Some(last) = &flow.last_success {
        fact(ui, "Last success", &show(last, zone, Moment::short), "");
    }
}

fn of_finding(ui: &mut Ui, finding: &Finding) {
    if let Some(subject) = &finding.subject {
        fact(ui, "Concerns", subject, "");
    }
    match finding.strength {
        Strength::Logged => fact(ui, "Evidence", "logged", "(a line says so)"),
        Strength::Inferred => fact(ui, "Evidence", "inferred", "(it follows from the lines)"),
        // Of a guess the causes are choices, and none is a conclusion.
        Strength::Possible => {
            return fact(ui, "Evidence", "possible", "(no line shows how the operation ended)");
        }
    }
    let open = finding.contradictions.len() as u64;
    let open = if open > 0 {
        ["(", &count(open, "open question", "open questions"), ")"].concat()
    } else {
        String::new()
    };
    fact(ui, "Conclusion", sure(finding.confidence), &open);
}

/// From when to when the run lasted, and in which zone.
fn this_run(run: &Run, zone: Option<i32>) -> Option<(String, String)> {
    let start = Moment::parse(run.start.as_deref()?)?.in_zone(zone);
    let end = run.end.as_deref().and_then(Moment::parse).map_or(start, |end| end.in_zone(zone));
    Some((span(start, end), start.zone()))
}

/// The next thing to do: to get the log that settles a guess; else the first action of the cause; without a cause, the
/// code's page.
fn next(ui: &mut Ui, report: &Report, finding: &Finding) {
    let settles = report.missing_logs.first().filter(|_| is_possible(finding));
    let remedy = finding.cause.as_deref().and_then(knowledge::cause).map(knowledge::remedy);
    ui.el("div.next", |ui| {
        ui.el("strong.lead", |ui| {
            icon(ui, Icon::Arrow);
            ui.text("Do next");
        });
        if let Some(log) = settles {
            let why = log.reason.split(". ").next().unwrap_or_default();
            ui.texts(&["Get ", &log.log, " of the ", &log.role, &minutes(log, None), ": it ", why, "."]);
            text_button(ui, "Where it is", Action::Show("missing"));
            return;
        }
        match (remedy.and_then(|remedy| remedy.check.first().or(remedy.fix.first())), &finding.code) {
            (Some(deed), _) => {
                ui.says("span", &[deed.title, ", ", deed.at(), deed.on]);
                let fill = Fill::of(Some(finding), &ui.state.filled);
                if let Some(command) = short_command(deed.blocks, fill) {
                    ui.el("code.inline-command", |ui| ui.html(spans(&ui.view(), command, fill)));
                    copy(ui, "next", fill.text(command), "Copy");
                }
                let all = remedy.map_or(0, |remedy| remedy.check.len() + remedy.fix.len()) as u64;
                if all > 1 {
                    let words = [&count(all - 1, "more step", "more steps"), " in the fix plan"].concat();
                    text_button(ui, &words, Action::Show("fix"));
                }
            }
            (None, Some(code)) => {
                ui.el("span", |ui| {
                    with_codes(ui, &["No known cause fits. See what is known of ", code, "."].concat());
                });
            }
            (None, None) => ui.say("span", "No known cause fits. Look at the lines of the step below."),
        }
    });
}

/// The first command, where it is a short line.
fn short_command(blocks: &[Block], fill: Fill) -> Option<&'static [Span]> {
    let command = blocks.iter().find_map(|block| match block {
        Block::Command(command) => Some(command.text),
        _ => None,
    });
    command.filter(|command| fill.text(command).len() < SHORT && !fill.text(command).contains('\n'))
}
