//! The search box and the list below it.

use super::icon::Icon;
use super::old::icon;
use crate::excerpt::is_excerpt;
use crate::look_up::{SHOWN, describe, name};
use crate::message::{Action, Key};
use crate::ui::Ui;

/// The box; `what` says how large it is.
pub(crate) fn search_box(ui: &mut Ui, what: &'static str) {
    let search = &ui.state.search;
    let open = search.open && !search.text.trim().is_empty();
    ui.el(what, |ui| {
        ui.set("role", "search");
        icon(ui, Icon::Search);
        ui.el("input", |ui| {
            for (name, value) in [
                ("id", "search"),
                ("type", "text"),
                ("role", "combobox"),
                ("aria-label", "Look up a code, symbol, word or log line"),
                ("aria-controls", "hits"),
                ("aria-autocomplete", "list"),
                ("placeholder", "Code, symbol, words, or paste a log line"),
                ("autocomplete", "off"),
                ("spellcheck", "false"),
            ] {
                ui.set(name, value);
            }
            ui.truth("aria-expanded", open);
            if let Some(chosen) = search.chosen.filter(|_| open) {
                ui.set("aria-activedescendant", &option_id(chosen));
            }
            ui.value(&search.text);
            ui.on_text(Action::Type);
            ui.on_key(|key| match key {
                "ArrowDown" => Some(Action::SearchKey(Key::Down)),
                "ArrowUp" => Some(Action::SearchKey(Key::Up)),
                "Enter" => Some(Action::SearchKey(Key::Enter)),
                _ => None,
            });
        });
        ui.say("kbd", "Ctrl K");
        ui.el("div.hits", |ui| {
            ui.flag("hidden", !open);
            ui.el("div", |ui| {
                ui.set("id", "hits");
                ui.set("role", "listbox");
                ui.set("aria-label", "What fits");
                list(ui);
            });
            below(ui);
        });
    });
}

fn option_id(at: usize) -> String {
    ["hit-", &at.to_string()].concat()
}

fn list(ui: &mut Ui) {
    let search = &ui.state.search;
    for (at, hit) in search.found.hits.iter().take(SHOWN).enumerate() {
        let (kind, words) = describe(hit.what);
        let chosen = search.chosen == Some(at);
        ui.el("a", |ui| {
            ui.set("id", &option_id(at));
            ui.set("role", "option");
            ui.truth("aria-selected", chosen);
            ui.set("tabindex", "-1");
            ui.set("class", if chosen { "chosen" } else { "" });
            ui.set("href", &hit.what.href());
            ui.say("span.kind", kind);
            ui.say("strong", &name(hit.what));
            ui.say("span.about", &words);
        });
    }
}

/// What stands below the list: what was understood, and that there is more.
fn below(ui: &mut Ui) {
    let search = &ui.state.search;
    let understood = search.understood();
    if !understood.is_empty() {
        ui.el("p.note", |ui| {
            ui.set("role", "status");
            ui.text(&understood);
        });
    }
    let hits = search.found.hits.len();
    if is_excerpt(&search.text) {
        ui.say("p.note", "Enter tells each code in its place");
    } else if hits > SHOWN {
        ui.says("p.note", &["Enter shows all ", &hits.to_string()]);
    }
}
