//! All runs in a table.

use report::Run;

use crate::components::machines::way;
use crate::components::mark::Mark;
use crate::components::old::mark;
use crate::components::old::scrolled;
use crate::components::old::{link, more, with_codes};
use crate::components::run_strip::legend;
use crate::flow::{in_order, leading};
use crate::message::Action;
use crate::pages::run::when;
use crate::pages::unknown;
use crate::routes::Route;
use crate::time::{between, length};
use crate::ui::Ui;
use crate::words::count;

/// The page: the newest run first.
pub(crate) fn runs(ui: &mut Ui) {
    let Some(report) = ui.state.report() else { return ui.html(unknown::without_logs(&ui.view())) };
    let all = in_order(report.runs.iter().chain(&ui.state.session.more_runs));
    let left = u64::from(report.run_count).saturating_sub(all.len() as u64);
    ui.el("main.report", |ui| {
        ui.html(way(&ui.view()));
        ui.el("header.run-head", |ui| {
            ui.say("h1", &count(report.run_count.into(), "run", "runs"));
            if let Some(flow) = leading(report) {
                legend(ui, flow);
            }
        });
        ui.el("section.panel", |ui| {
            ui.set("aria-label", "Runs");
            scrolled(ui, "Table of the runs", |ui| {
                ui.el("table.logs", |ui| {
                    ui.el("thead", |ui| {
                        ui.el("tr", |ui| {
                            for title in ["Run", "Flow", "How it ended", "When", "For", "By", "Against"] {
                                ui.say("th", title);
                            }
                        });
                    });
                    ui.el("tbody", |ui| all.iter().rev().for_each(|run| row(ui, run)));
                });
            });
            if left > 0 {
                more(ui, &["Show more of ", &count(left, "run", "runs")].concat(), Action::MoreRuns);
            }
        });
    });
}

fn row(ui: &mut Ui, run: &Run) {
    let sign = Mark::of_outcome(run.outcome);
    let took = between(run.start.as_deref(), run.end.as_deref()).map(length);
    let caller = run.caller_name.as_deref().or(run.caller.as_deref());
    ui.el("tr", |ui| {
        ui.el("td", |ui| {
            let id = run.id.to_string();
            link(ui, &[&Route::Run(ui.state.of(), run.id).href()], &id);
        });
        ui.say("td", knowledge::flow(&run.flow).map_or("", |flow| flow.title));
        ui.el("td.outcome", |ui| {
            mark(ui, sign);
            ui.el("strong", |ui| {
                ui.set("class", sign.class());
                ui.text(run.outcome.word());
            });
            with_codes(ui, &[" ", run.code.as_deref().unwrap_or_default()].concat());
        });
        ui.say("td", &when(run));
        ui.say("td", &took.unwrap_or_default());
        ui.say("td", caller.unwrap_or_default());
        ui.say("td", run.service.as_deref().unwrap_or_default());
    });
}
