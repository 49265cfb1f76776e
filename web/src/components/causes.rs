//! The causes of a code, most likely first: the first one expanded, the others collapsed; and its related codes.

use knowledge::prose::RemedyAction as Deed;
use knowledge::{Cause, Citation, Explained};
use report::Finding;
use yew::{Html, html};

use super::fix_plan::{commands, deed_head};
use super::icon::{Icon, icon};
use super::panel::{code_link, copy, link, listed, note, outside, titled};
use super::prose::prose;
use super::reasons::reasons;
use crate::fill::Fill;
use crate::flow::{causes_of, decisive, once};
use crate::state::Lock;
use crate::view::{View, text};

/// The maximum number of related codes.
const RELATED: usize = 8;

/// Causes as a list of expandable entries. In a small frame, all of them are in view: collapsed, with a line about each.
pub(crate) fn causes(view: &View, causes: &[&Cause]) -> Html {
    let folds = view.state.embedded && causes.len() > 1;
    let folded = |(at, cause): (usize, &&Cause)| {
        let number = if causes.len() > 1 { [&(at + 1).to_string(), ". "].concat() } else { String::new() };
        html! {
            <details key={cause.id} class="cause" open={at == 0 && !folds}>
                <summary>
                    {icon(Icon::Right)}
                    <h3>{text(&[&number, cause.title].concat())}</h3>
                    if folds {
                        <span class="about">{text(knowledge::remedy(cause).summary)}</span>
                    }
                </summary>
                {cause_body(view, cause, "h4")}
                <p class="more beside">
                    {cause_link(cause, "Open as a page")}
                    {copy_all(view, cause)}
                </p>
            </details>
        }
    };
    causes.iter().enumerate().map(folded).collect()
}

/// Copies all commands of a cause.
pub(crate) fn copy_all(view: &View, cause: &Cause) -> Html {
    copy(view, cause.id, commands(cause, fill(view)), "Copy all commands")
}

/// Knowledge base pages fill in the values from the logs too, if there are any.
fn fill<'a>(view: &View<'a>) -> Fill<'a> {
    Fill::of(view.state.report().and_then(decisive), view.state)
}

fn cause_link(cause: &Cause, words: &str) -> Html {
    link(&["#/cause/", cause.id].concat(), words)
}

/// Causes as links to their pages.
pub(crate) fn cause_links(causes: &[&Cause]) -> Html {
    let row = |cause: &&Cause| html! { <li>{cause_link(cause, cause.title)}</li> };
    html! { <ul class="pairs">{for causes.iter().map(row)}</ul> }
}

/// Check, Fix and Verify of a cause; `title` is the tag of their headings.
pub(crate) fn cause_body(view: &View, cause: &Cause, title: &'static str) -> Html {
    let fill = fill(view);
    let name = |part: &str, at: usize| [cause.id, part, &at.to_string()].concat();
    let deed = |part: &'static str| {
        move |(at, deed): (usize, &Deed)| {
            html! {
                <div class="deed">
                    {deed_head(title, deed)}
                    {prose(view, &name(part, at), deed.blocks, fill)}
                </div>
            }
        }
    };
    let remedy = knowledge::remedy(cause);
    if remedy.check.is_empty() {
        return fetching(view);
    }
    html! {
        <div class="cause-body">
            {part("Check", remedy.check.iter().enumerate().map(deed("-check-")).collect())}
            {part("Fix", remedy.fix.iter().enumerate().map(deed("-fix-")).collect())}
            {part("Verify", prose(view, &name("-verify-", 0), remedy.verify, fill))}
        </div>
    }
}

/// This part of the knowledge base is still loading, or failed to load.
pub(crate) fn fetching(view: &View) -> Html {
    let slow = view.state.still_loading();
    let words = match &view.state.lock {
        Lock::Refused(why) => why,
        _ => slow.as_deref().unwrap_or("Loading this part of the knowledge base"),
    };
    html! { <p class="empty" role="status">{text(words)}</p> }
}

fn part(name: &'static str, inside: Html) -> Html {
    html! { <div class="part-row"><p class="part-name">{name}</p><div>{inside}</div></div> }
}

/// The sources of the facts, each once.
pub(crate) fn sources<'k>(sources: impl Iterator<Item = &'k Citation>) -> Html {
    let sources = once(sources, |source, other| source.url == other.url);
    let row = |source: &Citation| {
        html! {
            <li>
                {outside(source.url, source.title)}
                <span class="note">{text(&["accessed ", source.accessed].concat())}</span>
            </li>
        }
    };
    listed("sources", "Sources", "pairs", sources.into_iter().map(row).collect())
}

/// Codes with their meanings.
pub(crate) fn code_rows(codes: &[u32]) -> Html {
    let row = |value: &u32| {
        html! {
            <li>
                {code_link(&knowledge::spell(*value))}
                <span>{text(&knowledge::explain(*value).sentence)}</span>
            </li>
        }
    };
    html! { <ul class="related">{for codes.iter().map(row)}</ul> }
}

/// Related codes: the same error, or a shared cause; empty if there are none.
pub(crate) fn related(explained: &Explained, found: &[&Cause]) -> Html {
    let same = explained.code.map_or(&[][..], |code| code.same).iter().copied();
    let inside = explained.inside.and_then(|inside| inside.same);
    let shared = found.iter().flat_map(|cause| cause.when).flat_map(|when| when.codes).copied();
    let all = same
        .chain(inside)
        .map(|value| (value, "same error"))
        .chain(shared.map(|value| (value, "shares a cause")));
    let others = all.filter(|(value, _)| *value != explained.value);
    let codes = once(others, |(value, _), (other, _)| value == other);
    let row = |(value, why): (u32, &str)| {
        html! {
            <li>
                {code_link(&knowledge::spell(value))}
                <span>{text(&[&knowledge::explain(value).sentence, " "].concat())}{note(why)}</span>
            </li>
        }
    };
    listed("related", "Related codes", "related", codes.into_iter().take(RELATED).map(row).collect())
}

/// The possible causes: none of them is confirmed, so each is a choice. Empty if no cause matches.
pub(crate) fn possible_causes(view: &View, finding: &Finding) -> Html {
    let found: Vec<&Cause> = causes_of(finding).into_iter().map(|(cause, _)| cause).collect();
    if found.is_empty() {
        return Html::default();
    }
    let body = html! {
        <>
            <p class="why">{"These lines do not show which cause applies. Start with the checks of each."}</p>
            {reasons(view, finding)}
            {causes(view, &found)}
        </>
    };
    titled("fix", "Possible causes", body)
}
