//! What people paste becomes the log that it was: quotation signs, markup, line numbers and the like go, wrapped lines
//! are joined, and records that run together are parted.
//!
//! A text that shows no mark of pasting is never touched: each step looks for marks that no log of a machine has. Only
//! short texts are looked at.

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

/// A paste is not larger, in bytes.
pub(crate) const LARGEST: u64 = 256 * 1024;

/// A paste has no more lines.
const MOST_LINES: usize = 4000;

/// So often the steps are repeated until nothing changes: quotations are in quotations.
const MOST_ROUNDS: usize = 16;

/// The text of a log that somebody pasted, as the log had it; none where nothing shows that it was pasted, and where it is
/// no short text.
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
        let steps =
            [signs::clean, entities::decode, markup::remove, prefixes::remove, runs::part, wrapping::join];
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
    // What does not settle is no log.
    None
}

/// Whether a text has no control characters that a log does not have.
fn is_text(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}'))
}
