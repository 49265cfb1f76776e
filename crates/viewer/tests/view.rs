//! A log that is shown while it is read gives the rows, the hits and the jumps that a look at every row gives.
#![allow(clippy::unwrap_used, clippy::panic)] // A test panics when something is wrong.

mod log;

use log::generate::any_log;
use log::{naive, reading_of};
use logfile::{EntryLevel, Format};
use proptest::prelude::*;
use viewer::{Case, Condition, Direction, Filter, LogView, Pattern, Row, Target, ViewAnswer, ViewStep};

const LOG: &str = "\
2026/11/12 10:00:00.0000000 1020  1000  Agent           Scan started
2026/11/12 10:00:01.0000000 1020  1001  Handler         *FAILED* [80248007] scan
2026/11/12 10:00:02.0000000 1020  1000  Agent           Scan failed
   more of it: 0x80244022
2026/11/12 10:00:03.0000000 1021  1001  DataStore       closed
";

/// A view of bytes in memory.
struct Shown<'b> {
    bytes: &'b [u8],
    view: LogView,
}

impl<'b> Shown<'b> {
    fn new(bytes: &'b [u8], block: u64) -> Self {
        Self { bytes, view: LogView::new(bytes.len() as u64, None).with_block(block) }
    }

    /// One step, with the bytes that it needs; whether there is more to do.
    fn step(&mut self) -> bool {
        match self.view.step() {
            ViewStep::Read(ranges) => {
                let part =
                    |range: &std::ops::Range<u64>| &self.bytes[range.start as usize..range.end as usize];
                let parts: Vec<&[u8]> = ranges.iter().map(part).collect();
                self.view.add(&parts);
                true
            }
            ViewStep::Work => true,
            ViewStep::Idle => false,
        }
    }

    /// The next answer; none if all is done without one.
    fn answer(&mut self) -> Option<ViewAnswer> {
        loop {
            if let Some(answer) = self.view.next_answer() {
                return Some(answer);
            }
            if !self.step() {
                return self.view.next_answer();
            }
        }
    }

    fn rows(&mut self, from: u32, count: u32) -> Vec<(Row, bool)> {
        self.view.ask_rows(1, from, count);
        match self.answer() {
            Some(ViewAnswer::Rows { ticket: 1, rows, .. }) => rows,
            answer => panic!("{answer:?} instead of rows"),
        }
    }

    fn entries(&mut self, from: u32, count: u32) -> Vec<u32> {
        self.rows(from, count).iter().map(|(row, _)| row.entry).collect()
    }

    /// The row and the entry of a jump, repeated until the answer is final.
    fn jump(&mut self, from: u32, target: Target) -> Option<(u32, u32)> {
        loop {
            self.view.ask_jump(2, from, target);
            match self.answer() {
                Some(ViewAnswer::Jumped { ticket: 2, found, is_searching: false }) => return found,
                Some(ViewAnswer::Jumped { is_searching: true, .. }) => {
                    self.step();
                }
                answer => panic!("{answer:?} instead of a jump"),
            }
        }
    }

    fn finish(&mut self) {
        while self.step() {}
    }
}

fn text(needle: &str) -> Pattern {
    Pattern::text(needle, Case::Ignored).unwrap()
}

#[test]
fn the_first_rows_are_there_before_the_log_is_read() {
    let log = LOG.repeat(1000);
    let mut shown = Shown::new(log.as_bytes(), 997);
    assert_eq!(shown.entries(0, 2), [0, 1]);
    assert!(shown.view.progress().read < log.len() as u64 / 10);
    shown.finish();
    assert_eq!(shown.view.progress().entries, 4000);
    assert_eq!(shown.entries(3998, 10), [3998, 3999]);
    assert_eq!(shown.entries(4000, 10), [] as [u32; 0]);
}

#[test]
fn a_filter_and_a_search_apply_to_what_is_read_later() {
    let log = LOG.repeat(100);
    let mut shown = Shown::new(log.as_bytes(), 997);
    shown.view.set_filter(Filter::only(Condition::Component("Agent".to_owned())), 0, 0);
    shown.view.set_find(Some(text("0x80244022")), 0);
    assert!(shown.view.progress().is_filtering);
    shown.finish();
    let progress = shown.view.progress();
    assert_eq!((progress.rows, progress.hits), (200, 100));
    assert!(!progress.is_filtering && !progress.is_finding);
    assert_eq!(shown.entries(0, 4), [0, 2, 4, 6]);
    assert_eq!(
        shown.rows(0, 4).iter().map(|(_, is_hit)| *is_hit).collect::<Vec<_>>(),
        [false, true, false, true]
    );
}

