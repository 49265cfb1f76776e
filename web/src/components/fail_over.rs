//! Whether a client leaves its software update point because of a code.

use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{panel, title_with};

/// The panel; nothing for a code that no scan ends with.
pub(crate) fn fail_over(value: u32, of_scan: bool) -> Html {
    let over = knowledge::fails_over(value);
    if !over && !of_scan {
        return Html::default();
    }
    let (words, why) = match over {
        true => (
            "Fail-over: yes",
            "On this code a client leaves its software update point: after four failed tries or more, half \
             an hour apart, it takes the next one. Until then about two hours pass. A site may have \
             another list of codes.",
        ),
        false => (
            "Fail-over: no",
            "By default a client does not leave its software update point because of this code, however \
             often it fails with it. Other clients may scan well against another one meanwhile.",
        ),
    };
    let title = title_with("fail-over", html! { <>{icon(Icon::Switch)}{words}</> });
    let body = html! {
        <>
            if over {
                {picture()}
            }
            <p class="why">{why}</p>
        </>
    };
    panel("fail-over", title, body)
}

/// Four tries, and then the next server.
fn picture() -> Html {
    let tried = |wait| html! { <li>{mark(Mark::Failed)}<span>{wait}</span></li> };
    html! {
        <ol class="tries" aria-hidden="true">
            {for ["30 min", "30 min", "30 min", "2 min"].map(tried)}
            <li class="next-server"><b>{"2"}</b></li>
        </ol>
    }
}
