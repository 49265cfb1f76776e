//! The handles of dropped files, which give a file again after it has changed.
//!
//! A `File` is what was in the file when it was dropped. Only a handle gives a newer one, and only Chromium gives the
//! handle of a dropped file. The handle of a folder is not asked for: Chromium refuses those of Windows and of its
//! programs, and interrupts the user to say so.

use std::cell::RefCell;
use std::collections::BTreeMap;

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransferItem, FileSystemFileHandle};

use super::document::window;

#[wasm_bindgen]
extern "C" {
    /// The handle of a dropped file, from web/boot.js; none in a browser that gives none.
    #[wasm_bindgen(js_namespace = wuscope)]
    pub(super) fn handle(item: &DataTransferItem) -> Option<Promise>;
}

thread_local! {
    /// The handles of dropped files, by the numbers of the files.
    static HANDLES: RefCell<BTreeMap<u32, Promise>> = const { RefCell::new(BTreeMap::new()) };
}

/// Keeps the handle of a file.
pub(super) fn keep(file: u32, handle: Option<Promise>) {
    if let Some(handle) = handle {
        HANDLES.with_borrow_mut(|handles| handles.insert(file, handle));
    }
}

/// Drops all handles.
pub(super) fn forget() {
    HANDLES.with_borrow_mut(BTreeMap::clear);
}

/// The handle of a file, if the browser gave it.
pub(super) async fn of(file: u32) -> Option<FileSystemFileHandle> {
    let handle = HANDLES.with_borrow(|handles| handles.get(&file).cloned())?;
    JsFuture::from(handle).await.ok()?.dyn_into().ok()
}

/// Whether the browser gives this page handles of dropped files: those that have this function do, to a page with an
/// origin.
pub(super) fn are_given() -> bool {
    let Some(window) = window() else { return false };
    let origin = Reflect::get(&window, &"origin".into()).ok().and_then(|origin| origin.as_string());
    origin.is_some_and(|origin| origin != "null")
        && Reflect::has(&window, &"showOpenFilePicker".into()).unwrap_or_default()
}
