//! Why a hit matches a query, if its title and summary do not show it.

use super::fits::fits;
use super::ranked::{synonyms, words};
use super::target::SearchTarget;
use super::texts::parts;
use crate::look_up::{code, remedy};

/// The text of a hit that contains words of the query which its title and summary lack; none if these show why it
/// matches, or nothing does.
pub fn why(query: &str, what: SearchTarget) -> Option<&'static str> {
    let (shown, hidden) = texts(what);
    let missing: Vec<&str> =
        words(query).filter(|word| !shown.iter().any(|text| contains(text, word))).collect();
    let count = |text: &&'static str| missing.iter().filter(|word| contains(text, word)).count();
    // Of equally good texts the first one.
    let best = hidden.into_iter().rev().max_by_key(count)?;
    (count(&best) > 0).then_some(best)
}

/// Whether a text contains a word, another form of it, or a word of the same meaning.
fn contains(text: &str, word: &str) -> bool {
    let has = |one: &str| parts(text).any(|known| fits(one.as_bytes(), known.as_bytes(), true) > 0);
    has(word) || synonyms(word).any(has)
}

/// The texts that are shown with a hit, and the others that it is found by.
fn texts(what: SearchTarget) -> (Vec<&'static str>, Vec<&'static str>) {
    match what {
        SearchTarget::Cause(cause) => {
            let codes = cause.when.iter().flat_map(|when| when.codes).filter_map(|value| code(*value));
            let others = remedy(cause).words.split(',').map(str::trim).chain(codes.map(|code| code.message));
            (vec![cause.title, cause.summary], others.collect())
        }
        SearchTarget::Symptom(symptom) => {
            (vec![symptom.title], symptom.words.split(',').map(str::trim).collect())
        }
        SearchTarget::Step(flow, step) => {
            (vec![flow.title, step.title], step.evidence.iter().map(|evidence| evidence.summary).collect())
        }
        SearchTarget::Log(log) => {
            let others = log.components.iter().chain(log.also).copied();
            (vec![log.file, log.name, log.description], others.collect())
        }
        SearchTarget::Code(value) => {
            let symbols = code(value).map_or(&[][..], |code| code.symbols);
            let message = code(value).map_or("", |code| code.message);
            (vec![message], symbols.to_vec())
        }
        _ => (Vec::new(), Vec::new()),
    }
}
