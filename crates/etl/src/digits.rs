//! Numbers as text: without the formatting of the standard library, which would be the larger part of a small module.

/// Writes a number in base 10, with at least this many digits (at most 20).
pub(crate) fn push_decimal(out: &mut String, mut number: u64, least: usize) {
    // Most numbers of a log are small, and a division by a constant is cheap.
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    while number > 0 && first > 0 {
        first -= 1;
        digits[first] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    let first = first.min(digits.len() - least.clamp(1, digits.len()));
    out.push_str(str::from_utf8(&digits[first..]).unwrap_or_default());
}

/// Writes a number that may be negative, in base 10.
pub(crate) fn push_signed(out: &mut String, number: i64) {
    if number < 0 {
        out.push('-');
    }
    push_decimal(out, number.unsigned_abs(), 1);
}

/// Writes a number in base 16 with small letters, with at least this many digits.
pub(crate) fn push_hex(out: &mut String, number: u64, least: usize) {
    push(out, number, 16, least, false);
}

/// Writes a number in a base up to 16, with at least this many digits (at most 64).
#[inline(never)]
pub(crate) fn push(out: &mut String, mut number: u64, base: u64, least: usize, large: bool) {
    let mut digits = [b'0'; 64];
    let mut first = digits.len();
    while number > 0 && first > 0 {
        first -= 1;
        digits[first] = match (number % base) as u8 {
            digit @ 0..=9 => b'0' + digit,
            digit if large => b'A' - 10 + digit,
            digit => b'a' - 10 + digit,
        };
        number /= base;
    }
    let first = first.min(digits.len() - least.clamp(1, digits.len()));
    out.push_str(str::from_utf8(&digits[first..]).unwrap_or_default());
}

/// Writes bytes as hexadecimal digits.
pub(crate) fn push_bytes(out: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        push(out, byte.into(), 16, 2, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_does() {
        for number in [0, 1, 9, 10, 255, 256, 65_535, 4_294_967_296, u64::MAX] {
            assert_eq!(text(|out| push_decimal(out, number, 1)), format!("{number}"));
            assert_eq!(text(|out| push_decimal(out, number, 7)), format!("{number:07}"));
            assert_eq!(text(|out| push_hex(out, number, 8)), format!("{number:08x}"));
            assert_eq!(text(|out| push(out, number, 16, 1, true)), format!("{number:X}"));
            assert_eq!(text(|out| push(out, number, 8, 0, false)), format!("{number:o}"));
            let signed = number as i64;
            assert_eq!(text(|out| push_signed(out, signed)), format!("{signed}"));
        }
        assert_eq!(text(|out| push_bytes(out, &[0, 0x1A, 0xFF])), "001AFF");
        assert_eq!(text(|out| push_decimal(out, 5, 1000)).len(), 20);
        assert_eq!(text(|out| push_hex(out, 5, 1000)).len(), 64);
    }
}
