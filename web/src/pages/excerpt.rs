//! An excerpt of a log: what its lines show, and the lines as they were pasted, with each code explained in place.

use knowledge::spelling::{Notation, notation_words};

use crate::components::against::other_findings;
use crate::components::causes::code_rows;
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::missing::missing;
use crate::components::old::mark;
use crate::components::old::{button, code_link, link, titled, with_codes};
use crate::excerpt::{Piece, pieces};
use crate::message::Action;
use crate::pages::old_layout::{head, main, trail};
use crate::ui::Ui;
use crate::words::count;

/// Lines beyond these are for the engine, that reads whole logs.
const LINES: usize = 500;

/// The page.
pub(crate) fn excerpt(ui: &mut Ui) {
    let text = ui.state.excerpt.as_str();
    let lines: Vec<Vec<Piece>> = text.lines().take(LINES).map(pieces).collect();
    let mut codes: Vec<u32> = Vec::new();
    for piece in lines.iter().flatten() {
        if let Piece::Code(_, value, _) = piece
            && !codes.contains(value)
        {
            codes.push(*value);
        }
    }
    main(ui, |ui| {
        trail(ui, None, "Excerpt");
        head(
            ui,
            "Codes in an excerpt",
            "Paste lines of a log, a mail or a ticket. They are read in this tab, are not uploaded, and are not part of the address.",
        );
        ui.el("div.excerpt-field", |ui| {
            ui.el("textarea", |ui| {
                ui.set("id", "excerpt");
                ui.set("rows", "6");
                ui.set("aria-label", "Lines of a log");
                ui.set("spellcheck", "false");
                ui.set("autocomplete", "off");
                ui.value(text);
                ui.on_text(Action::Excerpt);
            });
        });
        ui.el("p.note", |ui| {
            ui.set("role", "status");
            if !text.trim().is_empty() {
                let found = count(codes.len() as u64, "code", "codes");
                let read = count(lines.len() as u64, "line", "lines");
                ui.texts(&[
                    &found,
                    " in ",
                    &read,
                    if text.lines().nth(LINES).is_some() { ", the first ones" } else { "" },
                    ".",
                ]);
            }
        });
        ui.part(findings);
        if !codes.is_empty() {
            titled(ui, "decoded", "The lines, with their codes", |ui| {
                ui.el("ul.decoded", |ui| lines.iter().for_each(|line| decoded(ui, line)));
            });
            titled(ui, "codes", "The codes", |ui| code_rows(ui, &codes));
        }
    });
}

/// What the engine finds in the lines, as if they had been dropped; until they are read, the button that reads them.
fn findings(ui: &mut Ui) {
    if !ui.state.has_engine() || ui.state.excerpt.trim().is_empty() {
        return;
    }
    let Some(report) = ui.state.excerpt_report() else {
        if ui.state.session.busy() {
            return ui.say("p.note", "Reading these lines");
        }
        return button(ui, "button.button primary", Icon::Flow, "Read these lines", Action::ReadExcerpt);
    };
    titled(ui, "verdict", "What these lines show", |ui| {
        ui.el("p.why", |ui| {
            mark(ui, Mark::of_report(report));
            ui.el("strong", |ui| with_codes(ui, &report.headline.summary));
        });
        ui.el("p.more", |ui| link(ui, &["#/report"], "The report of these lines"));
    });
    ui.html(other_findings(&ui.view(), report, None, None));
    ui.html(missing(&ui.view(), report, None));
}

/// A line with its codes as links, and below it what they say.
fn decoded(ui: &mut Ui, line: &[Piece]) {
    ui.el("li", |ui| {
        ui.el("code", |ui| {
            for piece in line {
                match piece {
                    Piece::Text(text) => ui.text(text),
                    Piece::Code(text, value, _) => ui.el("a", |ui| {
                        ui.sets("href", &["#/code/", &knowledge::spell(*value)]);
                        ui.text(text);
                    }),
                }
            }
        });
        for piece in line {
            if let Piece::Code(text, value, notation) = piece {
                ui.el("p.note", |ui| {
                    let spelled = knowledge::spell(*value);
                    if *text != spelled {
                        code_link(ui, &spelled);
                        ui.text(" ");
                    }
                    if matches!(notation, Notation::Number(..) | Notation::Extended(_)) {
                        ui.texts(&[&notation_words(*notation), " "]);
                    }
                    if let Some(symbol) = knowledge::symbols_of(*value).first() {
                        ui.say("strong", symbol);
                        ui.text(" ");
                    }
                    ui.text(&knowledge::explain(*value).sentence);
                });
            }
        }
    });
}
