//! Why a hit matches a query, if its title and summary do not show it.

use super::fits::fits;
use super::ranked::{synonyms, words};
use super::target::SearchTarget;
use super::texts::parts;
use crate::look_up::{code, evidence_of, remedy};

/// The text of a hit that contains words of the query which its title and summary lack; none if these show why it
/// matches, or nothing does.
pub fn why(query: &str, what: SearchTarget) -> Option<&'static str> {
    let shown = shown(what);
    let mut missing = Vec::new();
    for word in words(query) {
        let mut forms = vec![word];
        synonyms(word).for_each(|synonym| forms.push(synonym));
        if !shown.iter().any(|text| contains(text, &forms)) {
            missing.push(forms);
        }
    }
    if missing.is_empty() {
        return None;
    }
    let mut best = ("", 0);
    each_hidden(what, &mut |text| {
        let count = missing.iter().filter(|forms| contains(text, forms)).count();
        if count > best.1 {
            best = (text, count);
        }
    });
    (best.1 > 0).then_some(best.0)
}

/// Whether a text contains a word of these that mean the same, or another form of one.
fn contains(text: &str, forms: &[&str]) -> bool {
    parts(text).any(|known| forms.iter().any(|one| fits(one.as_bytes(), known.as_bytes(), true) > 0))
}

/// The texts that are shown with a hit.
fn shown(what: SearchTarget) -> [&'static str; 2] {
    match what {
        SearchTarget::Cause(cause) => [cause.title, remedy(cause).summary],
        SearchTarget::Symptom(symptom) => [symptom.title, ""],
        SearchTarget::Step(flow, step) => [flow.title, step.title],
        SearchTarget::Log(log) => [log.file, log.description],
        SearchTarget::Code(value) => [code(value).map_or("", |code| code.message), ""],
        _ => ["", ""],
    }
}

/// Calls `add` with each other text that a hit is found by.
fn each_hidden(what: SearchTarget, add: &mut dyn FnMut(&'static str)) {
    match what {
        SearchTarget::Cause(cause) => {
            remedy(cause).words.split(", ").for_each(&mut *add);
            let codes = cause.when.iter().flat_map(|when| when.codes).filter_map(|value| code(*value));
            codes.for_each(|code| add(code.message));
            remedy(cause).sources.iter().for_each(|source| add(source.title));
        }
        SearchTarget::Symptom(symptom) => symptom.words.split(", ").for_each(add),
        SearchTarget::Step(_, step) => evidence_of(step).iter().for_each(|evidence| add(evidence.summary)),
        SearchTarget::Log(log) => log.components.iter().chain(log.also).for_each(|name| add(name)),
        SearchTarget::Code(value) => {
            code(value).map_or(&[][..], |code| code.symbols).iter().for_each(|symbol| add(symbol));
        }
        _ => {}
    }
}
