//! A flow as a guide: its steps, the expected lines of each, and what to check if it fails. No log is needed.

use knowledge::{Evidence, EvidenceKind, Flow, LogLevel, Step};

use yew::{Html, html};

use crate::components::causes::{cause_links, fetching, sources};
use crate::components::flow_picture::small_flow;
use crate::components::mark::{Mark, named_mark};
use crate::components::panel::{link, note, step_link, titled};
use crate::components::prose::prose;
use crate::fill::Fill;
use crate::flow::{causes_at, whole};
use crate::pages::layout::{head, main, trail};
use crate::pages::unknown;
use crate::view::{View, text};

/// The page of a flow or of one of its steps.
pub(crate) fn flow(view: &View, id: &str, step_id: Option<&str>) -> Html {
    let Some(flow) = knowledge::flow(id) else { return unknown::unknown(view) };
    let step = step_id.and_then(|id| flow.steps.iter().find(|step| step.id == id));
    if step.is_none() && step_id.is_some() {
        return unknown::unknown(view);
    }
    let name = step.map_or_else(|| flow.title.to_owned(), |step| [step.id, ". ", step.title].concat());
    let inside = html! {
        <>
            {way(view, flow, step)}
            {head(view, &name, step.map_or("", |step| step.actor))}
            {small_flow(flow, "here accent", |id| step.is_some_and(|step| whole(step.id) == id))}
            <div class="columns narrow">
                <div class="column">
                    <div class="panel guide">{guide(view, flow, step)}</div>
                    if let Some(step) = step {
                        {stops(flow, step)}
                    }
                    {sources(knowledge::guide(flow).sources.iter())}
                </div>
                <div class="rail">
                    {contents(flow, step)}
                </div>
            </div>
        </>
    };
    main(view, inside)
}

fn way(view: &View, flow: &Flow, step: Option<&Step>) -> Html {
    match step {
        None => trail(view, None, flow.title),
        Some(step) => {
            let address = ["#/flow/", flow.id].concat();
            trail(view, Some((&address, flow.title)), &["Step ", step.id].concat())
        }
    }
}

fn guide(view: &View, flow: &'static Flow, step: Option<&'static Step>) -> Html {
    match step {
        _ if !knowledge::is_given(knowledge::GUIDES) => fetching(view),
        None => prose(view, "guide", knowledge::guide(flow).prose, Fill::default()),
        Some(step) => of_step(view, flow, step),
    }
}

/// The causes that make a step fail; empty if none is known.
fn stops(flow: &Flow, step: &Step) -> Html {
    let causes = causes_at(flow.id, step.id);
    if causes.is_empty() {
        return Html::default();
    }
    titled("causes", "Causes of failure", html! { <div class="two">{cause_links(&causes)}</div> })
}

/// The substeps of the open step; without an open step, all steps.
fn contents(flow: &Flow, open: Option<&Step>) -> Html {
    let listed = |step: &&Step| match open {
        Some(open) => whole(step.id) == whole(open.id),
        None => !step.id.contains('.'),
    };
    let parts: Vec<&Step> = flow.steps.iter().filter(listed).collect();
    if parts.len() < 2 {
        return Html::default();
    }
    let row = |step: &Step| {
        let inner = if step.id.contains('.') { "inner" } else { "" };
        let here = if open.is_some_and(|open| open.id == step.id) { " here" } else { "" };
        html! { <li class={[inner, here].concat()}>{step_link(flow, step, "")}</li> }
    };
    let rows = html! { <ol class="contents">{for parts.into_iter().map(row)}</ol> };
    titled("contents", if open.is_some() { "Substeps" } else { "Steps" }, rows)
}

fn of_step(view: &View, flow: &'static Flow, step: &'static Step) -> Html {
    // A reason inside a failure is not an expected line, although scans recover from some.
    let is_bad = |line: &&Evidence| {
        matches!(line.shows, EvidenceKind::Failed | EvidenceKind::Benign) || line.is_reason()
    };
    let (bad, good): (Vec<&Evidence>, Vec<&Evidence>) = knowledge::evidence_of(step).iter().partition(is_bad);
    let at = flow.steps.iter().position(|other| other.id == step.id).unwrap_or_default();
    let beside = |(at, words): (Option<usize>, &str)| Some(step_link(flow, flow.steps.get(at?)?, words));
    let both = [(at.checked_sub(1), "Previous: "), (Some(at + 1), "Next: ")];
    html! {
        <>
            {prose(view, "guide", knowledge::step_prose(flow, step), Fill::default())}
            {lines("Expected lines", &good)}
            {lines("Lines that show a failure", &bad)}
            <p class="beside">{for both.into_iter().filter_map(beside)}</p>
        </>
    }
}

fn lines(title: &'static str, lines: &[&Evidence]) -> Html {
    html! {
        if !lines.is_empty() {
            <h2>{title}</h2>
            <ul class="expected">{for lines.iter().map(|evidence| line(evidence))}</ul>
        }
    }
}

fn line(line: &Evidence) -> Html {
    let (sign, word) = match line.shows {
        _ if line.is_reason() => (Mark::Failed, "Reason for a failure"),
        EvidenceKind::Started | EvidenceKind::Done => (Mark::Ok, "Good"),
        EvidenceKind::Progress => (Mark::Step, "In progress"),
        EvidenceKind::Failed => (Mark::Failed, "Failed"),
        EvidenceKind::Benign => (Mark::Off, "Expected, not an error"),
    };
    let verbose = match line.level {
        LogLevel::Default => "",
        LogLevel::Verbose => ", with verbose logging",
        LogLevel::Debug => ", with debug logging",
    };
    html! {
        <li>
            {named_mark(sign, word)}
            <p>
                {link(&["#/log/", line.log].concat(), line.log)}
                {note(verbose)}
                {text(&[": ", line.summary].concat())}
            </p>
            if let Some(sample) = knowledge::evidence_samples(line.index).first() {
                <p class="text"><code>{text(sample)}</code></p>
            }
        </li>
    }
}
