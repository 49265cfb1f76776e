//! A command to copy; a value that the logs do not hold is a field in it.

use knowledge::prose::{Shell, ShellCommand};
use knowledge::{Quoting, placeholder_words};

use super::panel::copy;
use super::prose::spans;
use crate::fill::Fill;
use crate::message::Action;
use crate::ui::Ui;

/// A command in a box of its own; `name` is unique on the page.
pub(crate) fn command(ui: &mut Ui, name: &str, command: &ShellCommand, fill: Fill) {
    ui.el("div.command", |ui| {
        ui.el("pre", |ui| {
            ui.set("tabindex", "0");
            ui.set("role", "group");
            ui.set("aria-label", shell(command.shell));
            ui.el("code", |ui| spans(ui, command.text, fill));
        });
        copy(ui, name, fill.text(command.text), "Copy");
    });
    // Said when it appears, since the reader is typing elsewhere.
    ui.el("div.faults", |ui| {
        ui.set("role", "status");
        fill.faults(command.text).iter().for_each(|fault| ui.say("p.fault", fault));
    });
}

/// What reads it, in words.
pub(crate) fn shell(shell: Shell) -> &'static str {
    match shell {
        Shell::PowerShell => "PowerShell",
        Shell::Cmd => "ShellCommand prompt",
        Shell::Sql => "SQL",
        Shell::Text => "Text",
    }
}

/// A placeholder: the value of the logs, or a field for it.
pub(crate) fn field(ui: &mut Ui, name: &'static str, quoting: Quoting, fill: Fill) {
    if fill.known(name).is_some()
        && let Some(written) = fill.written(name, quoting)
    {
        return ui.text(&written);
    }
    let words = placeholder_words(name);
    let own = fill.own(name).unwrap_or_default();
    ui.el("input.fill", |ui| {
        ui.set("size", &own.len().max(words.len()).to_string());
        ui.set("placeholder", words);
        ui.sets("aria-label", &[words, ", to be filled in"]);
        ui.truth("aria-invalid", fill.is_typed_wrong(name, quoting));
        ui.set("spellcheck", "false");
        ui.set("autocomplete", "off");
        ui.value(own);
        ui.on_text(move |text| Action::Fill(name, text));
    });
}
