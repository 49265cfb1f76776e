//! The bar of the whole log counts every entry once.

#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod log;

use log::generate::any_log;
use log::{Log, naive};
use logfile::EntryLevel;
use proptest::prelude::*;
use viewer::overview::{Bucket, Strips, by_entries, by_time, strips};
use viewer::{Hits, Lane};

/// The bar by counting each row.
fn naive_bar(
    rows: &[viewer::Row],
    hits: &Hits,
    buckets: usize,
    place: impl Fn(&viewer::Row) -> usize,
) -> Vec<Bucket> {
    let mut bar = vec![Bucket::default(); buckets];
    for row in rows {
        if let Some(bucket) = bar.get_mut(place(row)) {
            bucket.entries += 1;
            bucket.errors += u32::from(row.level == EntryLevel::Error);
            bucket.warnings += u32::from(row.level == EntryLevel::Warning);
            bucket.hits += u32::from(hits.contains(row.entry));
        }
    }
    bar
}

#[test]
fn an_empty_log_has_an_empty_bar() {
    let log = Log::new("");
    assert_eq!(by_entries(&log.index, 3, None), [Bucket::default(); 3]);
    assert_eq!(by_time(&log.index, 0..1, 0, 2, None), [Bucket::default(); 2]);
    assert_eq!(by_entries(&Log::new("a\n").index, 0, None), []);
    assert_eq!(by_time(&Log::new("a\n").index, 5..5, 0, 2, None), [Bucket::default(); 2]);
}

#[test]
fn logs_are_on_one_axis_of_time() {
    let early =
        Log::new("2026/11/12 10:00:00.0000000 1 1 Agent a\n2026/11/12 10:00:01.0000000 1 1 Agent b\n");
    let late = Log::new("2026/11/12 12:00:09.0000000 1 1 Agent c\n");
    let none = Log::new("no time\n");
    // The second log is two hours ahead.
    let lanes = [(&early, 0), (&late, -120), (&none, 0)].map(|(log, bias)| Lane { index: &log.index, bias });
    let Strips { span, lanes } = strips(&lanes, 10).unwrap();
    assert_eq!(span.end - span.start, 9_001);
    let entries: Vec<Vec<u32>> =
        lanes.iter().map(|lane| lane.iter().map(|part| part.entries).collect()).collect();
    assert_eq!(entries[0], [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(entries[1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    assert_eq!(entries[2], [0; 10]);
    assert_eq!(strips(&[Lane { index: &none.index, bias: 0 }], 10), None);
    assert_eq!(strips(&[], 10), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_entry_is_counted_once(bytes in any_log(), buckets in 1usize..300, every in 1u32..9) {
        let log = Log::of(bytes, 9000);
        let rows = naive(&log.bytes);
        let hits: Hits = (0..log.index.len()).filter(|entry| entry % every == 0).collect();
        let all = rows.len().max(1);
        let expected = naive_bar(&rows, &hits, buckets, |row| row.entry as usize * buckets / all);
        prop_assert_eq!(by_entries(&log.index, buckets, Some(&hits)), expected);

        let moments: Vec<i64> = (0..log.index.len()).filter_map(|entry| log.index.moment(entry, 0)).collect();
        let (Some(&first), Some(&last)) = (moments.iter().min(), moments.iter().max()) else { return Ok(()) };
        let expected = naive_bar(&rows, &hits, buckets, |row| match log.index.moment(row.entry, 0) {
            Some(at) => ((at - first) as usize) * buckets / (last + 1 - first) as usize,
            None => usize::MAX,
        });
        prop_assert_eq!(by_time(&log.index, first..last + 1, 0, buckets, Some(&hits)), expected);
    }
}
