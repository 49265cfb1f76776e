//! The proof of a step: its lines; for a step with parts, each part with its own.

use report::{EvidenceLine, Finding, StepRow};

use super::evidence::evidence;
use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{link, more, note};
use super::server_side::server_side;
use crate::flow::{lines, parts, whole};
use crate::message::Action;
use crate::ui::Ui;
use crate::words::count;

/// More lines than these stand behind a button.
const SHOWN: usize = 12;

/// The panel below the picture.
pub(crate) fn proof(ui: &mut Ui, flow: &str, rows: &[StepRow], step: &str, finding: Option<&Finding>) {
    let row = rows.iter().find(|row| row.step == step);
    let sign = row.map_or(Mark::NotReached, |row| Mark::of(row.verdict));
    let finding = finding.filter(|finding| whole(&finding.step) == step);
    let title = knowledge::step(flow, step).map_or("", |step| step.title);
    ui.el("section", |ui| {
        ui.set("id", "proof");
        ui.class(&["panel proof", sign.class()]);
        ui.set("role", "tabpanel");
        ui.sets("aria-labelledby", &["step-", step]);
        ui.set("tabindex", "-1");
        ui.el("header.head", |ui| {
            ui.el("h2", |ui| {
                mark(ui, sign);
                ui.texts(&["Step ", step, if finding.is_some() { ": the proof" } else { "" }]);
            });
            link(ui, &["#/flow/", flow, "/", step], &["Guide: ", title].concat());
        });
        if let Some(note) = row.and_then(|row| row.note.as_ref()) {
            ui.say("p.why", note);
        }
        match finding {
            Some(finding) => of_finding(ui, rows, step, finding),
            None if parts(rows, step).next().is_some() => {
                parts(rows, step).for_each(|row| part(ui, flow, row));
            }
            None => list(ui, "lines", &lines(rows, step), None),
        }
    });
}

/// The lines of the finding, and all lines of the step on demand.
fn of_finding(ui: &mut Ui, rows: &[StepRow], step: &str, finding: &Finding) {
    let all = lines(rows, step);
    let open = ui.state.is_open("all-lines");
    let proof: Vec<&EvidenceLine> = finding.evidence.iter().collect();
    list(ui, "lines", if open { &all } else { &proof }, Some(finding));
    server_side(ui, finding);
    if open || all.len() > proof.len() {
        let every = ["All ", &count(all.len() as u64, "line", "lines"), " of this step"].concat();
        more(ui, if open { "Only the proof" } else { &every }, Action::Fold("all-lines".to_owned()));
    }
}

/// The lines of a finding that is of no flow that the report shows.
pub(crate) fn proof_alone(ui: &mut Ui, finding: &Finding) {
    ui.el("section", |ui| {
        ui.set("id", "proof");
        ui.class(&["panel proof", Mark::of_level(finding.severity).class()]);
        ui.set("aria-label", "The proof");
        ui.set("tabindex", "-1");
        ui.el("header.head", |ui| {
            ui.say("h2", "The proof");
            if let Some(flow) = knowledge::flow(&finding.flow) {
                let title = knowledge::step(flow.id, &finding.step).map_or(flow.title, |step| step.title);
                link(ui, &["#/flow/", flow.id, "/", &finding.step], &["Guide: ", title].concat());
            }
        });
        ui.say("p.why", &finding.summary);
        let lines: Vec<&EvidenceLine> = finding.evidence.iter().collect();
        list(ui, "lines", &lines, Some(finding));
        server_side(ui, finding);
    });
}

/// A part, unfolded where it failed.
fn part(ui: &mut Ui, flow: &str, part: &StepRow) {
    let title = knowledge::step(flow, &part.step).map_or("", |step| step.title);
    let sign = Mark::of(part.verdict);
    let lines: Vec<&EvidenceLine> = part.evidence.iter().collect();
    ui.el("details.part", |ui| {
        ui.key(&part.step);
        ui.flag("open", matches!(sign, Mark::Failed | Mark::Stopped));
        ui.el("summary", |ui| {
            icon(ui, Icon::Right);
            mark(ui, sign);
            ui.says("strong", &[&part.step, " ", title]);
            ui.el("span", |ui| {
                ui.set("class", sign.class());
                ui.text(part.verdict.word());
            });
            if !lines.is_empty() {
                note(ui, &count(lines.len() as u64, "line", "lines"));
            }
        });
        if let Some(note) = &part.note {
            ui.say("p.why", note);
        }
        list(ui, &part.step, &lines, None);
    });
}

fn list(ui: &mut Ui, name: &str, lines: &[&EvidenceLine], finding: Option<&Finding>) {
    let fold = ["more-", name].concat();
    let shown = if ui.state.is_open(&fold) { lines.len() } else { lines.len().min(SHOWN) };
    if lines.is_empty() {
        return;
    }
    ui.el("ol.evidence", |ui| lines.iter().take(shown).for_each(|line| evidence(ui, line, finding)));
    if shown < lines.len() {
        more(ui, &count((lines.len() - shown) as u64, "more line", "more lines"), Action::Fold(fold));
    }
}
