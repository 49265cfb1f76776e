//! Several logs that are shown together: rows, filter, search and jumps as one sorted list of all rows gives them.

#![allow(clippy::panic)] // A test panics when something is wrong.

mod log;

use log::generate::any_log;
use log::{Log, merged, naive, reading_of};
use logfile::{EntryLevel, Format};
use proptest::prelude::*;
use viewer::{
    Case, Chip, Condition, Direction, Filter, Lane, MergedAnswer, MergedLine, MergedLog, MergedTarget,
    MergedView, Pattern, ViewProgress, ViewStep,
};

/// Logs in memory, shown together.
struct Shown {
    files: Vec<Vec<u8>>,
    view: MergedView,
}

impl Shown {
    fn of(files: Vec<Vec<u8>>) -> Self {
        let log = |(number, file): (usize, &Vec<u8>)| MergedLog {
            size: file.len() as u64,
            reading: None,
            log: number as u32,
        };
        let logs = files.iter().enumerate().map(log).collect();
        Self { view: MergedView::with_block(logs, 997), files }
    }

    /// Two logs with the times and messages of CMTrace.
    fn two() -> Self {
        Self::of(vec![
            cmtrace(&[
                ("10:00:00", "scan begins", 1),
                ("10:00:02", "scan failed", 3),
                ("10:00:09", "scan again", 1),
            ]),
            cmtrace(&[("10:00:01", "request sent", 1), ("10:00:03", "request failed", 3)]),
        ])
    }

    fn run(&mut self) {
        loop {
            match self.view.step(&|_, _| 0) {
                ViewStep::Read(ranges) => {
                    let part = |(lane, range): &(usize, std::ops::Range<u64>)| {
                        self.files[*lane][range.start as usize..range.end as usize].to_vec()
                    };
                    let parts: Vec<Vec<u8>> = ranges.iter().map(part).collect();
                    self.view.add(&parts);
                }
                ViewStep::Work => {}
                ViewStep::Idle => return,
            }
        }
    }

    fn rows(&mut self, from: u32, count: u32) -> Vec<MergedLine> {
        self.view.ask_rows(7, from, count);
        self.run();
        match self.view.next_answer() {
            Some(MergedAnswer::Rows { ticket: 7, rows, .. }) => rows,
            other => panic!("{other:?}"),
        }
    }

    fn texts(&mut self) -> Vec<String> {
        self.rows(0, 500).into_iter().map(|line| line.row.text).collect()
    }

    fn jump(&mut self, from: u32, target: MergedTarget) -> Option<(u32, u32)> {
        self.view.ask_jump(9, from, target);
        self.run();
        match self.view.next_answer() {
            Some(MergedAnswer::Jumped { ticket: 9, found }) => found,
            other => panic!("{other:?}"),
        }
    }

    fn progress(&mut self) -> ViewProgress {
        self.run();
        self.view.progress()
    }
}

fn cmtrace(lines: &[(&str, &str, u32)]) -> Vec<u8> {
    let line = |(time, text, level): &(&str, &str, u32)| {
        format!(
            "<![LOG[{text}]LOG]!><time=\"{time}.000+000\" date=\"11-12-2026\" component=\"C\" context=\"\" type=\"{level}\" thread=\"1\" file=\"a.cpp:1\">\n"
        )
    };
    lines.iter().map(line).collect::<String>().into_bytes()
}

fn only(condition: Condition) -> Filter {
    Filter { chips: vec![Chip { condition, hides: false }] }
}

#[test]
fn rows_of_all_logs_are_in_order_of_time() {
    let mut shown = Shown::two();
    assert_eq!(shown.texts(), ["scan begins", "request sent", "scan failed", "request failed", "scan again"]);
    let lanes: Vec<usize> = shown.rows(1, 2).iter().map(|line| line.lane).collect();
    assert_eq!(lanes, [1, 0]);
    let progress = shown.progress();
    assert_eq!((progress.entries, progress.errors, progress.rows), (5, 2, 5));
    assert_eq!(progress.read, progress.size);
}

