//! All runs in a table.

use report::Run;
use yew::{Html, html};

use crate::components::machines::way;
use crate::components::mark::{Mark, mark};
use crate::components::panel::{link, more, with_codes};
use crate::components::prose::scrolled;
use crate::components::run_strip::legend;
use crate::flow::{in_order, leading};
use crate::message::Action;
use crate::pages::run::when;
use crate::pages::unknown;
use crate::routes::Route;
use crate::time::{between, length};
use crate::view::{View, text};
use crate::words::count;

/// The page: the newest run first.
pub(crate) fn runs(view: &View) -> Html {
    let Some(report) = view.state.report() else { return unknown::without_logs(view) };
    let all = in_order(report.runs.iter().chain(&view.state.session.more_runs));
    let left = u64::from(report.run_count).saturating_sub(all.len() as u64);
    let titles = ["Run", "Flow", "How it ended", "When", "For", "By", "Against"];
    let table = html! {
        <table class="logs">
            <thead><tr>{for titles.map(|title| html! { <th>{text(title)}</th> })}</tr></thead>
            <tbody>{for all.iter().rev().map(|run| row(view, run))}</tbody>
        </table>
    };
    html! {
        <main class="report">
            {way(view)}
            <header class="run-head">
                <h1>{text(&count(report.run_count.into(), "run", "runs"))}</h1>
                if let Some(flow) = leading(report) {
                    {legend(view, flow)}
                }
            </header>
            <section class="panel" aria-label="Runs">
                {scrolled("Table of the runs", table)}
                if left > 0 {
                    {more(view, &["Show more of ", &count(left, "run", "runs")].concat(), Action::MoreRuns)}
                }
            </section>
        </main>
    }
}

fn row(view: &View, run: &Run) -> Html {
    let sign = Mark::of_outcome(run.outcome);
    let took = between(run.start.as_deref(), run.end.as_deref()).map(length);
    let caller = run.caller_name.as_deref().or(run.caller.as_deref());
    let address = Route::Run(view.state.of(), run.id).href();
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
