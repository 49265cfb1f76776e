//! A flow in one row: its steps by number, with some of them marked; each leads to its page.

use knowledge::Flow;

use crate::ui::Ui;

/// The row; `class` says how the steps for which `here` holds are marked.
pub(crate) fn small_flow(ui: &mut Ui, flow: &Flow, class: &str, here: impl Fn(&str) -> bool) {
    ui.el("ol.small-flow", |ui| {
        for step in flow.steps.iter().filter(|step| !step.id.contains('.')) {
            ui.el("li", |ui| {
                ui.set("class", if here(step.id) { class } else { "" });
                ui.el("a", |ui| {
                    ui.sets("href", &["#/flow/", flow.id, "/", step.id]);
                    ui.say("b", step.id);
                    ui.say("span", step.title);
                });
            });
        }
    });
}
