//! All runs in a table.

use yew::{Html, html};

use crate::components::machines::way;
use crate::components::panel::more;
use crate::components::run_strip::legend;
use crate::components::runs_table::RunsTable;
use crate::flow::leading;
use crate::message::Action;
use crate::pages::unknown;
use crate::view::{View, text};
use crate::words::count;

/// The page.
pub(crate) fn runs(view: &View) -> Html {
    let state = view.state;
    let Some(report) = state.shown_report() else { return unknown::without_logs(view) };
    let left = u64::from(report.run_count).saturating_sub(report.all_runs().count() as u64);
    html! {
        <main class="report">
            {way(view)}
            <header class="run-head">
                <h1>{text(&count(report.run_count.into(), "run", "runs"))}</h1>
                if let Some(flow) = leading(&report) {
                    {legend(flow, None)}
                }
            </header>
            <section class="panel" aria-label="Runs">
                <RunsTable report={report.clone()} of={state.of()} revision={state.revision} />
                if left > 0 {
                    {more(view, &["Show more of ", &count(left, "run", "runs")].concat(), Action::MoreRuns)}
                }
            </section>
        </main>
    }
}
