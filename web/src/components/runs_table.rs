//! The table of all runs, the newest first.

use report::Run;
use yew::{Html, Properties, component, html};

use super::mark::{Mark, mark};
use super::panel::{link, with_codes};
use super::prose::scrolled;
use crate::flow::in_order;
use crate::routes::{Of, Route};
use crate::state::ShownReport;
use crate::time::{Moment, between, length, span, zone_of};
use crate::view::text;

#[derive(Properties, PartialEq)]
pub(crate) struct RunsTableProps {
    pub(crate) report: ShownReport,
    /// The machine that the report is of.
    pub(crate) of: Of,
    pub(crate) revision: u32,
}

#[component]
pub(crate) fn RunsTable(props: &RunsTableProps) -> Html {
    let all = in_order(props.report.all_runs());
    let titles = ["Run", "Flow", "How it ended", "When", "For", "By", "Against"];
    let table = html! {
        <table class="logs">
            <thead><tr>{for titles.map(|title| html! { <th>{text(title)}</th> })}</tr></thead>
            <tbody>{for all.iter().rev().map(|run| row(props.of, run))}</tbody>
        </table>
    };
    scrolled("Table of the runs", table)
}

fn row(of: Of, run: &Run) -> Html {
    let sign = Mark::of_outcome(run.outcome);
    let took = between(run.start.as_deref(), run.end.as_deref()).map(length);
    let caller = run.caller_name.as_deref().or(run.caller.as_deref());
    let address = Route::Run(of, run.id).href();
    html! {
        <tr>
            <td>{link(&address, &run.id.to_string())}</td>
            <td>{text(knowledge::flow(&run.flow).map_or("", |flow| flow.title))}</td>
            <td class="outcome">
                {mark(sign)}
                <strong class={sign.class()}>{text(run.outcome.word())}</strong>
                {with_codes(&[" ", run.code.as_deref().unwrap_or_default()].concat())}
            </td>
            <td>{text(&when(run))}</td>
            <td>{text(&took.unwrap_or_default())}</td>
            <td>{text(caller.unwrap_or_default())}</td>
            <td>{text(run.service.as_deref().unwrap_or_default())}</td>
        </tr>
    }
}

/// From when to when.
pub(crate) fn when(run: &Run) -> String {
    let zone = zone_of(run);
    let at =
        |time: &Option<String>| time.as_deref().and_then(Moment::parse).map(|moment| moment.in_zone(zone));
    match (at(&run.start), at(&run.end)) {
        (Some(start), Some(end)) => [&span(start, end), " (", &start.zone(), ")"].concat(),
        (Some(start), None) => start.whole(),
        _ => "without times".to_owned(),
    }
}
