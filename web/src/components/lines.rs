//! The lines of a log around one of them, in a dialog at the side.

use report::LineRow;

use super::icon::Icon;
use super::mark::Mark;
use super::old::mark;
use super::old::{copy, icon_button, note, text_button};
use super::save_text::save_button_of;
use crate::message::Action;
use crate::session::Lines;
use crate::state::LINES;
use crate::ui::Ui;
use crate::words::number;

/// So many more lines come at a time.
const MORE: u32 = 40;

/// The dialog; empty until a line is opened.
pub(crate) fn lines(ui: &mut Ui) {
    let lines = ui.state.session.lines.as_ref();
    ui.el("dialog.side", |ui| {
        ui.set("id", LINES);
        ui.set("aria-labelledby", "lines-heading");
        ui.on_close(Action::Close(LINES));
        ui.el("header.head", |ui| {
            ui.el("h2", |ui| {
                ui.set("id", "lines-heading");
                if let Some(lines) = lines {
                    ui.texts(&[&lines.log, " : ", &number(lines.line)]);
                }
            });
            if let Some(row) = lines.and_then(|lines| lines.rows.iter().find(|row| row.chosen)) {
                copy(ui, "line", row.text.clone(), "Copy the line");
            }
            icon_button(ui, Icon::Close, "Close", Action::Close(LINES));
        });
        if let Some(lines) = lines {
            body(ui, lines);
        }
    });
}

fn body(ui: &mut Ui, lines: &Lines) {
    if let Some(problem) = &lines.problem {
        return ui.el("p.trouble", |ui| {
            ui.set("role", "alert");
            mark(ui, Mark::Warning);
            ui.text(problem);
        });
    }
    if lines.rows.is_empty() {
        return ui.el("p.empty", |ui| {
            ui.set("role", "status");
            ui.text("Reading the lines");
        });
    }
    // An answer shorter than the question means that the log begins or ends here.
    let chosen = lines.rows.iter().position(|row| row.chosen).unwrap_or_default();
    let begins = chosen < lines.before as usize;
    let ends = lines.rows.len() - chosen <= lines.after as usize;
    ui.el("div.lines", |ui| {
        ui.set("tabindex", "0");
        ui.set("role", "group");
        ui.set("aria-label", "Lines of the log");
        edge(ui, begins, "The log begins here", "Show more before", Action::MoreLines(MORE, 0));
        ui.el("table", |ui| ui.el("tbody", |ui| lines.rows.iter().for_each(|line| row(ui, line))));
        edge(ui, ends, "The log ends here", "Show more after", Action::MoreLines(0, MORE));
        ui.el("p.edge", |ui| ui.html(save_button_of(&ui.view(), lines.file)));
    });
}

fn edge(ui: &mut Ui, over: bool, end: &str, more: &str, action: Action) {
    ui.el("p.edge", |ui| if over { note(ui, end) } else { text_button(ui, more, action) });
}

fn row(ui: &mut Ui, row: &LineRow) {
    ui.el("tr", |ui| {
        ui.key(&row.line.to_string());
        if row.chosen {
            ui.set("id", "chosen-line");
            ui.set("aria-current", "true");
            ui.set("class", "chosen");
        } else {
            ui.set("class", &row.level);
        }
        ui.say("td.number", &number(row.line));
        ui.el("td.when", |ui| {
            ui.say("div", &row.time);
            ui.say("div", &row.component);
        });
        ui.say("td.text", &row.text);
    });
}
