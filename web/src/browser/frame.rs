//! The page in a frame of a wiki: it posts its height, and uses the theme of the surrounding page.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{Element, MessageEvent, ResizeObserver};
use yew::Callback;

use super::{document, events};
use crate::message::{News, PageMessage};
use crate::state::Theme;

/// Posts every new height to the surrounding page, and listens for its theme.
pub(super) fn listen(act: &Callback<PageMessage>) {
    let Some(window) = document::window() else { return };
    let act = act.clone();
    events::on(&window, "message", move |event| {
        let event: MessageEvent = event.unchecked_into();
        // Confluence and compatible wikis send their theme; other messages are ignored.
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

/// The content element. Unlike the page, it does not grow to fill the frame, so a frame with its height can shrink
/// again.
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
        // The height is not secret: any page that embeds this one is allowed to receive it.
        around.post_message(&message, "*").ok();
    }
}
