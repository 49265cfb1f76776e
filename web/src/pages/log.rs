//! A log: where it lies, what it tells, and which steps its lines prove.

use knowledge::{Flow, Step};

use crate::components::panel::{link, note, titled};
use crate::components::spellings::{copied, row};
use crate::pages::{main, trail, unknown};
use crate::ui::Ui;
use crate::words::{count, list};

/// The page.
pub(crate) fn log(ui: &mut Ui, name: &str) {
    let Some(log) = knowledge::log(name).or_else(|| knowledge::log_of_file_name(name)) else {
        return unknown::unknown(ui);
    };
    let read = ui.state.report().and_then(|report| report.logs.iter().find(|read| read.kind == log.name));
    let steps = knowledge::flows().iter().flat_map(|flow| flow.steps.iter().map(move |step| (flow, step)));
    let steps: Vec<(&Flow, &Step)> =
        steps.filter(|(_, step)| step.evidence.iter().any(|line| line.log == log.name)).collect();
    main(ui, |ui| {
        trail(ui, None, "Logs");
        ui.el("header.code-head", |ui| {
            ui.say("h1.words", log.file);
            ui.say("p.lead", log.tells);
        });
        ui.el("section.panel", |ui| {
            ui.set("aria-label", "About this log");
            ui.el("dl.spellings", |ui| {
                row(ui, "Machine", |ui| ui.text(log.role.words()));
                copied(ui, "Folder", log.folder);
                if !log.get.is_empty() {
                    row(ui, "How to get it", |ui| ui.text(log.get));
                }
                if !log.also.is_empty() {
                    row(ui, "Also as", |ui| ui.text(&list(log.also)));
                }
                if !log.components.is_empty() {
                    row(ui, "Components", |ui| ui.text(&list(log.components)));
                }
                if let Some(read) = read {
                    row(ui, "Here", |ui| {
                        link(
                            ui,
                            &["#/report"],
                            &[&count(read.entries, "entry", "entries"), " read"].concat(),
                        );
                    });
                }
            });
        });
        if !steps.is_empty() {
            titled(ui, "steps", "What its lines prove", |ui| {
                ui.el("ul.pairs", |ui| {
                    for (flow, step) in &steps {
                        ui.el("li", |ui| {
                            link(
                                ui,
                                &["#/flow/", flow.id, "/", step.id],
                                &[step.id, ". ", step.title].concat(),
                            );
                            note(ui, flow.title);
                        });
                    }
                });
            });
        }
    });
}
