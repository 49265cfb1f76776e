//! How files are read: each case gives some, and expects the calls that reach the driver.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

#[path = "../../../tests/src/archives.rs"]
#[allow(dead_code, unreachable_pub)]
mod archives;
mod common;

use archives::{Packed, cab, gz, packed, zip, zip_of};
use common::{Driver, trace};
use ingest::{BLOCK, CANCELLED, IngestStep};

/// Checks that the files cause these calls, and that nothing stays in storage.
fn check(files: &[(&str, &[u8])], expected: &[&str]) {
    let mut driver = Driver::default();
    let mut ingest = driver.given(files);
    assert_eq!(driver.run(&mut ingest), expected);
    assert!(driver.keeps_nothing(), "storage is empty after reading");
    assert!(ingest.progress().iter().all(|row| row.done));
}

/// The same for files in a folder.
fn check_folder(files: &[(&str, &[u8])], expected: &[&str]) {
    let mut driver = Driver { whole_folder: true, ..Driver::default() };
    let mut ingest = driver.given(files);
    driver.run(&mut ingest);
    assert_eq!(driver.calls, expected);
}

/// Incompressible bytes.
fn noise(length: usize) -> Vec<u8> {
    (0..length as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

#[test]
fn a_log_is_opened_read_and_closed() {
    check(&[("WUAHandler.log", b"one line")], &["open WUAHandler.log, 8 bytes", "close WUAHandler.log"]);
    check(&[("empty.log", b"")], &["open empty.log, 0 bytes", "close empty.log"]);
}

#[test]
fn a_log_that_the_sink_does_not_need_is_not_read() {
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("a.log", b"unreadable")]);
    assert_eq!(driver.run(&mut ingest), ["open a.log, 10 bytes", "close a.log"]);
    assert!(driver.blocks.is_empty());
}

#[test]
fn the_smallest_file_is_read_first() {
    check(
        &[("c.log", b"333"), ("b.log", b"1"), ("a.log", b"1")],
        &[
            "open a.log, 1 bytes",
            "close a.log",
            "open b.log, 1 bytes",
            "close b.log",
            "open c.log, 3 bytes",
            "close c.log",
        ],
    );
}

#[test]
fn a_zip_in_a_zip_is_read() {
    let inner = zip(&[("b.log", b"bb")]);
    let outer = zip(&[("Logs/inner.zip", &inner), ("a.log", b"a")]);
    check(
        &[("PC1.zip", &outer)],
        &[
            "open member PC1/a.log, 1 bytes",
            "close member PC1/a.log",
            "open member PC1/Logs/inner/b.log, 2 bytes",
            "close member PC1/Logs/inner/b.log",
        ],
    );
}

#[test]
fn a_cabinet_and_a_gzip_are_read() {
    check(
        &[("x/logs.cab", &cab(&[("a.log", b"a"), ("b.log", b"")])), ("x/c.log.gz", &gz(b"ccc"))],
        &[
            "open member x/c.log, 3 bytes",
            "close member x/c.log",
            "open member x/logs/a.log, 1 bytes",
            "close member x/logs/a.log",
            "open member x/logs/b.log, 0 bytes",
            "close member x/logs/b.log",
        ],
    );
}

#[test]
fn a_trace_is_decoded_to_text() {
    let mut driver = Driver::default();
    let trace = trace(100);
    let mut ingest = driver.given(&[("a.tmf", b"formats"), ("a.etl", &trace)]);
    assert_eq!(driver.run(&mut ingest), ["open a.etl, 60 bytes", "close a.etl"]);
    let text = String::from_utf8(driver.texts["a.etl"].clone()).unwrap();
    assert!(text.ends_with("100 bytes, 8 of formats\n"), "{text}");
    assert!(driver.keeps_nothing());
}

#[test]
fn a_trace_is_read_again_when_its_formats_arrive() {
    let trace = trace(100);
    let in_zip = zip(&[("b.etl", &trace)]);
    for (name, bytes, shown) in [("b.etl", &trace, "b.etl"), ("b.zip", &in_zip, "member b/b.etl")] {
        let mut driver = Driver::default();
        let mut ingest = driver.given(&[(name, bytes)]);
        let first = driver.run(&mut ingest);
        assert_eq!(first, [format!("open {shown}, 60 bytes"), format!("close {shown}")]);
        driver.add(&mut ingest, &[("late.tmf", b"formats")]);
        assert_eq!(driver.run(&mut ingest), first, "the same log again");
        let text = String::from_utf8(driver.texts[shown].clone()).unwrap();
        assert!(text.ends_with("100 bytes, 8 of formats\n"), "{text}");
        assert!(driver.keeps_nothing());
        driver.add(&mut ingest, &[("later.tmf", b"formats")]);
        assert!(driver.run(&mut ingest).is_empty(), "no formats are missing any more");
    }
}

