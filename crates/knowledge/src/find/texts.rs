//! The texts by which an item is found, and how much a word weighs in each.

use knowledge_model::model::Cause;
use knowledge_model::prose::{Block, Span};

use super::target::SearchTarget;
use crate::look_up::{code, evidence, evidence_of, evidence_samples, questions, remedy, step_prose};

/// What a word weighs at most that only the prose of an item contains.
pub(super) const PROSE: u16 = 3;

// What a word weighs in the other texts of an item. These weights, and those of `ranked.rs`, were found together: by the
// questions of `tests/data/questions.tsv`, once with the search words of the causes and once without them, so that they
// also hold for questions that nobody thought of.
/// A title of five words or more, of three or four, of two, of one.
const TITLES: [u16; 4] = [11, 12, 14, 18];
const ID: u16 = 5;
const SUMMARY: u16 = 8;
const WORDS: u16 = 6;
const MESSAGE: u16 = 5;
const EVIDENCE: u16 = 4;
const SAMPLE: u16 = 4;
const ACTION: u16 = 4;
const NAME: u16 = 4;
const LOG: u16 = 12;
const OTHER: u16 = 6;
const SYMBOL: u16 = 6;

/// Calls `add` with each text or phrase of an item and its weight. The prose of a part that is not given yet is left out.
pub(super) fn each_text(what: SearchTarget, add: &mut dyn FnMut(&'static str, u16)) {
    match what {
        SearchTarget::Symptom(symptom) => {
            title(symptom.title, add);
            phrases(symptom.words, add);
        }
        SearchTarget::Cause(cause) => texts_of_cause(cause, add),
        SearchTarget::Flow(flow) => title(flow.title, add),
        SearchTarget::Step(flow, step) => {
            title(step.title, add);
            add(step.actor, OTHER);
            for evidence in evidence_of(step) {
                add(evidence.summary, EVIDENCE);
                evidence_samples(evidence.index).iter().for_each(|sample| add(sample, SAMPLE));
            }
            prose(step_prose(flow, step), add);
        }
        SearchTarget::Family(family) => title(family, add),
        SearchTarget::Log(log) => {
            title(log.name, add);
            add(log.file, LOG);
            add(log.description, OTHER);
            add(log.get, OTHER);
            log.components.iter().chain(log.also).for_each(|name| add(name, LOG));
        }
        SearchTarget::Topic(topic) => {
            add(topic.words, OTHER);
            add(topic.symbol, OTHER);
            topic.states.iter().for_each(|state| add(state.words, PROSE));
        }
        SearchTarget::Questions => {
            title("Scoping questions", add);
            questions().iter().for_each(|question| add(question.asks, PROSE));
        }
        SearchTarget::Code(value) => {
            if let Some(code) = code(value) {
                add(code.message, MESSAGE);
                add(code.family, PROSE);
                code.symbols.iter().for_each(|symbol| add(symbol, SYMBOL));
            }
        }
        // A state is found by its number.
        SearchTarget::State(..) => {}
    }
}

fn texts_of_cause(cause: &'static Cause, add: &mut dyn FnMut(&'static str, u16)) {
    title(cause.title, add);
    add(cause.id, ID);
    for code in cause.when.iter().flat_map(|when| when.codes).filter_map(|value| code(*value)) {
        add(code.message, MESSAGE);
    }
    for evidence in cause.when.iter().flat_map(|when| when.seen).filter_map(|id| evidence(*id)) {
        add(evidence.summary, EVIDENCE);
        evidence_samples(evidence.index).iter().for_each(|sample| add(sample, SAMPLE));
    }
    let remedy = remedy(cause);
    add(remedy.summary, SUMMARY);
    phrases(remedy.words, add);
    for action in remedy.check.iter().chain(remedy.fix) {
        add(action.title, ACTION);
        prose(action.blocks, add);
    }
    prose(remedy.verify, add);
    // Articles and threads are titled in words that our own sentences might not have.
    remedy.sources.iter().for_each(|source| add(source.title, PROSE));
}

/// A title; one word of many weighs less than one of two.
fn title(title: &'static str, add: &mut dyn FnMut(&'static str, u16)) {
    let length = match parts(title).count() {
        0..=1 => 3,
        2 => 2,
        3..=4 => 1,
        _ => 0,
    };
    add(title, TITLES[length]);
}

/// Search words: phrases with commas between them.
fn phrases(words: &'static str, add: &mut dyn FnMut(&'static str, u16)) {
    words.split(", ").for_each(|phrase| add(phrase, WORDS));
}

/// Prose; names in it weigh more than other words.
fn prose(blocks: &'static [Block], add: &mut dyn FnMut(&'static str, u16)) {
    for block in blocks {
        match block {
            Block::Heading(text) | Block::Expect { line: text, .. } => add(text, PROSE),
            Block::Paragraph(spans) => texts_of(spans, add),
            Block::List { items, .. } => items.iter().for_each(|item| texts_of(item, add)),
            Block::Command(command) => texts_of(command.text, add),
            Block::Table { head, rows } => {
                let cells = head.iter().chain(rows.iter().flat_map(|row| row.iter()));
                cells.for_each(|cell| texts_of(cell, add));
            }
            Block::Procedure(_) => {}
        }
    }
}

fn texts_of(spans: &'static [Span], add: &mut dyn FnMut(&'static str, u16)) {
    for span in spans {
        match span {
            Span::Text(text) | Span::Strong(text) => add(text, PROSE),
            Span::Code(text) => add(text, NAME),
            // A link names another page, which is found by its own title.
            Span::Link { .. } | Span::Placeholder { .. } => {}
        }
    }
}

/// The parts of a text that are words: runs of letters and digits; other alphabets' letters count as letters.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_ascii() && !letter.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
}
