//! The pages: one for each kind of URL.

mod beside;
mod cause;
mod code;
mod excerpt;
mod family;
mod flow;
mod home;
mod kb;
mod layout;
mod log;
mod logs;
mod report;
mod runs;
mod scope;
mod states;
mod symptom;
mod unknown;
mod updates;
mod view;

use wasm_split_helpers::wasm_split;
use yew::{Html, html};

use crate::components::bar::{bar, foot, frame_foot};
use crate::components::dialogs::{DialogFrame, dialogs};
use crate::components::drop_zone::{pickers, veil};
use crate::components::embedding::{embed_dialog, shown_route};
use crate::components::host_bar::host_bar;
use crate::components::panel::text_button;
use crate::components::reading::notice;
use crate::flow::machines;
use crate::later;
use crate::message::Action;
use crate::routes::{Route, slug};
use crate::state::{Dialog, Lock, State};
use crate::view::{View, text};

/// The complete page: bar, content, footer, and dialogs. In a frame only the content and a small footer.
pub(crate) fn page(view: &View) -> Html {
    let embedded = view.state.embedded;
    // The report shows it below the progress of the analysis.
    let has_reading = view.state.report().is_some() || view.state.session.busy();
    let has_notice = !has_reading || !matches!(view.state.route, Route::Report(_));
    html! {
        <div class={if embedded { "whole embedded" } else { "whole" }}>
            if !embedded {
                <p class="skip">{text_button(view, "Skip to content", Action::Skip)}</p>
                {bar(view)}
            }
            {host_bar(view)}
            if has_notice {
                {notice(view)}
            }
            {place(view)}
            if embedded {
                {frame_foot(view)}
            } else if !view.state.route.is_viewer() {
                {foot(view)}
            }
            {dialogs(view)}
            if !embedded {
                <DialogFrame id={Dialog::Embed.id()} class="dialog wider" title="Embed" act={view.act}>
                    if view.state.dialog == Some(Dialog::Embed) {
                        {later::shown(embedding(view))}
                    }
                </DialogFrame>
            }
            {pickers(view)}
            {veil(view)}
            <p class="unseen" role="status">{text(&view.state.announcement)}</p>
        </div>
    }
}

/// The content of the dialog "Embed", with what a frame shows as its preview.
#[wasm_split(later)]
fn embedding(view: &View<'_>) -> Html {
    let state = view.state;
    let framed = State {
        route: shown_route(view),
        embedded: true,
        base: state.base.clone(),
        lock: state.lock.clone(),
        payload: state.payload.clone(),
        today: state.today,
        ..State::default()
    };
    let inside = View { state: &framed, act: view.act };
    embed_dialog(view, &title(&framed), html! { <>{place(&inside)}{frame_foot(&inside)}</> })
}

/// The content of the page.
pub(crate) fn place(view: &View) -> Html {
    let route = &view.state.route;
    if let Some(early) = view.state.early.as_ref().filter(|_| !matches!(view.state.lock, Lock::Refused(_))) {
        return early.clone();
    }
    if (route.is_knowledge() || matches!(route, Route::Unknown(_)))
        && !knowledge::is_given(route.first_part())
    {
        return unknown::not_yet(view);
    }
    match route {
        Route::Home => home::home(view),
        Route::View(address) => view::view(view, address),
        Route::ViewAll(_, address) => later::shown(view::view_all(view, address)),
        Route::LogsBeside(name, left, right) => later::shown(beside::logs(view, name, *left, *right)),
        // The report has machines, but not this one.
        _ if route.needs_report() && view.state.report().is_none() && view.state.session.report.is_some() => {
            unknown::unknown(view)
        }
        _ if route.needs_report() && view.state.report().is_none() => unknown::without_report(view),
        Route::Beside(_, left, right) => later::shown(beside::runs(view, *left, *right)),
        _ if route.needs_report() => later::shown(of_report(view)),
        Route::Code(value) => code::code(view, *value),
        Route::Cause(id) => cause::cause(view, id),
        Route::Flow(flow, step) => flow::flow(view, flow, step.as_deref()),
        Route::Log(name) => log::log(view, name),
        Route::Family(id) => family::family(view, id),
        Route::Symptom(id) => symptom::symptom(view, id),
        Route::States => states::states(view),
        Route::Scope => scope::scope(view),
        Route::Excerpt => excerpt::excerpt(view),
        Route::Knowledge(query) => kb::kb(view, query),
        _ => unknown::unknown(view),
    }
}

/// A page of the report.
#[wasm_split(later)]
fn of_report(view: &View<'_>) -> Html {
    match &view.state.route {
        Route::Runs(_) => runs::runs(view),
        Route::Run(_, id) => runs::run(view, *id),
        Route::Updates(_) => updates::updates(view),
        _ => report::report(view),
    }
}

/// The title of the window.
pub(crate) fn title(state: &State) -> String {
    let here = match &state.route {
        Route::Home => return "Wuscope: find out why Windows updates fail".to_owned(),
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
        Route::Cause(id) => knowledge::cause(id).map_or("Cause not found", |cause| cause.title).to_owned(),
        Route::Flow(flow, step) => {
            let of_step = step.as_deref().and_then(|step| knowledge::step(flow, step)).map(|step| step.title);
            of_step.or(knowledge::flow(flow).map(|flow| flow.title)).unwrap_or("Guide not found").to_owned()
        }
        Route::Log(name) => name.clone(),
        Route::View(address) => address.log.clone(),
        Route::ViewAll(..) => "All logs".to_owned(),
        Route::Beside(_, left, right) => {
            ["Run ", &left.to_string(), " beside run ", &right.to_string()].concat()
        }
        Route::LogsBeside(name, ..) => [name, " side by side"].concat(),
        Route::Family(id) => {
            let mut families = crate::look_up::families().into_iter();
            let family = families.find(|(family, _)| slug(family) == *id);
            family.map_or_else(|| "Family not found".to_owned(), |(family, _)| [family, " codes"].concat())
        }
        Route::Symptom(id) => knowledge::symptom(id).map_or("Symptom", |symptom| symptom.title).to_owned(),
        Route::States => "State messages".to_owned(),
        Route::Scope => "Scoping questions".to_owned(),
        Route::Excerpt => "Codes in a log excerpt".to_owned(),
        Route::Knowledge(_) => "Knowledge".to_owned(),
        Route::Unknown(_) => "Page not found".to_owned(),
    };
    let machine = state.route.of().flatten().and_then(|number| state.session.machine(number));
    let machine = machine.map_or("", |machine| &machine.machine);
    let so_far = if state.route.needs_report() && state.session.busy() { "So far: " } else { "" };
    [so_far, machine, if machine.is_empty() { "" } else { ": " }, here.trim_end(), " \u{b7} Wuscope"].concat()
}

#[cfg(test)]
mod tests;
