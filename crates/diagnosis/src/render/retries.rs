//! Retries of failed scans, and changes of the software update point.
//!
//! A Configuration Manager client repeats a failed scan after 30 minutes. After four attempts that failed with certain
//! codes (`failover.toml` of the knowledge base) it changes to the next software update point of its list.

use knowledge::{Flow, spell};
use report::{Outcome, Statement};

use crate::judge::analysis::Analysis;
use crate::judge::judged_run::JudgedRun;
use crate::render::report_rows::{evidence, moment};
use crate::render::sentences;
use crate::runs::timed_sightings::TimedSighting;
use crate::sort;

/// The number of failed attempts after which a client changes its software update point.
const ATTEMPTS: usize = 4;

/// The time between two attempts in milliseconds, if no line names it.
const USUAL_PAUSE: i64 = 30 * 60_000;

/// How much later than planned an attempt can begin, in milliseconds.
const LATE: i64 = 15 * 60_000;

/// The maximum number of attempts that a sentence names.
const MOST_NAMED: usize = 6;

/// The line that schedules the next attempt, and the line that names a server of the list.
const SCHEDULED: &str = "job.retry";
const LISTED: &str = "location.server";

/// The logs that name the server that is used; other logs name those that can be used.
const LOGS_OF_USE: [&str; 2] = ["ScanAgent", "WUAHandler"];

/// What the runs of a flow show about retries and about changes of the software update point. Only Configuration
/// Manager's own runs against an update service retry in this way.
pub(crate) fn retries(analysis: &Analysis, flow: &'static Flow) -> Vec<Statement> {
    if !flow.service {
        return Vec::new();
    }
    let runs = analysis.counting_of(flow.id).map(|at| &analysis.runs[at]);
    let runs = runs.filter(|judged| judged.run.is_own() && judged.outcome().finished());
    let mut attempts: Vec<Attempt<'_>> = runs.map(Attempt::of).collect();
    sort::by_key(&mut attempts, |attempt| attempt.end);
    let history = AttemptHistory { analysis, attempts: &attempts };
    let mut statements: Vec<Statement> = history.change().into_iter().collect();
    statements.extend(history.current_series());
    statements
}

/// One scan of a series.
struct Attempt<'a> {
    judged: &'a JudgedRun,
    start: i64,
    end: i64,
    /// The code with which it failed; `None` if it did not fail.
    code: Option<u32>,
    has_failed: bool,
    /// The last line that names its server.
    server: Option<&'a TimedSighting>,
    /// The line that schedules the next attempt.
    scheduled: Option<&'a TimedSighting>,
}

impl<'a> Attempt<'a> {
    fn of(judged: &'a JudgedRun) -> Self {
        let (start, end) = judged.run.span();
        let mut lines = judged.run.sightings.iter().rev();
        let has_failed = judged.outcome() == Outcome::Failed;
        let inner = judged.failure().and_then(|failure| failure.code);
        Self {
            judged,
            start,
            end,
            code: judged.code.or(inner).filter(|_| has_failed),
            has_failed,
            server: lines
                .clone()
                .find(|seen| seen.capture("wsus_url").is_some() && LOGS_OF_USE.contains(&seen.evidence.log)),
            scheduled: lines.find(|seen| seen.evidence.id == SCHEDULED),
        }
    }

    fn url(&self) -> Option<&'a str> {
        self.server.and_then(|seen| seen.capture("wsus_url")).map(|url| url.trim_end_matches('/'))
    }

    /// Whether two attempts used the same server; true if no line names one of the servers.
    fn is_same_server(&self, other: &Self) -> bool {
        self.url().zip(other.url()).is_none_or(|(one, other)| one.eq_ignore_ascii_case(other))
    }

    /// How many milliseconds after it the next attempt is planned.
    fn pause(&self) -> i64 {
        let seconds = self.scheduled.and_then(|seen| seen.capture("seconds")?.parse::<u32>().ok());
        seconds.map_or(USUAL_PAUSE, |seconds| i64::from(seconds) * 1000)
    }

    /// The line that proves its failure.
    fn proof(&self) -> Option<&'a TimedSighting> {
        self.judged.failure().map(|failure| &failure.proof)
    }

    /// A time of it in words.
    fn time(&self, ms: i64) -> String {
        let first = self.judged.run.sightings.first();
        first
            .and_then(|seen| moment(seen, ms))
            .map_or_else(|| "an unknown time".to_owned(), |time| sentences::time(&time))
    }
}

/// The finished scans of a client, in time order.
struct AttemptHistory<'a> {
    analysis: &'a Analysis,
    attempts: &'a [Attempt<'a>],
}

