//! The field in which a text to find is typed: of one log, of all, or of two sides.

use report::ViewPattern;
use yew::html::Scope;
use yew::{Component, Html, InputEvent, KeyboardEvent, html};

use super::panel::value;
use crate::components::icon::{Icon, icon};

/// What the field sends: a typed text, a step to the next hit (or, if false, the previous one), and that it was left.
pub(super) struct FindMessages<C: Component> {
    pub(super) typed: fn(String) -> C::Message,
    pub(super) hit: fn(bool) -> C::Message,
    pub(super) leave: fn() -> C::Message,
}

/// The field with its words and what was typed, and `rest` beside it. Enter and F3 go to the next hit, with Shift to the
/// previous one; Escape leaves the field.
pub(super) fn find_field<C: Component>(
    link: &Scope<C>,
    (what, words): (&'static str, &'static str),
    typed: &ViewPattern,
    messages: &FindMessages<C>,
    rest: Html,
) -> Html {
    let &FindMessages { typed: take, hit, leave } = messages;
    let onkeydown = link.batch_callback(move |event: KeyboardEvent| {
        let message = match event.key().as_str() {
            "Enter" | "F3" => hit(!event.shift_key()),
            "Escape" => leave(),
            _ => return None,
        };
        event.prevent_default();
        Some(message)
    });
    let oninput = link.callback(move |event: InputEvent| take(value(&event)));
    html! {
        <div class="search view-find" role="search" aria-label={what}>
            {icon(Icon::Search)}
            <input
                id="find"
                type="text"
                placeholder={words}
                aria-label={words}
                autocomplete="off"
                spellcheck="false"
                value={typed.text.clone()}
                {oninput}
                {onkeydown}
            />
            {rest}
        </div>
    }
}
