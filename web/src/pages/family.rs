//! A family: all of its codes with their symbols and what they mean, by the part they come from.

use knowledge::{Code, Symbol};

use crate::components::old::{code_link, more, titled};
use crate::look_up::families;
use crate::message::Action;
use crate::pages::old_layout::{head, main, trail};
use crate::pages::unknown;
use crate::routes::slug;
use crate::ui::Ui;
use crate::words;

/// The page.
pub(crate) fn family(ui: &mut Ui, id: &str) {
    let families = families();
    let Some((name, count)) = families.iter().find(|(name, _)| slug(name) == id) else {
        return if knowledge::is_given(knowledge::SYMBOLS) {
            unknown::unknown(ui);
        } else {
            unknown::not_yet(ui);
        };
    };
    let codes: Vec<&Code> = knowledge::codes().iter().filter(|code| code.family == *name).collect();
    let is_bare = |symbol: &Symbol| symbol.family == *name && knowledge::code(symbol.value).is_none();
    let names: Vec<Symbol> = knowledge::all_symbols().filter(is_bare).collect();
    main(ui, |ui| {
        trail(ui, None, "Codes by family");
        let lead = [&words::count(*count, "code", "codes"), " with what it means. A code opens its page."];
        head(ui, &[name, " codes"].concat(), &lead.concat());
        for (part, codes) in parts(&codes) {
            ui.el("div.panel codes-of", |ui| {
                if !part.is_empty() {
                    ui.el("header.head", |ui| ui.say("h2.part-title", part));
                }
                ui.el("ul", |ui| {
                    codes.iter().for_each(|code| row(ui, code.value, code.symbols, code.message));
                });
            });
        }
        if !names.is_empty() {
            bare(ui, &names);
        }
    });
}

/// Names without a sentence of their own: there may be thousands.
fn bare(ui: &mut Ui, names: &[Symbol]) {
    let open = ui.state.is_open("names");
    titled(ui, "names", "More names", |ui| {
        if open {
            ui.el("div.codes-of", |ui| {
                ui.el("ul", |ui| names.iter().for_each(|symbol| row(ui, symbol.value, &[symbol.name], "")));
            });
        } else {
            let words =
                [&words::count(names.len() as u64, "name", "names"), " without a sentence of its own"];
            more(ui, &words.concat(), Action::Fold("names".to_owned()));
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

fn row(ui: &mut Ui, value: u32, symbols: &[&str], message: &str) {
    ui.el("li", |ui| {
        code_link(ui, &knowledge::spell(value));
        ui.el("p", |ui| {
            ui.say("code", symbols.first().copied().unwrap_or_default());
            ui.texts(&[" ", message]);
        });
    });
}
