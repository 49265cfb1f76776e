//! The files that were given, as the browser holds them: dropped, picked, pasted, fetched.

use std::cell::RefCell;

use js_sys::Array;
use report::FileMeta;
use wasm_bindgen::JsValue;
use web_sys::{File, FilePropertyBag};

use crate::message::PASTED;

thread_local! {
    /// The files by the number that the page gave them, which is their place; none where they were let go.
    static FILES: RefCell<Vec<Option<File>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a file and says what the engine is told of it.
fn keep(file: File, path: String, whole_folder: bool, modified: Option<i64>) -> FileMeta {
    let (name, size) = (file.name(), file.size() as u64);
    let number = FILES.with_borrow_mut(|files| {
        files.push(Some(file));
        files.len() as u32 - 1
    });
    FileMeta { file: number, name, path, size, modified, whole_folder }
}

/// Keeps a file that lies on a disk.
pub(super) fn from_disk(file: File, path: String, whole_folder: bool) -> FileMeta {
    let modified = file.last_modified() as i64;
    keep(file, path, whole_folder, Some(modified))
}

/// A file by its number.
pub(crate) fn given(number: u32) -> Option<File> {
    FILES.with_borrow(|files| files.get(number as usize).cloned().flatten())
}

/// Lets all files go; their numbers are not used again.
pub(super) fn forget() {
    FILES.with_borrow_mut(|files| files.iter_mut().for_each(|file| *file = None));
}

/// A file from a picker; one of a folder says where in it it lies.
pub(super) fn picked(file: File) -> FileMeta {
    let path = js_sys::Reflect::get(&file, &JsValue::from("webkitRelativePath")).ok();
    let path = path.and_then(|path| path.as_string()).unwrap_or_default();
    let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let whole = folder.is_some();
    from_disk(file, folder.unwrap_or_default(), whole)
}

/// Lines that were pasted, as a file.
pub(super) fn pasted(text: &str) -> Vec<FileMeta> {
    if text.trim().is_empty() {
        return vec![];
    }
    File::new_with_str_sequence(&Array::of1(&text.into()), PASTED)
        .map(|file| vec![keep(file, String::new(), false, None)])
        .unwrap_or_default()
}

/// A file that the page fetched for itself.
pub(super) fn fetched(name: &str, bytes: &JsValue) -> Option<File> {
    let options = FilePropertyBag::new();
    File::new_with_buffer_source_sequence_and_options(&Array::of1(bytes), name, &options).ok()
}

/// Takes files the page fetched for itself, as if they had been dropped.
pub(super) fn take(files: &[File]) -> Vec<FileMeta> {
    files.iter().map(|file| keep(file.clone(), String::new(), false, None)).collect()
}
