//! What to do: the checks and fixes of the cause, from the least to the most invasive, and how to see that it is mended.

use knowledge::Cause;
use knowledge::prose::{Block, RemedyAction, ShellCommand};
use report::Finding;

use super::command::shell;
use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{copy, link, note, panel, title_with};
use super::prose::prose;
use crate::fill::Fill;
use crate::message::Action;
use crate::ui::Ui;

/// The plan for a finding; nothing if no cause fits.
pub(crate) fn fix_plan(ui: &mut Ui, finding: &Finding) {
    let Some(cause) = finding.cause.as_deref().and_then(knowledge::cause) else { return };
    let remedy = knowledge::remedy(cause);
    let fill = Fill::of(Some(finding), &ui.state.filled);
    let head = |ui: &mut Ui| {
        title_with(ui, "fix", |ui| {
            ui.text("Fix plan");
            note(ui, "least invasive first; values of your logs are filled in");
        });
        copy(ui, "all", commands(cause, fill), "Copy all");
    };
    panel(ui, "fix", head, |ui| {
        ui.el("p.why", |ui| {
            ui.text("The cause: ");
            link(ui, &["#/cause/", cause.id], cause.title);
        });
        ui.el("ol.deeds", |ui| {
            for (at, deed) in remedy.check.iter().chain(remedy.fix).enumerate() {
                step(ui, at + 1, deed, fill);
            }
        });
        verify(ui, cause, fill);
    });
}

/// One thing to do; its number can be ticked off.
fn step(ui: &mut Ui, number: usize, deed: &RemedyAction, fill: Fill) {
    let number = number.to_string();
    let name = ["deed-", &number].concat();
    let done = ui.state.is_open(&name);
    ui.el(if done { "li.done" } else { "li" }, |ui| {
        ui.el("button.tick", |ui| {
            ui.set("type", "button");
            ui.truth("aria-pressed", done);
            ui.sets("aria-label", &["Step ", &number, " is done"]);
            ui.on_click(Action::Fold(name.clone()));
            if done { icon(ui, Icon::Check) } else { ui.text(&number) }
        });
        ui.el("div", |ui| {
            deed_head(ui, "h3.deed-title", deed);
            ui.html(prose(&ui.view(), &name, deed.blocks, fill));
        });
    });
}

/// Title, place and effect of a thing to do.
pub(crate) fn deed_head(ui: &mut Ui, title: &'static str, deed: &RemedyAction) {
    let sign = match deed.on {
        "client" | "console" => Icon::Monitor,
        _ => Icon::Server,
    };
    ui.say(title, deed.title);
    ui.el("p.deed-about", |ui| {
        icon(ui, sign);
        ui.text(&about(deed));
    });
    if let Some(undo) = deed.undo {
        ui.el("p.deed-undo", |ui| {
            ui.say("strong", "To undo: ");
            ui.text(undo);
        });
    }
}

/// Where it is done, and what it changes.
fn about(deed: &RemedyAction) -> String {
    let elevated = if deed.elevated { ", elevated" } else { "" };
    let changes = deed.changes.map_or("changes nothing".to_owned(), |what| ["changes ", what].concat());
    [deed.at(), deed.on, elevated, " \u{b7} ", &changes].concat()
}

/// How to see that it is mended.
fn verify(ui: &mut Ui, cause: &Cause, fill: Fill) {
    ui.el("div.verify", |ui| {
        ui.el("span.box", |ui| ui.set("aria-hidden", "true"));
        ui.el("div", |ui| {
            ui.say("h3", "Verify");
            ui.html(prose(&ui.view(), "verify", knowledge::remedy(cause).verify, fill));
            ui.say("p.note", "Drop the new logs here, and the verdict tells whether it is mended.");
        });
    });
}

/// What was broken before and is no more.
pub(crate) fn mended(ui: &mut Ui) {
    if let Some(was) = &ui.state.mended {
        ui.el("section.panel verify ticked", |ui| {
            ui.set("aria-label", "Mended");
            mark(ui, Mark::Ok);
            ui.el("div", |ui| {
                ui.say("h2", "Mended");
                ui.says("p", &["The newer logs succeed. Before: ", was]);
            });
        });
    }
}

/// All commands with their titles, to be copied at once.
pub(crate) fn commands(cause: &Cause, fill: Fill) -> String {
    let mut text = ["# ", cause.title, "\n"].concat();
    let remedy = knowledge::remedy(cause);
    for deed in remedy.check.iter().chain(remedy.fix) {
        text.extend(["\n# ", deed.title, " (", &about(deed), ")\n"]);
        deed.blocks.iter().for_each(|block| add(&mut text, block, fill));
    }
    text.push_str("\n# Verify\n");
    remedy.verify.iter().for_each(|block| add(&mut text, block, fill));
    text
}

fn add(text: &mut String, block: &Block, fill: Fill) {
    match block {
        Block::Command(ShellCommand { shell: reads, text: spans }) => {
            text.extend(["# ", shell(*reads), ":\n", &fill.text(spans), "\n"]);
        }
        Block::Expect { log, line } => text.extend(["# Expect in ", log, ": ", line, "\n"]),
        _ => {}
    }
}
