//! A code: the meaning of its bits, where it occurs, its causes and their fixes.

use knowledge::{Cause, CodeSeverity, Explained, Flow, Log, Noise};
use yew::{Html, html};

use crate::components::anatomy::anatomy;
use crate::components::arises::{arises, fail_over};
use crate::components::causes::{causes, related, sources};
use crate::components::code_lines::code_lines;
use crate::components::icon::{Icon, icon};
use crate::components::mark::Mark;
use crate::components::panel::{button, copy, link, note, panel, tag, title_with, titled, with_codes};
use crate::components::spellings::spellings;
use crate::flow::causes_steps;
use crate::message::Action;
use crate::pages::layout::{main, page_buttons, trail};
use crate::routes::slug;
use crate::view::{View, text};

/// The page; in a frame it is a card with only the causes.
pub(crate) fn code(view: &View, value: u32) -> Html {
    let explained = knowledge::explain(value);
    let found = knowledge::causes_of_code(value);
    let steps = causes_steps(&found);
    let of_scan = steps.iter().any(|(flow, _)| flow.id == "client-scan");
    let inside = html! {
        <>
            {way(view, &explained)}
            {head(view, &explained)}
            {tags(&explained, &found, &steps)}
            if view.state.embedded {
                {all_causes(view, &explained, &found)}
            } else {
                <div class="columns narrow">
                    <div class="column">
                        {anatomy(&explained)}
                        {arises(&steps)}
                        {all_causes(view, &explained, &found)}
                        {sources(found.iter().flat_map(|cause| knowledge::remedy(cause).sources))}
                    </div>
                    <div class="rail">
                        {code_lines(view, value).unwrap_or_default()}
                        {spellings(view, &explained)}
                        {fail_over(value, of_scan)}
                        {related(&explained, &found)}
                        if view.state.session.report.is_none() {
                            {in_logs(view, found.len())}
                        }
                    </div>
                </div>
            }
        </>
    };
    main(view, inside)
}

/// The breadcrumb, with the family of the code.
fn way(view: &View, explained: &Explained) -> Html {
    let part = explained.part.map(|part| part.words);
    let spelled = knowledge::spell(explained.value);
    match (explained.family, explained.facility_name) {
        (Some(family), _) => {
            let address = ["#/family/", &slug(family)].concat();
            let words = [family, " codes"].concat();
            trail(view, Some((&address, &words)), part.unwrap_or(&spelled))
        }
        (None, Some(facility)) => trail(view, None, &[facility.words, " codes"].concat()),
        (None, None) => trail(view, None, "Codes"),
    }
}

fn head(view: &View, explained: &Explained) -> Html {
    let spelled = knowledge::spell(explained.value);
    html! {
        <header class="code-head">
            <div>
                <h1>{text(&spelled)}</h1>
                if let Some(symbol) = explained.symbols.first() {
                    <p class="symbol">{text(symbol)}</p>
                }
            </div>
            <div class="buttons">
                if !view.state.embedded {
                    {copy(view, "code", spelled, "Copy code")}
                }
                {page_buttons(view)}
            </div>
            <p class="lead">{with_codes(&explained.sentence)}</p>
        </header>
    }
}

/// The most important facts as tags.
fn tags(explained: &Explained, found: &[&Cause], steps: &[(&Flow, &str)]) -> Html {
    let benign = explained.code.and_then(|code| code.benign);
    let (sign, word) = match (explained.severity, benign) {
        (_, Some(_)) => (Mark::Off, "Expected, not an error"),
        (CodeSeverity::Failure, _) => (Mark::Failed, "Failure"),
        (CodeSeverity::Warning, _) => (Mark::Warning, "Warning"),
        _ => (Mark::Ok, "No failure"),
    };
    let check = found.first().and_then(|cause| knowledge::remedy(cause).check.first());
    let noises = |log: &'static Log| {
        knowledge::noise(log.name, explained.value).map(move |noise| expected(log, noise))
    };
    html! {
        <>
            <p class="tags">
                {tag(sign, word)}
                if let Some((flow, step)) = steps.first() {
                    {plain_tag("tag accent", Icon::Flow, &[flow.title, ", step ", step].concat())}
                }
                if knowledge::fails_over(explained.value) {
                    {plain_tag("tag ok", Icon::Switch, "Triggers failover")}
                }
                if let Some(deed) = check.filter(|deed| deed.on != "console") {
                    {plain_tag("tag idle", Icon::Server, &["Check the ", deed.on, " first"].concat())}
                }
            </p>
            if let Some(why) = benign {
                <p class="why">{text(why)}</p>
            }
            {for knowledge::logs().iter().flat_map(noises)}
        </>
    }
}

/// Why a log contains the code although nothing is wrong.
fn expected(log: &Log, noise: &Noise) -> Html {
    html! {
        <p class="why">
            {"In "}
            {link(&["#/log/", log.name].concat(), log.file)}
            {text(&[" it is expected. ", noise.why].concat())}
        </p>
    }
}

fn plain_tag(class: &'static str, sign: Icon, words: &str) -> Html {
    html! { <span class={class}>{icon(sign)}{text(words)}</span> }
}

fn all_causes(view: &View, explained: &Explained, found: &[&Cause]) -> Html {
    if view.state.embedded && !found.is_empty() {
        return html! { <><h2 class="unseen">{"Causes"}</h2>{causes(view, found)}</> };
    }
    let title = html! {
        <>
            {"Causes"}
            if found.len() > 1 {
                {note("most likely first")}
            }
        </>
    };
    let body = html! {
        <>
            {causes(view, found)}
            if found.is_empty() {
                {no_cause(explained)}
            }
        </>
    };
    panel("causes", title_with("causes", title), body)
}

/// States that no cause is recorded. Another code for the same error might have one.
fn no_cause(explained: &Explained) -> Html {
    let same = explained.inside.and_then(|inside| inside.same).map(knowledge::spell);
    let same = same.map_or_else(String::new, |same| ["Same error as ", &same, "."].concat());
    let words = ["No cause is recorded for this code yet. ", &same].concat();
    html! { <p class="why">{with_codes(&words)}</p> }
}

/// The panel that asks for logs.
fn in_logs(view: &View, causes: usize) -> Html {
    let words = if causes > 1 {
        "Drop them to see which cause applies."
    } else {
        "Drop them to see the line that proves it."
    };
    let body = html! {
        <div class="body">
            <p>{words}</p>
            {button(view, "button", Icon::File, "Choose files", Action::Pick { folder: false })}
        </div>
    };
    titled("in-logs", "Seen this code in your logs?", body)
}
