//! Terminal sessions as an admin would type them, wrong ones included: tests/sessions.txt has each command, the first lines
//! that it prints to both streams, and its exit status.
//!
//! `UPDATE=1 cargo test -p cli --test sessions` writes the actual output as the expected one: read the difference before
//! committing it.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// How many lines of its output a session shows.
const SHOWN: usize = 14;

/// Runs a command in a shell; `wuscope` is the program, and `sample` a folder of logs.
fn shell(command: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_wuscope")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).current_dir(folder).env("PATH", path).env_remove("CLICOLOR_FORCE");
    shell.output().unwrap()
}

/// All that a command writes to standard output.
fn printed(command: &str) -> String {
    String::from_utf8(shell(command).stdout).unwrap()
}

/// A command with its output, as in the file.
fn session(command: &str) -> String {
    let output = shell(&format!("{{ {command}; }} 2>&1"));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<&str> = text.lines().take(SHOWN).collect();
    if text.lines().count() > SHOWN {
        lines.push("[...]");
    }
    format!("$ {command}\n{}\n[exit status {}]\n", lines.join("\n"), output.status.code().unwrap())
}

#[test]
fn sessions_print_what_is_expected() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions.txt");
    let expected = fs::read_to_string(&place).unwrap();
    let commands = expected.lines().filter_map(|line| line.strip_prefix("$ "));
    let actual = commands.map(session).collect::<Vec<_>>().join("\n");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&place, &actual).unwrap();
    } else {
        assert_eq!(actual, expected);
    }
}

#[test]
fn only_the_leading_finding_is_shown_in_full() {
    let short = printed("wuscope analyze sample");
    let full = printed("wuscope analyze --all sample");
    assert_eq!(printed("wuscope analyze --full sample"), full);
    assert!(short.contains("Other findings") && !full.contains("Other findings"), "{short}");
    assert!(short.contains("see `wuscope cause endpoint-unreachable`"), "{short}");
    assert_eq!(short.matches("\n  Fix\n").count(), 1, "{short}");
}

#[test]
fn color_is_written_only_if_asked_for() {
    let plain = printed("wuscope analyze sample");
    assert!(!plain.contains('\x1b'));
    assert_eq!(printed("wuscope analyze --color never sample"), plain);
    let colored = printed("NO_COLOR=1 wuscope analyze --color always sample");
    assert!(colored.contains("\x1b[31mERROR\x1b[0m  "), "{colored}");
    let json = printed("wuscope analyze --color always --format json sample");
    assert!(!json.contains('\x1b'));
}
