//! The page in a frame of a wiki: it posts its height, and takes the colours of the page around it.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Element, MessageEvent, ResizeObserver};
use yew::Callback;

use super::{document, events};
use crate::message::{News, PageMessage};
use crate::state::Theme;

/// Tells the page around it every new height, and listens to its colours.
pub(super) fn listen(act: &Callback<PageMessage>) {
    let Some(window) = document::window() else { return };
    let act = act.clone();
    events::on(&window, "message", move |event| {
        let event: MessageEvent = event.unchecked_into();
        // A wiki in Confluence's manner says which colours it has; anything else is not for us.
        let mode = Reflect::get(&event.data(), &"confluenceColorMode".into()).ok();
        if let Some(theme) = mode.and_then(|mode| mode.as_string()).and_then(|word| Theme::parse(&word)) {
            act.emit(PageMessage::News(News::Colours(theme)));
        }
    });
    let resized = events::lasting(|_| post_height());
    if let (Ok(observer), Some(content)) = (ResizeObserver::new(&resized), content()) {
        observer.observe(&content);
    }
}

/// The content, which is as high as what is in it: unlike the page as a whole it never fills a frame that is too high,
/// so a frame that takes its height shrinks again.
fn content() -> Option<Element> {
    document::document()?.query_selector("#page > .whole").ok()?
}

fn post_height() {
    let height = content().map(|content| content.get_bounding_client_rect().height().ceil());
    let around = document::window().and_then(|window| window.parent().ok().flatten());
    let (Some(height), Some(around)) = (height, around) else { return };
    let height = JsValue::from(height);
    for pairs in [
        &[("type", &"wuscope:height".into()), ("height", &height)][..],
        &[("confluenceFrameHeight", &height)],
    ] {
        let message = Object::new();
        for (name, value) in pairs {
            Reflect::set(&message, &JsValue::from(*name), value).ok();
        }
        // A height is no secret: whoever frames the page may know it.
        around.post_message(&message, "*").ok();
    }
}
