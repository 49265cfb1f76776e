//! Writes a code as people know it.

/// A code as it is written everywhere: `0x` and eight upper-case digits.
pub fn spell(code: u32) -> String {
    spell_digits(code, 8)
}

/// `0x` and so many upper-case digits, 8 at most.
pub fn spell_digits(value: u32, digits: u32) -> String {
    let digit = |at: u32| char::from_digit((value >> (4 * at)) & 0xF, 16).unwrap_or('0').to_ascii_uppercase();
    let mut text = String::from("0x");
    text.extend((0..digits.min(8)).rev().map(digit));
    text
}
