//! Output that cannot be written is an error for every command; a reader that stops early is not.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;
mod program;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use folder::folder;
use program::{ending, names, run, sample, script};
use tests::{Trace, TraceEvent};

const EXCERPT: &[u8] = b"Scan failed with error = 0x80072ee2.\n";

/// A trace with this many events.
fn trace(events: u32) -> Vec<u8> {
    let event = |at: u32| TraceEvent {
        stamp: format!("2026/11/12 10:{:02}:{:02}.1234567", at / 60 % 60, at % 60),
        level: 4,
        process: 1020,
        thread: 6716,
        component: "Agent".to_owned(),
        message: "* START * Finding updates CallerId = MoUpdateOrchestrator  Id = 58".to_owned(),
    };
    Trace { bias: -60, events: (0..events).map(event).collect(), ..Trace::default() }.bytes()
}

/// A folder with a trace, and the paths of the trace and of a file beside it.
fn trace_in(name: &str, events: u32) -> (PathBuf, String, String) {
    let folder = folder(name, &[("a.etl", &trace(events))]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (trace, log) = (path("a.etl"), path("out.log"));
    (folder, trace, log)
}

/// Runs each command that writes to standard output by this script, and checks how it ends.
fn each_command(script_of_all: &str, check: impl Fn(&str, (Option<i32>, String))) {
    let (_, trace, _) = trace_in("output/each", 1);
    let folder = sample("");
    for command in [
        &["help"][..],
        &["--help"],
        &["version"],
        &["--version"],
        &["analyze", &folder],
        &["analyze", "--format", "json", &folder],
        &["analyze", "--format", "markdown", &folder],
        &["analyze", "--format", "csv", "--mask", &folder],
        &["convert", &trace],
        &["convert", &trace, "--output", "-"],
        &["code", "0x80244022"],
        &["code", "--format", "json", "0x80244022"],
        &["code", "-"],
        &["code", "--format", "json", "-"],
        &["search", "proxy"],
        &["search", "--format", "json", "proxy"],
        &["cause", "proxy-sign-in"],
        &["completions", "bash"],
        &[],
    ] {
        check(&command.join(" "), ending(&script(script_of_all, command, EXCERPT)));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error() {
    each_command(r#"exec "$0" "$@" > /dev/full"#, |command, (status, message)| {
        let sentence = "The output cannot be written: No space left on device (os error 28).\n";
        assert_eq!((status, message.as_str()), (Some(4), sentence), "{command}");
    });
}

#[test]
fn a_size_limit_is_an_error() {
    let file = folder("output/limit", &[("out", b"")]).join("out");
    let limited = format!(r#"ulimit -f 0; exec "$0" "$@" > '{}'"#, file.display());
    each_command(&limited, |command, (status, message)| {
        assert!(
            status == Some(4) && message.starts_with("The output cannot be written: "),
            "{command}: {message}"
        );
        assert_eq!(message.lines().count(), 1, "{command}: {message}");
    });
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    // The reader is gone before the first byte is written.
    let closed = r#"{ sleep 0.2; "$0" "$@"; echo $? >&2; } | true"#;
    each_command(closed, |command, (_, message)| assert_eq!(message, "0\n", "{command}"));
    // The exit status still shows what was found.
    let output = script(closed, &["analyze", "--fail-on", "error", &sample("")], b"");
    assert_eq!(ending(&output).1, "1\n");
}

#[test]
fn a_text_log_that_cannot_be_written_leaves_nothing_behind() {
    let (folder, trace, log) = trace_in("output/failed", 4000);
    let convert = ["convert", &trace, "--output", &log];
    let limited = r#"ulimit -f 1; exec "$0" "$@""#;
    let (status, message) = ending(&script(limited, &convert, b""));
    assert!(status == Some(4) && message.contains("out.log cannot be written: "), "{message}");
    assert_eq!(names(&folder), ["a.etl"]);
    // What was there before stays.
    fs::write(&log, "before").unwrap();
    let (status, message) = ending(&script(limited, &["convert", &trace, "--force", "--output", &log], b""));
    assert_eq!(status, Some(4), "{message}");
    assert_eq!(
        (names(&folder), fs::read_to_string(&log).unwrap()),
        (vec!["a.etl".into(), "out.log".into()], "before".into())
    );
    let nowhere = folder.join("no/such/folder.log");
    let (status, message) = ending(&run(&["convert", &trace, "--output", nowhere.to_str().unwrap()], b""));
    assert!(status == Some(4) && message.contains("folder.log cannot be written: "), "{message}");
    let (status, message) = ending(&run(&["convert", &trace, "--output", folder.to_str().unwrap()], b""));
    assert!(status == Some(4) && message.contains("is a folder"), "{message}");
}

#[test]
fn a_file_is_replaced_only_by_force() {
    let (folder, trace, log) = trace_in("output/force", 1);
    fs::write(&log, "before").unwrap();
    let (status, message) = ending(&run(&["convert", &trace, "--output", &log], b""));
    assert!(
        status == Some(4) && message.contains("out.log already exists") && message.contains("--force"),
        "{message}"
    );
    assert_eq!(fs::read_to_string(&log).unwrap(), "before");
    // Of a link it is the file that is replaced.
    let link = folder.join("link.log");
    std::os::unix::fs::symlink("out.log", &link).unwrap();
    let (status, message) =
        ending(&run(&["convert", &trace, "--force", "--output", link.to_str().unwrap()], b""));
    assert_eq!((status, message.as_str()), (Some(0), ""));
    assert!(link.is_symlink() && fs::read_to_string(&log).unwrap().starts_with("2026/11/12 "));
    assert_eq!(names(&folder), ["a.etl", "link.log", "out.log"]);
}

#[test]
fn pipes_and_devices_are_written_to() {
    let (folder, trace, _) = trace_in("output/streams", 1);
    let text = run(&["convert", &trace], b"").stdout;
    assert!(text.starts_with(b"2026/11/12 "));
    for path in ["-", "/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"] {
        let output = script(r#"timeout 60 "$0" "$@" | cat"#, &["convert", &trace, "--output", path], b"");
        assert_eq!((output.stdout == text, ending(&output)), (true, (Some(0), String::new())), "{path}");
    }
    let output = script(
        r#"timeout 60 "$0" "$@" 2>&1 >/dev/null | cat"#,
        &["convert", &trace, "--output", "/dev/stderr"],
        b"",
    );
    assert!(output.stdout == text);
    assert_eq!(ending(&run(&["convert", &trace, "--output", "/dev/null"], b"")), (Some(0), String::new()));
    let fifo = folder.join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let reader =
        Command::new("timeout").args(["60", "cat"]).arg(&fifo).stdout(Stdio::piped()).spawn().unwrap();
    let output =
        script(r#"timeout 60 "$0" "$@""#, &["convert", &trace, "--output", fifo.to_str().unwrap()], b"");
    assert_eq!(ending(&output), (Some(0), String::new()));
    assert!(reader.wait_with_output().unwrap().stdout == text);
    assert_eq!(names(&folder), ["a.etl", "fifo"]);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_device_is_an_error() {
    let (_, trace, _) = trace_in("output/device", 1);
    let (status, message) = ending(&run(&["convert", &trace, "--output", "/dev/full"], b""));
    assert_eq!(
        (status, message.as_str()),
        (Some(4), "/dev/full cannot be written: No space left on device (os error 28).\n")
    );
}

#[test]
fn an_interrupted_program_leaves_nothing_behind() {
    let folder = folder("output/interrupted", &[("keep", b"")]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_wuscope"))
        .args(["analyze", "-"])
        .env("TMPDIR", &folder)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for more as long as this is open.
    let stdin = child.stdin.take();
    wait_for(&folder, 2);
    let sent = Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert!(child.wait().unwrap().signal().is_some());
    assert_eq!(names(&folder), ["keep"]);
    drop(stdin);
}

/// Waits until a folder has this many files.
fn wait_for(folder: &Path, files: usize) {
    for _ in 0..600 {
        if names(folder).len() == files {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    unreachable!("{files} files in {}", folder.display());
}

#[test]
fn options_of_other_commands_are_refused() {
    let folder = sample("");
    for (arguments, option) in [
        (&["code", "--output", "r.txt", "0x80244022"][..], "unexpected argument '--output'"),
        (&["analyze", &folder, "--utc"], "unexpected argument '--utc'"),
        (&["convert", "--format", "json", &folder], "unexpected argument '--format'"),
        (&["convert", "--fail-on", "error", &folder], "unexpected argument '--fail-on'"),
        (&["code", "--workers", "2", "0x80244022"], "unexpected argument '--workers'"),
        (&["search", "--force", "proxy"], "unexpected argument '--force'"),
        (&["help", "--utc"], "unknown command `--utc`"),
    ] {
        let output = run(arguments, b"");
        let (status, message) = ending(&output);
        assert!(
            status == Some(2) && message.starts_with(&format!("error: {option}")) && output.stdout.is_empty(),
            "{message}"
        );
    }
}
