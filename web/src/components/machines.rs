//! Several machines: the list to choose from, the worst first, and in each one's report the way to the others.

use report::Report;

use super::icon::Icon;
use super::mark::Mark;
use super::old::icon;
use super::old::mark;
use super::old::{button, link, note, panel, title_with, with_codes};
use crate::flow::machines as sentence;
use crate::message::Action;
use crate::routes::Route;
use crate::ui::Ui;
use crate::words::{count, number};

/// The list.
pub(crate) fn machines(ui: &mut Ui, report: &Report) {
    let head = |ui: &mut Ui| {
        title_with(ui, "verdict", |ui| ui.text("Machines"));
        note(ui, "the worst first");
        button(ui, "button.button small", Icon::Plus, "Add logs", Action::Pick { folder: false });
    };
    ui.say("h1.words", &sentence(report));
    panel(ui, "verdict", head, |ui| {
        ui.el("ol.machines", |ui| {
            for (number, machine) in ui.state.session.machines() {
                row(ui, number, &machine.machine, machine);
            }
            if !report.logs.is_empty() {
                row(ui, 0, "Of no machine", report);
            }
        });
        for question in &report.same_machine_questions {
            ui.el("p.same", |ui| {
                ui.key(&question.question);
                ui.text(&[&question.question, " They are treated as different machines. "].concat());
                let answer = Action::Unite(question.machines.clone());
                button(ui, "button.button small", Icon::Check, "Same machine", answer);
            });
        }
    });
}

fn row(ui: &mut Ui, number: u32, name: &str, machine: &Report) {
    ui.el("li", |ui| {
        ui.key(&number.to_string());
        ui.el("a", |ui| {
            ui.set("href", &Route::Report(Some(number)).href());
            mark(ui, Mark::of_report(machine));
            ui.el("span.machine", |ui| {
                ui.say("strong", name);
                note(ui, &about(machine));
            });
        });
        ui.el("p", |ui| with_codes(ui, &machine.headline.summary));
    });
}

/// What its logs came in and how many there are.
fn about(machine: &Report) -> String {
    let logs = count(machine.logs.len() as u64, "log", "logs");
    machine.bundle.as_ref().map_or_else(|| logs.clone(), |bundle| [bundle, ", ", &logs].concat())
}

/// Above the report of a machine: which one it is, and the way to the others.
pub(crate) fn way(ui: &mut Ui) {
    let Some(open) = ui.state.of() else { return };
    let all = ui.state.session.machines();
    let at = all.iter().position(|(number, _)| *number == open);
    ui.el("nav.way", |ui| {
        ui.set("aria-label", "Machines");
        link(ui, &["#/report"], &["All ", &count(all.len() as u64, "machine", "machines")].concat());
        icon(ui, Icon::Right);
        let Some(at) = at else { return ui.say("strong", "Of no machine") };
        if let Some((_, machine)) = all.get(at) {
            ui.say("strong", &machine.machine);
            note(ui, &about(machine));
        }
        ui.el("span.turn", |ui| {
            let (this, of) = (number(at as u64 + 1), number(all.len() as u64));
            beside(ui, at.checked_sub(1).and_then(|at| all.get(at)), Icon::Left, "The machine before: ");
            note(ui, &[&this, " of ", &of].concat());
            beside(ui, all.get(at + 1), Icon::Right, "The next machine: ");
        });
    });
}

fn beside(ui: &mut Ui, machine: Option<&(u32, &Report)>, sign: Icon, words: &str) {
    if let Some((number, machine)) = machine {
        ui.el("a.button small", |ui| {
            ui.set("href", &Route::Report(Some(*number)).href());
            ui.sets("aria-label", &[words, &machine.machine]);
            ui.sets("title", &[words, &machine.machine]);
            icon(ui, sign);
        });
    }
}
