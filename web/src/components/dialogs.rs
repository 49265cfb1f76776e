//! The dialogs: pasting lines, the lock and its test, help, saving a text log, the ticket and other forms of the
//! report; and the frame of each.

use yew::virtual_dom::AttrValue;
use yew::{Callback, Html, Properties, component, html};

use super::drop_zone::folders;
use super::icon::Icon;
use super::mark::{Mark, mark};
use super::panel::{button, icon_button};
use super::prose::prose;
use super::save_text::save_text;
use super::ticket::export_dialog;
use crate::fill::Fill;
use crate::later;
use crate::message::{Action, PageMessage};
use crate::state::{Dialog, Lock};
use crate::view::{View, click, text};
use crate::viewer;

#[derive(Properties, PartialEq)]
pub(crate) struct DialogFrameProps {
    pub(crate) id: &'static str,
    pub(crate) class: &'static str,
    pub(crate) title: AttrValue,
    /// More buttons beside the title.
    #[prop_or_default]
    pub(crate) tools: Html,
    pub(crate) act: Callback<PageMessage>,
    pub(crate) children: Html,
}

/// Title, close button and content. The browser keeps the focus in the dialog and restores it afterwards.
#[component]
pub(crate) fn DialogFrame(props: &DialogFrameProps) -> Html {
    let heading = [props.id, "-heading"].concat();
    let close = Action::Close(props.id);
    html! {
        <dialog
            class={props.class}
            id={props.id}
            aria-labelledby={heading.clone()}
            onclose={click(&props.act, close.clone())}
        >
            <header class="head">
                <h2 id={heading}>{text(&props.title)}</h2>
                {props.tools.clone()}
                {icon_button(&props.act, Icon::Close, "Close", close)}
            </header>
            {props.children.clone()}
        </dialog>
    }
}

/// All dialogs; each is shown when it is opened.
pub(crate) fn dialogs(view: &View) -> Html {
    html! {
        <>
            {dialog(view, "Paste lines", Dialog::Paste, paste)}
            {dialog(view, "The network lock", Dialog::Lock, lock)}
            {dialog(view, "Help", Dialog::Help, help)}
            {dialog(view, "Save as text log", Dialog::Save, |view| later::shown(save_text(view)))}
            {dialog(view, "Ticket and export", Dialog::Export, |view| later::shown(export_dialog(view)))}
        </>
    }
}

fn dialog(view: &View, title: &'static str, which: Dialog, body: fn(&View) -> Html) -> Html {
    html! {
        <DialogFrame id={which.id()} class="dialog" {title} act={view.act}>
            if view.state.dialog == Some(which) {
                <div class="body">{body(view)}</div>
            }
        </DialogFrame>
    }
}

fn paste(view: &View) -> Html {
    html! {
        <>
            <label for="paste-text">
                {"Unchanged lines from one log. They are analyzed like a file; Ctrl+Enter starts it."}
            </label>
            <textarea id="paste-text" rows="12" spellcheck="false" wrap="off" />
            <div class="buttons">
                {button(view, "button primary", Icon::Play, "Analyze these lines", Action::Paste)}
            </div>
        </>
    }
}

/// The name of each request type that the lock test tries, and its result.
fn way_out(way: &str, closed: bool) -> (&'static str, &'static str) {
    let refused = if closed { "refused" } else { "not refused" };
    match way {
        "request" => ("A fetch request", refused),
        "image" => ("An image from the network", refused),
        "socket" => ("A WebSocket", refused),
        "webrtc" => ("Access to WebRTC", if closed { "removed" } else { "not removed" }),
        _ => ("A beacon, sent in the background", refused),
    }
}

/// What the lock does not cover. SECURITY.md has the same list, and the tests of each entry.
const NOT_COVERED: [&str; 5] = [
    "If you follow a link, the browser opens that site. No link contains text from your logs, and the site does \
     not learn where you came from.",
    "If you reload this page, its server sends it again. You control what you save or copy.",
    "The browser can open an empty connection for a frame or a form that it blocks, and for a preconnect hint. This \
     page contains none of these.",
    "The policy does not cover WebRTC. The page removes its own access to WebRTC before it reads a log. A foreign \
     script could restore it, but the policy blocks foreign scripts.",
    "Browser extensions that you allow to read this page bypass the lock.",
];

