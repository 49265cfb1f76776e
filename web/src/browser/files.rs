//! The files that were given, as the browser holds them: dropped, picked, pasted, fetched.

use std::cell::RefCell;

use js_sys::{Array, Promise};
use report::FileMeta;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FilePropertyBag, FileSystemDirectoryEntry, FileSystemEntry,
    FileSystemFileEntry,
};

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
fn from_disk(file: File, path: String, whole_folder: bool) -> FileMeta {
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

/// Files from a picker; those of a folder say where in it they lie.
pub(crate) fn picked(list: &FileList) -> Vec<FileMeta> {
    let files = (0..list.length()).filter_map(|at| list.get(at));
    let meta = |file: File| {
        let path = js_sys::Reflect::get(&file, &JsValue::from("webkitRelativePath")).ok();
        let path = path.and_then(|path| path.as_string()).unwrap_or_default();
        let folder = path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
        let whole = folder.is_some();
        from_disk(file, folder.unwrap_or_default(), whole)
    };
    files.map(meta).collect()
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

/// What was dropped, and the first folder that the browser refuses to read: in a sandboxed frame it does. Items are only
/// there while the event lasts, so all are taken before anything is waited for.
pub(super) fn dropped(data: &DataTransfer) -> impl Future<Output = (Vec<FileMeta>, Option<String>)> + use<> {
    let (items, mut files, mut folders) = (data.items(), Vec::new(), Vec::new());
    for item in (0..items.length()).filter_map(|at| items.get(at)).filter(|item| item.kind() == "file") {
        match item.webkit_get_as_entry().ok().flatten().filter(FileSystemEntry::is_directory) {
            Some(folder) => folders.push(folder.unchecked_into::<FileSystemDirectoryEntry>()),
            // In a sandboxed frame the entry of a file cannot be read, but the file itself can.
            None => files.extend(item.get_as_file().ok().flatten()),
        }
    }
    async move {
        let mut metas: Vec<FileMeta> =
            files.into_iter().map(|file| from_disk(file, String::new(), false)).collect();
        let mut unreadable = None;
        while let Some(folder) = folders.pop() {
            let Some(entries) = entries(&folder).await else {
                unreadable = unreadable.or(Some(folder.name()));
                continue;
            };
            for entry in entries {
                if entry.is_directory() {
                    folders.push(entry.unchecked_into());
                } else if let Some(file) = file_of(entry.unchecked_ref()).await {
                    let path = folder.full_path().trim_start_matches('/').to_owned();
                    metas.push(from_disk(file, path, true));
                }
            }
        }
        (metas, unreadable)
    }
}

/// All entries of a folder, where the browser tells them: they come a hundred at a time, and none at the end.
async fn entries(folder: &FileSystemDirectoryEntry) -> Option<Vec<FileSystemEntry>> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let next = Promise::new(&mut |resolve, reject| {
            reader.read_entries_with_callback_and_callback(&resolve, &reject).ok();
        });
        let some: Array = JsFuture::from(next).await.ok()?.unchecked_into();
        if some.length() == 0 {
            return Some(all);
        }
        all.extend(some.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let file = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    Some(JsFuture::from(file).await.ok()?.unchecked_into())
}
