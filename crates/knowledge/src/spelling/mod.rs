//! Reads the codes out of anything: what people type (`0x8024401c`, `8024 401C`, `-2145107924`, `HTTP 503`), a pasted
//! line or excerpt, the messages of a log.
//!
//! What stands in running text is read by one grammar, in `grammar.rs`; [`scan`] finds it at the speed of logs and
//! [`codes_in`] with all that small numbers and symbols can mean. [`read`] takes a text that is a code and nothing
//! else more loosely, since who types it has no reason to type anything else.

mod excerpt;
mod grammar;
mod mistyped;
mod query;
mod scan;
mod token;

use std::ops::Range;

use crate::explain::setup_stage;

pub use excerpt::codes_in;
pub(crate) use query::by_symbol;
pub use query::{captured, read};
pub use scan::{name_after, scan};

/// What a text was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelled {
    /// The codes it stands for, the likeliest first, each once.
    pub readings: Vec<Reading>,
    /// What is wrong with a mistyped code, in one sentence.
    pub mistyped: Option<String>,
}

/// One code that a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The code.
    pub value: u32,
    /// How the text was read.
    pub how: How,
}

/// How a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As the code itself, in hexadecimal.
    Code,
    /// As the code in decimal, signed or not.
    Decimal,
    /// As another system's number, which the code carries: ("HTTP status", 503).
    Number(&'static str, u32),
    /// As one of its symbols.
    Symbol(&'static str),
    /// As a result of Windows Setup with this extend code: `0xC1900101 - 0x20017`.
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
    /// How it was read.
    pub how: How,
    /// Where the text itself names it, in bytes: `0x800f081f - CBS_E_SOURCE_MISSING`.
    pub name: Option<Range<usize>>,
}

impl How {
    /// In words: "a code", "decimal", "HTTP status 503", "the symbol WU_E_PT_HTTP_STATUS_DENIED".
    pub fn words(self) -> String {
        match self {
            Self::Code => "a code".to_owned(),
            Self::Decimal => "decimal".to_owned(),
            Self::Number(name, number) => [name, " ", &number.to_string()].concat(),
            Self::Symbol(symbol) => ["the symbol ", symbol].concat(),
            Self::Extended(extend) => ["the result of Windows Setup in ", &setup_stage(extend)].concat(),
        }
    }
}
