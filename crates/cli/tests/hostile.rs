//! Foreign text cannot act on a terminal: output for people has no control character of names, lines and values, except
//! tabs. JSON stays exact.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;
mod program;

use std::path::{Path, PathBuf};
use std::process::Output;

use folder::folder;
use program::{run, sample, script};
use serde_json::Value;
use tests::archives::zip;
use tests::{Trace, TraceEvent};

/// Sequences that clear a screen or set a title, controls of one and of two bytes, of bidirectional text, separators.
const HOSTILE: &str = "\x1b[2J\x1b]0;title\x07\x08\x0b\x0c\x7f\u{85}\u{9b}31m\u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{2028}\u{2029}";

/// What it looks like.
const SHOWN: &str = "\\x1b[2J\\x1b]0;title\\x07\\x08\\x0b\\x0c\\x7f\\x85\\x9b31mU+061CU+200EU+200FU+202AU+202EU+2066U+2069U+2028U+2029";

/// A line that a report must not have.
const FORGED: &str = "All 3 scans succeeded.";

fn is_hostile(c: char) -> bool {
    let others = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || others.contains(&c)
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What is written to both streams, of which neither may act on a terminal; `text` is in the one or the other.
fn shows(what: &str, output: &Output, texts: &[&str]) {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
    let all = out + &err;
    for line in all.split('\n') {
        assert!(!line.contains(is_hostile), "{what}: {line:?}");
        assert!(!line.starts_with(FORGED), "{what}: {all}");
    }
    for text in texts {
        assert!(all.contains(text), "{what}: {text} in {all}");
    }
}

/// The sample that fails, with hostile text in the lines that are its evidence and in all that names them.
fn machine(name: &str) -> PathBuf {
    let log = std::fs::read_to_string(sample("WUAHandler.log")).unwrap();
    let log = log.replace("]LOG]!>", &format!(" {HOSTILE}.]LOG]!>"));
    assert!(log.contains(HOSTILE));
    let registry = format!(
        "Windows Registry Editor Version 5.00\r\n\r\n\
         [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate]\r\n\
         \"WUServer\"=\"http://wsus{HOSTILE}:8530\"\r\n\"WUStatusServer\"=\"http://wsus{HOSTILE}:8530\"\r\n\r\n\
         [HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU]\r\n\"UseWUServer\"=dword:00000001\r\n"
    );
    let forging = |name: &str| format!("{name}\n{FORGED}\n{HOSTILE}");
    let packed =
        zip(&[(&forging("inner"), b"x"), (&format!("{}.log", forging("WUAHandler")), log.as_bytes())]);
    folder(
        &format!("hostile/{name}/{}", forging("folder")),
        &[
            (&format!("{}.log", forging("WUAHandler")), log.as_bytes()),
            (&format!("{}.reg", forging("policy")), registry.as_bytes()),
            (&format!("{}.exe", forging("program")), b"MZ"),
            (&format!("{}.etl", forging("trace")), &trace()),
            (&format!("{}.zip", forging("packed")), &packed),
            (&format!("{}.cab", forging("broken")), b"MSCF and then nothing"),
        ],
    )
}

/// A trace with a hostile message.
fn trace() -> Vec<u8> {
    let event = TraceEvent {
        stamp: "2026/11/12 10:00:00.1234567".to_owned(),
        level: 4,
        process: 1020,
        thread: 6716,
        component: "Agent".to_owned(),
        message: format!("* START * Finding updates CallerId = {HOSTILE}  Id = 58"),
    };
    Trace { bias: -60, events: vec![event], ..Trace::default() }.bytes()
}

#[test]
fn a_report_shows_hostile_text_and_does_not_obey_it() {
    let place = machine("report");
    let path = place.to_str().unwrap();
    // In a line, a setting, a name of a file, a name of a folder.
    let forged = format!("\\n{FORGED}\\n{SHOWN}");
    let texts = [
        &format!("Scan failed with error = 0x8024401b. {SHOWN}.\n"),
        &format!("http://wsus{SHOWN}:8530"),
        &format!("WUAHandler{forged}.log:"),
        &format!("folder{forged}"),
    ];
    shows("analyze", &run(&["analyze", path], b""), &texts.map(String::as_str));
    for file in std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()) {
        shows("a file", &run(&["analyze", file.to_str().unwrap()], b""), &[]);
        // What a pipe gets is the text log as it is.
        shows(
            "a file to convert",
            &run(&["convert", file.to_str().unwrap(), "--output", "/dev/null"], b""),
            &[],
        );
    }
    let log = std::fs::read(place.join(format!("WUAHandler\n{FORGED}\n{HOSTILE}.log"))).unwrap();
    shows("standard input", &run(&["analyze", "-"], &log), &[SHOWN]);
}

