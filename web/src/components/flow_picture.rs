//! The steps of a flow as a picture, with the verdict of each; selecting a step shows its proof. Below them, a bar
//! shows the time per step of a run, hatched where nothing was logged for a long time.

use knowledge::{Flow, Step};
use report::{Run, StepRow, Verdict};
use yew::{Html, html};

use super::icon::{Icon, icon};
use super::mark::{Mark, mark, named_mark};
use super::sequence::sequence;
use crate::flow::{Stretch, parts, steps, stretches};
use crate::message::Action;
use crate::time::{between, length};
use crate::view::{View, attr, click, keydown, text, truth};
use crate::words::list;

/// The panel; `chosen` is the step whose proof is shown below. `run` is the run that the steps are of: the time between
/// its lines is their duration.
pub(crate) fn flow_picture(
    view: &View,
    flow: &str,
    rows: &[StepRow],
    chosen: &str,
    run: Option<&Run>,
) -> Html {
    let names: Vec<String> = steps(rows).map(|row| row.step.clone()).collect();
    let at = names.iter().position(|name| *name == chosen).unwrap_or_default();
    let last = names.len().saturating_sub(1);
    let of_run = run.and_then(|run| run.service.as_deref());
    let service = of_run.or_else(|| view.state.report()?.service_of(None));
    let moves = keydown(view, move |key| {
        let to = match key {
            "ArrowRight" | "ArrowDown" => (at + 1).min(last),
            "ArrowLeft" | "ArrowUp" => at.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        names.get(to).cloned().map(Action::Step)
    });
    html! {
        <section class="panel steps" aria-label="Steps of the flow">
            <div class="flow" role="tablist" aria-label="Steps" onkeydown={moves}>
                {for steps(rows).map(|row| step(view, flow, rows, row, (row.step == chosen, run, service)))}
            </div>
            // What failed outside of the run is no part of its time.
            if let Some(run) = run {
                {time_bar(&run.steps)}
                {sequence(view, run, service)}
            }
            {meanings(rows)}
        </section>
    }
}

/// What the verdicts of the steps mean.
fn meanings(rows: &[StepRow]) -> Html {
    let all = [
        Verdict::Ok,
        Verdict::Passed,
        Verdict::Failed,
        Verdict::Stopped,
        Verdict::NotReached,
        Verdict::NoLog,
    ];
    let given = all.into_iter().filter(|verdict| rows.iter().any(|row| row.verdict == *verdict));
    let words: Vec<&str> = given.clone().map(Verdict::word).collect();
    let meaning = |verdict: Verdict| {
        html! {
            <li>
                {mark(Mark::of(verdict))}
                <span><strong>{text(verdict.word())}</strong>{": "}{text(verdict.meaning())}</span>
            </li>
        }
    };
    html! {
        <details class="part">
            <summary>{icon(Icon::Right)}{"What "}{text(&list(&words))}{if words.len() == 1 { " means" } else { " mean" }}</summary>
            <ul class="rows">{for given.map(meaning)}</ul>
        </details>
    }
}

fn step(
    view: &View,
    flow: &str,
    rows: &[StepRow],
    row: &StepRow,
    (chosen, run, service): (bool, Option<&Run>, Option<&str>),
) -> Html {
    let title = knowledge::step_title(flow, &row.step, service);
    let actor = knowledge::step_actor(flow, &row.step, service);
    let sign = Mark::of(row.verdict);
    let (line, is_touched) = match row.verdict {
        Verdict::Ok | Verdict::Passed => (" solid", true),
        Verdict::Failed | Verdict::Stopped => (" dashed", true),
        Verdict::NotReached | Verdict::NoLog => (" dotted untouched", false),
    };
    let is_same = |other: &StepRow| other.step == row.step && other.verdict == row.verdict;
    let is_timed = run.is_some_and(|run| run.steps.iter().any(is_same));
    let about = row.note.as_deref().filter(|_| !is_touched).unwrap_or(&actor);
    html! {
        <button
            class={["step ", sign.class(), line, if chosen { " chosen" } else { "" }].concat()}
            type="button"
            role="tab"
            id={attr(&["step-", &row.step].concat())}
            aria-controls="proof"
            aria-selected={truth(chosen)}
            tabindex={if chosen { "0" } else { "-1" }}
            onclick={click(view, Action::Step(row.step.clone()))}
        >
            <span class="track">{mark(sign)}</span>
            <span class="title">{text(&[&row.step, ". ", &title].concat())}</span>
            <span class="word">
                <strong title={row.verdict.meaning()}>{text(row.verdict.word())}</strong>
                if is_timed {
                    {text(&took(row))}
                }
            </span>
            <span class="about">{text(about)}</span>
            {dots(rows, row)}
        </button>
    }
}

/// The duration of the step, or the time until it failed.
fn took(row: &StepRow) -> String {
    let before = match row.verdict {
        Verdict::Failed | Verdict::Stopped => " after ",
        _ => " ",
    };
    let took = between(row.start.as_deref(), row.end.as_deref());
    took.map_or_else(String::new, |millis| [before, &length(millis)].concat())
}

/// A dot for each substep.
fn dots(rows: &[StepRow], row: &StepRow) -> Html {
    let mut parts = parts(rows, &row.step).peekable();
    if parts.peek().is_none() {
        return Html::default();
    }
    let dot = |part: &StepRow| named_mark(Mark::of(part.verdict), part.verdict.word());
    html! { <span class="dots">{for parts.map(dot)}</span> }
}

/// The time bar; empty if no times are known.
fn time_bar(steps: &[StepRow]) -> Html {
    let stretches = stretches(steps);
    let all: i64 = stretches.iter().map(|stretch| stretch.length).sum();
    let Some(last) = stretches.last().filter(|_| all >= 100) else { return Html::default() };
    let waits: Vec<String> = stretches.iter().filter_map(wait).collect();
    let label = list(&stretches.iter().map(stretch_label).collect::<Vec<_>>());
    html! {
        <div class="time">
            <p class="note">{text(&["Where the ", &length(all), " went"].concat())}</p>
            <div class="time-bar" role="img" aria-label={attr(&label)}>
                {for stretches.iter().map(|one| stretch(one, all))}
            </div>
            <p class="note time-words">
                <span>{text(&waits.join("; "))}</span>
                <strong class={Mark::of(last.verdict).class()}>
                    {text(&["step ", last.step, ", ", &length(last.length)].concat())}
                </strong>
            </p>
        </div>
    }
}

/// A stretch of the bar; its width is proportional to its time, with a visible minimum.
fn stretch(stretch: &Stretch, all: i64) -> Html {
    let class = [Mark::of(stretch.verdict).class(), if stretch.waits.is_some() { " waits" } else { "" }];
    let style = ["flex-grow:", &(stretch.length * 1_000 / all).max(1).to_string()].concat();
    html! { <span class={class.concat()} style={style} /> }
}

/// A wait as text: its length, and the line before it.
fn wait(stretch: &Stretch) -> Option<String> {
    let line = stretch.waits?;
    let summary = knowledge::evidence_by_id(&line.id).map_or(line.text.as_str(), |evidence| evidence.summary);
    Some([&length(stretch.length), " without a log line after: ", summary].concat())
}

fn stretch_label(stretch: &Stretch) -> String {
    let kind = if stretch.waits.is_some() { "waiting in step " } else { "step " };
    [kind, stretch.step, " ", &length(stretch.length)].concat()
}

/// A flow in one row, each step a link to its page; `class` marks the steps for which `here` is true.
pub(crate) fn small_flow(flow: &Flow, class: &'static str, here: impl Fn(&str) -> bool) -> Html {
    let row = |step: &Step| {
        html! {
            <li class={if here(step.id) { class } else { "" }}>
                <a href={attr(&["#/flow/", flow.id, "/", step.id].concat())}>
                    <b>{text(step.id)}</b>
                    <span>{text(step.title)}</span>
                </a>
            </li>
        }
    };
    html! {
        <ol class="small-flow">
            {for flow.steps.iter().filter(|step| !step.id.contains('.')).map(row)}
        </ol>
    }
}