#[test]
fn cancelling_a_second_read_keeps_the_decoded_trace() {
    let trace = trace(2 * BLOCK as usize);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("a.etl", &trace)]);
    driver.run(&mut ingest);
    let calls = driver.calls.clone();
    driver.add(&mut ingest, &[("late.tmf", b"formats")]);
    driver.take(5, &mut ingest);
    assert!(ingest.progress().iter().any(|row| row.file == 0 && !row.done), "it is read again");
    ingest.cancel(&mut driver);
    assert_eq!((driver.step(&mut ingest), driver.calls), (IngestStep::Done, calls));
}

#[test]
fn a_failing_decoder_affects_only_its_file() {
    let fault = [&trace(100)[..], b"fault"].concat();
    let mut driver = Driver::default();
    let mut ingest =
        driver.given(&[("a.etl", &fault), ("System.evtx", b"ElfFile\0 and fault"), ("b.log", b"b")]);
    let calls = driver.run(&mut ingest);
    assert_eq!(calls[..2], ["open b.log, 1 bytes", "close b.log"]);
    assert!(calls[2].starts_with("refuse System.evtx: The event log reader failed"), "{calls:?}");
    assert!(calls[3].starts_with("refuse a.etl: The trace reader failed"), "{calls:?}");
    assert_eq!(calls.len(), 4);
}

#[test]
fn without_a_decoder_the_driver_gets_the_raw_trace() {
    let mut driver = Driver { has_no_decoder: true, ..Driver::default() };
    let mut ingest = driver.given(&[("a.etl", &trace(100))]);
    assert_eq!(driver.run(&mut ingest), ["open a.etl, 100 bytes", "close a.etl"]);
}

#[test]
fn formats_beyond_the_limit_are_not_read() {
    let (large, full) = (vec![b'\n'; 64 << 20], vec![b'\n'; (64 << 20) - 1]);
    let reason = "The .tmf files are larger than 64 MB together, so the rest is not read: drop only those of the \
                  Windows build that wrote the traces.";
    check(&[("large.tmf", &large)], &[&format!("skip large.tmf: {reason}")]);
    check(&[("full.tmf", &full), ("small.tmf", b"")], &[&format!("skip full.tmf: {reason}")]);
    check(&[("x.zip", &zip(&[("large.tmf", &large)]))], &[&format!("skip x/large.tmf: {reason}")]);
}

#[test]
fn a_truncated_file_is_read_no_further() {
    let shrank = "This file was truncated while it was read.";
    for (size, expected) in [
        (1, vec![format!("refuse a.log: {shrank}")]),
        (BLOCK as usize, vec![format!("refuse a.log: {shrank}")]),
    ] {
        let mut driver = Driver::default();
        let mut ingest = driver.given(&[("a.log", &noise(2 * BLOCK as usize))]);
        driver.shrink(0, size);
        assert_eq!(driver.run(&mut ingest), expected);
    }
}

#[test]
fn a_failed_read_keeps_what_was_read() {
    let long = noise(3 * BLOCK as usize);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("a.log", &long), ("b.log", b"b")]);
    // Its tail is read first: later reads fail.
    while driver.calls.len() < 3 {
        driver.step(&mut ingest);
    }
    driver.fail_from(0, BLOCK + 1);
    driver.run(&mut ingest);
    let rest = ["open b.log, 1 bytes", "close b.log", "open a.log, 12582912 bytes"];
    assert_eq!(driver.calls[..3], rest);
    assert_eq!(driver.calls[3], "close a.log: The disk is gone.");
    assert!(driver.texts["a.log"].len() >= BLOCK as usize);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("a.log", b"a"), ("PC1.zip", &zip(&[("b.log", &noise(9000))]))]);
    driver.fail_from(0, 0);
    driver.fail_from(1, 0);
    assert_eq!(
        driver.run(&mut ingest),
        ["refuse a.log: The disk is gone.", "refuse PC1.zip: The disk is gone."]
    );
}

