//! The frame of a dialog: its title, the button that closes it, and what is in it. The browser keeps the focus
//! in it and gives it back.

use yew::virtual_dom::AttrValue;
use yew::{Callback, Html, Properties, component, html};

use super::icon::Icon;
use super::panel::icon_button;
use crate::message::{Action, PageMessage};
use crate::view::{click, text};

#[derive(Properties, PartialEq)]
pub(crate) struct DialogFrameProps {
    pub(crate) id: &'static str,
    pub(crate) class: &'static str,
    pub(crate) title: AttrValue,
    /// More buttons beside the title.
    #[prop_or_default]
    pub(crate) tools: Html,
    pub(crate) act: Callback<PageMessage>,
    pub(crate) children: Html,
}

#[component]
pub(crate) fn DialogFrame(props: &DialogFrameProps) -> Html {
    let heading = [props.id, "-heading"].concat();
    let close = Action::Close(props.id);
    html! {
        <dialog
            class={props.class}
            id={props.id}
            aria-labelledby={heading.clone()}
            onclose={click(&props.act, close.clone())}
        >
            <header class="head">
                <h2 id={heading}>{text(&props.title)}</h2>
                {props.tools.clone()}
                {icon_button(&props.act, Icon::Close, "Close", close)}
            </header>
            {props.children.clone()}
        </dialog>
    }
}
