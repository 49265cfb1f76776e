//! An address that leads nowhere, and places that need logs.

use yew::{Html, html};

use crate::components::drop_zone::drop_zone;
use crate::components::icon::Icon;
use crate::components::panel::{button, link};
use crate::message::Action;
use crate::pages::layout::main;
use crate::state::Lock;
use crate::view::{View, text};

/// No such page: what was asked for, and where to look instead.
pub(crate) fn unknown(view: &View) -> Html {
    let inside = html! {
        <>
            <h1 class="words">{"No such page"}</h1>
            <p class="lead">
                {"Nothing stands at "}
                <code>{text(&view.state.route.href())}</code>
                {". Look it up in the search box, or go to one of these."}
            </p>
            <ul class="ways">
                <li>{link("#/", "Read logs")}</li>
                <li>{link("#/kb", "All codes, causes, steps and logs")}</li>
                <li>{link("#/flow/client-scan", "The guide through a client's scan")}</li>
            </ul>
        </>
    };
    main(view, inside)
}

/// The knowledge is still on its way, or did not come.
pub(crate) fn not_yet(view: &View) -> Html {
    let inside = match &view.state.lock {
        Lock::Refused(why) => html! {
            <>
                <h1 class="words">{"The knowledge is not here"}</h1>
                <p class="lead" role="alert">{text(why)}</p>
                <p>{button(view, "button primary", Icon::Arrow, "Try again", Action::Again)}</p>
            </>
        },
        _ => {
            let slow = view.state.still_loading();
            let words = slow.as_deref().unwrap_or("Loading the knowledge base");
            html! { <p class="empty" role="status">{text(words)}</p> }
        }
    };
    main(view, inside)
}

/// What is asked for stands in logs, and none were read.
pub(crate) fn without_logs(view: &View) -> Html {
    html! {
        <main class="report">
            <h1 class="words">{"No logs were read yet"}</h1>
            {drop_zone(view)}
        </main>
    }
}
