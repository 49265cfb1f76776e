//! Codes in text, read with the table of all known codes.

use spelling::CodeTable;
pub use spelling::{CodeAt, CodeQuery, CodeReading, Notation};

use super::explain::{codes_of_http, http_status, numbers, setup_stage};
use super::look_up::{code, codes};
use super::symbols::{symbols_of, values_of};
use super::tables::{SYMBOLS, is_given};

/// Reads what somebody types: a code in any notation, several of them, or the codes in a line or an excerpt.
pub fn read(text: &str) -> CodeQuery {
    spelling::read(text, &KnownCodes)
}

/// The codes in running text, in their order, with their places in bytes.
pub fn codes_in(text: &str) -> Vec<CodeAt> {
    spelling::codes_in(text, &KnownCodes)
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

/// The codes that a symbol names, in any case, each with its name; several where it is no name of one code.
pub(crate) fn codes_of_symbol(text: &str) -> Vec<(u32, &'static str)> {
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
