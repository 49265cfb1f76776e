//! `analyze` writes a report in every form, to standard output or to a file, with names masked on request.
#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test ends where something is wrong.

mod folder;
mod program;

use std::fs;

use folder::folder;
use program::{ending, names, run, sample};

/// What `analyze` prints for the sample in a form.
fn printed(arguments: &[&str]) -> String {
    let output = run(&[&["analyze"], arguments, &[&sample("")]].concat(), b"");
    assert_eq!(ending(&output), (Some(0), String::new()), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_form_is_written() {
    for (form, beginning, contains) in [
        ("text", "The scan fails at step 3", "Findings: 1 error"),
        ("markdown", "### Windows Update diagnosis\n", "\n#### Findings\n"),
        ("plain", "Windows Update diagnosis\n====", "\nFindings\n--------\n"),
        ("html", "<!doctype html>", "<h2>Findings</h2>"),
        ("csv", "", "0x8024401B"),
        ("ndjson", "{", "0x8024401B"),
        ("sarif", "{", "2.1.0"),
        ("mermaid", "flowchart", "Scan against WSUS"),
        ("mermaid-sequence", "sequenceDiagram", ""),
        ("json", "{\n  \"version\"", "0x8024401B"),
    ] {
        let text = printed(&["--format", form]);
        assert!(text.starts_with(beginning) && text.contains(contains), "{form}: {text}");
    }
}

#[test]
fn a_file_gets_the_same_text() {
    let folder = folder("export/file", &[("old.md", b"before")]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    for form in ["markdown", "text"] {
        assert_eq!(printed(&["--format", form, "--output", &path(form)]), "");
        assert_eq!(fs::read_to_string(path(form)).unwrap(), printed(&["--format", form]));
    }
    let (old, logs) = (path("old.md"), sample(""));
    let analyze = ["analyze", "--format", "markdown", "--output", &old, &logs];
    let (status, message) = ending(&run(&analyze, b""));
    assert!(status == Some(4) && message.contains("old.md already exists"), "{message}");
    assert_eq!(fs::read_to_string(&old).unwrap(), "before");
    printed(&["--format", "markdown", "--output", &old, "--force"]);
    assert!(fs::read_to_string(&old).unwrap().starts_with("### "));
    assert_eq!(names(&folder), ["markdown", "old.md", "text"]);
}

#[test]
fn names_are_masked_and_the_key_is_a_file() {
    let folder = folder("export/mask", &[]);
    fs::create_dir_all(&folder).unwrap();
    let key = folder.join("key.txt");
    assert!(printed(&["--format", "markdown"]).contains("PS1SITE"));
    for form in ["markdown", "json", "text"] {
        let text = printed(&["--format", form, "--mask"]);
        assert!(!text.contains("PS1SITE") && text.contains("HOST-01"), "{form}: {text}");
    }
    let text = printed(&["--format", "plain", "--mask-key", key.to_str().unwrap()]);
    assert!(!text.contains("PS1SITE"), "a key is for a masked report: {text}");
    let key = fs::read_to_string(key).unwrap();
    assert!(key.lines().any(|line| line.starts_with("HOST-01\t")), "{key}");
}

#[test]
fn a_failure_still_shows_in_the_exit_status() {
    let output = run(&["analyze", "--format", "csv", "--fail-on", "error", &sample("")], b"");
    assert_eq!(ending(&output), (Some(1), String::new()));
}
