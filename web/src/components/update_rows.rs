//! The rows of the table of updates, on the screen and as text.

use report::{UpdateClass, UpdateEvent, UpdateFact, UpdateRow, visible};

use super::evidence::evidence_that;
use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::scrolled;
use super::old::{copy_icon, note, with_codes};
use crate::message::Action;
use crate::state::{Column, Sift};
use crate::ui::Ui;
use crate::words::{list, number};

/// The table.
pub(crate) fn update_rows(ui: &mut Ui, rows: &[&UpdateRow]) {
    scrolled(ui, "Table of the updates", |ui| {
        ui.el("table.logs updates", |ui| {
            ui.el("thead", |ui| {
                ui.el("tr", |ui| {
                    sorted(ui, Column::State, "State");
                    sorted(ui, Column::Kb, "KB");
                    sorted(ui, Column::Title, "Update");
                    for title in ["Download", "Installation", "State message", "Superseded by"] {
                        ui.say("th", title);
                    }
                });
            });
            ui.el("tbody", |ui| rows.iter().for_each(|update| row(ui, update)));
        });
    });
}

/// The head of a column that the table can be sorted by.
fn sorted(ui: &mut Ui, column: Column, title: &str) {
    let by = ui.state.updates.column == column;
    let down = ui.state.updates.down;
    ui.el("th", |ui| {
        if by {
            ui.set("aria-sort", if down { "descending" } else { "ascending" });
        }
        ui.el("button.text-button", |ui| {
            ui.set("type", "button");
            ui.on_click(Action::Updates(Sift::By(column)));
            ui.text(title);
            if by {
                icon(ui, if down { Icon::Down } else { Icon::Up });
            }
        });
    });
}

/// What tells an update apart from the others.
fn name(update: &UpdateRow) -> String {
    [&update.id, &update.kb, &update.title].map(|part| part.as_deref().unwrap_or_default()).join(" ")
}

fn row(ui: &mut Ui, update: &UpdateRow) {
    let name = name(update);
    let open = ui.state.is_open(&name);
    let sign = Mark::of_update(update.state);
    let id = update.id.as_deref().unwrap_or_default();
    let article = update.kb.as_ref().map(|kb| ["KB", kb].concat());
    let title = update.title.as_deref().or(article.as_deref()).unwrap_or(id);
    ui.el("tr", |ui| {
        ui.key(&name);
        ui.el("td.outcome", |ui| {
            mark(ui, sign);
            ui.el("strong", |ui| {
                ui.set("class", sign.class());
                ui.text(update.state.words());
            });
            if let Some(code) = &update.code {
                ui.el("div", |ui| with_codes(ui, code));
            }
            if let Some(inner) = &update.inner_code {
                ui.el("div.note", |ui| with_codes(ui, &["inside it ", inner].concat()));
            }
        });
        ui.say("td", update.kb.as_deref().unwrap_or_default());
        ui.el("td.title", |ui| {
            ui.el("button.text-button", |ui| {
                ui.set("type", "button");
                ui.truth("aria-expanded", open);
                ui.on_click(Action::Fold(name.clone()));
                ui.text(title);
                icon(ui, if open { Icon::Down } else { Icon::Right });
            });
            if title != id {
                note(ui, id);
            }
            if update.class != UpdateClass::Product {
                ui.say("div.note", kind(update));
            }
        });
        for says in [DOWNLOAD, INSTALLATION, MESSAGE] {
            ui.say("td", &last(update, says));
        }
        ui.say("td", &by(update));
    });
    if open {
        opened(ui, update, &name);
    }
}

/// What kind of update it is, in a word.
fn kind(update: &UpdateRow) -> &'static str {
    let plural = update.class.plural();
    plural.strip_suffix('s').unwrap_or(plural)
}

const DOWNLOAD: &[UpdateEvent] = &[
    UpdateEvent::DownloadStarted,
    UpdateEvent::Downloaded,
    UpdateEvent::DownloadFailed,
    UpdateEvent::DownloadCancelled,
];
const INSTALLATION: &[UpdateEvent] = &[
    UpdateEvent::InstallStarted,
    UpdateEvent::InstallDone,
    UpdateEvent::InstallFailed,
    UpdateEvent::RestartPending,
];
const MESSAGE: &[UpdateEvent] = &[UpdateEvent::StateRaised, UpdateEvent::StateForwarded];

/// What its logs say last of a download, an installation or a message, in one or two words.
fn last(update: &UpdateRow, says: &[UpdateEvent]) -> String {
    let fact = update.facts.iter().rev().find(|fact| says.contains(&fact.event));
    let word = |fact: &UpdateFact| match fact.event {
        UpdateEvent::DownloadStarted | UpdateEvent::InstallStarted => "started",
        UpdateEvent::DownloadFailed | UpdateEvent::InstallFailed => "failed",
        UpdateEvent::Downloaded | UpdateEvent::InstallDone => "succeeded",
        UpdateEvent::DownloadCancelled => "cancelled",
        UpdateEvent::RestartPending => "restart pending",
        UpdateEvent::StateForwarded => "forwarded",
        _ => "raised, not forwarded",
    };
    fact.map_or_else(|| "\u{2013}".to_owned(), |fact| word(fact).to_owned())
}

/// What it is superseded by, in short.
fn by(update: &UpdateRow) -> String {
    match &update.superseded_by[..] {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => [first, " and ", &number(rest.len() as u64), " more"].concat(),
    }
}

/// All that is known of an update, with its lines.
fn opened(ui: &mut Ui, update: &UpdateRow, name: &str) {
    ui.el("tr.opened", |ui| {
        ui.key(&[name, "+"].concat());
        ui.el("td", |ui| {
            ui.set("colspan", "7");
            ui.el("p.why", |ui| about(ui, update));
            ui.el("ol.evidence", |ui| {
                for fact in &update.facts {
                    let code = fact.code.as_deref().map_or_else(String::new, |code| [" ", code].concat());
                    let says = [fact.event.words(), &code].concat();
                    ui.html(evidence_that(&ui.view(), &fact.evidence, None, &says));
                }
            });
        });
    });
}

fn about(ui: &mut Ui, update: &UpdateRow) {
    if let Some(id) = &update.id {
        ui.text("Id ");
        ui.say("code", id);
        copy_icon(ui, &["id-", id].concat(), id.clone(), "Copy the id");
    }
    if let Some(revision) = update.revision {
        ui.texts(&[" revision ", &revision.to_string()]);
    }
    if !update.superseded_by.is_empty() {
        ui.texts(&[" Superseded by ", &list(&update.superseded_by)]);
    }
}

/// The rows as text, with a tab between cells.
pub(crate) fn as_text(rows: &[&UpdateRow]) -> String {
    let mut text =
        "State\tCode\tInner code\tKB\tTitle\tKind\tId\tDownload\tInstallation\tState message\tSuperseded by\n".to_owned();
    for update in rows {
        // A line break in a title must not begin a row.
        let cell = |value: &Option<String>| visible(value.as_deref().unwrap_or_default()).replace('\t', " ");
        let cells = [
            update.state.words().to_owned(),
            cell(&update.code),
            cell(&update.inner_code),
            cell(&update.kb),
            cell(&update.title),
            kind(update).to_owned(),
            cell(&update.id),
            last(update, DOWNLOAD),
            last(update, INSTALLATION),
            last(update, MESSAGE),
            update.superseded_by.join(" "),
        ];
        text.extend([cells.join("\t").as_str(), "\n"]);
    }
    text
}
