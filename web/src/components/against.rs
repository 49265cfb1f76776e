//! Evidence against the verdict, and the other findings, flows and parsing notes.

use report::{CauseChoice, Contradiction, Finding, FlowRow, Report, ServerRequest};
use yew::{Html, html};

use super::evidence::place;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{first_rows, link, listed, note, panel, tag, title_with, titled, with_codes};
use crate::flow::{is_possible, leading};
use crate::routes::Route;
use crate::time::{Moment, show};
use crate::view::{View, text};
use crate::words::{number, sure};

/// How many findings are shown; a button shows the rest.
const SHOWN: usize = 6;

/// A row with a mark.
fn row(sign: Mark, inside: Html) -> Html {
    html! { <li>{mark(sign)}<span>{inside}</span></li> }
}

/// The evidence that contradicts a finding, and its other possible causes.
pub(crate) fn against(view: &View, finding: &Finding) -> Html {
    // The causes of a possible finding are choices, not contradictions.
    let other_causes = if is_possible(finding) { &[][..] } else { &finding.other_causes };
    if finding.contradictions.is_empty() && other_causes.is_empty() {
        return Html::default();
    }
    let title = html! { <>{icon(Icon::Scale)}{"Contradicting evidence"}</> };
    let body = html! {
        <ul class="rows">
            {for finding.contradictions.iter().map(|against| contradiction(view, against))}
            {for other_causes.iter().filter_map(other_cause)}
        </ul>
    };
    panel("against", title_with("against", title), body)
}

fn contradiction(view: &View, against: &Contradiction) -> Html {
    let inside = html! {
        <>
            {with_codes(&against.summary)}
            if let Some(line) = &against.evidence {
                {" "}
                {place(view, line)}
            }
        </>
    };
    row(Mark::Warning, inside)
}

fn other_cause(other: &CauseChoice) -> Option<Html> {
    let cause = knowledge::cause(&other.cause)?;
    let inside = html! {
        <>
            {"Other possible cause: "}
            {link(&["#/cause/", cause.id].concat(), cause.title)}
            {text(&[" (", sure(other.confidence), ")"].concat())}
        </>
    };
    Some(row(Mark::Info, inside))
}

/// The other findings.
pub(crate) fn other_findings(
    view: &View,
    report: &Report,
    main: Option<&Finding>,
    zone: Option<i32>,
) -> Html {
    let others: Vec<&Finding> =
        report.findings.iter().filter(|finding| main.is_none_or(|main| main.id != finding.id)).collect();
    if others.is_empty() {
        return Html::default();
    }
    let (shown, rest) = first_rows(view, "all-findings", others.len(), SHOWN, "more");
    let body = html! {
        <>
            <ul class="rows">
                {for others.iter().take(shown).map(|finding| found(view, finding, zone))}
            </ul>
            {rest}
        </>
    };
    titled("findings", if main.is_some() { "Other findings" } else { "Findings" }, body)
}

fn found(view: &View, finding: &Finding, zone: Option<i32>) -> Html {
    let sign = Mark::of_level(finding.severity);
    let inside = html! {
        <>
            if is_possible(finding) {
                {tag(sign, "Possible")}
            }
            <strong>{with_codes(&finding.summary)}</strong>
            {note(&about(finding, zone))}
            if let Some(line) = finding.evidence.first() {
                {place(view, line)}
            }
            {for finding.server_requests.iter().map(|side| on_server(view, side))}
            if let Some(cause) = finding.cause.as_deref().and_then(knowledge::cause) {
                {" "}
                {link(&["#/cause/", cause.id].concat(), "How to fix it")}
            }
        </>
    };
    row(sign, inside)
}

/// How often a finding occurred, and when it occurred last.
fn about(finding: &Finding, zone: Option<i32>) -> String {
    let mut about = String::new();
    if finding.count > 1 {
        about.extend([&number(finding.count.into()), " times. "]);
    }
    if let Some(last) = &finding.last_seen {
        about.extend(["Last ", &show(last, zone, Moment::short), "."]);
    }
    about
}

fn on_server(view: &View, side: &ServerRequest) -> Html {
    html! {
        <div>
            {with_codes(&[&side.summary, " (", sure(side.confidence), ") "].concat())}
            {place(view, &side.evidence)}
        </div>
    }
}

/// The flows of these logs that the report does not show; empty if there are none.
pub(crate) fn other_flows(view: &View, report: &Report) -> Html {
    let shown = leading(report).map(|flow| &flow.flow);
    let others = report.flows.iter().filter(|flow| Some(&flow.flow) != shown);
    listed("flows", "Also in these logs", "rows", others.map(|flow| other_flow(view, flow)).collect())
}

/// A flow with its verdict and the link to its run.
fn other_flow(view: &View, flow: &FlowRow) -> Html {
    let title = knowledge::flow(&flow.flow).map_or("", |flow| flow.title);
    let way = match flow.leading_run {
        Some(run) => link(&Route::Run(view.state.of(), run).href(), &[title, ": run"].concat()),
        None => link(&["#/flow/", &flow.flow].concat(), &[title, ": guide"].concat()),
    };
    let inside = html! { <><strong>{with_codes(&flow.summary)}</strong><div>{way}</div></> };
    row(Mark::of_flow(flow.verdict), inside)
}

/// The parsing notes.
pub(crate) fn notes(report: &Report) -> Html {
    let rows = report.notes.iter().map(|note| {
        let (log, colon) = note.log.as_deref().map_or(("", ""), |log| (log, ": "));
        row(Mark::of_level(note.severity), text(&[log, colon, &note.summary].concat()))
    });
    listed("notes", "Parsing notes", "rows", rows.collect())
}
