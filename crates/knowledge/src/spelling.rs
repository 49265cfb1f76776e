//! Reads codes the way people type and paste them: `0x8024401c`, `8024 401C`, `-2145107924`, `HTTP 503`, a log line.

use crate::explain::{codes_of_http, from_windows_error, http_status, numbers, spell};
use crate::look_up::{code, codes};

/// What a text was read as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelled {
    /// The codes it stands for, the likeliest first, each once.
    pub readings: Vec<Reading>,
    /// What is wrong with a mistyped code, in one sentence.
    pub mistyped: Option<String>,
}

/// One code that a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The code.
    pub value: u32,
    /// How the text was read.
    pub how: How,
}

/// How a text was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As the code itself, in hexadecimal.
    Code,
    /// As the code in decimal, signed or not.
    Decimal,
    /// As another system's number, which the code carries: ("HTTP status", 503).
    Number(&'static str, u32),
    /// As one of its symbols.
    Symbol(&'static str),
}

impl How {
    /// In words: "a code", "decimal", "HTTP status 503", "the symbol WU_E_PT_HTTP_STATUS_DENIED".
    pub fn words(self) -> String {
        match self {
            Self::Code => "a code".to_owned(),
            Self::Decimal => "decimal".to_owned(),
            Self::Number(name, number) => [name, " ", &number.to_string()].concat(),
            Self::Symbol(symbol) => ["the symbol ", symbol].concat(),
        }
    }
}

/// Words that make a number beside them a code. A text of these and numbers alone is a code and nothing else.
const CONTEXT: [&str; 27] = [
    "code",
    "codes",
    "dec",
    "decimal",
    "err",
    "error",
    "errorcode",
    "errors",
    "exit",
    "exitcode",
    "failed",
    "gle",
    "hex",
    "hr",
    "hresult",
    "http",
    "httpstatuscode",
    "lasterror",
    "msi",
    "ntstatus",
    "rc",
    "result",
    "return",
    "returned",
    "returning",
    "status",
    "with",
];

/// More codes than these stand in no line that a person pastes.
const MOST: usize = 16;
/// A pasted text longer than this is a file, not a line; what comes after is not read.
const LONGEST: usize = 2_000;

/// Reads a text.
pub fn read(text: &str) -> Spelled {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let tokens = tokens(text);
    let alone = tokens.iter().all(|token| token.is_context() || token.looks_like_number());
    let mut spelled = Spelled::default();
    if alone && let Some(value) = parted(&tokens) {
        spelled.add(value, How::Code);
        return spelled;
    }
    for (at, token) in tokens.iter().enumerate() {
        let before =
            at.checked_sub(1).and_then(|at| tokens.get(at)).filter(|before| token.follows(before, text));
        let context = before.is_some_and(Token::is_context) || matches!(token.before, b'[');
        spelled.token(token, alone, context, before.is_some_and(Token::is_http));
    }
    if alone && spelled.readings.is_empty() {
        for token in tokens.iter().filter(|token| !token.one_of_parts) {
            spelled.mistyped(token);
        }
    }
    spelled
}

/// A run of letters and digits; a `_` counts as a letter.
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    /// The byte before it; 0 at the beginning.
    before: u8,
    /// Whether it is one part of a GUID, a SID, a version, an address, a date.
    one_of_parts: bool,
    /// Whether a minus stands before it.
    minus: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let bytes = text.as_bytes();
    let byte = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or_default();
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(offset) = bytes.get(start..).and_then(|rest| rest.iter().position(is_word)) {
        start += offset;
        let length = bytes[start..].iter().position(|b| !is_word(b)).unwrap_or(bytes.len() - start);
        let end = start + length;
        let (before, before_that) = (byte(start.checked_sub(1)), byte(start.checked_sub(2)));
        // `a-b` and `1.2` are parts of a whole; so are numbers in `2026/11/21 10:15:00`, but not in `code:5`.
        let joins = |sign: u8, one: u8, other: u8| match sign {
            b'-' | b'.' => is_word(&one) && is_word(&other),
            b'/' | b':' => one.is_ascii_digit() && other.is_ascii_digit(),
            _ => false,
        };
        let part_before = joins(before, before_that, bytes[start]) || (before == b'-' && before_that == b'-');
        let part_after = joins(byte(Some(end)), bytes[end - 1], byte(Some(end + 1)));
        // Typographic minus signs end in these bytes: − (E2 88 92) and – (E2 80 93).
        let minus = before == b'-' || text[..start].ends_with(['\u{2212}', '\u{2013}']);
        tokens.push(Token {
            text: &text[start..end],
            start,
            end,
            before,
            one_of_parts: part_before || part_after,
            minus: minus && !part_before,
        });
        start = end;
    }
    tokens
}

