//! The codes that stand in the logs; those that healthy logs have too are folded away.

use report::{CodeSeen, Disposition, Report};

use super::icon::{Icon, icon};
use super::mark::{Mark, named_mark};
use super::panel::{code_link, titled};
use crate::message::Action;
use crate::ui::Ui;
use crate::words::{count, number};

/// More codes than these stand behind a fold of their own.
const SHOWN: usize = 8;

/// The panel.
pub(crate) fn codes_found(ui: &mut Ui, report: &Report) {
    let (benign, loud): (Vec<&CodeSeen>, Vec<&CodeSeen>) =
        report.codes.iter().partition(|code| code.disposition == Disposition::Noise);
    let (loud, rest) = loud.split_at(loud.len().min(SHOWN));
    if report.codes.is_empty() {
        return;
    }
    titled(ui, "codes", "Codes found", |ui| {
        rows(ui, loud);
        fold(ui, "more-codes", rest, "more code", "more codes");
        fold(ui, "benign", &benign, "benign code, in healthy logs too", "benign codes, in healthy logs too");
    });
}

fn fold(ui: &mut Ui, name: &'static str, codes: &[&CodeSeen], one: &str, many: &str) {
    if codes.is_empty() {
        return;
    }
    let open = ui.state.is_open(name);
    ui.el("button.fold", |ui| {
        ui.set("type", "button");
        ui.truth("aria-expanded", open);
        ui.on_click(Action::Fold(name.to_owned()));
        icon(ui, if open { Icon::Down } else { Icon::Right });
        ui.say("span", &count(codes.len() as u64, one, many));
        times(ui, codes.iter().map(|code| code.count).sum());
    });
    if open {
        rows(ui, codes);
    }
}

fn times(ui: &mut Ui, count: u64) {
    ui.says("span.count", &[&number(count), " \u{d7}"]);
}

fn rows(ui: &mut Ui, codes: &[&CodeSeen]) {
    ui.el("ul.codes", |ui| codes.iter().for_each(|code| row(ui, code)));
}

fn row(ui: &mut Ui, code: &CodeSeen) {
    let (sign, word) = match code.disposition {
        Disposition::Decisive => (Mark::Failed, "Decisive"),
        Disposition::Possible => (Mark::Stopped, "Possible"),
        Disposition::Noise => (Mark::Off, "Expected, not a fault"),
        Disposition::Layer | Disposition::Recovered | Disposition::LoggedOnly => (Mark::Info, "Seen"),
    };
    let value = code
        .code
        .strip_prefix("0x")
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        .unwrap_or_default();
    let means = knowledge::code(value).map(|known| known.message).or(code.symbol.as_deref());
    ui.el("li", |ui| {
        named_mark(ui, sign, word);
        code_link(ui, &code.code);
        ui.say("span.means", means.unwrap_or_default());
        times(ui, code.count);
    });
}
