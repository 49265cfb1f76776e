//! Events in Rust's terms: those of elements, and those that happen to the window as a whole.

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, EventTarget, KeyboardEvent, MouseEvent};
use yew::Callback;

use super::{document, listing};
use crate::message::{Action, News, PageMessage};
use crate::routes::Route;
use crate::state::Dialog;

/// A function for the browser to call for as long as the page lives.
pub(super) fn lasting(act: impl FnMut(Event) + 'static) -> Function {
    Closure::<dyn FnMut(Event)>::new(act).into_js_value().unchecked_into()
}

/// Listens to `kind` for as long as the page lives.
pub(super) fn on(target: &EventTarget, kind: &str, act: impl FnMut(Event) + 'static) {
    target.add_event_listener_with_callback(kind, &lasting(act)).ok();
}

/// Listens to what happens to the window as a whole.
pub(super) fn listen(act: &Callback<PageMessage>) {
    let Some(window) = document::window() else { return };
    let to = act.clone();
    let heard = lasting(move |event| hear(&event, &to));
    for kind in ["hashchange", "click", "paste", "keydown", "dragover", "dragleave", "drop"] {
        window.add_event_listener_with_callback(kind, &heard).ok();
    }
    let to = act.clone();
    let tick = lasting(move |_| to.emit(PageMessage::News(News::Tick(js_sys::Date::now()))));
    window.set_interval_with_callback_and_timeout_and_arguments_0(&tick, 1_000).ok();
}

fn hear(event: &Event, act: &Callback<PageMessage>) {
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

/// Follows links inside the page itself: in a frame without an address of its own the browser would load the page
/// around it into the frame.
fn follow(event: &MouseEvent) -> Option<Action> {
    if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let link = element(event)?.closest("a[href^='#/']:not([target])").ok()??;
    event.prevent_default();
    Some(Action::Go(Route::parse(&link.get_attribute("href")?)))
}

/// Takes several lines that are pasted into the search box, which would make one line of them.
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
        // A field gives this key away as well, and a dialog closes by itself.
        "Escape" => return Some(Action::CloseSearch),
        _ => return None,
    };
    event.prevent_default();
    Some(action)
}

/// The whole window takes drops; says whether files are held over it.
fn drag(event: &DragEvent, act: &Callback<PageMessage>) -> Option<bool> {
    let data = event.data_transfer()?;
    match event.type_().as_str() {
        "dragover" if data.types().includes(&"Files".into(), 0) => {
            event.prevent_default();
            Some(true)
        }
        // Between two elements of the page there is a related one: then the window was not left.
        "dragleave" if event.related_target().is_none() => Some(false),
        "drop" => {
            event.prevent_default();
            listing::dropped(&data, act);
            Some(false)
        }
        _ => None,
    }
}
