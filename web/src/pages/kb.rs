//! The knowledge: a search through all of it, and all of it in rows.

use knowledge::{Code, What};

use crate::components::causes::code_rows;
use crate::components::panel::{link, note, titled};
use crate::look_up::{Search, describe, name};
use crate::pages::main;
use crate::ui::Ui;
use crate::words::number;

/// The page; with a query, what fits it.
pub(crate) fn kb(ui: &mut Ui, query: &str) {
    main(ui, |ui| if query.trim().is_empty() { browse(ui) } else { found(ui, query) });
}

fn found(ui: &mut Ui, query: &str) {
    // The search box may hold something else by now.
    let mut search = Search::default();
    search.typed(query.to_owned());
    let hits = &search.found.hits;
    let understood = search.understood();
    ui.says("h1.words", &[&number(hits.len() as u64), " for \u{201c}", query, "\u{201d}"]);
    if !understood.is_empty() {
        ui.el("p.lead", |ui| {
            ui.set("role", "status");
            ui.text(&understood);
        });
    }
    if !hits.is_empty() {
        ui.el("section.panel", |ui| {
            ui.set("aria-label", "What fits");
            ui.el("ul.found", |ui| hits.iter().for_each(|hit| row(ui, hit.what)));
        });
    }
    ui.el("p", |ui| link(ui, &["#/kb"], "All of the knowledge"));
}

fn row(ui: &mut Ui, what: What) {
    let (kind, words) = describe(what);
    ui.el("li", |ui| {
        ui.say("span.kind", kind);
        ui.el("div", |ui| {
            ui.el("a", |ui| {
                ui.set("href", &what.href());
                ui.text(&name(what));
            });
            if matches!(what, What::Code(_)) {
                ui.says("span.symbol", &[" ", &what.title()]);
            }
            ui.say("p", &words);
        });
    });
}

fn browse(ui: &mut Ui) {
    ui.say("h1.words", "Knowledge");
    ui.say(
        "p.lead",
        "What the page knows of software updates: how a scan works, where it stops, what the codes mean, and how to \
         mend it. Any of it can stand in your wiki.",
    );
    ui.el("div.browse", |ui| {
        titled(ui, "guides", "Guides", guides);
        titled(ui, "codes", "Codes by family", families);
        titled(ui, "causes", "Causes", |ui| {
            ui.el("ul.pairs", |ui| {
                for cause in knowledge::causes() {
                    ui.el("li", |ui| link(ui, &["#/cause/", cause.id], cause.title));
                }
            });
        });
        titled(ui, "logs", "Logs", |ui| {
            ui.el("ul.pairs", |ui| {
                for log in knowledge::logs() {
                    ui.el("li", |ui| {
                        link(ui, &["#/log/", log.name], log.file);
                        note(ui, log.role.words());
                    });
                }
            });
        });
    });
}

fn guides(ui: &mut Ui) {
    for flow in knowledge::flows() {
        ui.el("ol.contents", |ui| {
            ui.el("li", |ui| link(ui, &["#/flow/", flow.id], flow.title));
            for step in flow.steps.iter().filter(|step| !step.id.contains('.')) {
                let words = [step.id, ". ", step.title].concat();
                ui.el("li.inner", |ui| link(ui, &["#/flow/", flow.id, "/", step.id], &words));
            }
        });
    }
}

fn families(ui: &mut Ui) {
    let mut families: Vec<(&str, Vec<u32>)> = Vec::new();
    for Code { family, value, .. } in knowledge::codes() {
        match families.iter_mut().find(|(name, _)| name == family) {
            Some((_, codes)) => codes.push(*value),
            None => families.push((family, vec![*value])),
        }
    }
    for (family, codes) in families {
        ui.el("details.family", |ui| {
            ui.el("summary", |ui| {
                ui.say("strong", family);
                note(ui, &number(codes.len() as u64));
            });
            code_rows(ui, &codes);
        });
    }
}
