//! Lines: where they end, and how many there are.

use memchr::{memchr, memchr2};

/// What ends a line in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// `\n`, with or without a `\r` before it.
    Lf,
    /// A lone `\r`.
    Cr,
    /// Both, in different places.
    Mixed,
}

impl LineEnd {
    /// What ends the lines of a file with these two samples of its text.
    pub fn of(head: &[u8], tail: &[u8]) -> Self {
        let has_lf = memchr(b'\n', head).is_some() || memchr(b'\n', tail).is_some();
        let has_cr =
            [head, tail].iter().any(|text| text.windows(2).any(|pair| pair[0] == b'\r' && pair[1] != b'\n'));
        match (has_lf, has_cr) {
            (true, true) => Self::Mixed,
            (false, true) => Self::Cr,
            _ => Self::Lf,
        }
    }

    /// Where the line that holds `from` ends: (the place of its end mark, the beginning of the next line).
    ///
    /// None if the text ends first.
    pub fn next(self, text: &[u8], from: usize) -> Option<(usize, usize)> {
        let rest = &text[from..];
        match self {
            Self::Lf => memchr(b'\n', rest).map(|at| (from + at, from + at + 1)),
            Self::Cr => memchr(b'\r', rest).map(|at| (from + at, from + at + 1)),
            Self::Mixed => memchr2(b'\n', b'\r', rest).map(|at| {
                let pair = rest[at] == b'\r' && rest.get(at + 1) == Some(&b'\n');
                (from + at, from + at + if pair { 2 } else { 1 })
            }),
        }
    }

    /// Whether `place` begins a line, given the text before it.
    pub fn begins_line(self, text: &[u8], place: usize) -> bool {
        let Some(before) = place.checked_sub(1).map(|at| text[at]) else { return false };
        match self {
            Self::Lf => before == b'\n',
            Self::Cr => before == b'\r',
            Self::Mixed => before == b'\n' || (before == b'\r' && text.get(place) != Some(&b'\n')),
        }
    }

    /// How many lines end inside `text`.
    ///
    /// A `\r` at its very end counts in a mixed file: the counted stretches are complete entries, and an
    /// entry never ends between `\r` and `\n`.
    pub fn count(self, text: &[u8]) -> u32 {
        let count = match self {
            Self::Lf => memchr::memchr_iter(b'\n', text).count(),
            Self::Cr => memchr::memchr_iter(b'\r', text).count(),
            Self::Mixed => {
                let pairs = text.windows(2).filter(|pair| *pair == b"\r\n").count();
                memchr::memchr2_iter(b'\n', b'\r', text).count() - pairs
            }
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// `text` without line ends and blanks at its end.
pub(crate) fn trim_end(text: &[u8]) -> &[u8] {
    text.trim_ascii_end()
}

/// Whether a line has something on it; a blank one belongs to the line before.
pub(crate) fn is_not_blank(line: &[u8]) -> bool {
    line.iter().find(|byte| !matches!(byte, b' ' | b'\t')).is_some_and(|byte| !matches!(byte, b'\r' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_splits_the_same_lines() {
        let check = |text: &[u8], end: LineEnd, lines: u32| {
            assert_eq!(LineEnd::of(text, b""), end, "{text:?}");
            assert_eq!(end.count(text), lines, "{text:?}");
            let mut from = 0;
            let mut split = 0;
            while let Some((_, next)) = end.next(text, from) {
                assert!(end.begins_line(text, next), "{text:?} at {next}");
                (from, split) = (next, split + 1);
            }
            assert_eq!(split, lines, "{text:?}");
        };
        check(b"a\nb\n", LineEnd::Lf, 2);
        check(b"a\r\nb\r\nc", LineEnd::Lf, 2);
        check(b"a\rb\rc", LineEnd::Cr, 2);
        check(b"a\r\nb\rc\nd", LineEnd::Mixed, 3);
        check(b"", LineEnd::Lf, 0);
    }
}
