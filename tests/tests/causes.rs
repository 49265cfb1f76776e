//! Each cause is found in the samples it must be found in, and not in those it must not.
//!
//! A sample's line is `Log: message`, or `Log +12s: message` for one that comes this long after the line before;
//! `Log#2` is another thread of the same log. A finding that is information counts only where it must be found.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::collections::BTreeMap;
use std::fmt::Write;

use tests::{Way, analyze, read_scenario};

#[test]
fn causes_are_found_where_they_must_be_and_nowhere_else() {
    let mut wrong = String::new();
    for sample in knowledge::cause_samples() {
        let report = analyze(&read_scenario(&scenario_of(sample.lines)), Way::default());
        // A past problem is information, not an error; a result from an excerpt is marked as a guess. Both may be
        // reported even if the cause must not be found.
        let counts = |finding: &&report::Finding| {
            let is_claimed =
                finding.severity != report::Severity::Info && finding.strength != report::Strength::Possible;
            sample.fires || is_claimed
        };
        let found: Vec<&str> = report
            .findings
            .iter()
            .filter(counts)
            .flat_map(|finding| {
                finding.cause.iter().chain(finding.other_causes.iter().map(|other| &other.cause))
            })
            .map(String::as_str)
            .collect();
        if found.contains(&sample.cause) != sample.fires {
            let verb = if sample.fires { "is not found" } else { "is found" };
            let _ = writeln!(
                wrong,
                "{} {verb} in:\n{}found: {found:?}\n{}\n",
                sample.cause,
                sample.lines,
                tests::text_of(&report)
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The sample in the notation of scenarios.
fn scenario_of(lines: &str) -> String {
    let mut logs: BTreeMap<&str, String> = BTreeMap::new();
    let mut ms: u64 = 9 * 3_600_000;
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let Some((head, message)) = line.split_once(": ") else { panic!("no log: {line}") };
        let (log, after) = head.split_once(" +").unwrap_or((head, "0s"));
        let (number, unit) = after.split_at(after.len() - 1);
        let unit = match unit {
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => panic!("no such unit: {line}"),
        };
        ms += number.parse::<u64>().unwrap() * unit + 10;
        let (log, thread) = log.split_once('#').unwrap_or((log, "1"));
        let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms % 60_000);
        let time = format!(
            "2026-11-{:02} {:02}:{minutes:02}:{:02}.{:03}",
            12 + hours / 24,
            hours % 24,
            seconds / 1000,
            seconds % 1000
        );
        let entry = match log {
            "WindowsUpdate" => format!("{time}0000 1020 67{thread} Agent {message}\n"),
            _ if is_plain(log) => format!("{message}\n"),
            _ => format!("{time} 47{thread} {message}\n"),
        };
        logs.entry(log).or_default().push_str(&entry);
    }
    let file = |(log, entries): (&str, String)| {
        let kind = match log {
            "WindowsUpdate" => " windows-update",
            _ if is_plain(log) => " raw",
            _ => "",
        };
        format!("--- {log}.log{kind}\n{entries}")
    };
    logs.into_iter().map(file).collect()
}

/// Whether a log is read as lines of text: its format is not supported by the reader.
fn is_plain(log: &str) -> bool {
    knowledge::log(log).is_some_and(|log| !matches!(log.format, "cmtrace" | "windows-update"))
}