impl Token<'_> {
    fn is_context(&self) -> bool {
        CONTEXT.iter().any(|word| word.eq_ignore_ascii_case(self.text))
    }

    fn is_http(&self) -> bool {
        self.text.len() >= 4 && self.text.as_bytes()[..4].eq_ignore_ascii_case(b"http")
            || self.text.eq_ignore_ascii_case("status")
    }

    /// Whether only signs that join a word to its value stand between.
    fn follows(&self, before: &Self, text: &str) -> bool {
        let between = text.get(before.end..self.start).unwrap_or("?");
        between.bytes().all(|b| matches!(b, b' ' | b'=' | b':' | b'(' | b'[' | b'"' | b'\'' | b'-'))
    }

    fn digits(&self) -> (&str, bool) {
        let marked = self.text.len() > 2 && self.text.as_bytes()[..2].eq_ignore_ascii_case(b"0x");
        (if marked { &self.text[2..] } else { self.text }, marked)
    }

    fn looks_like_number(&self) -> bool {
        let first = self.text.bytes().next().unwrap_or_default();
        let (digits, marked) = self.digits();
        let hex = digits.bytes().all(|b| b.is_ascii_hexdigit() || b == b'_');
        // Half a code may be letters alone: `8000 ffff`.
        let digit_or_half = digits.len() == 4 || digits.bytes().any(|b| b.is_ascii_digit());
        marked
            || (hex && digit_or_half)
            || first.is_ascii_digit()
            || (self.text.len() > 6 && self.text.as_bytes()[..2].eq_ignore_ascii_case(b"Ox"))
    }
}

impl Spelled {
    fn add(&mut self, value: u32, how: How) {
        let known = self.readings.iter().any(|reading| reading.value == value);
        if !known && self.readings.len() < MOST {
            self.readings.push(Reading { value, how });
        }
    }

    /// Reads one token, that stands alone with its like, or where a code is expected, or after "HTTP".
    fn token(&mut self, token: &Token<'_>, alone: bool, context: bool, http: bool) {
        let meant = alone || context;
        let (digits, marked) = token.digits();
        if !marked && let Some((value, symbol)) = by_symbol(token.text) {
            return self.add(value, How::Symbol(symbol));
        }
        if let Some(value) = eight_digits(digits) {
            let likely = if marked {
                // In a line, all zeros are no failure and the lone sign bit is a flag.
                alone || (value != 0 && value != 1 << 31)
            } else {
                let code_like = value >> 31 == 1 || digits.starts_with("00");
                !token.one_of_parts && (known_beginning(value) || (meant && code_like))
            };
            if likely {
                return self.add(value, How::Code);
            }
        }
        if !meant || token.one_of_parts {
            return;
        }
        if marked {
            match u32::from_str_radix(digits, 16) {
                Ok(value) if value > 0xFFFF && code(value).is_some() => self.add(value, How::Code),
                // The beginning of a code that is being typed is no number yet.
                Ok(value) if digits.len() <= 4 && !known_beginning(value << 16) => self.number(value, false),
                _ => {}
            }
        } else if let Some(hex) = token.text.strip_suffix(['h', 'H']).filter(|hex| hex.len() <= 4) {
            if let Ok(value) = u32::from_str_radix(hex, 16) {
                self.number(value, false);
            }
        } else if token.minus {
            // An i32, whose bits are the code.
            if let Ok(value) = token.text.parse::<u32>()
                && (1 << 20..=1 << 31).contains(&value)
            {
                self.add(value.wrapping_neg(), How::Decimal);
            }
        } else if let Ok(value) = token.text.parse::<u32>() {
            match value {
                0 => {}
                1..=0xFFFF => self.number(value, http),
                _ if value >> 31 == 1 || code(value).is_some() => self.add(value, How::Decimal),
                _ => {}
            }
        }
    }

