//! Where a code occurs: the flow with the steps that fail, and the logs that contain it; and whether clients switch
//! their software update point on it.

use knowledge::{EvidenceKind, Flow};
use yew::{Html, html};

use super::flow_picture::small_flow;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{link, panel, title_with};
use crate::flow::{once, whole};
use crate::view::text;

/// A panel for each flow of the steps.
pub(crate) fn arises(steps: &[(&'static Flow, &'static str)]) -> Html {
    let flows = once(steps.iter().map(|(flow, _)| *flow), |flow, other| flow.id == other.id);
    flows.into_iter().map(|flow| in_flow(flow, steps)).collect()
}

fn in_flow(flow: &Flow, steps: &[(&Flow, &str)]) -> Html {
    let here = |id: &str| steps.iter().any(|(of, step)| of.id == flow.id && whole(step) == whole(id));
    let lines = flow.steps.iter().filter(|step| here(step.id)).flat_map(knowledge::evidence_of);
    let failures = lines.filter(|line| line.shows == EvidenceKind::Failed);
    let logs = once(failures.map(|line| line.log), |log, other| log == other);
    let id = ["arises-", flow.id].concat();
    let title = html! {
        <>
            {"Where it occurs"}
            // A unique name of each panel for screen readers.
            <span class="unseen">{text(&[": ", flow.title].concat())}</span>
        </>
    };
    let head = html! {
        <>{title_with(&id, title)}{link(&["#/flow/", flow.id].concat(), flow.title)}</>
    };
    let body = html! { <>{small_flow(flow, "here fail", here)}{reported_in(&logs)}</> };
    panel(&id, head, body)
}

/// The logs as a sentence; empty if there are none.
fn reported_in(logs: &[&str]) -> Html {
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
    html! { <p class="why">{"Reported in "}{for logs.iter().enumerate().map(log)}{"."}</p> }
}

/// The failover panel; empty for a code that never ends a scan.
pub(crate) fn fail_over(value: u32, of_scan: bool) -> Html {
    let over = knowledge::fails_over(value);
    if !over && !of_scan {
        return Html::default();
    }
    let (words, why) = match over {
        true => (
            "Failover: yes",
            "On this code, a client switches its software update point: after at least four failed \
             attempts, 30 minutes apart, it uses the next one. This takes about two hours. A site can use \
             a different list of codes.",
        ),
        false => (
            "Failover: no",
            "By default, a client does not switch its software update point on this code, however \
             often it occurs. Meanwhile, other clients might scan successfully against another one.",
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

/// Four attempts, and then the next server.
fn picture() -> Html {
    let tried = |wait| html! { <li>{mark(Mark::Failed)}<span>{wait}</span></li> };
    html! {
        <ol class="tries" aria-hidden="true">
            {for ["30 min", "30 min", "30 min", "2 min"].map(tried)}
            <li class="next-server"><b>{"2"}</b></li>
        </ol>
    }
}
