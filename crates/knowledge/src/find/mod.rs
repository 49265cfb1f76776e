//! Finds codes, causes, symptoms, steps and logs for a query; fast enough for every keystroke.
//!
//! A code that the text names comes first, then items that contain its words: rare words count more than common ones,
//! titles more than messages and prose. Parts of the knowledge that have not arrived yet are not searched.

mod fits;
mod index;
mod ranked;
mod states;
mod target;
mod texts;
mod why;

pub use target::{SearchHit, SearchTarget};
pub use why::why;

use crate::look_up::{causes_of_code, code, codes};
use crate::spelling::{self, CodeQuery, CodeReading, Notation, codes_of_symbol};
use crate::symbols::{all_symbols, symbols_of, symbols_with};

/// The search result.
#[derive(Clone, Debug, Default)]
pub struct SearchHits {
    /// The codes that the text names, and what is wrong with a mistyped one.
    pub spelled: CodeQuery,
    /// The matches, the best first; at most thirty.
    pub hits: Vec<SearchHit>,
}

/// The maximum number of hits.
const MOST: usize = 30;

/// Does one step of building the search index, as soon as all knowledge is available; returns whether nothing is left to
/// do. A step takes some milliseconds: call it while idle until all is done, so that no keystroke has to wait for it.
pub fn prepare() -> bool {
    if !index::prepare() {
        return false;
    }
    let _ = all_symbols().next();
    true
}

/// Finds matches for a text; none for an empty one.
pub fn find(query: &str) -> SearchHits {
    let spelled = spelling::read(query);
    let mut hits = Vec::new();
    for (at, reading) in spelled.readings.iter().enumerate() {
        // A small number can mean anything; one without a row in the table comes last.
        let score = match reading.notation {
            _ if code(reading.value).is_some() => 10_000,
            Notation::Number(..) if symbols_of(reading.value).is_empty() => 1,
            _ => 9_500,
        };
        hits.push(SearchHit {
            what: SearchTarget::Code(reading.value),
            score: score - (at as u32).min(score - 1),
        });
    }
    // For a single code, its causes come next.
    if let [reading] = spelled.readings[..] {
        let causes = causes_of_code(reading.value).into_iter().map(SearchTarget::Cause);
        hits.extend(causes.map(|what| SearchHit { what, score: 9_300 }));
    }
    if let Some((value, digits)) = beginning(query) {
        // Codes are sorted by value: those with the same prefix are adjacent.
        let begins = |value: u32| value >> (32 - 4 * digits);
        let from = codes().partition_point(|code| begins(code.value) < value);
        let codes = codes().iter().skip(from).take_while(|code| begins(code.value) == value);
        codes.take(MOST).for_each(|code| add(&mut hits, code.value, 9_000));
    }
    symbols(query, &mut hits);
    states::states(query, &mut hits);
    // A complete code or symbol is not a word; a small number can be one, such as an HTTP status.
    let is_word = |reading: &CodeReading| matches!(reading.notation, Notation::Number(..));
    if query.trim().contains(' ') || spelled.readings.iter().all(is_word) {
        ranked::rank(query, &mut hits);
    }
    more_symbols(query, &mut hits);
    SearchHits { spelled, hits: best(hits) }
}

/// The beginning of a code that is being typed, with the number of its digits.
fn beginning(query: &str) -> Option<(u32, u32)> {
    let query = query.trim();
    let digits = query.strip_prefix("0x").or_else(|| query.strip_prefix("0X")).unwrap_or(query);
    if !(3..8).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    Some((u32::from_str_radix(digits, 16).ok()?, digits.len() as u32))
}

/// Codes whose symbols contain the text, or are the text written with blanks.
fn symbols(query: &str, hits: &mut Vec<SearchHit>) {
    let part = query.trim().replace(' ', "_");
    let is_symbol = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if part.len() < 4 || !part.contains('_') || !part.bytes().all(is_symbol) {
        return;
    }
    if query.trim().contains(' ') {
        return codes_of_symbol(&part).into_iter().for_each(|(value, _)| add(hits, value, 8_600));
    }
    let holds = |symbol: &&&str| {
        symbol.as_bytes().windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes()))
    };
    // Codes that match equally: those of update components have higher values.
    for code in codes().iter().rev() {
        if code.symbols.iter().any(|symbol| holds(&symbol)) {
            add(hits, code.value, 8_500);
        }
    }
    // Then the names of all other codes, as soon as they are available.
    for symbol in symbols_with(&part).take(MOST) {
        add(hits, symbol.value, 8_400);
    }
}

/// Codes whose symbols contain one word, after all other matches.
fn more_symbols(query: &str, hits: &mut Vec<SearchHit>) {
    let part = query.trim();
    if part.len() > 3 && hits.len() < MOST && !part.contains(' ') {
        symbols_with(part).take(MOST).for_each(|symbol| add(hits, symbol.value, 1));
    }
}

fn add(hits: &mut Vec<SearchHit>, value: u32, score: u32) {
    if !hits.iter().any(|hit| matches!(hit.what, SearchTarget::Code(known) if known == value)) {
        hits.push(SearchHit { what: SearchTarget::Code(value), score });
    }
}

/// The best hits in order; of equally good ones the one that was found first.
fn best(mut hits: Vec<SearchHit>) -> Vec<SearchHit> {
    // Selecting a few hits of many costs less than sorting, in time and in bytes.
    let mut best: Vec<SearchHit> = Vec::new();
    while best.len() < MOST
        && let Some(at) =
            (0..hits.len()).rev().max_by_key(|&at| hits[at].score).filter(|&at| hits[at].score > 0)
    {
        best.push(hits[at]);
        hits[at].score = 0;
    }
    best
}
