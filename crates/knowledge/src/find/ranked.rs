//! Ranks items by the words of a query.

use super::fits::{BEGINS, SLIP, fits};
use super::index::{END, Index, index};
use super::target::{SearchHit, SearchTarget};
use super::texts::{PROSE, parts};
use crate::tables::guides;

/// More words than this do not improve the result.
const MOST_WORDS: usize = u16::BITS as usize;

/// A cause comes before a code that was named if the words that it has, the code among them, are as rare as this together:
/// the code and two common words are not enough.
const ENOUGH: u32 = 34;

/// Phrases are looked for in this many items.
const MOST_CANDIDATES: usize = 60;

/// How well a word fits that is the same or has the same stem.
const SAME: u16 = 5;

/// How well a word fits that means the same. One that only begins with a word fits less, by one.
const SYNONYM: u16 = 4;

/// How well a word fits at most if an item has it in its prose only.
const IN_PROSE: u16 = SAME * PROSE;

/// How much it adds, in percent, if all pairs of words follow each other in an item as in the query, and if one phrase of
/// it has all words; up to three times as much if the phrase has nothing else.
const PAIRS: u32 = 90;
const PHRASE: u32 = 120;

/// The score of the best item that is found by its words only.
const LISTED: u32 = 7_999;

/// Adds items that contain the words of a query to the hits.
pub(super) fn rank(query: &str, hits: &mut Vec<SearchHit>) {
    let index = index();
    let typed: Vec<&str> = words(query).map(corrected).collect();
    let mut matching = Matching::new(index);
    let rarities: Vec<u32> =
        typed.iter().enumerate().map(|(at, word)| matching.word(at, word, typed.len() == 1)).collect();
    let Matching { scores, matches, .. } = matching;
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
    prefer_phrases(index, &matches, &rarities, &mut scores);
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
    let index = index();
    let fits = |number: u16, closely: bool| fits(word.as_bytes(), index.word(number).as_bytes(), closely);
    if index.like(word).iter().any(|number| fits(*number, true) >= BEGINS) {
        return word;
    }
    let slips = (0..index.count() as u16).filter(|number| fits(*number, false) == SLIP);
    slips.max_by_key(|number| index.places(*number).len()).map_or(word, |number| index.word(number))
}

/// Whether a query contains the name of a file, in any case.
fn names_file(query: &str, file: &str) -> bool {
    let names =
        |part: &str| part.trim_matches(|c: char| !c.is_ascii_alphanumeric()).eq_ignore_ascii_case(file);
    query.split_whitespace().any(names)
}