    /// A small number: an HTTP status, a Windows error.
    fn number(&mut self, number: u32, http: bool) {
        if let Some(status) = u16::try_from(number).ok().and_then(http_status) {
            for value in codes_of_http(status.status) {
                self.add(value, How::Number("HTTP status", number));
            }
            if http || code(from_windows_error(number)).is_none() {
                return;
            }
        }
        if number > 0 {
            let name = numbers(number).map_or("Windows error", |range| range.name);
            self.add(from_windows_error(number), How::Number(name, number));
        }
    }

    /// Says what is wrong with a token that should be a code.
    fn mistyped(&mut self, token: &Token<'_>) {
        let letters = token.text.as_bytes();
        let marked = letters.len() > 6 && matches!(letters[..2], [b'0' | b'O' | b'o', b'x' | b'X']);
        let digits = if marked { &token.text[2..] } else { token.text };
        let mended: String = digits
            .chars()
            .map(|letter| match letter {
                'O' | 'o' => '0',
                'l' | 'I' | 'i' => '1',
                other => other.to_ascii_uppercase(),
            })
            .collect();
        let begins = u32::from_str_radix(mended.get(..4).unwrap_or("?"), 16);
        let meant = begins.is_ok_and(|begins| known_beginning(begins << 16)) || marked;
        if !meant || mended.len() < 5 {
            return;
        }
        let shown = ["0x", &mended].concat();
        self.mistyped = Some(match mended.chars().find(|letter| !letter.is_ascii_hexdigit()) {
            Some(letter) => {
                [&shown, " has the letter ", &letter.to_string(), "; a code has only 0 to 9 and A to F."]
                    .concat()
            }
            None => match eight_digits(&mended) {
                Some(value) => {
                    self.add(value, How::Code);
                    ["Read as ", &spell(value), ": a letter stands where a digit belongs."].concat()
                }
                None => [&shown, " has ", &count(mended.len()), " digits; a code has eight."].concat(),
            },
        });
    }
}

/// A number in words.
fn count(number: usize) -> String {
    const WORDS: [&str; 11] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// Eight digits; more where they are leading zeros, or the sign of a 64-bit number.
fn eight_digits(digits: &str) -> Option<u32> {
    if digits.len() < 8 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let (head, tail) = digits.split_at_checked(digits.len() - 8)?;
    let extends = head.bytes().all(|b| b == b'0') || head.eq_ignore_ascii_case("FFFFFFFF");
    if extends { u32::from_str_radix(tail, 16).ok() } else { None }
}

/// A code in pieces: `8024 401c`, `0x8024_401C`.
fn parted(tokens: &[Token<'_>]) -> Option<u32> {
    let mut joined = String::new();
    let mut pieces = 0;
    for token in tokens.iter().filter(|token| !token.is_context()) {
        let (digits, marked) = token.digits();
        if marked && pieces > 0 {
            return None;
        }
        pieces += digits.split('_').count();
        joined.extend(digits.chars().filter(|letter| *letter != '_'));
    }
    let value = eight_digits(&joined).filter(|_| pieces > 1 && joined.len() == 8)?;
    if known_beginning(value) { Some(value) } else { None }
}

/// Whether some code of the table begins with the same four digits.
fn known_beginning(value: u32) -> bool {
    value >> 16 != 0 && codes().iter().any(|code| code.value >> 16 == value >> 16)
}

/// The code that has a symbol.
fn by_symbol(text: &str) -> Option<(u32, &'static str)> {
    if !text.contains('_') {
        return None;
    }
    codes().iter().find_map(|code| {
        let symbol = code.symbols.iter().find(|symbol| symbol.eq_ignore_ascii_case(text))?;
        Some((code.value, *symbol))
    })
}
