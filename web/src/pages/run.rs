//! One run: its steps and their lines.

use report::Run;

use crate::components::flow_picture::flow_picture;
use crate::components::icon::Icon;
use crate::components::machines::way;
use crate::components::mark::Mark;
use crate::components::old::icon;
use crate::components::old::{link, tag, with_codes};
use crate::components::proof::proof;
use crate::components::run_strip::run_strip;
use crate::components::time_bar::time_bar;
use crate::flow::{decisive, in_order, step_to_show};
use crate::pages::unknown;
use crate::routes::Route;
use crate::time::{Moment, span, zone_of};
use crate::ui::Ui;
use crate::words::number;

/// The page.
pub(crate) fn run(ui: &mut Ui, id: u32) {
    let Some(report) = ui.state.report() else { return ui.html(unknown::without_logs(&ui.view())) };
    let all = in_order(report.runs.iter().chain(&ui.state.session.more_runs));
    let Some(at) = all.iter().position(|run| run.id == id) else {
        return ui.html(unknown::unknown(&ui.view()));
    };
    let run = all[at];
    let finding = decisive(report).filter(|finding| finding.last_run == Some(id));
    let chosen = ui.state.step.clone().or_else(|| step_to_show(&run.steps, finding));
    ui.el("main.report", |ui| {
        ui.html(way(&ui.view()));
        ui.el("header.run-head", |ui| {
            beside(ui, at.checked_sub(1).and_then(|at| all.get(at)), Icon::Left, "The run before");
            ui.el("h1", |ui| {
                ui.texts(&["Run ", &number(id.into()), " of ", &number(report.run_count.into())]);
            });
            beside(ui, all.get(at + 1), Icon::Right, "The next run");
            tag(ui, Mark::of_outcome(run.outcome), run.outcome.word());
            ui.say("p", &when(run));
            link(ui, &[&Route::Report(ui.state.of()).href()], "Back to the report");
        });
        ui.el("p.about-run", |ui| about(ui, run));
        match &chosen {
            None => ui.say("p.empty", "None of its lines is kept."),
            Some(chosen) => {
                ui.el("section.panel steps", |ui| {
                    ui.set("aria-label", "The steps");
                    ui.html(flow_picture(&ui.view(), &run.flow, &run.steps, chosen, true));
                    time_bar(ui, &run.steps);
                });
                ui.html(proof(&ui.view(), &run.flow, &run.steps, chosen, finding));
            }
        }
        if let Some(flow) = report.flows.iter().find(|flow| flow.flow == run.flow) {
            run_strip(ui, report, flow);
        }
    });
}

fn beside(ui: &mut Ui, run: Option<&&Run>, sign: Icon, words: &str) {
    if let Some(run) = run {
        ui.el("a.button small", |ui| {
            ui.set("href", &Route::Run(ui.state.of(), run.id).href());
            ui.set("aria-label", words);
            ui.set("title", words);
            icon(ui, sign);
        });
    }
}

/// From when to when.
pub(crate) fn when(run: &Run) -> String {
    let zone = zone_of(run);
    let at =
        |time: &Option<String>| time.as_deref().and_then(Moment::parse).map(|moment| moment.in_zone(zone));
    match (at(&run.start), at(&run.end)) {
        (Some(start), Some(end)) => [&span(start, end), " (", &start.zone(), ")"].concat(),
        (Some(start), None) => start.whole(),
        _ => "without times".to_owned(),
    }
}

/// Who asked, against which service and server, and the code it ended with.
fn about(ui: &mut Ui, run: &Run) {
    let mut text = String::new();
    for (before, value) in [
        ("By ", run.caller_name.as_ref().or(run.caller.as_ref())),
        (" against ", run.service.as_ref()),
        (" at ", run.server.as_ref()),
        (", ended with ", run.code.as_ref()),
    ] {
        if let Some(value) = value {
            text.extend([before, value]);
        }
    }
    with_codes(ui, &text);
}
