//! The engine's side of the messages with the page, as wasm: files dropped, cancelled, changed on disk and requested.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

mod page;

use std::collections::BTreeMap;

use js_sys::Function;
use knowledge::Remedy;
use knowledge::prose::RemedyAction;
use knowledge_model::packed::Packable;
use knowledge_model::streams::{StreamWriter, file as file_of_streams};
use page::{Page, asking_at, changed_after, message, meta_of, new_file, pause};
use report::{ExportForm, FileMeta, FileProgress, Reply, Report, Request};
use tests::read_scenario;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

const CHANGED: &str = "This file has changed since you dropped it: drop it again.";
const CANCELLED: &str = "Reading was cancelled here: drop it again to read the rest.";
const NOT_READ: &str = "This line was not read: drop its file again to see it.";

const TIME_OUT: &str = include_str!("../../../tests/scenarios/time-out/logs.txt");
const TIME_OUT_EXPECTED: &str = include_str!("../../../tests/scenarios/time-out/expected.txt");
const HALF: &str = include_str!("../../../tests/scenarios/half-missing/logs.txt");
const HALF_EXPECTED: &str = include_str!("../../../tests/scenarios/half-missing/expected.txt");

/// Bytes of a block.
const BLOCK: usize = ingest::BLOCK as usize;

/// An entry that is no evidence.
const FILLER: &str = "<![LOG[nothing of note]LOG]!><time=\"07:13:41.204-60\" date=\"11-12-2026\" \
                      component=\"WUAHandler\" context=\"\" type=\"1\" thread=\"1\" file=\"\">\r\n";

/// The only log of a scenario.
fn time_out() -> File {
    new_file("WUAHandler.log", &read_scenario(TIME_OUT)[0].bytes)
}

/// A log of three blocks: a scan that times out at its beginning, and only filler after it.
fn long() -> File {
    let mut bytes = read_scenario(TIME_OUT)[0].bytes.clone();
    bytes.extend_from_slice(FILLER.repeat(BLOCK * 5 / 2 / FILLER.len()).as_bytes());
    new_file("WUAHandler.log", &bytes)
}

/// The last status of each file, by its number.
fn last_progress(replies: &[Reply]) -> Vec<FileProgress> {
    // A message has only the files that changed since the one before.
    let rows = replies.iter().filter_map(|reply| match reply {
        Reply::Progress { files } => Some(files),
        _ => None,
    });
    let last: BTreeMap<u32, FileProgress> = rows.flatten().map(|row| (row.file, row.clone())).collect();
    last.into_values().collect()
}

fn is_done(reply: &Reply) -> bool {
    matches!(reply, Reply::Report { done: true, .. })
}

/// The first log's problem, and how many entries were read of it.
fn first_log(report: &Report) -> (Option<&str>, u64) {
    (report.logs[0].problem.as_deref(), report.logs[0].entries)
}

/// The code that ends the leading run; none if no run was seen.
fn code(report: &Report) -> Option<&str> {
    report.findings.first().and_then(|finding| finding.code.as_deref())
}

#[wasm_bindgen_test]
fn a_worker_first_sends_its_build() {
    let page = Page::open();
    page.post(&message(&Request::Cancel, &[]));
    page.post(&message(&Request::Clear, &[]));
    assert!(page.received().is_empty(), "it sends nothing more without a request");
}

#[wasm_bindgen_test]
async fn a_drop_gives_the_report_expected_natively() {
    let page = Page::open();
    page.drop_scenario(&read_scenario(HALF));
    assert_eq!(page.text().await, HALF_EXPECTED);
}

#[wasm_bindgen_test]
async fn progress_comes_first_and_never_falls() {
    let page = Page::open();
    page.drop_scenario(&[&read_scenario(TIME_OUT)[..], &read_scenario(HALF)[..]].concat());
    let replies = page.until(is_done).await;
    assert!(matches!(replies[0], Reply::Progress { .. }));
    let rows = replies
        .iter()
        .filter_map(|reply| if let Reply::Progress { files } = reply { Some(files) } else { None });
    let mut seen: BTreeMap<u32, FileProgress> = BTreeMap::new();
    for after in rows.flatten() {
        let begins = after.read == 0 && after.size > 0 && !after.done && after.problem.is_none();
        let goes_on = |before: FileProgress| before.read <= after.read && before.done <= after.done;
        let before = seen.insert(after.file, after.clone());
        assert!(before.clone().map_or(begins, goes_on), "{after:?} after {before:?}");
    }
    // The page shows everything as read before it shows the last report.
    assert!(matches!(replies[replies.len() - 2], Reply::Progress { .. }));
    assert!(last_progress(&replies).iter().all(|row| row.done && row.read == row.size));
}

