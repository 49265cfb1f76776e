//! Browser events as messages: those of elements, and those of the window.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, EventTarget, KeyboardEvent, MouseEvent};
use yew::Callback;

use super::{document, files, listing};
use crate::message::{Action, News, PageMessage};
use crate::routes::Route;
use crate::state::Dialog;

/// A function that the browser can call until the page is closed.
pub(super) fn lasting(act: impl FnMut(Event) + 'static) -> Function {
    Closure::<dyn FnMut(Event)>::new(act).into_js_value().unchecked_into()
}

/// Listens to `kind` until the page is closed.
pub(super) fn on(target: &EventTarget, kind: &str, act: impl FnMut(Event) + 'static) {
    target.add_event_listener_with_callback(kind, &lasting(act)).ok();
}

/// The events of the window.
const KINDS: [&str; 9] =
    ["hashchange", "popstate", "click", "paste", "keydown", "dragenter", "dragover", "dragleave", "drop"];

/// Listens to the events of the window.
pub(super) fn listen(act: &Callback<PageMessage>) {
    let Some(window) = document::window() else { return };
    let to = act.clone();
    let listener = lasting(move |event| handle(&event, &to));
    for kind in KINDS {
        window.add_event_listener_with_callback(kind, &listener).ok();
    }
    let to = act.clone();
    let tick = lasting(move |_| to.emit(PageMessage::News(News::Tick(js_sys::Date::now()))));
    window.set_interval_with_callback_and_timeout_and_arguments_0(&tick, 1_000).ok();
}

/// Sets whether the browser asks before it leaves the page.
pub(super) fn ask_to_stay(asks: bool) {
    let Some(window) = document::window() else { return };
    let listener = asks.then(|| lasting(|event| event.prevent_default()));
    window.set_onbeforeunload(listener.as_ref());
}

fn handle(event: &Event, act: &Callback<PageMessage>) {
    let message = match event.type_().as_str() {
        "hashchange" => Some(PageMessage::News(News::Went(Route::parse(&document::hash())))),
        "popstate" => {
            document::close_dialogs();
            None
        }
        "click" => {
            document::close_lists(element(event).as_ref());
            follow(event.unchecked_ref()).map(PageMessage::Does)
        }
        "paste" => paste(event.unchecked_ref(), act),
        "keydown" => key(event.unchecked_ref()).map(PageMessage::Does),
        _ => drag(event.unchecked_ref(), act).map(|over| PageMessage::News(News::Dragged(over))),
    };
    if let Some(message) = message {
        act.emit(message);
    }
}

fn element(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Follows links inside the page: in a frame without its own URL, the browser would load the surrounding page into the
/// frame.
fn follow(event: &MouseEvent) -> Option<Action> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let link = element(event)?.closest("a[href^='#/']:not([target])").ok()??;
    event.prevent_default();
    Some(Action::Go(Route::parse(&link.get_attribute("href")?)))
}

/// Handles several lines that are pasted into the search box, which would join them into one line; and what is pasted
/// outside of fields, except in the knowledge base: lines and files are analyzed, a single line is looked up.
fn paste(event: &ClipboardEvent, act: &Callback<PageMessage>) -> Option<PageMessage> {
    let target = element(event)?;
    let data = event.clipboard_data()?;
    let text = data.get_data("text").ok()?;
    let has_lines = text.trim().contains('\n');
    let message = if has_lines && target.id() == "search" {
        Some(PageMessage::Does(Action::PasteLines(text)))
    } else if is_field(&target) || Route::parse(&document::hash()).is_knowledge() {
        return None;
    } else if text.trim().is_empty() {
        listing::dropped(&data, act);
        None
    } else if has_lines {
        Some(PageMessage::News(News::Given(files::pasted(&text))))
    } else {
        document::focus("search");
        Some(PageMessage::Does(Action::Type(text.trim().to_owned())))
    };
    event.prevent_default();
    message
}

fn is_field(element: &Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")
}

fn key(event: &KeyboardEvent) -> Option<Action> {
    let action = match event.key().as_str() {
        "k" | "K" if event.ctrl_key() || event.meta_key() => Action::Search,
        "Enter" if event.ctrl_key() || event.meta_key() => match element(event)?.id().as_str() {
            "paste-text" => Action::Paste,
            "excerpt" => Action::ReadExcerpt,
            _ => return None,
        },
        "?" if !element(event).is_some_and(|element| is_field(&element)) => Action::Dialog(Dialog::Help),
        // This key also works in fields; a dialog closes without it.
        "Escape" => return Some(Action::CloseSearch),
        _ => return None,
    };
    event.prevent_default();
    Some(action)
}

/// The complete window accepts drops; reports whether files are dragged over it.
fn drag(event: &DragEvent, act: &Callback<PageMessage>) -> Option<bool> {
    let data = event.data_transfer()?;
    match event.type_().as_str() {
        // The hint over the page appears under the pointer, so that it enters another element.
        "dragenter" | "dragover" if data.types().includes(&"Files".into(), 0) => {
            event.prevent_default();
            Some(true)
        }
        // With a related element, the pointer moved between two elements and did not leave the window.
        "dragleave" if event.related_target().is_none() => Some(false),
        "drop" => {
            event.prevent_default();
            listing::dropped(&data, act);
            Some(false)
        }
        _ => None,
    }
}
