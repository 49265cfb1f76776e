//! Unknown URLs, and pages that need logs.

use yew::{Html, html};

use crate::components::drop_zone::{drop_zone, trouble};
use crate::components::icon::Icon;
use crate::components::panel::{button, link};
use crate::components::reading::reading;
use crate::message::Action;
use crate::pages::layout::{main, on_paper};
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

/// The page needs a report, and there is none: the progress of the analysis; without logs, the drop zone.
pub(crate) fn without_report(view: &View) -> Html {
    if view.state.session.busy() {
        // The same elements as those of the report, so that the progress keeps its place and the focus when it comes.
        return html! {
            <main class="report">
                {on_paper(view)}
                {trouble(view)}
                {reading(view)}
                <h1 class="unseen">{"Analyzing logs"}</h1>
            </main>
        };
    }
    html! {
        <main class="report">
            <h1 class="words">{"No logs loaded yet"}</h1>
            {drop_zone(view)}
        </main>
    }
}
