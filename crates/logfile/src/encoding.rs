//! Encodings: bytes of a file to the text that is searched, and back to offsets in the file.
//!
//! The text of an 8-bit file is its own bytes: nothing is copied, and a message that is not UTF-8 is taken for
//! Windows-1252 when it is quoted.
//! Only UTF-16 is transcoded.
//! NUL bytes in an 8-bit file are padding, or the other half of a UTF-16 tail that some tool appended: they are left
//! out of the text, which makes both readable.

use std::borrow::Cow;

/// How a file's bytes encode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, or Windows-1252 if an entry is not valid UTF-8.
    EightBit,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// The encoding of a file that begins with `head`, and the length of its byte order mark in bytes.
    ///
    /// Without a mark, UTF-16 is recognized by the positions of its zero bytes.
    pub fn of(head: &[u8]) -> (Self, usize) {
        match head {
            [0xFF, 0xFE, ..] => (Self::Utf16Le, 2),
            [0xFE, 0xFF, ..] => (Self::Utf16Be, 2),
            [0xEF, 0xBB, 0xBF, ..] => (Self::EightBit, 3),
            _ => (Self::without_mark(head), 0),
        }
    }

    fn without_mark(head: &[u8]) -> Self {
        let sample = &head[..head.len().min(4096)];
        let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
        let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
        // Text of any European language has its other half zero nearly everywhere; two thirds leave room for more.
        if half > 0 && odd * 3 >= half * 2 && even * 8 <= half {
            Self::Utf16Le
        } else if half > 0 && even * 3 >= half * 2 && odd * 8 <= half {
            Self::Utf16Be
        } else {
            Self::EightBit
        }
    }
}

/// The text of a stretch of a file, and the file offset of each of its bytes.
#[derive(Debug)]
pub struct Text<'b> {
    /// The text: UTF-8, or 8-bit bytes as they are.
    pub bytes: Cow<'b, [u8]>,
    /// The file offset of the first byte.
    origin: u64,
    map: Map,
}

/// How offsets in the text become offsets in the file.
#[derive(Debug)]
enum Map {
    /// They are the same, but for the origin.
    Same,
    /// The text came from UTF-16: the number of code units before every [`STRIDE`]th byte of it.
    Units(Vec<u32>),
    /// Zero bytes were left out: (place in the text, how many were left out up to there).
    Gaps(Vec<(u32, u32)>),
}

const STRIDE: usize = 256;

impl<'b> Text<'b> {
    /// The text of `bytes`, which begin at `origin` in a file of that encoding.
    ///
    /// In UTF-16, code units begin at even offsets: where `origin` is odd, the first byte is the second half of a
    /// unit and is left out.
    pub fn new(encoding: Encoding, origin: u64, bytes: &'b [u8]) -> Self {
        match encoding {
            Encoding::EightBit => match memchr::memchr(0, bytes) {
                None => Self { bytes: Cow::Borrowed(bytes), origin, map: Map::Same },
                Some(first) => Self::without_zeros(origin, bytes, first),
            },
            Encoding::Utf16Le => Self::from_units(origin, bytes, u16::from_le_bytes),
            Encoding::Utf16Be => Self::from_units(origin, bytes, u16::from_be_bytes),
        }
    }

    fn without_zeros(origin: u64, bytes: &[u8], first: usize) -> Self {
        let mut kept = Vec::with_capacity(bytes.len());
        kept.extend_from_slice(&bytes[..first]);
        let mut gaps: Vec<(u32, u32)> = Vec::new();
        let mut dropped = 0u32;
        for &byte in &bytes[first..] {
            if byte != 0 {
                kept.push(byte);
                continue;
            }
            dropped += 1;
            match gaps.last_mut() {
                Some(gap) if gap.0 as usize == kept.len() => gap.1 = dropped,
                _ => gaps.push((kept.len() as u32, dropped)),
            }
        }
        Self { bytes: Cow::Owned(kept), origin, map: Map::Gaps(gaps) }
    }

