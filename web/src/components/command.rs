//! A command to copy; a value that the logs do not hold is a field in it.

use knowledge::prose::{Shell, ShellCommand};

use super::old::copy;
use super::spans::spans;
use crate::fill::Fill;
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
        Shell::Cmd => "Command prompt",
        Shell::Sql => "SQL",
        Shell::Text => "Text",
    }
}
