//! Codes beside a code: those that tell the same, and those that share a cause with it.

use knowledge::{Cause, Explained};

use super::old::{code_link, note, titled};
use crate::ui::Ui;

/// So many stand there at most.
const MOST: usize = 8;

/// The panel; nothing where there are none.
pub(crate) fn related(ui: &mut Ui, explained: &Explained, found: &[&Cause]) {
    let same = explained.code.map_or(&[][..], |code| code.same).iter().copied();
    let inside = explained.inside.and_then(|inside| inside.same);
    let shared = found.iter().flat_map(|cause| cause.when).flat_map(|when| when.codes).copied();
    let all = same
        .chain(inside)
        .map(|value| (value, "the same"))
        .chain(shared.map(|value| (value, "shares a cause")));
    let mut codes: Vec<(u32, &str)> = Vec::new();
    for (value, why) in all {
        if value != explained.value && !codes.iter().any(|(other, _)| *other == value) && codes.len() < MOST {
            codes.push((value, why));
        }
    }
    if codes.is_empty() {
        return;
    }
    titled(ui, "related", "Related codes", |ui| {
        ui.el("ul.related", |ui| {
            for (value, why) in codes {
                ui.el("li", |ui| {
                    code_link(ui, &knowledge::spell(value));
                    ui.el("span", |ui| {
                        ui.texts(&[&knowledge::explain(value).sentence, " "]);
                        note(ui, why);
                    });
                });
            }
        });
    });
}
