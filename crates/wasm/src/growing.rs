//! A file that grows: the page follows it, and passes it each time it has changed.

use std::ops::Range;

use js_sys::Array;
use report::{Reply, ViewReply};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use crate::blobs::{read_ranges, slice};
use crate::in_steps::start;
use crate::send::send;
use crate::worker::Shared;

/// How many bytes at the beginning show whether it is still the same log.
const BEGINNING: u64 = 256;

/// Takes a file that has grown: the log that is shown continues with it. If it has changed again in the meantime, the
/// browser refuses to read it, and the page passes it again.
pub(crate) async fn grow(engine: &Shared, number: u32, file: &File) {
    let old = engine.borrow().host.log(number);
    let is_text = !engine.borrow().host.copies.is_made(number);
    let Some(old) = old.filter(|_| is_text) else { return };
    let (from, end) = (old.size() as u64, file.size() as u64);
    if end < from || is_other(&old, file, 0..BEGINNING.min(from)).await {
        return send(&Reply::View(ViewReply::Replaced { file: number }));
    }
    let is_copy = engine.borrow().host.has_copy(number);
    let grown = if is_copy { joined(&old, file).await } else { Some(file.clone().into()) };
    let Some(grown) = grown.filter(|_| end > from) else { return };
    engine.borrow_mut().host.replace(number, &grown, is_copy);
    let view = engine.borrow().view.clone();
    if let Some(view) = view.filter(|view| view.borrow().file == number) {
        view.borrow_mut().grow(grown);
        start(engine, view);
    }
}

/// Whether the first bytes of a file differ. Those of a file without a copy cannot be read after it has changed.
async fn is_other(old: &Blob, file: &File, beginning: Range<u64>) -> bool {
    let beginning = [beginning];
    let (old, new) = (read_ranges(old, &beginning).await, read_ranges(file, &beginning).await);
    old.zip(new).is_some_and(|(old, new)| old != new)
}

/// The copy with the new bytes, which are read now.
async fn joined(copy: &Blob, file: &File) -> Option<Blob> {
    let new = JsFuture::from(slice(file, copy.size() as u64, file.size() as u64)).await.ok()?;
    Blob::new_with_blob_sequence(&Array::of2(copy, &new)).ok()
}
