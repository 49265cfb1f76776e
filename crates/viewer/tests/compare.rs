//! Two runs side by side: what both have, and what only one has.

mod log;

use log::Log;
use log::generate::any_log;
use proptest::prelude::*;
use viewer::{Comparison, Hunk, Side, compare};

fn side(log: &Log) -> Side {
    let mut side = Side::default();
    log.all_rows().iter().for_each(|row| assert!(side.add(row)));
    side
}

/// The comparison as lines: those that only one side has begin with `<` or `>`, those that differ in numbers with `~`.
fn shown(left: &str, right: &str) -> Vec<String> {
    let (left, right) = (Log::new(left), Log::new(right));
    let comparison = compare(&side(&left), &side(&right));
    let text = |log: &Log, at: usize| log.rows([at as u32])[0].text.clone();
    let mut lines = Vec::new();
    for hunk in comparison.hunks {
        match hunk {
            Hunk::Both { left: rows, changed, .. } => {
                for (number, at) in rows.enumerate() {
                    let mark = if changed.contains(&number) { "~" } else { " " };
                    lines.push(format!("{mark} {}", text(&left, at)));
                }
            }
            Hunk::Apart { left: one, right: two } => {
                lines.extend(one.map(|at| format!("< {}", text(&left, at))));
                lines.extend(two.map(|at| format!("> {}", text(&right, at))));
            }
        }
    }
    lines
}

#[test]
fn the_first_difference_between_a_good_run_and_a_bad_one() {
    let good = "Scan 12 started at 10:00:00\nLocations received\nExit code = 0x00000000\nScan 12 ended\n";
    let bad = "Scan 99 started at 11:30:00\nExit code = 0x80244022\nScan 99 ended\n";
    assert_eq!(
        shown(good, bad),
        [
            "~ Scan 12 started at 10:00:00",
            "< Locations received",
            "< Exit code = 0x00000000",
            "> Exit code = 0x80244022",
            "~ Scan 12 ended",
        ]
    );
}

#[test]
fn equal_runs_have_no_difference() {
    let log = Log::new("a\nb\nc\n");
    let comparison = compare(&side(&log), &side(&log));
    assert_eq!(comparison.first_difference(), None);
    assert_eq!(comparison.hunks, [Hunk::Both { left: 0..3, right: 0..3, changed: vec![] }]);
    assert_eq!(compare(&Side::default(), &Side::default()), Comparison::default());
    assert_eq!(compare(&side(&log), &Side::default()).hunks, [Hunk::Apart { left: 0..3, right: 0..0 }]);
}

#[test]
fn a_side_is_bounded() {
    let log = Log::new(&"a\n".repeat(20_001));
    let mut side = Side::default();
    let added = log.all_rows().iter().filter(|row| side.add(row)).count();
    assert_eq!((added, side.len()), (viewer::MOST_COMPARED, viewer::MOST_COMPARED));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_is_in_one_hunk(one in any_log(), two in any_log()) {
        let (left, right) = (side(&Log::of(one, 1 << 20)), side(&Log::of(two, 1 << 20)));
        let (mut at_left, mut at_right) = (0, 0);
        for hunk in compare(&left, &right).hunks {
            let (one, two) = match hunk {
                Hunk::Both { left, right, changed } => {
                    prop_assert!(left.len() == right.len() && changed.iter().all(|&at| at < left.len()));
                    (left, right)
                }
                Hunk::Apart { left, right } => (left, right),
            };
            prop_assert!(one.start == at_left && two.start == at_right && (!one.is_empty() || !two.is_empty()));
            (at_left, at_right) = (one.end, two.end);
        }
        prop_assert_eq!((at_left, at_right), (left.len(), right.len()));
    }
}
