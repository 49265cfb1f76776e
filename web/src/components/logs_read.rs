//! The logs that were read, and what was wrong with any of them.

use report::{LogRow, Report};

use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{button, link, note, panel, title};
use super::save_text::save_button;
use crate::message::Action;
use crate::session::{FileStatus, GivenFile};
use crate::time::{Moment, show};
use crate::ui::Ui;
use crate::words::{count, list, number, size};

/// The panel.
pub(crate) fn logs_read(ui: &mut Ui, report: &Report, zone: Option<i32>) {
    let files = &ui.state.session.files;
    // What belongs to no machine stands beside the list of them.
    let whole = ui.state.of().is_none();
    let outside: Vec<&GivenFile> = files.iter().filter(|file| whole && is_outside(file, report)).collect();
    let head = |ui: &mut Ui| {
        title(ui, "logs", "Logs read");
        // Beside the list of machines stands what all of them hold.
        let logs = || {
            report
                .logs
                .iter()
                .chain(report.machines.iter().filter(|_| whole).flat_map(|machine| &machine.logs))
        };
        let entries = count(logs().map(|log| log.entries).sum(), "entry", "entries");
        note(ui, &[&count(logs().count() as u64, "log", "logs"), ", ", &entries].concat());
    };
    panel(ui, "logs", head, |ui| {
        if !report.logs.is_empty() || !outside.is_empty() {
            table(ui, report, &outside, zone);
        }
        not_understood(ui, report);
        if report.logs.iter().any(|log| log.documentation_only) {
            ui.say(
                "p.note",
                "Written after documents: no real log of that kind is public, so a line may be read wrong.",
            );
        }
        ui.el("p.more buttons", |ui| {
            button(ui, "button.button small", Icon::Folder, "Add a folder", Action::Pick { folder: true });
            button(ui, "button.button small", Icon::Close, "Clear", Action::Clear);
        });
    });
}

fn table(ui: &mut Ui, report: &Report, outside: &[&GivenFile], zone: Option<i32>) {
    ui.el("table.logs", |ui| {
        ui.el("thead", |ui| {
            ui.el("tr", |ui| {
                ["Log", "Format", "Encoding"].iter().for_each(|name| ui.say("th", name));
                ui.say("th.count", "Entries");
            });
        });
        folders(report).into_iter().for_each(|folder| of_folder(ui, report, folder, zone));
        ui.el("tbody", |ui| outside.iter().for_each(|file| refused(ui, file)));
    });
}

/// The folders and archives that the logs came in, in the order of the first log of each; before them those of none.
fn folders(report: &Report) -> Vec<&str> {
    let mut folders: Vec<&str> = vec![""];
    for log in &report.logs {
        if !folders.contains(&log.folder.as_str()) {
            folders.push(&log.folder);
        }
    }
    folders
}

fn of_folder(ui: &mut Ui, report: &Report, folder: &str, zone: Option<i32>) {
    ui.el("tbody", |ui| {
        if !folder.is_empty() {
            ui.el("tr.folder-row", |ui| {
                ui.el("th", |ui| {
                    ui.set("colspan", "4");
                    ui.set("scope", "rowgroup");
                    icon(ui, Icon::Folder);
                    ui.text(folder);
                });
            });
        }
        report.logs.iter().filter(|log| log.folder == folder).for_each(|log| row(ui, log, zone));
    });
}

/// Whether a file was given that the report does not speak of: it was left out, or its reading was cancelled.
fn is_outside(file: &GivenFile, report: &Report) -> bool {
    let logs = || report.machines.iter().flat_map(|machine| &machine.logs).chain(&report.logs);
    let told = logs().flat_map(|log| &log.parts).any(|part| part.file == file.meta.file);
    let same_name = logs().any(|log| log.name == file.meta.name);
    // An archive is no log: what is wrong with it stands with what was not read.
    let skipped = report.skipped_files.iter().any(|skipped| skipped.name == file.meta.name);
    matches!(file.status, FileStatus::Refused(_) | FileStatus::Cut) && !told && !same_name && !skipped
}

