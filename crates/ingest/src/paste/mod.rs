//! Restores the log that somebody pasted: removes quotation marks, markup, line numbers and similar, joins wrapped
//! lines, and splits records that run together.
//!
//! A text without signs of pasting is never changed: each step looks for signs that no original log has. Only
//! short texts are checked.

mod console;
mod entities;
mod markup;
mod parts;
mod pasted_text;
mod prefixes;
mod runs;
mod signs;
mod wrapping;

use logfile::{Encoding, decode};

pub(crate) use parts::{PastePart, parts};
use pasted_text::PastedText;

/// The largest paste, in bytes.
pub(crate) const LARGEST: u64 = 256 * 1024;

/// The most lines of a paste.
const MOST_LINES: usize = 4000;

/// How often the steps are repeated until nothing changes: quotations may be nested.
const MOST_ROUNDS: usize = 16;

/// The text of a pasted log, as the log had it; none if nothing shows that it was pasted, or if it is
/// not a short text.
///
/// Cleaning the result again changes nothing.
pub fn clean_paste(bytes: &[u8]) -> Option<String> {
    if bytes.len() as u64 > LARGEST {
        return None;
    }
    let (encoding, mark) = Encoding::of(bytes);
    let decoded = decode(encoding, mark as u64, bytes.get(mark..)?);
    if decoded.bytes().filter(|byte| *byte == b'\n').count() > MOST_LINES || !is_text(&decoded) {
        return None;
    }
    let mut text = PastedText::new(&decoded);
    let mut is_changed = false;
    for _ in 0..MOST_ROUNDS {
        let steps = [
            signs::clean,
            entities::decode,
            markup::remove,
            prefixes::remove,
            console::join,
            runs::part,
            wrapping::join,
        ];
        let mut is_settled = true;
        for step in steps {
            if step(&mut text) {
                text.recognize();
                is_settled = false;
            }
        }
        if is_settled {
            return is_changed.then(|| text.to_text());
        }
        is_changed = true;
    }
    // A text that keeps changing is no log.
    None
}

/// Whether a text has only such control characters as logs have.
fn is_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}'))
}
