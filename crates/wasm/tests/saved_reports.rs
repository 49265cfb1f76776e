//! Saved reports that are dropped into the worker: their lines are compared with the logs, before or after them.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

mod page;

use page::{Page, changed_after, meta_of, new_file};
use report::{ExportForm, FlowVerdict, Reply, Request, SavedReport, Verification};
use tests::archives::zip;
use tests::{TestFile, read_scenario};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

const TIME_OUT: &str = include_str!("../../../tests/scenarios/time-out/logs.txt");
const TIME_OUT_EXPECTED: &str = include_str!("../../../tests/scenarios/time-out/expected.txt");

fn log() -> TestFile {
    read_scenario(TIME_OUT).swap_remove(0)
}

fn log_file() -> File {
    new_file("WUAHandler.log", &log().bytes)
}

/// The report of the log, saved in this form.
async fn report_in(form: ExportForm, mask: bool) -> Vec<u8> {
    let page = Page::open();
    page.drop(vec![log_file()]);
    page.done().await;
    let (machine, answers, bookmarks, knowledge) = (None, vec![], vec![], vec![]);
    page.ask(&Request::Export { ticket: 1, form, mask, machine, answers, bookmarks, knowledge });
    let replies = page.until(|reply| matches!(reply, Reply::Exported { .. })).await;
    match replies.into_iter().last() {
        Some(Reply::Exported { text, .. }) => text.into_bytes(),
        other => panic!("{other:?}"),
    }
}

/// The saved reports after the comparison.
async fn compared(page: &Page) -> Vec<SavedReport> {
    let is_compared = |reply: &Reply| match reply {
        Reply::SavedReports { reports } => reports.iter().all(|report| report.verification.is_some()),
        _ => false,
    };
    match page.until(is_compared).await.into_iter().last() {
        Some(Reply::SavedReports { reports }) => reports,
        other => panic!("{other:?}"),
    }
}

/// The first saved report after the comparison, and what was found.
async fn first(page: &Page) -> (SavedReport, Verification) {
    let mut report = compared(page).await.swap_remove(0);
    let found = report.verification.take().unwrap();
    (report, found)
}

#[track_caller]
fn is_verified(found: &Verification) {
    assert!(found.lines > 1, "{found:?}");
    assert_eq!((found.verified, found.changed_count, found.moved_count), (found.lines, 0, 0), "{found:?}");
}

#[wasm_bindgen_test]
async fn a_report_beside_its_log_is_verified_and_changes_no_verdict() {
    let report = report_in(ExportForm::Json, false).await;
    let page = Page::open();
    page.drop(vec![new_file("saved.json", &report), log_file()]);
    assert_eq!(page.text().await, TIME_OUT_EXPECTED);
    let (saved, found) = first(&page).await;
    is_verified(&found);
    assert_eq!((saved.name.as_str(), saved.version.as_str()), ("saved.json", report::VERSION));
    assert_eq!(saved.verdicts[0].verdict, Some(FlowVerdict::Failed));
}

#[wasm_bindgen_test]
async fn a_report_is_compared_again_when_its_log_arrives() {
    for form in [ExportForm::Json, ExportForm::Ndjson, ExportForm::Sarif] {
        let report = report_in(form, false).await;
        let page = Page::open();
        page.drop(vec![new_file("saved", &report)]);
        let (_, found) = first(&page).await;
        assert_eq!((found.verified, found.missing.len()), (0, 1), "{form:?}: {found:?}");
        assert_eq!(found.missing[0].log, "WUAHandler.log");
        page.drop(vec![log_file()]);
        assert_eq!(page.text().await, TIME_OUT_EXPECTED);
        is_verified(&first(&page).await.1);
    }
}