#[test]
fn an_archive_that_fails_midway_is_listed_with_its_member() {
    let (small, large) = (noise(9000), noise(3 << 20));
    let stored = Packed { method: 0, bytes: large.clone(), ..packed("large.log", &large) };
    let bytes = zip_of(&[packed("small.log", &small), stored]);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("PC1.zip", &bytes)]);
    while driver.calls.len() < 2 {
        driver.step(&mut ingest);
    }
    // The first chunk of the large one has arrived.
    driver.take(4, &mut ingest);
    driver.fail_from(0, 0);
    let calls = driver.run(&mut ingest);
    assert_eq!(
        calls,
        ["refuse member PC1/large.log: The disk is gone.", "skip a log PC1.zip: The disk is gone."]
    );
    assert!(driver.keeps_nothing());
}

#[test]
fn cancel_takes_effect_before_the_next_step() {
    let (log, large) = (noise(9000), noise(3 << 20));
    let bytes = zip(&[("a.log", &log), ("large.log", &large)]);
    let all = {
        let mut driver = Driver::default();
        let mut ingest = driver.given(&[("PC1.zip", &bytes), ("z.log", &[b'z'; 5 << 20])]);
        let mut steps = 0;
        while driver.step(&mut ingest) != IngestStep::Done {
            steps += 1;
        }
        steps
    };
    for steps in 0..all {
        let mut driver = Driver::default();
        let mut ingest = driver.given(&[("PC1.zip", &bytes), ("z.log", &[b'z'; 5 << 20])]);
        driver.take(steps, &mut ingest);
        let blocks = driver.blocks.len();
        ingest.cancel(&mut driver);
        assert_eq!(driver.step(&mut ingest), IngestStep::Done, "after {steps} steps");
        assert_eq!(driver.blocks.len(), blocks);
        let open = driver.calls.iter().filter(|call| call.starts_with("open")).count();
        let closed = driver.calls.iter().filter(|call| call.starts_with("close")).count();
        assert_eq!(open, closed, "after {steps} steps: {:?}", driver.calls);
        assert!(driver.calls.iter().any(|call| call.ends_with(CANCELLED)), "after {steps} steps");
        assert!(driver.keeps_nothing() && ingest.progress().iter().all(|row| row.done));
        // Files that are given later are read.
        driver.add(&mut ingest, &[("new.log", b"new")]);
        assert_eq!(driver.run(&mut ingest), ["open new.log, 3 bytes", "close new.log"]);
    }
}

#[test]
fn cancel_inside_an_archive_lists_what_is_missing() {
    let bytes = zip(&[("a.log", &noise(9000)), ("large.log", &noise(9 << 20))]);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("PC1.zip", &bytes), ("z.log", &vec![b'z'; 20 << 20])]);
    while driver.calls.len() < 2 {
        driver.step(&mut ingest);
    }
    driver.take(6, &mut ingest);
    ingest.cancel(&mut driver);
    let cancelled = ["refuse member PC1/large.log", "skip a log PC1.zip", "refuse z.log"]
        .map(|what| format!("{what}: {CANCELLED}"));
    assert_eq!(driver.calls[2..], cancelled);
    let rows = ingest.progress();
    let problems: Vec<bool> = rows.iter().map(|row| row.problem.is_some()).collect();
    assert_eq!(problems, [true, true, false, true], "{rows:?}");
}

#[test]
fn files_added_during_reading_are_read_last() {
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("b.log", b"bb"), ("c.log", b"ccc")]);
    driver.step(&mut ingest);
    driver.add(&mut ingest, &[("a.log", b"a")]);
    let opened: Vec<String> =
        driver.run(&mut ingest).into_iter().filter(|call| call.starts_with("open")).collect();
    assert_eq!(opened, ["open b.log, 2 bytes", "open c.log, 3 bytes", "open a.log, 1 bytes"]);
}

#[test]
fn clear_forgets_all() {
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("a.log", b"a"), ("b.log", b"b")]);
    driver.step(&mut ingest);
    ingest.clear();
    assert_eq!(
        (driver.step(&mut ingest), driver.calls.len(), ingest.progress().len()),
        (IngestStep::Done, 0, 0)
    );
}

