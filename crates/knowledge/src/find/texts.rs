//! The texts by which an item is found, and how much a word weighs in each.

use knowledge_model::model::Cause;
use knowledge_model::prose::{Block, Span};

use super::target::SearchTarget;
use crate::look_up::{code, evidence, evidence_of, evidence_samples, questions, remedy, step_prose};

/// What a word weighs at most that only the prose of an item contains.
pub(super) const PROSE: u16 = 1;

/// Calls `add` with each text of an item and its weight. The prose of a part that is not given yet is left out.
pub(super) fn each_text(what: SearchTarget, add: &mut dyn FnMut(&'static str, u16)) {
    match what {
        SearchTarget::Symptom(symptom) => {
            title(symptom.title, 5, add);
            add(symptom.words, 3);
        }
        SearchTarget::Cause(cause) => texts_of_cause(cause, add),
        SearchTarget::Flow(flow) => title(flow.title, 6, add),
        SearchTarget::Step(flow, step) => {
            title(step.title, 5, add);
            add(step.actor, 3);
            for evidence in evidence_of(step) {
                add(evidence.summary, 2);
                evidence_samples(evidence.index).iter().for_each(|sample| add(sample, 2));
            }
            prose(step_prose(flow, step), add);
        }
        SearchTarget::Family(family) => title(family, 5, add),
        SearchTarget::Log(log) => {
            title(log.name, 6, add);
            add(log.file, 7);
            add(log.description, 3);
            add(log.get, 3);
            log.components.iter().chain(log.also).for_each(|name| add(name, 6));
        }
        SearchTarget::Topic(topic) => {
            title(topic.words, 3, add);
            add(topic.symbol, 3);
            topic.states.iter().for_each(|state| add(state.words, 1));
        }
        SearchTarget::Questions => {
            title("Scoping questions", 6, add);
            questions().iter().for_each(|question| add(question.asks, 1));
        }
        SearchTarget::Code(value) => {
            if let Some(code) = code(value) {
                add(code.message, 2);
                add(code.family, 1);
                code.symbols.iter().for_each(|symbol| add(symbol, 3));
            }
        }
        // A state is found by its number.
        SearchTarget::State(..) => {}
    }
}

fn texts_of_cause(cause: &'static Cause, add: &mut dyn FnMut(&'static str, u16)) {
    title(cause.title, 5, add);
    add(cause.id, 5);
    for code in cause.when.iter().flat_map(|when| when.codes).filter_map(|value| code(*value)) {
        add(code.message, 2);
    }
    for evidence in cause.when.iter().flat_map(|when| when.seen).filter_map(|id| evidence(*id)) {
        add(evidence.summary, 3);
        evidence_samples(evidence.index).iter().for_each(|sample| add(sample, 2));
    }
    let remedy = remedy(cause);
    add(remedy.summary, 4);
    add(remedy.words, 3);
    for action in remedy.check.iter().chain(remedy.fix) {
        add(action.title, 2);
        prose(action.blocks, add);
    }
    prose(remedy.verify, add);
}

/// A title; one word of many weighs less than one of two.
fn title(title: &'static str, weight: u16, add: &mut dyn FnMut(&'static str, u16)) {
    add(title, weight + 4 / (parts(title).count().max(1) as u16));
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
            Span::Code(text) => add(text, 2),
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
