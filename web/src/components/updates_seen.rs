//! The updates in the report: of each kind how many are in which state, and the way to the table.

use report::{Report, UpdateClass, UpdateState};

use super::mark::Mark;
use super::old::mark;
use super::old::{link, panel, title};
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
        for class in UpdateClass::ALL {
            let states: Vec<UpdateState> = report
                .updates
                .iter()
                .filter(|update| update.class == class)
                .map(|update| update.state)
                .collect();
            if !states.is_empty() && states.len() < report.updates.len() {
                ui.el("h3.group-head", |ui| ui.say("strong", class.plural()));
            }
            tally(ui, &states);
        }
        if here < u64::from(report.update_count) {
            ui.says("p.note", &["Counted are the ", &number(here), " that need a look first."]);
        }
    });
}

/// How many updates are in which state.
fn tally(ui: &mut Ui, states: &[UpdateState]) {
    if states.is_empty() {
        return;
    }
    ui.el("ul.codes tally", |ui| {
        for state in UpdateState::ALL {
            let many = states.iter().filter(|other| **other == state).count() as u64;
            if many > 0 {
                ui.el("li", |ui| {
                    mark(ui, Mark::of_update(state));
                    ui.say("span", state.words());
                    ui.say("span.count", &number(many));
                });
            }
        }
    });
}
