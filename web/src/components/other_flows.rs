//! The other flows of these logs than the one that the report shows: each with its verdict, and the way to its run.

use report::{FlowRow, Report};
use yew::{Html, html};

use super::mark::{Mark, mark};
use super::panel::{link, listed, with_codes};
use crate::flow::leading;
use crate::routes::Route;
use crate::view::View;

/// The panel; nothing if there is no other one.
pub(crate) fn other_flows(view: &View, report: &Report) -> Html {
    let shown = leading(report).map(|flow| &flow.flow);
    let others = report.flows.iter().filter(|flow| Some(&flow.flow) != shown);
    listed("flows", "Also in these logs", "rows", others.map(|flow| row(view, flow)).collect())
}

fn row(view: &View, flow: &FlowRow) -> Html {
    let title = knowledge::flow(&flow.flow).map_or("", |flow| flow.title);
    let way = match flow.leading_run {
        Some(run) => link(&Route::Run(view.state.of(), run).href(), &[title, ": the run"].concat()),
        None => link(&["#/flow/", &flow.flow].concat(), &[title, ": the guide"].concat()),
    };
    html! {
        <li>
            {mark(Mark::of_flow(flow.verdict))}
            <span>
                <strong>{with_codes(&flow.summary)}</strong>
                <div>{way}</div>
            </span>
        </li>
    }
}