#[wasm_bindgen_test]
async fn a_second_drop_joins_the_first() {
    let page = Page::open();
    let files = read_scenario(HALF);
    let (first, second) = files.split_at(1);
    assert!(!second.is_empty());
    page.drop_scenario(second);
    assert_ne!(page.text().await, HALF_EXPECTED);
    page.drop_scenario(first);
    assert_eq!(page.text().await, HALF_EXPECTED);
}

#[wasm_bindgen_test]
async fn files_dropped_while_others_are_read_are_read_too() {
    let page = Page::open();
    let files = read_scenario(HALF);
    page.drop_scenario(&files[..1]);
    page.drop_scenario(&files[1..]);
    assert_eq!(page.text().await, HALF_EXPECTED);
}

/// The scan that times out, among enough small logs that they are read together.
fn many() -> Vec<File> {
    let other = |number: u32| {
        let line = FILLER.replace("nothing", &format!("nothing {number}"));
        new_file(&format!("{number}.log"), line.as_bytes())
    };
    std::iter::once(time_out()).chain((1..120).map(other)).collect()
}

/// What the worker reports about many small files, and a line of one of them.
async fn report_of_many(page: &Page) -> (Report, Vec<String>) {
    page.drop(many());
    let (report, _) = page.done().await;
    assert_eq!((code(&report), report.log_totals.logs), (Some("0x80072EE2"), 120));
    assert!(report.logs.iter().all(|log| log.problem.is_none()));
    let expected = [
        "6 Async searching completed.",
        ">7 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.",
        "8 Scan failed with error = 0x80072ee2.",
    ];
    assert_eq!(page.lines(0, 7).await.unwrap(), expected);
    let last = page.lines(119, 1).await.unwrap();
    (report, last)
}

#[wasm_bindgen_test]
async fn many_small_files_are_read_together() {
    let (_, last) = report_of_many(&Page::open()).await;
    assert_eq!(last, [">1 nothing 119 of note"]);
}

#[wasm_bindgen_test]
async fn small_files_that_cannot_be_read_together_are_read_by_themselves() {
    let (together, lines) = report_of_many(&Page::open()).await;
    let refuse = "const { arrayBuffer } = Blob.prototype; let left = 2;
        Blob.prototype.arrayBuffer = function () {
            return left-- > 0 ? Promise.reject(new DOMException('changed', 'NotReadableError')) : arrayBuffer.call(this);
        };";
    Function::new_no_args(refuse).call0(&JsValue::NULL).unwrap();
    assert_eq!(report_of_many(&Page::open()).await, (together, lines));
}

#[wasm_bindgen_test]
async fn a_changed_small_file_is_reported() {
    let page = Page::open();
    let meta = |(number, file): (usize, File)| {
        let changed = u64::from(number == 70);
        (FileMeta { size: file.size() as u64 + changed, ..meta_of(&file) }, file)
    };
    page.drop_with(many().into_iter().enumerate().map(meta).collect());
    let replies = page.until(is_done).await;
    let problems = last_progress(&replies).into_iter().filter_map(|row| Some((row.file, row.problem?)));
    assert_eq!(problems.collect::<Vec<_>>(), [(70, CHANGED.to_owned())]);
}

#[wasm_bindgen_test]
async fn a_file_of_several_blocks_is_read_to_its_end() {
    let page = Page::open();
    page.drop(vec![long()]);
    let (report, cancelled) = page.done().await;
    let entries = 16 + (BLOCK * 5 / 2 / FILLER.len()) as u64;
    assert_eq!((first_log(&report), cancelled), ((None, entries), false));
    assert_eq!((code(&report), report.runs.len()), (Some("0x80072EE2"), 2));
}

