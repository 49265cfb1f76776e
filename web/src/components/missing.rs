//! The logs that would settle what is open: which, where, for which minutes, and the command that collects them.

use report::{LogCollection, MissingLog, Report};

use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{copy, copy_icon, link, note, titled};
use crate::time::{Moment, show};
use crate::ui::Ui;

/// The panel; nothing where nothing is missing.
pub(crate) fn missing(ui: &mut Ui, report: &Report, zone: Option<i32>) {
    if !report.missing_logs.is_empty() {
        titled(ui, "missing", "Missing logs", |ui| {
            ui.el("ul.rows", |ui| report.missing_logs.iter().for_each(|log| row(ui, log, zone)));
            report.log_collections.iter().for_each(|collection| collect(ui, collection));
        });
    }
}

fn row(ui: &mut Ui, log: &MissingLog, zone: Option<i32>) {
    ui.el("li", |ui| {
        mark(ui, Mark::NoLog);
        ui.el("span", |ui| {
            match knowledge::log_of_file_name(&log.log) {
                Some(known) => link(ui, &["#/log/", known.name], &log.log),
                None => ui.say("strong", &log.log),
            }
            ui.texts(&[" ", &log.reason]);
            ui.says("span.note", &[log.role.as_str(), &minutes(log, zone)]);
            ui.el("span.folder", |ui| {
                ui.say("code", &log.folder);
                copy_icon(ui, &["missing-", &log.log].concat(), log.folder.clone(), "Copy the folder");
            });
        });
    });
}

/// The command that collects the logs of one kind of machine.
fn collect(ui: &mut Ui, collection: &LogCollection) {
    ui.el("details.part", |ui| {
        ui.el("summary", |ui| {
            icon(ui, Icon::Right);
            ui.says("strong", &["Collect the logs of the ", &collection.role]);
            note(ui, if collection.elevated { "PowerShell, elevated" } else { "PowerShell" });
        });
        ui.el("div.command", |ui| {
            ui.el("pre", |ui| {
                ui.set("tabindex", "0");
                ui.set("role", "group");
                ui.set("aria-label", "PowerShell");
                ui.say("code", &collection.command);
            });
            copy(ui, &["collect-", &collection.role].concat(), collection.command.clone(), "Copy");
        });
    });
}

/// From when to when it is needed.
pub(crate) fn minutes(log: &MissingLog, zone: Option<i32>) -> String {
    let at = |time: &Option<String>, how| time.as_ref().map(|time| show(time, zone, how));
    match (at(&log.from, Moment::short), at(&log.to, Moment::hour)) {
        (Some(from), Some(to)) => [", ", &from, " to ", &to].concat(),
        (Some(from), None) => [", from ", &from].concat(),
        (None, Some(_)) => [", until ", &at(&log.to, Moment::short).unwrap_or_default()].concat(),
        (None, None) => String::new(),
    }
}
