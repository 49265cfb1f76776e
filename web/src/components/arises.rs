//! Where a code arises: the flow with the steps that it stops, and the logs that tell it.

use knowledge::{EvidenceKind, Flow};

use super::old::{link, panel, title_with};
use super::small_flow::small_flow;
use crate::flow::whole;
use crate::ui::Ui;

/// A panel for each flow that one of the steps is in.
pub(crate) fn arises(ui: &mut Ui, steps: &[(&'static Flow, &'static str)]) {
    for (at, (flow, _)) in steps.iter().enumerate() {
        if !steps.iter().take(at).any(|(other, _)| other.id == flow.id) {
            in_flow(ui, flow, steps);
        }
    }
}

fn in_flow(ui: &mut Ui, flow: &Flow, steps: &[(&Flow, &str)]) {
    let here = |id: &str| steps.iter().any(|(of, step)| of.id == flow.id && whole(step) == whole(id));
    let mut logs: Vec<&str> = Vec::new();
    for line in flow.steps.iter().filter(|step| here(step.id)).flat_map(|step| step.evidence) {
        if line.shows == EvidenceKind::Failed && !logs.contains(&line.log) {
            logs.push(line.log);
        }
    }
    let id = ["arises-", flow.id].concat();
    let head = |ui: &mut Ui| {
        title_with(ui, &id, |ui| {
            ui.text("Where it arises");
            // Each panel has a name of its own for who does not see the link beside it.
            ui.says("span.unseen", &[": ", flow.title]);
        });
        link(ui, &["#/flow/", flow.id], flow.title);
    };
    panel(ui, &id, head, |ui| {
        small_flow(ui, flow, "here fail", here);
        if !logs.is_empty() {
            ui.el("p.why", |ui| {
                ui.text("Told by ");
                for (at, log) in logs.iter().enumerate() {
                    ui.text(match logs.len() - at {
                        _ if at == 0 => "",
                        1 => " and ",
                        _ => ", ",
                    });
                    link(ui, &["#/log/", log], log);
                }
                ui.text(".");
            });
        }
    });
}