/// Raises the scores of the best items that have words of the query in one phrase, and more if they follow each other as
/// in the query. `matches` shows for each word of the index which words of the query it matches, a bit each.
fn prefer_phrases(index: &Index, matches: &[u16], rarities: &[u32], scores: &mut [(u32, bool)]) {
    let best = scores.iter().map(|score| score.0).max().unwrap_or_default();
    let rarity: u32 = rarities.iter().sum();
    if rarities.len() < 2 || best == 0 {
        return;
    }
    let mut least = best / 3;
    while scores.iter().filter(|score| score.0 > least).count() > MOST_CANDIDATES {
        least += (best - least) / 4 + 1;
    }
    let share = |bits: u16| {
        let of = rarities.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        of.map(|(_, rarity)| rarity).sum::<u32>() * 100 / rarity
    };
    for (thing, score) in scores.iter_mut().enumerate().filter(|(_, score)| score.0 > least) {
        let (mut pairs, mut best) = (0_u16, 0);
        for phrase in index.sequence(thing).split(|number| *number == END) {
            let (mut all, mut before, mut fitting) = (0_u16, 0_u16, 0);
            for number in phrase {
                let bits = matches.get(usize::from(*number)).copied().unwrap_or_default();
                pairs |= before << 1 & bits;
                all |= bits;
                fitting += u32::from(bits > 0);
                before = bits;
            }
            if all.count_ones() > 1 {
                let (share, length) = (share(all), phrase.len() as u32);
                // The phrase is the query: nothing is missing, and nothing is too much.
                let exact = 100 * u32::from(share == 100 && fitting == length);
                best = best.max(share * share * (100 + fitting * 100 / length) / 10_000 + exact);
            }
        }
        let pairs = pairs.count_ones() * 100 / (rarities.len() as u32 - 1);
        let more = u64::from(100 + pairs * PAIRS / 100 + best * PHRASE / 100);
        score.0 = (u64::from(score.0) * more / 100) as u32;
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
    /// The sum of how rare the words are that it contains; a word that only its prose has counts three quarters.
    covered: u32,
    /// How well the current word matches it.
    fit: u16,
    /// How well it has the current word itself or another form of it.
    own: u16,
}

impl Score {
    /// How well it matches a query whose words are this rare in all; an item that covers less than a third does not
    /// match.
    fn all(self, rarity: u32) -> u32 {
        if self.covered * 3 < rarity || self.covered == 0 {
            return 0;
        }
        let covered = self.covered * 100 / rarity;
        self.sum / 5 * (covered + 100) / 20
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

/// The items that words of a query match.
struct Matching {
    index: &'static Index,
    scores: Vec<Score>,
    /// Of each word of the index the words of the query that it matches, a bit each.
    matches: Vec<u16>,
}

impl Matching {
    fn new(index: &'static Index) -> Self {
        Self { index, scores: vec![Score::default(); index.things.len()], matches: vec![0; index.count()] }
    }

    /// Adds how well one word matches each item; returns how rare it is, 0 if nothing contains it. If the word is alone there
    /// is nothing to weigh it against.
    fn word(&mut self, at: usize, word: &str, is_alone: bool) -> u32 {
        let mut fit = self.closely(at, word, SAME);
        for other in synonyms(word) {
            fit |= self.closely(at, other, SYNONYM);
        }
        // A part of a word, or a mistyped one, counts only if nothing matches better.
        if !fit && !self.loosely(at, word) {
            return 0;
        }
        // A rare word stays rare if many items have only a common synonym of it, or a word that begins with it.
        let similar = self.rarity(|score| score.fit > 0);
        let own = if !is_alone && self.scores.iter().any(|score| score.own > 0) {
            self.rarity(|score| score.own > 0)
        } else {
            similar
        };
        for score in &mut self.scores {
            let rarity = if score.own == score.fit { own } else { similar };
            score.sum += u32::from(score.fit) * rarity;
            score.covered += match score.fit {
                0 => 0,
                fit if fit <= IN_PROSE => rarity * 3 / 4,
                _ => rarity,
            };
            (score.fit, score.own) = (0, 0);
        }
        own
    }

    /// How rare a word is that these items contain: 5 if all do, and 2 more each time that half as many do.
    fn rarity(&self, contains: impl Fn(&Score) -> bool) -> u32 {
        let all = self.scores.len() as u64;
        let with = self.scores.iter().filter(|score| contains(score)).count().max(1) as u64;
        (all * all / (with * with)).ilog2() + 5
    }

    /// Stores for each item how well the word, another form of it or its beginning matches; returns whether any does.
    fn closely(&mut self, at: usize, word: &str, same: u16) -> bool {
        let mut any = false;
        for number in self.index.like(word) {
            let fit = match fits(word.as_bytes(), self.index.word(*number).as_bytes(), true) {
                0 => continue,
                BEGINS => same - 1,
                _ => same,
            };
            any |= self.add(at, *number, fit);
        }
        any
    }

    /// The same for a part of a word, or a mistyped one.
    fn loosely(&mut self, at: usize, word: &str) -> bool {
        let mut any = false;
        for number in 0..self.index.count() as u16 {
            let fit = fits(word.as_bytes(), self.index.word(number).as_bytes(), false) as u16;
            if fit > 0 {
                any |= self.add(at, number, fit);
            }
        }
        any
    }

    /// Adds the places of a word that matches a word of the query.
    fn add(&mut self, at: usize, number: u16, fit: u16) -> bool {
        if let Some(matches) = self.matches.get_mut(usize::from(number)) {
            *matches |= 1 << at;
        }
        let places = self.index.places(number);
        for place in places {
            if let Some(score) = self.scores.get_mut(usize::from(place.thing)) {
                let fits = fit * place.weight;
                score.fit = score.fit.max(fits);
                if fit == SAME {
                    score.own = score.own.max(fits);
                }
            }
        }
        !places.is_empty()
    }
}
