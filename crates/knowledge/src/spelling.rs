//! Codes in text, read with the table of all known codes.

use std::sync::OnceLock;

pub use spelling::{CodeAt, CodeQuery, CodeReading, Notation};
use spelling::{CodeTable, Codes, NameAt, Names, from_windows_error};

use super::explain::{codes_of_http, http_status, numbers, setup_stage};
use super::look_up::{code, codes};
use super::symbols::{symbols_of, values_of};
use super::tables::{SYMBOLS, is_given};

/// Reads user input: a code in any notation, several of them, or the codes in a line or an excerpt.
pub fn read(text: &str) -> CodeQuery {
    spelling::read(text, &KnownCodes)
}

/// The codes in running text, in order, with their byte positions.
pub fn codes_in(text: &str) -> Vec<CodeAt> {
    spelling::codes_in(text, &KnownCodes)
}

/// The codes in the message of a log: numbers, and what `HRESULT_FROM_WIN32` is written around; the code that a symbol
/// names, where a message has no number. Each with the place of the byte after it.
///
/// Only codes with a row of their own are found by name: not every program that reads logs has the names of all codes.
pub fn scan(message: &[u8]) -> MessageCodes<'_> {
    MessageCodes {
        message,
        numbers: spelling::scan(message),
        names: spelling::names(message),
        has_number: false,
    }
}

/// The codes in the message of a log, as [`scan`] finds them.
#[derive(Clone, Debug)]
pub struct MessageCodes<'a> {
    message: &'a [u8],
    numbers: Codes<'a>,
    names: Names<'a>,
    has_number: bool,
}

impl Iterator for MessageCodes<'_> {
    type Item = (u32, usize);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(number) = self.numbers.next() {
            self.has_number = true;
            return Some(number);
        }
        loop {
            let NameAt { place, is_windows_error } = self.names.next()?;
            if !is_windows_error && self.has_number {
                continue;
            }
            let end = place.end;
            if let Some(code) = code_of_name(&self.message[place], is_windows_error) {
                self.has_number |= is_windows_error;
                return Some((code, end));
            }
        }
    }
}

/// The code in a captured value: a number in any notation, a symbol, `HRESULT_FROM_WIN32(NAME)`.
pub fn captured(text: &str) -> Option<u32> {
    spelling::captured(text).or_else(|| Some(scan(text.as_bytes()).next()?.0))
}

/// The code that a log names: by the symbol of a row, or inside `HRESULT_FROM_WIN32` by the number of a Windows error.
fn code_of_name(name: &[u8], is_windows_error: bool) -> Option<u32> {
    let name = std::str::from_utf8(name).ok()?;
    if is_windows_error && let Ok(number) = name.parse::<u16>() {
        return (number > 0).then(|| from_windows_error(u32::from(number)));
    }
    static ROWS: OnceLock<Vec<(&str, u32)>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let names = codes().iter().flat_map(|code| code.symbols.iter().map(|symbol| (*symbol, code.value)));
        let mut names: Vec<_> = names.filter(|(_, code)| code >> 31 == 1).collect();
        names.sort_unstable();
        names
    });
    let at = rows.binary_search_by(|(symbol, _)| (*symbol).cmp(name)).ok()?;
    Some(rows[at].1)
}

/// A notation in words: "a code", "decimal", "HTTP status 503", "the symbol WU_E_PT_HTTP_STATUS_DENIED".
pub fn notation_words(notation: Notation) -> String {
    match notation {
        Notation::Code => "a code".to_owned(),
        Notation::Decimal => "decimal".to_owned(),
        Notation::Number(name, number) => [name, " ", &number.to_string()].concat(),
        Notation::Symbol(symbol) => ["the symbol ", symbol].concat(),
        Notation::Extended(extend) => ["the result of Windows Setup in ", &setup_stage(extend)].concat(),
    }
}

/// The codes that a symbol names, in any case, each with its name; several if it is not the name of one code.
pub(crate) fn codes_of_symbol(text: &str) -> Vec<(u32, &'static str)> {
    if !text.contains('_') {
        return Vec::new();
    }
    let is_it = |symbol: &&&str| symbol.eq_ignore_ascii_case(text);
    // The names of all codes are loaded late; until then only the rows have names.
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

/// The codes of this crate.
struct KnownCodes;

impl CodeTable for KnownCodes {
    fn is_known(&self, value: u32) -> bool {
        code(value).is_some()
    }

    fn has_facility(&self, high: u16) -> bool {
        let high = u32::from(high);
        let at = codes().partition_point(|code| code.value >> 16 < high);
        codes().get(at).is_some_and(|code| code.value >> 16 == high)
    }

    fn is_http_status(&self, status: u16) -> bool {
        http_status(status).is_some()
    }

    fn codes_of_http(&self, status: u16) -> Vec<u32> {
        codes_of_http(status).collect()
    }

    fn windows_error_name(&self, number: u32) -> &'static str {
        numbers(number).map_or("Windows error", |range| range.name)
    }

    fn codes_of_symbol(&self, symbol: &str) -> Vec<(u32, &'static str)> {
        codes_of_symbol(symbol)
    }
}
