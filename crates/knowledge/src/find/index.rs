//! The search index: every word with the items that contain it; built on the first search.
//!
//! A few thousand words cover tens of thousands of places, so a keystroke checks each word once instead of each place.

use std::sync::OnceLock;

use basics::fnv32;

use super::target::SearchTarget;
use super::texts::{each_text, parts};
use crate::look_up::{causes, codes, flows, logs, questions, symptoms, topics};
use crate::tables::{GUIDES, REMEDIES, TABLES, codes_are_given, is_given};

/// The words of everything.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// All items that can be found. Of equally good ones the first one is shown first.
    pub(super) things: Vec<SearchTarget>,
    /// Every word once, with where its places end; they begin where those of the word before end.
    words: Vec<(&'static str, u32)>,
    places: Vec<WordPlace>,
}

/// A place of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordPlace {
    /// The number of the item.
    pub(super) thing: u16,
    /// What the word weighs there.
    pub(super) weight: u16,
}

/// The index; empty until there is something to look up. Once all parts are given it has the prose too.
pub(super) fn index() -> &'static Index {
    static NONE: Index = Index { things: Vec::new(), words: Vec::new(), places: Vec::new() };
    static WITHOUT_PROSE: OnceLock<Index> = OnceLock::new();
    static COMPLETE: OnceLock<Index> = OnceLock::new();
    if !is_given(TABLES) || !codes_are_given() {
        &NONE
    } else if is_complete() {
        COMPLETE.get_or_init(Index::new)
    } else {
        WITHOUT_PROSE.get_or_init(Index::new)
    }
}

/// Whether all parts that the index has words of are given.
pub(super) fn is_complete() -> bool {
    is_given(TABLES) && codes_are_given() && is_given(GUIDES) && REMEDIES.clone().all(is_given)
}

impl Index {
    /// Every word, with its places.
    pub(super) fn words(&self) -> impl Iterator<Item = (&'static str, &[WordPlace])> {
        let mut from = 0;
        self.words.iter().map(move |&(word, to)| {
            let places = self.places.get(from..to as usize).unwrap_or_default();
            from = to as usize;
            (word, places)
        })
    }

    fn new() -> Self {
        let mut making = Making::default();
        for what in things() {
            making.things.push(what);
            each_text(what, &mut |text, weight| making.text(text, weight));
        }
        making.done()
    }
}

/// All items that can be found. Of equally good ones the first one is shown first.
fn things() -> Vec<SearchTarget> {
    let mut things: Vec<SearchTarget> = symptoms().iter().map(SearchTarget::Symptom).collect();
    things.extend(causes().iter().map(SearchTarget::Cause));
    for flow in flows() {
        things.push(SearchTarget::Flow(flow));
        things.extend(flow.steps.iter().map(|step| SearchTarget::Step(flow, step)));
    }
    let mut families: Vec<&str> = Vec::new();
    for family in codes().iter().map(|code| code.family) {
        if !families.contains(&family) {
            families.push(family);
        }
    }
    things.extend(families.into_iter().map(SearchTarget::Family));
    things.extend(logs().iter().map(SearchTarget::Log));
    things.extend(topics().iter().map(SearchTarget::Topic));
    if !questions().is_empty() {
        things.push(SearchTarget::Questions);
    }
    // Codes that match equally: those of update components have higher values.
    things.extend(codes().iter().rev().map(|code| SearchTarget::Code(code.value)));
    things
}

/// An index that is being built.
#[derive(Default)]
struct Making {
    things: Vec<SearchTarget>,
    words: Vec<Word>,
    /// The number of a word plus 1, in the slot of its hash; 0 if there is none.
    slots: Vec<u32>,
    /// The words as they come, with their places.
    found: Vec<(u32, WordPlace)>,
}

struct Word {
    text: &'static str,
    hash: u32,
    /// Where in `found` it was last added.
    last: u32,
    /// How many items contain it.
    count: u32,
}

impl Making {
    /// Adds the words of a text to the last item; of a name written as one word, its pieces too.
    fn text(&mut self, text: &'static str, weight: u16) {
        for part in parts(text) {
            self.word(part, weight);
            let mut rest = part;
            while let Some(piece) = first_piece(rest) {
                self.word(piece, weight / 2);
                rest = &rest[piece.len()..];
            }
            if rest.len() < part.len() {
                self.word(rest, weight / 2);
            }
        }
    }

    fn word(&mut self, text: &'static str, weight: u16) {
        let thing = (self.things.len() as u16).wrapping_sub(1);
        let word = self.number(text) as usize;
        let next = self.found.len() as u32;
        let Some(known) = self.words.get_mut(word) else { return };
        let before = self.found.get_mut(known.last as usize);
        match before.filter(|(other, place)| *other as usize == word && place.thing == thing) {
            Some((_, place)) => place.weight = place.weight.max(weight),
            None => {
                known.last = next;
                known.count += 1;
                self.found.push((word as u32, WordPlace { thing, weight }));
            }
        }
    }

    /// The number of a word, assigned on its first use.
    fn number(&mut self, text: &'static str) -> u32 {
        if self.slots.len() < 2 * self.words.len() + 2 {
            self.slots = vec![0; (4 * self.words.len()).max(1 << 12).next_power_of_two()];
            for number in 0..self.words.len() {
                let slot = self.slot(self.words[number].hash, self.words[number].text);
                self.slots[slot] = number as u32 + 1;
            }
        }
        let hash = hash(text);
        let slot = self.slot(hash, text);
        if self.slots[slot] == 0 {
            self.words.push(Word { text, hash, last: u32::MAX, count: 0 });
            self.slots[slot] = self.words.len() as u32;
        }
        self.slots[slot] - 1
    }

    /// The slot of a word, or the free one for it; half of them are always free.
    fn slot(&self, hash: u32, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            let word = &self.words[number as usize];
            if word.hash == hash && word.text.eq_ignore_ascii_case(text) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Puts the places of each word together.
    fn done(self) -> Index {
        let mut ends = Vec::with_capacity(self.words.len());
        let mut end = 0;
        for word in &self.words {
            // Where its next place goes, until all are there.
            ends.push((word.text, end));
            end += word.count;
        }
        let mut places = vec![WordPlace { thing: 0, weight: 0 }; self.found.len()];
        for (word, place) in self.found {
            let (_, next) = &mut ends[word as usize];
            places[*next as usize] = place;
            *next += 1;
        }
        Index { things: self.things, words: ends, places }
    }
}

/// A number for the letters of a word, in any case (FNV-1a).
fn hash(text: &str) -> u32 {
    fnv32(text.bytes().map(|byte| byte.to_ascii_lowercase()))
}

/// The first part of a name such as `UpdatesDeploymentAgent`, if more follows.
fn first_piece(name: &str) -> Option<&str> {
    let bytes = name.as_bytes();
    let begins = |at: &usize| bytes[at - 1].is_ascii_lowercase() && bytes[*at].is_ascii_uppercase();
    name.get(..(1..bytes.len()).find(begins)?)
}
