//! Who receives the engine's replies to the log viewer. They do not pass through the state of the page, so that scrolling
//! renders nothing but the rows.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use report::ViewReply;
use yew::Callback;

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

/// Passes a reply to the viewer.
pub(super) fn deliver(reply: ViewReply) {
    let listeners: Vec<_> = LISTENERS.with_borrow(|all| all.iter().map(|(_, to)| to.clone()).collect());
    let reply = Rc::new(reply);
    for to in listeners {
        to.emit(Rc::clone(&reply));
    }
}
