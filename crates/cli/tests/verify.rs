//! `verify` compares the lines that a saved report quotes with logs.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;
mod program;

use std::fs;
use std::path::Path;

use folder::folder;
use program::{ending, names, run, sample};

const HANDLER: &str = "WUAHandler.log";

/// A folder with a report of the sample, written with these options, and a copy of its logs.
fn saved(name: &str, options: &[&str]) -> (String, String) {
    let folder = folder(name, &[("report.json", b""), ("logs/none.txt", b"")]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (report, logs) = (path("report.json"), path("logs"));
    let analyze = [&["analyze", "--format", "json", "--force", "--output", &report], options, &[&sample("")]];
    assert_eq!(ending(&run(&analyze.concat(), b"")), (Some(0), String::new()));
    for name in names(Path::new(&sample(""))) {
        fs::copy(sample(&name), format!("{logs}/{name}")).unwrap();
    }
    (report, logs)
}

/// The exit status of `verify`, and what it prints.
fn verified(arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(&[&["verify"], arguments].concat(), b"");
    assert_eq!(output.stderr, b"", "{arguments:?}");
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

/// The number of lines in the first sentence, if it is about all lines.
fn all(text: &str) -> u32 {
    let number = text.strip_prefix("All ").and_then(|rest| rest.split(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[test]
fn all_lines_are_in_the_same_logs() {
    let (report, logs) = saved("verify/same", &[]);
    let (status, text) = verified(&[&report, &logs]);
    assert!(status == Some(0) && all(&text) > 20, "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    let (status, piped) = verified(&[&report, &logs, &sample("")]);
    assert_eq!((status, piped), (Some(0), text), "a copy changes nothing");
}

#[test]
fn the_names_of_a_masked_report_are_not_compared() {
    let (report, logs) = saved("verify/masked", &["--mask"]);
    let (status, text) = verified(&[&report, &logs]);
    assert!(status == Some(0) && all(&text) > 20, "{text}");
    assert!(text.contains("of them are not compared: the report has stand-ins for them."), "{text}");
}

#[test]
fn a_log_that_was_edited_is_noticed() {
    let (report, logs) = saved("verify/edited", &[]);
    let log = format!("{logs}/{HANDLER}");
    let edited = fs::read_to_string(&log).unwrap().replace("0x8024401b", "0x8024401c");
    fs::write(&log, edited).unwrap();
    let (status, text) = verified(&[&report, &logs]);
    assert_eq!(status, Some(1), "{text}");
    assert!(text.contains("lines that the report quotes are in these logs.\n\nChanged: "), "{text}");
    assert!(text.contains("  WUAHandler.log line ") && !text.contains("No log"), "{text}");
}

#[test]
fn a_report_that_was_edited_is_noticed() {
    let (report, logs) = saved("verify/report", &[]);
    let json = fs::read_to_string(&report).unwrap();
    fs::write(&report, json.replacen("Scan failed with error = 0x8024401b", "Scan was successful", 1))
        .unwrap();
    let (status, text) = verified(&[&report, &logs]);
    assert!(status == Some(1) && text.contains("\n    Scan was successful"), "{text}");
}

#[test]
fn lines_can_move_and_logs_can_be_missing() {
    let (report, logs) = saved("verify/moved", &[]);
    let log = format!("{logs}/{HANDLER}");
    let text = fs::read_to_string(&log).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&log, rest).unwrap();
    let (status, text) = verified(&[&report, &logs]);
    assert!(text.contains("Moved: ") && text.contains(", now WUAHandler.log line "), "{text}");
    assert!(status == Some(0) || text.contains("Changed: "), "{text}");
    fs::remove_file(&log).unwrap();
    let (status, text) = verified(&[&report, &logs]);
    assert!(status == Some(1) && text.contains("No log of this name is here\n  WUAHandler.log: "), "{text}");
}

#[test]
fn another_file_is_no_report() {
    let (report, logs) = saved("verify/other", &["--format", "html"]);
    let output = run(&["verify", &report, &logs], b"");
    let (status, message) = ending(&output);
    assert!(status == Some(3) && message.contains("report.json: It is not JSON: "), "{message}");
    let (status, message) = ending(&run(&["verify", "no-such-file", &logs], b""));
    assert!(status == Some(3) && message.contains("no-such-file: It cannot be read: "), "{message}");
    let (status, message) = ending(&run(&["verify", &report], b""));
    assert!(status == Some(2) && message.contains("`verify` needs a saved report in JSON"), "{message}");
}
