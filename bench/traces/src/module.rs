//! The exports of the wasm module that only read entries: the caller writes bytes to the address from `space`, then
//! reads them. Those of `events`, which the page has, are exported beside them.

use std::cell::RefCell;

use events as _;

use crate::Entries;

thread_local! {
    static SPACE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ENTRIES: RefCell<Option<Entries>> = const { RefCell::new(None) };
}

/// The address to which this many bytes can be written.
#[unsafe(no_mangle)]
pub extern "C" fn space(length: usize) -> *const u8 {
    SPACE.with_borrow_mut(|space| {
        space.resize(length, 0);
        space.as_ptr()
    })
}

/// Starts a file of which only the entries are read.
#[unsafe(no_mangle)]
pub extern "C" fn begin_entries() {
    ENTRIES.set(Some(Entries::default()));
}

/// Reads the entries of what was written.
#[unsafe(no_mangle)]
pub extern "C" fn push_entries() {
    ENTRIES.with_borrow_mut(|all| SPACE.with_borrow(|space| all.iter_mut().for_each(|all| all.push(space))));
}

/// How many entries there were.
#[unsafe(no_mangle)]
pub extern "C" fn finish_entries() -> u32 {
    let seen = ENTRIES.take().map(Entries::finish).unwrap_or_default();
    std::hint::black_box(seen.sum);
    seen.entries
}
