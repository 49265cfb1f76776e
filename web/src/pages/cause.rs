//! A cause: what to check, what to change, how to see that it is mended.

use knowledge::Evidence;

use crate::components::arises::arises;
use crate::components::causes::{cause_body, code_rows, copy_all, sources};
use crate::components::old::{link, titled};
use crate::components::wiki::wiki;
use crate::flow::{causes_steps, codes_of};
use crate::pages::old_layout::{head, main, trail};
use crate::pages::unknown;
use crate::ui::Ui;

/// The page.
pub(crate) fn cause(ui: &mut Ui, id: &str) {
    let Some(cause) = knowledge::cause(id) else { return unknown::unknown(ui) };
    let codes = codes_of(cause);
    let mut lines: Vec<&Evidence> = Vec::new();
    for line in cause.when.iter().flat_map(|when| when.seen).filter_map(|id| knowledge::evidence(*id)) {
        if !lines.iter().any(|other| other.id == line.id) {
            lines.push(line);
        }
    }
    main(ui, |ui| {
        match knowledge::symptom(cause.symptom) {
            Some(symptom) => trail(ui, Some((&["#/symptom/", symptom.id], symptom.title)), "Cause"),
            None => trail(ui, None, "Causes"),
        }
        head(ui, cause.title, "");
        ui.el("div.columns narrow", |ui| {
            ui.el("div.column", |ui| {
                titled(ui, "deeds", "What to do", |ui| {
                    cause_body(ui, cause, "h3");
                    ui.el("p.more", |ui| copy_all(ui, cause));
                });
                arises(ui, &causes_steps(&[cause]));
                sources(ui, knowledge::remedy(cause).sources.iter());
            });
            ui.el("div.rail", |ui| {
                if !codes.is_empty() {
                    titled(ui, "related", "Its codes", |ui| code_rows(ui, &codes));
                }
                if !lines.is_empty() {
                    titled(ui, "lines-of", "Lines that tell it", |ui| {
                        ui.el("ul.pairs", |ui| {
                            for line in lines {
                                ui.el("li", |ui| {
                                    ui.el("span", |ui| {
                                        link(ui, &["#/log/", line.log], line.log);
                                        ui.texts(&[": ", line.summary]);
                                    });
                                });
                            }
                        });
                    });
                }
                if !ui.state.embedded {
                    wiki(ui, cause.title);
                }
            });
        });
    });
}