/// The one exception to the promise that nothing leaves the page. Only a page in a frame has it.
const HOST: &str = "The page around this frame can give logs to this page. If the owner of this copy of Wuscope or you allow it, it \
     receives the report of these logs and the addresses of the pages that you open in it. It receives nothing of logs \
     that you add.";

/// The link in the footer. The single file does not have it.
const DOWNLOAD: &str = "The link \u{201c}Download as one file\u{201d} requests wuscope.html from the server of this page, but only when \
     you click it.";

/// The update check of the service worker. The single file has no such worker, and neither has a page on http.
const UPDATE_CHECK: &str = "On https, the browser keeps a copy of this page for use without a network. To find a new version, it requests \
     sw.js from the server of this page, and then the files of that version. These requests contain nothing but their \
     fixed addresses.";

fn lock(view: &View) -> Html {
    let state = view.state;
    let (sign, now) = match &state.lock {
        Lock::Open => {
            (Mark::NotReached, "The engine is still loading. Logs are read only after the network is locked.")
        }
        Lock::Closed => (Mark::Ok, "Locked. The browser refuses the network requests of this page."),
        Lock::Testing => (Mark::Stopped, "The test is running."),
        Lock::Refused(why) => (Mark::Failed, why.as_str()),
    };
    let entry = |entry: &&str| html! { <li>{text(entry)}</li> };
    html! {
        <>
            <p class="lock-state" role="status">{mark(sign)}{text(now)}</p>
            <p>
                {"After all parts are loaded, the page sets a Content-Security-Policy that blocks its own \
                  network requests. The policy cannot be removed until the page is closed. Logs are read only \
                  after that."}
            </p>
            <ul class="tried">{for state.tried.iter().map(|(way, refused)| tried(way, *refused))}</ul>
            <p class="note">
                {"The test requests files that do not exist and counts how many requests the browser refuses."}
            </p>
            <h3>{"What the lock does not cover"}</h3>
            <ul class="not-covered">
                {for NOT_COVERED.iter().map(entry)}
                if state.framed {
                    {entry(&HOST)}
                }
                if !state.is_single {
                    {entry(&DOWNLOAD)}
                    {entry(&UPDATE_CHECK)}
                }
            </ul>
            if !state.payload.is_empty() {
                <p class="note">{"Programs and data of this page, SHA-256: "}{text(&state.payload)}</p>
            }
            if matches!(state.lock, Lock::Closed | Lock::Refused(_)) {
                <div class="buttons">
                    {button(view, "button primary", Icon::Play, "Run the lock test", Action::TestLock)}
                </div>
            }
        </>
    }
}

/// A request type, and whether the browser refused it.
fn tried(way: &str, refused: bool) -> Html {
    let (name, result) = way_out(way, refused);
    let sign = if refused { Mark::Ok } else { Mark::Failed };
    html! { <li>{mark(sign)}{text(name)}<strong>{text(result)}</strong></li> }
}

/// Where the logs are, how to collect them, and the keyboard shortcuts.
fn help(view: &View) -> Html {
    let collect = knowledge::procedure("collect").and_then(|collect| collect.variants.first());
    let rows = html! { <><h3>{"Keys in the rows of a log"}</h3>{keys(&viewer::KEYS)}</> };
    // Beside a log its keys come first.
    let is_beside_log = view.state.route.is_viewer();
    html! {
        <>
            if is_beside_log {
                {rows.clone()}
            }
            <h3>{"Where the logs of a client are"}</h3>
            {folders(view)}
            <h3>{"Collect them"}</h3>
            if let Some(variant) = collect {
                {prose(view, "collect", variant.blocks, Fill::default())}
            }
            <h3>{"Keyboard shortcuts"}</h3>
            {keys(&KEYS)}
            if !is_beside_log {
                {rows}
            }
        </>
    }
}

const KEYS: [(&str, &str); 8] = [
    ("Ctrl V", "analyze lines or files from the clipboard"),
    ("Ctrl Enter", "analyze the lines in a field"),
    ("Ctrl K", "look up a code, word or line"),
    ("?", "show this help"),
    ("\u{2190} \u{2192}", "move between steps or runs"),
    ("Home End", "first or last step or run"),
    ("Enter", "open the selection"),
    ("Esc", "go back one level, as Back does"),
];

fn keys(keys: &[(&str, &str)]) -> Html {
    let key =
        |(key, words): &(&str, &str)| html! { <><dt><kbd>{text(key)}</kbd></dt><dd>{text(words)}</dd></> };
    html! { <dl class="keys">{for keys.iter().map(key)}</dl> }
}
