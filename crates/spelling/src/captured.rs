//! Reads the code that an evidence pattern captured.

use basics::parse_hex;

use crate::grammar::eight_digits;

/// The high bits of a code that carries a Windows error.
const WINDOWS_ERROR: u32 = 0x8007 << 16;

/// The code in a text that a pattern captured from a log: `0x80244022`, `80244022`, `-2145107924`, `1603`.
///
/// Up to five digits are a Windows error; other text is no code.
pub fn captured(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    if let Some(digits) = digits {
        return parse_hex(digits.as_bytes()).or_else(|| eight_digits(digits.as_bytes()));
    }
    if let Some(digits) = text.strip_prefix('-') {
        return digits.parse::<u32>().ok().filter(|number| *number <= 1 << 31).map(u32::wrapping_neg);
    }
    match text.len() {
        1..=5 => text.parse().ok().map(|number| if number == 0 { 0 } else { from_windows_error(number) }),
        8 => parse_hex(text.as_bytes()),
        _ => text.parse().ok(),
    }
}

/// The code that carries a Windows error.
pub fn from_windows_error(number: u32) -> u32 {
    WINDOWS_ERROR | (number & 0xFFFF)
}
