//! All runs on one time axis: OK is above it, Failed below it.

use report::{FlowRow, Outcome, Run, Verdict};
use yew::{Callback, Html, KeyboardEvent, Properties, component, html};

use super::mark::{Mark, mark};
use super::panel::{link, note, panel, title_with};
use crate::flow::{in_order, leading_run};
use crate::message::{Action, PageMessage};
use crate::routes::{Of, Route};
use crate::state::ShownReport;
use crate::time::{Moment, zone_of};
use crate::view::{View, attr, click, keydown, text, truth};
use crate::words::{count, number};

/// The strip of a flow's runs.
pub(crate) fn run_strip(view: &View, flow: &FlowRow) -> Html {
    html! {
        if let Some(report) = view.state.shown_report() {
            <RunStrip
                {report}
                of={view.state.of()}
                flow={flow.flow.clone()}
                run={view.state.run}
                revision={view.state.revision}
                act={view.act}
            />
        }
    }
}

#[derive(Properties, PartialEq)]
struct RunStripProps {
    report: ShownReport,
    /// The machine of the report.
    of: Of,
    /// The id of the flow.
    flow: String,
    /// The run that the keyboard selected.
    run: Option<u32>,
    revision: u32,
    act: Callback<PageMessage>,
}

/// Empty if there are fewer than two runs.
#[component]
fn RunStrip(props: &RunStripProps) -> Html {
    let report = &*props.report;
    let Some(flow) = report.flows.iter().find(|flow| flow.flow == props.flow) else { return Html::default() };
    let zone = leading_run(report, flow).and_then(zone_of);
    let begin = |run: &Run| run.start.as_deref().and_then(Moment::parse).map(|start| start.in_zone(zone));
    let runs = report.runs.iter().filter(|run| run.flow == flow.flow && run.affects_verdict);
    let runs: Vec<(&Run, Moment)> =
        in_order(runs).into_iter().filter_map(|run| Some((run, begin(run)?))).collect();
    let [(_, first), .., (newest, last)] = runs[..] else { return Html::default() };
    let whole = (last.millis() - first.millis()).max(1);
    let left = |at: Moment| ["left:", &per_cent((at.millis() - first.millis()) * 10_000 / whole)].concat();
    let failing = flow.failing_since.as_deref().and_then(Moment::parse).map(|since| since.in_zone(zone));
    // A failure can affect one update of several: others can succeed meanwhile.
    let is_good_after = |since: &Moment| {
        runs.iter().any(|(run, start)| run.outcome == Outcome::Ok && start.millis() >= since.millis())
    };
    let failing = failing.filter(|since| !is_good_after(since));
    let chosen = props.run.or(flow.leading_run).unwrap_or(newest.id);
    let nouns = knowledge::flow(&flow.flow).map_or(("run", "runs"), |flow| flow.run);
    let undrawn = u64::from(report.run_count).saturating_sub(report.runs.len() as u64);
    let left_out =
        if undrawn > 0 { [", ", &number(undrawn), " more not shown"].concat() } else { String::new() };
    let from = if first.day() == last.day() { "" } else { &[&first.short_day(), " to "].concat() };
    let many = count(runs.len() as u64, nouns.0, nouns.1);
    let title = html! { <>{"Runs"}{note(&[&many, ", ", from, &last.day(), &left_out].concat())}</> };
    let head = html! { <>{title_with("runs", title)}{legend(flow, Some(Route::Runs(props.of)))}</> };
    let ids = runs.iter().map(|(run, _)| run.id).collect();
    let is_late = |since: Moment| (since.millis() - first.millis()) * 3 > whole * 2;
    let run = |(run, start): &(&Run, Moment)| bar(props, run, left(*start), *start, run.id == chosen);
    let tick = |(at, words): (Moment, String)| html! { <span style={left(at)}>{text(&words)}</span> };
    let body = html! {
        <div class="strip">
            <div
                class="strip-picture"
                role="listbox"
                aria-label={attr(nouns.1)}
                tabindex="0"
                aria-activedescendant={option_id(chosen)}
                onkeydown={keys(props, ids, chosen)}
            >
                if let Some(since) = failing {
                    {failing_from(left(since), since, is_late(since))}
                }
                {for runs.iter().map(run)}
            </div>
            <div class="axis" aria-hidden="true">{for ticks(first, last).into_iter().map(tick)}</div>
        </div>
    };
    panel("runs", head, body)
}

