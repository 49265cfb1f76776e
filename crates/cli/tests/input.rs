//! Which files are accepted: pipes, devices, standard input, files beyond a limit.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;
mod program;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, UNIX_EPOCH};

use folder::folder;
use program::{ending, names, run, sample, script};
use serde_json::Value;
use tests::Trace;
use tests::archives::zip;

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// The log of the sample that fails.
fn log() -> Vec<u8> {
    fs::read(sample("WUAHandler.log")).unwrap()
}

#[test]
fn what_is_no_regular_file_is_refused() {
    let folder = folder("input/refused", &[("x", b"")]);
    let pipe = folder.join("pipe.log");
    fifo(&pipe);
    let mut paths = vec![pipe.to_str().unwrap(), "/dev/zero", "/dev/null"];
    if cfg!(target_os = "linux") {
        paths.extend(["/proc/cpuinfo", "/proc/self/environ", "/sys/devices/system/cpu/online"]);
    }
    for command in ["analyze", "convert"] {
        for path in &paths {
            let output = script(r#"timeout 60 "$0" "$@""#, &[command, path], b"");
            let (status, message) = ending(&output);
            assert!(
                status == Some(3) && message.contains(&format!("{path} is not a regular file")),
                "{path}: {message}"
            );
            assert!(output.stdout.is_empty(), "{path}");
        }
    }
}

#[test]
fn a_folder_with_pipes_and_devices_is_read() {
    let folder = folder("input/folder", &[("WUAHandler.log", &log()), ("empty.log", b"")]);
    fifo(&folder.join("a.log"));
    std::os::unix::fs::symlink("/dev/zero", folder.join("zero.log")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("gone.log")).unwrap();
    let output =
        script(r#"timeout 60 "$0" "$@""#, &["analyze", "--format", "json", folder.to_str().unwrap()], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (ending(&output), &report["findings"][0]["code"]),
        ((Some(0), String::new()), &"0x8024401B".into())
    );
    let row = |at: usize| &report["skipped_files"][at];
    assert_eq!((&row(0)["name"], &row(0)["count"]), (&"a.log".into(), &2.into()), "{report}");
    assert_eq!(row(0)["reason"], "It is not a regular file.");
    assert_eq!(row(1)["name"], "gone.log");
}

#[test]
fn a_link_in_a_folder_does_not_lead_out_of_it() {
    let outside = folder("input/outside", &[("secret.log", &log())]).join("secret.log");
    let inside = folder("input/links", &[("in/logs/notes.txt", b"y")]).join("in");
    let link = |target: &Path, name: &str| std::os::unix::fs::symlink(target, inside.join(name)).unwrap();
    link(&outside, "WUAHandler.log");
    link(Path::new("../../outside/secret.log"), "relative.log");
    link(Path::new("logs/notes.txt"), "notes.log");
    link(&inside, "self.log");
    let report = |path: &Path| -> Value {
        let output = run(&["analyze", "--format", "json", path.to_str().unwrap()], b"");
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let names = |rows: &Value| -> Vec<String> {
        rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    let read = report(&inside);
    let logs = names(&read["logs"]);
    assert!(logs.contains(&"notes.log".to_owned()), "{logs:?}");
    assert!(!logs.iter().any(|name| ["WUAHandler.log", "relative.log"].contains(&&**name)), "{logs:?}");
    assert!(read["findings"].as_array().unwrap().is_empty(), "{}", read["findings"]);
    assert_eq!(names(&read["skipped_files"]), ["WUAHandler.log"], "{}", read["skipped_files"]);
    assert_eq!(read["skipped_files"][0]["count"], 2);
    // Who names a link means what it leads to, be it a file or a folder.
    assert_eq!(report(&inside.join("WUAHandler.log"))["findings"][0]["code"], "0x8024401B");
    link(outside.parent().unwrap(), "folder");
    assert_eq!(report(&inside.join("folder"))["findings"][0]["code"], "0x8024401B");
}

#[test]
fn standard_input_is_read_as_a_file() {
    let trace = Trace { build: 14393, symbols: 2, ..Trace::default() }.bytes();
    let place = folder("input/standard", &[("kept", b"")]);
    let log = log();
    for (what, bytes) in [("text", log.clone()), ("zip", zip(&[("WUAHandler.log", &log)])), ("trace", trace)]
    {
        let path = place.join("stdin");
        fs::write(&path, &bytes).unwrap();
        // No time of this file may set a clock, as none sets that of standard input.
        fs::File::open(&path).unwrap().set_modified(UNIX_EPOCH).unwrap();
        let expected = run(&["analyze", path.to_str().unwrap()], b"");
        fs::remove_file(&path).unwrap();
        let output = script(&format!(r#"TMPDIR='{}' exec "$0" analyze -"#, place.display()), &[], &bytes);
        let text = |output: &[u8]| String::from_utf8(output.to_vec()).unwrap();
        assert_eq!(text(&output.stdout), text(&expected.stdout), "{what}");
        assert_eq!(ending(&output), ending(&expected), "{what}");
        assert!(what == "zip" || text(&output.stdout).contains("\n  stdin "), "{what}");
        // Nothing of it is left on the disk.
        assert_eq!(names(&place), ["kept"]);
    }
    let nowhere = script(r#"TMPDIR=/no/such/folder exec "$0" analyze -"#, &[], &log);
    let (status, message) = ending(&nowhere);
    assert!(status == Some(3) && message.contains("Standard input cannot be stored in"), "{message}");
}

#[test]
fn formats_beyond_their_limit_are_refused_with_a_reason() {
    let trace = Trace { build: 14393, symbols: 2, ..Trace::default() }.bytes();
    let small: &[u8] = b"0b7a6f19-47c4-454e-8c5c-e868d637e4d8 wuaueng // SRC=agent.cpp MJ= MN=\r\n\
        #typev agent_cpp78 10 \"%0Searching, %10!d!\" //   LEVEL=4 FLAGS=Agent FUNC=scan\r\n\
        {\r\ncount, ItemLong -- 10\r\n}\r\n";
    let place = folder("input/formats", &[("a.etl", &trace), ("small.tmf", small)]);
    // It has holes only: no disk is filled for it.
    fs::File::create(place.join("large.tmf")).unwrap().set_len(3 << 30).unwrap();
    let limited = r#"ulimit -v 1000000; exec "$0" "$@""#;
    let path = place.to_str().unwrap();
    let (status, message) = ending(&script(limited, &["convert", path], b""));
    assert!(
        status == Some(0) && message.starts_with("large.tmf: The .tmf files are larger than 64 MB"),
        "{message}"
    );
    let output = script(limited, &["analyze", path, "--format", "json"], b"");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["skipped_files"][0]["name"], &report["skipped_files"][0]["size"]),
        (&"large.tmf".into(), &(3_u64 << 30).into())
    );
    assert!(report["skipped_files"][0]["reason"].as_str().unwrap().contains("64 MB"), "{report}");
    assert_eq!((&report["logs"][0]["entries"], &report["logs"][0]["problem"]), (&2.into(), &Value::Null));
    let text = String::from_utf8(run(&["analyze", path], b"").stdout).unwrap();
    assert!(text.contains("Not read\n  formats/large.tmf: The .tmf files are larger than 64 MB"), "{text}");
}

#[test]
fn formats_in_an_archive_have_the_same_limit() {
    let trace = Trace { build: 14393, symbols: 2, ..Trace::default() }.bytes();
    // Beyond the limit together, and dull enough to be packed by a ratio that is no attack.
    let large: Vec<u8> =
        (0..33 << 20).map(|at: u32| (at.wrapping_mul(2_654_435_761) >> 25) as u8 & 63).collect();
    let packed = zip(&[("a.tmf", &large), ("b.tmf", &large), ("c.etl", &trace)]);
    let place = folder("input/packed", &[("in.zip", &packed)]).join("in.zip");
    let report = run(&["analyze", "--format", "json", place.to_str().unwrap()], b"").stdout;
    let report: Value = serde_json::from_slice(&report).unwrap();
    assert_eq!(report["skipped_files"][0]["name"], "b.tmf", "{}", report["skipped_files"]);
    assert!(
        report["skipped_files"][0]["reason"].as_str().unwrap().contains("64 MB"),
        "{}",
        report["skipped_files"]
    );
}

#[test]
fn an_excerpt_is_explained_as_it_comes_in() {
    for format in ["text", "json"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_wuscope"))
            .args(["code", "--format", format, "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(b"Scan failed with error = 0x80072ee2.\n").unwrap();
        let (sender, receiver) = channel();
        let stdout = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                let _ = sender.send(line.unwrap());
            }
        });
        // Standard input is still open.
        let line = || receiver.recv_timeout(Duration::from_secs(30)).expect(format);
        while !line().contains("0x80072EE2") {}
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn a_line_of_any_length_takes_little_memory() {
    let mut line = vec![b'x'; 100 << 20];
    line.extend(b" 0x80072ee2 here\nand 0x80244022 here\n");
    let output = script(r#"ulimit -v 125000; exec "$0" code --format json -"#, &[], &line);
    let codes: Value = serde_json::from_slice(&output.stdout).unwrap();
    let start = (100 << 20) + 1;
    assert_eq!((&codes[0]["line"], &codes[0]["bytes"]), (&1.into(), &serde_json::json!([start, start + 10])));
    assert_eq!((&codes[1]["line"], &codes[1]["bytes"]), (&2.into(), &serde_json::json!([4, 14])));
    assert_eq!(ending(&output).0, Some(0));
}
