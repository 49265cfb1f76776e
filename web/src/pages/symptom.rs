//! A symptom: what the admin observes, and its possible causes.

use knowledge::{Cause, Flow, Step};
use yew::{Html, html};

use crate::components::panel::{code_link, link, step_link, titled};
use crate::flow::{causes_steps, codes_of};
use crate::pages::kb::WAYS;
use crate::pages::layout::{head, main, trail};
use crate::pages::unknown;
use crate::view::{View, text};

/// How many codes are listed for each cause.
const CODES: usize = 4;

/// The page.
pub(crate) fn symptom(view: &View, id: &str) -> Html {
    let Some(symptom) = knowledge::symptom(id) else { return unknown::unknown(view) };
    let causes = knowledge::causes().iter().filter(|cause| cause.symptom == id);
    let causes = html! { <ul class="found wide-rows">{for causes.map(row)}</ul> };
    let way = WAYS.iter().find(|(entry, ..)| *entry == symptom.entry);
    let lead = "Its causes, each with what to check, what to change and how to verify it.";
    let inside = html! {
        <>
            {trail(view, None, "Symptoms")}
            {head(view, symptom.title, lead)}
            <div class="columns narrow">
                <div class="column">{titled("causes", "Causes", causes)}</div>
                <div class="rail">
                    {for way.and_then(|(_, flow, ..)| knowledge::flow(flow)).map(steps)}
                </div>
            </div>
        </>
    };
    main(view, inside)
}

/// A cause, with its first step and its first codes.
fn row(cause: &Cause) -> Html {
    let steps = causes_steps(&[cause]);
    let step = steps.first().map(|(flow, step)| text(&[flow.title, ", step ", step, " "].concat()));
    let code = |value: &u32| html! { <>{code_link(&knowledge::spell(*value))}{" "}</> };
    html! {
        <li>
            <h3>{link(&["#/cause/", cause.id].concat(), cause.title)}</h3>
            <p class="note">
                {for step}
                {for codes_of(cause).iter().take(CODES).map(code)}
            </p>
        </li>
    }
}

/// The steps of the flow in which the symptom occurs.
fn steps(flow: &Flow) -> Html {
    let row = |step: &Step| html! { <li>{step_link(flow, step, "")}</li> };
    let steps = flow.steps.iter().filter(|step| !step.id.contains('.'));
    titled("flow", "Step by step", html! { <ul class="contents">{for steps.map(row)}</ul> })
}
