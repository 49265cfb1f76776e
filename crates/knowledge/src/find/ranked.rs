//! Ranks items by the words of a query.

use super::fits::{BEGINS, SLIP, fits};
use super::index::index;
use super::target::{SearchHit, SearchTarget};
use super::texts::{PROSE, each_text, parts};
use crate::tables::guides;

/// More words than this do not improve the result.
const MOST_WORDS: usize = 10;

/// A cause comes before a code that was named if the words that it has are as rare as this together: two common words
/// are not enough.
const ENOUGH: u32 = 26;

/// Phrases are looked for in this many items.
const MOST_CANDIDATES: usize = 60;

/// The score of the best item that is found by its words only.
const LISTED: u32 = 7_999;

/// How well a word fits at most if an item has it in its prose only.
const IN_PROSE: u16 = 5 * 4 * PROSE;

/// Adds items that contain the words of a query to the hits.
pub(super) fn rank(query: &str, hits: &mut Vec<SearchHit>) {
    let index = index();
    let mut scores = vec![Score::default(); index.things.len()];
    let typed: Vec<&str> = words(query).map(corrected).collect();
    let rarities: Vec<u32> = typed.iter().map(|word| word_scores(word, &mut scores)).collect();
    let rarity = rarities.iter().sum();
    let is_word =
        |(word, rarity): &(&&str, &u32)| **rarity > 0 && !word.starts_with(|c: char| c.is_ascii_digit());
    let is_described = typed.iter().zip(&rarities).filter(is_word).count() > 1;
    let mut scores: Vec<(u32, bool)> = scores
        .iter()
        .map(|score| (score.all(rarity), score.covered * 3 >= rarity && score.covered >= ENOUGH))
        .collect();
    let asks_for_log =
        parts(query).any(|word| word.eq_ignore_ascii_case("log") || word.eq_ignore_ascii_case("logs"));
    for (what, score) in index.things.iter().zip(&mut scores) {
        score.0 = match what {
            // Their texts are long, so that they contain some words of any query.
            SearchTarget::Step(..) | SearchTarget::Code(_) => score.0 / 10 * 6,
            SearchTarget::Log(_) if asks_for_log => score.0 / 2 * 3,
            _ => score.0,
        };
    }
    prefer_phrases(&typed, &index.things, &mut scores);
    let best = scores.iter().map(|score| score.0).max().unwrap_or_default();
    if best == 0 {
        return;
    }
    for (what, score) in index.things.iter().zip(&mut scores) {
        if is_named(query, &typed, *what, score.0) {
            score.0 = best + 1;
        }
    }
    let best = best + 1;
    let named = hits.len();
    let place_of = |what: SearchTarget, hits: &[SearchHit]| {
        hits.iter().take(named).position(|hit| is_same(hit.what, what))
    };
    let of_causes =
        index.things.iter().zip(&scores).filter(|(what, _)| matches!(what, SearchTarget::Cause(_)));
    let of_named = of_causes.filter(|(what, _)| place_of(**what, hits).is_some());
    let best_named = of_named.map(|(_, score)| score.0).max().unwrap_or_default();
    for (what, &(all, has_most)) in index.things.iter().zip(&scores) {
        // A hit far behind the best is not useful.
        if all <= best / 8 {
            continue;
        }
        match place_of(*what, hits) {
            None => hits.push(SearchHit { what: *what, score: share(all, best, LISTED) }),
            // The causes of a code that was named are put in order by the other words; the one that has most of them
            // comes before the code itself.
            Some(at) if matches!(what, SearchTarget::Cause(_)) => {
                hits[at].score += share(all, best, 100);
                if is_described && all == best_named && has_most {
                    hits[at].score += 900;
                }
            }
            Some(_) => {}
        }
    }
}

/// Whether a query is the title of an item, apart from words without a meaning for the search, or contains its file
/// name. An item without a score cannot have that title.
fn is_named(query: &str, typed: &[&str], what: SearchTarget, score: u32) -> bool {
    match what {
        SearchTarget::Code(_) => false,
        SearchTarget::Log(log) => {
            names_file(query, log.file) || typed.concat().eq_ignore_ascii_case(log.name)
        }
        _ => score > 0 && is_title(typed, &what.title()),
    }
}

/// Whether words are those of a title, apart from words without a meaning for the search.
fn is_title(typed: &[&str], title: &str) -> bool {
    let mut known = words(title);
    typed.iter().all(|word| known.next().is_some_and(|known| known.eq_ignore_ascii_case(word)))
        && known.next().is_none()
}

