//! The sample behind the page's button: its report is the first thing that new users read.
//!
//! `UPDATE=1 cargo test -p tests --test sample` writes the actual report as the expected one: read the difference
//! before committing it.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

use std::fs;
use std::path::{Path, PathBuf};

use report::{Outcome, Report, Severity};
use tests::{TestFile, Way, analyze, text_of};

const FAILURE: &str = "0x8024401B";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/sample")
}

/// The names in files.txt, as the page fetches them.
fn names() -> Vec<String> {
    let list = fs::read_to_string(folder().join("files.txt")).unwrap();
    list.lines().map(str::to_owned).collect()
}

/// The sample's files, as the page takes them: single files of unknown age.
fn files() -> Vec<TestFile> {
    let file = |name: String| TestFile {
        bytes: fs::read(folder().join(&name)).unwrap(),
        name,
        path: String::new(),
        modified: None,
        whole_folder: false,
    };
    names().into_iter().map(file).collect()
}

fn sample_report() -> Report {
    analyze(&files(), Way::default())
}

/// The report as text, with the steps of the leading run only: those of all runs would be too long.
fn outline_of(report: &Report) -> String {
    let text = text_of(report);
    let block = |block: &str| {
        let is_shortened = block.starts_with("run ") && !block.lines().next().unwrap().ends_with(", leads");
        let lines = if is_shortened { 2 } else { usize::MAX };
        block.lines().take(lines).collect::<Vec<_>>().join("\n")
    };
    text.trim_end().split("\n\n").map(block).collect::<Vec<_>>().join("\n\n") + "\n"
}

#[test]
fn the_sample_gives_the_report_expected() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sample.report.txt");
    let outline = outline_of(&sample_report());
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&place, &outline).unwrap();
    }
    assert_eq!(fs::read_to_string(&place).unwrap_or_default().replace("\r\n", "\n"), outline);
}

#[test]
fn it_fails_only_at_the_proxy() {
    let report = sample_report();
    let findings: Vec<(Severity, &str)> =
        report.findings.iter().map(|finding| (finding.severity, finding.id.as_str())).collect();
    let [(Severity::Error, first), others @ ..] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!(*first, format!("client-scan/3/{FAILURE}"));
    assert!(others.iter().all(|(level, _)| *level == Severity::Info), "{findings:?}");
    assert!(report.missing_logs.is_empty() && report.notes.is_empty());
    assert!(report.logs.iter().all(|log| log.unparsed == 0 && log.problem.is_none()));
}

#[test]
fn every_scan_succeeds_until_the_first_failure_and_none_after_it() {
    let report = sample_report();
    let runs: Vec<_> = report.runs.iter().filter(|run| run.affects_verdict).collect();
    assert!((40..=80).contains(&runs.len()), "{} runs", runs.len());
    let first_failed = runs.iter().position(|run| run.outcome == Outcome::Failed).unwrap();
    let (good, bad) = runs.split_at(first_failed);
    assert!(good.iter().all(|run| matches!(run.outcome, Outcome::Ok | Outcome::Skipped)));
    assert!(bad.iter().all(|run| run.outcome == Outcome::Failed && run.code.as_deref() == Some(FAILURE)));
    assert_eq!(report.flows[0].failing_since, bad[0].start);
    // Threads are reused, and no line is assigned to an earlier scan.
    assert!(runs.windows(2).all(|pair| pair[0].end < pair[1].start));
}

#[test]
fn the_list_names_exactly_the_files() {
    let mut there: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "files.txt")
        .collect();
    let mut listed = names();
    there.sort();
    listed.sort();
    assert_eq!(listed, there);
}

#[test]
fn it_is_written_like_client_logs_and_small_enough_to_fetch() {
    let files = files();
    assert!(files.iter().map(|file| file.bytes.len()).sum::<usize>() < 320_000);
    for file in files {
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'), "{}", file.name);
    }
}
