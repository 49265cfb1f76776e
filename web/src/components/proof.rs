//! The proof of a step: its lines; for a step with substeps, the lines of each substep.

use report::{EvidenceLine, Finding, StepRow};
use yew::{Html, html};

use super::evidence::evidence;
use super::folded_command::folded_command;
use super::icon::{Icon, icon};
use super::mark::{Mark, mark};
use super::panel::{link, more, note};
use super::server_side::server_side;
use crate::flow::{lines, parts, whole};
use crate::message::Action;
use crate::view::{View, attr, text};
use crate::words::count;

/// How many lines are shown; a button shows the rest.
const SHOWN: usize = 12;

/// The panel below the picture.
pub(crate) fn proof(
    view: &View,
    flow: &str,
    rows: &[StepRow],
    step: &str,
    finding: Option<&Finding>,
) -> Html {
    let row = rows.iter().find(|row| row.step == step);
    let sign = row.map_or(Mark::NotReached, |row| Mark::of(row.verdict));
    let finding = finding.filter(|finding| whole(&finding.step) == step);
    let body = match finding {
        Some(finding) => of_finding(view, rows, step, finding),
        None if parts(rows, step).next().is_some() => {
            parts(rows, step).map(|row| part(view, flow, row)).collect()
        }
        None => list(view, "lines", &lines(rows, step), None),
    };
    html! {
        <section
            id="proof"
            class={["panel proof ", sign.class()].concat()}
            role="tabpanel"
            aria-labelledby={attr(&["step-", step].concat())}
            tabindex="-1"
        >
            <header class="head">
                <h2>
                    {mark(sign)}
                    {text(&["Step ", step, if finding.is_some() { ": the proof" } else { "" }].concat())}
                </h2>
                {guide(flow, step, knowledge::step(flow, step).map_or("", |step| step.title))}
            </header>
            {why(row.and_then(|row| row.note.as_deref()))}
            {body}
        </section>
    }
}

/// The link to the guide of a step.
fn guide(flow: &str, step: &str, title: &str) -> Html {
    link(&["#/flow/", flow, "/", step].concat(), &["Guide: ", title].concat())
}

/// The note above the lines of a step.
fn why(note: Option<&str>) -> Html {
    note.map_or_else(Html::default, |note| html! { <p class="why">{text(note)}</p> })
}

/// The lines of the finding and, on demand, all lines of the step.
fn of_finding(view: &View, rows: &[StepRow], step: &str, finding: &Finding) -> Html {
    let all = lines(rows, step);
    let open = view.state.is_open("all-lines");
    let proof: Vec<&EvidenceLine> = finding.evidence.iter().collect();
    let every = ["All ", &count(all.len() as u64, "line", "lines"), " of this step"].concat();
    let words = if open { "Only the proof" } else { &every };
    html! {
        <>
            {list(view, "lines", if open { &all } else { &proof }, Some(finding))}
            {server_side(view, finding)}
            if open || all.len() > proof.len() {
                {more(view, words, Action::Fold("all-lines".to_owned()))}
            }
            {line_search(view, finding)}
        </>
    }
}

/// The query that finds the same line on other clients; empty if there is none.
fn line_search(view: &View, finding: &Finding) -> Html {
    let title = "Find this line on other clients";
    let query = finding.line_search.as_deref();
    query.map(|query| folded_command(view, "line-search", title, "CMPivot", query)).unwrap_or_default()
}

/// The lines of a finding whose flow is not shown in the report.
pub(crate) fn proof_alone(view: &View, finding: &Finding) -> Html {
    let sign = Mark::of_level(finding.severity);
    let lines: Vec<&EvidenceLine> = finding.evidence.iter().collect();
    let to_guide = knowledge::flow(&finding.flow).map(|flow| {
        let title = knowledge::step(flow.id, &finding.step).map_or(flow.title, |step| step.title);
        guide(flow.id, &finding.step, title)
    });
    html! {
        <section
            id="proof"
            class={["panel proof ", sign.class()].concat()}
            aria-label="The proof"
            tabindex="-1"
        >
            <header class="head"><h2>{"The proof"}</h2>{to_guide.unwrap_or_default()}</header>
            {why(Some(&finding.summary))}
            {list(view, "lines", &lines, Some(finding))}
            {server_side(view, finding)}
            {line_search(view, finding)}
        </section>
    }
}

/// A substep, expanded if it failed.
fn part(view: &View, flow: &str, part: &StepRow) -> Html {
    let title = knowledge::step(flow, &part.step).map_or("", |step| step.title);
    let sign = Mark::of(part.verdict);
    let lines: Vec<&EvidenceLine> = part.evidence.iter().collect();
    html! {
        <details class="part" key={part.step.as_str()} open={matches!(sign, Mark::Failed | Mark::Stopped)}>
            <summary>
                {icon(Icon::Right)}
                {mark(sign)}
                <strong>{text(&[&part.step, " ", title].concat())}</strong>
                <span class={sign.class()} title={part.verdict.meaning()}>{text(part.verdict.word())}</span>
                if !lines.is_empty() {
                    {note(&count(lines.len() as u64, "line", "lines"))}
                }
            </summary>
            {why(part.note.as_deref())}
            {list(view, &part.step, &lines, None)}
        </details>
    }
}

fn list(view: &View, name: &str, lines: &[&EvidenceLine], finding: Option<&Finding>) -> Html {
    let fold = ["more-", name].concat();
    let shown = if view.state.is_open(&fold) { lines.len() } else { lines.len().min(SHOWN) };
    let hidden = lines.len() - shown;
    html! {
        if !lines.is_empty() {
            <ol class="evidence">
                {for lines.iter().take(shown).map(|line| evidence(view, line, finding))}
            </ol>
            if hidden > 0 {
                {more(view, &count(hidden as u64, "more line", "more lines"), Action::Fold(fold))}
            }
        }
    }
}
