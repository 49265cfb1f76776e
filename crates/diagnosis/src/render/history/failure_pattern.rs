//! How the failed runs of a flow are distributed over hours and weekdays.

use knowledge::Flow;
use report::{FailurePattern, Outcome};

use crate::judge::analysis::Analysis;
use crate::judge::judged_run::JudgedRun;
use crate::logs::file_tally::HOUR;
use crate::logs::given_log::GivenLog;
use crate::logs::log_clock::LogClock;

/// The minimum number of failed runs, and of successful runs at other times.
const FEWEST_RUNS: usize = 8;

/// The minimum number of days, or of weeks, on which runs failed.
const FEWEST_DAYS: usize = 3;

/// The maximum number of adjacent hours of a pattern.
const MOST_HOURS: usize = 6;

/// The maximum number of adjacent weekdays of a pattern.
const MOST_WEEKDAYS: usize = 2;

const WEEKDAYS: [&str; 7] =
    ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/// A finished run in the machine's local time.
#[derive(Clone, Copy, Debug)]
struct FinishedRun {
    /// Days since 1970.
    day: i64,
    /// The hour of the day.
    hour: usize,
    is_failed: bool,
}

impl FinishedRun {
    /// A run at a local time in milliseconds since 1970.
    fn at(local: i64, is_failed: bool) -> Self {
        let hour = local.div_euclid(HOUR);
        Self { day: hour.div_euclid(24), hour: hour.rem_euclid(24) as usize, is_failed }
    }

    /// The day of the week, 0 for Monday: 1970 began on a Thursday.
    fn weekday(&self) -> usize {
        (self.day + 3).rem_euclid(7) as usize
    }

    /// The number of its week, which begins on Monday.
    fn week(&self) -> i64 {
        (self.day + 3).div_euclid(7)
    }
}

/// When the runs of a flow fail; `None` if there are too few, or if they fail at any time.
pub(crate) fn failure_pattern(analysis: &Analysis, flow: &'static Flow) -> Option<FailurePattern> {
    let judged = analysis.counting_of(flow.id).map(|at| &analysis.runs[at]);
    let runs: Vec<FinishedRun> = judged.filter_map(|judged| finished(judged, &analysis.logs)).collect();
    pattern_of(&runs, flow.run.1)
}

/// A finished run with a time.
fn finished(judged: &JudgedRun, logs: &[GivenLog]) -> Option<FinishedRun> {
    let first = judged.run.sightings.first().filter(|seen| seen.has_time && judged.outcome().finished())?;
    let written = first.sighting().quote.time();
    let clock = logs.get(first.log as usize).map(|log| &log.clock);
    let local = match (clock, written) {
        (Some(LogClock::Utc), _) | (_, None) => first.ms - i64::from(bias_of(logs)) * 60_000,
        (_, Some(written)) => written.local,
    };
    Some(FinishedRun::at(local, judged.outcome() == Outcome::Failed))
}

/// The minutes that local times of the machine are behind UTC, if a log shows them, else 0.
fn bias_of(logs: &[GivenLog]) -> i16 {
    let of_log = |log: &GivenLog| match log.clock {
        LogClock::Own(bias) => bias,
        LogClock::Machine(bias) => Some(bias),
        _ => None,
    };
    logs.iter().find_map(of_log).unwrap_or(0)
}

fn pattern_of(runs: &[FinishedRun], many: &str) -> Option<FailurePattern> {
    let failed = || runs.iter().filter(|run| run.is_failed);
    if failed().count() < FEWEST_RUNS {
        return None;
    }
    let summary = by_hour(runs, many).or_else(|| by_weekday(runs, many))?;
    let count = |slots: usize, slot: fn(&FinishedRun) -> usize, only_failed: bool| {
        let mut counts = vec![0; slots];
        for run in runs.iter().filter(|run| run.is_failed || !only_failed) {
            counts[slot(run) % slots] += 1;
        }
        counts
    };
    let hour = |run: &FinishedRun| run.hour;
    Some(FailurePattern {
        runs_by_hour: count(24, hour, false),
        failed_by_hour: count(24, hour, true),
        runs_by_weekday: count(7, FinishedRun::weekday, false),
        failed_by_weekday: count(7, FinishedRun::weekday, true),
        summary,
    })
}

/// "All 14 failed scans were between 02:00 and 04:00; all 40 scans at other times succeeded."
fn by_hour(runs: &[FinishedRun], many: &str) -> Option<String> {
    let mut days: Vec<i64> = runs.iter().filter(|run| run.is_failed).map(|run| run.day).collect();
    days.dedup();
    if days.len() < FEWEST_DAYS {
        return None;
    }
    let (first, length, others) = window_of(runs, |run| run.hour, 24, MOST_HOURS)?;
    let failed = runs.iter().filter(|run| run.is_failed).count();
    let end = (first + length) % 24;
    Some(format!(
        "All {failed} failed {many} were between {first:02}:00 and {end:02}:00; all {others} {many} at other times \
         succeeded."
    ))
}

