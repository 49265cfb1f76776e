//! Hexadecimal numbers as people write error codes.

/// `0x` and the last `digits` upper-case digits of a number: `hex(0x8024_4022, 8)` is `0x80244022`.
pub fn hex(value: u32, digits: u32) -> String {
    let digit = |at: u32| char::from_digit((value >> (4 * at)) & 0xF, 16).unwrap_or('0').to_ascii_uppercase();
    let mut text = String::from("0x");
    text.extend((0..digits.min(8)).rev().map(digit));
    text
}

/// The value of one to eight hexadecimal digits in either case, without `0x`.
#[inline]
pub fn parse_hex(digits: &[u8]) -> Option<u32> {
    let add = |value: u32, digit: &u8| Some(value << 4 | (*digit as char).to_digit(16)?);
    if matches!(digits.len(), 1..=8) { digits.iter().try_fold(0, add) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_upper_case() {
        assert_eq!([hex(0x8024_401B, 8), hex(0x1B, 4), hex(0, 1)], ["0x8024401B", "0x001B", "0x0"]);
        assert_eq!(hex(u32::MAX, 40), "0xFFFFFFFF");
    }

    #[test]
    fn digits_are_read_in_either_case() {
        assert_eq!(parse_hex(b"8024401b"), Some(0x8024_401B));
        assert_eq!([&b""[..], b"123456789", b"0x12", b"12 "].map(parse_hex), [None; 4]);
    }
}