fn row(ui: &mut Ui, log: &LogRow, zone: Option<i32>) {
    let known = knowledge::log(&log.kind).or_else(|| knowledge::log_of_file_name(&log.name));
    let parts = match log.parts.len() {
        0 | 1 => String::new(),
        // What is known of a trace has a line of its own.
        _ if log.convertible => String::new(),
        more => [", ", &number(more as u64), " parts"].concat(),
    };
    ui.el("tr", |ui| {
        ui.set("title", &covers(log, zone));
        ui.el("td", |ui| match known {
            // Many traces are one log, and the name of the newest is that of none of the others.
            Some(known) if log.convertible && log.parts.len() > 1 => {
                link(ui, &["#/log/", known.name], known.name);
            }
            Some(known) => {
                link(ui, &["#/log/", known.name], log.name.strip_suffix(".log").unwrap_or(&log.name));
            }
            None => ui.text(&log.name),
        });
        ui.el("td", |ui| {
            ui.texts(&[&log.format, &parts]);
            if log.documentation_only {
                ui.say("div.note", "written after documents");
            }
            of_trace(ui, log);
        });
        // With what it begins is told by the row's title; what is no text has none.
        let encoding = if log.entries == 0 { None } else { log.encoding.split(' ').next() };
        ui.say("td", encoding.unwrap_or("\u{2013}"));
        ui.say("td.count", &number(log.entries));
    });
    if let Some(why) = &log.problem {
        problem(ui, why);
    }
    if !log.instead.is_empty() {
        let about = known.map_or("", |known| known.description);
        let words = [about, " It cannot show why updates fail; ", &list(&log.instead), " would."].concat();
        remark(ui, Mark::Info, words.trim_start());
    }
}

/// What a trace says of itself, and the way to its text.
fn of_trace(ui: &mut Ui, log: &LogRow) {
    let build = log.windows_build.map(|build| ["Windows build ", &build.to_string()].concat());
    let lost = (log.lost_events > 0).then(|| [&count(log.lost_events, "event", "events"), " lost"].concat());
    let parts = log.parts.len() as u64;
    let parts = (log.convertible && parts > 1).then(|| count(parts, "part", "parts"));
    let said: Vec<String> = parts.into_iter().chain(build).chain(lost).collect();
    if !said.is_empty() {
        ui.say("div.note", &said.join(", "));
    }
    ui.html(save_button(&ui.view(), log));
}

/// From when to when the log goes, and how its clock was found.
fn covers(log: &LogRow, zone: Option<i32>) -> String {
    let at = |time: &Option<String>| time.as_ref().map(|time| show(time, zone, Moment::whole));
    match (at(&log.first_time), at(&log.last_time)) {
        (Some(first), Some(last)) => [&first, " to ", &last, ". ", &log.encoding, ". ", &log.clock].concat(),
        _ => [log.encoding.as_str(), ". ", &log.clock].concat(),
    }
}

fn problem(ui: &mut Ui, why: &str) {
    remark(ui, Mark::Warning, why);
}

/// A sentence below the row of a log.
fn remark(ui: &mut Ui, sign: Mark, words: &str) {
    ui.el("tr.problem", |ui| {
        ui.el("td", |ui| {
            ui.set("colspan", "4");
            mark(ui, sign);
            ui.text(words);
        });
    });
}

fn refused(ui: &mut Ui, file: &GivenFile) {
    ui.el("tr", |ui| {
        ui.say("td", &file.meta.name);
        ui.say("td", "not read");
        ui.say("td", "");
        ui.say("td.count", "0");
    });
    match &file.status {
        FileStatus::Refused(why) => problem(ui, why),
        _ => problem(ui, &["Cancelled after ", &size(file.read), "."].concat()),
    }
}

/// How many lines were not understood, and where.
fn not_understood(ui: &mut Ui, report: &Report) {
    let logs: Vec<&LogRow> = report.logs.iter().filter(|log| log.unparsed > 0).collect();
    let all = count(logs.iter().map(|log| log.unparsed).sum(), "line", "lines");
    let place = match logs[..] {
        [] => return,
        [one] => one.name.clone(),
        _ => count(logs.len() as u64, "log", "logs"),
    };
    ui.says("p.note", &[&all, " of ", &place, " not understood, and kept as plain text."]);
}
