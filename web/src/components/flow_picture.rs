//! The steps of a flow as a picture: the verdict of each, and what it says; choosing one shows its proof.

use report::{StepRow, Verdict};
use yew::{Html, html};

use super::mark::{Mark, mark, named_mark};
use crate::flow::{parts, steps};
use crate::message::Action;
use crate::time::{between, length};
use crate::view::{View, attr, click, keydown, text, truth};

/// The picture; `chosen` is the step whose proof is shown below. `timed`: the steps are those of one run, so that the
/// time between their lines is the time they took.
pub(crate) fn flow_picture(view: &View, flow: &str, rows: &[StepRow], chosen: &str, timed: bool) -> Html {
    let names: Vec<String> = steps(rows).map(|row| row.step.clone()).collect();
    let at = names.iter().position(|name| *name == chosen).unwrap_or_default();
    let last = names.len().saturating_sub(1);
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
        <div class="flow" role="tablist" aria-label="Steps" onkeydown={moves}>
            {for steps(rows).map(|row| step(view, flow, rows, row, row.step == chosen, timed))}
        </div>
    }
}

fn step(view: &View, flow: &str, rows: &[StepRow], row: &StepRow, chosen: bool, timed: bool) -> Html {
    let (title, actor) = knowledge::step(flow, &row.step).map_or(("", ""), |step| (step.title, step.actor));
    let sign = Mark::of(row.verdict);
    let (line, is_touched) = match row.verdict {
        Verdict::Ok | Verdict::Passed => (" solid", true),
        Verdict::Failed | Verdict::Stopped => (" dashed", true),
        Verdict::NotReached | Verdict::NoLog => (" dotted untouched", false),
    };
    let about = row.note.as_deref().filter(|_| !is_touched).unwrap_or(actor);
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
            <span class="title">{text(&[&row.step, ". ", title].concat())}</span>
            <span class="word">
                <strong>{text(row.verdict.word())}</strong>
                if timed {
                    {text(&took(row))}
                }
            </span>
            <span class="about">{text(about)}</span>
            {dots(rows, row)}
        </button>
    }
}

/// How long the step took, or how long it lasted until it failed.
fn took(row: &StepRow) -> String {
    let before = match row.verdict {
        Verdict::Failed | Verdict::Stopped => " after ",
        _ => " ",
    };
    let took = between(row.start.as_deref(), row.end.as_deref());
    took.map_or_else(String::new, |millis| [before, &length(millis)].concat())
}

/// A dot for each part.
fn dots(rows: &[StepRow], row: &StepRow) -> Html {
    let mut parts = parts(rows, &row.step).peekable();
    if parts.peek().is_none() {
        return Html::default();
    }
    let dot = |part: &StepRow| named_mark(Mark::of(part.verdict), part.verdict.word());
    html! { <span class="dots">{for parts.map(dot)}</span> }
}
