//! Where a code arises: the flow with the steps that it stops, and the logs that tell it; and whether a client leaves its
//! software update point because of it.

use knowledge::{EvidenceKind, Flow};
use yew::{Html, html};

use super::flow_picture::small_flow;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
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

/// The panel of the fail-over; nothing for a code that no scan ends with.
pub(crate) fn fail_over(value: u32, of_scan: bool) -> Html {
    let over = knowledge::fails_over(value);
    if !over && !of_scan {
        return Html::default();
    }
    let (words, why) = match over {
        true => (
            "Fail-over: yes",
            "On this code a client leaves its software update point: after four failed tries or more, half \
             an hour apart, it takes the next one. Until then about two hours pass. A site may have \
             another list of codes.",
        ),
        false => (
            "Fail-over: no",
            "By default a client does not leave its software update point because of this code, however \
             often it fails with it. Other clients may scan well against another one meanwhile.",
        ),
    };
    let title = title_with("fail-over", html! { <>{icon(Icon::Switch)}{words}</> });
    let body = html! {
        <>
            if over {
                {picture()}
            }
            <p class="why">{why}</p>
        </>
    };
    panel("fail-over", title, body)
}

/// Four tries, and then the next server.
fn picture() -> Html {
    let tried = |wait| html! { <li>{mark(Mark::Failed)}<span>{wait}</span></li> };
    html! {
        <ol class="tries" aria-hidden="true">
            {for ["30 min", "30 min", "30 min", "2 min"].map(tried)}
            <li class="next-server"><b>{"2"}</b></li>
        </ol>
    }
}