/// The number of runs by outcome, and a link to the table unless the page is the table.
pub(crate) fn legend(flow: &FlowRow, table: Option<Route>) -> Html {
    let counts = flow.counts;
    let all = [
        (Outcome::Ok, counts.ok),
        (Outcome::Failed, counts.failed),
        (Outcome::Cancelled, counts.cancelled),
        (Outcome::Skipped, counts.skipped),
        (Outcome::Incomplete, counts.incomplete),
    ];
    let ended = |(outcome, count): (Outcome, u32)| {
        let sign = Mark::of_outcome(outcome);
        let meaning = match outcome {
            Outcome::Ok => Some(Verdict::Ok.meaning()),
            Outcome::Failed => Some("its last line is a failure, or it began and has no end"),
            _ => None,
        };
        html! {
            <strong class={sign.class()} title={meaning}>
                {mark(sign)}
                {text(&[outcome.word(), " ", &number(count.into())].concat())}
            </strong>
        }
    };
    html! {
        <span class="legend">
            {for all.into_iter().filter(|(_, count)| *count > 0).map(ended)}
            if let Some(table) = table {
                {link(&table.href(), "Show as table")}
            }
        </span>
    }
}

fn option_id(id: u32) -> String {
    ["run-", &id.to_string()].concat()
}

/// A position in ten-thousandths as a CSS length.
pub(super) fn per_cent(place: i64) -> String {
    ["calc(", &place.to_string(), "% / 100)"].concat()
}

/// The arrow keys move between runs, Enter opens the selected run.
fn keys(props: &RunStripProps, ids: Vec<u32>, chosen: u32) -> Callback<KeyboardEvent> {
    let of = props.of;
    keydown(&props.act, move |key| {
        let at = ids.iter().position(|id| *id == chosen).unwrap_or_default();
        let to = match key {
            "ArrowRight" => at + 1,
            "ArrowLeft" => at.saturating_sub(1),
            "Home" => 0,
            "End" => ids.len(),
            "Enter" | " " => return Some(Action::Go(Route::Run(of, chosen))),
            _ => return None,
        };
        ids.get(to).or(ids.last()).copied().map(Action::Run)
    })
}

fn bar(props: &RunStripProps, run: &Run, left: String, start: Moment, chosen: bool) -> Html {
    let code = run.code.as_ref().map_or_else(String::new, |code| [", ", code].concat());
    let name = attr(&[run.outcome.word(), ", ", &start.short(), &code].concat());
    let class = ["run ", Mark::of_outcome(run.outcome).class(), if chosen { " chosen" } else { "" }];
    html! {
        <span
            id={option_id(run.id)}
            role="option"
            aria-selected={truth(chosen)}
            aria-label={name.clone()}
            title={name}
            class={class.concat()}
            style={left}
            onclick={click(&props.act, Action::Go(Route::Run(props.of, run.id)))}
        />
    }
}

/// The part of the axis in which all runs fail.
fn failing_from(left: String, since: Moment, late: bool) -> Html {
    html! {
        <div class={if late { "failing late" } else { "failing" }} aria-hidden="true" style={left}>
            <span>{text(&["All runs have failed since ", &since.short()].concat())}</span>
        </div>
    }
}

/// At most eight ticks on the axis: days, or hours on a short axis.
pub(super) fn ticks(first: Moment, last: Moment) -> Vec<(Moment, String)> {
    let whole = last.millis() - first.millis();
    let day = 86_400_000;
    if whole < 2 * day {
        return vec![(first, first.short()), (last, last.short())];
    }
    let mut ticks = Vec::new();
    let mut at = first.next_day();
    let every = whole / day / 7 + 1;
    while at.millis() < last.millis() {
        ticks.push((at, at.short_day()));
        for _ in 0..every {
            at = at.next_day();
        }
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(first: &str, last: &str) -> Vec<String> {
        let at = |text| Moment::parse(text).expect("a time");
        ticks(at(first), at(last)).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn the_axis_labels_a_limited_number_of_days() {
        let week = words("2026-11-02T05:02:00Z", "2026-11-12T08:13:00Z");
        assert_eq!(week, ["Tue 3 Nov", "Thu 5 Nov", "Sat 7 Nov", "Mon 9 Nov", "Wed 11 Nov"]);
        assert!(words("2020-01-01T00:00:00Z", "2026-11-12T08:13:00Z").len() <= 8);
    }

    #[test]
    fn a_short_axis_labels_its_ends() {
        let morning = words("2026-11-12T05:02:00Z", "2026-11-12T08:13:00Z");
        assert_eq!(morning, ["Thu 12 Nov 05:02", "Thu 12 Nov 08:13"]);
    }
}
