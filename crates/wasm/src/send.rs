//! Sending replies to the page, their bytes transferred and not copied.

use report::Reply;
use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// The worker itself.
pub(crate) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends a reply. If the page is gone, nothing happens.
pub(crate) fn send(reply: &Reply) {
    let bytes = js_sys::Uint8Array::from(&reply.to_bytes()[..]);
    let buffer = bytes.buffer();
    let _ = scope().post_message_with_transfer(&buffer, &js_sys::Array::of1(&buffer));
}
