//! The pages: one for each kind of address.

mod cause;
mod code;
mod excerpt;
mod family;
mod flow;
mod home;
mod kb;
mod layout;
mod log;
mod old_layout;
mod report;
mod run;
mod runs;
mod scope;
mod states;
mod symptom;
mod unknown;
mod updates;

use crate::components::bar::{bar, tabs};
use crate::components::dialogs::dialogs;
use crate::components::drop_zone::{pickers, veil};
use crate::components::foot::{foot, frame_foot};
use crate::components::lines::lines;
use crate::components::old::text_button;
use crate::components::reading::notice;
use crate::flow::machines;
use crate::message::Action;
use crate::routes::{Route, slug};
use crate::state::State;
use crate::ui::Ui;

/// The whole page: bar, place, foot, and what may open over them. In a frame only the place and a small foot.
pub(crate) fn page(ui: &mut Ui) {
    let embedded = ui.state.embedded;
    ui.el(if embedded { "div.whole embedded" } else { "div.whole" }, |ui| {
        ui.part(|ui| {
            if !embedded {
                ui.el("p.skip", |ui| text_button(ui, "Skip to the content", Action::Skip));
                ui.html(bar(&ui.view()));
            }
        });
        // On the report it stands below what is being read.
        ui.part(|ui| {
            if !matches!(ui.state.route, Route::Report(_)) {
                ui.html(notice(&ui.view()));
            }
        });
        place(ui);
        if embedded {
            ui.html(frame_foot(&ui.view()));
        } else {
            ui.html(foot(&ui.view()));
        }
        ui.html(tabs(&ui.view()));
        ui.html(dialogs(&ui.view()));
        lines(ui);
        ui.html(pickers(&ui.view()));
        ui.html(veil(&ui.view()));
        ui.el("p.unseen", |ui| {
            ui.set("role", "status");
            ui.text(&ui.state.said);
        });
    });
}

fn place(ui: &mut Ui) {
    let route = &ui.state.route;
    if (route.is_knowledge() || matches!(route, Route::Unknown(_))) && !knowledge::is_given(knowledge::TABLES)
    {
        return unknown::not_yet(ui);
    }
    match route {
        Route::Home => home::home(ui),
        // The machines are known, and this is none of them.
        _ if route.needs_report() && ui.state.report().is_none() && ui.state.session.report.is_some() => {
            unknown::unknown(ui);
        }
        Route::Report(_) => ui.html(report::report(&ui.view())),
        Route::Runs(_) => ui.html(runs::runs(&ui.view())),
        Route::Run(_, id) => ui.html(run::run(&ui.view(), *id)),
        Route::Updates(_) => ui.html(updates::updates(&ui.view())),
        Route::Code(value) => code::code(ui, *value),
        Route::Cause(id) => cause::cause(ui, id),
        Route::Flow(flow, step) => flow::flow(ui, flow, step.as_deref()),
        Route::Log(name) => log::log(ui, name),
        Route::Family(id) => family::family(ui, id),
        Route::Symptom(id) => symptom::symptom(ui, id),
        Route::States => states::states(ui),
        Route::Scope => scope::scope(ui),
        Route::Excerpt => excerpt::excerpt(ui),
        Route::Knowledge(query) => kb::kb(ui, query),
        Route::Unknown(_) => unknown::unknown(ui),
    }
}

/// The title of the window.
pub(crate) fn title(state: &State) -> String {
    let here = match &state.route {
        Route::Home => return "Wuscope: why updates do not arrive".to_owned(),
        Route::Report(of) => match state.report() {
            Some(report) if of.is_none() && !report.machines.is_empty() => machines(report),
            Some(report) if !report.headline.summary.is_empty() => report.headline.summary.clone(),
            _ => "Report".to_owned(),
        },
        Route::Runs(_) => "Runs".to_owned(),
        Route::Run(_, id) => ["Run ", &id.to_string()].concat(),
        Route::Updates(_) => "Updates".to_owned(),
        Route::Code(value) => {
            let symbols = knowledge::symbols_of(*value);
            [&knowledge::spell(*value), " ", symbols.first().unwrap_or(&"")].concat()
        }
        Route::Cause(id) => knowledge::cause(id).map_or("No such cause", |cause| cause.title).to_owned(),
        Route::Flow(flow, step) => {
            let of_step = step.as_deref().and_then(|step| knowledge::step(flow, step)).map(|step| step.title);
            of_step.or(knowledge::flow(flow).map(|flow| flow.title)).unwrap_or("No such guide").to_owned()
        }
        Route::Log(name) => name.clone(),
        Route::Family(id) => {
            let mut families = crate::look_up::families().into_iter();
            let family = families.find(|(family, _)| slug(family) == *id);
            family.map_or_else(|| "No such family".to_owned(), |(family, _)| [family, " codes"].concat())
        }
        Route::Symptom(id) => {
            knowledge::symptom(id).map_or("No such symptom", |symptom| symptom.title).to_owned()
        }
        Route::States => "State messages".to_owned(),
        Route::Scope => "Scoping questions".to_owned(),
        Route::Excerpt => "Codes in an excerpt".to_owned(),
        Route::Knowledge(_) => "Knowledge".to_owned(),
        Route::Unknown(_) => "No such page".to_owned(),
    };
    let machine = state.route.of().flatten().and_then(|number| state.session.machine(number));
    let machine = machine.map_or("", |machine| &machine.machine);
    [machine, if machine.is_empty() { "" } else { ": " }, here.trim_end(), " \u{b7} Wuscope"].concat()
}
