//! A cause: what to check, what to change, how to see that it is mended.

use crate::components::causes::{cause_body, code_rows, sources};
use crate::components::panel::{copy, titled};
use crate::components::wiki::wiki;
use crate::pages::{main, trail, unknown};
use crate::ui::Ui;

/// The page.
pub(crate) fn cause(ui: &mut Ui, id: &str) {
    let Some(cause) = knowledge::cause(id) else { return unknown::unknown(ui) };
    let mut codes: Vec<u32> = Vec::new();
    for value in cause.when.iter().flat_map(|when| when.codes) {
        if !codes.contains(value) {
            codes.push(*value);
        }
    }
    let address = [&ui.state.base, ui.state.route.href().as_str()].concat();
    main(ui, |ui| {
        trail(ui, None, "Causes");
        ui.el("header.code-head", |ui| {
            ui.say("h1.words", cause.title);
            ui.el("div.buttons", |ui| copy(ui, "link", address, "Copy link"));
        });
        ui.el("div.columns narrow", |ui| {
            ui.el("div.column", |ui| {
                ui.el("section.panel", |ui| {
                    ui.set("aria-label", "What to do");
                    cause_body(ui, cause, "h2.deed-title");
                });
                sources(ui, cause.remedy().sources.iter());
            });
            ui.el("div.rail", |ui| {
                if !codes.is_empty() {
                    titled(ui, "related", "Its codes", |ui| code_rows(ui, &codes));
                }
                if !ui.state.embedded {
                    wiki(ui, cause.title);
                }
            });
        });
    });
}
