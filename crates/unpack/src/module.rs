//! The exports: an instance unpacks one part in steps, and then all its memory is released.
//!
//! The caller writes the packed bytes to the address that [`room`] returns and calls [`begin`]. Each [`step`] then
//! unpacks a piece, which is at the address that [`piece`] returns.

#![allow(unsafe_code)] // It takes that to give a function its name in the module; nothing here is unsafe.

use std::cell::RefCell;

use lzma_rust2::{LzipReader, Read};

/// The most bytes of a step. It takes a millisecond, so that the page can do other work between two of them.
const PIECE: usize = 64 * 1024;

thread_local! {
    static ROOM: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static READER: RefCell<Option<LzipReader<&'static [u8]>>> = const { RefCell::new(None) };
    static UNPACKED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The address to which this many packed bytes can be written.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    ROOM.with_borrow_mut(|room| {
        room.resize(length, 0);
        room.as_ptr()
    })
}

/// Begins to unpack the bytes in the buffer. They stay as long as the instance.
#[unsafe(no_mangle)]
pub extern "C" fn begin() {
    READER.set(Some(LzipReader::new(ROOM.take().leak())));
    UNPACKED.set(vec![0; PIECE]);
}

/// Unpacks the next piece and returns its length in bytes; 0 after the last, -1 if the part is damaged or incomplete.
#[unsafe(no_mangle)]
pub extern "C" fn step() -> i32 {
    let read = READER.with_borrow_mut(|reader| {
        UNPACKED.with_borrow_mut(|unpacked| reader.as_mut().and_then(|reader| reader.read(unpacked).ok()))
    });
    read.and_then(|length| i32::try_from(length).ok()).unwrap_or(-1)
}

/// The address of the piece that the last step unpacked.
#[unsafe(no_mangle)]
pub extern "C" fn piece() -> *const u8 {
    UNPACKED.with_borrow(Vec::as_ptr)
}
