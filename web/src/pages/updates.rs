//! All updates in a table: filtered by kind and state, searched, sorted, copied; a row opens to the lines that tell of it.

use report::{UpdateClass, UpdateRow, UpdateState};

use crate::components::icon::Icon;
use crate::components::machines::way;
use crate::components::mark::Mark;
use crate::components::old::icon;
use crate::components::old::mark;
use crate::components::old::{button, copy, more, note};
use crate::components::update_rows::{as_text, update_rows};
use crate::message::Action;
use crate::pages::unknown;
use crate::session::MORE_UPDATES;
use crate::state::Sift;
use crate::ui::Ui;
use crate::words::{count, number};

/// The page.
pub(crate) fn updates(ui: &mut Ui) {
    let Some(report) = ui.state.report() else { return ui.html(unknown::without_logs(&ui.view())) };
    let wish = &ui.state.updates;
    let later = &ui.state.session.more_updates;
    let here = report.updates.len() + later.len();
    let away = u64::from(report.update_count).saturating_sub(here as u64);
    let found = wish.found(report.updates.iter().chain(later));
    let is_of_class = |update: &&UpdateRow| wish.class.is_none_or(|class| update.class == class);
    let is_in_state = |update: &&UpdateRow| wish.state.is_none_or(|state| update.state == state);
    let of_class: Vec<&UpdateRow> = found.iter().copied().filter(is_of_class).collect();
    let rows: Vec<&UpdateRow> = of_class.iter().copied().filter(is_in_state).collect();
    ui.el("main.report", |ui| {
        ui.html(way(&ui.view()));
        ui.el("header.run-head", |ui| {
            ui.say("h1", &count(report.update_count.into(), "update", "updates"));
            if away > 0 {
                note(ui, &["the ", &number(here as u64), " that need a look first are here"].concat());
            }
        });
        ui.el("section.panel", |ui| {
            ui.set("aria-label", "Updates");
            ui.el("div.sieve", |ui| {
                search(ui);
                classes(ui, &found);
                states(ui, &of_class);
                copy(ui, "updates", as_text(&rows), "Copy as text");
            });
            told(ui, here, rows.len());
            // A part: what comes and goes below the search must not take the focus from it.
            ui.part(|ui| {
                if rows.is_empty() {
                    return ui.say("p.empty", "No update fits. Show all states, or search for less.");
                }
                update_rows(ui, &rows[..rows.len().min(wish.most)]);
                if let Some(left) = rows.len().checked_sub(wish.most).filter(|left| *left > 0) {
                    let left = count(left as u64, "update", "updates");
                    more(ui, &["Show more of ", &left].concat(), Action::Updates(Sift::More));
                }
            });
            ui.part(|ui| {
                if away > 0 {
                    let next = count(away.min(MORE_UPDATES.into()), "update", "updates");
                    more(ui, &["Take ", &next, " more"].concat(), Action::MoreUpdates);
                }
            });
        });
    });
}

fn search(ui: &mut Ui) {
    ui.el("div.search", |ui| {
        icon(ui, Icon::Search);
        ui.el("input", |ui| {
            ui.set("id", "find-update");
            ui.set("type", "search");
            ui.set("aria-label", "Find updates by KB, title or id");
            ui.set("placeholder", "KB, title or id");
            ui.set("spellcheck", "false");
            ui.set("autocomplete", "off");
            ui.value(&ui.state.updates.text);
            ui.on_text(|text| Action::Updates(Sift::Text(text)));
        });
    });
}

/// A button for each state that is there, with how many are in it.
fn states(ui: &mut Ui, found: &[&UpdateRow]) {
    ui.el("div.choices", |ui| {
        ui.set("role", "group");
        ui.set("aria-label", "State");
        let chosen = ui.state.updates.state;
        choice(ui, "All", None, found.len(), chosen.is_none(), Sift::State(None));
        for state in UpdateState::ALL {
            let many = found.iter().filter(|update| update.state == state).count();
            if many > 0 || chosen == Some(state) {
                let sign = Some(Mark::of_update(state));
                choice(ui, state.words(), sign, many, chosen == Some(state), Sift::State(Some(state)));
            }
        }
    });
}

/// A button for each kind of update, where there are several: drivers, definitions and Store apps apart.
fn classes(ui: &mut Ui, found: &[&UpdateRow]) {
    let chosen = ui.state.updates.class;
    let count = |class| found.iter().filter(|update| update.class == class).count();
    let classes = || UpdateClass::ALL.into_iter().filter(|class| count(*class) > 0);
    if chosen.is_none() && classes().nth(1).is_none() {
        return;
    }
    ui.el("div.choices", |ui| {
        ui.set("role", "group");
        ui.set("aria-label", "Kind");
        choice(ui, "All kinds", None, found.len(), chosen.is_none(), Sift::Class(None));
        for class in UpdateClass::ALL {
            let many = count(class);
            if many > 0 || chosen == Some(class) {
                choice(ui, class.plural(), None, many, chosen == Some(class), Sift::Class(Some(class)));
            }
        }
    });
}

/// A button that filters the table, with how many updates it shows.
fn choice(ui: &mut Ui, words: &str, sign: Option<Mark>, many: usize, is_chosen: bool, sift: Sift) {
    ui.el("button", |ui| {
        ui.key(words);
        ui.set("type", "button");
        ui.class(&["choice", if is_chosen { "chosen" } else { "" }]);
        ui.truth("aria-pressed", is_chosen);
        ui.on_click(Action::Updates(sift));
        if let Some(sign) = sign {
            mark(ui, sign);
        }
        ui.texts(&[words, " ", &number(many as u64)]);
    });
}

/// How many of them the table shows, and how many it hides.
fn told(ui: &mut Ui, all: usize, shown: usize) {
    ui.el("div.hidden-rows", |ui| {
        ui.set("role", "status");
        if shown < all {
            let hidden = count((all - shown) as u64, "update is", "updates are");
            note(ui, &[&number(shown as u64), " shown, ", &hidden, " hidden."].concat());
            button(ui, "button.button small", Icon::Close, "Show all", Action::Updates(Sift::All));
        }
    });
}
