//! Two runs side by side: what both have, what only one has, and the rows to show.

mod log;

use viewer::{Case, Hunk, MergedLog, PairLogs, PairView, Pattern, ViewStep};

const DAY: i64 = 1_794_441_600_000;

fn line(time: &str, text: &str) -> String {
    format!("2026/11/12 {time}.0000000 1020  1000  Agent           {text}\n")
}

fn side(log: &[u8], time: Option<(i64, i64)>) -> PairLogs {
    PairLogs { logs: vec![MergedLog { size: log.len() as u64, reading: None, log: 0 }], time }
}

/// The pair after all work, with the files of both sides.
fn run(pair: &mut PairView, files: [&[u8]; 2]) {
    loop {
        match pair.step(&|_, _, _| 0) {
            ViewStep::Read((side, ranges)) => {
                let part = |(_, range): &(usize, std::ops::Range<u64>)| {
                    files[side][range.start as usize..range.end as usize].to_vec()
                };
                let parts: Vec<Vec<u8>> = ranges.iter().map(part).collect();
                pair.add(&parts);
            }
            ViewStep::Work => {}
            ViewStep::Idle => return,
        }
    }
}

#[test]
fn two_runs_of_one_log_are_aligned_by_their_messages() {
    let log = [
        line("10:00:00", "scan 1 begins"),
        line("10:00:01", "searching"),
        line("10:00:02", "scan 1 succeeded"),
        line("11:00:00", "scan 2 begins"),
        line("11:00:01", "searching"),
        line("11:00:02", "search failed with 0x8024401b"),
    ]
    .concat();
    let hour = |hour: i64| Some((DAY + hour * 3_600_000, DAY + (hour + 1) * 3_600_000));
    let log = log.as_bytes();
    let mut pair = PairView::new([side(log, hour(10)), side(log, hour(11))]);
    run(&mut pair, [log, log]);
    let hunks = pair.comparison().map(|comparison| comparison.hunks.clone());
    let both = Hunk::Both { left: 0..2, right: 0..2, changed: vec![0] };
    assert_eq!(hunks, Some(vec![both, Hunk::Apart { left: 2..3, right: 2..3 }]));
    assert_eq!(pair.rows(), [(3, false), (3, false)]);
    pair.ask_rows(1, 7, 2, 9);
    run(&mut pair, [log, log]);
    let (side, ticket, rows) = pair.next_rows().unwrap();
    assert_eq!((side, ticket, rows.len()), (1, 7, 1));
    assert_eq!(rows[0].row.text, "search failed with 0x8024401b");
}

#[test]
fn more_than_twenty_thousand_rows_are_cut() {
    let long: String = (0..20_001).map(|at| line("10:00:00", &format!("row {at}"))).collect();
    let short = line("10:00:00", "row 1");
    let files = [long.as_bytes(), short.as_bytes()];
    let mut pair = PairView::new(files.map(|file| side(file, None)));
    run(&mut pair, files);
    assert_eq!(pair.rows(), [(20_000, true), (1, false)]);
    assert!(pair.comparison().is_some());
}

#[test]
fn a_search_finds_rows_of_both_sides_also_beyond_the_first_ones() {
    let rows = |count: u32, last: &str| -> String {
        let row = |at: u32| line("10:00:00", &format!("row {at} is quiet"));
        (0..count).map(row).chain([line("10:00:01", last)]).collect()
    };
    let (left, right) = (rows(1_200, "row 7 FAILED"), rows(0, "it failed"));
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut pair = PairView::new([side(left, None), side(right, None)]);
    let text = |text: &str| Some(Pattern::text(text, Case::Ignored).unwrap());
    pair.set_find(text("failed"));
    assert_eq!(pair.found(), None, "nothing is read yet");
    run(&mut pair, [left, right]);
    assert_eq!(pair.found(), Some([&[1_200][..], &[0][..]]));
    pair.set_find(text("row 7 "));
    pair.set_find(text("row 119"));
    run(&mut pair, [left, right]);
    let all: Vec<u32> = [119].into_iter().chain(1_190..1_200).collect();
    assert_eq!(pair.found(), Some([&all[..], &[][..]]));
    pair.set_find(None);
    assert_eq!(pair.found(), None);
}
