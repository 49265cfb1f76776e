//! What all pages of the knowledge share: the main part, its head, the trail to it.

use crate::components::icon::{Icon, icon};
use crate::components::panel::{button, copy, link};
use crate::message::Action;
use crate::ui::Ui;

/// The main part of a page of the knowledge; in a frame it is a card. On paper its address stands below it.
pub(super) fn main(ui: &mut Ui, inside: impl FnOnce(&mut Ui)) {
    ui.el(if ui.state.embedded { "main.knowledge card" } else { "main.knowledge" }, |ui| {
        inside(ui);
        ui.say("p.on-paper", &address(ui));
    });
}

/// The address of the page that is shown.
fn address(ui: &Ui) -> String {
    [&ui.state.base, ui.state.route.href().as_str()].concat()
}

/// The head of a page: its title, what it is, and what can be done with it.
pub(super) fn head(ui: &mut Ui, title: &str, lead: &str) {
    ui.el("header.code-head", |ui| {
        ui.say("h1.words", title);
        ui.el("div.buttons", page_buttons);
        if !lead.is_empty() {
            ui.say("p.lead", lead);
        }
    });
}

/// What can be done with a page as a whole.
pub(super) fn page_buttons(ui: &mut Ui) {
    let embedded = ui.state.embedded;
    copy(ui, "link", address(ui), if embedded { "Link" } else { "Copy link" });
    if !embedded {
        button(ui, "button.button small", Icon::Print, "Print", Action::Print);
    }
}

/// The way from the knowledge to a page, which ends in `here`.
pub(super) fn trail(ui: &mut Ui, between: Option<(&[&str], &str)>, here: &str) {
    if ui.state.embedded {
        return;
    }
    ui.el("nav.trail", |ui| {
        ui.set("aria-label", "Trail");
        link(ui, &["#/kb"], "Knowledge");
        icon(ui, Icon::Right);
        if let Some((address, words)) = between {
            link(ui, address, words);
            icon(ui, Icon::Right);
        }
        ui.text(here);
    });
}
