//! The search index: every word with the items that contain it, and the words of every item in order.
//!
//! A few thousand words cover tens of thousands of places, so a keystroke checks each word once instead of each place; of
//! the words only those that begin with the same letter.

use std::sync::{Mutex, OnceLock, PoisonError};

use basics::fnv32;

use super::target::SearchTarget;
use super::texts::{each_text, parts};
use crate::look_up::{causes, codes, flows, logs, questions, symptoms, topics};
use crate::tables::{GUIDES, REMEDIES, TABLES, codes_are_given, guides, is_given};

/// Not a word: where a text or a phrase of an item ends.
pub(super) const END: u16 = u16::MAX;

/// How many different words fit into the index; the knowledge has a quarter of them.
const MOST_WORDS: usize = END as usize;

/// How many words of texts are indexed in one step.
const STEP: usize = 20_000;

/// The words of everything.
#[derive(Debug)]
pub(super) struct Index {
    /// All items that can be found. Of equally good ones the first one is shown first.
    pub(super) things: Vec<SearchTarget>,
    /// Every word once, with where its places end; they begin where those of the word before end.
    words: Vec<(&'static str, u32)>,
    places: Vec<WordPlace>,
    /// The numbers of the words, by their first letters.
    by_letter: Vec<u16>,
    /// Where the words of each first letter end among these.
    letters: [u16; LETTERS],
    /// The words of each item in the order of its texts, without those that have no meaning.
    sequences: Vec<u16>,
    /// Where the words of each item end among these.
    ends: Vec<u32>,
}

/// The letters and digits that a word can begin with, and one for all others.
const LETTERS: usize = 37;

/// A place of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordPlace {
    /// The number of the item.
    pub(super) thing: u16,
    /// What the word weighs there.
    pub(super) weight: u16,
}

/// An index that can be used, or is being built.
#[derive(Debug)]
struct IndexCell {
    index: OnceLock<Index>,
    making: Mutex<Option<Making>>,
}

impl IndexCell {
    const fn new() -> Self {
        Self { index: OnceLock::new(), making: Mutex::new(None) }
    }

    /// Does one step of the building; returns whether the index is complete.
    fn step(&self) -> bool {
        if self.index.get().is_some() {
            return true;
        }
        let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        if making.get_or_insert_with(Making::new).step()
            && let Some(made) = making.take()
        {
            self.index.get_or_init(|| made.done());
        }
        false
    }

    /// The index; what is not built yet is built now.
    fn get(&self) -> &Index {
        while !self.step() {}
        self.index.get().unwrap_or(&NONE)
    }
}

static NONE: Index = Index::NONE;
static COMPLETE: IndexCell = IndexCell::new();

/// The index; empty until there is something to look up. Once all parts are given it has the prose too.
pub(super) fn index() -> &'static Index {
    static WITHOUT_PROSE: IndexCell = IndexCell::new();
    if !is_given(TABLES) || !codes_are_given() {
        &NONE
    } else if is_complete() {
        COMPLETE.get()
    } else {
        WITHOUT_PROSE.get()
    }
}

/// Does one step of building the index; returns whether nothing is left to do. Without all parts there is nothing to do.
pub(super) fn prepare() -> bool {
    !is_complete() || COMPLETE.step()
}

/// Whether all parts that the index has words of are given.
fn is_complete() -> bool {
    is_given(TABLES) && codes_are_given() && is_given(GUIDES) && REMEDIES.clone().all(is_given)
}

impl Index {
    const NONE: Self = Self {
        things: Vec::new(),
        words: Vec::new(),
        places: Vec::new(),
        by_letter: Vec::new(),
        letters: [0; LETTERS],
        sequences: Vec::new(),
        ends: Vec::new(),
    };

    /// How many different words there are; they have numbers from 0.
    pub(super) fn count(&self) -> usize {
        self.words.len()
    }

    /// A word by its number.
    pub(super) fn word(&self, number: u16) -> &'static str {
        self.words.get(usize::from(number)).map_or("", |word| word.0)
    }

    /// The places of a word.
    pub(super) fn places(&self, number: u16) -> &[WordPlace] {
        let number = usize::from(number);
        let from = number.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.1);
        let to = self.words.get(number).map_or(0, |word| word.1);
        self.places.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The numbers of the words that begin with the same letter as a word.
    pub(super) fn like(&self, word: &str) -> &[u16] {
        let letter = letter(word);
        let from = letter.checked_sub(1).map_or(0, |before| self.letters[before]);
        self.by_letter.get(usize::from(from)..usize::from(self.letters[letter])).unwrap_or_default()
    }

    /// The words of an item in the order of its texts, with [`END`] after each text or phrase.
    pub(super) fn sequence(&self, thing: usize) -> &[u16] {
        let from = thing.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let to = self.ends.get(thing).copied().unwrap_or_default();
        self.sequences.get(from as usize..to as usize).unwrap_or_default()
    }
}

