//! Why the diagnosis prefers a cause: for each cause what supports it, what contradicts it, and what would settle it.

use report::{CauseReasons, Finding, Statement};
use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::Mark;
use super::panel::{link, note};
use super::statements::statements;
use crate::flow::is_possible;
use crate::view::{View, text};
use crate::words::count;

/// The reasons, folded; empty without reasons.
pub(crate) fn reasons(view: &View, finding: &Finding) -> Html {
    if finding.reasons.is_empty() {
        return Html::default();
    }
    let is_one = finding.cause.is_some() && !is_possible(finding);
    html! {
        <details class="part">
            <summary>
                {icon(Icon::Right)}
                <strong>{if is_one { "Why this cause" } else { "Reasons for and against each cause" }}</strong>
                {note(&[&count(finding.reasons.len() as u64, "cause", "causes"), " compared"].concat())}
            </summary>
            {for finding.reasons.iter().map(|reasons| of_cause(view, reasons))}
        </details>
    }
}

fn of_cause(view: &View, reasons: &CauseReasons) -> Html {
    let title = knowledge::cause(&reasons.cause).map_or(reasons.cause.as_str(), |cause| cause.title);
    let against = if reasons.is_almost { "Missing conditions" } else { "Against it" };
    let settle = |line: &String| Statement { summary: line.clone(), evidence: Vec::new() };
    let settle: Vec<Statement> = reasons.settle.iter().map(settle).collect();
    html! {
        <>
            <h3 class="group-head">
                {link(&["#/cause/", &reasons.cause].concat(), title)}
                if reasons.is_almost {
                    {note("does not match: a condition is missing")}
                }
            </h3>
            {part(view, "For it", Mark::Ok, &reasons.supporting)}
            {part(view, against, Mark::Warning, &reasons.against)}
            {part(view, "What would settle it", Mark::NoLog, &settle)}
        </>
    }
}

/// Statements below their title; empty without statements.
fn part(view: &View, title: &str, sign: Mark, all: &[Statement]) -> Html {
    html! {
        if !all.is_empty() {
            <p class="group-head"><strong>{text(title)}</strong></p>
            {statements(view, sign, all)}
        }
    }
}
