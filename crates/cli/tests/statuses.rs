//! The exit statuses, what goes to which stream, and the names of the JSON's fields: scripts depend on them.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn wuscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wuscope")).args(arguments).output().unwrap()
}

/// The same with something on standard input.
fn wuscope_of(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wuscope"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// The folder of the sample that fails.
fn sample() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public/sample").to_str().unwrap().to_owned()
}

/// The exit status and standard error.
fn ends(arguments: &[&str]) -> (i32, String) {
    let output = wuscope(arguments);
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&wuscope(arguments).stdout).unwrap()
}

/// Checks that an object has these fields.
fn has(value: &Value, fields: &str) {
    for field in fields.split(", ") {
        assert!(value.get(field).is_some(), "{field} in {value}");
    }
}

#[test]
fn the_exit_status_shows_the_result() {
    assert_eq!(ends(&["analyze", &sample()]).0, 0);
    assert_eq!(ends(&["analyze", "--fail-on", "error", &sample()]).0, 1);
    assert_eq!(ends(&["code", "0x8024401b"]).0, 0);
}

#[test]
fn a_code_is_read_in_every_spelling() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/spellings.tsv");
    let rows = std::fs::read_to_string(path).unwrap();
    for row in rows.lines().skip(1) {
        let (text, code) = row.split_once('\t').unwrap();
        let output = wuscope(&["code", "--format", "json", "--", text]);
        if code == "-" {
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{text}");
        } else {
            let read: Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(read["code"], code, "{text}");
        }
    }
}

#[test]
fn bad_usage_is_refused_with_a_message() {
    for (arguments, sentence) in [
        (&["analyse", "x"][..], "unknown command `analyse`; see `wuscope help`"),
        (&["analyze"], "`analyze` needs at least one path"),
        (&["analyze", "--format", "xml", "x"], "invalid value 'xml' for '--format <FORMAT>'"),
        (&["code"], "`code` needs at least one error code"),
        (&["code", "0x8024401"], "0x8024401 has seven digits; a code has eight."),
        (&["code", "0x8024401G"], "has the letter G"),
        (&["code", "proxy"], "use `wuscope search`"),
        (&["search"], "`search` needs at least one word"),
    ] {
        let (status, message) = ends(arguments);
        assert!(status == 2 && message.contains(sentence), "{status}: {message}");
    }
}

#[test]
fn without_readable_logs_there_is_no_report() {
    let empty = std::env::temp_dir().join(format!("wuscope-empty-{}", std::process::id()));
    std::fs::create_dir_all(&empty).unwrap();
    for (place, sentence) in
        [("no-such-file.log", "cannot be read"), (empty.to_str().unwrap(), "No file to read")]
    {
        let output = wuscope(&["analyze", place]);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(3) && message.contains(sentence), "{message}");
        assert!(output.stdout.is_empty());
    }
    std::fs::remove_dir(&empty).unwrap();
}

#[test]
fn the_fields_of_a_report_stay() {
    let report = json(&["analyze", "--format", "json", &sample()]);
    has(&report, "version, headline, logs, flows, runs, findings, codes, missing_logs, log_collections");
    has(&report["logs"][0], "name, kind, encoding, entries, unparsed, first_time, last_time");
    has(&report["flows"][0], "flow, verdict, summary, leading_run, steps");
    let run = report["runs"].as_array().unwrap().last().unwrap();
    has(run, "flow, caller, service, server, outcome, code, start, end, steps");
    assert_eq!((&run["outcome"], &run["code"]), (&"failed".into(), &"0x8024401B".into()));
    let step = &run["steps"][1];
    has(step, "step, verdict, evidence");
    has(&step["evidence"][0], "log, line, bytes, time, utc, text");
    let finding = &report["findings"][0];
    has(finding, "id, severity, step, code, cause, count, first_seen, last_seen, log, line, text");
    assert_eq!((&finding["severity"], &finding["step"]), (&"error".into(), &"3".into()));
    has(&report["codes"][0], "code, symbol, count, disposition, logs");
    has(
        &report["updates"][0],
        "id, revision, kb, title, class, state, superseded_by, code, inner_code, facts",
    );
    has(&report["updates"][0]["facts"][0], "event, code, evidence");
    assert_eq!(report["updates"][0]["state"], "installed");
}

