//! Where logs are given: the drop zone, its buttons, and the sample beside it.

use super::icon::Icon;
use super::mark::Mark;
use super::old::{button, copy, text_button};
use super::old::{icon, path};
use super::old::{mark, named_mark};
use crate::message::Action;
use crate::session::Engine;
use crate::state::Dialog;
use crate::ui::Ui;

/// Where a client keeps its logs.
const FOLDER: &str = r"C:\Windows\CCM\Logs";

/// The zone and the sample.
pub(crate) fn drop_zone(ui: &mut Ui) {
    let over = ui.state.dragged;
    ui.el("section", |ui| {
        ui.class(&["drop", if over { "over" } else { "" }]);
        ui.set("aria-labelledby", "drop-title");
        ui.el("div.drop-main", |ui| {
            papers(ui);
            ui.el("h2", |ui| {
                ui.set("id", "drop-title");
                ui.text(if over { "Let go: they are read here" } else { "Drop logs, folders or zips here" });
            });
            ui.say("p", "One file is enough to start. More logs make the verdict surer; the page names the ones it lacks.");
            ui.say("p.note", "Welcome, too: traces (.etl) and event logs (.evtx) of Windows, cab and gz, support bundles, .reg exports, IIS logs, and the logs of several machines at once.");
            buttons(ui);
            ui.el("p.where", |ui| {
                ui.text("Client logs lie in ");
                ui.say("code", FOLDER);
                copy(ui, "folder", FOLDER.to_owned(), "Copy");
            });
            trouble(ui);
        });
        sample(ui);
    });
}

/// The buttons that give logs.
pub(crate) fn buttons(ui: &mut Ui) {
    ui.el("div.buttons", |ui| {
        button(ui, "button.button primary", Icon::File, "Choose files", Action::Pick { folder: false });
        button(ui, "button.button", Icon::Folder, "Choose a folder", Action::Pick { folder: true });
        button(ui, "button.button", Icon::Clipboard, "Paste lines", Action::Dialog(Dialog::Paste));
    });
}

/// The pickers that the buttons open; there is one of each on a page.
pub(crate) fn pickers(ui: &mut Ui) {
    ui.el("div", |ui| {
        ui.flag("hidden", true);
        for (id, kind, name) in
            [("pick-files", "multiple", "Files"), ("pick-folder", "webkitdirectory", "Folder")]
        {
            ui.el("input", |ui| {
                ui.set("id", id);
                ui.set("type", "file");
                ui.set("aria-label", name);
                ui.flag(kind, true);
                ui.on_files();
            });
        }
    });
}

/// Why nothing can be read here, or not yet.
pub(crate) fn trouble(ui: &mut Ui) {
    if let Engine::Failed(why) = &ui.state.session.engine {
        ui.el("p.trouble", |ui| {
            ui.set("role", "alert");
            mark(ui, Mark::Failed);
            ui.text(why);
            text_button(ui, "Try again", Action::Again);
        });
    } else if let Some(words) = ui.state.still_loading() {
        ui.el("p.note", |ui| {
            ui.set("role", "status");
            ui.text(&words);
        });
    }
}

fn sample(ui: &mut Ui) {
    let title = knowledge::cause("proxy-sign-in").map_or("", |cause| cause.title);
    let idle = (Mark::NotReached, "Not reached");
    let ok = (Mark::Ok, "OK");
    let steps = [ok, ok, (Mark::Failed, "Failed"), idle, idle, idle, idle];
    ui.el("div.sample", |ui| {
        ui.say("h2", "No logs at hand?");
        ui.say("p", "A client of CONTOSO that cannot get through its proxy.");
        ui.el("ol.sample-steps", |ui| {
            ui.set("aria-label", "Its seven steps");
            for (at, (sign, word)) in steps.into_iter().enumerate() {
                ui.el("li", |ui| {
                    ui.set("class", sign.class());
                    named_mark(ui, sign, word);
                    ui.say("span", &(at + 1).to_string());
                });
            }
        });
        ui.el("p.sample-verdict", |ui| {
            ui.says("strong", &["Step 3: ", title]);
            ui.say("span", "Windows Update Agent \u{2192} PS1SITE.CONTOSO.COM:8530");
        });
        button(ui, "button.button", Icon::Play, "Try it with a sample", Action::Sample);
    });
}

fn papers(ui: &mut Ui) {
    ui.el("svg.papers", |ui| {
        ui.set("viewBox", "0 0 68 56");
        ui.set("aria-hidden", "true");
        for (what, line) in [
            ("path", "M5 10l20-4 6 40-22 3z"),
            ("path", "M18 4h24l8 8v32H18z"),
            ("path.lines", "M24 19h16M24 25h12M24 38h12"),
            ("path.red", "M24 31.5h22"),
            ("path.disc", "M54 26a12 12 0 1 0 0 24 12 12 0 0 0 0-24z"),
            ("path.down", "M54 32v11M49 38.5l5 5 5-5"),
        ] {
            path(ui, what, line);
        }
    });
}

/// What is shown over everything while files are held over the window.
pub(crate) fn veil(ui: &mut Ui) {
    if ui.state.dragged {
        ui.el("div.veil", |ui| {
            ui.set("aria-hidden", "true");
            ui.el("p", |ui| {
                icon(ui, Icon::Install);
                ui.text("Let go: they are read in this tab");
            });
        });
    }
}
