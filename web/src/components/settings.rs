//! The configuration: what logs and exports say of it, with the line of each source.

use report::{Report, SettingRow, SettingValue};

use super::evidence::place;
use super::mark::Mark;
use super::old::mark;
use super::old::scrolled;
use super::old::{more, note, panel, tag, title};
use crate::message::Action;
use crate::ui::Ui;
use crate::words::{count, number};

/// More settings than these, where their sources agree, stand behind a button.
const SHOWN: usize = 8;

/// The panel; nothing where nothing is known.
pub(crate) fn settings(ui: &mut Ui, report: &Report) {
    let (agreed, open): (Vec<&SettingRow>, Vec<&SettingRow>) =
        report.settings.iter().partition(|setting| setting.sources_agree);
    if report.settings.is_empty() {
        return;
    }
    let shown = if ui.state.is_open("all-settings") { agreed.len() } else { agreed.len().min(SHOWN) };
    let head = |ui: &mut Ui| {
        title(ui, "settings", "Configuration");
        note(ui, "as logs and exports say it");
    };
    panel(ui, "settings", head, |ui| {
        scrolled(ui, "Table of the configuration", |ui| {
            ui.el("table.logs settings", |ui| {
                ui.el("thead", |ui| {
                    ui.el("tr", |ui| {
                        ["Setting", "Value", "Said by", "Line"].iter().for_each(|name| ui.say("th", name));
                    });
                });
                ui.el("tbody", |ui| {
                    open.iter().chain(agreed.iter().take(shown)).for_each(|setting| row(ui, setting));
                });
            });
        });
        if shown < agreed.len() {
            let words = [&number((agreed.len() - shown) as u64), " more"].concat();
            more(ui, &words, Action::Fold("all-settings".to_owned()));
        }
    });
}

/// A setting; where its sources disagree, each has a row.
fn row(ui: &mut Ui, setting: &SettingRow) {
    let fold = ["setting-", &setting.id].concat();
    let all = setting.values.len();
    let shown = if !setting.sources_agree || ui.state.is_open(&fold) { all } else { 1 };
    for (at, value) in setting.values.iter().take(shown).enumerate() {
        let class = if at == 0 { "" } else { "again" };
        ui.el("tr", |ui| {
            ui.key(&[&setting.id, "-", &at.to_string()].concat());
            ui.class(&[class, if setting.sources_agree { "" } else { "warn" }]);
            ui.el("th", |ui| {
                ui.set("scope", "row");
                match at {
                    0 => ui.text(&setting.title),
                    _ => ui.says("span.unseen", &[&setting.title, ", too"]),
                }
                if at == 0 && !setting.sources_agree {
                    ui.el("div", |ui| tag(ui, Mark::Warning, "Sources disagree"));
                }
            });
            ui.el("td", |ui| said(ui, value));
            ui.el("td", |ui| {
                ui.text(&value.source);
                if at == 0 && setting.sources_agree && all > 1 {
                    others(ui, fold.clone(), all as u64 - 1);
                }
            });
            ui.el("td", |ui| ui.html(place(&ui.view(), &value.evidence)));
        });
    }
}

fn said(ui: &mut Ui, value: &SettingValue) {
    if value.value.is_empty() {
        mark(ui, Mark::Off);
        return note(ui, "empty");
    }
    ui.say("code", &value.value);
}

/// The button to the other sources.
fn others(ui: &mut Ui, fold: String, others: u64) {
    let open = ui.state.is_open(&fold);
    ui.el("button.text-button", |ui| {
        ui.set("type", "button");
        ui.truth("aria-expanded", open);
        ui.on_click(Action::Fold(fold));
        ui.texts(&["and ", &count(others, "other", "others")]);
    });
}
