//! What else these logs tell of than the flow that leads the report: each with its verdict, and the way to its run.

use report::{FlowRow, Report};

use super::mark::{Mark, mark};
use super::panel::{link, titled, with_codes};
use crate::routes::Route;
use crate::ui::Ui;

/// The panel; nothing where there is one flow only.
pub(crate) fn other_flows(ui: &mut Ui, report: &Report) {
    if report.flows.len() > 1 {
        titled(ui, "flows", "Also in these logs", |ui| {
            ui.el("ul.rows", |ui| report.flows.iter().skip(1).for_each(|flow| row(ui, flow)));
        });
    }
}

fn row(ui: &mut Ui, flow: &FlowRow) {
    let title = knowledge::flow(&flow.flow).map_or("", |flow| flow.title);
    ui.el("li", |ui| {
        mark(ui, Mark::of_flow(flow.verdict));
        ui.el("span", |ui| {
            ui.el("strong", |ui| with_codes(ui, &flow.summary));
            ui.el("div", |ui| match flow.leading_run {
                Some(run) => {
                    link(ui, &[&Route::Run(ui.state.of(), run).href()], &[title, ": the run"].concat());
                }
                None => link(ui, &["#/flow/", &flow.flow], &[title, ": the guide"].concat()),
            });
        });
    });
}
