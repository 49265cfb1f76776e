//! The answers to the scoping questions: in the report, and as a text.

use super::old::{link, panel, title};
use crate::ui::Ui;

/// The panel of the report; without an answer, the way to the questions.
pub(crate) fn scope(ui: &mut Ui) {
    let head = |ui: &mut Ui| {
        title(ui, "scope", "Scope of the issue");
        link(ui, &["#/scope"], if ui.state.answers.is_empty() { "Answer eight questions" } else { "Change" });
    };
    panel(ui, "scope", head, |ui| {
        if ui.state.answers.is_empty() {
            return ui.say(
                "p.why",
                "Since when, how many, what changed: the answers go into the copy for a ticket.",
            );
        }
        ui.el("dl.answers", |ui| {
            for (at, question) in knowledge::questions().iter().enumerate() {
                let answer = ui.state.answer(at);
                if !answer.is_empty() {
                    ui.say("dt", question.asks);
                    ui.say("dd", answer);
                }
            }
        });
    });
}

/// The questions that were answered with their answers; empty where none was.
pub(crate) fn scope_text(ui: &Ui) -> String {
    let mut text = String::new();
    for (at, question) in knowledge::questions().iter().enumerate() {
        let answer = ui.state.answer(at).trim();
        if !answer.is_empty() {
            text.extend([question.asks, "\n    ", &answer.replace('\n', "\n    "), "\n"]);
        }
    }
    text
}
