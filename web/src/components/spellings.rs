//! How a code is written: in hexadecimal, signed, unsigned, in logs.

use knowledge::Explained;

use super::panel::{copy_icon, titled};
use crate::ui::Ui;

/// The panel.
pub(crate) fn spellings(ui: &mut Ui, explained: &Explained) {
    let value = explained.value;
    let hex = knowledge::spell(value);
    let digits = hex.get(2..).unwrap_or_default().to_owned();
    titled(ui, "spellings", "Spellings", |ui| {
        ui.el("dl.spellings", |ui| {
            copied(ui, "Hex", &hex);
            copied(ui, "Signed", &(value as i32).to_string());
            copied(ui, "Unsigned", &value.to_string());
            row(ui, "In logs", |ui| {
                ui.says("code", &["[", &digits, "] hr=", &digits.to_ascii_lowercase()]);
            });
            if let Some(inside) = explained.inside {
                row(ui, inside.name, |ui| ui.say("code", &inside.number.to_string()));
            }
            // The first one stands at the head of the page.
            for symbol in explained.code.map_or(&[][..], |code| code.symbols).iter().skip(1) {
                copied(ui, "Also as", symbol);
            }
        });
    });
}

/// A row of a list of names and values.
pub(crate) fn row(ui: &mut Ui, name: &str, value: impl FnOnce(&mut Ui)) {
    ui.el("div", |ui| {
        ui.say("dt", name);
        ui.el("dd", value);
    });
}

/// A row whose value can be copied.
pub(crate) fn copied(ui: &mut Ui, name: &str, text: &str) {
    row(ui, name, |ui| {
        ui.say("code", text);
        copy_icon(ui, &["row-", text].concat(), text.to_owned(), &["Copy ", text].concat());
    });
}
