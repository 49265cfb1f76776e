//! The messages between the log viewer and the engine. They do not pass through the state of the page, so that
//! scrolling renders nothing but the rows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use report::{Request, ViewReply, ViewRequest};
use web_sys::{Element, ResizeObserver};
use yew::Callback;

use super::{document, engine, events};

/// The name of the hidden columns in the storage.
const COLUMNS: &str = "wuscope-columns";

thread_local! {
    static LISTENERS: RefCell<Vec<(u32, Callback<Rc<ViewReply>>)>> = const { RefCell::new(Vec::new()) };
    static NUMBER: Cell<u32> = const { Cell::new(0) };
}

/// Ends listening when it is dropped.
pub(crate) struct Listening(u32);

impl Drop for Listening {
    fn drop(&mut self) {
        LISTENERS.with_borrow_mut(|listeners| listeners.retain(|(number, _)| *number != self.0));
    }
}

/// Listens to all replies.
pub(crate) fn listen(to: Callback<Rc<ViewReply>>) -> Listening {
    let number = next_number();
    LISTENERS.with_borrow_mut(|listeners| listeners.push((number, to)));
    Listening(number)
}

/// A number that was not used yet: for tickets and openings.
pub(crate) fn next_number() -> u32 {
    NUMBER.set(NUMBER.get() + 1);
    NUMBER.get()
}

/// Sends a request to the engine.
pub(crate) fn ask(request: ViewRequest) {
    engine::ask(&Request::View(request));
}

/// Passes a reply to the viewer.
pub(super) fn deliver(reply: ViewReply) {
    let listeners: Vec<_> = LISTENERS.with_borrow(|all| all.iter().map(|(_, to)| to.clone()).collect());
    let reply = Rc::new(reply);
    for to in listeners {
        to.emit(Rc::clone(&reply));
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

/// The hidden columns of the last visit, a bit for each.
pub(crate) fn kept_columns() -> u8 {
    document::kept(COLUMNS).and_then(|kept| kept.parse().ok()).unwrap_or_default()
}

/// Keeps the hidden columns for the next visit.
pub(crate) fn keep_columns(hidden: u8) {
    document::keep(COLUMNS, &hidden.to_string());
}