/// The number of the first letter of a word.
fn letter(word: &str) -> usize {
    match word.bytes().next() {
        Some(byte @ b'0'..=b'9') => usize::from(byte - b'0'),
        Some(byte) if byte.is_ascii_alphabetic() => usize::from(byte.to_ascii_lowercase() - b'a') + 10,
        _ => LETTERS - 1,
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
#[derive(Debug, Default)]
struct Making {
    things: Vec<SearchTarget>,
    /// How many items are indexed.
    indexed: usize,
    /// Every word once; first those that have no meaning for the search.
    words: Vec<Word>,
    /// How many of the words have no meaning.
    meaningless: u16,
    /// The number of a word plus 1, in the slot of its hash; 0 if there is none.
    slots: Vec<u16>,
    /// The words as they come, with their places.
    found: Vec<(u16, WordPlace)>,
    sequences: Vec<u16>,
    ends: Vec<u32>,
}

#[derive(Debug)]
struct Word {
    text: &'static str,
    hash: u32,
    /// Where in `found` it was last added.
    last: u32,
    /// How many items contain it.
    count: u32,
}

impl Making {
    fn new() -> Self {
        let mut making = Self { things: things(), ..Self::default() };
        for word in guides().everywhere {
            making.number(word);
        }
        making.meaningless = making.words.len() as u16;
        making
    }

    /// Indexes some items; returns whether all are.
    fn step(&mut self) -> bool {
        let until = self.sequences.len() + STEP;
        while let Some(what) = self.things.get(self.indexed).copied() {
            each_text(what, &mut |text, weight| self.text(text, weight));
            self.ends.push(self.sequences.len() as u32);
            self.indexed += 1;
            if self.sequences.len() > until {
                return false;
            }
        }
        true
    }

    /// Adds the words of a text to the current item; of a name written as one word, its pieces too.
    fn text(&mut self, text: &'static str, weight: u16) {
        let mut end = 0;
        for part in parts(text) {
            let begin = part.as_ptr().addr() - text.as_ptr().addr();
            if text.get(end..begin).is_some_and(is_break) {
                self.sequences.push(END);
            }
            end = begin + part.len();
            let number = self.word(part, weight);
            if number >= self.meaningless {
                self.sequences.push(number);
            }
            let mut rest = part;
            while let Some(piece) = first_piece(rest) {
                self.word(piece, weight / 2);
                rest = &rest[piece.len()..];
            }
            if rest.len() < part.len() {
                self.word(rest, weight / 2);
            }
        }
        self.sequences.push(END);
    }

    /// Adds a word to the current item; returns its number.
    fn word(&mut self, text: &'static str, weight: u16) -> u16 {
        let thing = self.indexed as u16;
        let number = self.number(text);
        let next = self.found.len() as u32;
        let Some(known) = self.words.get_mut(usize::from(number)) else { return END };
        if number < self.meaningless {
            return number;
        }
        let before = self.found.get_mut(known.last as usize);
        match before.filter(|(other, place)| *other == number && place.thing == thing) {
            Some((_, place)) => place.weight = place.weight.max(weight),
            None => {
                known.last = next;
                known.count += 1;
                self.found.push((number, WordPlace { thing, weight }));
            }
        }
        number
    }

    /// The number of a word, assigned on its first use; [`END`] if there are too many.
    fn number(&mut self, text: &'static str) -> u16 {
        if self.slots.len() < 2 * self.words.len() + 2 {
            self.slots = vec![0; (4 * self.words.len()).max(1 << 12).next_power_of_two()];
            for number in 0..self.words.len() {
                let slot = self.slot(self.words[number].hash, self.words[number].text);
                self.slots[slot] = number as u16 + 1;
            }
        }
        let hash = hash(text);
        let slot = self.slot(hash, text);
        if self.slots[slot] == 0 {
            if self.words.len() >= MOST_WORDS {
                return END;
            }
            self.words.push(Word { text, hash, last: u32::MAX, count: 0 });
            self.slots[slot] = self.words.len() as u16;
        }
        self.slots[slot] - 1
    }

    /// The slot of a word, or the free one for it; half of them are always free.
    fn slot(&self, hash: u32, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while let Some(number) = self.slots[slot].checked_sub(1) {
            let word = &self.words[usize::from(number)];
            if word.hash == hash && word.text.eq_ignore_ascii_case(text) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Puts the places of each word together.
    fn done(self) -> Index {
        let mut words = Vec::with_capacity(self.words.len());
        let mut end = 0;
        let mut letters = [0; LETTERS];
        for word in &self.words {
            // Where its next place goes, until all are there.
            words.push((word.text, end));
            end += word.count;
            letters[letter(word.text)] += 1;
        }
        let mut places = vec![WordPlace { thing: 0, weight: 0 }; self.found.len()];
        for (word, place) in self.found {
            let (_, next) = &mut words[usize::from(word)];
            places[*next as usize] = place;
            *next += 1;
        }
        let mut before = 0;
        for count in &mut letters {
            before += std::mem::replace(count, before);
        }
        let mut by_letter = vec![0; words.len()];
        for (number, word) in words.iter().enumerate() {
            let next = &mut letters[letter(word.0)];
            by_letter[usize::from(*next)] = number as u16;
            *next += 1;
        }
        Index {
            things: self.things,
            words,
            places,
            by_letter,
            letters,
            sequences: self.sequences,
            ends: self.ends,
        }
    }
}

/// Whether what is between two words ends a sentence or a part of one.
fn is_break(gap: &str) -> bool {
    gap.len() > 1 && gap.contains(['.', ';'])
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
