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
                bar(ui);
            }
        });
        // On the report it stands below what is being read.
        ui.part(|ui| {
            if !matches!(ui.state.route, Route::Report(_)) {
                notice(ui);
            }
        });
        place(ui);
        if embedded {
            frame_foot(ui);
        } else {
            foot(ui);
        }
        ui.part(tabs);
        dialogs(ui);
        ui.html(lines(&ui.view()));
        pickers(ui);
        ui.part(veil);
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
        return ui.html(unknown::not_yet(&ui.view()));
    }
    match route {
        Route::Home => ui.html(home::home(&ui.view())),
        // The machines are known, and this is none of them.
        _ if route.needs_report() && ui.state.report().is_none() && ui.state.session.report.is_some() => {
            ui.html(unknown::unknown(&ui.view()));
        }
        Route::Report(_) => report::report(ui),
        Route::Runs(_) => runs::runs(ui),
        Route::Run(_, id) => run::run(ui, *id),
        Route::Updates(_) => updates::updates(ui),
        Route::Code(value) => ui.html(code::code(&ui.view(), *value)),
        Route::Cause(id) => ui.html(cause::cause(&ui.view(), id)),
        Route::Flow(flow, step) => ui.html(flow::flow(&ui.view(), flow, step.as_deref())),
        Route::Log(name) => ui.html(log::log(&ui.view(), name)),
        Route::Family(id) => ui.html(family::family(&ui.view(), id)),
        Route::Symptom(id) => ui.html(symptom::symptom(&ui.view(), id)),
        Route::States => ui.html(states::states(&ui.view())),
        Route::Scope => ui.html(scope::scope(&ui.view())),
        Route::Excerpt => ui.html(excerpt::excerpt(&ui.view())),
        Route::Knowledge(query) => ui.html(kb::kb(&ui.view(), query)),
        Route::Unknown(_) => ui.html(unknown::unknown(&ui.view())),
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
