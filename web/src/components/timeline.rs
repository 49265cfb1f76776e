//! What happened on the machine: active conditions, a timeline, then the moments, newest first.

use report::{ActiveCondition, MomentRow, Report, Severity};
use yew::{Html, html};

use super::evidence::place;
use super::mark::{Mark, mark, named_mark};
use super::panel::{first_rows, note, panel, title_with, with_codes};
use super::run_strip::{per_cent, ticks};
use crate::time::{Moment, show};
use crate::view::{View, attr, text};
use crate::words::{count, list, number};

/// How many moments are shown; a button shows the rest.
const SHOWN: usize = 8;

/// The topics of moments, in the order of the lanes.
const LANES: [&str; 4] = ["Windows", "Updates", "Services", "Disks"];

/// The panel; empty without moments.
pub(crate) fn timeline(view: &View, report: &Report, zone: Option<i32>) -> Html {
    let Some((first, last)) = report.moments.first().zip(report.moments.last()) else {
        return Html::default();
    };
    let words =
        |row: &MomentRow, how| row.time.as_deref().map_or(String::new(), |time| show(time, zone, how));
    let (from, to) = (words(first, Moment::day), words(last, Moment::day));
    let to = if from == to { String::new() } else { [" to ", &to].concat() };
    let many = count(report.moment_count, "moment", "moments");
    // Event logs are in UTC: the note names the zone in which the times are shown.
    let span = [&many, ", ", &from, &to, ", ", &words(first, Moment::zone)].concat();
    let title = html! { <>{"What happened on this machine"}{note(&span)}</> };
    let body = html! {
        <>
            <>{for report.active_conditions.iter().map(|condition| holds(view, condition))}</>
            {picture(report, zone)}
            {rows(view, report, zone)}
        </>
    };
    panel("happened", title_with("happened", title), body)
}

/// A condition that is active when the logs end, with the line that started it.
fn holds(view: &View, condition: &ActiveCondition) -> Html {
    let sign = Mark::of_level(condition.severity);
    html! {
        <p class={["holds ", sign.class()].concat()}>
            {mark(sign)}
            <strong>{text(&condition.summary)}</strong>
            {place(view, &condition.evidence)}
        </p>
    }
}

/// A lane for each topic: a stroke for each moment, or a bar if it lasted. The rows below contain the same moments.
fn picture(report: &Report, zone: Option<i32>) -> Html {
    let parse = |time: &Option<String>| Some(Moment::parse(time.as_deref()?)?.in_zone(zone));
    let timed = || report.moments.iter().filter_map(|row| Some((row, parse(&row.time)?)));
    let ends = timed().flat_map(|(row, at)| [Some(at), parse(&row.last_time), parse(&row.ended)]).flatten();
    // An active condition lasts until the end of the logs.
    let is_open = report.moments.iter().any(|row| row.is_active);
    let ends = ends.chain(report.logs.iter().filter(|_| is_open).filter_map(|log| parse(&log.last_time)));
    let Some((_, first)) = timed().next() else { return Html::default() };
    let last = ends.fold(first, |last, at| if at.millis() > last.millis() { at } else { last });
    let whole = last.millis() - first.millis();
    if whole <= 0 {
        return Html::default();
    }
    let at = |moment: Moment| (moment.millis() - first.millis()) * 10_000 / whole;
    let lanes: Vec<(&str, u64)> = LANES
        .into_iter()
        .map(|lane| (lane, timed().filter(|(row, _)| row.topic == lane).count() as u64))
        .filter(|(_, many)| *many > 0)
        .collect();
    let lasting: Vec<String> =
        lanes.iter().map(|(lane, many)| [*lane, " ", &number(*many)].concat()).collect();
    let label = [&first.whole(), " to ", &last.whole(), ": ", &list(&lasting)].concat();
    let end = |row: &MomentRow| {
        parse(&row.ended).or_else(|| row.is_active.then_some(last)).or(parse(&row.last_time))
    };
    let strokes = |lane: &str| -> Html {
        let rows = timed().filter(|(row, _)| row.topic == lane);
        rows.map(|(row, begin)| stroke(row, at(begin), end(row).map(at))).collect()
    };
    let lane = |(lane, _): &(&str, u64)| {
        html! {
            <div class="lane">{note(lane)}<div class="lane-picture">{strokes(lane)}</div></div>
        }
    };
    let tick = |(tick, words): (Moment, String)| {
        html! { <span style={["left:", &per_cent(at(tick))].concat()}>{text(&words)}</span> }
    };
    html! {
        <div class="lanes" role="img" aria-label={attr(&label)}>
            {for lanes.iter().map(lane)}
            <div class="axis">{for ticks(first, last).into_iter().map(tick)}</div>
        </div>
    }
}

/// A moment in its lane, with its start and end position.
fn stroke(row: &MomentRow, from: i64, to: Option<i64>) -> Html {
    let lasts = to.filter(|to| *to > from);
    let class = [
        "stroke ",
        Mark::of_level(row.severity).class(),
        if lasts.is_some() { " lasts" } else { "" },
        if row.is_active { " open" } else { "" },
    ];
    let width = lasts.map_or(String::new(), |to| [";width:", &per_cent(to - from)].concat());
    html! { <span class={class.concat()} style={["left:", &per_cent(from), &width].concat()} /> }
}

/// The moments, newest first.
fn rows(view: &View, report: &Report, zone: Option<i32>) -> Html {
    let (shown, others) = first_rows(view, "all-moments", report.moments.len(), SHOWN, "earlier");
    let moments = report.moments.iter().rev().take(shown);
    html! {
        <>
            <ul class="moments">{for moments.map(|moment| row(view, moment, zone))}</ul>
            {others}
        </>
    }
}

fn row(view: &View, moment: &MomentRow, zone: Option<i32>) -> Html {
    let word = match moment.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Information",
    };
    let time = |time: &str| show(time, zone, Moment::short);
    let again =
        if moment.count > 1 { [" \u{d7} ", &number(moment.count.into())].concat() } else { String::new() };
    let until = match &moment.ended {
        Some(until) => [", until ", &time(until)].concat(),
        None if moment.is_active => ", still in effect".to_owned(),
        None => String::new(),
    };
    html! {
        <li>
            // Day and time are in their own column.
            <span class="when">{text(&moment.time.as_deref().map_or(String::new(), time))}</span>
            {named_mark(Mark::of_level(moment.severity), word)}
            <span class="what">
                {with_codes(&moment.event)}
                {note(&[again, until].concat())}
            </span>
            {place(view, &moment.evidence)}
        </li>
    }
}
