//! The knowledge's prose: blocks and spans, with commands that can be copied.

use knowledge::prose::{Block, Span};

use super::command::command;
use super::spans::spans;
use crate::fill::Fill;
use crate::ui::Ui;

/// Blocks of prose; `name` is unique on the page and names the commands in it.
pub(crate) fn prose(ui: &mut Ui, name: &str, blocks: &[Block], fill: Fill) {
    for (at, part) in blocks.iter().enumerate() {
        match part {
            Block::Heading(text) => ui.say("h2", text),
            Block::Paragraph(text) => ui.el("p", |ui| spans(ui, text, fill)),
            Block::List { ordered, items } => ui.el(if *ordered { "ol" } else { "ul" }, |ui| {
                items.iter().for_each(|item| ui.el("li", |ui| spans(ui, item, fill)));
            }),
            Block::Command(text) => command(ui, &[name, "-", &at.to_string()].concat(), text, fill),
            Block::Expect { log, line } => ui.el("p.expect", |ui| {
                ui.say("strong", log);
                ui.text(": ");
                ui.say("code", line);
            }),
            Block::Table { head, rows } => scrolled(ui, "Table", |ui| {
                ui.el("table", |ui| {
                    ui.el("thead", |ui| row(ui, "th", head, fill));
                    ui.el("tbody", |ui| rows.iter().for_each(|cells| row(ui, "td", cells, fill)));
                });
            }),
        }
    }
}

/// Something that may be wider than the screen, and then scrolls, by keys as well.
pub(crate) fn scrolled(ui: &mut Ui, name: &str, inside: impl FnOnce(&mut Ui)) {
    ui.el("div.wide", |ui| {
        ui.set("tabindex", "0");
        ui.set("role", "group");
        ui.set("aria-label", name);
        inside(ui);
    });
}

fn row(ui: &mut Ui, cell: &'static str, cells: &[&[Span]], fill: Fill) {
    ui.el("tr", |ui| cells.iter().for_each(|text| ui.el(cell, |ui| spans(ui, text, fill))));
}
