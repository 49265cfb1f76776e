//! Finds the codes in the messages of logs, at the speed at which logs are read.

use std::ops::Range;

use crate::grammar::code_of_run;

/// The codes in a message, in their order, each with the place of the byte after its last digit.
///
/// It looks for codes of eight digits and their decimal spellings only: the meaning of a small number in a log is
/// decided by the evidence that captures it.
pub fn scan(message: &[u8]) -> Codes<'_> {
    Codes { message, at: 7 }
}

/// The codes in a message, as [`scan`] finds them.
#[derive(Clone, Debug)]
pub struct Codes<'a> {
    message: &'a [u8],
    at: usize,
}

impl Iterator for Codes<'_> {
    type Item = (u32, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let message = self.message;
        // Eight digits in a row cover every eighth byte: only those are looked at until one is a digit.
        while self.at < message.len() {
            let at = self.at;
            if !IS_HEX[usize::from(message[at])] {
                self.at += 8;
                continue;
            }
            let mut start = at;
            while start > 0 && IS_HEX[usize::from(message[start - 1])] {
                start -= 1;
            }
            let mut end = at + 1;
            while end < message.len() && IS_HEX[usize::from(message[end])] {
                end += 1;
            }
            self.at = end + 8;
            if end - start >= 8
                && let Some(code) = code_of_run(message, start, end)
            {
                return Some((code, end));
            }
        }
        None
    }
}

static IS_HEX: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_hexdigit();
        byte += 1;
    }
    table
};

/// Where a log itself names a code, right after it: `[HRESULT = 0x800f0970 - CBS_E_SOMETHING]`.
///
/// `end` is where the code's digits end.
pub fn name_after(message: &[u8], end: usize) -> Option<Range<usize>> {
    let skip = |at: usize, sign: &dyn Fn(u8) -> bool| {
        message[at..].iter().position(|&byte| !sign(byte)).map_or(message.len(), |length| at + length)
    };
    let dash = skip(end.min(message.len()), &|byte| byte == b' ');
    let dash_end = skip(dash, &|byte| byte == b'-' || !byte.is_ascii());
    let start = skip(dash_end, &|byte| byte == b' ');
    let end = skip(start, &|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    let name = &message[start..end];
    let is_name =
        name.first().is_some_and(u8::is_ascii_uppercase) && name.contains(&b'_') && name.len() <= 80;
    // A file name continues: `A_B.cab`.
    let goes_on = message.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'.');
    (matches!(dash_end - dash, 1..=3) && is_name && !goes_on).then_some(start..end)
}
