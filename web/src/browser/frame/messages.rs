//! Messages between the page and the page around its frame.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Window;

use super::super::document;

/// The target of messages without a secret: any page that embeds this one is allowed to receive them.
pub(super) const ANY: &str = "*";

/// The surrounding page.
pub(super) fn around() -> Option<Window> {
    document::window()?.parent().ok()?
}

/// Posts an object with these fields.
pub(super) fn send(fields: &[(&str, JsValue)], target: &str) {
    let message = Object::new();
    for (name, value) in fields {
        Reflect::set(&message, &JsValue::from(*name), value).ok();
    }
    send_value(&message, target);
}

/// Posts a value.
pub(super) fn send_value(message: &JsValue, target: &str) {
    if let Some(around) = around() {
        around.post_message(message, target).ok();
    }
}

/// A field of a message; none if it is no object.
pub(super) fn field(message: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(message, &name.into()).ok()
}

/// A field that is a text.
pub(super) fn text(message: &JsValue, name: &str) -> Option<String> {
    field(message, name)?.as_string()
}
