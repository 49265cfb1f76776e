//! Lists the files of a drop or of a picker. A folder can contain a hundred thousand files: the page shows their number
//! during the listing, no step blocks for long, and the user can cancel it.

use std::cell::Cell;

use js_sys::{Array, Promise};
use report::FileMeta;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, DataTransferItem, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
    HtmlInputElement,
};
use yew::Callback;

use super::document::pause;
use super::{files, handles};
use crate::message::{News, PageMessage};

/// How many chosen files are processed at once.
const CHUNK: u32 = 500;
/// How many files of a folder are requested at once.
const TOGETHER: usize = 10;
/// Milliseconds without a pause until other work gets its turn.
const BUSY: f64 = 12.0;
/// Milliseconds between two updates of the count on the page.
const PAUSE: f64 = 100.0;

#[wasm_bindgen]
extern "C" {
    /// The folder of a dropped item, from web/boot.js; none if it is a file.
    #[wasm_bindgen(js_namespace = wuscope)]
    fn folder(item: &DataTransferItem) -> Option<FileSystemDirectoryEntry>;
}

thread_local! {
    /// How often listing was cancelled: a listing that began before the last time is over.
    static ENDED: Cell<u32> = const { Cell::new(0) };
}

/// Cancels the current listing; none of its files is read.
pub(super) fn end() {
    ENDED.set(ENDED.get() + 1);
}

/// Lists a drop. Its items exist only during the event, so all are collected before the first wait.
pub(super) fn dropped(data: &DataTransfer, act: &Callback<PageMessage>) {
    let (items, mut single, mut folders) = (data.items(), Vec::new(), Vec::new());
    for item in (0..items.length()).filter_map(|at| items.get(at)).filter(|item| item.kind() == "file") {
        match folder(&item) {
            Some(folder) => folders.push(folder),
            // In a sandboxed frame the entry of a file cannot be read, but the file itself can.
            None => {
                let file = item.get_as_file().ok().flatten();
                single.extend(file.map(|file| (file, handles::handle(&item))));
            }
        }
    }
    let mut list = FileListing::begin(act);
    spawn_local(async move {
        list.found.extend(single.into_iter().map(|(file, handle)| {
            let meta = files::from_disk(file, String::new(), false);
            handles::keep(meta.file, handle);
            meta
        }));
        let mut refused = None;
        while let Some(folder) = folders.pop() {
            if list.take(&folder, &mut folders).await.is_none() {
                refused = refused.or(Some(folder.name()));
            }
        }
        list.hand_over(refused);
    });
}

/// Lists the files of an input field.
pub(crate) fn chosen(field: HtmlInputElement, act: &Callback<PageMessage>) {
    let Some(chosen) = field.files() else { return };
    let mut list = FileListing::begin(act);
    spawn_local(async move {
        for from in (0..chosen.length()).step_by(CHUNK as usize) {
            let chunk = (from..chosen.length().min(from + CHUNK)).filter_map(|at| chosen.get(at));
            list.found.extend(chunk.map(files::picked));
            list.breathe().await;
            if list.is_over() {
                break;
            }
        }
        // Allows the same files to be chosen again.
        field.set_value("");
        list.hand_over(None);
    });
}

/// The files found so far.
struct FileListing {
    act: Callback<PageMessage>,
    found: Vec<FileMeta>,
    /// The time of the last report to the page, in milliseconds.
    reported: f64,
    /// The time of the last pause.
    breathed: f64,
    /// How often listing had been cancelled when this one began.
    began: u32,
}

impl FileListing {
    fn begin(act: &Callback<PageMessage>) -> Self {
        let now = js_sys::Date::now();
        Self { act: act.clone(), found: Vec::new(), reported: now, breathed: now, began: ENDED.get() }
    }

    fn is_over(&self) -> bool {
        self.began != ENDED.get()
    }

    /// Lists the files and subfolders of a folder; none if the browser refuses to read it.
    async fn take(
        &mut self,
        folder: &FileSystemDirectoryEntry,
        folders: &mut Vec<FileSystemDirectoryEntry>,
    ) -> Option<()> {
        let path = folder.full_path().trim_start_matches('/').to_owned();
        let reader = folder.create_reader();
        loop {
            // The browser returns a hundred entries at a time, and none at the end.
            let next = Promise::new(&mut |resolve, reject| {
                reader.read_entries_with_callback_and_callback(&resolve, &reject).ok();
            });
            let entries: Array = JsFuture::from(next).await.ok()?.unchecked_into();
            if entries.length() == 0 || self.is_over() {
                return Some(());
            }
            let entries: Vec<FileSystemEntry> = entries.iter().map(JsCast::unchecked_into).collect();
            for some in entries.chunks(TOGETHER) {
                self.take_some(some, &path, folders).await;
            }
        }
    }

    /// Lists some entries of a folder: requests all files before it waits for the first.
    async fn take_some(
        &mut self,
        entries: &[FileSystemEntry],
        path: &str,
        folders: &mut Vec<FileSystemDirectoryEntry>,
    ) {
        let mut asked: Vec<JsFuture> = Vec::new();
        for entry in entries {
            match entry.is_directory() {
                true => folders.push(entry.clone().unchecked_into()),
                false => asked.push(file_of(entry.unchecked_ref()).into()),
            }
        }
        for file in asked {
            if let Ok(file) = file.await {
                self.found.push(files::from_disk(file.unchecked_into(), path.to_owned(), true));
            }
        }
        self.breathe().await;
    }

    /// Pauses for the browser if the last pause was long ago, and reports the number of files to the page.
    async fn breathe(&mut self) {
        let now = js_sys::Date::now();
        if now - self.breathed < BUSY || self.is_over() {
            return;
        }
        if now - self.reported >= PAUSE {
            self.reported = now;
            self.act.emit(PageMessage::News(News::Listed(self.found.len())));
        }
        pause(0).await;
        self.breathed = js_sys::Date::now();
    }

    /// Sends the page all found files, and the folder that the browser refused to read: sandboxed frames cannot.
    fn hand_over(self, refused: Option<String>) {
        if self.is_over() {
            return;
        }
        self.act.emit(PageMessage::News(News::Given(self.found)));
        if let Some(folder) = refused {
            self.act.emit(PageMessage::News(News::Unreadable(folder)));
        }
    }
}

fn file_of(entry: &FileSystemFileEntry) -> Promise {
    Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject))
}