#[test]
fn a_filter_shows_one_log_or_one_text() {
    let mut shown = Shown::two();
    shown.view.set_filter(&only(Condition::Log(1)));
    assert_eq!(shown.texts(), ["request sent", "request failed"]);
    shown.view.set_filter(&only(Condition::Text(Pattern::text("failed", Case::Ignored).unwrap())));
    assert_eq!(shown.texts(), ["scan failed", "request failed"]);
    assert_eq!(shown.progress().rows, 2);
    assert_eq!(shown.rows(1, 1)[0].number, 3, "the number among all rows");
    shown.view.set_filter(&Filter::default());
    assert_eq!(shown.progress().rows, 5);
}

#[test]
fn hits_are_found_across_logs_and_wrap_around() {
    let mut shown = Shown::two();
    shown.view.set_find(Some(&Pattern::text("failed", Case::Ignored).unwrap()));
    let hit = |shown: &mut Shown, from, direction| shown.jump(from, MergedTarget::Hit(direction)).unwrap().1;
    assert_eq!(hit(&mut shown, 0, Direction::Forward), 2);
    assert_eq!(hit(&mut shown, 2, Direction::Forward), 3);
    assert_eq!(hit(&mut shown, 3, Direction::Forward), 2);
    assert_eq!(hit(&mut shown, 2, Direction::Backward), 3);
    assert_eq!(shown.progress().hits, 2);
    let numbers =
        |shown: &mut Shown, from| shown.rows(from, 9).iter().map(|line| line.hit).collect::<Vec<_>>();
    assert_eq!(numbers(&mut shown, 0), [0, 0, 1, 2, 0]);
    assert_eq!(numbers(&mut shown, 3), [2, 0]);
    shown.view.set_filter(&only(Condition::Log(1)));
    assert_eq!(numbers(&mut shown, 0), [0, 1], "among the rows that are shown");
}

#[test]
fn each_chip_counts_what_it_hides_by_itself() {
    let mut shown = Shown::two();
    assert_eq!(shown.progress().hidden, []);
    let text = |text| Condition::Text(Pattern::text(text, Case::Ignored).unwrap());
    shown.view.set_filter(&only(text("failed")));
    assert_eq!(shown.progress().hidden, [Some(3)]);
    let hide = |condition| Chip { condition, hides: true };
    let chips = vec![
        Chip { condition: text("scan"), hides: false },
        hide(Condition::Log(0)),
        hide(Condition::Level(EntryLevel::Error)),
    ];
    shown.view.set_filter(&Filter { chips });
    let progress = shown.progress();
    assert_eq!((progress.rows, progress.hidden), (0, vec![Some(2), Some(3), Some(2)]));
}

#[test]
fn errors_lines_and_times_are_jumped_to() {
    let mut shown = Shown::two();
    let error = MergedTarget::Level(EntryLevel::Error, Direction::Forward);
    assert_eq!(shown.jump(2, error), Some((3, 3)));
    assert_eq!(shown.jump(3, error), None, "errors do not wrap around");
    assert_eq!(shown.jump(0, MergedTarget::Line(1, 2, None)), Some((3, 3)));
    let hash = shown.rows(4, 1)[0].row.hash;
    assert_eq!(shown.jump(0, MergedTarget::Line(0, 1, Some(hash))), Some((4, 4)), "far from its line");
    // 2026-11-12 10:00:02.500 UTC.
    assert_eq!(shown.jump(0, MergedTarget::Time(1_794_477_602_500)), Some((3, 3)));
    shown.view.set_filter(&only(Condition::Log(0)));
    assert_eq!(shown.jump(0, MergedTarget::Line(1, 2, None)), Some((2, 4)), "the next row that is shown");
}

