//! An address that leads nowhere, and places that need logs.

use crate::components::drop_zone::drop_zone;
use crate::components::icon::Icon;
use crate::components::old::{button, link};
use crate::message::Action;
use crate::pages::old_layout::main;
use crate::state::Lock;
use crate::ui::Ui;

/// No such page: what was asked for, and where to look instead.
pub(crate) fn unknown(ui: &mut Ui) {
    let asked = ui.state.route.href();
    main(ui, |ui| {
        ui.say("h1.words", "No such page");
        ui.el("p.lead", |ui| {
            ui.text("Nothing stands at ");
            ui.say("code", &asked);
            ui.text(". Look it up in the search box, or go to one of these.");
        });
        ui.el("ul.ways", |ui| {
            for (address, words) in [
                ("#/", "Read logs"),
                ("#/kb", "All codes, causes, steps and logs"),
                ("#/flow/client-scan", "The guide through a client's scan"),
            ] {
                ui.el("li", |ui| link(ui, &[address], words));
            }
        });
    });
}

/// The knowledge is still on its way, or did not come.
pub(crate) fn not_yet(ui: &mut Ui) {
    main(ui, |ui| match &ui.state.lock {
        Lock::Refused(why) => {
            ui.say("h1.words", "The knowledge is not here");
            ui.el("p.lead", |ui| {
                ui.set("role", "alert");
                ui.text(why);
            });
            ui.el("p", |ui| button(ui, "button.button primary", Icon::Arrow, "Try again", Action::Again));
        }
        _ => ui.el("p.empty", |ui| {
            ui.set("role", "status");
            ui.text(&ui.state.still_loading().unwrap_or_else(|| "Loading the knowledge base".to_owned()));
        }),
    });
}

/// What is asked for stands in logs, and none were read.
pub(crate) fn without_logs(ui: &mut Ui) {
    ui.el("main.report", |ui| {
        ui.say("h1.words", "No logs were read yet");
        ui.html(drop_zone(&ui.view()));
    });
}
