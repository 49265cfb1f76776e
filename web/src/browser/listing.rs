//! Lists the files of a drop or of a picker. A folder may hold a hundred thousand of them: they are counted on the page
//! while they are listed, nothing here takes long at once, and it can be ended.

use std::cell::Cell;

use js_sys::{Array, Promise};
use report::FileMeta;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};
use yew::Callback;

use super::document::pause;
use super::files;
use crate::message::{News, PageMessage};

/// So many chosen files are taken at once.
const CHUNK: u32 = 500;
/// So many files of a folder are asked for at once.
const TOGETHER: usize = 10;
/// After so many milliseconds without a pause something else is let through.
const BUSY: f64 = 12.0;
/// So many milliseconds pass between two counts that the page shows.
const PAUSE: f64 = 100.0;

thread_local! {
    /// How often listing was ended: what began before the last time is over.
    static ENDED: Cell<u32> = const { Cell::new(0) };
}

/// Ends what is being listed; none of it is read.
pub(super) fn end() {
    ENDED.set(ENDED.get() + 1);
}

/// Lists what was dropped. Items are only there while the event lasts, so all are taken before anything is waited for.
pub(super) fn dropped(data: &DataTransfer, act: &Callback<PageMessage>) {
    let (items, mut single, mut folders) = (data.items(), Vec::new(), Vec::new());
    for item in (0..items.length()).filter_map(|at| items.get(at)).filter(|item| item.kind() == "file") {
        match item.webkit_get_as_entry().ok().flatten().filter(FileSystemEntry::is_directory) {
            Some(folder) => folders.push(folder.unchecked_into::<FileSystemDirectoryEntry>()),
            // In a sandboxed frame the entry of a file cannot be read, but the file itself can.
            None => single.extend(item.get_as_file().ok().flatten()),
        }
    }
    let mut list = FileListing::begin(act);
    spawn_local(async move {
        let single = single.into_iter().map(|file| files::from_disk(file, String::new(), false));
        list.found.extend(single);
        let mut refused = None;
        while let Some(folder) = folders.pop() {
            if list.take(&folder, &mut folders).await.is_none() {
                refused = refused.or(Some(folder.name()));
            }
        }
        list.hand_over(refused);
    });
}

/// Lists what was chosen in a field.
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
        // The same files may be chosen again.
        field.set_value("");
        list.hand_over(None);
    });
}

/// What was found so far of a drop or a choice.
struct FileListing {
    act: Callback<PageMessage>,
    found: Vec<FileMeta>,
    /// When the page was told last, in milliseconds.
    told: f64,
    /// When something else was let through last.
    breathed: f64,
    /// How often listing had been ended when this one began.
    began: u32,
}

impl FileListing {
    fn begin(act: &Callback<PageMessage>) -> Self {
        let now = js_sys::Date::now();
        Self { act: act.clone(), found: Vec::new(), told: now, breathed: now, began: ENDED.get() }
    }

    fn is_over(&self) -> bool {
        self.began != ENDED.get()
    }

    /// Takes the files of a folder, and the folders in it; none where the browser refuses to read it.
    async fn take(
        &mut self,
        folder: &FileSystemDirectoryEntry,
        folders: &mut Vec<FileSystemDirectoryEntry>,
    ) -> Option<()> {
        let path = folder.full_path().trim_start_matches('/').to_owned();
        let reader = folder.create_reader();
        loop {
            // They come a hundred at a time, and none at the end.
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

    /// Takes some entries of a folder: all are asked for their files before one is waited for.
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

    /// Lets the browser do something else if it could not for a while, and tells the page how many files there are.
    async fn breathe(&mut self) {
        let now = js_sys::Date::now();
        if now - self.breathed < BUSY || self.is_over() {
            return;
        }
        if now - self.told >= PAUSE {
            self.told = now;
            self.act.emit(PageMessage::News(News::Listed(self.found.len())));
        }
        pause(0).await;
        self.breathed = js_sys::Date::now();
    }

    /// Gives the page all that was found, and the folder that the browser refuses to read: in a sandboxed frame it does.
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