#[test]
fn five_thousand_small_files_are_read() {
    let names: Vec<String> = (0..5000).map(|n| format!("{n:04}.log")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let mut driver = Driver::default();
    let mut ingest = driver.given(&files);
    assert_eq!(driver.run(&mut ingest).len(), 10_000);
    let zipped = zip(&files);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("all.zip", &zipped)]);
    assert_eq!(driver.run(&mut ingest).len(), 10_000);
    assert!(driver.keeps_nothing());
}

#[test]
fn only_possible_logs_of_a_folder_are_read() {
    check_folder(
        &[("PC1/a.png", b"P"), ("PC1/b.evt", b"E"), ("PC1/c.log", b"c")],
        &[
            "skip PC1/a.png: Its name is not a log name.",
            "skip a log PC1/b.evt: Event logs of Windows XP (.evt) are not read: save the log as text or CSV in the \
             Event Viewer and drop that.",
            "open PC1/c.log, 1 bytes",
            "close PC1/c.log",
        ],
    );
    // A chosen file is read regardless of its name.
    check(&[("a.png", b"P")], &["open a.png, 1 bytes", "close a.png"]);
}

#[test]
fn a_bundle_is_named_once_for_its_folder() {
    let registry = "(10) RegistryKey HKLM_x export.reg";
    let handler = "(40) FoldersFiles y/WUAHandler.log";
    let bundle = |folder: &str| format!("bundle {folder}: Intune device diagnostics");
    let mut driver = Driver { whole_folder: true, ..Driver::default() };
    driver.given(&[(&format!("case/{registry}"), b"x"), (&format!("case/{handler}"), b"y")]);
    assert_eq!(driver.calls, [bundle("case")]);
    let inner = zip(&[(registry, b"x"), (handler, b"y")]);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("case.zip", &inner), ("outer.zip", &zip(&[("case.zip", &inner)]))]);
    let bundles: Vec<String> =
        driver.run(&mut ingest).into_iter().filter(|call| call.starts_with("bundle")).collect();
    assert_eq!(bundles, [bundle("case")], "everything in a bundle belongs to it, archives included");
}

