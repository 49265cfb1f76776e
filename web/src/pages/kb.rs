//! Where the knowledge begins: three ways into it, a search through all of it, and all of it by what one sees, by
//! family, by flow and by log; with a query, what fits it.

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
use crate::words::number;

/// The page; with a query, what fits it.
pub(crate) fn kb(view: &View, query: &str) -> Html {
    main(view, if query.trim().is_empty() { begin(view) } else { found(query) })
}

fn found(query: &str) -> Html {
    // The search box may hold something else by now.
    let mut search = Search::default();
    search.typed(query.to_owned());
    let hits = &search.found.hits;
    let understood = search.understood();
    let title = [&number(hits.len() as u64), " for \u{201c}", query, "\u{201d}"].concat();
    html! {
        <>
            <h1 class="words">{text(&title)}</h1>
            if !understood.is_empty() {
                <p class="lead" role="status">{text(&understood)}</p>
            }
            if !hits.is_empty() {
                <section class="panel" aria-label="What fits">
                    <ul class="found">{for hits.iter().map(|hit| row(hit.what))}</ul>
                </section>
            }
            <p>{link("#/kb", "All of the knowledge")}</p>
        </>
    }
}

fn row(what: SearchTarget) -> Html {
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
            </div>
        </li>
    }
}

/// The ways of the guide: the flow each follows, and what it is for.
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
        "WSUS or the site does not get new updates from Microsoft Update or the server above.",
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
                {"Codes, causes, steps and logs of software updates: what they mean, and how to mend it."}
            </p>
            if !view.state.embedded {
                {search_box(view, "search large")}
            }
            {entries()}
            <div class="columns narrow">
                <div class="column">
                    {titled("symptoms", "Causes by what one sees", WAYS.iter().map(symptoms).collect())}
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

/// The three ways of the guide, and what helps before them.
fn entries() -> Html {
    let entry = |(at, (_, flow, words, about)): (usize, &(GuideEntry, &str, &str, &str))| {
        html! {
            <li class="panel">
                <h3>{link(&["#/flow/", flow].concat(), words)}</h3>
                <p>{text(about)}</p>
                if at == 0 {
                    <p class="note">{"Begin here if unsure."}</p>
                }
            </li>
        }
    };
    html! {
        <section class="begin" aria-labelledby="begin-title">
            {title("begin", "Where does it fail?")}
            <ul class="entries">{for WAYS.iter().enumerate().map(entry)}</ul>
            <p class="beside">
                {link("#/scope", "Eight questions to answer first")}
                {link("#/states", "State messages by number")}
                {link("#/excerpt", "Tell the codes in an excerpt of a log")}
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

/// The symptoms of one of the three ways, each with its causes folded below it.
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
            <p class="more">{link(&["#/symptom/", symptom.id].concat(), "All of them as a page")}</p>
        </details>
    }
}

/// The logs, by the machine they lie on.
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
