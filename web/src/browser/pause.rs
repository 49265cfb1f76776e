//! Waiting: the browser does something else meanwhile.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

use super::document;

/// Waits so many milliseconds.
pub(super) async fn pause(millis: i32) {
    let mut wait = |resolve: Function, _| {
        if let Some(window) = document::window() {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis).ok();
        }
    };
    JsFuture::from(Promise::new(&mut wait)).await.ok();
}
