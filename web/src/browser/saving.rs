//! Files that the page makes, for the browser to save.
//!
//! They are downloads by a link to a `blob:`: no policy of the page stops that, and nothing goes over the network. A frame
//! that may not download refuses silently.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlElement, Url};

use super::document;
use super::events::pause;

/// For so many milliseconds the browser may take its time to begin with the download.
const PATIENCE: i32 = 60_000;

thread_local! {
    /// What is gathered of the next file. Each piece is in the browser's keeping, not in the memory of the page.
    static PIECES: RefCell<Vec<Blob>> = const { RefCell::new(Vec::new()) };
}

/// Takes a piece of the next file, the first one of it or another.
pub(super) fn gather(bytes: &[u8], first: bool) {
    let piece = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)));
    PIECES.with_borrow_mut(|pieces| {
        if first {
            pieces.clear();
        }
        pieces.extend(piece);
    });
}

/// Saves what was gathered under this name.
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
        pause(PATIENCE).await;
        Url::revoke_object_url(&address).ok();
    });
    Ok(())
}
