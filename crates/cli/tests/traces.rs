//! Traces on disk, in folders and in archives; and the text log that is made of them.
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use folder::folder;
use serde_json::Value;
use tests::archives::zip;
use tests::{Trace, TraceEvent};

fn wuscope(arguments: &[&str], place: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wuscope")).args(arguments).arg(place).output().unwrap()
}

fn json(place: &Path) -> Value {
    serde_json::from_slice(&wuscope(&["analyze", "--format", "json"], place).stdout).unwrap()
}

const FIRST: &str = "WindowsUpdate.20261112.100000.000.1.etl";
const SECOND: &str = "WindowsUpdate.20261112.100000.000.2.etl";

/// A trace with one event, at a minute of ten o'clock on a machine in Germany.
fn trace(minute: u32, message: &str) -> Trace {
    let event = TraceEvent {
        stamp: format!("2026/11/12 10:{minute:02}:00.1234567"),
        level: 4,
        process: 1020,
        thread: 6716,
        component: "Agent".to_owned(),
        message: message.to_owned(),
    };
    Trace { bias: -60, events: vec![event], ..Trace::default() }
}

const START: &str = "* START * Finding updates CallerId = MoUpdateOrchestrator  Id = 58";
const END: &str = "* END * Finding updates CallerId = MoUpdateOrchestrator, Id = 58, Exit code = 0x80072EE2";

#[test]
fn traces_in_folders_and_archives_are_judged() {
    let (first, second) = (trace(0, START).bytes(), trace(1, END).bytes());
    let packed = zip(&[(FIRST, &first), (SECOND, &second)]);
    let loose = folder("traces/loose", &[(FIRST, &first), (SECOND, &second)]);
    for place in [loose, folder("traces/zip", &[("logs.zip", &packed)]).join("logs.zip")] {
        let report = json(&place);
        let [log] = &report["logs"].as_array().unwrap()[..] else { unreachable!("one log: {report}") };
        assert_eq!((&log["name"], &log["kind"]), (&SECOND.into(), &"WindowsUpdate".into()));
        assert_eq!((&log["windows_build"], log["parts"].as_array().unwrap().len()), (&22631.into(), 2));
        assert_eq!(log["parts"][0]["size"], first.len());
        let run = &report["runs"][0];
        assert_eq!((&run["outcome"], &run["code"]), (&"failed".into(), &"0x80072EE2".into()));
        let proof = &report["findings"][0];
        assert_eq!((&proof["log"], &proof["line"], &proof["text"]), (&SECOND.into(), &1.into(), &END.into()));
    }
}

#[test]
fn formats_are_found_before_and_behind_the_traces_they_are_of() {
    let old = Trace { build: 14393, symbols: 2, ..Trace::default() }.bytes();
    let formats = "0b7a6f19-47c4-454e-8c5c-e868d637e4d8 wuaueng // SRC=agent.cpp MJ= MN=\r\n\
                   #typev agent_cpp78 10 \"%0Searching, %10!d!\" //   LEVEL=4 FLAGS=Agent FUNC=scan\r\n\
                   {\r\ncount, ItemLong -- 10\r\n}\r\n"
        .as_bytes();
    for names in [["a.tmf", FIRST], ["z.tmf", FIRST]] {
        let files: [(&str, &[u8]); 2] = [(names[0], formats), (names[1], &old)];
        // In a zip they come after the trace beside it, which is read again.
        let apart = [("in.zip", &zip(&files[..1])[..]), files[1]];
        for place in [
            folder("traces/formats", &files),
            folder("traces/packed", &[("in.zip", &zip(&files))]),
            folder("traces/apart", &apart),
        ] {
            let report = json(&place);
            let [log] = &report["logs"].as_array().unwrap()[..] else { unreachable!("one log: {report}") };
            assert_eq!((&log["entries"], &log["problem"]), (&2.into(), &Value::Null), "{names:?}");
        }
    }
    let report = json(&folder("traces/without", &[(FIRST, &old)]));
    assert!(report["logs"][0]["problem"].as_str().unwrap().contains("build 14393"), "{report}");
}

#[test]
fn traces_become_the_text_log() {
    let (first, second) = (trace(0, START).bytes(), trace(1, END).bytes());
    let other = Trace { kind: "other".to_owned(), ..trace(0, "x") }.bytes();
    // By their times, and not by their names.
    let place = folder(
        "traces/convert",
        &[("b.etl", &first), ("a.etl", &second), ("c.etl", &other), ("notes.txt", b"n")],
    );
    let line = |hour: u32, minute: u32, text: &str| {
        format!("2026/11/12 {hour:02}:{minute:02}:00.1234567 1020  6716  Agent           {text}\r\n")
    };
    let output = wuscope(&["convert"], &place);
    let expected = line(10, 0, START) + &line(10, 1, END);
    assert_eq!(
        (String::from_utf8(output.stdout).unwrap(), output.status.code()),
        (expected.clone(), Some(0))
    );
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "c.etl is not a Windows Update trace.\n");
    let utc = String::from_utf8(wuscope(&["convert", "--utc"], &place).stdout).unwrap();
    assert_eq!(utc, line(9, 0, START) + &line(9, 1, END));
    let written = place.join("WindowsUpdate.log");
    let output = wuscope(&["convert", "--output", written.to_str().unwrap()], &place);
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(0)));
    assert_eq!(fs::read_to_string(written).unwrap(), expected);
}

#[test]
fn a_text_log_is_made_of_one_kind_of_traces_each_once() {
    let (first, second) = (trace(0, START).bytes(), trace(1, END).bytes());
    let other = Trace { kind: "SIH".to_owned(), ..trace(0, "x") }.bytes();
    let place = folder(
        "traces/kinds",
        &[("a.etl", &first), ("b.etl", &second), ("c.etl", &first), ("d.etl", &other)],
    );
    let output = wuscope(&["convert"], &place);
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    let message = "d.etl is a SIH trace, not a WindowsUpdate trace: skipped; convert it separately.\n";
    assert_eq!(String::from_utf8(output.stderr).unwrap(), message);
    let alone = wuscope(&["convert"], &place.join("d.etl"));
    assert_eq!(String::from_utf8(alone.stdout).unwrap().lines().count(), 1);
}

#[test]
fn a_trace_is_not_written_over() {
    let first = trace(0, START).bytes();
    let place = folder("traces/itself", &[("a.etl", &first)]).join("a.etl");
    for force in [&[][..], &["--force"]] {
        let output = wuscope(&[&["convert", "--output", place.to_str().unwrap()], force].concat(), &place);
        assert!(String::from_utf8(output.stderr).unwrap().contains("is never replaced"));
        assert_eq!((output.status.code(), fs::read(&place).unwrap() == first), (Some(4), true));
    }
}

#[test]
fn files_that_cannot_be_converted_are_reported() {
    let old = Trace { build: 14393, symbols: 2, lost: 3, ..Trace::default() }.bytes();
    let place = folder("traces/reported", &[(FIRST, &old), ("notes.etl", b"no trace")]);
    for (name, expected) in
        [(FIRST, "2 events needs Microsoft's symbols (build 14393)"), ("notes.etl", "is not a trace")]
    {
        let output = wuscope(&["convert"], &place.join(name));
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(3) && message.contains(expected), "{message}");
        assert!(message.ends_with(
            "Nothing to convert: pass Windows Update traces (.etl) or a folder that contains some.\n"
        ));
    }
    let output = wuscope(&["convert"], &place.join("nowhere.etl"));
    assert_eq!(output.status.code(), Some(3));
    let output = Command::new(env!("CARGO_BIN_EXE_wuscope")).arg("convert").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
