//! How a code is written: in hexadecimal, signed, unsigned, in logs.

use knowledge::Explained;

use super::old::{copy_icon, titled};
use crate::ui::Ui;

/// So many names of a code are shown: small numbers have dozens.
const MOST: usize = 8;

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
            if let Some(facility) = explained.facility_name {
                row(ui, "Facility", |ui| {
                    ui.says("code", &[&explained.facility.to_string(), " ", facility.name]);
                });
            }
            row(ui, "Number", |ui| ui.say("code", &explained.number.to_string()));
            let symbols = &explained.symbols;
            // The first one stands at the head of the page, and here only beside one of another header.
            let skipped = usize::from(symbols.iter().all(|symbol| header(symbol).is_none()));
            for symbol in symbols.iter().skip(skipped).take(MOST) {
                copied(ui, header(symbol).unwrap_or("Also as"), symbol);
            }
        });
    });
}

/// Which of two libraries calls a code so: they have names of their own for the same numbers.
fn header(symbol: &str) -> Option<&'static str> {
    let headers = [("ERROR_WINHTTP_", "WinHTTP"), ("ERROR_INTERNET_", "WinINet"), ("WININET_E_", "WinINet")];
    headers.into_iter().find(|(begins, _)| symbol.starts_with(begins)).map(|(_, name)| name)
}

/// A row of a list of names and values.
pub(crate) fn row(ui: &mut Ui, name: &str, value: impl FnOnce(&mut Ui)) {
    begin_row(ui, name);
    value(ui);
    ui.end();
    ui.end();
}

fn begin_row(ui: &mut Ui, name: &str) {
    ui.begin("div");
    ui.say("dt", name);
    ui.begin("dd");
}

/// A row whose value can be copied.
pub(crate) fn copied(ui: &mut Ui, name: &str, text: &str) {
    row(ui, name, |ui| {
        ui.say("code", text);
        copy_icon(ui, &["row-", text].concat(), text.to_owned(), &["Copy ", text].concat());
    });
}
