//! Archives that are dropped into the worker: their members are read like other files.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

mod page;

use page::{Page, asking_at, changed_after, message, meta_of, new_file};
use report::{FileMeta, FileProgress, MEMBERS, Reply, Report, Request};
use tests::archives::{cab, gz, zip};
use tests::{TestFile, read_scenario};
use wasm_bindgen_test::wasm_bindgen_test;

const HALF: &str = include_str!("../../../tests/scenarios/half-missing/logs.txt");
const HALF_EXPECTED: &str = include_str!("../../../tests/scenarios/half-missing/expected.txt");
const TIME_OUT: &str = include_str!("../../../tests/scenarios/time-out/logs.txt");

const CANCELLED: &str = "Reading was cancelled here: drop it again to read the rest.";
const CHANGED: &str = "This file has changed since you dropped it: drop it again.";

/// Files of an archive.
fn members(files: &[TestFile]) -> Vec<(&str, &[u8])> {
    files.iter().map(|file| (file.name.as_str(), &file.bytes[..])).collect()
}

/// The last row of each file.
fn rows(replies: &[Reply]) -> Vec<FileProgress> {
    let mut rows = std::collections::BTreeMap::new();
    for reply in replies {
        if let Reply::Progress { files } = reply {
            rows.extend(files.iter().map(|row| (row.file, row.clone())));
        }
    }
    rows.into_values().collect()
}

fn is_done(reply: &Reply) -> bool {
    matches!(reply, Reply::Report { done: true, .. })
}

fn report(replies: &[Reply]) -> &Report {
    match replies.last() {
        Some(Reply::Report { report, .. }) => report,
        other => panic!("{other:?}"),
    }
}

#[wasm_bindgen_test]
async fn an_archive_gives_the_report_of_the_files_in_it() {
    let files = read_scenario(HALF);
    let zipped = zip(&members(&files));
    for (name, bytes) in [
        ("PC1.zip", zipped.clone()),
        ("PC1.cab", cab(&members(&files))),
        ("PC1.zip", zip(&[("PC1.zip", &zipped)])),
        ("PC1.zip", zip(&[("PC1.cab", &cab(&members(&files)))])),
    ] {
        let page = Page::open();
        page.drop(vec![new_file(name, &bytes)]);
        assert_eq!(page.text().await, HALF_EXPECTED, "{name}");
    }
    let page = Page::open();
    page.drop(vec![new_file("WUAHandler.log.gz", &gz(&read_scenario(TIME_OUT)[0].bytes))]);
    assert_eq!(page.done().await.0.logs[0].name, "WUAHandler.log");
}

#[wasm_bindgen_test]
async fn members_have_rows_of_their_own() {
    let files = read_scenario(HALF);
    let page = Page::open();
    let bytes = zip(&[("CCM/inner.zip", &zip(&members(&files))), ("setup.exe", b"MZ")]);
    page.drop(vec![new_file("PC1.zip", &bytes)]);
    let replies = page.until(is_done).await;
    let rows = rows(&replies);
    assert_eq!((rows[0].parent, rows[0].size, rows[0].problem.clone()), (None, bytes.len() as u64, None));
    assert_eq!((rows[1].file, rows[1].parent, rows[1].name.as_str()), (MEMBERS, Some(0), "CCM/inner.zip"));
    assert_eq!(rows.len(), 2 + files.len());
    for (row, number) in rows[2..].iter().zip(MEMBERS + 1..) {
        assert_eq!((row.file, row.parent), (number, Some(MEMBERS)));
        assert!(files.iter().any(|file| file.name == row.name), "{}", row.name);
    }
    assert!(rows.iter().all(|row| row.done && row.read == row.size));
    let report = report(&replies);
    assert!(report.logs.iter().all(|log| log.folder == "PC1/CCM/inner" && log.parts[0].file > MEMBERS));
    let skipped: Vec<_> =
        report.skipped_files.iter().map(|row| (row.folder.as_str(), row.name.as_str())).collect();
    assert_eq!(skipped, [("PC1", "setup.exe")]);
}

#[wasm_bindgen_test]
async fn lines_of_a_member_can_be_shown() {
    let page = Page::open();
    page.drop(vec![changed_after(3, new_file("PC1.zip", &zip(&members(&read_scenario(TIME_OUT)))))]);
    page.done().await;
    let shown = page.lines(MEMBERS, 7).await.unwrap();
    assert!(
        shown.contains(&">7 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.".to_owned())
    );
}

#[wasm_bindgen_test]
async fn lines_of_a_code_are_found_in_a_member() {
    let page = Page::open();
    page.drop(vec![new_file("PC1.zip", &zip(&members(&read_scenario(TIME_OUT))))]);
    page.done().await;
    let lines = page.code_lines(0x8007_2EE2).await;
    assert_eq!(lines.len(), 4);
    let first = format!("{MEMBERS}:7 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.");
    assert_eq!(lines[0], first);
}

