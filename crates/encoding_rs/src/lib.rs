//! Replaces the crate `encoding_rs` in the reader of event logs, which decodes Windows-1252 and nothing else.
//!
//! The real one has every encoding of the web, and no option to leave any out: they were more than half of the page's
//! second module. It has the functions that `evtx` calls.

#![forbid(unsafe_code)]

use std::borrow::Cow;

/// An encoding. There is one: [`WINDOWS_1252`].
#[derive(Debug)]
pub struct Encoding(());

/// The code page of Western European Windows.
pub static WINDOWS_1252: &Encoding = &Encoding(());

/// The characters of the bytes 0x80 to 0x9F; all others are those of Unicode. Unassigned bytes are control characters,
/// as the WHATWG defines it.
const HIGH: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}',
    '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

impl Encoding {
    /// Its name by the WHATWG.
    pub fn name(&self) -> &'static str {
        "windows-1252"
    }

    /// The text of these bytes. It is never none: each byte is a character.
    pub fn decode_without_bom_handling_and_without_replacement<'a>(
        &self,
        bytes: &'a [u8],
    ) -> Option<Cow<'a, str>> {
        if bytes.is_ascii() {
            return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
        }
        let character = |byte: &u8| match byte {
            0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
            _ => char::from(*byte),
        };
        Some(bytes.iter().map(character).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_a_character() {
        for (bytes, text) in [
            (&b"plain"[..], "plain"),
            (b"", ""),
            (
                b"\x80 5, \x84quoted\x93, stra\xDFe \x96 \xFF",
                "\u{20AC} 5, \u{201E}quoted\u{201C}, stra\u{DF}e \u{2013} \u{FF}",
            ),
            (b"\x81\x8D\x8F\x90\x9D\x9F", "\u{81}\u{8D}\u{8F}\u{90}\u{9D}\u{178}"),
        ] {
            assert_eq!(
                WINDOWS_1252.decode_without_bom_handling_and_without_replacement(bytes).unwrap(),
                text
            );
        }
    }

    #[test]
    fn text_that_is_plain_is_not_copied() {
        let plain = WINDOWS_1252.decode_without_bom_handling_and_without_replacement(b"plain");
        assert!(matches!(plain, Some(Cow::Borrowed("plain"))));
    }
}
