//! Searching for a literal text, in any case or in the given one.

use memchr::{memchr2_iter, memmem::Finder};

/// How letters are compared. Only those of ASCII have two cases here: other letters must be equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Upper and lower case are different.
    Exact,
    /// Upper and lower case are the same.
    Ignored,
}

/// A literal text to search for.
#[derive(Clone, Debug)]
pub(crate) enum Literal {
    Exact(Box<Finder<'static>>),
    Ignored {
        /// In lower case.
        needle: Box<[u8]>,
        /// The place of its rarest byte, which is searched first.
        rare: usize,
    },
}

impl Literal {
    pub(crate) fn new(needle: &[u8], case: Case) -> Self {
        if case == Case::Exact || !needle.iter().any(u8::is_ascii_alphabetic) {
            return Self::Exact(Box::new(Finder::new(needle).into_owned()));
        }
        let needle: Box<[u8]> = needle.to_ascii_lowercase().into();
        let rare = (0..needle.len()).min_by_key(|&at| frequency(needle[at])).unwrap_or(0);
        Self::Ignored { needle, rare }
    }

    /// The place of the first occurrence.
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        match self {
            Self::Exact(finder) => finder.find(text),
            Self::Ignored { needle, rare } => {
                let byte = *needle.get(*rare)?;
                let last = text.len().checked_sub(needle.len())?;
                let places = memchr2_iter(byte, byte.to_ascii_uppercase(), &text[*rare..=last + *rare]);
                places.into_iter().find(|&at| text[at..at + needle.len()].eq_ignore_ascii_case(needle))
            }
        }
    }

    /// The places of all occurrences that do not overlap.
    pub(crate) fn places(&self, text: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> {
        let length = match self {
            Self::Exact(finder) => finder.needle().len(),
            Self::Ignored { needle, .. } => needle.len(),
        };
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.find(text.get(from..)?)?;
            from = at + length.max(1);
            Some(at..at + length)
        })
    }
}

/// How often a byte occurs in logs, roughly: the rarest first.
fn frequency(byte: u8) -> usize {
    /// The usual bytes of English log text, the most frequent first.
    const USUAL: &[u8] = b"e tainosrcdlpmu0ghf.12-3_v4y5b=w86\"7:9kx";
    USUAL.len() - USUAL.iter().position(|&usual| usual == byte).unwrap_or(USUAL.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needle: &str, case: Case, text: &str, expected: &[usize]) {
        let literal = Literal::new(needle.as_bytes(), case);
        let places: Vec<usize> = literal.places(text.as_bytes()).map(|place| place.start).collect();
        assert_eq!(places, expected, "{needle} in {text}");
        assert_eq!(literal.find(text.as_bytes()), expected.first().copied());
    }

    #[test]
    fn all_occurrences_are_found() {
        check("scan", Case::Exact, "scan, Scan, SCAN, scan", &[0, 18]);
        check("sCaN", Case::Ignored, "scan, Scan, SCAN, scan", &[0, 6, 12, 18]);
        check("0x80244022", Case::Ignored, "Error = 0X80244022", &[8]);
        check("aa", Case::Ignored, "AaAaA", &[0, 2]);
        check("scan", Case::Ignored, "sca", &[]);
        check("scan", Case::Ignored, "", &[]);
        check("z", Case::Ignored, "Z", &[0]);
        check("größe", Case::Ignored, "Die GRößE", &[4]);
    }

    #[test]
    fn the_rarest_byte_is_searched() {
        let Literal::Ignored { needle, rare } = Literal::new(b"Exit code", Case::Ignored) else { panic!() };
        assert_eq!(needle[rare], b'x');
    }
}
