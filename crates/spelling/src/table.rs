//! What only a table of known codes can answer.

use crate::grammar::begins_as_known;

/// A table of known codes. The grammar asks it where the digits alone do not decide.
pub trait CodeTable {
    /// Whether the table has this code.
    fn is_known(&self, code: u32) -> bool;

    /// Whether the table has a code with these high 16 bits.
    fn has_facility(&self, high: u16) -> bool;

    /// Whether the table has this HTTP status.
    fn is_http_status(&self, status: u16) -> bool;

    /// The codes that represent an HTTP status, the most common first; at least one.
    fn codes_of_http(&self, status: u16) -> Vec<u32>;

    /// What a Windows error is called by the component it comes from: "WinHTTP error".
    fn windows_error_name(&self, number: u32) -> &'static str;

    /// The codes that a symbol names, in any case, each with the symbol as the table writes it.
    fn codes_of_symbol(&self, symbol: &str) -> Vec<(u32, &'static str)>;
}

/// Whether four digits begin a code: of the families that an update meets, or of any in the table.
pub(crate) fn begins_like_a_code(value: u32, table: &dyn CodeTable) -> bool {
    let high = (value >> 16) as u16;
    high != 0 && (begins_as_known(value) || table.has_facility(high))
}