#[wasm_bindgen_test]
async fn a_report_is_compared_with_logs_that_were_read_before() {
    let report = report_in(ExportForm::Json, true).await;
    let page = Page::open();
    page.drop(vec![log_file()]);
    page.done().await;
    page.drop(vec![new_file("saved.json", &report)]);
    let (_, found) = first(&page).await;
    is_verified(&found);
    assert!(found.masked_note.is_some(), "{found:?}");
}

#[wasm_bindgen_test]
async fn a_report_in_an_archive_is_compared() {
    let report = report_in(ExportForm::Json, false).await;
    let page = Page::open();
    let log = log();
    let zipped = zip(&[("case/report.json", &report), ("case/WUAHandler.log", &log.bytes)]);
    page.drop(vec![new_file("case.zip", &zipped)]);
    let (saved, found) = first(&page).await;
    is_verified(&found);
    assert_eq!(saved.name, "report.json");
}

#[wasm_bindgen_test]
async fn a_changed_line_is_named_with_its_file() {
    let report = String::from_utf8(report_in(ExportForm::Json, false).await).unwrap();
    let report = report.replace("Scan failed with error = 0x80072ee2", "Scan failed with error = 0x80072ee3");
    let page = Page::open();
    page.drop(vec![new_file("saved.json", report.as_bytes()), log_file()]);
    let (_, found) = first(&page).await;
    assert!(found.changed_count > 0 && found.verified == found.lines - found.changed_count, "{found:?}");
    let changed = &found.changed[0];
    assert_eq!((changed.file, changed.log.as_str()), (1, "WUAHandler.log"));
    assert!(changed.citation.text.contains("0x80072ee3"), "{changed:?}");
}

#[wasm_bindgen_test]
async fn a_log_that_cannot_be_read_again_is_counted() {
    let report = report_in(ExportForm::Json, false).await;
    let page = Page::open();
    // Too large to be copied: it is read from the file again.
    let filler = "nothing of note\r\n".repeat(33 * 1024 * 1024 / 17);
    let log = changed_after(20, new_file("other.log", filler.as_bytes()));
    page.drop_with(vec![(meta_of(&log), log)]);
    page.done().await;
    let unread = new_file("saved.json", &report);
    for _ in 0..2 {
        page.drop(vec![unread.clone()]);
        let (saved, found) = first(&page).await;
        assert_eq!(found.verified, 0);
        if saved.unread_logs == 1 {
            return;
        }
    }
    panic!("the log was read again after it had changed");
}

#[wasm_bindgen_test]
async fn hostile_reports_are_bounded() {
    let line =
        r#"{"log": "WUAHandler.log", "line": 3, "time": "09:13:46", "text": "<script>alert(1)</script>"}"#;
    let many: Vec<String> = (0..20_000).map(|at| line.replace("alert(1)", &at.to_string())).collect();
    let long = "x".repeat(1_000_000);
    let report = format!(
        r#"{{"headline": {{"summary": "{long}"}}, "version": "{long}", "findings": [{}]}}"#,
        many.join(",")
    );
    let page = Page::open();
    page.drop(vec![log_file(), new_file("saved.json", report.as_bytes())]);
    assert_eq!(page.text().await, TIME_OUT_EXPECTED);
    let (saved, found) = first(&page).await;
    assert_eq!((found.lines, found.changed_count, found.changed.len()), (20_000, 20_000, 50));
    assert_eq!((saved.version.chars().count(), saved.verdicts[0].summary.chars().count()), (401, 401));
    assert!(Reply::SavedReports { reports: vec![saved] }.to_bytes().len() < 10_000);
}

#[wasm_bindgen_test]
async fn only_the_first_reports_are_compared() {
    let report = report_in(ExportForm::Json, false).await;
    let page = Page::open();
    page.drop((0..10).map(|at| new_file(&format!("{at}.json"), &report)).collect());
    let (report, _) = page.done().await;
    let skipped: u64 = report.skipped_files.iter().map(|file| file.count).sum();
    assert_eq!((report.log_totals.logs, skipped), (0, 10));
    assert_eq!(compared(&page).await.len(), 8);
}
