//! What is copied into a wiki to show a page of the knowledge there.

use super::old::{copy, titled};
use crate::message::Action;
use crate::ui::Ui;

/// What a frame may do in its sandbox: run, open the whole page in a tab that is no sandbox, and save files.
const SANDBOX: &str = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

/// The panel, for the place that is shown; `title` names it in a link.
pub(crate) fn wiki(ui: &mut Ui, title: &str) {
    let (base, href) = (&ui.state.base, ui.state.route.href());
    let markdown = ui.state.is_open("markdown");
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
            if markdown {
                return snippet(ui, "wiki", ["[", title, "](", base, &href, ")"].concat());
            }
            snippet(ui, "wiki", frame(base, &href, title, ""));
            ui.say("p.note", "Works on any web server: the frame needs no header of the server.");
            ui.el("details.sandboxed", |ui| {
                ui.say("summary", "The wiki requires a sandbox");
                snippet(ui, "wiki-sandboxed", frame(base, &href, title, SANDBOX));
                ui.el("p.note", |ui| {
                    ui.text("Works only if this server sends the header ");
                    ui.say("code", "Access-Control-Allow-Origin: *");
                    ui.text(" with every file; docs/embedding.md has the lines for nginx, IIS, Apache and Caddy. Without the header, add ");
                    ui.say("code", "allow-same-origin");
                    ui.text(" to the attribute.");
                });
            });
        });
    });
}

/// A text to be copied, with its button.
fn snippet(ui: &mut Ui, name: &str, text: String) {
    ui.el("pre.snippet", |ui| {
        ui.set("tabindex", "0");
        ui.set("role", "group");
        ui.set("aria-label", "To be copied");
        ui.say("code", &text);
    });
    copy(ui, name, text, "Copy");
}

/// A frame for a page, with a sandbox or without. Without one it works on any server; in one without `allow-same-origin`
/// the origin of the page is opaque, and its own files count as those of another server.
fn frame(base: &str, href: &str, title: &str, sandbox: &str) -> String {
    let (begin, end) = if sandbox.is_empty() { ("", "") } else { ("\" sandbox=\"", sandbox) };
    let title = title.replace('&', "&amp;").replace('"', "&quot;");
    [
        "<iframe src=\"",
        base,
        "?embed=1",
        href,
        "\" title=\"Wuscope: ",
        &title,
        "\" width=\"100%\" height=\"520",
        begin,
        end,
        "\"></iframe>",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://tools.example.com/wuscope/";

    #[test]
    fn a_frame_shows_the_place_without_chrome() {
        assert_eq!(
            frame(BASE, "#/code/0x80244022", "0x80244022", ""),
            r##"<iframe src="https://tools.example.com/wuscope/?embed=1#/code/0x80244022" title="Wuscope: 0x80244022" width="100%" height="520"></iframe>"##
        );
    }

    #[test]
    fn a_sandboxed_frame_opens_whole_pages_and_saves() {
        let frame = frame(BASE, "#/code/0x80244022", "0x80244022", SANDBOX);
        assert!(
            frame.ends_with(
                r#" height="520" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"></iframe>"#
            ),
            "{frame}"
        );
    }

    #[test]
    fn a_title_stays_within_its_quotes() {
        let frame = frame(BASE, "#/cause/x", "\"A\" & B", "");
        assert!(frame.contains(r#" title="Wuscope: &quot;A&quot; &amp; B" "#), "{frame}");
    }
}
