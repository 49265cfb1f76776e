//! The grammar of codes in running text: which digits are a code, by their shape and by the text around them.
//!
//! It reads logs, pasted excerpts and lines in the search box. A quarter of the codes in real logs
//! lack `0x`, so digits count if the words before them or their own beginning indicate a code; threads, flags,
//! GUIDs, SIDs, hashes and versions do not.

use basics::parse_hex;

/// The code that a complete run of hexadecimal digits at `start..end` represents, if any.
#[inline]
pub(crate) fn code_of_run(text: &[u8], start: usize, end: usize) -> Option<u32> {
    if text.get(end).is_some_and(|&byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    let before = |n: usize| start.checked_sub(n).map(|at| text[at]);
    let marked = matches!(before(1), Some(b'x' | b'X')) && before(2) == Some(b'0');
    let code = match end - start {
        8 | 16 if marked => {
            let whole = !before(3).is_some_and(|byte| byte.is_ascii_alphanumeric());
            eight_digits(&text[start..end]).filter(|&code| whole && is_code(code))
        }
        8 => bare(text, start, end),
        9 | 10 => decimal(text, start, end),
        _ => None,
    }?;
    // These few numbers are the roots of the registry as well: `RegOpenKey(Root=-2147483647,…`.
    let begin = start - if marked { 2 } else { 0 };
    if matches!(code, 0x8000_0001..=0x8000_0006) && !is_expected(text, begin) {
        return None;
    }
    if is_flags(text, begin) || is_image_id(text, begin, end) { None } else { Some(code) }
}

/// Whether the word before digits marks them as flags or an address: `Flags: 0X80010010`, `Log file mode: 0x80800002`,
/// `dwProvFlags 0x80000080`, `module.dll+0x80070005`.
fn is_flags(text: &[u8], start: usize) -> bool {
    const ENDS: [&[u8]; 8] =
        [b"flags", b"flag", b"mode", b"mask", b"options", b"attributes", b"address", b"offset"];
    let (last, _) = words_before(text, start);
    ENDS.iter().any(|end| ends_with(last, end)) || text[..start].ends_with(b"+")
}

/// Whether digits are the id of a module, in brackets at the head of a line of the imaging library:
/// `[3120.4512] [0xc142011c] WIMGetMountedImageHandle:(2910)`.
fn is_image_id(text: &[u8], start: usize, end: usize) -> bool {
    const HEAD: usize = 24;
    let Some(before) = text[..start].strip_suffix(b"] [").filter(|before| before.len() <= HEAD) else {
        return false;
    };
    let is_id = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    before.strip_prefix(b"[").is_some_and(|id| id.iter().all(is_id)) && text[end..].starts_with(b"] ") && {
        let name =
            text[end + 2..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"_:".contains(byte));
        let after = end + 2 + name.count();
        text[..after].ends_with(b":") && text.get(after) == Some(&b'(')
    }
}

/// Eight digits without `0x`.
#[inline]
fn bare(text: &[u8], start: usize, end: usize) -> Option<u32> {
    let before = start.checked_sub(1).map(|at| text[at]);
    let is_alone = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && !b"-{_#.\\/".contains(&byte));
    // The first part of a GUID.
    if !is_alone || text.get(end) == Some(&b'-') {
        return None;
    }
    // These are known to be digits, so the conversion needs no checks.
    let worth = |digit: u8| u32::from(digit & 0xF) + 9 * u32::from(digit >> 6);
    let code = text[start..end].iter().fold(0, |value, &digit| value << 4 | worth(digit));
    if !is_code(code) {
        return None;
    }
    let is_framed = || before == Some(b'[') && text.get(end) == Some(&b']');
    let is_marked =
        || matches!(code >> 28, 0 | 8 | 9 | 0xC | 0xD) && (is_framed() || is_expected(text, start));
    if begins_as_known(code) || is_marked() { Some(code) } else { None }
}

/// Nine or ten decimal digits: negative, or beyond what a signed number holds.
fn decimal(text: &[u8], start: usize, end: usize) -> Option<u32> {
    let mut number = 0;
    for digit in &text[start..end] {
        number = number * 10 + i64::from((*digit as char).to_digit(10)?);
    }
    let before = |n: usize| start.checked_sub(n).map(|at| text[at]);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if before(1) != Some(b'-') {
        let code = u32::try_from(number).ok().filter(|&code| code >> 31 == 1 && is_code(code))?;
        let is_part = matches!(before(1), Some(b'.' | b'/' | b'{')) || text.get(end) == Some(&b'-');
        let is_alone = !is_part && before(1).is_none_or(|byte| !is_word(byte));
        return (is_alone && is_expected(text, start)).then_some(code);
    }
    // In a SID a digit precedes the dash.
    if before(2).is_some_and(|byte| is_word(byte) || byte == b'-') || is_field_of_note(&text[..start - 1]) {
        return None;
    }
    let code = u32::try_from((1i64 << 32) - number).ok().filter(|&code| code >> 31 == 1 && is_code(code))?;
    if begins_as_known(code) || is_expected(text, start - 1) { Some(code) } else { None }
}

