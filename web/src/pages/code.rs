//! A code: what its number says, where it arises, what causes it, how it is mended.

use knowledge::{Cause, Explained, Flow, Severity, Shows};

use crate::components::anatomy::anatomy;
use crate::components::causes::{causes, code_rows, sources};
use crate::components::icon::Icon;
use crate::components::mark::Mark;
use crate::components::panel::{button, copy, link, note, panel, tag, title, title_with, titled, with_codes};
use crate::components::small_flow::small_flow;
use crate::components::spellings::spellings;
use crate::components::wiki::wiki;
use crate::flow::whole;
use crate::message::Action;
use crate::pages::{main, trail};
use crate::ui::Ui;
use crate::words::list;

/// The page; in a frame it is a card with the causes alone.
pub(crate) fn code(ui: &mut Ui, value: u32) {
    let explained = knowledge::explain(value);
    let found = knowledge::causes_of_code(value);
    let steps = steps(&found);
    main(ui, |ui| {
        trail(ui, None, &family(&explained));
        head(ui, &explained);
        tags(ui, &explained, &steps);
        if ui.state.embedded {
            return all_causes(ui, &explained, &found);
        }
        ui.el("div.columns narrow", |ui| {
            ui.el("div.column", |ui| {
                anatomy(ui, &explained);
                arises(ui, &steps);
                all_causes(ui, &explained, &found);
                sources(ui, found.iter().flat_map(|cause| cause.remedy().sources));
            });
            ui.el("div.rail", |ui| {
                spellings(ui, &explained);
                related(ui, &explained, &found);
                wiki(ui, &knowledge::spell(value));
                in_logs(ui);
            });
        });
    });
}

fn head(ui: &mut Ui, explained: &Explained) {
    let embedded = ui.state.embedded;
    let address = [&ui.state.base, ui.state.route.href().as_str()].concat();
    ui.el("header.code-head", |ui| {
        ui.el("div", |ui| {
            ui.say("h1", &knowledge::spell(explained.value));
            if let Some(symbol) = explained.code.and_then(|code| code.symbols.first()) {
                ui.say("p.symbol", symbol);
            }
        });
        ui.el("div.buttons", |ui| {
            copy(ui, "link", address, if embedded { "Link" } else { "Copy link" });
            if !embedded {
                button(ui, "button.button small", Icon::Code, "Embed", Action::Show("wiki"));
                button(ui, "button.button small", Icon::Print, "Print", Action::Print);
            }
        });
        ui.el("p.lead", |ui| with_codes(ui, &explained.sentence));
    });
}

fn family(explained: &Explained) -> String {
    match (explained.code, explained.facility_name) {
        (Some(code), _) => [code.family, " codes"].concat(),
        (None, Some(facility)) => [facility.words, " codes"].concat(),
        (None, None) => "Codes".to_owned(),
    }
}

type Steps = Vec<(&'static Flow, &'static str)>;

/// What is to be known at a glance.
fn tags(ui: &mut Ui, explained: &Explained, steps: &Steps) {
    let benign = explained.code.and_then(|code| code.benign);
    let (sign, word) = match (explained.severity, benign) {
        (_, Some(_)) => (Mark::Off, "Expected, not a fault"),
        (Severity::Failure, _) => (Mark::Failed, "Failure"),
        (Severity::Warning, _) => (Mark::Warning, "Warning"),
        _ => (Mark::Ok, "No failure"),
    };
    ui.el("p.tags", |ui| {
        tag(ui, sign, word);
        if let Some((flow, step)) = steps.first() {
            tag(ui, Mark::Info, &[flow.title, ", step ", step].concat());
        }
    });
    if let Some(why) = benign {
        ui.say("p.why", why);
    }
}

/// The steps at which the causes say that the code arises, each once.
fn steps(found: &[&Cause]) -> Steps {
    let mut steps: Steps = Vec::new();
    for at in found.iter().flat_map(|cause| cause.when).flat_map(|when| when.at) {
        let Some((flow, step)) = at.split_once('/') else { continue };
        let known = steps.iter().any(|(other, same)| other.id == flow && *same == step);
        steps.extend(knowledge::flow(flow).filter(|_| !known).map(|flow| (flow, step)));
    }
    steps
}

/// The flow with the steps where the code arises, and the logs that tell it.
fn arises(ui: &mut Ui, steps: &Steps) {
    let Some((flow, _)) = steps.first() else { return };
    let here = |id: &str| steps.iter().any(|(_, step)| whole(step) == whole(id));
    let mut logs: Vec<&str> = Vec::new();
    for line in flow.steps.iter().filter(|step| here(step.id)).flat_map(|step| step.evidence) {
        if line.shows == Shows::Failed && !logs.contains(&line.log) {
            logs.push(line.log);
        }
    }
    let head = |ui: &mut Ui| {
        title(ui, "arises", "Where it arises");
        link(ui, &["#/flow/", flow.id], flow.title);
    };
    panel(ui, "arises", head, |ui| {
        small_flow(ui, flow, "here fail", here);
        if !logs.is_empty() {
            ui.says("p.why", &["Told by ", &list(&logs), "."]);
        }
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

/// Codes that tell the same, then those that share a cause.
fn related(ui: &mut Ui, explained: &Explained, found: &[&Cause]) {
    let same = explained.code.map_or(&[][..], |code| code.same).iter().copied();
    let inside = explained.inside.and_then(|inside| inside.same);
    let shared = found.iter().flat_map(|cause| cause.when).flat_map(|when| when.codes).copied();
    let mut codes: Vec<u32> = Vec::new();
    for value in same.chain(inside).chain(shared) {
        if value != explained.value && !codes.contains(&value) && codes.len() < 6 {
            codes.push(value);
        }
    }
    if !codes.is_empty() {
        titled(ui, "related", "Related codes", |ui| code_rows(ui, &codes));
    }
}

/// The way from a code to its cause.
fn in_logs(ui: &mut Ui) {
    titled(ui, "in-logs", "Seen it in your logs?", |ui| {
        ui.el("div.body", |ui| {
            ui.say("p", "Drop them: the page shows which cause it is.");
            button(ui, "button.button", Icon::File, "Choose files", Action::Pick { folder: false });
        });
    });
}