    fn from_units(origin: u64, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Self {
        let skip = (origin % 2) as usize;
        let units =
            bytes.get(skip..).unwrap_or_default().chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        let mut text: Vec<u8> = Vec::with_capacity(bytes.len() / 2 + 16);
        let mut marks = vec![0u32];
        let mut count = 0u32;
        for decoded in char::decode_utf16(units) {
            let character = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
            if character.is_ascii() {
                text.push(character as u8);
            } else {
                text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            count += character.len_utf16() as u32;
            while text.len() >= marks.len() * STRIDE {
                // A character may lie across a mark; the mark then counts the units before that character, and
                // `units_before` walks on from the character's own beginning.
                let over = text.len() - marks.len() * STRIDE;
                let before =
                    if over > 0 && over < character.len_utf8() { character.len_utf16() as u32 } else { 0 };
                marks.push(count - before);
            }
        }
        Self { bytes: Cow::Owned(text), origin: origin + skip as u64, map: Map::Units(marks) }
    }

    /// The file offset of the byte at `place` in the text.
    pub fn file_offset(&self, place: usize) -> u64 {
        match &self.map {
            Map::Same => self.origin + place as u64,
            Map::Units(marks) => self.origin + 2 * u64::from(self.units_before(marks, place)),
            Map::Gaps(gaps) => {
                let passed = gaps.partition_point(|&(at, _)| at as usize <= place);
                let dropped = passed.checked_sub(1).map_or(0, |last| gaps[last].1);
                self.origin + place as u64 + u64::from(dropped)
            }
        }
    }

    /// The place in the text of the first byte at or after `offset` in the file.
    pub fn place_of(&self, offset: u64) -> usize {
        let (mut low, mut high) = (0, self.bytes.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.file_offset(middle) < offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // The units of a character count from its first byte on.
        while matches!(self.map, Map::Units(_))
            && self.bytes.get(low).is_some_and(|&byte| is_continuation(byte))
        {
            low += 1;
        }
        low
    }

    fn units_before(&self, marks: &[u32], place: usize) -> u32 {
        let mark = (place / STRIDE).min(marks.len() - 1);
        let mut from = mark * STRIDE;
        // A mark inside a character counts what precedes the character.
        while from > 0 && from < self.bytes.len() && is_continuation(self.bytes[from]) {
            from -= 1;
        }
        let walked: u32 = self.bytes[from..place.max(from)].iter().map(|&byte| units_begun_by(byte)).sum();
        marks[mark] + walked
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

fn units_begun_by(byte: u8) -> u32 {
    match byte {
        0x80..=0xBF => 0,
        0xF0..=0xFF => 2,
        _ => 1,
    }
}

/// The characters of `bytes` of a file of that encoding, `origin` being the file offset of the first.
///
/// 8-bit text is UTF-8 if it is valid and Windows-1252 if it is not; zero bytes are left out.
pub fn decode(encoding: Encoding, origin: u64, bytes: &[u8]) -> String {
    decode_text(&Text::new(encoding, origin, bytes).bytes)
}

/// The characters of a stretch of [`Text`].
pub(crate) fn decode_text(text: &[u8]) -> String {
    let mut decoded = String::with_capacity(text.len());
    decode_onto(&mut decoded, text);
    decoded
}

/// Appends the characters of a stretch of [`Text`].
pub(crate) fn decode_onto(decoded: &mut String, text: &[u8]) {
    if let Ok(valid) = std::str::from_utf8(text) {
        decoded.push_str(valid);
        return;
    }
    for chunk in text.utf8_chunks() {
        decoded.push_str(chunk.valid());
        decoded.extend(chunk.invalid().iter().map(|&byte| windows_1252(byte)));
    }
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn recognizes_the_encoding() {
        let check = |head: &[u8], expected| assert_eq!(Encoding::of(head), expected);
        check(b"plain", (Encoding::EightBit, 0));
        check(b"\xEF\xBB\xBFmarked", (Encoding::EightBit, 3));
        check(&utf16("\u{feff}marked", u16::to_le_bytes), (Encoding::Utf16Le, 2));
        check(&utf16("\u{feff}marked", u16::to_be_bytes), (Encoding::Utf16Be, 2));
        check(&utf16("not marked, ä", u16::to_le_bytes), (Encoding::Utf16Le, 0));
        check(&utf16("not marked, ä", u16::to_be_bytes), (Encoding::Utf16Be, 0));
        check(b"padded\0\0\0\0\0\0\0\0", (Encoding::EightBit, 0));
        check(b"", (Encoding::EightBit, 0));
    }

    #[test]
    fn decodes_partial_text() {
        assert_eq!(decode(Encoding::EightBit, 0, "grün".as_bytes()), "grün");
        assert_eq!(decode(Encoding::EightBit, 0, b"gr\xFCn \x93quoted\x94"), "grün “quoted”");
        assert_eq!(decode(Encoding::EightBit, 0, b"s\0t\0r\0i\0p\0"), "strip");
        assert_eq!(decode(Encoding::Utf16Le, 0, &utf16("日本 𝄞 x", u16::to_le_bytes)), "日本 𝄞 x");
        assert_eq!(decode(Encoding::Utf16Be, 1, &[0, 0, b'x']), "x", "an odd origin begins with half a unit");
        assert_eq!(decode(Encoding::Utf16Le, 0, &[0x00, 0xD8, b'x', 0]), "\u{fffd}x", "half a pair");
    }

    /// Every character of the text must be found again at the file offset that is reported for it.
    fn check_offsets(encoding: Encoding, origin: u64, bytes: &[u8]) {
        let text = Text::new(encoding, origin, bytes);
        let mut place = 0;
        while place < text.bytes.len() {
            let length =
                (1..=4).find(|n| text.bytes.get(place + n).is_none_or(|&b| !is_continuation(b))).unwrap();
            let from = (text.file_offset(place) - origin) as usize;
            let to = (text.file_offset(place + length) - origin) as usize;
            let again = Text::new(encoding, text.file_offset(place), &bytes[from..to]);
            assert_eq!(again.bytes[..], text.bytes[place..place + length], "at {place}");
            assert_eq!(text.place_of(text.file_offset(place)), place);
            place += length;
        }
    }

    #[test]
    fn offsets_match_the_file() {
        let long = "ä𝄞xyz日".repeat(300);
        check_offsets(Encoding::Utf16Le, 0, &utf16(&long, u16::to_le_bytes));
        check_offsets(Encoding::Utf16Be, 2, &utf16(&long, u16::to_be_bytes));
        check_offsets(Encoding::EightBit, 7, long.as_bytes());
        check_offsets(Encoding::EightBit, 7, b"ab\0\0\0cd\0e\0\0f");
    }
}
