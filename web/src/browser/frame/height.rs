//! Posts the height of the content whenever it changes, so that the surrounding page can fit the frame to it: to any
//! host, to Confluence, and to iframe-resizer.

use std::cell::RefCell;

use wasm_bindgen::JsValue;
use web_sys::{DomRect, Element, ResizeObserver};

use super::super::{document, events};
use super::messages::{ANY, send, send_value};
use super::resizer::{self, ResizerMessage};

thread_local! {
    /// The name of the frame in iframe-resizer; empty until that asked.
    static RESIZER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Posts the height now and whenever it changes.
pub(super) fn watch() {
    let resized = events::lasting(|_| post());
    if let (Ok(observer), Some(content)) = (ResizeObserver::new(&resized), content()) {
        observer.observe(&content);
    }
    // An iframe-resizer that asked before the program started asks again.
    send_value(&resizer::CHILD_READY.into(), ANY);
}

/// Handles a text that the surrounding page posted.
pub(super) fn requested(text: &str) {
    match resizer::parse(text) {
        Some(ResizerMessage::Begin(id)) => {
            RESIZER.set(id.to_owned());
            post_to_resizer("init");
        }
        Some(ResizerMessage::Other) => post_to_resizer("size"),
        None => {}
    }
}

fn post() {
    let Some(size) = size() else { return };
    let height = JsValue::from(size.height().ceil());
    send(&[("type", "wuscope:height".into()), ("height", height.clone())], ANY);
    send(&[("confluenceFrameHeight", height)], ANY);
    post_to_resizer("size");
}

fn post_to_resizer(trigger: &str) {
    let id = RESIZER.with_borrow(String::clone);
    if let Some(size) = size().filter(|_| !id.is_empty()) {
        let sized = resizer::sized(&id, size.height().ceil() as u32, size.width().ceil() as u32, trigger);
        send_value(&sized.into(), ANY);
    }
}

fn size() -> Option<DomRect> {
    Some(content()?.get_bounding_client_rect())
}

/// The content element. Unlike the page, it does not grow to fill the frame, so a frame with its height can shrink
/// again.
fn content() -> Option<Element> {
    document::document()?.query_selector("#page > .embedded").ok()?
}