#[wasm_bindgen_test]
async fn cancel_keeps_what_was_read() {
    let page = Page::open();
    // Its tail, its first and its second block are requested; the third one is read while the first is used. The
    // second one may be available by then.
    page.drop(vec![asking_at(4, &[message(&Request::Cancel, &[])], long())]);
    let (report, cancelled) = page.done().await;
    let (problem, entries) = first_log(&report);
    assert_eq!((problem, cancelled), (Some(CANCELLED), true));
    let in_one_block = (BLOCK / FILLER.len()) as u64;
    assert!((in_one_block - 10..2 * in_one_block + 20).contains(&entries), "{entries} entries");
    assert_eq!(code(&report), Some("0x80072EE2"));
    // The lines that were read can be shown, and those that were not cannot.
    assert!(
        page.lines(0, 7)
            .await
            .unwrap()
            .contains(&">7 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.".to_owned())
    );
    assert_eq!(page.lines(0, 70_000).await, Err(NOT_READ.to_owned()));
}

#[wasm_bindgen_test]
async fn cancel_leaves_what_waits_unread() {
    let page = Page::open();
    let cancel = [message(&Request::Cancel, &[])];
    page.drop(vec![long(), asking_at(1, &cancel, time_out())]);
    let replies = page.until(is_done).await;
    let rows = last_progress(&replies);
    assert!(rows.iter().all(|row| row.done && row.read == 0 && row.problem.as_deref() == Some(CANCELLED)));
    let Some(Reply::Report { report, cancelled: true, .. }) = replies.last() else { panic!("{replies:?}") };
    assert!(report.logs.iter().all(|log| log.entries == 0 && log.problem.as_deref() == Some(CANCELLED)));
}

#[wasm_bindgen_test]
async fn files_dropped_after_a_cancel_are_read() {
    let page = Page::open();
    page.drop(vec![long()]);
    page.ask(&Request::Cancel);
    page.drop(vec![time_out()]);
    let (report, cancelled) = page.done().await;
    assert!(!cancelled && code(&report) == Some("0x80072EE2"));
    let problems: Vec<_> = report.logs.iter().map(|log| (log.problem.as_deref(), log.entries)).collect();
    assert!(problems.contains(&(None, 16)) && problems.contains(&(Some(CANCELLED), 0)), "{problems:?}");
}

#[wasm_bindgen_test]
async fn only_files_dropped_after_a_clear_are_in_the_report() {
    let page = Page::open();
    let numbered = |file: u32| {
        let file = FileMeta { file, ..meta_of(&time_out()) };
        message(&Request::Read { files: vec![file], more: false }, &[time_out()])
    };
    page.drop(vec![asking_at(2, &[message(&Request::Clear, &[]), numbered(9)], long())]);
    let (report, cancelled) = page.done().await;
    assert!(!cancelled);
    assert_eq!(tests::text_of(&report), TIME_OUT_EXPECTED);
    page.ask(&Request::Clear);
    page.drop(vec![]);
    assert!(page.done().await.0.logs.is_empty());
}

#[wasm_bindgen_test]
async fn a_changed_file_is_reported_and_the_others_are_read() {
    let page = Page::open();
    let other = new_file("ScanAgent.log", FILLER.as_bytes());
    page.drop(vec![changed_after(0, other), time_out()]);
    let replies = page.until(is_done).await;
    let problems: Vec<_> = last_progress(&replies).into_iter().map(|row| row.problem).collect();
    assert_eq!(problems, [Some(CHANGED.to_owned()), None]);
    let Some(Reply::Report { report, cancelled: false, .. }) = replies.last() else { panic!("{replies:?}") };
    assert_eq!((code(report), first_log(report)), (Some("0x80072EE2"), (Some(CHANGED), 0)));
}

#[wasm_bindgen_test]
async fn a_file_that_changes_while_it_is_read_keeps_what_was_read() {
    for (reads, is_begun) in [(0, false), (1, false), (2, true), (3, true)] {
        let page = Page::open();
        page.drop(vec![changed_after(reads, long())]);
        let (report, _) = page.done().await;
        let (problem, entries) = first_log(&report);
        assert_eq!((problem, entries > 0), (Some(CHANGED), is_begun), "after {reads} reads");
        let shown = page.lines(0, 7).await;
        assert_eq!(shown.is_ok(), is_begun, "after {reads} reads: {shown:?}");
    }
}

