//! The report: the results of the analysis.

use report::{FlowRow, LogRow, Report, Run};
use yew::{Html, html};

use crate::components::against::{against, notes, other_findings, other_flows};
use crate::components::causes::possible_causes;
use crate::components::codes_found::codes_found;
use crate::components::drop_zone::{drop_zone, trouble};
use crate::components::fix_plan::{fix_plan, fixed};
use crate::components::flow_picture::flow_picture;
use crate::components::history::history;
use crate::components::logs_read::logs_read;
use crate::components::machines::{machines, way};
use crate::components::mark::{Mark, mark};
use crate::components::missing::{missing, skipped};
use crate::components::panel::link;
use crate::components::proof::{proof, proof_alone};
use crate::components::reading::{part_read, reading};
use crate::components::run_strip::run_strip;
use crate::components::saved_reports::{ADD_LOGS, saved_reports};
use crate::components::scope::scope;
use crate::components::settings::settings;
use crate::components::timeline::timeline;
use crate::components::updates_seen::updates_seen;
use crate::components::verdict_panel::verdict_panel;
use crate::flow::{decisive, is_possible, leading, leading_run, proving_step, step_to_show};
use crate::pages::beside::good_and_bad;
use crate::pages::layout::on_paper;
use crate::routes::Route;
use crate::time::zone_of;
use crate::view::{View, text};

/// The page.
pub(crate) fn report(view: &View) -> Html {
    let Some(report) = view.state.report() else { return Html::default() };
    let below = if view.state.of().is_none() && !report.machines.is_empty() {
        several(view, report)
    } else {
        html! { <>{way(view)}{whole(view, report)}</> }
    };
    html! { <main class="report">{on_paper(view)}{trouble(view)}{reading(view)}{below}</main> }
}

/// The list of machines, and the logs that are not tied to a machine.
fn several(view: &View, report: &Report) -> Html {
    html! {
        <div class="columns">
            <div class="column">
                {part_read(&view.state.session)}
                {machines(view, report)}
                {saved_reports(view)}
            </div>
            <div class="rail">
                {skipped(view, report)}
                {logs_read(view, None)}
                {scope(view)}
                {notes(report)}
            </div>
        </div>
    }
}

fn whole(view: &View, report: &Report) -> Html {
    let (flow, finding) = (leading(report), decisive(report));
    if flow.is_none() && finding.is_none() {
        return nothing(view, report);
    }
    let run = flow.and_then(|flow| leading_run(report, flow));
    let zone = run.and_then(zone_of);
    let of_flow = finding.filter(|finding| flow.is_some_and(|flow| flow.flow == finding.flow));
    let proving = |flow: &FlowRow| if of_flow.is_none() { proving_step(flow) } else { None };
    let to_show = |flow: &FlowRow| {
        let step = view.state.step.clone().or_else(|| proving(flow));
        step.or_else(|| step_to_show(&flow.steps, of_flow))
    };
    let chosen = flow.and_then(|flow| Some((flow, to_show(flow)?)));
    let chosen = chosen.as_ref().map(|(flow, step)| (*flow, step.as_str()));
    html! {
        <>
            {verdict_panel(view, report, flow)}
            {fixed(view)}
            {saved_reports(view)}
            if let Some((flow, step)) = chosen {
                {flow_picture(view, &flow.flow, &flow.steps, step, run)}
            }
            if let Some(flow) = flow {
                {run_strip(view, flow)}
                {history(view, &flow.history, zone)}
                {compare_link(view, report, run)}
            }
            {timeline(view, report, zone)}
            <div class="columns">
                <div class="column">
                    if let Some((flow, step)) = chosen {
                        {proof(view, &flow.flow, &flow.steps, step, of_flow)}
                    } else if let Some(finding) = finding {
                        {proof_alone(view, finding)}
                    }
                    if let Some(finding) = finding {
                        if is_possible(finding) {
                            {possible_causes(view, finding)}
                        } else {
                            {fix_plan(view, finding)}
                        }
                    }
                    <div class="pair">
                        if let Some(finding) = finding {
                            {against(view, finding)}
                        }
                        {other_findings(view, report, if chosen.is_some() { of_flow } else { finding }, zone)}
                    </div>
                    {settings(view, report)}
                </div>
                {rail(view, report, zone)}
            </div>
        </>
    }
}

/// The link to the last good run beside the first bad one.
fn compare_link(view: &View, report: &Report, run: Option<&Run>) -> Html {
    let Some((good, bad)) = run.and_then(|run| good_and_bad(report, run)) else { return Html::default() };
    let address = Route::Beside(view.state.of(), good.id, bad.id).href();
    let words = [
        "Compare the last good run (",
        &good.id.to_string(),
        ") with the first bad one (",
        &bad.id.to_string(),
        ")",
    ];
    html! { <p class="compare-runs">{link(&address, &words.concat())}</p> }
}

fn rail(view: &View, report: &Report, zone: Option<i32>) -> Html {
    html! {
        <div class="rail">
            {other_flows(view, report)}
            {missing(view, report, zone)}
            {updates_seen(view, report)}
            {codes_found(view)}
            {logs_read(view, zone)}
            {skipped(view, report)}
            {scope(view)}
            {notes(report)}
        </div>
    }
}

/// The report of logs without findings: it still lists the logs and their codes.
fn nothing(view: &View, report: &Report) -> Html {
    let readable = report.logs.iter().any(|log| log.entries > 0);
    let (sentence, advice) = if readable {
        (
            report.headline.summary.as_str(),
            "Add ScanAgent.log, WUAHandler.log or WindowsUpdate.log from the client.",
        )
    } else if view.state.session.busy() {
        ("Nothing found", "")
    } else if !view.state.session.saved_reports.is_empty() {
        ("No log is open, only a saved report.", ADD_LOGS)
    } else {
        (
            "No file could be read.",
            "None of the files is a supported log. Add the logs themselves: text files, usually with the extension .log.",
        )
    };
    // That of a single file, such as a document, is better than the general advice.
    let problem: &str = match &report.logs[..] {
        [LogRow { problem: Some(problem), .. }] => &[problem.as_str(), " "].concat(),
        _ => "",
    };
    html! {
        <>
            <section class="panel verdict nolog" id="verdict" tabindex="-1" aria-labelledby="verdict-title">
                <div class="verdict-head">
                    {mark(Mark::NoLog)}
                    <h1 id="verdict-title">{text(sentence)}</h1>
                    {part_read(&view.state.session)}
                </div>
                if !advice.is_empty() {
                    <p class="next">{text(&[problem, advice].concat())}</p>
                }
            </section>
            {saved_reports(view)}
            {timeline(view, report, None)}
            <div class="columns">
                <div class="column">
                    {other_findings(view, report, None, None)}
                    {settings(view, report)}
                    {drop_zone(view)}
                </div>
                {rail(view, report, None)}
            </div>
        </>
    }
}
