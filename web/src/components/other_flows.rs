//! The other flows of these logs than the one that the report shows: each with its verdict, and the way to its run.

use report::{FlowRow, Report};

use super::mark::Mark;
use super::old::mark;
use super::old::{link, titled, with_codes};
use crate::flow::leading;
use crate::routes::Route;
use crate::ui::Ui;

/// The panel; nothing if there is no other one.
pub(crate) fn other_flows(ui: &mut Ui, report: &Report) {
    let shown = leading(report).map(|flow| &flow.flow);
    let others: Vec<&FlowRow> = report.flows.iter().filter(|flow| Some(&flow.flow) != shown).collect();
    if !others.is_empty() {
        titled(ui, "flows", "Also in these logs", |ui| {
            ui.el("ul.rows", |ui| others.into_iter().for_each(|flow| row(ui, flow)));
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
