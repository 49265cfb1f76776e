//! Several logs in one order of time, as sorting all their rows gives it.

mod log;

use log::generate::any_log;
use log::{Log, merged, naive};
use proptest::prelude::*;
use viewer::{Hits, Lane, MergedRow};

/// A log of the format of WindowsUpdate.log: each word is the time of an entry, and an entry without time is `-`.
fn log_of(times: &str) -> Log {
    let line = |time: &str| match time {
        "-" => "   and more\n".to_owned(),
        time => format!("2026/11/12 {time}.0000000 1020  1000  Agent           at {time}\n"),
    };
    Log::new(&times.split(' ').map(line).collect::<String>())
}

#[track_caller]
fn check(logs: &[&str], expected: &str) {
    let logs: Vec<Log> = logs.iter().map(|times| log_of(times)).collect();
    let lanes: Vec<Lane<'_>> = logs.iter().map(|log| Lane { index: &log.index, bias: 0 }).collect();
    let (_, rows) = merged(&lanes, 7);
    let shown: Vec<String> =
        rows.iter().map(|row| format!("{}{}", ["a", "b"][row.lane], row.entry)).collect();
    assert_eq!(shown.join(" "), expected);
}

#[test]
fn rows_are_in_order_of_time() {
    check(&["10:00:00 10:00:02", "10:00:01 10:00:03"], "a0 b0 a1 b1");
    check(&["10:00:00", "10:00:00"], "a0 b0");
    check(&["10:00:00 10:00:00", "10:00:00"], "a0 a1 b0");
    check(&["10:00:00"], "a0");
}

#[test]
fn threads_that_write_at_once_keep_their_order() {
    check(&["10:00:05 10:00:01 10:00:06", "10:00:02"], "b0 a0 a1 a2");
}

#[test]
fn a_clock_that_was_set_back_begins_again() {
    check(&["10:00:00 12:00:00 10:00:30", "10:00:10 11:00:00"], "a0 b0 a2 b1 a1");
}

#[test]
fn the_bias_of_a_log_counts() {
    let (one, two) = (log_of("10:00:00"), log_of("09:30:00"));
    let lanes = [Lane { index: &one.index, bias: 0 }, Lane { index: &two.index, bias: 60 }];
    assert_eq!(merged(&lanes, 9).1[0], MergedRow { lane: 0, entry: 0 });
}

#[test]
fn a_log_without_times_is_last() {
    let (one, two) = (Log::new("one\ntwo\n"), log_of("10:00:00 10:00:01"));
    let lanes = [Lane { index: &one.index, bias: 0 }, Lane { index: &two.index, bias: 0 }];
    let lanes_of: Vec<usize> = merged(&lanes, 9).1.iter().map(|row| row.lane).collect();
    assert_eq!(lanes_of, [1, 1, 0, 0]);
}

#[test]
fn nothing_to_merge_has_no_rows() {
    let (merge, rows) = merged(&[], 9);
    assert_eq!((rows.len(), merge.len(None)), (0, 0));
    let empty = Log::new("");
    assert_eq!(merged(&[Lane { index: &empty.index, bias: 0 }], 9).1, []);
}

/// By the definition: each row has the time of itself or of the row before, and no row of a log is earlier than the one
/// before it, unless by more than ten seconds.
fn naive_order(logs: &[Log], biases: &[i16]) -> Vec<MergedRow> {
    let mut keys: Vec<(i64, usize, usize, MergedRow)> = Vec::new();
    for (lane, log) in logs.iter().enumerate() {
        let own = |row: &viewer::Row| row.utc.or(row.local.map(|ms| ms + i64::from(biases[lane]) * 60_000));
        let split = |row: &viewer::Row| row.utc.or(row.local);
        let rows = naive(&log.bytes);
        let mut moment = rows.iter().find_map(own).unwrap_or(i64::MAX);
        let (mut peak, mut part, mut latest) = (i64::MIN, 0, i64::MIN);
        for row in &rows {
            moment = own(row).unwrap_or(moment);
            if let Some(at) = split(row) {
                if at < peak.saturating_sub(10_000) && part < 63 {
                    (part, latest, peak) = (part + 1, i64::MIN, at);
                }
                peak = peak.max(at);
            }
            latest = latest.max(moment);
            keys.push((latest, lane, part, MergedRow { lane, entry: row.entry }));
        }
    }
    keys.sort_by_key(|&(key, lane, part, row)| (key, lane, part, row.entry));
    keys.into_iter().map(|(.., row)| row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn merging_is_sorting(files in proptest::collection::vec(any_log(), 0..4), step in 1u32..3000) {
        let logs: Vec<Log> = files.into_iter().map(|bytes| Log::of(bytes, 1 << 20)).collect();
        let biases = [0, -120, 60, 0];
        let lanes: Vec<Lane<'_>> =
            logs.iter().zip(biases).map(|(log, bias)| Lane { index: &log.index, bias }).collect();
        let (merge, rows) = merged(&lanes, step);
        prop_assert_eq!(&rows, &naive_order(&logs, &biases));
        prop_assert_eq!(merge.len(None), rows.len() as u64);
        // Any row is found from its number, and its number from the row.
        for (number, row) in rows.iter().enumerate().step_by(97) {
            prop_assert_eq!(merge.rows(&lanes, None, number as u64, 1), vec![*row]);
            prop_assert_eq!(merge.row_of(&lanes, None, *row), Some(number as u64));
        }
    }

    #[test]
    fn hidden_rows_are_left_out(one in any_log(), two in any_log(), every in 1u32..50, from in 0u64..900) {
        let logs = [Log::of(one, 1 << 20), Log::of(two, 1 << 20)];
        let lanes = logs.each_ref().map(|log| Lane { index: &log.index, bias: 0 });
        let hits: Vec<Hits> =
            logs.iter().map(|log| (0..log.index.len()).filter(|entry| entry % every == 0).collect()).collect();
        let shown: Vec<&Hits> = hits.iter().collect();
        let (merge, rows) = merged(&lanes, 5000);
        let expected: Vec<MergedRow> = rows.into_iter().filter(|row| row.entry % every == 0).collect();
        prop_assert_eq!(merge.len(Some(&shown)), expected.len() as u64);
        let found = merge.rows(&lanes, Some(&shown), from, 40);
        let some: Vec<MergedRow> = expected.iter().copied().skip(from as usize).take(40).collect();
        prop_assert_eq!(&found, &some);
        if let Some(first) = found.first() {
            prop_assert_eq!(merge.row_of(&lanes, Some(&shown), *first), Some(from));
        }
    }
}
