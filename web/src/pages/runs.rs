//! The table of all runs, and the page of one run with its steps and their lines.

use report::{Report, Run};
use yew::{Html, Properties, component, html};

use crate::components::flow_picture::flow_picture;
use crate::components::icon::Icon;
use crate::components::machines::way;
use crate::components::mark::{Mark, mark};
use crate::components::panel::{icon_link, link, more, tag, with_codes};
use crate::components::proof::proof;
use crate::components::prose::scrolled;
use crate::components::run_logs::run_logs;
use crate::components::run_strip::{legend, run_strip};
use crate::flow::{decisive, in_order, leading, step_to_show};
use crate::message::Action;
use crate::pages::beside::good_and_bad;
use crate::pages::unknown;
use crate::routes::{Of, Route};
use crate::state::ShownReport;
use crate::time::{Moment, between, length, span, zone_of};
use crate::view::{View, text};
use crate::words::{count, number};

/// The page of all runs.
pub(crate) fn runs(view: &View) -> Html {
    let state = view.state;
    let Some(report) = state.shown_report() else { return Html::default() };
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

#[derive(Properties, PartialEq)]
struct RunsTableProps {
    report: ShownReport,
    /// The machine of the report.
    of: Of,
    revision: u32,
}

/// The table of all runs, the newest first.
#[component]
fn RunsTable(props: &RunsTableProps) -> Html {
    let all = in_order(props.report.all_runs());
    let titles = ["Run", "Flow", "Result", "Time", "Duration", "Caller", "Service"];
    let table = html! {
        <table class="logs">
            <thead><tr>{for titles.map(|title| html! { <th>{text(title)}</th> })}</tr></thead>
            <tbody>{for all.iter().rev().map(|run| table_row(props.of, run))}</tbody>
        </table>
    };
    scrolled("Table of runs", table)
}

fn table_row(of: Of, run: &Run) -> Html {
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

/// Start and end.
fn when(run: &Run) -> String {
    let zone = zone_of(run);
    let at =
        |time: &Option<String>| time.as_deref().and_then(Moment::parse).map(|moment| moment.in_zone(zone));
    match (at(&run.start), at(&run.end)) {
        (Some(start), Some(end)) => [&span(start, end), " (", &start.zone(), ")"].concat(),
        (Some(start), None) => start.whole(),
        _ => "no timestamps".to_owned(),
    }
}

/// The page of one run.
pub(crate) fn run(view: &View, id: u32) -> Html {
    let Some(report) = view.state.report() else { return Html::default() };
    let all = in_order(report.runs.iter().chain(&view.state.session.more.runs));
    let Some(at) = all.iter().position(|run| run.id == id) else { return unknown::unknown(view) };
    let run = all[at];
    let words = ["Run ", &number(id.into()), " of ", &number(report.run_count.into())].concat();
    html! {
        <main class="report">
            {way(view)}
            <header class="run-head">
                {beside(view, at.checked_sub(1).and_then(|at| all.get(at)), Icon::Left, "Previous run")}
                <h1>{text(&words)}</h1>
                {beside(view, all.get(at + 1), Icon::Right, "Next run")}
                {tag(Mark::of_outcome(run.outcome), run.outcome.word())}
                <p>{text(&when(run))}</p>
                {link(&Route::Report(view.state.of()).href(), "Back to the report")}
                {compare_link(view, report, run)}
            </header>
            <p class="about-run">{with_codes(&about(run))}</p>
            {run_logs(view, run)}
            {steps(view, report, run)}
            if let Some(flow) = report.flows.iter().find(|flow| flow.flow == run.flow) {
                {run_strip(view, flow)}
            }
        </main>
    }
}

/// The link to the run beside the last good one.
fn compare_link(view: &View, report: &Report, run: &Run) -> Html {
    match good_and_bad(report, run) {
        Some((good, _)) => {
            link(&Route::Beside(view.state.of(), good.id, run.id).href(), "Compare with the last good run")
        }
        None => Html::default(),
    }
}

/// The steps of the run, and the lines of the selected step.
fn steps(view: &View, report: &Report, run: &Run) -> Html {
    let finding = decisive(report).filter(|finding| finding.last_run == Some(run.id));
    let chosen = view.state.step.clone().or_else(|| step_to_show(&run.steps, finding));
    let Some(chosen) = chosen else {
        return html! { <p class="empty">{"No lines of this run were kept."}</p> };
    };
    html! {
        <>
            {flow_picture(view, &run.flow, &run.steps, &chosen, Some(run))}
            {proof(view, &run.flow, &run.steps, &chosen, finding)}
        </>
    }
}

fn beside(view: &View, run: Option<&&Run>, sign: Icon, words: &str) -> Html {
    let link = |run: &&Run| icon_link(&Route::Run(view.state.of(), run.id).href(), sign, words);
    run.map_or_else(Html::default, link)
}

/// The caller, the service and server, and the code that the run ended with.
fn about(run: &Run) -> String {
    let mut text = String::new();
    for (before, value) in [
        ("By ", run.caller_name.as_ref().or(run.caller.as_ref())),
        (" against ", run.service.as_ref()),
        (" at ", run.server.as_ref()),
        (", ended with ", run.code.as_ref()),
    ] {
        if let Some(value) = value {
            text.extend([before, value]);
        }
    }
    text
}
