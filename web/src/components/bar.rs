//! The bar at the top: navigation, search box, lock, theme; and the footer of the page and of a frame.

use basics::parse_day;
use yew::{Html, html};

use super::icon::{Icon, brand, icon};
use super::panel::{icon_button, text_button};
use super::search_box::search_box;
use crate::message::Action;
use crate::routes::Route;
use crate::state::{Dialog, Lock, Theme};
use crate::view::{View, attr, click, text};
use crate::words::number;

/// From this age on, in months, the knowledge of a copy is reported as old.
const OLD: u64 = 6;

/// The bar. On the home page and the start page of the knowledge base, the search box is in the page instead.
pub(crate) fn bar(view: &View) -> Html {
    let theme = view.state.theme;
    let (sign, words) = match theme {
        Theme::Auto => (Icon::HalfMoon, "Theme: system. Switch to light theme"),
        Theme::Light => (Icon::Sun, "Theme: light. Switch to dark theme"),
        Theme::Dark => (Icon::Moon, "Theme: dark. Switch to system theme"),
    };
    let kept = if view.state.forgets_theme { ". A reload forgets it: this frame has no storage" } else { "" };
    let in_page = match &view.state.route {
        Route::Home => true,
        Route::Knowledge(query) => query.trim().is_empty(),
        _ => false,
    };
    html! {
        <header class="bar">
            <a class="brand" href="#/">{brand()}{"Wuscope"}</a>
            {places(view)}
            <div class="bar-search">
                if !in_page {
                    {search_box(view, "search")}
                }
            </div>
            {badge(view)}
            <div class="bar-tools">
                {icon_button(view, sign, &[words, kept].concat(), Action::Colours(theme.next()))}
                {icon_button(view, Icon::Help, "Help", Action::Dialog(Dialog::Help))}
            </div>
        </header>
    }
}

/// The navigation, with the pages of the report if there is one; on small screens it is at the bottom.
fn places(view: &View) -> Html {
    let route = &view.state.route;
    let report = view.state.report();
    let has_report = report.is_some() || view.state.session.busy();
    let has_machines = view.state.session.report.as_ref().is_some_and(|report| !report.machines.is_empty());
    let of = view.state.of();
    let has_updates = report.is_some_and(|report| !report.updates.is_empty());
    let has_runs = report.is_some_and(|report| report.run_count > 0);
    let guide = matches!(route, Route::Flow(..));
    let [report, runs, updates] =
        [Route::Report(of), Route::Runs(of), Route::Updates(of)].map(|place| place.href());
    let is_report = matches!(route, Route::Report(_));
    let is_list = has_machines && of.is_none();
    let places = [
        (!has_report, Icon::File, "Analyze", "#/", *route == Route::Home),
        (has_machines, Icon::Monitor, "Machines", "#/report", is_report && is_list),
        (has_report && !is_list, Icon::File, "Report", &report, is_report),
        (has_runs, Icon::Clock, "Runs", &runs, matches!(route, Route::Runs(_) | Route::Run(..))),
        (has_updates, Icon::Install, "Updates", &updates, matches!(route, Route::Updates(_))),
        (true, Icon::Book, "Knowledge", "#/kb", route.is_knowledge() && !guide),
        (true, Icon::Flow, "Guide", "#/flow/client-scan", guide),
    ];
    let places = places.into_iter().filter(|place| place.0);
    html! {
        <nav class="places" aria-label="Main">
            {for places.map(|(_, sign, words, address, here)| place(sign, words, address, here))}
        </nav>
    }
}

fn place(sign: Icon, words: &str, address: &str, here: bool) -> Html {
    let (class, current) = (here.then_some("here"), here.then_some("page"));
    html! { <a href={attr(address)} class={class} aria-current={current}>{icon(sign)}{text(words)}</a> }
}

/// The state of the network lock; opens its details and the test.
fn badge(view: &View) -> Html {
    let (class, long, short) = match view.state.lock {
        Lock::Open => ("badge idle", "Locking: loading the engine", "Locking"),
        Lock::Closed => ("badge ok", "Locked: no network requests", "Locked"),
        Lock::Testing => ("badge accent", "Testing the lock", "Testing"),
        Lock::Refused(_) => ("badge fail", "Not locked: logs are not read", "Not locked"),
    };
    html! {
        <button type="button" class={class} onclick={click(view, Action::Dialog(Dialog::Lock))}>
            {icon(Icon::Lock)}
            <span class="long">{text(long)}</span>
            <span class="short">{text(short)}</span>
        </button>
    }
}

/// The footer.
pub(crate) fn foot(view: &View) -> Html {
    html! {
        <footer class="foot">
            <span class="promise">
                {icon(Icon::Lock)}
                {"Your logs are read in this tab and are not uploaded."}
            </span>
            {text_button(view, "Test the network lock", Action::Dialog(Dialog::Lock))}
            if !view.state.is_single {
                <a href="wuscope.html" download="wuscope.html">{"Download as one file"}</a>
            }
            if view.state.is_kept {
                <span>{"Available offline"}</span>
            }
            {edition(view)}
        </footer>
    }
}

/// The version of the program, the date of its knowledge, and a warning if that is old.
fn edition(view: &View) -> Html {
    let verified = knowledge::verified();
    let date = if verified.is_empty() { String::new() } else { [", knowledge of ", verified].concat() };
    // A frame is too narrow for it; the dialog of the lock has it too.
    let payload = view.state.payload.get(..12).filter(|_| !view.state.embedded);
    let build = payload.map(|start| [", build ", start].concat()).unwrap_or_default();
    html! {
        <span class="version">
            {"Wuscope "}{text(report::VERSION)}{text(&date)}{text(&build)}
            if let Some(months) = months_old(verified, view.state.today) {
                <strong>{text(&[": ", &number(months), " months old. Get a newer copy of Wuscope."].concat())}</strong>
            }
        </span>
    }
}

/// How many months old the knowledge is on a day since 1970, if that is a reason to update it.
fn months_old(verified: &str, today: i64) -> Option<u64> {
    let age = today - parse_day(verified)?;
    u64::try_from(age / 30).ok().filter(|months| *months >= OLD)
}

/// A frame that is not allowed to open tabs ignores the link silently: no script can detect that.
const NEW_TAB: &str =
    "Opens a new tab. If nothing opens, the frame's sandbox attribute lacks allow-popups: copy the link.";

/// The footer in a frame, with a link to the full page.
pub(crate) fn frame_foot(view: &View) -> Html {
    let whole = [&view.state.base, view.state.route.href().as_str()].concat();
    html! {
        <footer class="frame-foot">
            {badge(view)}
            <span class="brand">{brand()}{edition(view)}</span>
            <a href={attr(&whole)} target="_blank" rel="noopener" title={NEW_TAB}>
                {"Open full page"}
                {icon(Icon::Open)}
            </a>
        </footer>
    }
}
