//! Unknown URLs, and pages that need logs.

use yew::{Html, html};

use crate::components::drop_zone::drop_zone;
use crate::components::icon::Icon;
use crate::components::panel::{button, link};
use crate::message::Action;
use crate::pages::layout::main;
use crate::state::Lock;
use crate::view::{View, text};

/// Page not found: the requested URL, and links to other pages.
pub(crate) fn unknown(view: &View) -> Html {
    let inside = html! {
        <>
            <h1 class="words">{"Page not found"}</h1>
            <p class="lead">
                {"There is no page at "}
                <code>{text(&view.state.route.href())}</code>
                {". Use the search box or one of these links."}
            </p>
            <ul class="ways">
                <li>{link("#/", "Analyze logs")}</li>
                <li>{link("#/kb", "All codes, causes, steps and logs")}</li>
                <li>{link("#/flow/client-scan", "Guide to the client scan")}</li>
            </ul>
        </>
    };
    main(view, inside)
}

/// The knowledge base is still loading, or failed to load.
pub(crate) fn not_yet(view: &View) -> Html {
    let inside = match &view.state.lock {
        Lock::Refused(why) => html! {
            <>
                <h1 class="words">{"Knowledge base not loaded"}</h1>
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

/// The page needs logs, but none are loaded.
pub(crate) fn without_logs(view: &View) -> Html {
    html! {
        <main class="report">
            <h1 class="words">{"No logs loaded yet"}</h1>
            {drop_zone(view)}
        </main>
    }
}
