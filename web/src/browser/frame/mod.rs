//! The page in a frame of a wiki or of another host: the messages that it exchanges with the surrounding page.

mod files;
mod height;
mod messages;
mod resizer;

use js_sys::JSON;
use report::FileMeta;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;
use yew::Callback;

use super::{document, events};
use crate::message::{News, PageMessage};
use crate::state::{HostMessage, HostReply, Theme, page_to_open};
use messages::{ANY, around, field, send, text};

/// The version of the messages between this page and its host.
const VERSION: u32 = 1;

/// Listens to the surrounding page, and begins the handshake. `embedded`: posts the height too.
pub(super) fn listen(act: &Callback<PageMessage>, embedded: bool) {
    let Some(window) = document::window() else { return };
    let act = act.clone();
    events::on(&window, "message", move |event| {
        if let Some(news) = receive(event.unchecked_ref()) {
            act.emit(PageMessage::News(news));
        }
    });
    greet();
    if embedded {
        height::watch();
    }
}

/// The files that the host posted last. They are kept until the owner or the user allows them.
pub(super) fn host_files() -> Vec<FileMeta> {
    files::take()
}

/// Posts a message to the host, if it still has this origin.
pub(super) fn post(origin: &str, reply: &HostReply) {
    let (kind, name, value) = match reply {
        HostReply::Result(json) => ("wuscope:result", "report", JSON::parse(json).unwrap_or_default()),
        HostReply::Selection(hash) => ("wuscope:selection", "hash", hash.into()),
        HostReply::Refused(why) => {
            files::forget();
            ("wuscope:refused", "reason", (*why).into())
        }
    };
    // A browser cannot address a page without an origin by name. The user allowed this one, and a frame ends with the
    // page around it: no other page can take its place.
    let target = if origin == "null" { ANY } else { origin };
    send(&[("type", kind.into()), (name, value)], target);
}

/// Reads a message: a change of the page that it requests, or none. Messages of all pages but the surrounding one are
/// ignored, and so is a message that is not exactly of a known form.
fn receive(event: &MessageEvent) -> Option<News> {
    let (from, around) = (JsValue::from(event.source()?), JsValue::from(around()?));
    if from != around {
        return None;
    }
    let message = event.data();
    if let Some(text) = message.as_string() {
        height::requested(&text);
        return None;
    }
    // Confluence and compatible wikis send their theme.
    if let Some(theme) = text(&message, "confluenceColorMode") {
        return Theme::parse(&theme).map(News::Colours);
    }
    let message = match text(&message, "type")?.as_str() {
        "wuscope:ping" => {
            greet();
            HostMessage::Ping
        }
        "wuscope:open" => HostMessage::Open(page_to_open(&text(&message, "hash")?)?),
        "wuscope:analyze" => HostMessage::Analyze(files::keep(&field(&message, "files")?)?),
        _ => return None,
    };
    Some(News::HostPosted(event.origin(), message))
}

/// Shows the host that messages are read from now on.
fn greet() {
    send(&[("type", "wuscope:ready".into()), ("version", VERSION.into())], ANY);
}