/// The word that a mistyped one was meant to be: of those in the index that differ by one slip, the one in most places.
/// Any other word is returned as it is.
fn corrected(word: &str) -> &str {
    let known = || index().words();
    if known().any(|(known, _)| fits(word.as_bytes(), known.as_bytes(), true) >= BEGINS) {
        return word;
    }
    let is_slip = |known: &str| fits(word.as_bytes(), known.as_bytes(), false) == SLIP;
    let slips = known().filter(|(known, _)| is_slip(known));
    slips.max_by_key(|(_, places)| places.len()).map_or(word, |(known, _)| known)
}

/// Whether a query contains the name of a file, in any case.
fn names_file(query: &str, file: &str) -> bool {
    let names =
        |part: &str| part.trim_matches(|c: char| !c.is_ascii_alphanumeric()).eq_ignore_ascii_case(file);
    query.split_whitespace().any(names)
}

/// Raises the scores of the best items in whose texts words of the query follow each other, as in the query.
fn prefer_phrases(typed: &[&str], things: &[SearchTarget], scores: &mut [(u32, bool)]) {
    let pairs: Vec<(&str, &str)> = typed.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let best = scores.iter().map(|score| score.0).max().unwrap_or_default();
    if pairs.is_empty() || best == 0 {
        return;
    }
    let mut least = best / 3;
    while scores.iter().filter(|score| score.0 > least).count() > MOST_CANDIDATES {
        least += (best - least) / 4 + 1;
    }
    let candidates: Vec<usize> = (0..scores.len()).filter(|at| scores[*at].0 > least).collect();
    for at in candidates {
        let mut found = vec![false; pairs.len()];
        each_text(things[at], &mut |text, _| mark_pairs(text, &pairs, &mut found));
        let count = found.iter().filter(|found| **found).count();
        scores[at].0 += scores[at].0 / 2 * count as u32 / pairs.len() as u32;
    }
}

/// Marks the pairs of words that follow each other in a text; words without a meaning can be between the two.
fn mark_pairs(text: &str, pairs: &[(&str, &str)], found: &mut [bool]) {
    let begins = |part: &str| pairs.iter().any(|pair| pair.0.eq_ignore_ascii_case(part));
    let mut before = None;
    for part in parts(text) {
        if let Some(before) = before {
            for (pair, found) in pairs.iter().zip(&mut *found) {
                *found |= pair.0.eq_ignore_ascii_case(before) && pair.1.eq_ignore_ascii_case(part);
            }
        }
        // Most words of a text begin no pair: only after one that does, it matters whether the next has a meaning.
        if (before.is_some() || begins(part)) && !is_meaningless(part) {
            before = Some(part).filter(|part| begins(part));
        }
    }
}

/// The part of a whole that a score is of the best one.
fn share(score: u32, best: u32, whole: u32) -> u32 {
    (u64::from(score) * u64::from(whole) / u64::from(best)) as u32
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
    /// The sum over the words of how well each matches, times how rare it is.
    sum: u32,
    /// The sum of how rare the words are that it contains; a word that only its prose has counts half.
    covered: u32,
    /// How well the current word matches it.
    fit: u16,
}

impl Score {
    /// How well it matches a query whose words are this rare in all; an item that covers less than a third does not
    /// match.
    fn all(self, rarity: u32) -> u32 {
        if self.covered * 3 < rarity || self.covered == 0 {
            return 0;
        }
        let covered = self.covered * 100 / rarity;
        self.sum / 10 * (covered + 100) / 20
    }
}

/// Whether a word is in any text, so that it has no meaning for the search.
fn is_meaningless(word: &str) -> bool {
    guides().everywhere.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// The words of a query that have a meaning for the search.
pub(super) fn words(query: &str) -> impl Iterator<Item = &str> {
    let is_significant =
        |word: &&str| (word.len() > 1 || word.bytes().all(|b| b.is_ascii_digit())) && !is_meaningless(word);
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
        guides().synonyms.iter().filter(move |same| same.iter().any(|one| one.eq_ignore_ascii_case(word)));
    rows.flat_map(|same| same.iter().copied())
}

/// Adds how well one word matches each item; returns how rare it is, 0 if nothing contains it.
fn word_scores(word: &str, scores: &mut [Score]) -> u32 {
    let mut fit = fit_all(word, true, 4, scores);
    for other in synonyms(word) {
        fit |= fit_all(other, true, 3, scores);
    }
    // A part of a word, or a mistyped one, counts only if nothing matches better.
    if !fit && !fit_all(word, false, 4, scores) {
        return 0;
    }
    let things = scores.iter().filter(|score| score.fit > 0).count().max(1);
    let rarity = 2 * (scores.len() / things).ilog2() + 5;
    for score in scores {
        score.sum += u32::from(score.fit) * rarity;
        score.covered += match score.fit {
            0 => 0,
            fit if fit <= IN_PROSE => rarity / 2,
            _ => rarity,
        };
        score.fit = 0;
    }
    rarity
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
