//! What happened on the machine: what holds since, a picture of it along the time, then the moments, the newest first.

use report::{ActiveCondition, MomentRow, Report, Severity};

use super::evidence::place;
use super::mark::Mark;
use super::old::{mark, named_mark};
use super::old::{more, panel, title_with, with_codes};
use super::run_strip::{per_cent, ticks};
use crate::message::Action;
use crate::time::{Moment, show};
use crate::ui::Ui;
use crate::words::{count, list, number};

/// More moments than these stand behind a button.
const SHOWN: usize = 8;

/// What a moment may be about, in the order of the picture.
const LANES: [&str; 4] = ["Windows", "Updates", "Services", "Disks"];

/// The panel; nothing where nothing happened.
pub(crate) fn timeline(ui: &mut Ui, report: &Report, zone: Option<i32>) {
    let Some((first, last)) = report.moments.first().zip(report.moments.last()) else { return };
    let words =
        |row: &MomentRow, how| row.time.as_deref().map_or(String::new(), |time| show(time, zone, how));
    let (from, to) = (words(first, Moment::day), words(last, Moment::day));
    let to = if from == to { String::new() } else { [" to ", &to].concat() };
    let head = |ui: &mut Ui| {
        title_with(ui, "happened", |ui| {
            ui.text("What happened on this machine");
            let many = count(report.moment_count, "moment", "moments");
            // Event logs are in UTC: it is said which zone their times are shown in.
            ui.says("span.note", &[&many, ", ", &from, &to, ", ", &words(first, Moment::zone)]);
        });
    };
    panel(ui, "happened", head, |ui| {
        ui.part(|ui| report.active_conditions.iter().for_each(|standing| holds(ui, standing)));
        ui.part(|ui| picture(ui, report, zone));
        rows(ui, report, zone);
    });
}

/// What holds when the logs end, with the line from which on it does.
fn holds(ui: &mut Ui, standing: &ActiveCondition) {
    let sign = Mark::of_level(standing.severity);
    ui.el("p", |ui| {
        ui.class(&["holds", sign.class()]);
        mark(ui, sign);
        ui.say("strong", &standing.summary);
        ui.html(place(&ui.view(), &standing.evidence));
    });
}

/// A lane for what moments are about: a stroke for each, and a bar where it lasted. All of it is in the rows below.
fn picture(ui: &mut Ui, report: &Report, zone: Option<i32>) {
    let parse = |time: &Option<String>| Some(Moment::parse(time.as_deref()?)?.in_zone(zone));
    let timed = || report.moments.iter().filter_map(|row| Some((row, parse(&row.time)?)));
    let ends = timed().flat_map(|(row, at)| [Some(at), parse(&row.last_time), parse(&row.ended)]).flatten();
    // What holds still does so as far as the logs go.
    let is_open = report.moments.iter().any(|row| row.is_active);
    let ends = ends.chain(report.logs.iter().filter(|_| is_open).filter_map(|log| parse(&log.last_time)));
    let Some((_, first)) = timed().next() else { return };
    let last = ends.fold(first, |last, at| if at.millis() > last.millis() { at } else { last });
    let whole = last.millis() - first.millis();
    if whole <= 0 {
        return;
    }
    let at = |moment: Moment| (moment.millis() - first.millis()) * 10_000 / whole;
    let lanes: Vec<(&str, u64)> = LANES
        .into_iter()
        .map(|lane| (lane, timed().filter(|(row, _)| row.topic == lane).count() as u64))
        .filter(|(_, many)| *many > 0)
        .collect();
    let spoken: Vec<String> =
        lanes.iter().map(|(lane, many)| [*lane, " ", &number(*many)].concat()).collect();
    ui.el("div.lanes", |ui| {
        ui.set("role", "img");
        ui.sets("aria-label", &[&first.whole(), " to ", &last.whole(), ": ", &list(&spoken)]);
        for (lane, _) in &lanes {
            ui.el("div.lane", |ui| {
                ui.say("span.note", lane);
                ui.el("div.lane-picture", |ui| {
                    for (row, begin) in timed().filter(|(row, _)| row.topic == *lane) {
                        let end = parse(&row.ended)
                            .or_else(|| row.is_active.then_some(last))
                            .or(parse(&row.last_time));
                        stroke(ui, row, at(begin), end.map(at));
                    }
                });
            });
        }
        ui.el("div.axis", |ui| {
            for (tick, words) in ticks(first, last) {
                ui.el("span", |ui| {
                    ui.sets("style", &["left:", &per_cent(at(tick))]);
                    ui.text(&words);
                });
            }
        });
    });
}

/// A moment in its lane, from and to which place it lasts.
fn stroke(ui: &mut Ui, row: &MomentRow, from: i64, to: Option<i64>) {
    let lasts = to.filter(|to| *to > from);
    ui.el("span", |ui| {
        let open = if row.is_active { "open" } else { "" };
        ui.class(&[
            "stroke",
            Mark::of_level(row.severity).class(),
            if lasts.is_some() { "lasts" } else { "" },
            open,
        ]);
        let width = lasts.map_or(String::new(), |to| [";width:", &per_cent(to - from)].concat());
        ui.sets("style", &["left:", &per_cent(from), &width]);
    });
}

/// The moments, the newest first.
fn rows(ui: &mut Ui, report: &Report, zone: Option<i32>) {
    let all = report.moments.len();
    let shown = if ui.state.is_open("all-moments") { all } else { all.min(SHOWN) };
    ui.el("ul.moments", |ui| {
        report.moments.iter().rev().take(shown).for_each(|moment| row(ui, moment, zone));
    });
    if shown < all {
        more(
            ui,
            &[&number((all - shown) as u64), " earlier"].concat(),
            Action::Fold("all-moments".to_owned()),
        );
    }
}

fn row(ui: &mut Ui, moment: &MomentRow, zone: Option<i32>) {
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
        None if moment.is_active => ", and it holds still".to_owned(),
        None => String::new(),
    };
    ui.el("li", |ui| {
        ui.el("span.when", |ui| {
            // A day and an hour stand in a column.
            ui.text(&moment.time.as_deref().map_or(String::new(), time));
        });
        named_mark(ui, Mark::of_level(moment.severity), word);
        ui.el("span.what", |ui| {
            with_codes(ui, &moment.event);
            ui.says("span.note", &[&again, &until]);
        });
        ui.html(place(&ui.view(), &moment.evidence));
    });
}
