//! The foot of the page, and the one it has in a frame.

use super::bar::badge;
use super::icon::Icon;
use super::old::text_button;
use super::old::{brand, icon};
use crate::message::Action;
use crate::state::Dialog;
use crate::ui::Ui;

/// The foot.
pub(crate) fn foot(ui: &mut Ui) {
    ui.el("footer.foot", |ui| {
        ui.el("span.promise", |ui| {
            icon(ui, Icon::Lock);
            ui.text("Your logs are read in this tab and are not uploaded.");
        });
        text_button(ui, "Test the network lock", Action::Dialog(Dialog::Lock));
        ui.says("span.version", &["Wuscope ", report::VERSION]);
    });
}

/// The foot in a frame: a way out of it.
pub(crate) fn frame_foot(ui: &mut Ui) {
    let whole = [&ui.state.base, ui.state.route.href().as_str()].concat();
    ui.el("footer.frame-foot", |ui| {
        badge(ui);
        ui.el("span.brand", |ui| {
            brand(ui);
            ui.texts(&["Wuscope ", report::VERSION]);
        });
        ui.el("a", |ui| {
            ui.set("href", &whole);
            ui.set("target", "_blank");
            ui.set("rel", "noopener");
            ui.text("Open whole page");
            icon(ui, Icon::Open);
        });
    });
}