/// A log of six megabytes that packs to a quarter of it.
fn long() -> Vec<u8> {
    let number = |at: u32| at.wrapping_mul(2_654_435_761) ^ at << 7;
    (0..120_000_u32)
        .flat_map(|at| {
            format!("2026-11-12 10:11:12 {:08x} is a number {:08x}\r\n", number(at), at).into_bytes()
        })
        .collect()
}

#[wasm_bindgen_test]
async fn cancel_ends_the_unpacking_and_keeps_what_was_read() {
    let files = read_scenario(TIME_OUT);
    let (log, small) = (long(), &files[0].bytes[..]);
    let bytes =
        zip(&[("WUAHandler.log", small), ("large.log", &log), ("larger.log", &[&log[..], &log].concat())]);
    let page = Page::open();
    // Its header, its list and the first member are read first.
    page.drop(vec![asking_at(5, &[message(&Request::Cancel, &[])], new_file("PC1.zip", &bytes))]);
    let replies = page.until(is_done).await;
    assert!(matches!(replies.last(), Some(Reply::Report { cancelled: true, .. })));
    let rows = rows(&replies);
    assert_eq!(rows[0].problem.as_deref(), Some(CANCELLED));
    assert!(rows[0].read < rows[0].size && rows.len() < 4, "{rows:?}");
    assert!(rows.iter().all(|row| row.done));
    assert!(report(&replies).logs.iter().any(|log| log.name == "WUAHandler.log" && log.entries == 16));
    // Files that are dropped later are read.
    page.drop(vec![new_file("PC2.zip", &zip(&members(&read_scenario(HALF))))]);
    let (report, cancelled) = page.done().await;
    assert!(!cancelled && report.logs.iter().any(|log| log.folder == "PC2" && log.problem.is_none()));
}

#[wasm_bindgen_test]
async fn a_changed_archive_is_reported() {
    let page = Page::open();
    page.drop(vec![changed_after(1, new_file("PC1.zip", &zip(&members(&read_scenario(TIME_OUT)))))]);
    let replies = page.until(is_done).await;
    assert_eq!(rows(&replies)[0].problem.as_deref(), Some(CHANGED));
    let skipped = &report(&replies).skipped_files[0];
    assert_eq!((skipped.name.as_str(), skipped.reason.as_str()), ("PC1.zip", CHANGED));
}

#[wasm_bindgen_test]
async fn a_malicious_member_is_reported_and_the_others_are_read() {
    let files = read_scenario(TIME_OUT);
    let mut all = members(&files);
    let zeros = vec![0; 80 << 20];
    all.push(("bomb.log", &zeros));
    let page = Page::open();
    page.drop(vec![new_file("PC1.zip", &zip(&all))]);
    let replies = page.until(is_done).await;
    let rows = rows(&replies);
    assert!(rows.iter().any(|row| row.name == "bomb.log" && row.done && row.problem.is_some()));
    let report = report(&replies);
    assert!(report.skipped_files[0].reason.contains("200 times"), "{:?}", report.skipped_files);
    assert_eq!(report.findings[0].code.as_deref(), Some("0x80072EE2"));
}

#[wasm_bindgen_test]
async fn files_of_a_folder_that_cannot_be_logs_are_not_read() {
    let page = Page::open();
    let given = |name: &str, whole_folder: bool| {
        let file = new_file(name, b"not a log at all");
        (FileMeta { path: "PC1".into(), whole_folder, ..meta_of(&file) }, file)
    };
    page.drop_with(vec![given("a.png", true), given("b.png", false), given("c.log", true)]);
    let replies = page.until(is_done).await;
    let names: Vec<&str> = report(&replies).logs.iter().map(|log| log.name.as_str()).collect();
    assert_eq!(names, ["b.png", "c.log"]);
    assert_eq!(report(&replies).skipped_files[0].name, "a.png");
    assert!(rows(&replies).iter().all(|row| row.done));
}

#[wasm_bindgen_test]
async fn a_bundle_is_recognized_by_name() {
    let page = Page::open();
    let log = read_scenario(TIME_OUT)[0].bytes.clone();
    let files: [(&str, &[u8]); 2] =
        [("(10) RegistryKey HKLM_x export.reg", b"x"), ("(40) FoldersFiles y/WUAHandler.log", &log)];
    page.drop(vec![new_file("d.zip", &zip(&files))]);
    assert_eq!(page.done().await.0.bundle.as_deref(), Some("Intune device diagnostics"));
}
