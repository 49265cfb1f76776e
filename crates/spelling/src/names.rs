//! Finds the names of codes in the messages of logs: `CBS_E_SOURCE_MISSING`,
//! `HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)`.

use std::ops::Range;

/// Words in capital letters that are joined by `_`, each of which may be the name of a code, in their order.
///
/// A table of codes resolves them. The work grows with the length of the message alone.
pub fn names(message: &[u8]) -> Names<'_> {
    Names { message, at: 0 }
}

/// The names in a message, as [`names`] finds them.
#[derive(Clone, Debug)]
pub struct Names<'a> {
    message: &'a [u8],
    at: usize,
}

/// What may be the name of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAt {
    /// Its place in the message, in bytes.
    pub place: Range<usize>,
    /// Whether it is inside `HRESULT_FROM_WIN32(…)`: then it is a Windows error, and may be its number.
    pub is_windows_error: bool,
}

const CONVERSION: &[u8] = b"HRESULT_FROM_WIN32";

/// The longest name of a code that Microsoft has is a bit shorter.
const LONGEST: usize = 100;

impl Iterator for Names<'_> {
    type Item = NameAt;

    fn next(&mut self) -> Option<NameAt> {
        let message = self.message;
        let is_of_name = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
        loop {
            let joint = self.at + memchr::memchr(b'_', message.get(self.at..)?)?;
            let is_name_at = |at: usize| message.get(at).is_some_and(is_of_name);
            if joint == self.at || !is_name_at(joint - 1) || !is_name_at(joint + 1) {
                self.at = joint + 1;
                continue;
            }
            let before = message[self.at..joint].iter().rev().take_while(|byte| is_of_name(byte)).count();
            let (start, after) = (joint - before, joint + 1);
            let end = after + message[after..].iter().take_while(|byte| is_of_name(byte)).count();
            self.at = end;
            let is_complete = !start.checked_sub(1).is_some_and(|at| goes_on(message[at]))
                && !message.get(end).is_some_and(|byte| goes_on(*byte));
            if !is_complete || !message[start].is_ascii_uppercase() || end - start > LONGEST {
                continue;
            }
            if &message[start..end] != CONVERSION {
                // A file name continues: `A_B.cab`.
                let is_file =
                    matches!(message.get(end..end + 2), Some([b'.', next]) if next.is_ascii_alphanumeric());
                if is_file {
                    continue;
                }
                return Some(NameAt { place: start..end, is_windows_error: false });
            }
            if message.get(end) == Some(&b'(') {
                let inside = end + 1 + message[end + 1..].iter().take_while(|&&byte| byte == b' ').count();
                let length = message[inside..].iter().take_while(|byte| is_of_name(byte)).count();
                self.at = inside + length;
                if length > 0 {
                    return Some(NameAt { place: inside..inside + length, is_windows_error: true });
                }
            }
        }
    }
}

/// Whether a byte beside a name makes it a part of something else.
fn goes_on(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'\\' | b'/' | b'%' | b'$')
}
