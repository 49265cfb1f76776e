//! What pages share: the main part, the header and the breadcrumb of the knowledge base; the header of a report in print.

use yew::{Html, html};

use crate::components::embedding::embed_button;
use crate::components::icon::{Icon, icon};
use crate::components::panel::{button, copy, link};
use crate::message::Action;
use crate::time::day;
use crate::view::{View, text};

/// The main part of a knowledge base page; in a frame it is a card. In print, its URL is below it.
pub(super) fn main(view: &View, inside: Html) -> Html {
    let class = if view.state.embedded { "knowledge card" } else { "knowledge" };
    html! { <main class={class}>{inside}<p class="on-paper">{text(&address(view))}</p></main> }
}

/// The URL of the current page.
fn address(view: &View) -> String {
    [&view.state.base, view.state.route.href().as_str()].concat()
}

/// The header of a page: title, lead and buttons.
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

/// The buttons that apply to the complete page.
pub(super) fn page_buttons(view: &View) -> Html {
    let embedded = view.state.embedded;
    html! {
        <>
            {copy(view, "link", address(view), if embedded { "Link" } else { "Copy link" })}
            {embed_button(view)}
            if !embedded {
                {button(view, "button small", Icon::Print, "Print", Action::Print)}
            }
        </>
    }
}

/// The breadcrumb from the knowledge base to a page, which ends in `here`; `between` is a URL and its text.
pub(super) fn trail(view: &View, between: Option<(&str, &str)>, here: &str) -> Html {
    html! {
        if !view.state.embedded {
            <nav class="trail" aria-label="Breadcrumb">
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

/// The header of a printed report: the machine, the day, and the version.
pub(super) fn on_paper(view: &View) -> Html {
    let machine = view.state.report().map_or("", |report| &report.machine);
    let between = if machine.is_empty() { "" } else { ", " };
    let (day, version) = (day(view.state.today), report::VERSION);
    html! {
        <p class="on-paper">{text(&[machine, between, &day, ", Wuscope ", version].concat())}</p>
    }
}
