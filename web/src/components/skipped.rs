//! What was given and not read, and why.

use report::{Report, SkippedFile};

use super::mark::Mark;
use super::old::mark;
use super::old::{more, note, panel, title};
use crate::message::Action;
use crate::ui::Ui;
use crate::words::{count, number, size};

/// More rows than these stand behind a button.
const SHOWN: usize = 8;

/// The panel; nothing where all was read.
pub(crate) fn skipped(ui: &mut Ui, report: &Report) {
    let all = &report.skipped_files;
    if all.is_empty() {
        return;
    }
    let shown = if ui.state.is_open("all-skipped") { all.len() } else { all.len().min(SHOWN) };
    let head = |ui: &mut Ui| {
        title(ui, "skipped", "Not read");
        note(ui, &count(all.iter().map(|one| one.count).sum(), "file", "files"));
    };
    panel(ui, "skipped", head, |ui| {
        ui.el("ul.rows", |ui| all.iter().take(shown).for_each(|one| row(ui, one)));
        if shown < all.len() {
            let words = [&number((all.len() - shown) as u64), " more"].concat();
            more(ui, &words, Action::Fold("all-skipped".to_owned()));
        }
    });
}

fn row(ui: &mut Ui, one: &SkippedFile) {
    ui.el("li", |ui| {
        mark(ui, Mark::Off);
        ui.el("span", |ui| {
            ui.say("strong", &one.name);
            match one.size {
                _ if one.count > 1 => ui.texts(&[" and ", &number(one.count - 1), " more like it"]),
                Some(bytes) => ui.texts(&[", ", &size(bytes)]),
                None => {}
            }
            if !one.folder.is_empty() {
                note(ui, &one.folder);
            }
            ui.say("div", &one.reason);
        });
    });
}
