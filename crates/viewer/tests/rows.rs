//! Rows are what one reading of the whole file gives, in blocks of any size, for any rows that are requested.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod log;

use log::generate::{Shape, any_log, encode, text};
use log::{Log, naive, naive_with, read_on, reading_of};
use logfile::EntryLevel;
use proptest::prelude::*;
use viewer::{Direction, Indexing, Position, RowRequest, elapsed, elapsed_words};

const CMTRACE: &str = "\
<![LOG[Scan started]LOG]!><time=\"10:22:50.842-60\" date=\"11-12-2026\" component=\"ScanAgent\" context=\"\" type=\"1\" thread=\"4712\" file=\"scan.cpp:12\">
a note of somebody
<![LOG[Scan failed:
0x80244022]LOG]!><time=\"10:22:51.092-60\" date=\"11-12-2026\" component=\"WUAHandler\" context=\"\" type=\"3\" thread=\"88\" file=\"wua.cpp:9\">
";

#[test]
fn a_row_has_all_columns() {
    let log = Log::new(CMTRACE);
    let rows = log.all_rows();
    let shown: Vec<String> = rows
        .iter()
        .map(|row| {
            let (line, level, text) = (row.line, row.level.word(), &row.text);
            format!(
                "{line} {level} [{}] {} {} {} | {text}",
                row.written, row.component, row.thread, row.source
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "1 info [11-12-2026 10:22:50.842-60] ScanAgent 4712 scan.cpp:12 | Scan started",
            "2 plain []  0  | a note of somebody",
            "3 error [11-12-2026 10:22:51.092-60] WUAHandler 88 wua.cpp:9 | Scan failed:\n0x80244022",
        ]
    );
    assert_eq!(log.slice(rows[1].bytes.clone()), b"a note of somebody\n");
    assert_eq!((rows[2].lines, rows[2].utc), (2, rows[2].local.map(|ms| ms - 3_600_000)));
    assert_eq!(elapsed(&rows[0], &rows[2]).map(elapsed_words).unwrap(), "0.250 s");
    assert_eq!(elapsed(&rows[0], &rows[1]), None);
}

#[test]
fn the_index_counts() {
    let log = Log::new(CMTRACE);
    let counts = log.index.counts();
    assert_eq!((counts.errors, counts.infos, counts.plain, log.index.lines()), (1, 1, 1, 4));
    let origins: Vec<String> = log
        .index
        .origins()
        .map(|origin| format!("{} {}: {}", origin.component, origin.thread, origin.entries))
        .collect();
    assert_eq!(origins, ["ScanAgent 4712: 1", " 0: 1", "WUAHandler 88: 1"]);
    let (first, last) = log.index.span(0).unwrap();
    assert_eq!(last - first, 250);
    assert_eq!(log.index.moment(1, 0), Some(first), "an entry without time is of that of the one before it");
}

#[test]
fn an_empty_file_has_no_rows() {
    for bytes in [&b""[..], b"\r\n \r\n", b"\xEF\xBB\xBF", b"\0\0\0\0"] {
        let log = Log::of(bytes.to_vec(), 1);
        assert_eq!((log.index.len(), log.all_rows().len(), log.index.span(0)), (0, 0, None), "{bytes:?}");
        assert_eq!(Position::Line(1).request(&log.index), None);
        assert_eq!(log.index.next_of_level(0, &[EntryLevel::Error], Direction::Forward), None);
    }
}

#[test]
fn a_very_long_line_is_cut_into_entries_of_a_megabyte_at_most() {
    let long = "x".repeat(3_000_000);
    let log = Log::of(format!("first\n{long}\nlast\n").into_bytes(), 1000);
    assert_eq!(log.all_rows(), naive(&log.bytes));
    let rows = log.all_rows();
    assert!(rows.iter().all(|row| row.bytes.end - row.bytes.start <= 1 << 20));
    assert!(rows[1].is_cut && rows[1].text.len() == viewer::MOST_CHARACTERS);
}

#[test]
fn errors_are_jumped_to_in_both_directions() {
    let log = Log::new(CMTRACE);
    let errors = [EntryLevel::Error, EntryLevel::Warning];
    assert_eq!(log.index.next_of_level(0, &errors, Direction::Forward), Some(2));
    assert_eq!(log.index.next_of_level(2, &errors, Direction::Forward), None);
    assert_eq!(log.index.next_of_level(2, &errors, Direction::Backward), None);
    assert_eq!(log.index.next_of_level(9, &errors, Direction::Backward), Some(2));
    let (first, last) = log.index.span(0).unwrap();
    assert_eq!(log.index.entry_at(first + 1, 0), Some(2));
    assert_eq!(log.index.entry_at(0, 0), Some(0));
    assert_eq!(log.index.entry_at(last + 1, 0), None);
}

#[test]
fn a_hash_survives_another_encoding_and_a_longer_file() {
    let text = text(Shape::CmTrace, &[1 << 20 | 8, 1 << 20 | 65_538, 1 << 20 | 5]);
    let hashes =
        |bytes: Vec<u8>| Log::of(bytes, 99).all_rows().iter().map(|row| row.hash).collect::<Vec<_>>();
    let hashed = hashes(text.clone().into_bytes());
    assert_eq!(hashes(encode(&text, log::generate::Way::Utf16)), hashed);
    assert_eq!(hashes(text.replace('\n', "\r\n").into_bytes()), hashed);
    assert_eq!(hashes([CMTRACE, &text].concat().into_bytes())[3..], hashed);
}

#[test]
fn a_file_that_became_shorter_ends_where_it_ends() {
    let mut indexing = Indexing::new(reading_of(CMTRACE.as_bytes()), 1 << 40);
    indexing.next_range().unwrap();
    indexing.add(CMTRACE.as_bytes());
    assert_eq!((indexing.next_range(), indexing.index().len()), (None, 3));
    indexing.add(b"ignored");
    assert_eq!(indexing.index().len(), 3);
}

#[test]
fn changed_bytes_give_rows_and_no_panic() {
    let log = Log::new(CMTRACE);
    for request in RowRequest::of(&log.index, 0..99) {
        for bytes in [&b""[..], b"x", &[b'\n'; 5000]] {
            assert!(request.rows(&log.index, bytes).len() <= 3);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn rows_are_those_of_the_whole_file(bytes in any_log(), block in 1u64..3000) {
        let log = Log::of(bytes, block);
        let expected = naive(&log.bytes);
        prop_assert_eq!(log.all_rows(), expected);
        prop_assert_eq!(log.index.end(), log.bytes.len() as u64);
    }

    #[test]
    fn any_rows_can_be_requested(bytes in any_log(), entries in proptest::collection::vec(0u32..800, 0..40)) {
        let log = Log::of(bytes, 1 << 20);
        let mut expected = naive(&log.bytes);
        expected.retain(|row| entries.contains(&row.entry));
        prop_assert_eq!(log.rows(entries), expected);
    }

    #[test]
    fn positions_lead_to_their_entry(bytes in any_log(), line in 1u64..2000, offset in 0u64..40_000) {
        let log = Log::of(bytes, 5000);
        let rows = naive(&log.bytes);
        for position in [Position::Line(line), Position::Offset(offset)] {
            let begun = |row: &&viewer::Row| match position {
                Position::Line(line) => row.line <= line,
                Position::Offset(offset) => row.bytes.start <= offset,
            };
            let expected = rows.iter().rev().find(begun).or(rows.first()).map(|row| row.entry);
            let request = position.request(&log.index);
            let found = request.and_then(|request| {
                position.entry(&request.rows(&log.index, log.slice(request.bytes.clone())))
            });
            prop_assert_eq!(found, expected, "{:?}", position);
        }
    }

    #[test]
    fn a_growing_file_is_followed(bytes in any_log(), cut: prop::sample::Index, block in 500u64..9000) {
        let cut = cut.index(bytes.len() + 1);
        let reading = reading_of(&bytes);
        let mut indexing = Indexing::new(reading.clone(), cut as u64).with_block(block);
        read_on(&mut indexing, &bytes[..cut]);
        let before = naive_with(&reading, &bytes[..cut]);
        let kept = indexing.grow(bytes.len() as u64);
        read_on(&mut indexing, &bytes);
        let log = Log { index: indexing.into_index(), bytes };
        let rows = log.all_rows();
        prop_assert_eq!(&rows, &naive_with(&reading, &log.bytes));
        prop_assert_eq!(&rows[..kept as usize], &before[..kept as usize]);
        let origins: u32 = log.index.origins().map(|origin| origin.entries).sum();
        prop_assert_eq!(origins, log.index.len());
    }

    #[test]
    fn the_next_error_is_the_next_error(bytes in any_log(), from in 0u32..800) {
        let log = Log::of(bytes, 1 << 20);
        let rows = naive(&log.bytes);
        let is_bad = |row: &&viewer::Row| matches!(row.level, EntryLevel::Error | EntryLevel::Warning);
        let bad: Vec<u32> = rows.iter().filter(is_bad).map(|row| row.entry).collect();
        let levels = [EntryLevel::Error, EntryLevel::Warning];
        prop_assert_eq!(
            log.index.next_of_level(from, &levels, Direction::Forward),
            bad.iter().copied().find(|&entry| entry > from)
        );
        prop_assert_eq!(
            log.index.next_of_level(from, &levels, Direction::Backward),
            bad.iter().rev().copied().find(|&entry| entry < from)
        );
    }
}
