//! Whether a client leaves its software update point because of a code.

use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{panel, title_with};
use crate::ui::Ui;

/// The panel; nothing for a code that no scan ends with.
pub(crate) fn fail_over(ui: &mut Ui, value: u32, of_scan: bool) {
    let over = knowledge::fails_over(value);
    if !over && !of_scan {
        return;
    }
    let head = |ui: &mut Ui| {
        title_with(ui, "fail-over", |ui| {
            icon(ui, Icon::Switch);
            ui.text(if over { "Fail-over: yes" } else { "Fail-over: no" });
        });
    };
    panel(ui, "fail-over", head, |ui| {
        if over {
            picture(ui);
        }
        ui.say(
            "p.why",
            if over {
                "On this code a client leaves its software update point: after four failed tries or more, half an hour \
                 apart, it takes the next one. Until then about two hours pass. A site may have another list of codes."
            } else {
                "By default a client does not leave its software update point because of this code, however often \
                 it fails with it. Other clients may scan well against another one meanwhile."
            },
        );
    });
}

/// Four tries, and then the next server.
fn picture(ui: &mut Ui) {
    ui.el("ol.tries", |ui| {
        ui.set("aria-hidden", "true");
        for wait in ["30 min", "30 min", "30 min", "2 min"] {
            ui.el("li", |ui| {
                mark(ui, Mark::Failed);
                ui.say("span", wait);
            });
        }
        ui.el("li.next-server", |ui| ui.say("b", "2"));
    });
}
