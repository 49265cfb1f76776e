//! A family: all of its codes with their symbols and what they mean, by the part they come from.

use knowledge::Code;

use crate::components::panel::code_link;
use crate::look_up::families;
use crate::pages::{head, main, trail, unknown};
use crate::routes::slug;
use crate::ui::Ui;
use crate::words::count;

/// The page.
pub(crate) fn family(ui: &mut Ui, id: &str) {
    let families = families();
    let Some((name, codes)) = families.iter().find(|(name, _)| slug(name) == id) else {
        return unknown::unknown(ui);
    };
    main(ui, |ui| {
        trail(ui, None, "Codes by family");
        let many = count(codes.len() as u64, "code", "codes");
        head(
            ui,
            &[name, " codes"].concat(),
            &[&many, ", each with what it means. A code opens its page."].concat(),
        );
        for (part, codes) in parts(codes) {
            ui.el("section.panel codes-of", |ui| {
                ui.set("aria-label", part);
                if !part.is_empty() {
                    ui.el("header.head", |ui| ui.el("h2.part-title", |ui| ui.text(part)));
                }
                ui.el("ul", |ui| codes.iter().for_each(|code| row(ui, code)));
            });
        }
    });
}

/// Codes in their order, put together where they come from the same part.
fn parts<'c>(codes: &[&'c Code]) -> Vec<(&'static str, Vec<&'c Code>)> {
    let mut parts: Vec<(&str, Vec<&Code>)> = Vec::new();
    for code in codes {
        let part = knowledge::part(code.value).map_or("", |part| part.words);
        match parts.last_mut() {
            Some((last, codes)) if *last == part => codes.push(code),
            _ => parts.push((part, vec![code])),
        }
    }
    parts
}

fn row(ui: &mut Ui, code: &Code) {
    ui.el("li", |ui| {
        code_link(ui, &knowledge::spell(code.value));
        ui.el("p", |ui| {
            ui.say("code", code.symbols.first().copied().unwrap_or_default());
            ui.text(" ");
            ui.text(code.message);
        });
    });
}
