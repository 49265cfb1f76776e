//! The exit statuses, what goes to which stream, and the names of the JSON's fields: scripts stand on them.
#![allow(clippy::unwrap_used)] // A test ends where something is amiss.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn wuscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wuscope")).args(arguments).output().unwrap()
}

/// The folder of the sample that fails.
fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/sample").to_str().unwrap().to_owned()
}

/// Status, and what was said on the other stream.
fn ends(arguments: &[&str]) -> (i32, String) {
    let output = wuscope(arguments);
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&wuscope(arguments).stdout).unwrap()
}

/// Holds that an object has these fields.
fn has(value: &Value, fields: &str) {
    for field in fields.split(", ") {
        assert!(value.get(field).is_some(), "{field} in {value}");
    }
}

#[test]
fn the_status_tells_what_came_of_it() {
    assert_eq!(ends(&["analyze", &sample()]).0, 0);
    assert_eq!(ends(&["analyze", "--fail-on", "error", &sample()]).0, 1);
    assert_eq!(ends(&["code", "0x8024401b"]).0, 0);
}

#[test]
fn bad_usage_is_told_in_a_sentence() {
    for (arguments, sentence) in [
        (&["analyse", "x"][..], "There is no command analyse"),
        (&["analyze"], "analyze wants the files or folders to read"),
        (&["analyze", "--format", "xml", "x"], "--format is text or json, not xml"),
        (&["code", "0x8024401"], "a code has eight"),
    ] {
        let (status, said) = ends(arguments);
        assert!(status == 2 && said.contains(sentence), "{status}: {said}");
    }
}

#[test]
fn where_nothing_can_be_read_nothing_is_concluded() {
    let empty = std::env::temp_dir().join(format!("wuscope-empty-{}", std::process::id()));
    std::fs::create_dir_all(&empty).unwrap();
    for (place, sentence) in
        [("no-such-file.log", "cannot be read"), (empty.to_str().unwrap(), "no file to read")]
    {
        let output = wuscope(&["analyze", place]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(3) && said.contains(sentence), "{said}");
        assert!(output.stdout.is_empty());
    }
    std::fs::remove_dir(&empty).unwrap();
}

#[test]
fn the_fields_of_a_report_stay() {
    let report = json(&["analyze", "--format", "json", &sample()]);
    has(&report, "version, logs, flows, runs, findings, codes, missing");
    has(&report["logs"][0], "name, kind, encoding, entries, unread, first, last");
    has(&report["flows"][0], "flow, verdict, sentence, leading_run, steps");
    let run = report["runs"].as_array().unwrap().last().unwrap();
    has(run, "flow, caller, service, server, outcome, code, start, end, steps");
    assert_eq!((&run["outcome"], &run["code"]), (&"failed".into(), &"0x8024401B".into()));
    let step = &run["steps"][1];
    has(step, "step, verdict, evidence");
    has(&step["evidence"][0], "log, line, bytes, time, utc, text");
    let finding = &report["findings"][0];
    has(finding, "id, level, step, code, cause, count, first, last, log, line, text");
    assert_eq!((&finding["level"], &finding["step"]), (&"error".into(), &"3".into()));
    has(&report["codes"][0], "code, symbol, count, decisive, benign");
}

#[test]
fn the_fields_of_a_code_stay() {
    for spelling in ["0x8024401b", "-2145107941", "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ", "HTTP 407"] {
        let code = json(&["code", "--format", "json", spelling]);
        has(&code, "code, symbols, message, family, benign, causes");
        assert_eq!(code["code"], "0x8024401B", "{spelling}");
        has(&code["causes"][0], "id, title, check, fix, verify, references");
    }
}
