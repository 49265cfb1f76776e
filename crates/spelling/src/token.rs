//! Cuts a text into runs of letters and digits, and determines what each is part of.

/// A run of letters and digits; a `_` counts as a letter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub(crate) text: &'a str,
    /// Its place in the text, in bytes.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The byte before it; 0 at the beginning.
    pub(crate) before: u8,
    /// Whether it is one part of a GUID, a SID, a version, an address, a date.
    pub(crate) one_of_parts: bool,
    /// Whether a minus precedes it.
    pub(crate) minus: bool,
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The tokens of a text, in their order.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        let start = at + bytes.get(at..)?.iter().position(|&byte| is_word(byte))?;
        let length = bytes[start..].iter().position(|&byte| !is_word(byte));
        let end = length.map_or(bytes.len(), |length| start + length);
        at = end;
        Some(token(text, start, end))
    })
}

fn token(text: &str, start: usize, end: usize) -> Token<'_> {
    let bytes = text.as_bytes();
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or_default();
    let (before, before_that) = (byte(start.checked_sub(1)), byte(start.checked_sub(2)));
    // `a-b` and `1.2` are parts of a whole; so are numbers in `2026/11/21 10:15:00`, but not in `code:5`.
    let joins = |sign: u8, one: u8, other: u8| match sign {
        b'-' | b'.' => is_word(one) && is_word(other),
        b'/' | b':' => one.is_ascii_digit() && other.is_ascii_digit(),
        _ => false,
    };
    let part_before = joins(before, before_that, bytes[start]) || (before == b'-' && before_that == b'-');
    let part_after = joins(byte(Some(end)), bytes[end - 1], byte(Some(end + 1)));
    // Typographic minus signs end in these bytes: − (E2 88 92) and – (E2 80 93).
    let minus = before == b'-' || text[..start].ends_with(['\u{2212}', '\u{2013}']);
    Token {
        text: &text[start..end],
        start,
        end,
        before,
        one_of_parts: part_before || part_after,
        minus: minus && !part_before,
    }
}

impl<'a> Token<'a> {
    /// Its digits, and whether `0x` precedes them.
    pub(crate) fn digits(&self) -> (&'a str, bool) {
        let marked = self.text.len() > 2 && self.text.as_bytes()[..2].eq_ignore_ascii_case(b"0x");
        (if marked { &self.text[2..] } else { self.text }, marked)
    }

    /// Its number, if it is a decimal one of at most five digits.
    pub(crate) fn small_number(&self) -> Option<u32> {
        let is_small = self.text.len() <= 5 && self.text.bytes().all(|b| b.is_ascii_digit());
        if is_small { self.text.parse().ok() } else { None }
    }
}