impl AttemptHistory<'_> {
    /// The last change of the software update point.
    fn change(&self) -> Option<Statement> {
        let is_change = |at: &usize| {
            let (before, after) = (&self.attempts[at - 1], &self.attempts[*at]);
            !before.is_same_server(after)
        };
        let at = (1..self.attempts.len()).rev().find(is_change)?;
        let (before, after) = (&self.attempts[at - 1], &self.attempts[at]);
        let failed = self.series_until(at - 1);
        let after_what = match failed.len() {
            0 => String::new(),
            1 => format!(", after a failed scan{}", codes_of(failed)),
            count => format!(", after {count} failed scans in a row{}", codes_of(failed)),
        };
        let (line, old, new) = (after.server?, before.url()?, after.url()?);
        let time = after.time(line.ms);
        let summary = format!(
            "The client changed its software update point from {old} to {new} at {time}{after_what}."
        );
        let lines = before.server.into_iter().chain([line]);
        Some(self.statement(summary, lines))
    }

    /// The failed attempts in a row that end with this one: against one server, each in the time after the one before.
    fn series_until(&self, last: usize) -> &[Attempt<'_>] {
        let mut first = last + 1;
        while first > 0 {
            let attempt = &self.attempts[first - 1];
            let is_next = |next: &Attempt<'_>| {
                next.is_same_server(attempt) && next.start - attempt.end <= attempt.pause() + LATE
            };
            let is_of_series = first > last || self.attempts.get(first).is_some_and(is_next);
            if !attempt.has_failed || !is_of_series {
                break;
            }
            first -= 1;
        }
        &self.attempts[first..=last]
    }

    /// The attempts that fail now, when the next one is planned, and whether the client will change its software update
    /// point.
    fn current_series(&self) -> Vec<Statement> {
        let Some(last) = self.attempts.len().checked_sub(1) else { return Vec::new() };
        let series = self.series_until(last);
        let Some(newest) = series.last() else { return Vec::new() };
        let Some(code) = newest.code else { return Vec::new() };
        let stays =
            series.iter().find_map(|attempt| attempt.code.filter(|&code| !knowledge::fails_over(code)));
        let has_rhythm = series.len() > 1 || newest.scheduled.is_some();
        let mut statements = vec![match (stays, has_rhythm) {
            (Some(code), _) => self.staying(series, code),
            (None, true) => self.counted(series),
            (None, false) => self.possible(newest, code),
        }];
        statements.extend(self.next_attempt(series, stays.is_none()));
        if stays.is_none() {
            statements.extend(self.list());
        }
        statements
    }

    /// Attempts with a code that never causes a change.
    fn staying(&self, series: &[Attempt<'_>], code: u32) -> Statement {
        let server = series.iter().rev().find_map(Attempt::url).unwrap_or("its software update point");
        let attempts = match series.len() {
            1 => "The last scan failed".to_owned(),
            count => format!("{count} scans in a row failed"),
        };
        let summary = format!(
            "{attempts}, but {} does not make a client change its software update point: it keeps {server}.",
            spell(code)
        );
        self.statement(summary, series.iter().rev().take(1).filter_map(Attempt::proof))
    }

    /// A failure with a code that can cause a change; no line shows other attempts.
    fn possible(&self, newest: &Attempt<'_>, code: u32) -> Statement {
        let summary = format!(
            "With {}, a client changes its software update point after four failed attempts, 30 minutes apart. These \
             logs show one attempt.",
            spell(code)
        );
        self.statement(summary, newest.proof().into_iter())
    }

    /// Attempts with codes that cause a change, counted.
    fn counted(&self, series: &[Attempt<'_>]) -> Statement {
        let named = &series[series.len().saturating_sub(MOST_NAMED)..];
        let times: Vec<String> = named.iter().map(|attempt| attempt.time(attempt.start)).collect();
        let server = series.iter().rev().find_map(Attempt::url);
        let server = server.map_or_else(String::new, |url| format!(" against {url}"));
        let codes = codes_of(series);
        let (count, times) = (series.len(), times.join(", "));
        let summary = if count < ATTEMPTS {
            format!(
                "Attempt {count} of {ATTEMPTS}{server} failed{codes}; attempts began at {times}. After the fourth, the \
                 client changes its software update point."
            )
        } else {
            format!(
                "{count} attempts in a row{server} failed{codes}; the last ones began at {times}. Four are enough for a \
                 change of the software update point, but no line shows one."
            )
        };
        self.statement(summary, named.iter().filter_map(Attempt::proof))
    }

    /// When the next attempt is planned, and when the client would change its software update point.
    fn next_attempt(&self, series: &[Attempt<'_>], can_change: bool) -> Option<Statement> {
        let newest = series.last()?;
        let line = newest.scheduled?;
        let next = line.ms + newest.pause();
        let minutes = newest.pause() / 60_000;
        let mut summary =
            format!("The next attempt is scheduled for {}, after {minutes} minutes.", newest.time(next));
        let missing = ATTEMPTS.saturating_sub(series.len());
        if can_change && missing > 0 {
            let change = next + (missing as i64 - 1) * newest.pause();
            summary += &format!(
                " If every attempt fails, the change of the software update point follows at about {}.",
                newest.time(change)
            );
        }
        Some(self.statement(summary, [line].into_iter()))
    }

    /// The servers that the client can choose from, as the last list names them.
    fn list(&self) -> Option<Statement> {
        let is_listed = |seen: &&TimedSighting| seen.evidence.id == LISTED;
        let newest = self.analysis.sightings.iter().rfind(is_listed)?;
        let of_list = |seen: &&TimedSighting| is_listed(seen) && (newest.ms - seen.ms).abs() < 1000;
        let lines: Vec<&TimedSighting> = self.analysis.sightings.iter().filter(of_list).collect();
        let mut servers: Vec<&str> = Vec::new();
        for url in lines.iter().filter_map(|seen| seen.capture("wsus_url")) {
            if !servers.contains(&url) {
                servers.push(url);
            }
        }
        let summary = match servers[..] {
            [] => return None,
            [only] => {
                format!("The last list has one software update point, {only}: the client has no other.")
            }
            _ => {
                format!("The last list has {} software update points: {}.", servers.len(), servers.join(", "))
            }
        };
        Some(self.statement(summary, lines.into_iter().take(MOST_NAMED)))
    }

    fn statement<'s>(&self, summary: String, lines: impl Iterator<Item = &'s TimedSighting>) -> Statement {
        Statement { summary, evidence: lines.map(|seen| evidence(seen, &self.analysis.logs)).collect() }
    }
}

/// The codes of attempts, each once, to follow a verb: " with 0x80072EFD".
fn codes_of(attempts: &[Attempt<'_>]) -> String {
    let mut codes: Vec<String> = Vec::new();
    for code in attempts.iter().filter_map(|attempt| attempt.code).map(spell) {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() { String::new() } else { format!(" with {}", codes.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{compare, read};

    /// What these logs show about retries.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let analysis = Analysis::of(&read(text));
        let flow = knowledge::flow("client-scan").expect("a flow");
        let found: Vec<String> = retries(&analysis, flow).into_iter().map(|retry| retry.summary).collect();
        compare(text, &found, expected);
    }

    /// A scan that fails with a code, in WUAHandler.log.
    fn failed(hour: u32, minute: u32, code: &str) -> String {
        format!(
            "{hour:02}:{minute:02}:40 3388 Existing WUA Managed server was already set (http://SUP1.CONTOSO.COM:8530), \
             skipping Group Policy registration.\n\
             {hour:02}:{minute:02}:43 3388 Async searching of updates using WUAgent started.\n\
             {hour:02}:{minute:02}:46 3388 Scan failed with error = {code}.\n"
        )
    }

    fn scans(times: &[(u32, u32)], code: &str) -> String {
        let scans: Vec<String> = times.iter().map(|&(hour, minute)| failed(hour, minute, code)).collect();
        format!("--- WUAHandler.log\n{}", scans.concat())
    }

    #[test]
    fn attempts_in_the_rhythm_are_counted() {
        check(
            &scans(&[(9, 0), (9, 30), (10, 0)], "0x80244022"),
            "
            Attempt 3 of 4 against http://SUP1.CONTOSO.COM:8530 failed with 0x80244022; attempts began at 2026-11-12 08:00 UTC, 2026-11-12 08:30 UTC, 2026-11-12 09:00 UTC. After the fourth, the client changes its software update point.
            ",
        );
    }

    #[test]
    fn scans_hours_apart_are_no_retries() {
        check(
            &scans(&[(9, 0), (15, 0)], "0x80244022"),
            "
            With 0x80244022, a client changes its software update point after four failed attempts, 30 minutes apart. These logs show one attempt.
            ",
        );
    }

    #[test]
    fn a_code_that_is_no_reason_to_change_keeps_the_server() {
        check(
            &scans(&[(9, 0), (9, 30)], "0x80072ee2"),
            "
            2 scans in a row failed, but 0x80072EE2 does not make a client change its software update point: it keeps http://SUP1.CONTOSO.COM:8530.
            ",
        );
    }

    #[test]
    fn a_good_scan_ends_the_series() {
        let good = "10:00:43 3388 Async searching of updates using WUAgent started.\n\
                    10:00:46 3388 Successfully completed scan.\n";
        check(&(scans(&[(9, 0), (9, 30)], "0x80244022") + good), "");
    }

    #[test]
    fn a_change_names_both_servers() {
        let other = failed(10, 0, "0x80244022").replace("SUP1", "SUP2");
        check(
            &(scans(&[(9, 0), (9, 30)], "0x80244022") + &other),
            "
            The client changed its software update point from http://SUP1.CONTOSO.COM:8530 to http://SUP2.CONTOSO.COM:8530 at 2026-11-12 09:00 UTC, after 2 failed scans in a row with 0x80244022.
            With 0x80244022, a client changes its software update point after four failed attempts, 30 minutes apart. These logs show one attempt.
            ",
        );
    }

    #[test]
    fn four_attempts_are_enough() {
        check(
            &scans(&[(9, 0), (9, 30), (10, 0), (10, 30)], "0x80244022"),
            "
            4 attempts in a row against http://SUP1.CONTOSO.COM:8530 failed with 0x80244022; the last ones began at 2026-11-12 08:00 UTC, 2026-11-12 08:30 UTC, 2026-11-12 09:00 UTC, 2026-11-12 09:30 UTC. Four are enough for a change of the software update point, but no line shows one.
            ",
        );
    }
}
