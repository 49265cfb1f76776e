//! What is copied into a wiki to show a page of the knowledge there.

use super::panel::{copy, titled};
use crate::message::Action;
use crate::ui::Ui;

/// The panel, for the place that is shown; `title` names it in a link.
pub(crate) fn wiki(ui: &mut Ui, title: &str) {
    let (base, href) = (&ui.state.base, ui.state.route.href());
    let markdown = ui.state.is_open("markdown");
    let text = if markdown { ["[", title, "](", base, &href, ")"].concat() } else { frame(base, &href) };
    titled(ui, "wiki", "Put it in your wiki", |ui| {
        ui.el("div.body", |ui| {
            ui.el("div.choices", |ui| {
                for (words, chosen) in [("Frame", !markdown), ("Markdown", markdown)] {
                    ui.el("button", |ui| {
                        ui.set("type", "button");
                        ui.class(&["choice", if chosen { "chosen" } else { "" }]);
                        ui.truth("aria-pressed", chosen);
                        if !chosen {
                            ui.on_click(Action::Fold("markdown".to_owned()));
                        }
                        ui.text(words);
                    });
                }
            });
            ui.el("pre.snippet", |ui| {
                ui.set("tabindex", "0");
                ui.set("role", "group");
                ui.set("aria-label", "To be copied");
                ui.say("code", &text);
            });
            copy(ui, "wiki", text, "Copy");
        });
    });
}

/// A frame for a page: sandboxed, since it needs nothing of the page around it.
fn frame(base: &str, href: &str) -> String {
    [
        "<iframe src=\"",
        base,
        "?embed=1",
        href,
        "\" width=\"420\" height=\"520\" sandbox=\"allow-scripts allow-popups\"></iframe>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_shows_the_place_without_chrome() {
        let frame = frame("https://tools.example.com/wuscope/", "#/code/0x80244022");
        assert!(
            frame.contains(r#"src="https://tools.example.com/wuscope/?embed=1#/code/0x80244022""#),
            "{frame}"
        );
    }
}
