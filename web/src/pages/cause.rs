//! A cause: what to check, what to change, how to verify the fix.

use knowledge::{Cause, Evidence};
use yew::{Html, html};

use crate::components::arises::arises;
use crate::components::causes::{cause_body, code_rows, copy_all, sources};
use crate::components::panel::{link, listed, titled};
use crate::flow::{causes_steps, codes_of, once};
use crate::pages::layout::{head, main, trail};
use crate::pages::unknown;
use crate::view::{View, text};

/// The page.
pub(crate) fn cause(view: &View, id: &str) -> Html {
    let Some(cause) = knowledge::cause(id) else { return unknown::unknown(view) };
    let way = match knowledge::symptom(cause.symptom) {
        Some(symptom) => {
            let address = ["#/symptom/", symptom.id].concat();
            trail(view, Some((&address, symptom.title)), "Cause")
        }
        None => trail(view, None, "Causes"),
    };
    let deeds = html! {
        <>
            {cause_body(view, cause, "h3")}
            <p class="more">{copy_all(view, cause)}</p>
        </>
    };
    let inside = html! {
        <>
            {way}
            {head(view, cause.title, &holds_for(cause))}
            <div class="columns narrow">
                <div class="column">
                    {titled("deeds", "What to do", deeds)}
                    {arises(&causes_steps(&[cause]))}
                    {sources(knowledge::remedy(cause).sources.iter())}
                </div>
                <div class="rail">
                    {codes(cause)}
                    {lines(cause)}
                </div>
            </div>
        </>
    };
    main(view, inside)
}

/// The versions for which the cause holds, and when that was verified.
fn holds_for(cause: &Cause) -> String {
    let remedy = knowledge::remedy(cause);
    let versions = remedy.versions.map(|versions| ["Applies to ", versions, ". "].concat());
    let verified =
        Some(remedy.verified).filter(|day| !day.is_empty()).map(|day| ["Verified ", day, "."].concat());
    [versions, verified].into_iter().flatten().collect()
}

fn codes(cause: &Cause) -> Html {
    let codes = codes_of(cause);
    if codes.is_empty() { Html::default() } else { titled("related", "Error codes", code_rows(&codes)) }
}

/// The log lines that indicate the cause, each once.
fn lines(cause: &Cause) -> Html {
    let seen = cause.when.iter().flat_map(|when| when.seen);
    let lines = once(seen.filter_map(|id| knowledge::evidence(*id)), |line, other| line.id == other.id);
    let row = |line: &Evidence| {
        html! {
            <li>
                <span>
                    {link(&["#/log/", line.log].concat(), line.log)}
                    {text(&[": ", line.summary].concat())}
                </span>
            </li>
        }
    };
    listed("lines-of", "Evidence in logs", "pairs", lines.into_iter().map(row).collect())
}
