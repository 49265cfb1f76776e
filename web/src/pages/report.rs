//! The report: what the logs say.

use report::{FlowRow, Report};

use crate::components::against::{against, notes, other_findings};
use crate::components::codes_found::codes_found;
use crate::components::drop_zone::{drop_zone, trouble};
use crate::components::fix_plan::{fix_plan, mended};
use crate::components::flow_picture::flow_picture;
use crate::components::logs_read::logs_read;
use crate::components::machines::{machines, way};
use crate::components::mark::Mark;
use crate::components::missing::missing;
use crate::components::old::mark;
use crate::components::other_flows::other_flows;
use crate::components::possible_causes::possible_causes;
use crate::components::proof::{proof, proof_alone};
use crate::components::reading::reading;
use crate::components::run_strip::run_strip;
use crate::components::scope::scope;
use crate::components::settings::settings;
use crate::components::skipped::skipped;
use crate::components::time_bar::time_bar;
use crate::components::timeline::timeline;
use crate::components::updates_seen::updates_seen;
use crate::components::verdict_panel::verdict_panel;
use crate::flow::{decisive, is_possible, leading, leading_run, step_to_show};
use crate::pages::unknown;
use crate::time::zone_of;
use crate::ui::Ui;

/// The page; without logs, the place to give some.
pub(crate) fn report(ui: &mut Ui) {
    let report = ui.state.report();
    if report.is_none() && !ui.state.session.busy() {
        return ui.html(unknown::without_logs(&ui.view()));
    }
    ui.el("main.report", |ui| {
        ui.part(trouble);
        ui.part(reading);
        match report {
            Some(report) if ui.state.of().is_none() && !report.machines.is_empty() => several(ui, report),
            Some(report) => {
                ui.html(way(&ui.view()));
                whole(ui, report);
            }
            None => ui.say("h1.unseen", "Reading the logs"),
        }
    });
}

/// The machines, to choose one of them, and what was read beside their logs.
fn several(ui: &mut Ui, report: &Report) {
    ui.el("div.columns", |ui| {
        ui.el("div.column", |ui| ui.html(machines(&ui.view(), report)));
        ui.el("div.rail", |ui| {
            skipped(ui, report);
            ui.html(logs_read(&ui.view(), report, None));
            ui.html(scope(&ui.view()));
            ui.html(notes(report));
        });
    });
}

fn whole(ui: &mut Ui, report: &Report) {
    let (flow, finding) = (leading(report), decisive(report));
    if flow.is_none() && finding.is_none() {
        return nothing(ui, report);
    }
    let run = flow.and_then(|flow| leading_run(report, flow));
    let zone = run.and_then(zone_of);
    let of_flow = finding.filter(|finding| flow.is_some_and(|flow| flow.flow == finding.flow));
    let to_show = |flow: &FlowRow| ui.state.step.clone().or_else(|| step_to_show(&flow.steps, of_flow));
    let chosen = flow.and_then(|flow| Some((flow, to_show(flow)?)));
    verdict_panel(ui, report, flow);
    ui.html(mended(&ui.view()));
    if let Some((flow, chosen)) = &chosen {
        ui.el("section.panel steps", |ui| {
            ui.set("aria-label", "The steps");
            ui.html(flow_picture(&ui.view(), &flow.flow, &flow.steps, chosen, run.is_some()));
            if run.is_some() {
                time_bar(ui, &flow.steps);
            }
        });
    }
    ui.part(|ui| flow.into_iter().for_each(|flow| run_strip(ui, report, flow)));
    ui.part(|ui| timeline(ui, report, zone));
    ui.el("div.columns", |ui| {
        ui.el("div.column", |ui| {
            match (&chosen, finding) {
                (Some((flow, chosen)), _) => {
                    ui.html(proof(&ui.view(), &flow.flow, &flow.steps, chosen, of_flow));
                }
                (None, Some(finding)) => ui.html(proof_alone(&ui.view(), finding)),
                (None, None) => {}
            }
            match finding {
                Some(finding) if is_possible(finding) => ui.html(possible_causes(&ui.view(), finding)),
                Some(finding) => ui.html(fix_plan(&ui.view(), finding)),
                None => {}
            }
            ui.el("div.pair", |ui| {
                if let Some(finding) = finding {
                    ui.html(against(&ui.view(), finding));
                }
                let proven = if chosen.is_some() { of_flow } else { finding };
                ui.html(other_findings(&ui.view(), report, proven, zone));
            });
            settings(ui, report);
        });
        rail(ui, report, zone);
    });
}

fn rail(ui: &mut Ui, report: &Report, zone: Option<i32>) {
    ui.el("div.rail", |ui| {
        ui.html(other_flows(&ui.view(), report));
        ui.html(missing(&ui.view(), report, zone));
        updates_seen(ui, report);
        ui.html(codes_found(&ui.view(), report));
        ui.html(logs_read(&ui.view(), report, zone));
        skipped(ui, report);
        ui.html(scope(&ui.view()));
        ui.html(notes(report));
    });
}

/// Nothing was found in these logs: what was read, and which codes are in it, is still worth seeing.
fn nothing(ui: &mut Ui, report: &Report) {
    let readable = report.logs.iter().any(|log| log.entries > 0);
    let (sentence, advice) = if readable {
        (
            report.headline.summary.as_str(),
            "Add ScanAgent.log, WUAHandler.log or WindowsUpdate.log of the client.",
        )
    } else {
        (
            "Nothing could be read.",
            "None of the files is a log that this page knows. Give it the logs themselves: text files, mostly with the ending .log.",
        )
    };
    ui.el("section.panel verdict nolog", |ui| {
        ui.set("id", "verdict");
        ui.set("tabindex", "-1");
        ui.set("aria-labelledby", "verdict-title");
        ui.el("div.verdict-head", |ui| {
            mark(ui, Mark::NoLog);
            ui.el("h1", |ui| {
                ui.set("id", "verdict-title");
                ui.text(sentence);
            });
        });
        ui.say("p.next", advice);
    });
    ui.part(|ui| timeline(ui, report, None));
    ui.el("div.columns", |ui| {
        ui.el("div.column", |ui| {
            ui.html(other_findings(&ui.view(), report, None, None));
            settings(ui, report);
            drop_zone(ui);
        });
        rail(ui, report, None);
    });
}
