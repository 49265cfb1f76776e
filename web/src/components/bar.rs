//! The bar at the top: where one is, the search box, the lock, the colours.

use report::Report;

use super::icon::Icon;
use super::old::icon_button;
use super::old::{brand, icon};
use super::search_box::search_box;
use crate::message::Action;
use crate::routes::Route;
use crate::state::{Dialog, Lock, Theme};
use crate::ui::Ui;

/// The bar. Where logs are given and where the knowledge begins the search box stands in the page instead.
pub(crate) fn bar(ui: &mut Ui) {
    let theme = ui.state.theme;
    let (sign, words) = match theme {
        Theme::Auto => (Icon::HalfMoon, "Colours: as the system. Change to light"),
        Theme::Light => (Icon::Sun, "Colours: light. Change to dark"),
        Theme::Dark => (Icon::Moon, "Colours: dark. Change to those of the system"),
    };
    // On a small report the box stands behind a tab.
    let searching = if ui.state.search.open { "searching" } else { "" };
    let in_page = match &ui.state.route {
        Route::Home => true,
        Route::Knowledge(query) => query.trim().is_empty(),
        _ => false,
    };
    ui.el("header", |ui| {
        ui.class(&["bar", searching, if has_tabs(ui) { "has-tabs" } else { "" }]);
        ui.el("a.brand", |ui| {
            ui.set("href", "#/");
            brand(ui);
            ui.text("Wuscope");
        });
        places(ui);
        ui.el("div.bar-search", |ui| {
            if !in_page {
                search_box(ui, "div.search");
            }
        });
        badge(ui);
        ui.el("div.bar-tools", |ui| {
            icon_button(ui, sign, words, Action::Colours(theme.next()));
            icon_button(ui, Icon::Help, "All keys", Action::Dialog(Dialog::Keys));
        });
    });
}

/// The places: the report's once there is one.
fn places(ui: &mut Ui) {
    let route = &ui.state.route;
    let report = ui.state.report();
    let has_report = report.is_some() || ui.state.session.busy();
    let has_machines = ui.state.session.report.as_ref().is_some_and(|report| !report.machines.is_empty());
    let of = ui.state.of();
    let has_updates = report.is_some_and(|report| !report.updates.is_empty());
    let has_runs = report.is_some_and(|report| report.run_count > 0);
    let guide = matches!(route, Route::Flow(..));
    let [report, runs, updates] =
        [Route::Report(of), Route::Runs(of), Route::Updates(of)].map(|place| place.href());
    let is_report = matches!(route, Route::Report(_));
    let is_list = has_machines && of.is_none();
    let places = [
        (!has_report, Icon::Flow, "Analyze", "#/", *route == Route::Home),
        (has_machines, Icon::Monitor, "Machines", "#/report", is_report && is_list),
        (has_report && !is_list, Icon::Flow, "Report", &report, is_report),
        (has_runs, Icon::Clock, "Runs", &runs, matches!(route, Route::Runs(_) | Route::Run(..))),
        (has_updates, Icon::Install, "Updates", &updates, matches!(route, Route::Updates(_))),
        (true, Icon::Book, "Knowledge", "#/kb", route.is_knowledge() && !guide),
        (true, Icon::Help, "Guide", "#/flow/client-scan", guide),
    ];
    ui.el("nav.places", |ui| {
        ui.set("aria-label", "Places");
        for (_, sign, words, href, here) in places.into_iter().filter(|place| place.0) {
            ui.el("a", |ui| {
                ui.set("href", href);
                if here {
                    ui.set("class", "here");
                    ui.set("aria-current", "page");
                }
                icon(ui, sign);
                ui.text(words);
            });
        }
    });
}

/// Whether the network is locked; the details and the test are behind it.
pub(crate) fn badge(ui: &mut Ui) {
    let (class, long, short) = match ui.state.lock {
        Lock::Open => ("idle", "Locking: fetching the engine", "Locking"),
        Lock::Closed => ("ok", "Locked: no network requests", "Locked"),
        Lock::Testing => ("accent", "Testing the lock", "Testing"),
        Lock::Refused(_) => ("fail", "Not locked: nothing is read", "Not locked"),
    };
    ui.el("button", |ui| {
        ui.set("type", "button");
        ui.class(&["badge", class]);
        ui.on_click(Action::Dialog(Dialog::Lock));
        icon(ui, Icon::Lock);
        ui.say("span.long", long);
        ui.say("span.short", short);
    });
}

fn has_tabs(ui: &Ui) -> bool {
    let is_report = |report: &Report| report.machines.is_empty() || ui.state.of().is_some();
    matches!(ui.state.route, Route::Report(_)) && ui.state.report().is_some_and(is_report)
}

/// The tabs at the bottom of a small screen, on the report.
pub(crate) fn tabs(ui: &mut Ui) {
    if !has_tabs(ui) {
        return;
    }
    let tabs = [
        (Icon::Flow, "Verdict", Action::Show("verdict")),
        (Icon::Terminal, "Fix", Action::Show("fix")),
        (Icon::Clock, "Runs", Action::Show("runs")),
        (Icon::File, "Logs", Action::Show("logs")),
        (Icon::Search, "Look up", Action::Search),
    ];
    ui.el("nav.tabs", |ui| {
        ui.set("aria-label", "Parts of the report");
        // In a frame there is no search box.
        let shown = if ui.state.embedded { &tabs[..4] } else { &tabs };
        for (sign, words, action) in shown.iter().cloned() {
            super::old::button(ui, "button.tab", sign, words, action);
        }
    });
}
