//! Where the time of a run went: a bar with a stretch per step, hatched where nothing was logged for long.

use report::StepRow;
use yew::{Html, html};

use super::mark::Mark;
use crate::flow::{Stretch, stretches};
use crate::time::length;
use crate::view::{attr, text};
use crate::words::list;

/// The bar; nothing where there is no time to show.
pub(crate) fn time_bar(steps: &[StepRow]) -> Html {
    let stretches = stretches(steps);
    let all: i64 = stretches.iter().map(|stretch| stretch.length).sum();
    let Some(last) = stretches.last().filter(|_| all >= 100) else { return Html::default() };
    let waits: Vec<String> = stretches.iter().filter_map(wait).collect();
    let spoken = list(&stretches.iter().map(spoken).collect::<Vec<_>>());
    html! {
        <div class="time">
            <p class="note">{text(&["Where the ", &length(all), " went"].concat())}</p>
            <div class="time-bar" role="img" aria-label={attr(&spoken)}>
                {for stretches.iter().map(|stretch| part(stretch, all))}
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

/// A stretch in the bar; it grows with the time, but is never too narrow to be seen.
fn part(stretch: &Stretch, all: i64) -> Html {
    let class = [Mark::of(stretch.verdict).class(), if stretch.waits.is_some() { " waits" } else { "" }];
    let style = ["flex-grow:", &(stretch.length * 1_000 / all).max(1).to_string()].concat();
    html! { <span class={class.concat()} style={style} /> }
}

/// A wait in words: its length, and the line after which it began.
fn wait(stretch: &Stretch) -> Option<String> {
    let line = stretch.waits?;
    let says = knowledge::evidence_by_id(&line.id).map_or(line.text.as_str(), |evidence| evidence.summary);
    Some([&length(stretch.length), " without a line, after: ", says].concat())
}

fn spoken(stretch: &Stretch) -> String {
    let kind = if stretch.waits.is_some() { "waiting in step " } else { "step " };
    [kind, stretch.step, " ", &length(stretch.length)].concat()
}
