//! A symptom: what one sees, and the causes it may have.

use knowledge::GuideEntry;

use crate::components::old::{code_link, link, titled};
use crate::components::wiki::wiki;
use crate::flow::{causes_steps, codes_of};
use crate::pages::old_layout::{head, main, trail};
use crate::pages::unknown;
use crate::ui::Ui;

/// So many codes of a cause stand beside it.
const CODES: usize = 4;

/// The page.
pub(crate) fn symptom(ui: &mut Ui, id: &str) {
    let Some(symptom) = knowledge::symptom(id) else { return unknown::unknown(ui) };
    let causes: Vec<_> = knowledge::causes().iter().filter(|cause| cause.symptom == id).collect();
    let flow = match symptom.entry {
        GuideEntry::Scan => "client-scan",
        GuideEntry::Sync => "wsus-sync",
        GuideEntry::Updates => "install",
    };
    main(ui, |ui| {
        trail(ui, None, "Symptoms");
        head(ui, symptom.title, "Its causes, each with what to check, what to change and how to verify it.");
        ui.el("div.columns narrow", |ui| {
            ui.el("div.column", |ui| {
                titled(ui, "causes", "Causes", |ui| {
                    ui.el("ul.found wide-rows", |ui| {
                        for cause in &causes {
                            ui.el("li", |ui| {
                                ui.el("h3", |ui| link(ui, &["#/cause/", cause.id], cause.title));
                                ui.el("p.note", |ui| {
                                    for (flow, step) in causes_steps(&[*cause]).iter().take(1) {
                                        ui.texts(&[flow.title, ", step ", step, " "]);
                                    }
                                    for value in codes_of(cause).iter().take(CODES) {
                                        code_link(ui, &knowledge::spell(*value));
                                        ui.text(" ");
                                    }
                                });
                            });
                        }
                    });
                });
            });
            ui.el("div.rail", |ui| {
                if let Some(flow) = knowledge::flow(flow) {
                    titled(ui, "flow", "Step by step", |ui| {
                        ui.el("ul.contents", |ui| {
                            for step in flow.steps.iter().filter(|step| !step.id.contains('.')) {
                                let words = [step.id, ". ", step.title].concat();
                                ui.el("li", |ui| link(ui, &["#/flow/", flow.id, "/", step.id], &words));
                            }
                        });
                    });
                }
                if !ui.state.embedded {
                    wiki(ui, symptom.title);
                }
            });
        });
    });
}
