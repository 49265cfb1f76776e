//! Reads a typed query: a code in any spelling, several codes, a symbol, a number of another system; text that is
//! none of these is read as running text.

use basics::parse_hex;

use crate::captured::from_windows_error;
use crate::excerpt::{codes_in, extend_of};
use crate::grammar::eight_digits;
use crate::notation::{CodeQuery, Notation};
use crate::table::{CodeTable, begins_like_a_code};
use crate::token::{Token, tokens};

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

/// A text longer than this is a file, not an excerpt; what comes after is not read.
const LONGEST: usize = 20_000;

/// A text of more words is a line of a log, whose decimal numbers can be anything.
const MOST_WORDS: usize = 12;

/// Reads a text: a code and nothing else, or the codes in a line or an excerpt.
pub fn read(text: &str, table: &dyn CodeTable) -> CodeQuery {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let mut query = CodeQuery::default();
    let Some(tokens) = lone(text) else {
        for found in codes_in(text, table) {
            query.add(found.value, found.notation);
        }
        if query.readings.is_empty() && text.split_whitespace().count() <= MOST_WORDS {
            query.add_known_decimals(text, table);
        }
        return query;
    };
    if let Some(value) = parted(&tokens, table) {
        query.add(value, Notation::Code);
        return query;
    }
    if let Some((value, extend)) = with_extend(&tokens, table) {
        query.add(value, Notation::Extended(extend));
        return query;
    }
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        query.token(token, before.is_some_and(Token::is_http), table);
    }
    if query.readings.is_empty() {
        for token in tokens.iter().filter(|token| !token.one_of_parts) {
            query.mistyped = query.mistyped.take().or_else(|| query.correct(token.text, table));
        }
    }
    query
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

impl CodeQuery {
    /// Reads one token of a text that contains only such tokens, perhaps after "HTTP".
    fn token(&mut self, token: &Token<'_>, http: bool, table: &dyn CodeTable) {
        let (digits, marked) = token.digits();
        let named = table.codes_of_symbol(token.text);
        if !named.is_empty() {
            return named.into_iter().for_each(|(value, symbol)| self.add(value, Notation::Symbol(symbol)));
        }
        if let Some(value) = eight_digits(digits.as_bytes()) {
            let code_like = value >> 31 == 1 || digits.starts_with("00");
            if marked || (!token.one_of_parts && (begins_like_a_code(value, table) || code_like)) {
                return self.add(value, Notation::Code);
            }
        }
        if token.one_of_parts {
            return;
        }
        if marked {
            match parse_hex(digits.as_bytes()) {
                Some(value) if value > 0xFFFF && table.is_known(value) => self.add(value, Notation::Code),
                // The beginning of a code that is being typed is no number yet.
                Some(value) if digits.len() <= 4 && !begins_like_a_code(value << 16, table) => {
                    self.number(value, false, table);
                }
                _ => {}
            }
        } else if let Some(hex_digits) =
            token.text.strip_suffix(['h', 'H']).filter(|digits| digits.len() <= 4)
        {
            if let Some(value) = parse_hex(hex_digits.as_bytes()) {
                self.number(value, false, table);
            }
        } else if token.minus {
            // An i32, whose bits are the code.
            if let Ok(value) = token.text.parse::<u32>()
                && (1 << 20..=1 << 31).contains(&value)
            {
                self.add(value.wrapping_neg(), Notation::Decimal);
            }
        } else if let Ok(value) = token.text.parse::<u32>() {
            match value {
                0 => {}
                1..=0xFFFF => self.number(value, http, table),
                _ if value >> 31 == 1 || table.is_known(value) => self.add(value, Notation::Decimal),
                _ => {}
            }
        }
    }

    /// The decimal numbers among a few words that are codes of the table: `2278557270 software center`.
    fn add_known_decimals(&mut self, text: &str, table: &dyn CodeTable) {
        for token in tokens(text) {
            let value = token.text.parse::<u32>().ok().filter(|value| value >> 31 == 1);
            if let Some(value) = value.filter(|value| !token.one_of_parts && table.is_known(*value)) {
                self.add(value, Notation::Decimal);
            }
        }
    }

    /// A small number: an HTTP status, a Windows error.
    fn number(&mut self, number: u32, http: bool, table: &dyn CodeTable) {
        let status = u16::try_from(number).ok();
        if let Some(status) = status.filter(|status| table.is_http_status(*status)) {
            for value in table.codes_of_http(status) {
                self.add(value, Notation::Number("HTTP status", number));
            }
            if http || !table.is_known(from_windows_error(number)) {
                return;
            }
        }
        if number > 0 {
            let name = table.windows_error_name(number);
            self.add(from_windows_error(number), Notation::Number(name, number));
        }
    }
}

/// A code in pieces: `8024 401c`, `0x8024_401C`.
fn parted(tokens: &[Token<'_>], table: &dyn CodeTable) -> Option<u32> {
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
    eight_digits(joined.as_bytes()).filter(|&value| begins_like_a_code(value, table))
}

/// A result of Windows Setup with its extend code: `0xC1900101 - 0x20017`, `C1900101-20017`.
fn with_extend(tokens: &[Token<'_>], table: &dyn CodeTable) -> Option<(u32, u32)> {
    let mut numbers = tokens.iter().filter(|token| !token.is_context());
    let (result, extend) = (numbers.next()?.digits().0, numbers.next()?.digits().0);
    let value = eight_digits(result.as_bytes()).filter(|&value| begins_like_a_code(value, table))?;
    if numbers.next().is_some() { None } else { Some((value, extend_of(extend)?)) }
}
