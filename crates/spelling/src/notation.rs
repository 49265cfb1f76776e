//! The codes that a text was read as, and in which notation.

use std::ops::Range;

/// The most different codes that are read from one text.
const MOST: usize = 32;

/// The result of reading a typed text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeQuery {
    /// The codes it may mean, the likeliest first, each once.
    pub readings: Vec<CodeReading>,
    /// What is wrong with a mistyped code, in one sentence.
    pub mistyped: Option<String>,
}

/// One code that a text may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeReading {
    /// The code.
    pub value: u32,
    /// In which notation the text has it.
    pub notation: Notation,
}

/// A notation of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// The code itself, in hexadecimal.
    Code,
    /// The code in decimal, signed or not.
    Decimal,
    /// Another system's number, which the code contains: ("HTTP status", 503).
    Number(&'static str, u32),
    /// One of its symbols.
    Symbol(&'static str),
    /// A result of Windows Setup with this extend code: `0xC1900101 - 0x20017`.
    Extended(u32),
}

/// A code in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeAt {
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends, in bytes; an extend code belongs to it.
    pub end: usize,
    /// The code.
    pub value: u32,
    /// In which notation the text has it.
    pub notation: Notation,
    /// Where the text itself names it, in bytes: `0x800f081f - CBS_E_SOURCE_MISSING`.
    pub name: Option<Range<usize>>,
}

impl CodeQuery {
    /// Adds a code, unless it was already added.
    pub(crate) fn add(&mut self, value: u32, notation: Notation) {
        let known = self.readings.iter().any(|reading| reading.value == value);
        if !known && self.readings.len() < MOST {
            self.readings.push(CodeReading { value, notation });
        }
    }
}
