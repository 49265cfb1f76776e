//! All runs on one axis of time: OK stands above it, Failed hangs below.

use report::{FlowRow, Outcome, Report, Run};

use super::mark::Mark;
use super::old::mark;
use super::old::{link, panel, title_with};
use crate::flow::{in_order, leading_run};
use crate::message::Action;
use crate::routes::Route;
use crate::time::{Moment, zone_of};
use crate::ui::Ui;
use crate::words::{count, number};

/// The strip; nothing where there are fewer than two runs.
pub(crate) fn run_strip(ui: &mut Ui, report: &Report, flow: &FlowRow) {
    let zone = leading_run(report, flow).and_then(zone_of);
    let begin = |run: &Run| run.start.as_deref().and_then(Moment::parse).map(|start| start.in_zone(zone));
    let runs = report.runs.iter().filter(|run| run.flow == flow.flow && run.counts_for_verdict);
    let runs: Vec<(&Run, Moment)> =
        in_order(runs).into_iter().filter_map(|run| Some((run, begin(run)?))).collect();
    let [(_, first), .., (newest, last)] = runs[..] else { return };
    let whole = (last.millis() - first.millis()).max(1);
    let left = |at: Moment| ["left:", &per_cent((at.millis() - first.millis()) * 10_000 / whole)].concat();
    let failing = flow.failing_since.as_deref().and_then(Moment::parse).map(|since| since.in_zone(zone));
    // What fails may be one update of several: then others may succeed meanwhile.
    let is_good_after = |since: &Moment| {
        runs.iter().any(|(run, start)| run.outcome == Outcome::Ok && start.millis() >= since.millis())
    };
    let failing = failing.filter(|since| !is_good_after(since));
    let chosen = ui.state.run.or(flow.leading_run).unwrap_or(newest.id);
    let nouns = knowledge::flow(&flow.flow).map_or(("run", "runs"), |flow| flow.run);
    let undrawn = u64::from(report.run_count).saturating_sub(report.runs.len() as u64);
    let left_out =
        if undrawn > 0 { [", ", &number(undrawn), " more are not drawn"].concat() } else { String::new() };
    let head = |ui: &mut Ui| {
        title_with(ui, "runs", |ui| {
            ui.text("Runs");
            let from = if first.day() == last.day() { "" } else { &[&first.short_day(), " to "].concat() };
            let span = [", ", from, &last.day(), &left_out].concat();
            ui.says("span.note", &[&count(runs.len() as u64, nouns.0, nouns.1), &span]);
        });
        legend(ui, flow);
    };
    panel(ui, "runs", head, |ui| {
        ui.el("div.strip", |ui| {
            ui.el("div.strip-picture", |ui| {
                ui.set("role", "listbox");
                ui.set("aria-label", nouns.1);
                ui.set("tabindex", "0");
                ui.set("aria-activedescendant", &option_id(chosen));
                keys(ui, runs.iter().map(|(run, _)| run.id).collect(), chosen);
                if let Some(since) = failing {
                    failing_from(ui, &left(since), since, (since.millis() - first.millis()) * 3 > whole * 2);
                }
                runs.iter().for_each(|(run, start)| bar(ui, run, &left(*start), *start, run.id == chosen));
            });
            ui.el("div.axis", |ui| {
                ui.set("aria-hidden", "true");
                for (at, words) in ticks(first, last) {
                    ui.el("span", |ui| {
                        ui.set("style", &left(at));
                        ui.text(&words);
                    });
                }
            });
        });
    });
}

/// How many ended in which way.
pub(crate) fn legend(ui: &mut Ui, flow: &FlowRow) {
    let counts = flow.counts;
    let all = [
        (Outcome::Ok, counts.ok),
        (Outcome::Failed, counts.failed),
        (Outcome::Cancelled, counts.cancelled),
        (Outcome::Skipped, counts.skipped),
        (Outcome::Incomplete, counts.incomplete),
    ];
    ui.el("span.legend", |ui| {
        for (outcome, count) in all.into_iter().filter(|(_, count)| *count > 0) {
            let sign = Mark::of_outcome(outcome);
            ui.el("strong", |ui| {
                ui.set("class", sign.class());
                mark(ui, sign);
                ui.texts(&[outcome.word(), " ", &number(count.into())]);
            });
        }
        let table = Route::Runs(ui.state.of());
        if ui.state.route != table {
            link(ui, &[&table.href()], "As a table");
        }
    });
}

fn option_id(id: u32) -> String {
    ["run-", &id.to_string()].concat()
}

/// A place in ten-thousandths, as CSS wants it.
pub(super) fn per_cent(place: i64) -> String {
    ["calc(", &place.to_string(), "% / 100)"].concat()
}

/// Arrows go from run to run, Enter opens the one they stand on.
fn keys(ui: &mut Ui, ids: Vec<u32>, chosen: u32) {
    let of = ui.state.of();
    ui.on_key(move |key| {
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
    });
}

fn bar(ui: &mut Ui, run: &Run, left: &str, start: Moment, chosen: bool) {
    let code = run.code.as_ref().map_or_else(String::new, |code| [", ", code].concat());
    let name = [run.outcome.word(), ", ", &start.short(), &code].concat();
    ui.el("span", |ui| {
        ui.set("id", &option_id(run.id));
        ui.set("role", "option");
        ui.truth("aria-selected", chosen);
        ui.set("aria-label", &name);
        ui.set("title", &name);
        ui.class(&["run", Mark::of_outcome(run.outcome).class(), if chosen { "chosen" } else { "" }]);
        ui.set("style", left);
        ui.on_click(Action::Go(Route::Run(ui.state.of(), run.id)));
    });
}

/// The part of the axis in which every run fails.
fn failing_from(ui: &mut Ui, left: &str, since: Moment, late: bool) {
    ui.el(if late { "div.failing late" } else { "div.failing" }, |ui| {
        ui.set("aria-hidden", "true");
        ui.set("style", left);
        ui.says("span", &["Every one fails since ", &since.short()]);
    });
}

/// At most eight places on the axis: days, or hours where it is short.
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
    fn the_axis_names_days_but_not_too_many() {
        let week = words("2026-11-02T05:02:00Z", "2026-11-12T08:13:00Z");
        assert_eq!(week, ["Tue 3 Nov", "Thu 5 Nov", "Sat 7 Nov", "Mon 9 Nov", "Wed 11 Nov"]);
        assert!(words("2020-01-01T00:00:00Z", "2026-11-12T08:13:00Z").len() <= 8);
    }

    #[test]
    fn a_short_axis_names_its_ends() {
        assert_eq!(
            words("2026-11-12T05:02:00Z", "2026-11-12T08:13:00Z"),
            ["Thu 12 Nov 05:02", "Thu 12 Nov 08:13"]
        );
    }
}