#[test]
fn each_limit_gives_one_message() {
    let zeros = vec![0; 80 << 20];
    let mut deep = zip(&[("a.log", b"deep")]);
    for _ in 0..3 {
        deep = zip(&[("in.zip", &deep)]);
    }
    let names: Vec<String> = (0..5001).map(|n| format!("{n}.log")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    for (bytes, sentence) in [
        (zip(&[("bomb.log", &zeros)]), "It unpacks to more than 200 times its packed size"),
        (deep, "It is nested in more than three archives"),
        (zip(&many), "These archives contain more than 5,000 files"),
        (b"PK\x03\x04 and no more".to_vec(), "This zip archive is truncated"),
    ] {
        let mut driver = Driver::default();
        let mut ingest = driver.given(&[("x.zip", &bytes), ("good.log", b"good")]);
        let calls = driver.run(&mut ingest);
        let mut reasons: Vec<&str> = calls
            .iter()
            .filter_map(|call| call.strip_prefix("skip")?.split_once(": "))
            .map(|(_, why)| why)
            .collect();
        reasons.dedup();
        assert!(
            reasons.len() == 1 && reasons[0].starts_with(sentence) && reasons[0].ends_with('.'),
            "{reasons:?}"
        );
        assert!(calls.contains(&"close good.log".to_owned()));
    }
}

#[test]
fn the_readable_part_of_a_damaged_member_is_read() {
    let wrong = Packed { crc: 1, ..packed("a.log", b"a line") };
    check(
        &[("x.zip", &zip_of(&[wrong]))],
        &[
            "open member x/a.log, 6 bytes",
            "close member x/a.log: Its checksum is wrong, so parts of it may be damaged: drop another copy if \
             something looks odd.",
        ],
    );
}

#[test]
fn a_member_without_a_name_is_listed() {
    check(
        &[("x.zip", &zip(&[("..", b"one"), ("a.log", b"two")]))],
        &[
            "skip x/(no name): Its name is not a log name.",
            "open member x/a.log, 3 bytes",
            "close member x/a.log",
        ],
    );
}

#[test]
fn a_document_is_not_unpacked_and_a_zip_with_a_document_is() {
    let of_word = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")]);
    let opened = format!("open notes.docx, {} bytes", of_word.len());
    check(&[("notes.docx", &of_word)], &[&opened, "close notes.docx"]);
    check(
        &[("logs.zip", &zip(&[("a.log", b"one"), ("notes.docx", &of_word)]))],
        &[
            "skip logs/notes.docx: Its name is not a log name.",
            "open member logs/a.log, 3 bytes",
            "close member logs/a.log",
        ],
    );
}

#[test]
fn full_storage_affects_only_the_member() {
    let mut driver = Driver { is_full: true, ..Driver::default() };
    let mut ingest =
        driver.given(&[("x.zip", &zip(&[("a.log", b"a")])), ("b.etl", &trace(2000)), ("c.log", b"c")]);
    assert_eq!(
        driver.run(&mut ingest),
        [
            "open c.log, 1 bytes",
            "close c.log",
            "refuse member x/a.log: There is no room.",
            "refuse b.etl: There is no room.",
        ]
    );
}

#[test]
fn the_next_bytes_are_requested_in_advance() {
    let mut driver = Driver::default();
    let mut ingest =
        driver.given(&[("a.log", &noise(2 * BLOCK as usize)), ("b.log", &noise(3 * BLOCK as usize))]);
    let mut open = Vec::new();
    loop {
        match ingest.step(&mut driver) {
            IngestStep::Read(request) => {
                open.push(request);
                assert!(open.len() <= 2, "{open:?}");
            }
            IngestStep::Wait => {
                let is_last = open[0].body.file() == 1
                    && open[0].range.end == 3 * BLOCK
                    && open[0].range.start > 2 * BLOCK - 1;
                assert!(open.len() == 2 || is_last, "{open:?}");
                let request = open.remove(0);
                let length = (request.range.end - request.range.start) as usize;
                ingest.give(&request, Ok(vec![b'x'; length]));
            }
            IngestStep::Done => return,
            IngestStep::Block | IngestStep::Work => {}
        }
    }
}

#[test]
fn blocks_of_any_size_give_the_same_calls() {
    let log = noise(700_000);
    let bytes = zip(&[("a.log", &log), ("b.etl", &trace(300_000)), ("c.zip", &zip(&[("d.log", &log)]))]);
    let files: [(&str, &[u8]); 3] = [("x.zip", &bytes), ("e.log", &log), ("f.tmf", &log)];
    let read = |block: u64| {
        let mut driver = Driver::default();
        let mut ingest = driver.given(&files).with_block(block);
        driver.run(&mut ingest);
        (driver.calls, driver.texts, driver.blocks.into_iter().max())
    };
    let (calls, texts, _) = read(BLOCK);
    assert_eq!(calls.len(), 8);
    // Blocks are never smaller than what recognition needs.
    for (block, longest) in
        [(1, 65_536), (65_536, 65_536), (65_537, 65_537), (100_003, 100_003), (1 << 30, 700_000)]
    {
        let (other, other_texts, most) = read(block);
        assert_eq!((other, most), (calls.clone(), Some(longest)), "blocks of {block} bytes");
        assert!(other_texts == texts, "blocks of {block} bytes");
    }
}

const UPDATE_LINE: &str =
    "2026/11/12 10:22:51.8422964 1020  6716  WebServices     *FAILED* [80244022] Web service call";
const RECORD: &str = "<![LOG[Scan failed with error = 0x80244022.]LOG]!><time=\"10:22:50.842-60\" date=\"11-12-2026\" \
    component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"4712\" file=\"x.cpp:1\">";

#[test]
fn a_paste_is_read_as_the_original_log() {
    let quoted = format!("> {UPDATE_LINE}\n");
    check(&[("pasted.log", quoted.as_bytes())], &["open pasted.log, 93 bytes", "close pasted.log"]);
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("pasted.log", quoted.as_bytes())]);
    driver.run(&mut ingest);
    assert_eq!(driver.texts["pasted.log"], format!("{UPDATE_LINE}\n").into_bytes());
    let mut full = Driver { is_full: true, ..Driver::default() };
    let mut ingest = full.given(&[("pasted.log", quoted.as_bytes())]);
    full.run(&mut ingest);
    assert_eq!(full.texts["pasted.log"], quoted.as_bytes(), "without room it is read as it is");
}

