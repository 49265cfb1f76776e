//! Filters and searches find what a look at every row finds, in any number of steps.
#![allow(clippy::unwrap_used)] // A test panics when something is wrong.

mod log;

use log::generate::any_log;
use log::{Log, naive_whole, read_on, reading_of};
use logfile::EntryLevel;
use proptest::prelude::*;
use viewer::{
    Case, Chip, Condition, Direction, Filter, Hits, Indexing, MOST_CHARACTERS, NextHit, Pattern, Row, Search,
    SearchStep,
};

const LOG: &str = "\
2026/11/12 10:00:00.0000000 1020  1000  Agent           Scan started
2026/11/12 10:00:01.0000000 1020  1001  Handler         *FAILED* [80248007] scan
2026/11/12 10:00:02.0000000 1020  1000  Agent           Scan failed
   more of it: 0x80244022
2026/11/12 10:00:03.0000000 1021  1001  DataStore       closed
";

fn text(needle: &str) -> Condition {
    Condition::Text(Pattern::text(needle, Case::Ignored).unwrap())
}

#[track_caller]
fn check(filter: Filter, expected: &[u32]) {
    assert_eq!(Log::new(LOG).filter(filter).iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_chip_shows_or_hides() {
    let agent = || Condition::Component("Agent".to_owned());
    check(Filter::default(), &[0, 1, 2, 3]);
    check(Filter::only(agent()), &[0, 2]);
    check(Filter::without(agent()), &[1, 3]);
    check(Filter::only(text("scan")), &[0, 1, 2]);
    check(Filter::without(text("scan")), &[3]);
    check(Filter::only(text("0x80244022")), &[2]);
    check(Filter::only(Condition::Level(EntryLevel::Warning)), &[1]);
    check(Filter::only(Condition::Thread { process: 0, thread: 1001 }), &[1, 3]);
    check(Filter::only(Condition::Thread { process: 1021, thread: 1001 }), &[3]);
    check(Filter::only(Condition::Log(0)), &[0, 1, 2, 3]);
    check(Filter::only(Condition::Log(1)), &[]);
    check(Filter::without(Condition::Log(0)), &[]);
}

#[test]
fn an_entry_that_is_too_long_to_be_shown_is_searched_to_its_end() {
    let log =
        Log::new(&LOG.replace("0x80244022", &["x".repeat(MOST_CHARACTERS), "0x80244022".into()].concat()));
    let found = log.filter(Filter::only(text("0x80244022")));
    assert_eq!(found.iter().collect::<Vec<_>>(), [2]);
    assert!(log.all_rows()[2].is_cut);
}

#[test]
fn a_time_range_ends_before_its_end() {
    let log = Log::new(LOG);
    let (first, _) = log.index.span(0).unwrap();
    check(Filter::only(Condition::Time { from: first + 1000, before: first + 3000 }), &[1, 2]);
    check(Filter::without(Condition::Time { from: first + 1000, before: first + 3000 }), &[0, 3]);
    let east = Search::new(
        Filter::only(Condition::Time { from: first - 3_600_000, before: first - 3_600_000 + 1 }),
        &log.index,
        0,
        -60,
        0,
    );
    assert_eq!(log.run(east, 9).hits().len(), 1, "the bias of the log counts");
}

#[test]
fn chips_of_one_kind_are_alternatives() {
    let component = |name: &str| Filter::only(Condition::Component(name.to_owned()));
    check(component("Agent").and(component("DataStore")), &[0, 2, 3]);
    check(component("Agent").and(Filter::only(text("failed"))), &[2]);
    check(component("Agent").and(Filter::without(text("failed"))), &[0]);
    check(Filter::only(text("started")).and(Filter::only(text("closed"))), &[0, 3]);
}

#[test]
fn all_columns_can_be_searched() {
    let column = |needle: &str| Condition::Column(Pattern::text(needle, Case::Ignored).unwrap());
    check(Filter::only(column("datastore")), &[3]);
    check(Filter::only(column("1001")), &[1, 3]);
    check(Filter::only(text("datastore")), &[]);
}

#[test]
fn a_row_is_found_by_its_hash() {
    let rows = Log::new(LOG).all_rows();
    check(Filter::only(Condition::Hash(rows[2].hash)), &[2]);
}

#[test]
fn an_expression_is_searched_in_all_lines_of_an_entry() {
    let expression = |text| Condition::Text(Pattern::expression(text, Case::Exact).unwrap());
    check(Filter::only(expression(r"0x8\w{7}$")), &[2]);
    check(Filter::only(expression("^scan|^Scan")), &[0, 2]);
    check(Filter::only(expression(r"failed\s+more")), &[2]);
}

#[test]
fn a_search_begins_at_the_row_it_is_started_from() {
    let many: String = (0..3000).map(|at| format!("line {at}\n")).collect();
    let log = Log::of(many.into_bytes(), 8192);
    let mut search = Search::find(Pattern::text("line 2", Case::Exact).unwrap(), &log.index, 2500);
    let SearchStep::Read(range) = search.step(&log.index, 10) else { panic!() };
    search.add(&log.index, log.slice(range));
    assert_eq!(search.next(&log.index, 2500, Direction::Forward), NextHit::Entry(2501));
    assert_eq!(search.next(&log.index, 2999, Direction::Forward), NextHit::None);
    assert_eq!(search.next(&log.index, 2, Direction::Forward), NextHit::Searching);
    assert_eq!(search.next(&log.index, 20, Direction::Backward), NextHit::Searching);
    let search = log.run(search, 10);
    assert_eq!(search.next(&log.index, 2, Direction::Forward), NextHit::Entry(20));
    assert_eq!(search.next(&log.index, 20, Direction::Backward), NextHit::Entry(2));
    assert_eq!(search.next(&log.index, 2, Direction::Backward), NextHit::None);
    assert_eq!((search.searched(), search.hits().len()), (3000, 1111));
}

#[test]
fn a_search_without_text_stops_after_its_budget() {
    let log = Log::of("line\n".repeat(10_000).into_bytes(), 1 << 20);
    let level = Filter::only(Condition::Level(EntryLevel::Plain));
    let mut search = Search::new(level, &log.index, 0, 0, 0);
    assert_eq!(search.step(&log.index, 1000), SearchStep::Continue);
    assert!((1000..2000).contains(&search.searched()), "{}", search.searched());
}

/// What a chip is made of: its kind, a number, whether it hides.
type AnyChip = (u8, u32, bool);

fn chip((kind, number, hides): AnyChip, rows: &[Row]) -> Chip {
    let row = rows.get(number as usize % rows.len().max(1));
    let needles = ["scan", "0x80244022", "für", "Ämter", "日本", "hresult", "e", "]LOG]", "\n"];
    let needle = needles[number as usize % needles.len()];
    let case = if number % 2 == 0 { Case::Exact } else { Case::Ignored };
    let expressions = [r"0x\w+", "^a", "(?i)FAILED|done", "[äü]r", "a.note", r"\bfor\b", "x*", r"\d{3}"];
    let condition = match kind % 8 {
        0 => Condition::Text(Pattern::text(needle, case).unwrap()),
        1 => Condition::Text(
            Pattern::expression(expressions[number as usize % expressions.len()], case).unwrap(),
        ),
        2 => Condition::Column(Pattern::text("agent", case).unwrap()),
        3 => Condition::Component(row.map_or(String::new(), |row| row.component.clone())),
        4 => Condition::Thread { process: 0, thread: row.map_or(0, |row| row.thread) },
        5 => Condition::Level([EntryLevel::Error, EntryLevel::Info, EntryLevel::Plain][number as usize % 3]),
        6 => {
            let from = row.and_then(|row| row.local).unwrap_or(0);
            Condition::Time { from, before: from + 600_000 }
        }
        _ => Condition::Hash(row.map_or(0, |row| row.hash)),
    };
    Chip { condition, hides }
}

/// Whether a condition applies to a row, from the row alone; `moment` is the time of it or of the row before.
fn applies(condition: &Condition, row: &Row, moment: Option<i64>) -> bool {
    let matches = |pattern: &Pattern, text: &str| match pattern.words() {
        "/x*/" => true,
        _ => !pattern.places(text, 1).is_empty(),
    };
    match condition {
        Condition::Text(pattern) => matches(pattern, &row.text),
        Condition::Column(pattern) => {
            let columns = [&row.text, &row.component, &row.source];
            columns.iter().any(|text| matches(pattern, text))
        }
        Condition::Component(name) => row.component == *name,
        Condition::Thread { thread, .. } => row.thread == *thread,
        Condition::Level(level) => row.level == *level,
        Condition::Time { from, before } => moment.is_some_and(|at| (*from..*before).contains(&at)),
        Condition::Hash(hash) => row.hash == *hash,
        Condition::Log(log) => *log == 0,
    }
}

fn accepts(filter: &Filter, row: &Row, moment: Option<i64>) -> bool {
    let kinds = std::mem::discriminant::<Condition>;
    let shows = |chip: &Chip| {
        let mut same = filter
            .chips
            .iter()
            .filter(|other| !other.hides && kinds(&other.condition) == kinds(&chip.condition));
        same.any(|other| applies(&other.condition, row, moment))
    };
    filter.chips.iter().all(|chip| match chip.hides {
        true => !applies(&chip.condition, row, moment),
        false => shows(chip),
    })
}

fn naive_hits(filter: &Filter, rows: &[Row]) -> Vec<u32> {
    let mut moment = None;
    let mut hits = Vec::new();
    for row in rows {
        moment = row.utc.or(row.local).or(moment);
        if accepts(filter, row, moment) {
            hits.push(row.entry);
        }
    }
    hits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_filter_shows_what_a_look_at_every_row_shows(
        bytes in any_log(),
        chips in proptest::collection::vec(any::<AnyChip>(), 0..4),
        from in 0u32..800,
        step in 1u32..2000,
    ) {
        let log = Log::of(bytes, 20_000);
        let rows = naive_whole(&log.bytes);
        let filter = Filter { chips: chips.into_iter().map(|any| chip(any, &rows)).collect() };
        let search = log.run(Search::new(filter.clone(), &log.index, 0, 0, from), step);
        let expected = naive_hits(&filter, &rows);
        prop_assert_eq!(search.hits().iter().collect::<Vec<_>>(), expected, "{:?}", filter);
        prop_assert_eq!(search.searched(), log.index.len());
    }

    #[test]
    fn a_search_follows_a_growing_file(bytes in any_log(), cut: prop::sample::Index, needle in 0u32..9) {
        let reading = reading_of(&bytes);
        let cut = cut.index(bytes.len() + 1);
        let mut indexing = Indexing::new(reading, cut as u64).with_block(5000);
        read_on(&mut indexing, &bytes[..cut]);
        let filter = Filter { chips: vec![chip((0, needle, false), &[])] };
        let part = Log { index: indexing.index().clone(), bytes: bytes[..cut].to_vec() };
        let mut search = part.run(Search::new(filter.clone(), &part.index, 0, 0, 0), 500);
        indexing.grow(bytes.len() as u64);
        search.truncate(indexing.index());
        read_on(&mut indexing, &bytes);
        let log = Log { index: indexing.into_index(), bytes };
        let search = log.run(search, 500);
        let all: Hits = log.filter(filter);
        prop_assert!(search.hits().iter().eq(all.iter()));
        prop_assert_eq!(search.searched(), log.index.len());
    }
}
