//! Browser events as messages: those of elements, and those of the window.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, EventTarget, KeyboardEvent, MouseEvent};
use yew::Callback;

use super::{document, listing};
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

/// Listens to the events of the window.
pub(super) fn listen(act: &Callback<PageMessage>) {
    let Some(window) = document::window() else { return };
    let to = act.clone();
    let listener = lasting(move |event| handle(&event, &to));
    for kind in ["hashchange", "click", "paste", "keydown", "dragenter", "dragover", "dragleave", "drop"] {
        window.add_event_listener_with_callback(kind, &listener).ok();
    }
    let to = act.clone();
    let tick = lasting(move |_| to.emit(PageMessage::News(News::Tick(js_sys::Date::now()))));
    window.set_interval_with_callback_and_timeout_and_arguments_0(&tick, 1_000).ok();
}

fn handle(event: &Event, act: &Callback<PageMessage>) {
    let message = match event.type_().as_str() {
        "hashchange" => Some(PageMessage::News(News::Went(Route::parse(&document::hash())))),
        "click" => follow(event.unchecked_ref()).map(PageMessage::Does),
        "paste" => paste(event.unchecked_ref()).map(PageMessage::Does),
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

/// Handles several lines that are pasted into the search box, which would join them into one line.
fn paste(event: &ClipboardEvent) -> Option<Action> {
    let into_search = element(event)?.id() == "search";
    let text = event.clipboard_data()?.get_data("text").ok()?;
    if !into_search || !text.trim().contains('\n') {
        return None;
    }
    event.prevent_default();
    Some(Action::PasteLines(text))
}

fn key(event: &KeyboardEvent) -> Option<Action> {
    let action = match event.key().as_str() {
        "k" | "K" if event.ctrl_key() || event.meta_key() => Action::Search,
        "?" if !element(event)
            .is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")) =>
        {
            Action::Dialog(Dialog::Keys)
        }
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