#[test]
fn each_chip_counts_what_it_hides_by_itself() {
    let log = LOG.repeat(100);
    let mut shown = Shown::new(log.as_bytes(), 997);
    assert_eq!(shown.entries(0, 1), [0]);
    shown.view.set_filter(Filter::without(Condition::Text(text("closed"))), 0, 0);
    assert_eq!(shown.view.progress().hidden, [None]);
    shown.finish();
    assert_eq!(shown.view.progress().hidden, [Some(100)]);
    let both = Filter::without(Condition::Text(text("closed")))
        .and(Filter::only(Condition::Component("Agent".to_owned())));
    shown.view.set_filter(both, 0, 0);
    shown.finish();
    assert_eq!(shown.view.progress().hidden, [Some(100), Some(200)]);
    shown.view.set_filter(Filter::default(), 0, 0);
    assert_eq!(shown.view.progress().hidden, []);
}

#[test]
fn jumps_lead_to_rows_of_the_filter() {
    let log = LOG.repeat(10);
    let mut shown = Shown::new(log.as_bytes(), 997);
    assert_eq!(shown.jump(0, Target::Line(4)), Some((2, 2)));
    assert_eq!(shown.jump(0, Target::Line(1_000_000)), Some((39, 39)), "the last one");
    assert_eq!(shown.jump(1, Target::Level(EntryLevel::Warning, Direction::Forward)), Some((5, 5)));
    assert_eq!(shown.jump(1, Target::Level(EntryLevel::Warning, Direction::Backward)), None);
    shown.view.set_filter(Filter::without(Condition::Component("Agent".to_owned())), 0, 0);
    assert_eq!(shown.jump(0, Target::Line(3)), Some((1, 3)), "the next row that is shown");
    shown.view.set_find(Some(text("closed")), 0);
    assert_eq!(shown.jump(3, Target::Hit(Direction::Forward)), Some((3, 7)));
    assert_eq!(shown.jump(39, Target::Hit(Direction::Forward)), Some((1, 3)), "after the last one the first");
    assert_eq!(shown.jump(3, Target::Hit(Direction::Backward)), Some((19, 39)));
    shown.view.set_find(None, 0);
    assert_eq!(shown.jump(3, Target::Hit(Direction::Forward)), None);
}

#[test]
fn a_row_is_found_by_its_hash_after_the_log_has_grown_at_its_beginning() {
    let line = "2026/11/12 10:00:02.0000000 1020  1000  Agent           The one\n";
    let before = [LOG, line].concat();
    let hash = naive(before.as_bytes()).last().unwrap().hash;
    let after = [&LOG.repeat(500), line, LOG].concat();
    let mut shown = Shown::new(after.as_bytes(), 997);
    assert_eq!(shown.jump(0, Target::Hash(hash, 6)), Some((2000, 2000)));
    assert_eq!(shown.jump(0, Target::Hash(hash ^ 1, 6)), None);
}

#[test]
fn a_binary_file_is_not_shown() {
    let bytes: Vec<u8> = (0..4000u32).map(|at| (at * 7 % 256) as u8).collect();
    let mut shown = Shown::new(&bytes, 997);
    assert_eq!(shown.rows(0, 10), []);
    assert!(shown.view.problem().is_some());
}

#[test]
fn an_empty_file_has_no_rows_and_no_jumps() {
    let mut shown = Shown::new(&[], 997);
    shown.finish();
    assert_eq!(shown.rows(0, 10), []);
    assert_eq!(shown.jump(0, Target::Line(1)), None);
    assert_eq!(shown.jump(0, Target::Time(0, 0)), None);
}

#[test]
fn a_file_that_became_shorter_ends_where_it_does() {
    let log = LOG.repeat(50);
    let mut view = LogView::new(log.len() as u64 * 2, None).with_block(997);
    for _ in 0..10_000 {
        match view.step() {
            ViewStep::Read(ranges) => {
                let part = |at: u64| (at as usize).min(log.len());
                let parts: Vec<&[u8]> =
                    ranges.iter().map(|range| &log.as_bytes()[part(range.start)..part(range.end)]).collect();
                view.add(&parts);
            }
            ViewStep::Work => {}
            ViewStep::Idle => break,
        }
    }
    assert_eq!(view.step(), ViewStep::Idle);
    assert_eq!(view.progress().entries, 200);
}

