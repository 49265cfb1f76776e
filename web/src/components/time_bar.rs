//! Where the time of a run went: a bar with a stretch per step, hatched where nothing was logged for long.

use report::StepRow;

use super::mark::Mark;
use crate::flow::{Stretch, stretches};
use crate::time::length;
use crate::ui::Ui;
use crate::words::list;

/// The bar; nothing where there is no time to show.
pub(crate) fn time_bar(ui: &mut Ui, steps: &[StepRow]) {
    let stretches = stretches(steps);
    let all: i64 = stretches.iter().map(|stretch| stretch.length).sum();
    let Some(last) = stretches.last().filter(|_| all >= 100) else { return };
    let waits: Vec<String> = stretches.iter().filter_map(wait).collect();
    ui.el("div.time", |ui| {
        ui.says("p.note", &["Where the ", &length(all), " went"]);
        ui.el("div.time-bar", |ui| {
            ui.set("role", "img");
            ui.set("aria-label", &list(&stretches.iter().map(spoken).collect::<Vec<_>>()));
            for stretch in &stretches {
                ui.el("span", |ui| {
                    let waits = if stretch.waits.is_some() { "waits" } else { "" };
                    ui.class(&[Mark::of(stretch.verdict).class(), waits]);
                    // Grows with the time, but is never too narrow to be seen.
                    ui.sets("style", &["flex-grow:", &(stretch.length * 1_000 / all).max(1).to_string()]);
                });
            }
        });
        ui.el("p.note time-words", |ui| {
            ui.say("span", &waits.join("; "));
            ui.el("strong", |ui| {
                ui.set("class", Mark::of(last.verdict).class());
                ui.texts(&["step ", last.step, ", ", &length(last.length)]);
            });
        });
    });
}

/// A wait in words: its length, and the line after which it began.
fn wait(stretch: &Stretch) -> Option<String> {
    let line = stretch.waits?;
    let says = knowledge::evidence_by_id(&line.id).map_or(line.text.as_str(), |evidence| evidence.summary);
    Some([&length(stretch.length), " without a line, after: ", says].concat())
}

fn spoken(stretch: &Stretch) -> String {
    let kind = if stretch.waits.is_some() { "waiting in step " } else { "step " };
    [kind, stretch.step, " ", &length(stretch.length)].concat()
}
