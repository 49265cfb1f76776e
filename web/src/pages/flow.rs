//! A flow as a guide: its steps, the lines to expect in each, and what to check where it stops. No log is needed.

use knowledge::{Evidence, EvidenceKind, Flow, LogLevel, Step};

use crate::components::causes::{cause_links, fetching, sources};
use crate::components::mark::Mark;
use crate::components::old::named_mark;
use crate::components::old::{link, note, titled};
use crate::components::prose::prose;
use crate::components::small_flow::small_flow;
use crate::components::wiki::wiki;
use crate::fill::Fill;
use crate::flow::{causes_at, whole};
use crate::pages::old_layout::{head, main, trail};
use crate::pages::unknown;
use crate::ui::Ui;

/// The page of a flow, or of one of its steps.
pub(crate) fn flow(ui: &mut Ui, id: &str, step_id: Option<&str>) {
    let Some(flow) = knowledge::flow(id) else { return unknown::unknown(ui) };
    let step = step_id.and_then(|id| flow.steps.iter().find(|step| step.id == id));
    if step.is_none() && step_id.is_some() {
        return unknown::unknown(ui);
    }
    let name = step.map_or_else(|| flow.title.to_owned(), title);
    main(ui, |ui| {
        match step {
            None => trail(ui, None, flow.title),
            Some(step) => trail(ui, Some((&["#/flow/", flow.id], flow.title)), &["Step ", step.id].concat()),
        }
        head(ui, &name, step.map_or("", |step| step.actor));
        small_flow(ui, flow, "here accent", |id| step.is_some_and(|step| whole(step.id) == id));
        ui.el("div.columns narrow", |ui| {
            ui.el("div.column", |ui| {
                ui.el("div.panel guide", |ui| match step {
                    _ if !knowledge::is_given(knowledge::GUIDES) => fetching(ui),
                    None => prose(ui, "guide", knowledge::guide(flow).prose, Fill::default()),
                    Some(step) => of_step(ui, flow, step),
                });
                let causes = step.map(|step| causes_at(flow.id, step.id)).unwrap_or_default();
                if !causes.is_empty() {
                    titled(ui, "causes", "What stops it here", |ui| {
                        ui.el("div.two", |ui| cause_links(ui, &causes));
                    });
                }
                sources(ui, knowledge::guide(flow).sources.iter());
            });
            ui.el("div.rail", |ui| {
                contents(ui, flow, step);
                if !ui.state.embedded {
                    wiki(ui, &name);
                }
            });
        });
    });
}

fn title(step: &Step) -> String {
    [step.id, ". ", step.title].concat()
}

/// The parts of the open step; without one, all steps.
fn contents(ui: &mut Ui, flow: &Flow, open: Option<&Step>) {
    let listed = |step: &&Step| match open {
        Some(open) => whole(step.id) == whole(open.id),
        None => !step.id.contains('.'),
    };
    let parts: Vec<&Step> = flow.steps.iter().filter(listed).collect();
    if parts.len() < 2 {
        return;
    }
    titled(ui, "contents", if open.is_some() { "Its parts" } else { "Its steps" }, |ui| {
        ui.el("ol.contents", |ui| {
            for step in parts {
                ui.el("li", |ui| {
                    let inner = if step.id.contains('.') { "inner" } else { "" };
                    let here = open.is_some_and(|open| open.id == step.id);
                    ui.class(&[inner, if here { "here" } else { "" }]);
                    link(ui, &["#/flow/", flow.id, "/", step.id], &title(step));
                });
            }
        });
    });
}

fn of_step(ui: &mut Ui, flow: &Flow, step: &Step) {
    prose(ui, "guide", knowledge::step_prose(flow, step), Fill::default());
    // A reason inside a failure is nothing to expect, though scans get over some.
    let is_bad = |line: &&Evidence| {
        matches!(line.shows, EvidenceKind::Failed | EvidenceKind::Benign) || line.is_reason()
    };
    let (bad, good): (Vec<&Evidence>, Vec<&Evidence>) = step.evidence.iter().partition(is_bad);
    lines(ui, "Lines to expect", &good);
    lines(ui, "Lines that tell of a failure", &bad);
    let at = flow.steps.iter().position(|other| other.id == step.id).unwrap_or_default();
    ui.el("p.beside", |ui| {
        for (at, words) in [(at.checked_sub(1), "Before: "), (Some(at + 1), "Next: ")] {
            if let Some(step) = at.and_then(|at| flow.steps.get(at)) {
                link(ui, &["#/flow/", flow.id, "/", step.id], &[words, &title(step)].concat());
            }
        }
    });
}

fn lines(ui: &mut Ui, title: &str, lines: &[&Evidence]) {
    if !lines.is_empty() {
        ui.say("h2", title);
        ui.el("ul.expected", |ui| lines.iter().for_each(|evidence| line(ui, evidence)));
    }
}

fn line(ui: &mut Ui, line: &Evidence) {
    let (sign, word) = match line.shows {
        _ if line.is_reason() => (Mark::Failed, "The reason of a failure"),
        EvidenceKind::Started | EvidenceKind::Done => (Mark::Ok, "Good"),
        EvidenceKind::Progress => (Mark::Step, "On the way"),
        EvidenceKind::Failed => (Mark::Failed, "Failed"),
        EvidenceKind::Benign => (Mark::Off, "Expected, not a fault"),
    };
    let verbose = match line.level {
        LogLevel::Default => "",
        LogLevel::Verbose => ", with verbose logging",
        LogLevel::Debug => ", with debug logging",
    };
    ui.el("li", |ui| {
        named_mark(ui, sign, word);
        ui.el("p", |ui| {
            link(ui, &["#/log/", line.log], line.log);
            note(ui, verbose);
            ui.texts(&[": ", line.summary]);
        });
        if let Some(sample) = knowledge::evidence_samples(line.index).first() {
            ui.el("p.text", |ui| ui.say("code", sample));
        }
    });
}
