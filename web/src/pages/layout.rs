//! What all pages of the knowledge share: the main part, its head, the trail to it.

use yew::{Html, html};

use crate::components::icon::{Icon, icon};
use crate::components::panel::{button, copy, link};
use crate::message::Action;
use crate::view::{View, text};

/// The main part of a page of the knowledge; in a frame it is a card. On paper its address stands below it.
pub(super) fn main(view: &View, inside: Html) -> Html {
    let class = if view.state.embedded { "knowledge card" } else { "knowledge" };
    html! { <main class={class}>{inside}<p class="on-paper">{text(&address(view))}</p></main> }
}

/// The address of the page that is shown.
fn address(view: &View) -> String {
    [&view.state.base, view.state.route.href().as_str()].concat()
}

/// The head of a page: its title, what it is, and what can be done with it.
pub(super) fn head(view: &View, title: &str, lead: &str) -> Html {
    html! {
        <header class="code-head">
            <h1 class="words">{text(title)}</h1>
            <div class="buttons">{page_buttons(view)}</div>
            if !lead.is_empty() {
                <p class="lead">{text(lead)}</p>
            }
        </header>
    }
}

/// What can be done with a page as a whole.
pub(super) fn page_buttons(view: &View) -> Html {
    let embedded = view.state.embedded;
    html! {
        <>
            {copy(view, "link", address(view), if embedded { "Link" } else { "Copy link" })}
            if !embedded {
                {button(view, "button small", Icon::Print, "Print", Action::Print)}
            }
        </>
    }
}

/// The trail from the knowledge to a page, which ends in `here`; `between` is an address and its words.
pub(super) fn trail(view: &View, between: Option<(&str, &str)>, here: &str) -> Html {
    html! {
        if !view.state.embedded {
            <nav class="trail" aria-label="Trail">
                {link("#/kb", "Knowledge")}
                {icon(Icon::Right)}
                if let Some((address, words)) = between {
                    {link(address, words)}
                    {icon(Icon::Right)}
                }
                {text(here)}
            </nav>
        }
    }
}
