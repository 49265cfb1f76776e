//! The copy of the page that the browser keeps for use without a network; web/boot.js installs its service worker.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = wuscope, js_name = keep)]
    fn install() -> Promise;

    #[wasm_bindgen(js_namespace = wuscope, js_name = isKept)]
    fn came_from_copy() -> bool;
}

/// Keeps a copy, where the browser can. Without one the page works too.
pub(super) async fn keep() {
    JsFuture::from(install()).await.unwrap_or(JsValue::NULL);
}

/// Whether this page came from the copy.
pub(super) fn is_kept() -> bool {
    came_from_copy()
}
