//! A code: what its number says, where it arises, what causes it, how it is mended.

use knowledge::{Cause, CodeSeverity, Explained, Flow};

use crate::components::anatomy::anatomy;
use crate::components::arises::arises;
use crate::components::causes::{causes, sources};
use crate::components::fail_over::fail_over;
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::old::icon;
use crate::components::old::{button, copy, link, note, panel, tag, title_with, titled, with_codes};
use crate::components::related::related;
use crate::components::spellings::spellings;
use crate::components::wiki::wiki;
use crate::flow::causes_steps;
use crate::message::Action;
use crate::pages::old_layout::{main, page_buttons, trail};
use crate::routes::slug;
use crate::ui::Ui;

/// The page; in a frame it is a card with the causes alone.
pub(crate) fn code(ui: &mut Ui, value: u32) {
    let explained = knowledge::explain(value);
    let found = knowledge::causes_of_code(value);
    let steps = causes_steps(&found);
    main(ui, |ui| {
        way(ui, &explained);
        head(ui, &explained);
        tags(ui, &explained, &found, &steps);
        if ui.state.embedded {
            return all_causes(ui, &explained, &found);
        }
        ui.el("div.columns narrow", |ui| {
            ui.el("div.column", |ui| {
                anatomy(ui, &explained);
                arises(ui, &steps);
                all_causes(ui, &explained, &found);
                sources(ui, found.iter().flat_map(|cause| knowledge::remedy(cause).sources));
            });
            ui.el("div.rail", |ui| {
                spellings(ui, &explained);
                fail_over(ui, value, of_scan(&steps));
                related(ui, &explained, &found);
                wiki(ui, &knowledge::spell(value));
                in_logs(ui, found.len());
            });
        });
    });
}

fn of_scan(steps: &[(&Flow, &str)]) -> bool {
    steps.iter().any(|(flow, _)| flow.id == "client-scan")
}

/// The way to it, through its family.
fn way(ui: &mut Ui, explained: &Explained) {
    let part = explained.part.map(|part| part.words);
    let spelled = knowledge::spell(explained.value);
    match (explained.family, explained.facility_name) {
        (Some(family), _) => {
            let address = slug(family);
            let words = [family, " codes"].concat();
            trail(ui, Some((&["#/family/", &address], &words)), part.unwrap_or(&spelled));
        }
        (None, Some(facility)) => trail(ui, None, &[facility.words, " codes"].concat()),
        (None, None) => trail(ui, None, "Codes"),
    }
}

fn head(ui: &mut Ui, explained: &Explained) {
    let spelled = knowledge::spell(explained.value);
    ui.el("header.code-head", |ui| {
        ui.el("div", |ui| {
            ui.say("h1", &spelled);
            if let Some(symbol) = explained.symbols.first() {
                ui.say("p.symbol", symbol);
            }
        });
        ui.el("div.buttons", |ui| {
            if !ui.state.embedded {
                copy(ui, "code", spelled.clone(), "Copy code");
                button(ui, "button.button small", Icon::Code, "Embed", Action::Show("wiki"));
            }
            page_buttons(ui);
        });
        ui.el("p.lead", |ui| with_codes(ui, &explained.sentence));
    });
}

/// What is to be known at a glance.
fn tags(ui: &mut Ui, explained: &Explained, found: &[&Cause], steps: &[(&Flow, &str)]) {
    let benign = explained.code.and_then(|code| code.benign);
    let (sign, word) = match (explained.severity, benign) {
        (_, Some(_)) => (Mark::Off, "Expected, not a fault"),
        (CodeSeverity::Failure, _) => (Mark::Failed, "Failure"),
        (CodeSeverity::Warning, _) => (Mark::Warning, "Warning"),
        _ => (Mark::Ok, "No failure"),
    };
    ui.el("p.tags", |ui| {
        tag(ui, sign, word);
        if let Some((flow, step)) = steps.first() {
            plain_tag(ui, "span.tag accent", Icon::Flow, &[flow.title, ", step ", step].concat());
        }
        if knowledge::fails_over(explained.value) {
            plain_tag(ui, "span.tag ok", Icon::Switch, "Clients fail over on it");
        }
        if let Some(deed) = found
            .first()
            .and_then(|cause| knowledge::remedy(cause).check.first())
            .filter(|deed| deed.on != "console")
        {
            plain_tag(ui, "span.tag idle", Icon::Server, &["Look at the ", deed.on, " first"].concat());
        }
    });
    if let Some(why) = benign {
        ui.say("p.why", why);
    }
    for log in knowledge::logs() {
        for noise in knowledge::noise(log.name, explained.value) {
            ui.el("p.why", |ui| {
                ui.text("In ");
                link(ui, &["#/log/", log.name], log.file);
                ui.texts(&[" it is expected. ", noise.why]);
            });
        }
    }
}

fn plain_tag(ui: &mut Ui, what: &'static str, sign: Icon, words: &str) {
    ui.el(what, |ui| {
        icon(ui, sign);
        ui.text(words);
    });
}

fn all_causes(ui: &mut Ui, explained: &Explained, found: &[&Cause]) {
    let head = |ui: &mut Ui| {
        title_with(ui, "causes", |ui| {
            ui.text("Causes");
            if found.len() > 1 {
                note(ui, "likeliest first");
            }
        });
    };
    if ui.state.embedded && !found.is_empty() {
        ui.say("h2.unseen", "Causes");
        return causes(ui, found);
    }
    panel(ui, "causes", head, |ui| {
        causes(ui, found);
        if found.is_empty() {
            let same = explained.inside.and_then(|inside| inside.same).map(knowledge::spell);
            let same = same.map_or_else(String::new, |same| ["The same is told as ", &same, "."].concat());
            ui.el("p.why", |ui| {
                with_codes(ui, &["No cause is recorded for this code yet. ", &same].concat());
            });
        }
    });
}

/// The way from a code to its cause.
fn in_logs(ui: &mut Ui, causes: usize) {
    titled(ui, "in-logs", "Seen it in your logs?", |ui| {
        ui.el("div.body", |ui| {
            ui.say(
                "p",
                if causes > 1 {
                    "Drop them: the page shows which of the causes it is."
                } else {
                    "Drop them: the page shows the line that proves it."
                },
            );
            button(ui, "button.button", Icon::File, "Choose files", Action::Pick { folder: false });
        });
    });
}
