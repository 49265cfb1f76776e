//! Traces and event logs, as wasm, if their reader ends in a fault: nothing else is affected.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

#[allow(dead_code)] // Much of it is for other tests.
mod page;

use page::{Page, new_file};
use report::{LogRow, Reply, Report};
use tests::read_scenario;
use wasm_bindgen_test::wasm_bindgen_test;

const TIME_OUT: &str = include_str!("../../../tests/scenarios/time-out/logs.txt");

/// A file that begins like a trace.
fn trace() -> Vec<u8> {
    let mut bytes = vec![0; 200];
    bytes[0x48..0x4C].copy_from_slice(&[2, 0, 2, 0xC0]);
    bytes
}

fn log<'r>(report: &'r Report, name: &str) -> &'r LogRow {
    report.logs.iter().find(|log| log.name == name).unwrap()
}

#[wasm_bindgen_test]
async fn a_fault_of_their_reader_is_a_sentence_and_the_rest_is_read() {
    let page = Page::open();
    let scan = new_file("WUAHandler.log", &read_scenario(TIME_OUT)[0].bytes);
    page.drop(vec![new_file("a.etl", &trace()), new_file("System.evtx", b"ElfFile\0 and no more"), scan]);
    let (report, cancelled) = page.done().await;
    let problem = |name: &str| log(&report, name).problem.clone().unwrap();
    assert!(problem("a.etl").contains("Get-WindowsUpdateLog"), "{}", problem("a.etl"));
    assert!(problem("System.evtx").contains("Event Viewer"), "{}", problem("System.evtx"));
    assert_eq!((log(&report, "WUAHandler.log").entries, cancelled), (16, false));
    assert_eq!(report.findings[0].code.as_deref(), Some("0x80072EE2"));
}

#[wasm_bindgen_test]
async fn formats_of_traces_are_no_logs() {
    let page = Page::open();
    page.drop(vec![new_file("0f1a.tmf", b"// a format"), new_file("a.log", b"a line\r\n")]);
    let replies = page.until(|reply| matches!(reply, Reply::Report { done: true, .. })).await;
    let Some(Reply::Report { report, .. }) = replies.last() else { panic!("{replies:?}") };
    assert_eq!(report.logs.iter().map(|log| log.name.as_str()).collect::<Vec<_>>(), ["a.log"]);
}

#[wasm_bindgen_test]
async fn formats_beyond_their_limit_are_listed_as_not_read() {
    let page = Page::open();
    let large = new_file("large.tmf", &vec![b'\n'; (64 << 20) + 1]);
    page.drop(vec![large, new_file("0f1a.tmf", b"// a format"), new_file("a.log", b"a line\r\n")]);
    let replies = page.until(|reply| matches!(reply, Reply::Report { done: true, .. })).await;
    let Some(Reply::Report { report, .. }) = replies.last() else { panic!("{replies:?}") };
    let [skipped] = &report.skipped_files[..] else { panic!("{:?}", report.skipped_files) };
    assert_eq!((skipped.name.as_str(), skipped.size, skipped.count), ("large.tmf", Some((64 << 20) + 1), 1));
    assert!(skipped.reason.contains("64 MB"), "{}", skipped.reason);
    let rows = replies.iter().filter_map(|reply| match reply {
        Reply::Progress { files } => Some(files),
        _ => None,
    });
    let problems = rows.flatten().filter_map(|row| row.problem.clone()).collect::<Vec<_>>();
    assert!(
        problems.iter().all(|problem| *problem == skipped.reason) && !problems.is_empty(),
        "{problems:?}"
    );
}
