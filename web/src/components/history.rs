//! What the runs of a flow show together: what changed before the first failure, retries, and when
//! failures occur.

use report::{Change, Changes, FailurePattern, FlowHistory};
use yew::{Html, html};

use super::mark::Mark;
use super::panel::{note, titled, with_codes};
use super::run_strip::per_cent;
use super::small_table::small_table;
use super::statements::{places, statements};
use crate::time::{DAYS, Moment, show};
use crate::view::{View, attr, text};
use crate::words::{list, number};

/// The panel; empty if the runs show nothing together.
pub(crate) fn history(view: &View, history: &FlowHistory, zone: Option<i32>) -> Html {
    let FlowHistory { retries, changes, pattern, .. } = history;
    if retries.is_empty() && changes.is_none() && pattern.is_none() {
        return Html::default();
    }
    let body = html! {
        <>
            if let Some(changes) = changes {
                {changed(view, changes, zone)}
            }
            {statements(view, Mark::Info, retries)}
            if let Some(pattern) = pattern {
                {distribution(pattern)}
            }
        </>
    };
    titled("history", "History of the runs", body)
}

/// What changed between the last good and the first bad run.
fn changed(view: &View, changes: &Changes, zone: Option<i32>) -> Html {
    let time = |run: &str, time: &Option<String>| {
        let at = time
            .as_ref()
            .map_or_else(String::new, |time| [" (", &show(time, zone, Moment::short), ")"].concat());
        [run, &at].concat()
    };
    let (good, bad) = (time("the last good run", &changes.good), time("the first failed run", &changes.bad));
    let row = |change: &Change| {
        let at = change.time.as_ref().map_or_else(String::new, |at| show(at, zone, Moment::short));
        let lines = places(view, &change.evidence);
        vec![text(&change.name), with_codes(&change.before), with_codes(&change.after), text(&at), lines]
    };
    let head = ["What", "Before", "After", "When", "Lines"];
    let same = ["The same in both: ", &list(&changes.unchanged), "."].concat();
    html! {
        <>
            <p class="why">{text(&["Between ", &good, " and ", &bad, ":"].concat())}</p>
            if changes.rows.is_empty() {
                <p class="why">{"The logs show no change."}</p>
            } else {
                {small_table("What changed", &head, changes.rows.iter().map(row).collect())}
            }
            if !changes.unchanged.is_empty() {
                <p class="why">{text(&same)}</p>
            }
        </>
    }
}

/// How failures are distributed over hours and weekdays.
fn distribution(pattern: &FailurePattern) -> Html {
    let sentence = match pattern.summary.as_str() {
        "" => "No pattern over hours or weekdays: failures are distributed like the runs.",
        summary => summary,
    };
    let hour = |at: usize| [&at.to_string(), ":00"].concat();
    let day = |at: usize| DAYS.get(at).copied().unwrap_or_default().to_owned();
    html! {
        <>
            <p class="why">{with_codes(sentence)}</p>
            {bars("Failed per hour", &pattern.runs_by_hour, &pattern.failed_by_hour, hour)}
            {bars("Failed per weekday", &pattern.runs_by_weekday, &pattern.failed_by_weekday, day)}
        </>
    }
}

/// The height of the highest bar in pixels.
const HEIGHT: u32 = 20;

/// Failed runs as bars. The text of the picture has the numbers.
fn bars(title: &str, runs: &[u32], failed: &[u32], name: fn(usize) -> String) -> Html {
    let most = failed.iter().copied().max().unwrap_or(0).max(1);
    let place = |at: usize| per_cent((at * 10_000 / runs.len().max(1)) as i64);
    let slots = || runs.iter().zip(failed).enumerate().filter(|(_, (runs, _))| **runs > 0);
    let words = |(at, (runs, failed)): (usize, (&u32, &u32))| {
        [&name(at), ": ", &number((*failed).into()), " of ", &number((*runs).into())].concat()
    };
    let label: Vec<String> = slots().map(words).collect();
    let bar = |(at, (_, failed)): (usize, (&u32, &u32))| {
        let height = (failed.saturating_mul(HEIGHT) / most).max(2);
        let class = if *failed > 0 { "stroke fail" } else { "stroke ok" };
        let size =
            [";height:", &height.to_string(), "px;top:", &(HEIGHT + 2 - height).to_string(), "px"].concat();
        html! { <span {class} style={["left:", &place(at), ";width:", &place(1), &size].concat()} /> }
    };
    let tick = |at: usize| html! { <span style={["left:", &place(at)].concat()}>{text(&name(at))}</span> };
    html! {
        <div class="lanes" role="img" aria-label={attr(&[title, ": ", &list(&label)].concat())}>
            <div class="lane">{note(title)}<div class="lane-picture">{for slots().map(bar)}</div></div>
            <div class="axis">{for (0..runs.len()).step_by((runs.len() / 4).max(1)).map(tick)}</div>
        </div>
    }
}
