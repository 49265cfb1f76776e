//! Reads what somebody types: a code in any spelling, several of them, a symbol, a number of another system; what is
//! none of these is read as running text.

use super::excerpt::extend_of;
use super::grammar::{begins_as_known, eight_digits, hex};
use super::token::{Token, tokens};
use super::{How, Reading, Spelled, codes_in};
use crate::explain::{codes_of_http, from_windows_error, http_status, numbers};
use crate::look_up::{code, codes};
use crate::symbols::{symbols_of, values_of};
use crate::tables::{SYMBOLS, is_given};

/// Words that make a number beside them a code. A text of these and numbers alone is a code and nothing else.
const CONTEXT: [&str; 28] = [
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
    "win32",
    "with",
];

/// So many different codes are read from one text at most.
const MOST: usize = 32;
/// A text longer than this is a file, not an excerpt; what comes after is not read.
const LONGEST: usize = 20_000;

/// Reads a text: a code and nothing else, or the codes in a line or an excerpt.
pub fn read(text: &str) -> Spelled {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let mut spelled = Spelled::default();
    let Some(tokens) = lone(text) else {
        for found in codes_in(text) {
            spelled.add(found.value, found.how);
        }
        return spelled;
    };
    if let Some(value) = parted(&tokens) {
        spelled.add(value, How::Code);
        return spelled;
    }
    if let Some((value, extend)) = with_extend(&tokens) {
        spelled.add(value, How::Extended(extend));
        return spelled;
    }
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        spelled.token(token, before.is_some_and(Token::is_http));
    }
    if spelled.readings.is_empty() {
        for token in tokens.iter().filter(|token| !token.one_of_parts) {
            spelled.mistyped = spelled.mistyped.take().or_else(|| spelled.mended(token.text));
        }
    }
    spelled
}

/// The code in what a log wrote and a pattern captured: `0x80244022`, `80244022`, `-2145107924`, `1603`.
///
/// Up to five digits are a Windows error; nothing that is no number is a code.
pub fn captured(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    if let Some(digits) = digits {
        return hex(digits.as_bytes()).or_else(|| eight_digits(digits.as_bytes()));
    }
    if let Some(digits) = text.strip_prefix('-') {
        return digits.parse::<u32>().ok().filter(|number| *number <= 1 << 31).map(u32::wrapping_neg);
    }
    match text.len() {
        1..=5 => text.parse().ok().map(|number| if number == 0 { 0 } else { from_windows_error(number) }),
        8 => hex(text.as_bytes()),
        _ => text.parse().ok(),
    }
}

/// The tokens of a text that holds numbers and the words around them, and nothing else.
fn lone(text: &str) -> Option<Vec<Token<'_>>> {
    let mut few = Vec::new();
    for token in tokens(text) {
        let is_symbol = few.is_empty() && token.text.contains('_') && token.end == text.trim_end().len();
        if few.len() > 40 || !(token.is_context() || token.looks_like_number() || is_symbol) {
            return None;
        }
        few.push(token);
    }
    Some(few)
}

impl Token<'_> {
    fn is_context(&self) -> bool {
        CONTEXT.iter().any(|word| word.eq_ignore_ascii_case(self.text))
    }

    fn is_http(&self) -> bool {
        self.text.len() >= 4 && self.text.as_bytes()[..4].eq_ignore_ascii_case(b"http")
            || self.text.eq_ignore_ascii_case("status")
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
    pub(super) fn add(&mut self, value: u32, how: How) {
        let known = self.readings.iter().any(|reading| reading.value == value);
        if !known && self.readings.len() < MOST {
            self.readings.push(Reading { value, how });
        }
    }

    /// Reads one token that stands alone with its like, perhaps after "HTTP".
    fn token(&mut self, token: &Token<'_>, http: bool) {
        let (digits, marked) = token.digits();
        let named = by_symbol(token.text);
        if !named.is_empty() {
            return named.into_iter().for_each(|(value, symbol)| self.add(value, How::Symbol(symbol)));
        }
        if let Some(value) = eight_digits(digits.as_bytes()) {
            let code_like = value >> 31 == 1 || digits.starts_with("00");
            if marked || (!token.one_of_parts && (begins_like_a_code(value) || code_like)) {
                return self.add(value, How::Code);
            }
        }
        if token.one_of_parts {
            return;
        }
        if marked {
            match hex(digits.as_bytes()) {
                Some(value) if value > 0xFFFF && code(value).is_some() => self.add(value, How::Code),
                // The beginning of a code that is being typed is no number yet.
                Some(value) if digits.len() <= 4 && !begins_like_a_code(value << 16) => {
                    self.number(value, false);
                }
                _ => {}
            }
        } else if let Some(hex_digits) =
            token.text.strip_suffix(['h', 'H']).filter(|digits| digits.len() <= 4)
        {
            if let Some(value) = hex(hex_digits.as_bytes()) {
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
    if pieces < 2 || joined.len() != 8 {
        return None;
    }
    eight_digits(joined.as_bytes()).filter(|&value| begins_like_a_code(value))
}

/// A result of Windows Setup with its extend code: `0xC1900101 - 0x20017`, `C1900101-20017`.
fn with_extend(tokens: &[Token<'_>]) -> Option<(u32, u32)> {
    let mut numbers = tokens.iter().filter(|token| !token.is_context());
    let (result, extend) = (numbers.next()?.digits().0, numbers.next()?.digits().0);
    let value = eight_digits(result.as_bytes()).filter(|&value| begins_like_a_code(value))?;
    if numbers.next().is_some() { None } else { Some((value, extend_of(extend)?)) }
}

/// Whether four digits begin a code: of the families that an update meets, or of any in the table.
pub(super) fn begins_like_a_code(value: u32) -> bool {
    let high = value >> 16;
    let at = codes().partition_point(|code| code.value >> 16 < high);
    high != 0 && (begins_as_known(value) || codes().get(at).is_some_and(|code| code.value >> 16 == high))
}

/// The codes that a symbol stands for, in any case, each with its name; several where it is no name of one code.
pub(crate) fn by_symbol(text: &str) -> Vec<(u32, &'static str)> {
    if !text.contains('_') {
        return Vec::new();
    }
    let is_it = |symbol: &&&str| symbol.eq_ignore_ascii_case(text);
    // The names of all codes come late; until then those of the rows have to do.
    if !is_given(SYMBOLS) {
        let own = codes().iter().find_map(|code| Some((code.value, *code.symbols.iter().find(is_it)?)));
        return own.into_iter().collect();
    }
    let named = |value| {
        let symbols = symbols_of(value);
        Some((value, *symbols.iter().find(is_it).or(symbols.first())?))
    };
    values_of(text).into_iter().filter_map(named).collect()
}
