//! The layout for what is still written with a [`Ui`].

use super::layout as new;
use crate::ui::Ui;

pub(super) fn main<'a>(ui: &mut Ui<'a>, inside: impl FnOnce(&mut Ui<'a>)) {
    let inside = ui.drawn(inside);
    ui.html(new::main(&ui.view(), inside));
}

pub(super) fn head(ui: &mut Ui, title: &str, lead: &str) {
    ui.html(new::head(&ui.view(), title, lead));
}

pub(super) fn page_buttons(ui: &mut Ui) {
    ui.html(new::page_buttons(&ui.view()));
}

pub(super) fn trail(ui: &mut Ui, between: Option<(&[&str], &str)>, here: &str) {
    let between = between.map(|(address, words)| (address.concat(), words));
    ui.html(new::trail(
        &ui.view(),
        between.as_ref().map(|(address, words)| (address.as_str(), *words)),
        here,
    ));
}
