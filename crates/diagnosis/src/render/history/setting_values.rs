//! The settings that logs name now and then, in effect during a good run and during a bad run: the version of the agent,
//! its proxy.

use knowledge::{Compared, Setting};
use report::Change;

use crate::judge::analysis::Analysis;
use crate::render::history::value_change::{ValueChange, is_same_value};
use crate::render::settings::{SourceSetting, TimedValue, logged_settings};
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The setting that names the machine.
const MACHINE: &str = "computer";

/// The settings in effect during both runs, except those that `compared` names.
pub(crate) fn setting_values(
    analysis: &Analysis,
    good: usize,
    bad: usize,
    compared: &[&str],
) -> Vec<ValueChange> {
    let span = |at: usize| analysis.runs[at].run.span();
    let first = |at: usize| analysis.runs[at].run.sightings.first();
    let Some((good_line, bad_line)) = first(good).zip(first(bad)) else { return Vec::new() };
    if !good_line.has_time || !bad_line.has_time {
        return Vec::new();
    }
    let window = SettingWindow { good_end: span(good).1, bad: span(bad), lines: [good_line, bad_line] };
    let sources = logged_settings(&analysis.logs);
    let is_compared = |setting: &&Setting| {
        setting.compared != Compared::Hidden && setting.id != MACHINE && !compared.contains(&setting.id)
    };
    let of_setting = |setting: &'static Setting| {
        let own = sources.iter().filter(|source| source.setting == setting.id && !source.is_export);
        let mut found: Vec<ValueChange> =
            own.filter_map(|source| window.compare(setting, source, analysis)).collect();
        sort::by_key(&mut found, |change| matches!(change, ValueChange::Unchanged(_)));
        found.into_iter().next()
    };
    knowledge::settings().iter().filter(is_compared).filter_map(of_setting).collect()
}

/// The times of two runs.
struct SettingWindow<'a> {
    good_end: i64,
    bad: (i64, i64),
    /// A line of each run.
    lines: [&'a TimedSighting; 2],
}

impl SettingWindow<'_> {
    /// Compares what one source reports; `None` if it does not show the value during both runs.
    ///
    /// Of each value, only the last stretch of lines is known. Nothing is hidden between the newest value and the one
    /// before it, so only these two are compared.
    fn compare(
        &self,
        setting: &Setting,
        source: &SourceSetting<'_>,
        analysis: &Analysis,
    ) -> Option<ValueChange> {
        let stretches = stretches(source);
        let (newest, since) = *stretches.last()?;
        let is_comparable =
            |line: &TimedSighting| (newest.is_utc && line.is_ms_utc) || line.log as usize == source.file.log;
        if !self.lines.iter().all(|line| is_comparable(line)) {
            return None;
        }
        if since <= self.good_end {
            let is_still = newest.ms >= Some(self.bad.0);
            return is_still.then(|| ValueChange::Unchanged(setting.title.to_owned()));
        }
        let (before, _) = *stretches.iter().rev().nth(1).filter(|_| since <= self.bad.1)?;
        let first = source.line(newest, &newest.logged.since, &analysis.logs);
        let time = if newest.is_utc { logfile::rfc3339_utc(since) } else { logfile::rfc3339_local(since) };
        Some(ValueChange::Changed(Change {
            name: setting.title.to_owned(),
            before: before.logged.value.to_string(),
            after: newest.logged.value.to_string(),
            time: Some(time),
            evidence: vec![source.line(before, &before.logged.quote, &analysis.logs), first],
        }))
    }
}

/// The last stretch of each value, oldest first, with its first moment. Files of one log can continue a stretch.
fn stretches<'s>(source: &'s SourceSetting<'_>) -> Vec<(&'s TimedValue<'s>, i64)> {
    let timed = source.values.iter().filter_map(|value| Some((value, value.since?)));
    let mut timed: Vec<(&TimedValue<'_>, i64)> = timed.collect();
    sort::by_key(&mut timed, |(value, since)| (*since, value.part));
    let mut joined: Vec<(&TimedValue<'_>, i64)> = Vec::new();
    for (value, since) in timed {
        match joined.last_mut() {
            Some((last, _)) if is_same_value(&last.logged.value, &value.logged.value) => *last = value,
            _ => joined.push((value, since)),
        }
    }
    joined
}
