//! The steps of a flow as a picture: the verdict of each, and what it says; choosing one shows its proof.

use report::{StepRow, Verdict};

use super::mark::Mark;
use super::old::{mark, named_mark};
use crate::flow::{parts, steps};
use crate::message::Action;
use crate::time::{between, length};
use crate::ui::Ui;

/// The picture; `chosen` is the step whose proof is shown below. `timed`: the steps are those of one run, so that the
/// time between their lines is the time they took.
pub(crate) fn flow_picture(ui: &mut Ui, flow: &str, rows: &[StepRow], chosen: &str, timed: bool) {
    let names: Vec<String> = steps(rows).map(|row| row.step.clone()).collect();
    let at = names.iter().position(|name| *name == chosen).unwrap_or_default();
    let last = names.len().saturating_sub(1);
    ui.el("div.flow", |ui| {
        ui.set("role", "tablist");
        ui.set("aria-label", "Steps");
        ui.on_key(move |key| {
            let to = match key {
                "ArrowRight" | "ArrowDown" => (at + 1).min(last),
                "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return None,
            };
            names.get(to).cloned().map(Action::Step)
        });
        steps(rows).for_each(|row| step(ui, flow, rows, row, row.step == chosen, timed));
    });
}

fn step(ui: &mut Ui, flow: &str, rows: &[StepRow], row: &StepRow, chosen: bool, timed: bool) {
    let (title, actor) = knowledge::step(flow, &row.step).map_or(("", ""), |step| (step.title, step.actor));
    let sign = Mark::of(row.verdict);
    let (line, untouched) = match row.verdict {
        Verdict::Ok | Verdict::Passed => ("solid", ""),
        Verdict::Failed | Verdict::Stopped => ("dashed", ""),
        Verdict::NotReached | Verdict::NoLog => ("dotted", "untouched"),
    };
    let about = row.note.as_deref().filter(|_| !untouched.is_empty()).unwrap_or(actor);
    ui.el("button", |ui| {
        ui.set("type", "button");
        ui.set("role", "tab");
        ui.sets("id", &["step-", &row.step]);
        ui.set("aria-controls", "proof");
        ui.truth("aria-selected", chosen);
        ui.set("tabindex", if chosen { "0" } else { "-1" });
        ui.class(&["step", sign.class(), line, untouched, if chosen { "chosen" } else { "" }]);
        ui.on_click(Action::Step(row.step.clone()));
        ui.el("span.track", |ui| mark(ui, sign));
        ui.says("span.title", &[&row.step, ". ", title]);
        ui.el("span.word", |ui| {
            ui.say("strong", row.verdict.word());
            ui.text(&if timed { took(row) } else { String::new() });
        });
        ui.say("span.about", about);
        dots(ui, rows, row);
    });
}

/// How long the step took, or how long it lasted until it failed.
fn took(row: &StepRow) -> String {
    let before = match row.verdict {
        Verdict::Failed | Verdict::Stopped => " after ",
        _ => " ",
    };
    let took = between(row.start.as_deref(), row.end.as_deref());
    took.map_or_else(String::new, |millis| [before, &length(millis)].concat())
}

/// A dot for each part.
fn dots(ui: &mut Ui, rows: &[StepRow], row: &StepRow) {
    if parts(rows, &row.step).next().is_some() {
        ui.el("span.dots", |ui| {
            parts(rows, &row.step)
                .for_each(|part| named_mark(ui, Mark::of(part.verdict), part.verdict.word()));
        });
    }
}
