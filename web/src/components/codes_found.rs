//! The codes in the logs by what they decide; those that healthy logs have too are folded away.

use report::{CodeSeen, Disposition, Report};

use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{code_link, note, titled};
use crate::message::Action;
use crate::ui::Ui;
use crate::words::{count, number};

/// Of each disposition so many codes are shown, the rest is folded; of noise all are.
const SHOWN: usize = 8;

/// The panel.
pub(crate) fn codes_found(ui: &mut Ui, report: &Report) {
    if report.codes.is_empty() {
        return;
    }
    titled(ui, "codes", "Codes found", |ui| {
        for disposition in Disposition::ALL {
            let codes: Vec<&CodeSeen> =
                report.codes.iter().filter(|code| code.disposition == disposition).collect();
            if !codes.is_empty() {
                group(ui, disposition, &codes);
            }
        }
    });
}

/// The codes of a disposition, below its words and what they mean.
fn group(ui: &mut Ui, disposition: Disposition, codes: &[&CodeSeen]) {
    ui.el("h3.group-head", |ui| {
        mark(ui, Mark::of_code(disposition));
        ui.say("strong", disposition.words());
        note(ui, disposition.meaning());
    });
    let most = if disposition == Disposition::Noise { 0 } else { SHOWN };
    let (shown, rest) = codes.split_at(codes.len().min(most));
    rows(ui, shown);
    if rest.is_empty() {
        return;
    }
    let name = ["codes-", disposition.words()].concat();
    let open = ui.state.is_open(&name);
    ui.el("button.fold", |ui| {
        ui.set("type", "button");
        ui.truth("aria-expanded", open);
        ui.on_click(Action::Fold(name));
        icon(ui, if open { Icon::Down } else { Icon::Right });
        let (one, many) = if most == 0 { ("code", "codes") } else { ("more code", "more codes") };
        ui.say("span", &count(rest.len() as u64, one, many));
        times(ui, rest.iter().map(|code| code.count).sum());
    });
    if open {
        rows(ui, rest);
    }
}

fn times(ui: &mut Ui, count: u64) {
    ui.says("span.count", &[&number(count), " \u{d7}"]);
}

fn rows(ui: &mut Ui, codes: &[&CodeSeen]) {
    if !codes.is_empty() {
        ui.el("ul.codes", |ui| codes.iter().for_each(|code| row(ui, code)));
    }
}

fn row(ui: &mut Ui, code: &CodeSeen) {
    let value = code
        .code
        .strip_prefix("0x")
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or_default();
    let means = knowledge::code(value).map(|known| known.message).or(code.symbol.as_deref());
    ui.el("li", |ui| {
        code_link(ui, &code.code);
        ui.say("span.means", means.unwrap_or_default());
        times(ui, code.count);
    });
}