#[test]
fn the_overview_counts_each_part() {
    let mut shown = Shown::two();
    shown.view.set_find(Some(&Pattern::text("request", Case::Ignored).unwrap()));
    shown.run();
    let parts = shown.view.overview(2);
    assert_eq!(parts.iter().map(|part| part.entries).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(parts.iter().map(|part| part.errors).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(parts.iter().map(|part| part.hits).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn logs_that_cannot_be_ordered_say_why() {
    let mut shown = Shown::of(vec![
        b"no time\nnone here\n".to_vec(),
        cmtrace(&[("12:00:00", "late", 1), ("10:00:00", "set back", 1)]),
        cmtrace(&[("11:00:00", "between", 1)]),
    ]);
    assert_eq!(shown.texts(), ["set back", "between", "late", "no time", "none here"]);
    let states: Vec<_> = shown.view.lanes().collect();
    assert!(states[0].is_without_times && !states[1].is_without_times);
    assert_eq!(states.iter().map(|state| state.set_backs).collect::<Vec<_>>(), [0, 1, 0]);
}

#[test]
fn a_file_that_fails_is_left_out_and_later_its_rows_say_so() {
    let mut shown = Shown::two();
    shown.view.fail(1, "gone");
    assert_eq!(shown.texts(), ["scan begins", "scan failed", "scan again"]);
    assert_eq!(shown.view.lanes().nth(1).unwrap().problem.as_deref(), Some("gone"));
    shown.files[0].iter_mut().for_each(|byte| *byte = b'x');
    assert!(shown.texts().iter().all(|text| text.contains("has changed") || text.contains('x')));
}

#[test]
fn nothing_to_show_is_shown() {
    let mut shown = Shown::of(Vec::new());
    assert_eq!(shown.rows(0, 9), []);
    assert_eq!(shown.jump(0, MergedTarget::Line(3, 1, None)), None);
    assert_eq!(shown.view.overview(4).len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rows_are_those_of_a_merge(mut files in proptest::collection::vec(any_log(), 0..4), from in 0u32..900) {
        // Files that are not text are left out.
        files.retain(|bytes| reading_of(bytes).format != Format::Binary);
        let logs: Vec<Log> = files.iter().map(|bytes| Log::of(bytes.clone(), 1 << 20)).collect();
        let lanes: Vec<Lane<'_>> = logs.iter().map(|log| Lane { index: &log.index, bias: 0 }).collect();
        let (_, order) = merged(&lanes, 5000);
        let texts: Vec<Vec<viewer::Row>> = files.iter().map(|bytes| naive(bytes)).collect();
        let mut shown = Shown::of(files);
        let lines = shown.rows(from, 50);
        let expected: Vec<_> = order.iter().skip(from as usize).take(50).collect();
        prop_assert_eq!(lines.len(), expected.len());
        for (line, row) in lines.iter().zip(expected) {
            prop_assert_eq!(line.lane, row.lane);
            prop_assert_eq!(&line.row, &texts[row.lane][row.entry as usize]);
        }
        let errors: u32 = shown.view.overview(7).iter().map(|part| part.errors).sum();
        prop_assert_eq!(errors, shown.progress().errors);
    }
}

/// The logs of one real machine: they are not part of the project.
#[test]
#[ignore = "needs WUSCOPE_MACHINE: a folder with the logs of a machine"]
fn a_real_machine_is_shown_together() {
    let folder = std::env::var_os("WUSCOPE_MACHINE").unwrap();
    let places = std::fs::read_dir(folder).unwrap().flatten().map(|place| place.path());
    let files: Vec<Vec<u8>> =
        places.filter(|place| place.is_file()).map(|place| std::fs::read(place).unwrap()).collect();
    let expected: usize = files.iter().map(|bytes| naive(bytes).len()).sum();
    let start = std::time::Instant::now();
    let mut shown = Shown::of(files);
    shown.view.set_find(Some(&Pattern::text("error", Case::Ignored).unwrap()));
    let progress = shown.progress();
    println!("{} rows, {} hits after {:?}", progress.rows, progress.hits, start.elapsed());
    assert_eq!(progress.rows as usize, expected);
    let (mut from, mut hits) = (0, 0);
    while from < progress.rows {
        let lines = shown.rows(from, 500);
        assert!(
            lines.iter().enumerate().all(|(at, line)| line.number == from + at as u32 && line.row.line > 0)
        );
        for line in lines.iter().filter(|line| line.hit > 0) {
            hits += 1;
            assert_eq!(line.hit, hits);
        }
        from += lines.len() as u32;
    }
    println!("all rows read after {:?}", start.elapsed());
    assert_eq!(hits, progress.hits);
}
