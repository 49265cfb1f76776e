//! The files in the browser: added by drop, file picker, paste or download, and those that the page creates for the
//! browser to save.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use report::FileMeta;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File, FilePropertyBag, HtmlElement, Url};

use super::document;
use crate::message::PASTED;

/// The number of milliseconds that the browser has to start a download.
const PATIENCE: i32 = 60_000;

thread_local! {
    /// The files by their number, which is their index; none for released files.
    static FILES: RefCell<Vec<Option<File>>> = const { RefCell::new(Vec::new()) };
    /// The pieces of the file to save. The browser stores them outside the memory of the page.
    static PIECES: RefCell<Vec<Blob>> = const { RefCell::new(Vec::new()) };
}

/// Stores a file and returns its data for the engine.
fn keep(file: File, path: String, whole_folder: bool, modified: Option<i64>) -> FileMeta {
    let (name, size) = (file.name(), file.size() as u64);
    let number = FILES.with_borrow_mut(|files| {
        files.push(Some(file));
        files.len() as u32 - 1
    });
    FileMeta { file: number, name, path, size, modified, whole_folder }
}

/// Stores a file from a disk.
pub(super) fn from_disk(file: File, path: String, whole_folder: bool) -> FileMeta {
    let modified = file.last_modified() as i64;
    keep(file, path, whole_folder, Some(modified))
}

/// A file by its number.
pub(crate) fn given(number: u32) -> Option<File> {
    FILES.with_borrow(|files| files.get(number as usize).cloned().flatten())
}

/// Replaces a file by what it has grown to.
pub(super) fn replace(number: u32, grown: File) {
    FILES.with_borrow_mut(|files| {
        if let Some(file) = files.get_mut(number as usize) {
            *file = Some(grown);
        }
    });
}

/// Releases all files; their numbers are not reused.
pub(super) fn forget() {
    FILES.with_borrow_mut(|files| files.iter_mut().for_each(|file| *file = None));
}

/// A file from a picker, with its path if a folder was picked.
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

/// A file that the page fetched, or that the page around the frame gave.
pub(super) fn fetched(name: &str, bytes: &JsValue) -> Option<File> {
    let options = FilePropertyBag::new();
    File::new_with_buffer_source_sequence_and_options(&Array::of1(bytes), name, &options).ok()
}

/// Adds a file with its folder, which the page around the frame gave.
pub(super) fn from_host(folder: String, file: File) -> FileMeta {
    keep(file, folder, false, None)
}

/// Adds files that the page fetched, as if they had been dropped.
pub(super) fn take(files: &[File]) -> Vec<FileMeta> {
    files.iter().map(|file| keep(file.clone(), String::new(), false, None)).collect()
}

/// Appends a piece to the file to save; `first` starts a new file.
pub(super) fn gather(bytes: &[u8], first: bool) {
    let piece = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)));
    PIECES.with_borrow_mut(|pieces| {
        if first {
            pieces.clear();
        }
        pieces.extend(piece);
    });
}

/// Saves the pieces under this name: a download by a link to a `blob:`. No policy of the page blocks that, and nothing
/// is sent over the network. A frame that is not allowed to download fails silently.
pub(super) fn save(name: &str) {
    link(&PIECES.take().into_iter().collect(), name).ok();
}

fn link(pieces: &Array, name: &str) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(&Blob::new_with_blob_sequence(pieces)?)?;
    let link = document::document().ok_or(JsValue::NULL)?.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<HtmlElement>().click();
    spawn_local(async move {
        document::pause(PATIENCE).await;
        Url::revoke_object_url(&address).ok();
    });
    Ok(())
}
