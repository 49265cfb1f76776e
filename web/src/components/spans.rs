//! Words of the knowledge: text, links, and placeholders that the logs or the reader fill.

use knowledge::prose::Span;
use knowledge::{Quoting, placeholder_words};

use super::old::outside;
use crate::fill::Fill;
use crate::message::Action;
use crate::ui::Ui;

/// A row of spans.
pub(crate) fn spans(ui: &mut Ui, spans: &[Span], fill: Fill) {
    for span in spans {
        match span {
            Span::Text(text) => ui.text(text),
            Span::Strong(text) => ui.say("strong", text),
            Span::Code(text) => ui.say("code", text),
            Span::Link { text, href } if href.starts_with('#') => ui.el("a", |ui| {
                ui.set("href", href);
                ui.text(text);
            }),
            Span::Link { text, href } => outside(ui, href, text),
            Span::Placeholder { name, quoting } => field(ui, name, *quoting, fill),
        }
    }
}

/// A placeholder: the value of the logs, or a field for it.
fn field(ui: &mut Ui, name: &'static str, quoting: Quoting, fill: Fill) {
    if fill.known(name).is_some()
        && let Some(written) = fill.written(name, quoting)
    {
        return ui.text(&written);
    }
    let words = placeholder_words(name);
    let own = fill.own(name).unwrap_or_default();
    ui.el("input.fill", |ui| {
        ui.set("size", &own.len().max(words.len()).to_string());
        ui.set("placeholder", words);
        ui.sets("aria-label", &[words, ", to be filled in"]);
        ui.truth("aria-invalid", fill.is_typed_wrong(name, quoting));
        ui.set("spellcheck", "false");
        ui.set("autocomplete", "off");
        ui.value(own);
        ui.on_text(move |text| Action::Fill(name, text));
    });
}
