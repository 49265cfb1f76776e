//! Saving traces as the text log that Windows' own command would have written: the button, and the dialog it opens.

use report::{LogRow, Report};

use super::icon::Icon;
use super::mark::Mark;
use super::old::mark;
use super::old::{button, text_button};
use crate::message::Action;
use crate::session::{Saved, Saving};
use crate::ui::Ui;
use crate::words::{count, size};

/// The button of a log that can be saved so.
pub(crate) fn save_button(ui: &mut Ui, log: &LogRow) {
    // Of a trace whose texts are in symbols there is nothing to save.
    if log.convertible && log.entries > 0 {
        let files = log.parts.iter().map(|part| part.file).collect();
        let name = [log.kind.as_str(), ".log"].concat();
        text_button(ui, "Save as a text log", Action::SaveText(name, files));
    }
}

/// The button of the log that a file is part of.
pub(crate) fn save_button_of(ui: &mut Ui, file: u32) {
    let reports = ui.state.session.report.iter().flat_map(|report| report.all());
    let is_part = |log: &&LogRow| log.parts.iter().any(|part| part.file == file);
    if let Some(log) = reports.flat_map(|report: &Report| &report.logs).find(is_part) {
        save_button(ui, log);
    }
}

/// What the dialog shows.
pub(crate) fn save_text(ui: &mut Ui) {
    let Some(saving) = &ui.state.session.saving else { return };
    let traces = count(saving.files.len() as u64, "trace", "traces");
    let of = [&traces, ", as Get-WindowsUpdateLog writes it on Windows: ", &saving.name, "."].concat();
    ui.says("p", &["The text log of ", &of]);
    ui.el("div.choices", |ui| {
        ui.set("role", "group");
        ui.set("aria-label", "Times");
        choice(ui, saving, false, "Times of the machine");
        choice(ui, saving, true, "Times in UTC");
    });
    ui.el("div.buttons", |ui| {
        let words = ["Save ", &saving.name].concat();
        button(ui, "button.button primary", Icon::File, &words, Action::WriteText);
    });
    ui.el("p.lock-state", |ui| {
        ui.set("role", "status");
        match &saving.status {
            Saved::Open => {}
            Saved::Writing => ui.says("span", &["Written: ", &size(saving.bytes)]),
            Saved::Done => {
                mark(ui, Mark::Ok);
                ui.says("span", &["Handed to the browser: ", &saving.name, ", ", &size(saving.bytes)]);
            }
            Saved::Failed(why) => {
                mark(ui, Mark::Failed);
                ui.text(why);
            }
        }
    });
    ui.say("p.note", "The file is made in this page, and nothing is sent.");
    if ui.state.framed {
        // Browsers block such a download silently: no script can detect it.
        ui.say(
            "p.note",
            "This page is in a frame. If no file is saved, the frame's sandbox attribute lacks allow-downloads: add it \
             to the frame, or open the whole page and drop the files there.",
        );
    }
}

fn choice(ui: &mut Ui, saving: &Saving, utc: bool, words: &str) {
    let chosen = saving.utc == utc;
    ui.el("button", |ui| {
        ui.set("type", "button");
        ui.class(&["choice", if chosen { "chosen" } else { "" }]);
        ui.truth("aria-pressed", chosen);
        ui.on_click(Action::SaveTimes(utc));
        ui.text(words);
    });
}
