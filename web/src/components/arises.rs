//! Where a code arises: the flow with the steps that it stops, and the logs that tell it.

use knowledge::{EvidenceKind, Flow};
use yew::{Html, html};

use super::flow_picture::small_flow;
use super::panel::{link, panel, title_with};
use crate::flow::{once, whole};
use crate::view::text;

/// A panel for each flow that one of the steps is in.
pub(crate) fn arises(steps: &[(&'static Flow, &'static str)]) -> Html {
    let flows = once(steps.iter().map(|(flow, _)| *flow), |flow, other| flow.id == other.id);
    flows.into_iter().map(|flow| in_flow(flow, steps)).collect()
}

fn in_flow(flow: &Flow, steps: &[(&Flow, &str)]) -> Html {
    let here = |id: &str| steps.iter().any(|(of, step)| of.id == flow.id && whole(step) == whole(id));
    let lines = flow.steps.iter().filter(|step| here(step.id)).flat_map(|step| step.evidence);
    let failures = lines.filter(|line| line.shows == EvidenceKind::Failed);
    let logs = once(failures.map(|line| line.log), |log, other| log == other);
    let id = ["arises-", flow.id].concat();
    let title = html! {
        <>
            {"Where it arises"}
            // Each panel has a name of its own for who does not see the link beside it.
            <span class="unseen">{text(&[": ", flow.title].concat())}</span>
        </>
    };
    let head = html! {
        <>{title_with(&id, title)}{link(&["#/flow/", flow.id].concat(), flow.title)}</>
    };
    let body = html! { <>{small_flow(flow, "here fail", here)}{told_by(&logs)}</> };
    panel(&id, head, body)
}

/// The logs in a sentence; nothing where there are none.
fn told_by(logs: &[&str]) -> Html {
    if logs.is_empty() {
        return Html::default();
    }
    let log = |(at, log): (usize, &&str)| {
        let before = match logs.len() - at {
            _ if at == 0 => "",
            1 => " and ",
            _ => ", ",
        };
        html! { <>{before}{link(&["#/log/", log].concat(), log)}</> }
    };
    html! { <p class="why">{"Told by "}{for logs.iter().enumerate().map(log)}{"."}</p> }
}
