//! The updates in the report: how many are in which state, and the way to the table.

use report::{Report, UpdateState};

use super::mark::{Mark, mark};
use super::panel::{link, panel, title};
use crate::routes::Route;
use crate::ui::Ui;
use crate::words::{count, number};

/// The panel; nothing where no update was seen.
pub(crate) fn updates_seen(ui: &mut Ui, report: &Report) {
    if report.updates.is_empty() {
        return;
    }
    let table = Route::Updates(ui.state.of()).href();
    let head = |ui: &mut Ui| {
        title(ui, "updates", "Updates");
        link(ui, &[&table], &["All ", &count(report.update_count.into(), "update", "updates")].concat());
    };
    let here = report.updates.len() as u64;
    panel(ui, "updates", head, |ui| {
        ui.el("ul.codes tally", |ui| {
            for state in UpdateState::ALL {
                let many = report.updates.iter().filter(|update| update.state == state).count() as u64;
                if many > 0 {
                    ui.el("li", |ui| {
                        mark(ui, Mark::of_update(state));
                        ui.say("span", state.words());
                        ui.say("span.count", &number(many));
                    });
                }
            }
        });
        if here < u64::from(report.update_count) {
            ui.says("p.note", &["Counted are the ", &number(here), " that need a look first."]);
        }
    });
}
