//! Panels, buttons, tags and links: what everything else is put together from.

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use crate::message::Action;
use crate::ui::Ui;

/// A panel that can be led to by its id: `head` writes what stands in its head, `body` the rest.
pub(crate) fn panel(ui: &mut Ui, id: &str, head: impl FnOnce(&mut Ui), body: impl FnOnce(&mut Ui)) {
    begin(ui, id);
    head(ui);
    ui.end();
    body(ui);
    ui.end();
}

/// Opens a panel and its head. Not in one with what is written into them, of which there are many.
fn begin(ui: &mut Ui, id: &str) {
    ui.begin("section.panel");
    ui.set("id", id);
    ui.set("tabindex", "-1");
    ui.set("aria-labelledby", &title_id(id));
    ui.begin("header.head");
}

fn title_id(id: &str) -> String {
    [id, "-title"].concat()
}

/// The title of the panel with this id.
pub(crate) fn title(ui: &mut Ui, id: &str, text: &str) {
    title_with(ui, id, |ui| ui.text(text));
}

/// The title of a panel, with more in it than a text.
pub(crate) fn title_with(ui: &mut Ui, id: &str, inside: impl FnOnce(&mut Ui)) {
    ui.el("h2", |ui| {
        ui.set("id", &title_id(id));
        inside(ui);
    });
}

/// A panel with nothing but its title in the head.
pub(crate) fn titled(ui: &mut Ui, id: &str, text: &str, body: impl FnOnce(&mut Ui)) {
    begin_titled(ui, id, text);
    body(ui);
    ui.end();
}

fn begin_titled(ui: &mut Ui, id: &str, text: &str) {
    begin(ui, id);
    title(ui, id, text);
    ui.end();
}

/// A button with an icon and words.
pub(crate) fn button(ui: &mut Ui, what: &'static str, sign: Icon, words: &str, action: Action) {
    ui.el(what, |ui| {
        ui.set("type", "button");
        ui.on_click(action);
        icon(ui, sign);
        ui.text(words);
    });
}

/// A button with an icon alone; the words are its name.
pub(crate) fn icon_button(ui: &mut Ui, sign: Icon, words: &str, action: Action) {
    ui.el("button.icon-button", |ui| {
        ui.set("type", "button");
        ui.set("aria-label", words);
        ui.set("title", words);
        ui.on_click(action);
        icon(ui, sign);
    });
}

/// A button that looks like a link.
pub(crate) fn text_button(ui: &mut Ui, words: &str, action: Action) {
    ui.el("button.text-button", |ui| {
        ui.set("type", "button");
        ui.on_click(action);
        ui.text(words);
    });
}

/// A button below rows that shows more of them.
pub(crate) fn more(ui: &mut Ui, words: &str, action: Action) {
    ui.el("p.more", |ui| text_button(ui, words, action));
}

/// Copies a text; `name` is unique on the page and marks the button that was pressed.
pub(crate) fn copy(ui: &mut Ui, name: &str, text: String, words: &str) {
    let copied = ui.state.copied.as_deref() == Some(name);
    let sign = if copied { Icon::Check } else { Icon::Copy };
    ui.el("button", |ui| {
        ui.set("type", "button");
        ui.class(&["button small copy", if copied { "copied" } else { "" }]);
        ui.on_click(Action::Copy(name.to_owned(), text));
        icon(ui, sign);
        ui.say("span", if copied { "Copied" } else { words });
    });
}

/// Copies a text by a button that shows only its icon; `words` say what is copied.
pub(crate) fn copy_icon(ui: &mut Ui, name: &str, text: String, words: &str) {
    let copied = ui.state.copied.as_deref() == Some(name);
    let (sign, words) = if copied { (Icon::Check, "Copied") } else { (Icon::Copy, words) };
    icon_button(ui, sign, words, Action::Copy(name.to_owned(), text));
}

/// A word in a coloured box, with its mark.
pub(crate) fn tag(ui: &mut Ui, sign: Mark, words: &str) {
    ui.el("span", |ui| {
        ui.class(&["tag", sign.class()]);
        mark(ui, sign);
        ui.text(words);
    });
}

/// A link inside the page; its address in pieces, from `#` on.
pub(crate) fn link(ui: &mut Ui, address: &[&str], words: &str) {
    ui.el("a", |ui| {
        ui.sets("href", address);
        ui.text(words);
    });
}

/// A link to somewhere else: it opens beside the page, and tells nothing of it.
pub(crate) fn outside(ui: &mut Ui, address: &str, words: &str) {
    ui.el("a", |ui| {
        ui.set("href", address);
        ui.set("target", "_blank");
        ui.set("rel", "noreferrer noopener");
        ui.text(words);
    });
}

/// A link to a code.
pub(crate) fn code_link(ui: &mut Ui, code: &str) {
    ui.el("a.code", |ui| {
        ui.sets("href", &["#/code/", code]);
        ui.text(code);
    });
}

/// A note: small and quiet.
pub(crate) fn note(ui: &mut Ui, words: &str) {
    ui.say("span.note", words);
}

/// A text in which codes lead to their pages.
pub(crate) fn with_codes(ui: &mut Ui, text: &str) {
    let mut rest = text;
    while let Some((before, code, after)) = next_code(rest) {
        ui.text(before);
        code_link(ui, code);
        rest = after;
    }
    ui.text(rest);
}

/// The next `0x` with eight digits in a text, with what stands before and after it.
fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    text.bytes().enumerate().filter(|(_, byte)| *byte == b'0').find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let (code, after) = rest.split_at_checked(10)?;
        let digits = code.strip_prefix("0x")?.bytes().all(|byte| byte.is_ascii_hexdigit());
        let ends = !after.bytes().next().is_some_and(|byte| byte.is_ascii_hexdigit());
        (digits && ends).then_some((before, code, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_in_a_text() {
        assert_eq!(next_code("proxy (0x8024401B)"), Some(("proxy (", "0x8024401B", ")")));
        assert_eq!(next_code("0x80244 and 0x8024401b"), Some(("0x80244 and ", "0x8024401b", "")));
        assert_eq!(next_code("0x8024401B0 is too long"), None);
        assert_eq!(next_code("0xé"), None);
    }
}
