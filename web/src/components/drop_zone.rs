//! The input for logs: the drop zone, its buttons, and the sample.

use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark, named_mark};
use super::panel::{button, copy_icon, note, text_button};
use crate::message::Action;
use crate::session::Engine;
use crate::state::Dialog;
use crate::view::{View, files, text};

/// The folders of the logs of a client.
const FOLDERS: [(&str, &str); 3] = [
    ("Configuration Manager client", r"C:\Windows\CCM\Logs"),
    ("Windows Update traces", r"C:\Windows\Logs\WindowsUpdate"),
    ("Event logs", r"C:\Windows\System32\winevt\Logs"),
];

/// The zone and the sample.
pub(crate) fn drop_zone(view: &View) -> Html {
    let over = view.state.dragged;
    let words = if over { "Drop to analyze" } else { "Drop logs, folders or zips here" };
    html! {
        <section class={if over { "drop over" } else { "drop" }} aria-labelledby="drop-title">
            <div class="drop-main">
                {papers()}
                <h2 id="drop-title">{text(words)}</h2>
                <p>
                    {"One log is enough to start. More logs give a more certain diagnosis; missing logs are \
                      listed."}
                </p>
                <p class="note">
                    {"Also supported: .etl traces and .evtx event logs of Windows, cab and gz, support bundles, \
                      .reg exports, IIS logs, and logs of several machines at once. Ctrl+V pastes lines or files."}
                </p>
                {buttons(view)}
                {folders(view)}
                {text_button(view, "Collect all of them with one command", Action::Dialog(Dialog::Help))}
                {trouble(view)}
            </div>
            {sample(view)}
        </section>
    }
}

/// Where the logs of a client are.
pub(crate) fn folders(view: &View) -> Html {
    let row = |(what, folder): (&str, &str)| {
        html! {
            <li>
                {note(what)}
                <span class="folder">
                    <code>{text(folder)}</code>
                    {copy_icon(view, folder, folder.to_owned(), "Copy folder")}
                </span>
            </li>
        }
    };
    html! { <ul class="where">{for FOLDERS.map(row)}</ul> }
}

/// The buttons that add logs.
pub(crate) fn buttons(view: &View) -> Html {
    html! {
        <div class="buttons">
            {button(view, "button primary", Icon::File, "Choose files", Action::Pick { folder: false })}
            {button(view, "button", Icon::Folder, "Choose a folder", Action::Pick { folder: true })}
            {button(view, "button", Icon::Clipboard, "Paste lines", Action::Dialog(Dialog::Paste))}
        </div>
    }
}

/// The file pickers that the buttons open; a page has one of each.
pub(crate) fn pickers(view: &View) -> Html {
    html! {
        <div hidden=true>
            <input id="pick-files" type="file" aria-label="Files" multiple=true onchange={files(view)} />
            <input
                id="pick-folder"
                type="file"
                aria-label="Folder"
                webkitdirectory=true
                onchange={files(view)}
            />
        </div>
    }
}

/// Why logs cannot be read, or not yet.
pub(crate) fn trouble(view: &View) -> Html {
    html! {
        if let Engine::Failed(why) = &view.state.session.engine {
            <p class="trouble" role="alert">
                {mark(Mark::Failed)}
                {text(why)}
                {text_button(view, "Try again", Action::Again)}
            </p>
        } else if let Some(words) = view.state.still_loading() {
            <p class="note" role="status">{text(&words)}</p>
        }
    }
}

fn sample(view: &View) -> Html {
    let title = knowledge::cause("proxy-sign-in").map_or("", |cause| cause.title);
    let idle = (Mark::NotReached, "Not reached");
    let ok = (Mark::Ok, "OK");
    let steps = [ok, ok, (Mark::Failed, "Failed"), idle, idle, idle, idle];
    let step = |(at, (sign, word)): (usize, (Mark, &str))| {
        html! {
            <li class={sign.class()}>{named_mark(sign, word)}<span>{text(&(at + 1).to_string())}</span></li>
        }
    };
    html! {
        <div class="sample">
            <h2>{"No logs at hand?"}</h2>
            <p>{"A CONTOSO client that cannot get through its proxy."}</p>
            <ol class="sample-steps" aria-label="Its seven steps">
                {for steps.into_iter().enumerate().map(step)}
            </ol>
            <p class="sample-verdict">
                <strong>{"Step 3: "}{text(title)}</strong>
                <span>{"Windows Update Agent \u{2192} PS1SITE.CONTOSO.COM:8530"}</span>
            </p>
            {button(view, "button", Icon::Play, "Try it with a sample", Action::Sample)}
            if view.state.sample_requested {
                <p class="note" role="status">{"The analysis starts when the engine has loaded."}</p>
            }
        </div>
    }
}

fn papers() -> Html {
    html! {
        <svg class="papers" viewBox="0 0 68 56" aria-hidden="true">
            <path d="M5 10l20-4 6 40-22 3z" />
            <path d="M18 4h24l8 8v32H18z" />
            <path class="lines" d="M24 19h16M24 25h12M24 38h12" />
            <path class="red" d="M24 31.5h22" />
            <path class="disc" d="M54 26a12 12 0 1 0 0 24 12 12 0 0 0 0-24z" />
            <path class="down" d="M54 32v11M49 38.5l5 5 5-5" />
        </svg>
    }
}

/// The overlay while files are dragged over the window.
pub(crate) fn veil(view: &View) -> Html {
    html! {
        if view.state.dragged {
            <div class="veil" aria-hidden="true">
                <p>{icon(Icon::Install)}{"Drop to analyze. Files never leave this tab."}</p>
            </div>
        }
    }
}
