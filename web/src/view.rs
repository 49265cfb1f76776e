//! The input of a view: the state, and the callback for its messages.
//!
//! A view is a function that takes a [`View`] and returns `Html`. A component cannot borrow the state: it has
//! props, and the callback among them takes its messages. Texts that are not literals go through [`text`] and
//! [`attr`], because they can come from a log.

use std::ops::Deref;

use js_sys::Reflect;
use report::visible_lines;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::virtual_dom::{AttrValue, VText};
use yew::{Callback, Event, Html, InputEvent, KeyboardEvent};

use crate::browser::listing;
use crate::message::{Action, PageMessage};
use crate::state::State;

/// The state, and where messages go.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// What is on the screen.
    pub(crate) state: &'a State,
    /// Where messages go.
    pub(crate) act: &'a Callback<PageMessage>,
}

/// Functions that only send messages, such as buttons, accept a view too.
impl Deref for View<'_> {
    type Target = Callback<PageMessage>;

    fn deref(&self) -> &Self::Target {
        self.act
    }
}

/// The handler of an event without data: a click on an element, or the closing of a dialog.
pub(crate) fn click<E: 'static>(act: &Callback<PageMessage>, action: Action) -> Callback<E> {
    act.reform(move |_| PageMessage::Does(action.clone()))
}

/// The handler of the text of a single-line or multi-line field.
pub(crate) fn input(
    act: &Callback<PageMessage>,
    action: impl Fn(String) -> Action + 'static,
) -> Callback<InputEvent> {
    act.reform(move |event: InputEvent| {
        let value = event.target().and_then(|field| Reflect::get(&field, &"value".into()).ok());
        PageMessage::Does(action(value.and_then(|value| value.as_string()).unwrap_or_default()))
    })
}

/// The handler of keys in an element; other keys are left to the browser.
pub(crate) fn keydown(
    act: &Callback<PageMessage>,
    action: impl Fn(&str) -> Option<Action> + 'static,
) -> Callback<KeyboardEvent> {
    let act = act.clone();
    Callback::from(move |event: KeyboardEvent| {
        let is_plain = !event.ctrl_key() && !event.alt_key() && !event.meta_key();
        if let Some(action) = Some(event.key()).filter(|_| is_plain).and_then(|key| action(&key)) {
            event.prevent_default();
            act.emit(PageMessage::Does(action));
        }
    })
}

/// The handler of the files that were selected in a field.
pub(crate) fn files(act: &Callback<PageMessage>) -> Callback<Event> {
    let act = act.clone();
    Callback::from(move |event: Event| {
        if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            listing::chosen(field, &act);
        }
    })
}

/// A text. Its control characters are escaped, because it can come from a log.
pub(crate) fn text(text: &str) -> Html {
    VText::new(attr(text)).into()
}

/// The value of an attribute, with its control characters escaped.
pub(crate) fn attr(value: &str) -> AttrValue {
    AttrValue::from(visible_lines(value).into_owned())
}

/// The value of a boolean attribute: `aria-expanded`, `aria-selected`.
pub(crate) fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
