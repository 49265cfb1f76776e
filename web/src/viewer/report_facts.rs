//! What the report knows about the chosen row: its step, its run, what follows in it, its findings.

use report::{ViewChip, ViewCondition, ViewRow};
use yew::virtual_dom::AttrValue;
use yew::{Context, Html, html};

use super::line_context::{LineInRun, findings, in_run, time_range};
use super::model::{Viewer, ViewerMessage};
use crate::components::mark::{Mark, mark};
use crate::components::panel::{link, text_button};
use crate::message::Action;
use crate::routes::Route;
use crate::time::between;
use crate::view::text;
use crate::words::number;

/// The facts; empty for a line that the report does not cite.
pub(super) fn report_facts(ctx: &Context<Viewer>, row: &ViewRow) -> Html {
    let props = ctx.props();
    let Some(report) = &props.report else { return Html::default() };
    let finding = |(machine, finding): (Option<usize>, &report::Finding)| {
        fact("Finding", link(&Route::Report(of_machine(ctx, machine)).href(), &finding.summary))
    };
    html! {
        <>
            {for findings(report, row.file, row.line).map(finding)}
            if let Some(line) = in_run(report, row.file, row.line) {
                {step(&line)}
                {run(ctx, &line)}
                {next(ctx, &line)}
            }
        </>
    }
}

/// `3. Scan against WSUS`, its verdict, and what the line means.
fn step(line: &LineInRun<'_>) -> Html {
    let (flow, id) = (&line.run.flow, &line.step.step);
    let title = knowledge::step_title(flow, id, line.run.service.as_deref());
    let meaning = knowledge::evidence_by_id(&line.line.id).map_or("", |evidence| evidence.summary);
    let address = Route::Flow(flow.clone(), Some(id.clone())).href();
    let inside = html! {
        <>
            {link(&address, &[id, ". ", &title].concat())}
            {verdict(Mark::of(line.step.verdict), line.step.verdict.word())}
            if !meaning.is_empty() {
                <span class="view-role">{text(meaning)}</span>
            }
        </>
    };
    fact("Step", inside)
}

fn verdict(sign: Mark, word: &str) -> Html {
    html! { <span class={["view-verdict ", sign.class()].concat()}>{mark(sign)}{text(word)}</span> }
}

/// The number that the machine with this index has in addresses.
fn of_machine(ctx: &Context<Viewer>, machine: Option<usize>) -> Option<u32> {
    machine.and_then(|at| ctx.props().numbers.get(at).copied())
}

/// The run of the line, and the button that shows only its time.
fn run(ctx: &Context<Viewer>, line: &LineInRun<'_>) -> Html {
    let of = of_machine(ctx, line.machine);
    let words = ["Run ", &number(line.run.id.into())].concat();
    let only = time_range(line.run).map(|(first, last)| {
        let condition = ViewCondition::Time(first, last.saturating_add(1));
        let message = ViewerMessage::Filter(ViewChip { condition, hides: false });
        let label = AttrValue::from(["Only its lines: the time of run ", &line.run.id.to_string()].concat());
        small_button(ctx, "Only its lines", label, message)
    });
    let inside = html! {
        <>
            {link(&Route::Run(of, line.run.id).href(), &words)}
            {verdict(Mark::of_outcome(line.run.outcome), line.run.outcome.word())}
            <span class="view-filters">{only.unwrap_or_default()}</span>
        </>
    };
    fact("Run", inside)
}

/// The next line of the run, and the next step with whether it was reached.
fn next(ctx: &Context<Viewer>, line: &LineInRun<'_>) -> Html {
    let next_line = line.next_line().map(|next| {
        let place = [&next.log, " : ", &number(next.line)].concat();
        let open = Action::Open(next.file, next.log.clone(), next.line);
        let meaning = knowledge::evidence_by_id(&next.id).map_or("", |evidence| evidence.summary);
        let later = between(line.line.utc.as_deref(), next.utc.as_deref());
        let later = later.map(|later| [" ", &super::clock::difference(later)].concat()).unwrap_or_default();
        let inside = html! {
            <>{text_button(&ctx.props().act, &place, open)}{text(&later)}<span class="view-role">{text(meaning)}</span></>
        };
        fact("Next in run", inside)
    });
    let next_step = line.next_step().map(|next| {
        let title = knowledge::step_title(&line.run.flow, &next.step, line.run.service.as_deref());
        let words = [&next.step, ". ", &title].concat();
        fact("Next step", html! { <>{text(&words)}{verdict(Mark::of(next.verdict), next.verdict.word())}</> })
    });
    html! { <>{next_line.unwrap_or_default()}{next_step.unwrap_or_default()}</> }
}

/// A fact with its name.
pub(super) fn fact(name: &str, inside: Html) -> Html {
    html! { <><dt>{text(name)}</dt><dd>{inside}</dd></> }
}

/// A button that looks like a link; its label names what it does more exactly.
pub(super) fn small_button(
    ctx: &Context<Viewer>,
    words: &'static str,
    label: AttrValue,
    message: ViewerMessage,
) -> Html {
    let onclick = ctx.link().callback(move |_| message.clone());
    html! { <button class="text-button" type="button" aria-label={label} {onclick}>{words}</button> }
}

/// The buttons that show only, or hide, the entries like this one.
pub(super) fn filters(ctx: &Context<Viewer>, condition: &ViewCondition, what: &str) -> Html {
    let button = |words: &'static str, hides: bool| {
        let chip = ViewChip { condition: condition.clone(), hides };
        let label = AttrValue::from([words, " this ", what].concat());
        small_button(ctx, words, label, ViewerMessage::Filter(chip))
    };
    html! { <span class="view-filters">{button("Only", false)}{button("Hide", true)}</span> }
}
