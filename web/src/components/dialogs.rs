//! The dialogs: pasting lines, the lock and its test, the keys, saving a text log; and the frame of each.

use yew::virtual_dom::AttrValue;
use yew::{Callback, Html, Properties, component, html};

use super::icon::Icon;
use super::mark::{Mark, mark};
use super::panel::{button, icon_button};
use super::save_text::save_text;
use crate::message::{Action, PageMessage};
use crate::state::{Dialog, Lock};
use crate::view::{View, click, text};

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

/// Its title, the button that closes it, and what is in it. The browser keeps the focus in it and gives it back.
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

/// All of them; each is shown when it is opened.
pub(crate) fn dialogs(view: &View) -> Html {
    html! {
        <>
            {dialog(view, "Paste lines", Dialog::Paste, paste)}
            {dialog(view, "The network lock", Dialog::Lock, lock)}
            {dialog(view, "Keys", Dialog::Keys, |_| keys())}
            {dialog(view, "Save as text log", Dialog::Save, save_text)}
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
                {"Lines of one log, as they stand in it. They are read like a file."}
            </label>
            <textarea id="paste-text" rows="12" spellcheck="false" wrap="off" />
            <div class="buttons">
                {button(view, "button primary", Icon::Flow, "Read these lines", Action::Paste)}
            </div>
        </>
    }
}

/// Each way out that the lock test tries, and the word for its result.
fn way_out(way: &str, closed: bool) -> (&'static str, &'static str) {
    let refused = if closed { "refused" } else { "not refused" };
    match way {
        "request" => ("A request by fetch", refused),
        "image" => ("An image from the network", refused),
        "socket" => ("A WebSocket", refused),
        "webrtc" => ("Access to WebRTC", if closed { "removed" } else { "not removed" }),
        _ => ("A beacon, sent in the background", refused),
    }
}

/// What the lock does not cover. SECURITY.md has the same list, and the tests of each entry.
const NOT_COVERED: [&str; 5] = [
    "If you follow a link, the browser opens that site. No link contains text from your logs, and the site is not told \
     where you came from.",
    "If you reload this page, its server sends it again. What you save or copy is in your hands.",
    "The browser can open an empty connection for a frame or a form that it refuses, and for a preconnect hint. This \
     page contains none of them.",
    "The policy does not cover WebRTC. The page removes its own access to it before it reads a log. A foreign script \
     could get it back, but the policy lets no foreign script run.",
    "Browser extensions that you allow to read this page are not bound by it.",
];

fn lock(view: &View) -> Html {
    let state = view.state;
    let (sign, now) = match &state.lock {
        Lock::Open => (
            Mark::NotReached,
            "The engine is still being fetched. Then the network is locked, and only then logs are read.",
        ),
        Lock::Closed => (Mark::Ok, "Locked. The browser refuses the network requests of this page."),
        Lock::Testing => (Mark::Stopped, "The test runs."),
        Lock::Refused(why) => (Mark::Failed, why.as_str()),
    };
    let entry = |entry: &&str| html! { <li>{text(entry)}</li> };
    html! {
        <>
            <p class="lock-state" role="status">{mark(sign)}{text(now)}</p>
            <p>
                {"When the page has all its parts, it sets a Content-Security-Policy for itself that forbids \
                  network requests. Such a policy cannot be removed: it holds until the page is closed. Logs \
                  are read only after that."}
            </p>
            <ul class="tried">{for state.tried.iter().map(|(way, refused)| tried(way, *refused))}</ul>
            <p class="note">
                {"The test asks the page's own server for files that do not exist and counts what the \
                  browser refuses."}
            </p>
            <h3>{"What the lock does not cover"}</h3>
            <ul class="not-covered">{for NOT_COVERED.iter().map(entry)}</ul>
            if matches!(state.lock, Lock::Closed | Lock::Refused(_)) {
                <div class="buttons">
                    {button(view, "button primary", Icon::Play, "Run the lock test", Action::TestLock)}
                </div>
            }
        </>
    }
}

/// A way out that was tried, and whether the browser refused it.
fn tried(way: &str, refused: bool) -> Html {
    let (name, result) = way_out(way, refused);
    let sign = if refused { Mark::Ok } else { Mark::Failed };
    html! { <li>{mark(sign)}{text(name)}<strong>{text(result)}</strong></li> }
}

fn keys() -> Html {
    let keys = [
        ("Ctrl K", "look up a code, word or line"),
        ("?", "these keys"),
        ("\u{2190} \u{2192}", "go along the steps and the runs"),
        ("Home End", "the first and the last of them"),
        ("Enter", "open what is chosen"),
        ("Esc", "go back one layer"),
    ];
    let key = |(key, words)| html! { <><dt><kbd>{text(key)}</kbd></dt><dd>{text(words)}</dd></> };
    html! {
        <>
            <p>{"Everything works without a mouse."}</p>
            <dl class="keys">{for keys.into_iter().map(key)}</dl>
        </>
    }
}