/// "All 9 failed scans were on Mondays; all 40 scans on other days succeeded."
fn by_weekday(runs: &[FinishedRun], many: &str) -> Option<String> {
    let mut weeks: Vec<i64> = runs.iter().filter(|run| run.is_failed).map(FinishedRun::week).collect();
    weeks.dedup();
    if weeks.len() < FEWEST_DAYS {
        return None;
    }
    let (first, length, others) = window_of(runs, FinishedRun::weekday, 7, MOST_WEEKDAYS)?;
    let failed = runs.iter().filter(|run| run.is_failed).count();
    let days: Vec<&str> = (first..first + length).filter_map(|day| WEEKDAYS.get(day % 7).copied()).collect();
    let days = days.join(" and ");
    Some(format!("All {failed} failed {many} were on {days}; all {others} {many} on other days succeeded."))
}

/// The shortest window of adjacent slots that contains all failed runs: its first slot, its length, and the number of
/// runs outside of it between the first and the last failure. `None` if it is too long, or if too few runs are outside.
fn window_of(
    runs: &[FinishedRun],
    slot: impl Fn(&FinishedRun) -> usize,
    slots: usize,
    longest: usize,
) -> Option<(usize, usize, usize)> {
    let is_in = |run: &FinishedRun, first: usize, length: usize| (slot(run) + slots - first) % slots < length;
    let failed = || runs.iter().filter(|run| run.is_failed);
    let windows = (1..=longest).flat_map(|length| (0..slots).map(move |first| (first, length)));
    let (first, length) =
        windows.into_iter().find(|&(first, length)| failed().all(|run| is_in(run, first, length)))?;
    // Before it failed for the first time, and after the last time, success at other times is no contrast.
    let from = runs.iter().position(|run| run.is_failed)?;
    let to = runs.iter().rposition(|run| run.is_failed)?;
    let outside = |run: &&FinishedRun| !is_in(run, first, length);
    let others = runs.get(from..=to)?.iter().filter(outside).count();
    (others >= FEWEST_RUNS).then_some((first, length, others))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pattern of runs on these days, as hours per day; `!` marks a failed one.
    #[track_caller]
    fn check(days: &[&str], expected: Option<&str>) {
        let mut runs = Vec::new();
        for (day, hours) in days.iter().enumerate() {
            for hour in hours.split(' ').filter(|hour| !hour.is_empty()) {
                let number: i64 = hour.trim_end_matches('!').parse().unwrap();
                // 5 January 1970 was a Monday.
                let local = ((day as i64 + 4) * 24 + number) * HOUR;
                runs.push(FinishedRun::at(local, hour.ends_with('!')));
            }
        }
        let pattern = pattern_of(&runs, "scans");
        assert_eq!(pattern.map(|pattern| pattern.summary).as_deref(), expected, "{days:?}");
    }

    #[test]
    fn failures_at_night_are_a_pattern() {
        let night = "2! 3! 9 12 15 18";
        check(
            &[night; 4],
            Some("All 8 failed scans were between 02:00 and 04:00; all 12 scans at other times succeeded."),
        );
    }

    #[test]
    fn a_window_can_cross_midnight() {
        check(
            &["0! 8 12 16 23!"; 4],
            Some("All 8 failed scans were between 23:00 and 01:00; all 12 scans at other times succeeded."),
        );
    }

    #[test]
    fn seven_failures_are_too_few() {
        check(&["2! 3! 9 12 15", "2! 3! 9 12 15", "2! 3! 9 12 15", "2! 9 12"], None);
    }

    #[test]
    fn failures_in_one_night_are_no_pattern() {
        check(&["9 12 15", "1! 2! 2! 2! 3! 3! 3! 3!", "9 12 15 18 20"], None);
    }

    #[test]
    fn success_that_only_precedes_the_failures_is_no_contrast() {
        check(&["8 9 10 11 12 13 14 15 16", "2! 3! 4!", "2! 3! 4!", "2! 3! 4!"], None);
    }

    #[test]
    fn failures_at_any_hour_are_no_pattern() {
        check(&["1! 5 9! 13 17! 21"; 6], None);
    }

    #[test]
    fn failures_on_one_weekday_are_a_pattern() {
        let week = ["1! 8! 15!", "8", "8", "8", "8", "", ""];
        check(
            &[week, week, week].concat(),
            Some("All 9 failed scans were on Mondays; all 8 scans on other days succeeded."),
        );
    }

    #[test]
    fn two_adjacent_weekdays_are_a_pattern() {
        let week = ["8", "8", "8", "8", "8", "1! 15!", "1! 8!"];
        check(
            &[week, week, week].concat(),
            Some("All 12 failed scans were on Saturdays and Sundays; all 10 scans on other days succeeded."),
        );
    }

    #[test]
    fn the_counts_are_per_hour_and_weekday() {
        let runs: Vec<FinishedRun> = (0..4)
            .flat_map(|day| [2, 3, 9, 12, 15].map(|hour| ((day * 24 + hour) * HOUR, hour < 4)))
            .map(|(local, is_failed)| FinishedRun::at(local, is_failed))
            .collect();
        let pattern = pattern_of(&runs, "scans").unwrap();
        assert_eq!(
            (pattern.runs_by_hour[2], pattern.failed_by_hour[2], pattern.failed_by_hour[9]),
            (4, 4, 0)
        );
        assert_eq!(pattern.runs_by_weekday, [0, 0, 0, 5, 5, 5, 5]);
        assert_eq!(pattern.failed_by_weekday, [0, 0, 0, 2, 2, 2, 2]);
    }
}
