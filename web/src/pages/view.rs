//! A log in the viewer; without its file, which log to drop again.

use std::rc::Rc;

use wasm_split_helpers::wasm_split;
use yew::virtual_dom::AttrValue;
use yew::{Html, html};

use crate::components::icon::Icon;
use crate::components::panel::{button, link};
use crate::components::reading::reading;
use crate::later;
use crate::message::Action;
use crate::pages::logs;
use crate::routes::{Route, ViewAddress};
use crate::session::Engine;
use crate::view::{View, text};
use crate::viewer::Viewer;

/// The page.
pub(crate) fn view(view: &View, address: &ViewAddress) -> Html {
    let state = view.state;
    let session = &state.session;
    let file = session.file_of(&address.log, address.number).filter(|_| session.engine == Engine::Running);
    match file {
        Some(file) => later::shown(viewer(view, address, file)),
        None => missing(view, address),
    }
}

/// The log.
#[wasm_split(later)]
fn viewer(view: &View<'_>, address: &ViewAddress, file: u32) -> Html {
    let state = view.state;
    let known = knowledge::log_of_file_name(&address.log);
    let about = known.map(|log| Route::Log(log.name.to_owned()).href()).unwrap_or_default();
    let (of, logs) = logs::logs_with(view.state, file);
    html! {
        <Viewer
            address={address.clone()}
            {file}
            {logs}
            {of}
            beside={logs::beside(view.state, address)}
            is_merged={false}
            about={AttrValue::from(about)}
            base={AttrValue::from(state.base.clone())}
            report={state.shown_report()}
            bookmarks={Rc::clone(&state.bookmarks)}
            noted={state.noted_search.clone()}
            numbers={state.session.machine_numbers()}
            copied={state.copied.clone().map(AttrValue::from)}
            act={view.act}
        />
    }
}

/// All logs of a machine. They are opened when all are read, because each of them can change the order of the rows.
#[wasm_split(later)]
pub(crate) fn view_all(view: &View<'_>, address: &ViewAddress) -> Html {
    let state = view.state;
    let logs = logs::logs_of(state);
    if logs.is_empty() || state.session.busy() || state.session.engine != Engine::Running {
        return missing(view, address);
    }
    html! {
        <Viewer
            address={address.clone()}
            file={u32::MAX}
            logs={Rc::new(logs)}
            of={state.of()}
            beside={vec![]}
            is_merged={true}
            about=""
            base={AttrValue::from(state.base.clone())}
            report={state.shown_report()}
            bookmarks={Rc::clone(&state.bookmarks)}
            noted={state.noted_search.clone()}
            numbers={state.session.machine_numbers()}
            copied={state.copied.clone().map(AttrValue::from)}
            act={view.act}
        />
    }
}

/// The log is not there: after a reload, or in a link from elsewhere.
fn missing(view: &View, address: &ViewAddress) -> Html {
    let session = &view.state.session;
    let is_all = matches!(view.state.route, Route::ViewAll(..));
    let is_busy = session.busy() || matches!(session.engine, Engine::Starting);
    html! {
        <main class="knowledge">
            <header class="code-head">
                <h1 class="words">{text(if is_all { "All logs" } else { &address.log })}</h1>
                <p class="lead">
                    {if is_busy && is_all {
                        "The logs open together as soon as all of them are read."
                    } else if is_all {
                        "The logs are not loaded. Drop them here again, or the folder that contains them: the page \
                         returns to the same line."
                    } else if is_busy {
                        "The log opens as soon as it is found among the files."
                    } else {
                        "This log is not loaded. Drop it here again, or the folder that contains it: the page \
                         returns to the same line."
                    }}
                </p>
            </header>
            if is_busy {
                {reading(view)}
            } else {
                <div class="buttons">
                    {button(view, "button primary", Icon::File, "Choose files", Action::Pick { folder: false })}
                    {button(view, "button", Icon::Folder, "Choose a folder", Action::Pick { folder: true })}
                </div>
                <p class="note">
                    {"Nothing of a log is stored or sent, so that a reload forgets it. "}
                    if let Some(known) = knowledge::log_of_file_name(&address.log) {
                        {link(&Route::Log(known.name.to_owned()).href(), "Where this log is")}
                    }
                </p>
            }
        </main>
    }
}
