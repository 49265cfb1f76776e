//! The scoping questions as a form: what is answered stands in the report, and is kept nowhere but on this page.

use crate::components::old::{copy, link};
use crate::components::scope::scope_text;
use crate::message::Action;
use crate::pages::old_layout::{head, main, trail};
use crate::routes::Route;
use crate::ui::Ui;

/// The page.
pub(crate) fn scope(ui: &mut Ui) {
    main(ui, |ui| {
        trail(ui, None, "Scoping questions");
        head(
            ui,
            "Scope the issue first",
            "The better a failure is understood, the quicker it is mended. The answers stand in the report and in its \
             copy for a ticket. They stay on this page: closing it forgets them.",
        );
        ui.el("section.panel scope", |ui| {
            ui.set("aria-label", "Questions");
            ui.el("ol", |ui| {
                for (at, question) in knowledge::questions().iter().enumerate() {
                    let id = ["question-", &at.to_string()].concat();
                    let about = [&id, "-helps"].concat();
                    ui.el("li", |ui| {
                        ui.el("label", |ui| {
                            ui.set("for", &id);
                            ui.text(question.asks);
                        });
                        ui.el("p.note", |ui| {
                            ui.set("id", &about);
                            ui.text(question.helps);
                        });
                        ui.el("textarea", |ui| {
                            ui.set("id", &id);
                            ui.set("aria-describedby", &about);
                            ui.set("rows", "2");
                            ui.set("autocomplete", "off");
                            ui.value(ui.state.answer(at));
                            ui.on_text(move |text| Action::Answer(at, text));
                        });
                    });
                }
            });
            ui.el("div.body", |ui| {
                ui.el("div.buttons", |ui| {
                    if !ui.state.answers.is_empty() {
                        copy(ui, "scope", scope_text(&ui.view()), "Copy the answers");
                    }
                });
                ui.el("p", |ui| match ui.state.report() {
                    Some(_) => link(ui, &[&Route::Report(ui.state.of()).href()], "Back to the report"),
                    None => link(
                        ui,
                        &["#/flow/client-scan"],
                        "Next: the guide; begin with client scanning if unsure",
                    ),
                });
            });
        });
    });
}
