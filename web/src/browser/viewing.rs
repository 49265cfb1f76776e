//! What the log viewer needs of the browser and the engine.

use std::cell::RefCell;

use report::{Request, ViewRequest};
use web_sys::{Element, ResizeObserver};
use yew::Callback;

pub(crate) use super::view_replies::{Listening, listen, next_number};
use super::{document, engine, events};

/// The name of the columns in the storage.
const COLUMNS: &str = "wuscope-columns";

thread_local! {
    /// The log that was left last, its chosen row, and how many rows were above it.
    static OFFSET: RefCell<Option<(String, u32, f64)>> = const { RefCell::new(None) };
}

/// Sends a request to the engine; without a browser there is none.
pub(crate) fn ask(request: ViewRequest) {
    if document::window().is_some() {
        engine::ask(&Request::View(request));
    }
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

/// Moves the focus to a field of the viewer, and selects its text.
pub(crate) fn focus_text(id: &str) {
    document::focus_text(id);
}

/// The columns of the last visit; empty if there are none.
pub(crate) fn kept_columns() -> String {
    document::kept(COLUMNS).unwrap_or_default()
}

/// Keeps the columns for the next visit.
pub(crate) fn keep_columns(columns: &str) {
    document::keep(COLUMNS, columns);
}

/// The text that the user selected on the page, in one line.
pub(crate) fn selected_text() -> String {
    let selection = document::window().and_then(|window| window.get_selection().ok().flatten());
    let selected = selection.map(|selection| String::from(selection.to_string())).unwrap_or_default();
    selected.lines().next().unwrap_or_default().trim().to_owned()
}

/// Notes where a row was in the window of a log that is left: its number, and how many rows are above it.
pub(crate) fn note_offset(log: &str, row: u32, above: f64) {
    OFFSET.set(Some((log.to_owned(), row, above)));
}

/// How many rows were above a row of a log when it was left; only once.
pub(crate) fn take_offset(log: &str, row: u32) -> Option<f64> {
    let is_it = |noted: &mut (String, u32, f64)| noted.0 == log && noted.1 == row;
    OFFSET.with_borrow_mut(|noted| noted.take_if(is_it)).map(|(_, _, above)| above)
}
