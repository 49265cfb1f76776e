//! A flow in one row: its steps by number, with some of them marked; each leads to its page.

use knowledge::{Flow, Step};
use yew::{Html, html};

use crate::view::{attr, text};

/// The row; `class` says how the steps for which `here` holds are marked.
pub(crate) fn small_flow(flow: &Flow, class: &'static str, here: impl Fn(&str) -> bool) -> Html {
    let row = |step: &Step| {
        html! {
            <li class={if here(step.id) { class } else { "" }}>
                <a href={attr(&["#/flow/", flow.id, "/", step.id].concat())}>
                    <b>{text(step.id)}</b>
                    <span>{text(step.title)}</span>
                </a>
            </li>
        }
    };
    html! {
        <ol class="small-flow">
            {for flow.steps.iter().filter(|step| !step.id.contains('.')).map(row)}
        </ol>
    }
}
