//! Codes in the messages of logs: found by their shape, told from threads, flags, GUIDs and SIDs by what stands
//! around them.
//!
//! A quarter of the codes in real logs stand without `0x`, so eight hexadecimal digits count where the words before
//! them or their own beginning say so.

use std::collections::BTreeMap;

/// How many different codes are counted in one file; the rest is counted together.
const MOST: usize = 4096;

/// How often each code was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeTally {
    /// In how many entries, and in how many of them it is noise.
    pub(crate) seen: BTreeMap<u32, (u64, u64)>,
    /// Entries with codes that were not told apart any more.
    pub(crate) more: u64,
}

impl CodeTally {
    /// Counts one entry that holds `code`.
    pub(crate) fn add(&mut self, code: u32, is_noise: bool) {
        self.add_many(code, (1, u64::from(is_noise)));
    }

    fn add_many(&mut self, code: u32, count: (u64, u64)) {
        if self.seen.len() >= MOST && !self.seen.contains_key(&code) {
            self.more += count.0;
            return;
        }
        let seen = self.seen.entry(code).or_default();
        seen.0 += count.0;
        seen.1 += count.1;
    }

    /// Adds what another stretch of the same file holds.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (&code, &count) in &other.seen {
            self.add_many(code, count);
        }
        self.more += other.more;
    }
}

/// Calls `found` for every code in a message, in the order they stand.
pub(crate) fn codes_in(message: &[u8], mut found: impl FnMut(u32)) {
    // Eight digits in a row cover every eighth byte: only those are looked at until one is a digit.
    let mut at = 7;
    while at < message.len() {
        if !IS_HEX[usize::from(message[at])] {
            at += 8;
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
        if let Some(code) = code_at(message, start, end) {
            found(code);
        }
        at = end + 8;
    }
}

/// The code that the digits in `start..end` stand for, if they stand for one.
fn code_at(message: &[u8], start: usize, end: usize) -> Option<u32> {
    let digits = &message[start..end];
    let before = |n: usize| start.checked_sub(n).map(|at| message[at]);
    if message.get(end).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    match digits.len() {
        8 if matches!(before(1), Some(b'x' | b'X')) && before(2) == Some(b'0') => {
            if before(3).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
                return None;
            }
            Some(hex(digits)).filter(|&code| is_code(code))
        }
        8 => {
            let is_alone =
                before(1).is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-{_#.\\/".contains(&byte));
            let is_guid = message.get(end) == Some(&b'-');
            let code = hex(digits);
            (is_alone
                && !is_guid
                && is_code(code)
                && (has_context(&message[..start]) || has_known_beginning(code)))
            .then_some(code)
        }
        // A negative number: `-2145107924`. In a SID a digit stands before the dash.
        10 if before(1) == Some(b'-') && digits.iter().all(u8::is_ascii_digit) => {
            if before(2).is_some_and(|byte| byte.is_ascii_alphanumeric()) {
                return None;
            }
            let number =
                digits.iter().try_fold(0i64, |sum, digit| Some(sum * 10 + i64::from(digit - b'0')))?;
            let code = u32::try_from((1i64 << 32) - number).ok()?;
            (code >= 0x8000_0001 && has_known_beginning(code)).then_some(code)
        }
        _ => None,
    }
}

/// Whether a number can be a code: a failure that is no mask or flag word, or a success that is told by a code.
fn is_code(value: u32) -> bool {
    let (is_flag, is_success) = (value & 0x0FFF_FFFF == 0, matches!(value >> 16, 0x0024 | 0x07D0 | 0x0020));
    (value & 0x8000_0000 != 0 && !is_flag && value != u32::MAX) || is_success
}

/// Whether a code begins as those of the families an update meets.
fn has_known_beginning(code: u32) -> bool {
    const KNOWN: [u16; 22] = [
        0x8000, 0x8001, 0x8003, 0x8004, 0x8007, 0x8009, 0x800A, 0x800B, 0x800F, 0x8010, 0x8013, 0x8019,
        0x8020, 0x8024, 0x80CF, 0x80D0, 0x87D0, 0x87D1, 0x87D2, 0x8DDD, 0xC190, 0x0024,
    ];
    KNOWN.contains(&((code >> 16) as u16))
}

/// Whether the words before eight digits say that a code follows.
fn has_context(before: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] = [b"hr", b"hresult", b"error", b"code", b"status", b"gle", b"result", b"with"];
    let text = before.trim_ascii_end();
    if text.last() == Some(&b'[') {
        return true;
    }
    let text = text.strip_suffix(b"(").unwrap_or(text).trim_ascii_end();
    let text = text.strip_suffix(b"=").or_else(|| text.strip_suffix(b":")).unwrap_or(text).trim_ascii_end();
    WORDS
        .iter()
        .any(|word| text.len() >= word.len() && text[text.len() - word.len()..].eq_ignore_ascii_case(word))
}

/// The value of up to eight hexadecimal digits.
pub(crate) fn hex(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &digit| value << 4 | (digit as char).to_digit(16).unwrap_or(0))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, expected: &[u32]) {
        let mut found = Vec::new();
        codes_in(message.as_bytes(), |code| found.push(code));
        assert_eq!(found, expected, "{message}");
    }

    #[test]
    fn finds_codes_in_every_spelling_of_logs() {
        check("Scan failed with error = 0x80072ee2.", &[0x8007_2EE2]);
        check("X 0X8007000D", &[0x8007_000D]);
        check("*FAILED* [80070426] Method failed [AuthTicketHelper::GetDeviceTickets:570]", &[0x8007_0426]);
        check("WARNING: ISusInternal::GetUpdateMetadata2 failed, hr=8007000E", &[0x8007_000E]);
        check("failed with hr = 80072ee2. Proxy", &[0x8007_2EE2]);
        check("Error(-2147467259)Unspecified error", &[0x8000_4005]);
        check("Exit code = 0x8024402F (cV = abc)", &[0x8024_402F]);
        check("0x80244022 and 0x87d00692", &[0x8024_4022, 0x87D0_0692]);
        check("error = 0x80D0000A", &[0x80D0_000A]);
        check("return status: 80244010", &[0x8024_4010]);
        check("Exit code = 0x00240010", &[0x0024_0010]);
        check("80244007", &[0x8024_4007]);
    }

    #[test]
    fn leaves_other_numbers_alone() {
        check("thread 4264 (0x10A8)", &[]);
        check("Flags 0x200, sender account empty", &[]);
        check("{80070005-1234-4000-8000-000000000000}", &[]);
        check("id 80070005-1234-4000-8000-000000000000", &[]);
        check("S-1-5-21-1454471165-2000478354-839522115-1001", &[]);
        check("flags 0x80000000 mask 0xFFFFFFFF", &[]);
        check("da39a3ee5e6b4b0d3255bfef95601890afd80709", &[]);
        check("41041432_d732ed6ffa7f56c3.cab", &[]);
        check("KB5031234 version 10.0.19041.1023", &[]);
        check("Exit code = 0x00000000", &[]);
        check("0x80244022AB", &[]);
        check("", &[]);
        check("8024402", &[]);
    }
}
