//! The start page of the knowledge base: three entry points, a search, and lists by symptom, family, flow and log; with
//! a query, the search results.

use knowledge::{Cause, Flow, GuideEntry, Log, Role, SearchTarget, Symptom};
use yew::{Html, html};

use crate::components::causes::cause_links;
use crate::components::icon::{Icon, icon};
use crate::components::panel::{link, note, title, titled};
use crate::components::search_box::search_box;
use crate::look_up::{Search, describe, families, name};
use crate::pages::layout::main;
use crate::routes::slug;
use crate::view::{View, text};
use crate::words::{count, number};

/// The page; with a query, the search results.
pub(crate) fn kb(view: &View, query: &str) -> Html {
    main(view, if query.trim().is_empty() { begin(view) } else { found(query) })
}

fn found(query: &str) -> Html {
    // The search box might already contain another text.
    let mut search = Search::default();
    search.typed(query.to_owned());
    let hits = &search.found.hits;
    let understood = search.understood();
    let title = [&count(hits.len() as u64, "result", "results"), " for \u{201c}", query, "\u{201d}"].concat();
    html! {
        <>
            <h1 class="words">{text(&title)}</h1>
            if !understood.is_empty() {
                <p class="lead" role="status">{text(&understood)}</p>
            }
            if !hits.is_empty() {
                <section class="panel" aria-label="Results">
                    <ul class="found">{for hits.iter().map(|hit| row(query, hit.what))}</ul>
                </section>
            }
            <p>{link("#/kb", "Browse the knowledge base")}</p>
        </>
    }
}

fn row(query: &str, what: SearchTarget) -> Html {
    let (kind, words) = describe(what);
    html! {
        <li>
            <span class="kind">{text(kind)}</span>
            <div>
                {link(&what.href(), &name(what))}
                if matches!(what, SearchTarget::Code(_)) {
                    <span class="symbol">{text(&[" ", &what.title()].concat())}</span>
                }
                <p>{text(&words)}</p>
                if let Some(why) = knowledge::why(query, what) {
                    <p class="note">{text(&["Matches: ", why].concat())}</p>
                }
            </div>
        </li>
    }
}

/// The entry points of the guide: the flow of each, and its purpose.
pub(super) const WAYS: [(GuideEntry, &str, &str, &str); 3] = [
    (
        GuideEntry::Scan,
        "client-scan",
        "Client scanning",
        "Clients do not scan, the scan fails, or compliance stays unknown.",
    ),
    (
        GuideEntry::Sync,
        "wsus-sync",
        "Synchronization",
        "WSUS or the site does not get new updates from Microsoft Update or the upstream server.",
    ),
    (
        GuideEntry::Updates,
        "install",
        "Specific updates",
        "One update is not offered, does not download, does not install, or is superseded.",
    ),
];

fn begin(view: &View) -> Html {
    html! {
        <>
            <h1 class="words">{"Knowledge"}</h1>
            <p class="lead">
                {"Error codes, causes, steps and logs of software updates: what they mean and how to fix problems."}
            </p>
            {search_box(view, "search large")}
            {entries()}
            <div class="columns narrow">
                <div class="column">
                    {titled("symptoms", "By symptom", WAYS.iter().map(symptoms).collect())}
                    {titled("logs", "Logs", logs())}
                </div>
                <div class="rail">
                    {titled("flows", "Step by step", flows())}
                    {titled("families", "Codes by family", all_families())}
                </div>
            </div>
        </>
    }
}

/// The three entry points of the guide, and what to do before them.
fn entries() -> Html {
    let entry = |(at, (_, flow, words, about)): (usize, &(GuideEntry, &str, &str, &str))| {
        html! {
            <li class="panel">
                <h3>{link(&["#/flow/", flow].concat(), words)}</h3>
                <p>{text(about)}</p>
                if at == 0 {
                    <p class="note">{"Start here if unsure."}</p>
                }
            </li>
        }
    };
    html! {
        <section class="begin" aria-labelledby="begin-title">
            {title("begin", "Where does it fail?")}
            <ul class="entries">{for WAYS.iter().enumerate().map(entry)}</ul>
            <p class="beside">
                {link("#/scope", "Questions to answer first")}
                {link("#/states", "State messages by number")}
                {link("#/excerpt", "Explain the codes in a log excerpt")}
            </p>
        </section>
    }
}

fn flows() -> Html {
    let row = |flow: &Flow| html! { <li>{link(&["#/flow/", flow.id].concat(), flow.title)}</li> };
    html! { <ul class="contents">{for knowledge::flows().iter().map(row)}</ul> }
}

fn all_families() -> Html {
    let row = |(family, count): (&str, u64)| {
        html! {
            <li>
                {link(&["#/family/", &slug(family)].concat(), family)}
                if count > 0 {
                    {note(&number(count))}
                }
            </li>
        }
    };
    html! { <ul class="pairs">{for families().into_iter().map(row)}</ul> }
}

/// The symptoms of one entry point, each with its causes collapsed below it.
fn symptoms((entry, _, words, _): &(GuideEntry, &str, &str, &str)) -> Html {
    html! {
        <>
            <h3 class="group-title">{text(words)}</h3>
            {for knowledge::symptoms().iter().filter(|symptom| symptom.entry == *entry).map(symptom)}
        </>
    }
}

fn symptom(symptom: &Symptom) -> Html {
    let causes: Vec<&Cause> =
        knowledge::causes().iter().filter(|cause| cause.symptom == symptom.id).collect();
    if causes.is_empty() {
        return Html::default();
    }
    html! {
        <details key={symptom.id} class="family">
            <summary>
                {icon(Icon::Right)}
                <span>{text(symptom.title)}</span>
                {note(&number(causes.len() as u64))}
            </summary>
            {cause_links(&causes)}
            <p class="more">{link(&["#/symptom/", symptom.id].concat(), "Open as a page")}</p>
        </details>
    }
}

/// The logs, by machine role.
fn logs() -> Html {
    let row = |log: &Log| html! { <li>{link(&["#/log/", log.name].concat(), log.file)}</li> };
    let of_role = |role: Role| {
        html! {
            <>
                <h3 class="group-title">{text(&["On the ", role.words()].concat())}</h3>
                <ul class="many">
                    {for knowledge::logs().iter().filter(|log| log.role == role).map(row)}
                </ul>
            </>
        }
    };
    [Role::Client, Role::ManagementPoint, Role::SiteServer, Role::Wsus].into_iter().map(of_role).collect()
}
