//! Explains what is wrong with a text that should be a code, and replaces letters that were typed instead of digits.

use basics::hex;

use crate::grammar::eight_digits;
use crate::notation::{CodeQuery, Notation};
use crate::table::{CodeTable, begins_like_a_code};

impl CodeQuery {
    /// What is wrong with a word that should be a code; one that can be read is added to the readings.
    pub(crate) fn correct(&mut self, word: &str, table: &dyn CodeTable) -> Option<String> {
        let letters = word.as_bytes();
        let marked = letters.len() > 6 && matches!(letters[..2], [b'0' | b'O' | b'o', b'x' | b'X']);
        let digits = if marked { &word[2..] } else { word };
        let corrected: String = digits
            .chars()
            .map(|letter| match letter {
                'O' | 'o' => '0',
                'l' | 'I' | 'i' => '1',
                other => other.to_ascii_uppercase(),
            })
            .collect();
        let begins = u32::from_str_radix(corrected.get(..4).unwrap_or("?"), 16);
        let meant = begins.is_ok_and(|begins| begins_like_a_code(begins << 16, table)) || marked;
        if !meant || corrected.len() < 5 {
            return None;
        }
        let shown = ["0x", &corrected].concat();
        Some(match corrected.chars().find(|letter| !letter.is_ascii_hexdigit()) {
            Some(letter) => {
                [&shown, " has the letter ", &letter.to_string(), "; a code has only 0 to 9 and A to F."]
                    .concat()
            }
            None => match eight_digits(corrected.as_bytes()) {
                Some(value) => {
                    self.add(value, Notation::Code);
                    ["Read as ", &hex(value, 8), ": a letter was typed instead of a digit."].concat()
                }
                None => [&shown, " has ", &count(corrected.len()), " digits; a code has eight."].concat(),
            },
        })
    }
}

/// A number spelled out.
fn count(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}
