//! What the log viewer needs of the browser and the engine.

use report::{Request, ViewRequest};
use web_sys::{Element, ResizeObserver};
use yew::Callback;

pub(crate) use super::view_replies::{Listening, listen, next_number};
use super::{document, engine, events};

/// The name of the hidden columns in the storage.
const COLUMNS: &str = "wuscope-columns";

/// Sends a request to the engine.
pub(crate) fn ask(request: ViewRequest) {
    engine::ask(&Request::View(request));
}

/// Calls back when the size of an element changes, as long as the element exists.
pub(crate) fn watch_size(element: &Element, resized: Callback<()>) {
    if let Ok(observer) = ResizeObserver::new(&events::lasting(move |_| resized.emit(()))) {
        observer.observe(element);
    }
}

/// Writes the address of the viewer without a new entry in the history.
pub(crate) fn note_address(address: &str) {
    document::replace_hash(address);
}

/// Moves the focus to an element of the viewer.
pub(crate) fn focus(id: &str) {
    document::focus(id);
}

/// The hidden columns of the last visit, a bit for each.
pub(crate) fn kept_columns() -> u8 {
    document::kept(COLUMNS).and_then(|kept| kept.parse().ok()).unwrap_or_default()
}

/// Keeps the hidden columns for the next visit.
pub(crate) fn keep_columns(hidden: u8) {
    document::keep(COLUMNS, &hidden.to_string());
}