#[wasm_bindgen_test]
async fn a_file_that_became_shorter_has_changed() {
    let file = time_out();
    for more in [1, 100_000_000] {
        let page = Page::open();
        page.drop_with(vec![(FileMeta { size: file.size() as u64 + more, ..meta_of(&file) }, file.clone())]);
        let (report, _) = page.done().await;
        assert_eq!(first_log(&report), (Some(CHANGED), 0), "{more} bytes shorter");
    }
}

#[wasm_bindgen_test]
async fn a_file_that_grew_is_read_as_it_was_dropped() {
    let page = Page::open();
    let bytes = read_scenario(TIME_OUT)[0].bytes.clone();
    let grown = new_file("WUAHandler.log", &[&bytes[..], FILLER.as_bytes()].concat());
    page.drop_with(vec![(FileMeta { size: bytes.len() as u64, ..meta_of(&grown) }, grown)]);
    assert_eq!(page.text().await, TIME_OUT_EXPECTED);
}

#[wasm_bindgen_test]
async fn evidence_of_a_file_that_changed_since_is_shown_from_its_copy() {
    let page = Page::open();
    page.drop(vec![changed_after(1, time_out())]);
    assert_eq!(page.text().await, TIME_OUT_EXPECTED);
    let expected = [
        "6 Async searching completed.",
        ">7 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.",
        "8 Scan failed with error = 0x80072ee2.",
    ];
    assert_eq!(page.lines(0, 7).await.unwrap(), expected);
    assert_eq!(page.lines(0, 16).await.unwrap().len(), 2);
}

#[wasm_bindgen_test]
async fn lines_of_a_code_are_sent_on_request() {
    let page = Page::open();
    page.drop(vec![time_out()]);
    page.done().await;
    let expected = [
        "0:7 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.",
        "0:8 Scan failed with error = 0x80072ee2.",
        "0:15 OnSearchComplete - Failed to end search job. Error = 0x80072ee2.",
        "0:16 Scan failed with error = 0x80072ee2.",
    ];
    assert_eq!(page.code_lines(0x8007_2EE2).await, expected);
    assert!(page.code_lines(0x8024_4022).await.is_empty());
}

#[wasm_bindgen_test]
async fn missing_lines_are_reported() {
    let page = Page::open();
    page.drop(vec![time_out()]);
    page.done().await;
    for (file, line) in [(0, 17), (0, u64::MAX), (1, 1)] {
        assert_eq!(page.lines(file, line).await, Err(NOT_READ.to_owned()), "line {line} of file {file}");
    }
    page.ask(&Request::Lines { ticket: 8, file: 0, line: 1, before: u32::MAX, after: u32::MAX });
    let all = page.until(|reply| matches!(reply, Reply::Lines { ticket: 8, .. })).await;
    assert!(matches!(&all[0], Reply::Lines { rows, problem: None, .. } if rows.len() == 16));
}

#[wasm_bindgen_test]
async fn runs_are_sent_on_request() {
    let page = Page::open();
    page.drop(vec![time_out()]);
    let all = page.done().await.0.runs;
    for (from, count, expected) in
        [(0, 9, &all[..]), (1, 9, &all[..1]), (2, 9, &[]), (u32::MAX, u32::MAX, &[])]
    {
        page.ask(&Request::Runs { ticket: 3, machine: 0, from, count });
        let received = page.until(|reply| matches!(reply, Reply::Runs { .. })).await;
        assert_eq!(received, [Reply::Runs { ticket: 3, runs: expected.to_vec() }], "{count} from {from}");
    }
}