#[test]
fn a_log_is_followed_while_it_grows() {
    let log = LOG.repeat(50);
    // Its last line is not complete yet.
    let cut = log.len() - 40;
    let mut shown = Shown::new(&log.as_bytes()[..cut], 997);
    let only = |needle| Filter::only(Condition::Text(text(needle)));
    shown.view.set_filter(only("scan"), 0, 0);
    shown.view.set_find(Some(text("0x80244022")), 0);
    shown.finish();
    assert_eq!((shown.view.progress().rows, shown.view.progress().hits), (150, 50));
    let longer = LOG.repeat(60);
    shown.bytes = longer.as_bytes();
    shown.view.grow(longer.len() as u64);
    // A smaller size, which a later look at the file cannot give, changes nothing.
    shown.finish();
    shown.view.grow(3);
    shown.finish();
    let progress = shown.view.progress();
    assert_eq!((progress.entries, progress.rows, progress.hits), (240, 180, 60));
    assert_eq!((progress.read, progress.size), (longer.len() as u64, longer.len() as u64));
    assert_eq!(progress.hidden, [Some(60)]);
    assert_eq!(shown.entries(178, 10), [237, 238]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_log_that_grows_at_any_moment_is_shown_as_it_is_then(
        bytes in any_log(),
        cut: prop::sample::Index,
        steps in 0usize..12,
        block in 1u64..3000,
    ) {
        let reading = reading_of(&bytes);
        prop_assume!(reading.format != Format::Binary);
        let cut = cut.index(bytes.len() + 1);
        let view = LogView::new(cut as u64, Some(reading)).with_block(block);
        let mut shown = Shown { bytes: &bytes, view };
        shown.view.ask_rows(3, 0, 50);
        for _ in 0..steps {
            shown.step();
        }
        shown.view.grow(bytes.len() as u64);
        shown.finish();
        while shown.view.next_answer().is_some() {}
        let mut got = Vec::new();
        while let part = shown.rows(got.len() as u32, 97) && !part.is_empty() {
            got.extend(part.into_iter().map(|(row, _)| row));
        }
        prop_assert_eq!(got, naive(&bytes));
    }

    #[test]
    fn it_is_what_a_look_at_every_row_gives(
        bytes in any_log(),
        needle in "[a-e0-2 ]{1,2}",
        hidden in "[a-e0-2 ]{1,2}",
        at in any::<prop::sample::Index>(),
        block in 1u64..3000,
    ) {
        let rows = naive(&bytes);
        // The end of a long text is searched, but not shown.
        prop_assume!(rows.iter().all(|row| !row.is_cut));
        let mut shown = Shown::new(&bytes, block);
        shown.view.set_filter(Filter::without(Condition::Text(text(&hidden))), 0, 0);
        shown.view.set_find(Some(text(&needle)), 0);
        let contains = |row: &Row, part: &str| !text(part).places(&row.text, 1).is_empty();
        let expected: Vec<(u32, bool)> = rows
            .iter()
            .filter(|row| !contains(row, &hidden))
            .map(|row| (row.entry, contains(row, &needle)))
            .collect();
        shown.finish();
        if reading_of(&bytes).format == Format::Binary {
            prop_assert!(shown.view.problem().is_some());
            return Ok(());
        }
        let mut got = Vec::new();
        while let part = shown.rows(got.len() as u32, 97) && !part.is_empty() {
            got.extend(part.into_iter().map(|(row, is_hit)| (row.entry, is_hit)));
        }
        prop_assert_eq!(&got, &expected);
        if !expected.is_empty() {
            let from = expected[at.index(expected.len())].0;
            let hits: Vec<u32> = expected.iter().filter(|(_, is_hit)| *is_hit).map(|(entry, _)| *entry).collect();
            let next = hits.iter().find(|&&hit| hit > from).or(hits.first()).copied();
            let found = shown.jump(from, Target::Hit(Direction::Forward)).map(|(_, entry)| entry);
            prop_assert_eq!(found, next);
        }
    }
}
