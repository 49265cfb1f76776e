//! The values that a pattern captured in an entry, for callers that keep values and not the entire line.

use std::ops::Range;

use knowledge::Pattern;
use logfile::Entry;

use crate::scan::quote::Quote;
use crate::scan::sighting::Places;

/// The values that a pattern captured in an entry.
pub(crate) struct Captures<'e, 't> {
    /// The pattern.
    pub(crate) pattern: &'e Pattern,
    /// The positions of its values in the message.
    pub(crate) places: &'e Places,
    /// The entry.
    pub(crate) entry: &'e Entry<'t>,
    /// The maximum length of a value in bytes. A quote has the same limit, or twice the limit if it contains a value.
    pub(crate) most: usize,
}

impl<'t> Captures<'_, 't> {
    /// A captured value, as bytes of the message.
    pub(crate) fn bytes(&self, name: &str) -> Option<&'t [u8]> {
        Some(&self.entry.message()[self.place(name)?])
    }

    /// The characters of a value.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let (begin, place) = (self.entry.message.start, self.place(name)?);
        Some(self.entry.characters(begin + place.start..begin + place.end))
    }

    /// A quote of the line; `lines` is the number of lines before its stretch.
    pub(crate) fn quote(&self, lines: u64) -> Quote {
        let needed = self.places.iter().flatten().map(|place| place.end).max().unwrap_or(0);
        Quote::new(self.entry, lines, needed.clamp(self.most, 2 * self.most), None).0
    }

    fn place(&self, name: &str) -> Option<Range<usize>> {
        let at = self.pattern.captures.iter().position(|known| *known == name)?;
        self.places.get(at)?.clone().filter(|place| !place.is_empty() && place.len() <= self.most)
    }
}