/// The logs that a paste is split into, each with its lines.
fn check_parts(pasted: &str, expected: &[(&str, &[&str])]) {
    let mut driver = Driver::default();
    let mut ingest = driver.given(&[("pasted.log", pasted.as_bytes())]);
    driver.run(&mut ingest);
    let text = |lines: &[&str]| lines.join("\n") + "\n";
    let expected: Vec<_> = expected.iter().map(|(name, lines)| ((*name).to_owned(), text(lines))).collect();
    let found =
        driver.texts.iter().map(|(name, text)| (name.clone(), String::from_utf8_lossy(text).into_owned()));
    assert_eq!(found.collect::<Vec<_>>(), expected, "{pasted}");
    assert!(driver.keeps_nothing(), "storage is empty after reading");
    assert!(ingest.progress().iter().all(|row| row.done));
}

#[test]
fn several_logs_in_one_paste() {
    check_parts(
        &format!("It fails:\n{RECORD}\n{UPDATE_LINE}\nand more\n{RECORD}\n"),
        &[
            ("member part 1 of pasted.log", &["It fails:", RECORD, RECORD]),
            ("member part 2 of pasted.log", &[UPDATE_LINE, "and more"]),
        ],
    );
    check_parts(
        "WUAHandler.log:\nScan failed with error = 0x80244022.\n\nWindowsUpdate.log\nWARNING: PTError: 0x80244022\n",
        &[
            (
                "member WUAHandler.log in pasted.log",
                &["WUAHandler.log:", "Scan failed with error = 0x80244022.", ""],
            ),
            (
                "member WindowsUpdate.log in pasted.log",
                &["WindowsUpdate.log", "WARNING: PTError: 0x80244022"],
            ),
        ],
    );
    check_parts(
        "--- C:\\Windows\\CCM\\Logs\\ScanAgent.log ---\nScan failed.\n",
        &[(
            "ScanAgent.log in pasted.log",
            &["--- C:\\Windows\\CCM\\Logs\\ScanAgent.log ---", "Scan failed."],
        )],
    );
    let list = "WUAHandler.log\nScanAgent.log\nCBS.log\n";
    check_parts(list, &[("pasted.log", &["WUAHandler.log", "ScanAgent.log", "CBS.log"])]);
    let quoting = format!(
        "<![LOG[It logged:\n{UPDATE_LINE}\n]LOG]!><time=\"10:22:50.842-60\" date=\"11-12-2026\" component=\"x\">"
    );
    check_parts(&format!("{quoting}\n"), &[("pasted.log", &quoting.lines().collect::<Vec<_>>())]);
}

const REPORT: &[u8] = b"{\n  \"version\": \"0.1.0\",\n  \"client_kind\": null,\n  \"headline\": {}\n}\n";

#[test]
fn a_saved_report_is_recognized_by_its_content() {
    check(&[("saved.txt", REPORT)], &["report saved.txt"]);
    let utf16: Vec<u8> =
        b"\xFF\xFE".iter().copied().chain(REPORT.iter().flat_map(|byte| [*byte, 0])).collect();
    check(&[("saved.json", &utf16)], &["report saved.json"]);
    check_folder(&[("Logs/saved.json", REPORT)], &["report Logs/saved.json"]);
}

#[test]
fn other_json_is_read_if_it_was_chosen() {
    let other: &[u8] = b"{\"headline\": 1}";
    check(&[("other.json", other)], &["open other.json, 15 bytes", "close other.json"]);
    check_folder(&[("Logs/other.json", other)], &["skip Logs/other.json: Its name is not a log name."]);
}

#[test]
fn a_saved_report_in_another_form_is_no_log() {
    let sentence = "It is a saved report, not a log, in a form that does not quote lines exactly: save it as JSON, \
                    NDJSON or SARIF to compare its lines with the logs.";
    for (name, bytes) in [
        (
            "report.html",
            &b"<!doctype html>\n<html lang=\"en\">\n<title>Windows Update diagnosis of PC01</title>"[..],
        ),
        ("findings.csv", b"\xEF\xBB\xBFMachine,Severity,Flow,Step,Code,Symbol,Cause,Summary,Count\r\n"),
    ] {
        check(&[(name, bytes)], &[&format!("skip {name}: {sentence}")]);
    }
    check(&[("other.csv", b"Machine,Severity\r\n")], &["open other.csv, 18 bytes", "close other.csv"]);
}