#[test]
fn missing_logs_come_with_the_command_that_collects_them() {
    let log = sample() + "/WUAHandler.log";
    let report = json(&["analyze", "--format", "json", &log]);
    has(&report["missing_logs"][0], "log, folder, role, from, to, reason");
    has(&report["log_collections"][0], "role, elevated, files, command");
    let text = String::from_utf8(wuscope(&["analyze", &log]).stdout).unwrap();
    let (_, rest) = text.split_once("Missing logs\n").unwrap();
    let (_, block) = rest.split_once("  Collect the logs of the client (PowerShell").unwrap();
    for part in ["    $logs = @(\n", "    $since = [datetime]'2026-", "    Compress-Archive", "\n\n"] {
        assert!(block.contains(part), "{part:?} is not in {block}");
    }
}

#[test]
fn the_text_report_counts_updates() {
    let text = String::from_utf8(wuscope(&["analyze", &sample()]).stdout).unwrap();
    assert!(text.contains("Updates\n  4 total: 4 installed\n"), "{text}");
}

#[test]
fn the_fields_of_a_code_stay() {
    for spelling in ["0x8024401b", "-2145107941", "WU_E_PT_HTTP_STATUS_PROXY_AUTH_REQ", "HTTP 407"] {
        let code = json(&["code", "--format", "json", spelling]);
        has(&code, "code, symbols, summary, family, benign, causes");
        assert_eq!(code["code"], "0x8024401B", "{spelling}");
        has(&code["causes"][0], "id, title, check, fix, verify, references");
    }
}

#[test]
fn any_code_is_explained() {
    let code = json(&["code", "--format", "json", "0x8ABC0001"]);
    assert_eq!((&code["code"], &code["severity"]), (&"0x8ABC0001".into(), &"failure".into()));
    assert!(code["summary"].as_str().unwrap().starts_with("A failure"), "{code}");
    assert_eq!(ends(&["code", "0x8ABC0001"]).0, 0);
}

#[test]
fn several_codes_are_explained_one_after_the_other() {
    let text = String::from_utf8(wuscope(&["code", "0x80244022", "80072ee2"]).stdout).unwrap();
    assert!(text.starts_with("0x80244022  ") && text.contains("\n0x80072EE2  "), "{text}");
    let code = json(&["code", "--format", "json", "0x80244022", "80072ee2"]);
    assert_eq!(
        (&code["code"], &code["other_readings"][0]["code"]),
        (&"0x80244022".into(), &"0x80072EE2".into())
    );
}

#[test]
fn the_phase_of_windows_setup_is_shown() {
    let text = String::from_utf8(wuscope(&["code", "0xC1900101", "-", "0x20017"]).stdout).unwrap();
    assert!(text.contains("Windows Setup stopped in phase 2, "), "{text}");
}

#[test]
fn an_excerpt_is_explained_code_by_code() {
    let excerpt =
        "Scan failed with error = 0x80072ee2.\nall is well\n[HRESULT = 0x8fff0970 - CBS_E_UNHEARD_OF]\n";
    let output = wuscope_of(&["code", "-"], excerpt);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(
        text.starts_with("Scan failed with error = 0x80072ee2.\n    0x80072EE2  ERROR_WINHTTP_TIMEOUT\n"),
        "{text}"
    );
    assert!(text.contains("    0x8FFF0970  CBS_E_UNHEARD_OF\n") && !text.contains("all is well"), "{text}");
    let output = wuscope_of(&["code", "--format", "json", "-"], excerpt);
    let codes: Value = serde_json::from_slice(&output.stdout).unwrap();
    has(&codes[0], "line, bytes, text, name, code, read_as, symbols, summary, causes");
    assert_eq!((&codes[0]["text"], &codes[0]["bytes"]), (&"0x80072ee2".into(), &serde_json::json!([25, 35])));
    assert_eq!((&codes[1]["line"], &codes[1]["name"]), (&3.into(), &"CBS_E_UNHEARD_OF".into()));
    let output = wuscope_of(&["code", "-"], "thread 4264 (0x10A8)");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
}

#[test]
fn the_search_gives_what_the_page_gives() {
    let hits = json(&["search", "--format", "json", "proxy", "407"]);
    has(&hits[0], "kind, id, title, summary, link");
    assert_eq!((&hits[0]["kind"], &hits[0]["link"]), (&"cause".into(), &"#/cause/proxy-sign-in".into()));
    let text = String::from_utf8(wuscope(&["search", "0x80244022"]).stdout).unwrap();
    assert!(text.starts_with("code      0x80244022  WU_E_PT_HTTP_STATUS_SERVICE_UNAVAIL\n"), "{text}");
    let (status, message) = ends(&["search", "xyzzy"]);
    assert!(status == 3 && message.contains("No results for `xyzzy`."), "{status}: {message}");
}
