//! Ranks items by the words of a query.

use super::fits::fits;
use super::index::{index, parts};
use super::target::{SearchHit, SearchTarget};
use crate::tables::tables;

/// More words than this do not improve the result.
const MOST_WORDS: usize = 10;

/// Adds items that contain the words of a query to the hits.
pub(super) fn rank(query: &str, hits: &mut Vec<SearchHit>) {
    let index = index();
    let mut scores = vec![Score::default(); index.things.len()];
    let mut count = 0;
    for word in words(query) {
        count += u32::from(word_scores(word, &mut scores));
    }
    let best = scores.iter().map(|score| score.all(count)).max().unwrap_or_default();
    let named = hits.len();
    for (what, score) in index.things.iter().zip(scores) {
        let all = score.all(count);
        // A hit far behind the best is not useful.
        if all <= best / 8 {
            continue;
        }
        match hits.iter().take(named).position(|hit| is_same(hit.what, *what)) {
            None => hits.push(SearchHit { what: *what, score: all.min(7_999) }),
            // The causes of a code that was named are put in order by the other words.
            Some(at) if matches!(what, SearchTarget::Cause(_)) => hits[at].score += all * 100 / best,
            Some(_) => {}
        }
    }
}

/// Whether two codes, causes or topics are one.
fn is_same(one: SearchTarget, other: SearchTarget) -> bool {
    match (one, other) {
        (SearchTarget::Code(one), SearchTarget::Code(other)) => one == other,
        (SearchTarget::Cause(one), SearchTarget::Cause(other)) => one.id == other.id,
        (SearchTarget::Topic(one), SearchTarget::Topic(other)) => one.number == other.number,
        _ => false,
    }
}

/// The words of the query that an item contains so far.
#[derive(Clone, Copy, Default)]
struct Score {
    sum: u32,
    /// How many of the words it has.
    words: u16,
    /// How well the current word matches it.
    fit: u16,
}

impl Score {
    /// How well it matches a query with this number of known words; an item that lacks half of them does not match.
    fn all(self, count: u32) -> u32 {
        let words = u32::from(self.words);
        if words * 2 < count || words == 0 { 0 } else { self.sum * words * words / (count * count) }
    }
}

/// The words of a query that have a meaning for the search.
pub(super) fn words(query: &str) -> impl Iterator<Item = &str> {
    let is_significant = |word: &&str| {
        (word.len() > 1 || word.bytes().all(|b| b.is_ascii_digit()))
            && !tables().everywhere.iter().any(|other| other.eq_ignore_ascii_case(word))
    };
    // The index contains numbers of articles and updates without `KB`.
    let number = |word: &'_ str| word.len() > 7 && word.as_bytes()[..2].eq_ignore_ascii_case(b"KB");
    parts(query)
        .filter(is_significant)
        .map(move |word| if number(word) { &word[2..] } else { word })
        .take(MOST_WORDS)
}

/// The words that mean the same as a word; it is one of them.
pub(super) fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    let rows =
        tables().synonyms.iter().filter(move |same| same.iter().any(|one| one.eq_ignore_ascii_case(word)));
    rows.flat_map(|same| same.iter().copied())
}

/// Adds how well one word matches each item; returns whether it matches any.
fn word_scores(word: &str, scores: &mut [Score]) -> bool {
    let mut fit = fit_all(word, true, 4, scores);
    for other in synonyms(word) {
        fit |= fit_all(other, true, 3, scores);
    }
    // A part of a word, or a mistyped one, counts only if nothing matches better.
    if !fit && !fit_all(word, false, 4, scores) {
        return false;
    }
    let things = scores.iter().filter(|score| score.fit > 0).count().max(1);
    let rarity = (scores.len() / things).ilog2() + 2;
    for score in scores {
        score.sum += u32::from(score.fit) * rarity;
        score.words += u16::from(score.fit > 0);
        score.fit = 0;
    }
    true
}

/// Stores for each item how well the word matches it; returns whether it matches any.
fn fit_all(word: &str, closely: bool, factor: u16, scores: &mut [Score]) -> bool {
    let mut any = false;
    for (known, places) in index().words() {
        let fit = fits(word.as_bytes(), known.as_bytes(), closely) as u16;
        if fit == 0 {
            continue;
        }
        any = true;
        for place in places {
            if let Some(score) = scores.get_mut(usize::from(place.thing)) {
                score.fit = score.fit.max(fit * place.weight * factor);
            }
        }
    }
    any
}