/// The part of the knowledge with the remedy of a cause, as the page has it: its number and its file.
fn part_with_remedy(cause: &str) -> (u32, Vec<u8>) {
    let part = knowledge::cause(cause).unwrap().part;
    let check = RemedyAction {
        title: "Check the port",
        on: "client",
        elevated: false,
        changes: None,
        affects: None,
        undo: None,
        blocks: &[],
    };
    let check: &'static [RemedyAction] = vec![check].leak();
    let remedies: &'static [Remedy] =
        vec![Remedy { cause: cause.to_owned().leak(), check, ..Remedy::NONE }].leak();
    let mut writer = StreamWriter::default();
    remedies.pack(&mut writer);
    (u32::from(part), file_of_streams(&writer.texts, &writer.bytes))
}

#[wasm_bindgen_test]
async fn a_report_is_exported_with_the_prose_that_the_page_sends() {
    let page = Page::open();
    page.drop(vec![time_out()]);
    let cause = page.done().await.0.findings[0].cause.clone().unwrap();
    let title = knowledge::cause(&cause).unwrap().title;
    assert!(!title.is_empty(), "the engine has titles");
    let answers = vec![("frequency".to_owned(), "Every night.".to_owned())];
    for knowledge in [vec![], vec![part_with_remedy(&cause), (u32::MAX, vec![1, 2])]] {
        let is_complete = !knowledge.is_empty();
        let (form, answers) = (ExportForm::Markdown, answers.clone());
        let request = Request::Export {
            ticket: 4,
            form,
            mask: true,
            machine: None,
            answers,
            bookmarks: vec![],
            knowledge,
        };
        page.ask(&request);
        let replies = page.until(|reply| matches!(reply, Reply::Exported { ticket: 4, .. })).await;
        let Some(Reply::Exported { text, key, .. }) = replies.last() else { panic!("{replies:?}") };
        for expected in ["### Windows Update diagnosis", "Every night.", title, "0x80072EE2"] {
            assert!(text.contains(expected), "{expected} is missing in {text}");
        }
        assert!(!text.contains("PS1SITE") && key.iter().any(|(_, name)| name.contains("PS1SITE")), "{text}");
        assert_eq!(text.contains("Check the port"), is_complete, "{text}");
    }
}

#[wasm_bindgen_test]
async fn machines_are_merged_if_the_user_confirms_it() {
    let page = Page::open();
    let one = read_scenario(TIME_OUT)[0].bytes.clone();
    let other = String::from_utf8(one.clone()).unwrap().replace("2026", "2027").into_bytes();
    let file = |number: u32, path: &str, bytes: &[u8]| {
        let file = new_file("WUAHandler.log", bytes);
        (FileMeta { file: number, path: path.to_owned(), ..meta_of(&file) }, file)
    };
    page.drop_with(vec![file(0, "PC-A", &one), file(1, "PC-B", &other)]);
    let names: Vec<String> =
        page.done().await.0.machines.into_iter().map(|machine| machine.machine).collect();
    assert_eq!(names, ["PC-A", "PC-B"]);
    page.ask(&Request::Unite { machines: names });
    let (report, _) = page.done().await;
    assert_eq!((report.machines.len(), report.flows[0].counts.failed), (0, 4));
}

#[wasm_bindgen_test]
async fn files_that_are_no_logs_give_a_message() {
    let page = Page::open();
    let noise: Vec<u8> = (0..90_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    page.drop(vec![new_file("CAS.log", &noise), new_file("empty.log", b""), time_out()]);
    let replies = page.until(is_done).await;
    assert!(last_progress(&replies).iter().all(|row| row.done));
    let Some(Reply::Report { report, .. }) = replies.last() else { panic!("{replies:?}") };
    let problem = |name: &str| report.logs.iter().find(|log| log.name == name).unwrap().problem.clone();
    assert!(problem("CAS.log").is_some_and(|problem| problem.ends_with('.')));
    assert_eq!((problem("WUAHandler.log"), code(report)), (None, Some("0x80072EE2")));
}

#[wasm_bindgen_test]
async fn invalid_requests_are_not_answered() {
    let page = Page::open();
    let of_bytes = |bytes: &[u8]| JsValue::from(js_sys::Array::of1(&js_sys::Uint8Array::from(bytes)));
    for message in [of_bytes(b""), of_bytes(b"\xFF\xFF\xFF\xFF"), js_sys::Array::new().into()] {
        page.post(&message);
    }
    pause().await;
    assert!(page.received().is_empty());
}