#[test]
fn machines_are_named_in_one_line() {
    let log = std::fs::read_to_string(sample("WUAHandler.log")).unwrap();
    let other = log.replace("-2026\"", "-2025\"");
    assert_ne!(log, other);
    let machine = |number: u32| format!("PC{number}\n{FORGED}\n{HOSTILE}/WUAHandler.log");
    let place = folder("hostile/machines", &[(&machine(1), log.as_bytes()), (&machine(2), other.as_bytes())]);
    let shown = format!("=== PC1\\n{FORGED}\\n{SHOWN}\n");
    shows("machines", &run(&["analyze", place.to_str().unwrap()], b""), &[&shown]);
}

#[test]
fn json_stays_exact() {
    let place = machine("json");
    let output = run(&["analyze", "--format", "json", place.to_str().unwrap()], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let machine = report["machines"].as_array().and_then(|machines| machines.first()).unwrap_or(&report);
    let findings = machine["findings"].to_string();
    assert!(findings.contains("\\u001b[2J") && findings.contains('\u{202e}'), "{findings}");
    assert!(!findings.contains(SHOWN), "{findings}");
    let excerpt = format!("{HOSTILE} = 0x80072ee2 - {HOSTILE}");
    let codes = run(&["code", "--format", "json", "-"], excerpt.as_bytes()).stdout;
    let codes: Value = serde_json::from_slice(&codes).unwrap();
    assert_eq!(codes[0]["bytes"][0], HOSTILE.len() + 3);
}

#[test]
fn an_excerpt_shows_its_lines() {
    let line = format!("{HOSTILE} error = 0x80072ee2,\tname {HOSTILE}\r\nnothing {HOSTILE}\r\n");
    let texts = [&format!("{SHOWN} error = 0x80072ee2,\tname {SHOWN}\n")[..]];
    shows("an excerpt", &run(&["code", "-"], line.as_bytes()), &texts);
    // What is no text, and what is one in another encoding.
    let bytes: Vec<u8> = (0..=255).chain(*b" 0x80072ee2\r").collect();
    shows("bytes", &run(&["code", "-"], &bytes), &["0x80072ee2\\r"]);
}

#[test]
fn what_the_user_named_is_shown() {
    let word = format!("xyzzy\n{FORGED}\n{HOSTILE}");
    let shown = format!("xyzzy\\n{FORGED}\\n{SHOWN}");
    let file = Path::new(&sample("")).join(&word);
    for arguments in [
        &["analyze", file.to_str().unwrap()][..],
        &["convert", file.to_str().unwrap()],
        &["convert", &sample(""), "--output", file.join("in").to_str().unwrap()],
        &["code", &word],
        &[&word],
        &["analyze", "--format", &word, "x"],
        &["analyze", "--workers", &word, "x"],
    ] {
        let texts = if arguments.contains(&"--output") { [""] } else { [&shown[..]] };
        shows(&arguments.join(" "), &run(arguments, b""), &texts);
    }
    // Without digits: each would find something.
    shows("search", &run(&["search", "xyzzy\x1b\u{202e}\x07"], b""), &["xyzzy\\x1bU+202E\\x07"]);
    let option = format!("--{word}");
    shows("an option", &run(&["analyze", &option], b""), &[]);
}

#[test]
#[cfg(target_os = "linux")] // Others have another `script`, which makes a terminal.
fn a_terminal_shows_a_text_log_that_a_pipe_gets_exact() {
    let trace = folder("hostile/convert", &[("a.etl", &trace())]).join("a.etl");
    let path = trace.to_str().unwrap();
    let exact = run(&["convert", path], b"").stdout;
    assert!(String::from_utf8(exact).unwrap().contains('\u{202e}'));
    let on_terminal = r#"script --quiet --return --command "'$0' convert '$1'" /dev/null"#;
    let output = script(on_terminal, &[path], b"");
    // The terminal itself adds the returns.
    let output =
        Output { stdout: output.stdout.into_iter().filter(|&byte| byte != b'\r').collect(), ..output };
    shows("a terminal", &output, &["U+202E"]);
}