/// Whether a field of a Windows Installer note follows, `Note: 1: 2262 2: Class 3: -2147287038`: it is no failure.
fn is_field_of_note(before: &[u8]) -> bool {
    let Some(field) = before.strip_suffix(b": ") else { return false };
    field.last().is_some_and(u8::is_ascii_digit) && is_in_note(before)
}

/// Whether the last line of a text is a note of the Windows Installer so far.
pub(crate) fn is_in_note(before: &[u8]) -> bool {
    let line = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    before[line..].windows(8).any(|window| window == b"Note: 1:")
}

/// The HRESULT of the Windows error 0: a program reported an error where there was none.
const NO_ERROR: u32 = 0x8007_0000;

/// Whether a number can be a code: a failure that is no mask or flag word, or a success that has a code.
#[inline]
pub(crate) fn is_code(value: u32) -> bool {
    let (is_flag, is_success) = (value & 0x0FFF_FFFF == 0, matches!(value >> 16, 0x0024 | 0x07D0 | 0x0020));
    (value >> 31 == 1 && !is_flag && value >> 28 != 0xF && value != NO_ERROR) || is_success
}

/// Whether a code begins as those of the families that an update meets.
#[inline]
pub(crate) fn begins_as_known(code: u32) -> bool {
    const KNOWN: [u16; 23] = [
        0x8000, 0x8001, 0x8003, 0x8004, 0x8007, 0x8009, 0x800A, 0x800B, 0x800F, 0x8010, 0x8013, 0x8019,
        0x8020, 0x8024, 0x80CF, 0x80D0, 0x87D0, 0x87D1, 0x87D2, 0x87D3, 0x8DDD, 0xC190, 0x0024,
    ];
    KNOWN.contains(&((code >> 16) as u16))
}

/// Whether the text before digits indicates that a code follows.
fn is_expected(text: &[u8], start: usize) -> bool {
    let (last, before) = words_before(text, start);
    number_context(last, before) != Context::None
        || [b"hr".as_slice(), b"result", b"mapped", b"with", b"status"].iter().any(|end| ends_with(last, end))
}

/// What the words before a small number indicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// Nothing: it is any number.
    None,
    /// It may be an error: "returning 1603".
    Weak,
    /// It is an error: "error 1603".
    Strong,
    /// It is a status of HTTP: "HTTP status 503".
    Http,
}

/// What the last word before a number, and the words before that, indicate.
pub(crate) fn number_context(last: &[u8], before: [&[u8]; 2]) -> Context {
    let is = |word: &[u8], words: &[&str]| words.iter().any(|one| word.eq_ignore_ascii_case(one.as_bytes()));
    let is_http = |word: &[u8]| word.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"http"));
    let between = |word: &[u8]| is(word, &["status", "code", "error", "response", "statuscode"]);
    if is_http(last)
        || (between(last) && (is_http(before[0]) || between(before[0]) && is_http(before[1])))
        || is(last, &["httpstatuscode"])
    {
        return Context::Http;
    }
    let names_error = |word: &[u8]| is(word, &["exit", "error", "return", "result", "system", "win"]);
    let code_names_error = || {
        ["exitcode", "errorcode", "returncode", "resultcode"]
            .iter()
            .any(|end| ends_with(last, end.as_bytes()))
    };
    if ends_with(last, b"error")
        || is(last, &["gle", "rc", "err"])
        || code_names_error()
        || (is(last, &["code"]) && names_error(before[0]))
    {
        Context::Strong
    } else if is(last, &["code", "returning", "returned", "returns", "status", "failed"]) {
        Context::Weak
    } else {
        Context::None
    }
}

fn ends_with(word: &[u8], end: &[u8]) -> bool {
    word.len() >= end.len() && word[word.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// The last word before `start`, if only separators are between them, and the two words before it.
pub(crate) fn words_before(text: &[u8], start: usize) -> (&[u8], [&[u8]; 2]) {
    let (last, rest) = word_before(&text[..start], b" =:([\"'");
    let (before, rest) = word_before(rest, b" ");
    (last, [before, word_before(rest, b" ").0])
}

/// The word at the end of a text, before separators, and the text before it; no word if other characters follow it.
fn word_before<'a>(text: &'a [u8], signs: &[u8]) -> (&'a [u8], &'a [u8]) {
    let end = text.iter().rposition(|byte| !signs.contains(byte)).map_or(0, |at| at + 1);
    // Too many separators join nothing.
    if text.len() - end > 6 {
        return (&[], &[]);
    }
    let text = &text[..end];
    let start = text.iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |at| at + 1);
    (&text[start..], &text[..start])
}

/// The value of eight hexadecimal digits; of more if the leading ones are zeros, or the sign of a 64-bit number.
#[inline]
pub(crate) fn eight_digits(digits: &[u8]) -> Option<u32> {
    let (head, tail) = digits.split_at(digits.len().checked_sub(8)?);
    let extends = head.iter().all(|b| *b == b'0') || head.eq_ignore_ascii_case(b"FFFFFFFF");
    if extends { parse_hex(tail) } else { None }
}
