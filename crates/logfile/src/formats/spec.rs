//! The description of a format: how it is recognized, where its entries begin, and how one is read.

use std::ops::Range;

use crate::encoding::Text;
use crate::entry::Entry;
use crate::reading::Reading;

/// What the entries of a format look like, if each begins with a line that can be recognized by itself.
pub(crate) struct FormatSpec {
    /// The display name of the format.
    pub(super) words: &'static str,
    /// The format as `logs.toml` names it.
    pub(super) id: &'static str,
    /// Whether the first or last 64 kB of a text are surely of this format: a head line that no other format has.
    pub(super) is_sure: fn(&[u8]) -> bool,
    /// Whether a line is an entry of this format and of no other; the format with the most such lines is chosen.
    pub(crate) is_entry: fn(&[u8]) -> bool,
    /// Whether a line begins an entry; the slice begins with the line and may continue after it.
    pub(crate) begins: fn(&[u8]) -> bool,
    /// Reads the text between two such places: one entry or several, in order, that cover all of it.
    pub(super) read: ReadEntries,
}

/// Reads the bytes of one place of a text and passes on its entries.
pub(crate) type ReadEntries = for<'t> fn(&Reading, &'t Text<'t>, Range<usize>, &mut dyn FnMut(Entry<'t>));
