//! The files that a host posted, until they are analyzed or refused.

use std::cell::RefCell;

use js_sys::{Array, ArrayBuffer};
use report::FileMeta;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::super::files;
use super::messages::{field, text};
use crate::state::folder_and_name;

/// How many files a message can have.
const MOST: u32 = 1_000;

thread_local! {
    /// The files with their folders.
    static WAITING: RefCell<Vec<(String, File)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the files of a message in place of those before, and returns their number; none if one is not a file.
pub(super) fn keep(list: &JsValue) -> Option<usize> {
    let list = list.dyn_ref::<Array>().filter(|list| (1..=MOST).contains(&list.length()))?;
    let mut kept = Vec::new();
    for given in list.iter() {
        let path = text(&given, "name")?;
        let (folder, name) = folder_and_name(&path)?;
        let buffer = field(&given, "buffer")?.dyn_into::<ArrayBuffer>().ok()?;
        kept.push((folder.to_owned(), files::fetched(name, &buffer)?));
    }
    let number = kept.len();
    WAITING.set(kept);
    Some(number)
}

/// Adds the files to those of the page.
pub(super) fn take() -> Vec<FileMeta> {
    WAITING.take().into_iter().map(|(folder, file)| files::from_host(folder, file)).collect()
}

/// Releases the files, which are refused.
pub(super) fn forget() {
    WAITING.take();
}
