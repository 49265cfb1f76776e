//! The parts of panels for what is still written with a [`Ui`].

use super::icon::Icon;
use super::mark::Mark;
use super::{icon, mark, panel as new, prose};
use crate::message::Action;
use crate::ui::Ui;

fn written<'a>(ui: &Ui<'a>, write: impl FnOnce(&mut Ui<'a>)) -> yew::Html {
    ui.drawn(write)
}

pub(crate) fn panel<'a>(
    ui: &mut Ui<'a>,
    id: &str,
    head: impl FnOnce(&mut Ui<'a>),
    body: impl FnOnce(&mut Ui<'a>),
) {
    let (head, body) = (written(ui, head), written(ui, body));
    ui.html(new::panel(id, head, body));
}

pub(crate) fn title_with<'a>(ui: &mut Ui<'a>, id: &str, inside: impl FnOnce(&mut Ui<'a>)) {
    let inside = written(ui, inside);
    ui.html(new::title_with(id, inside));
}

pub(crate) fn titled<'a>(ui: &mut Ui<'a>, id: &str, text: &str, body: impl FnOnce(&mut Ui<'a>)) {
    let body = written(ui, body);
    ui.html(new::titled(id, text, body));
}

pub(crate) fn button(ui: &mut Ui, what: &'static str, sign: Icon, words: &str, action: Action) {
    let class = what.strip_prefix("button.").unwrap_or(what);
    ui.html(new::button(&ui.view(), class, sign, words, action));
}

pub(crate) fn copy(ui: &mut Ui, name: &str, text: String, words: &str) {
    ui.html(new::copy(&ui.view(), name, text, words));
}

pub(crate) fn link(ui: &mut Ui, address: &[&str], words: &str) {
    ui.html(new::link(&address.concat(), words));
}

#[allow(dead_code)]
pub(crate) fn path(ui: &mut Ui, what: &'static str, line: &str) {
    ui.el(what, |ui| ui.set("d", line));
}

pub(crate) fn icon(ui: &mut Ui, sign: Icon) {
    ui.html(icon::icon(sign));
}

#[allow(dead_code)]
pub(crate) fn brand(ui: &mut Ui) {
    ui.html(icon::brand());
}

pub(crate) fn mark(ui: &mut Ui, sign: Mark) {
    ui.html(mark::mark(sign));
}

pub(crate) fn named_mark(ui: &mut Ui, sign: Mark, word: &str) {
    ui.html(mark::named_mark(sign, word));
}

pub(crate) fn title(ui: &mut Ui, id: &str, text: &str) {
    ui.html(new::title(id, text));
}

pub(crate) fn icon_button(ui: &mut Ui, sign: Icon, words: &str, action: Action) {
    ui.html(new::icon_button(&ui.view(), sign, words, action));
}

pub(crate) fn text_button(ui: &mut Ui, words: &str, action: Action) {
    ui.html(new::text_button(&ui.view(), words, action));
}

pub(crate) fn more(ui: &mut Ui, words: &str, action: Action) {
    ui.html(new::more(&ui.view(), words, action));
}

pub(crate) fn copy_icon(ui: &mut Ui, name: &str, text: String, words: &str) {
    ui.html(new::copy_icon(&ui.view(), name, text, words));
}

pub(crate) fn tag(ui: &mut Ui, sign: Mark, words: &str) {
    ui.html(new::tag(sign, words));
}

pub(crate) fn code_link(ui: &mut Ui, code: &str) {
    ui.html(new::code_link(code));
}

pub(crate) fn note(ui: &mut Ui, words: &str) {
    ui.html(new::note(words));
}

pub(crate) fn with_codes(ui: &mut Ui, text: &str) {
    ui.html(new::with_codes(text));
}

pub(crate) fn scrolled<'a>(ui: &mut Ui<'a>, name: &str, inside: impl FnOnce(&mut Ui<'a>)) {
    let inside = written(ui, inside);
    ui.html(prose::scrolled(name, inside));
}
