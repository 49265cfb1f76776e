//! The exports of the page's second module: plain functions, without imports and without glue.
//!
//! An instance reads one file, and then all its memory is released. The caller writes bytes to the address that
//! [`room`] returns, then passes them on: the `.tmf` files' texts with [`begin`], a piece of the file with [`push`].
//! [`finish`] returns the length of the text, and [`text`] its address.

#![allow(unsafe_code)] // It takes that to give a function its name in the module; nothing here is unsafe.

use std::cell::RefCell;

use crate::{Decoder, Kind};

thread_local! {
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static DECODER: RefCell<Option<Decoder>> = const { RefCell::new(None) };
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The address to which this many bytes can be written; it is valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    ROOM.with_borrow_mut(|room| {
        room.resize(length, 0);
        room.as_ptr()
    })
}

/// Begins with a file: 0 is a trace, all else an event log. The buffer must contain the texts of all `.tmf`
/// files.
#[unsafe(no_mangle)]
pub extern "C" fn begin(kind: u32) {
    let kind = if kind == 0 { Kind::Trace } else { Kind::EventLog };
    DECODER.set(Some(ROOM.with_borrow(|formats| Decoder::new(kind, formats))));
}

/// Takes the bytes in the buffer as the next bytes of the file.
#[unsafe(no_mangle)]
pub extern "C" fn push() {
    DECODER.with_borrow_mut(|decoder| {
        ROOM.with_borrow(|bytes| decoder.iter_mut().for_each(|decoder| decoder.push(bytes)));
    });
}

/// Ends the file and returns the length of its text in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn finish() -> usize {
    ROOM.take();
    let text = DECODER.take().map(Decoder::finish).unwrap_or_default();
    let length = text.len();
    TEXT.set(text);
    length
}

/// The address of the text.
#[unsafe(no_mangle)]
pub extern "C" fn text() -> *const u8 {
    TEXT.with_borrow(Vec::as_ptr)
}
